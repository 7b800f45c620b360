"""Drafts: what was typed survives, is one's own, and counts for nothing."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from desktop_biller.models.access import AuditRow
from desktop_biller.workflow.drafts import drafts_of, drop_draft, keep_draft, read_draft
from desktop_biller.workflow.office.users import NewUser, add_user
from desktop_biller.workflow.opening import EMERGENCY
from desktop_biller.workflow.upkeep import back_up, restore_drill
from tests.office import CHEAP, Office, opened


def audit_count(office: Office) -> int:
    with office.ws.db.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(AuditRow)) or 0


def test_p9_a_draft_is_there_after_the_practice_was_closed(practice_folder: Path) -> None:
    with opened(practice_folder) as office:
        assert keep_draft(office.ws, "visit", "patient 1", '{"code": "G0439"}')
    with opened(practice_folder) as office:
        found = read_draft(office.ws, "visit", "patient 1")
        assert found is not None
        assert found.body == '{"code": "G0439"}'
        assert found.kept_at == office.clock.now()


def test_the_last_one_kept_counts_and_each_form_has_its_own(office: Office) -> None:
    keep_draft(office.ws, "visit", "patient 1", "1")
    office.on(dt.date(2026, 3, 3))
    keep_draft(office.ws, "check", "", "2")
    office.on(dt.date(2026, 3, 4))
    keep_draft(office.ws, "visit", "patient 1", "3")
    told = [(d.kind, d.subject, d.body) for d in drafts_of(office.ws)]
    assert told == [("visit", "patient 1", "3"), ("check", "", "2")]


def test_a_dropped_draft_is_gone_and_may_be_dropped_again(office: Office) -> None:
    keep_draft(office.ws, "visit", "patient 1", "1")
    keep_draft(office.ws, "visit", "patient 2", "2")
    for _ in range(2):
        drop_draft(office.ws, "visit", "patient 1")
    assert read_draft(office.ws, "visit", "patient 1") is None
    assert [draft.subject for draft in drafts_of(office.ws)] == ["patient 2"]


def test_nobody_sees_or_drops_another_users_draft(office: Office) -> None:
    other = add_user(
        office.ws,
        NewUser("mk", "Mia Kowalski", "biller", "seven herons on one leg"),
        cost=CHEAP,
    )
    keep_draft(office.ws, "visit", "patient 1", "mine")
    owner = office.ws.actor
    office.ws.actor = replace(owner, user_id=other, name="mk", role="biller")
    assert drafts_of(office.ws) == ()
    keep_draft(office.ws, "visit", "patient 1", "hers")
    drop_draft(office.ws, "visit", "patient 1")
    office.ws.actor = owner
    assert [draft.body for draft in drafts_of(office.ws)] == ["mine"]


def test_typing_leaves_no_row_in_the_trail(office: Office) -> None:
    before = audit_count(office)
    keep_draft(office.ws, "visit", "patient 1", "1")
    drop_draft(office.ws, "visit", "patient 1")
    assert audit_count(office) == before


def test_a_draft_makes_no_drill_differ(office: Office) -> None:
    back_up(office.ws)
    keep_draft(office.ws, "visit", "patient 1", "1")
    assert restore_drill(office.ws).equal


def test_a_practice_that_cannot_be_written_keeps_none(office: Office) -> None:
    keep_draft(office.ws, "visit", "patient 1", "1")
    office.ws.db.read_only = True
    assert not keep_draft(office.ws, "visit", "patient 1", "2")
    drop_draft(office.ws, "visit", "patient 1")
    found = read_draft(office.ws, "visit", "patient 1")
    assert found is not None
    assert found.body == "1"


def test_p41_who_only_looks_in_an_emergency_keeps_none(office: Office) -> None:
    office.ws.actor = EMERGENCY
    assert not keep_draft(office.ws, "visit", "patient 1", "1")
    assert drafts_of(office.ws) == ()
