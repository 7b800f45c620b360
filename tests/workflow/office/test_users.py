"""Users who leave, and users whose role changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import (
    InputError,
    PermissionDeniedError,
    RefusedError,
    StorageError,
    UserError,
)
from desktop_biller.models.access import AuditRow
from desktop_biller.security import keyfile
from desktop_biller.store.places import KEY_FILE
from desktop_biller.workflow.drafts import keep_draft
from desktop_biller.workflow.office.office_lists import office_users
from desktop_biller.workflow.office.users import NewUser, add_user, change_role, remove_user
from desktop_biller.workflow.opening import open_practice
from tests.office import CHEAP, Office, catalogue, fixed_clock, opened

HERONS = "seven herons on one leg"


@pytest.fixture
def mia(office: Office) -> int:
    """A biller beside the owner."""
    return add_user(office.ws, NewUser("mk", "Mia Kowalski", "biller", HERONS), cost=CHEAP)


def last_row(office: Office) -> tuple[str, str, str]:
    with office.ws.db.reading() as session:
        row = session.scalars(sa.select(AuditRow).order_by(AuditRow.seq.desc())).first()
    assert row is not None
    return row.event, row.subject, row.reason


@contextmanager
def refused(office: Office, words: str) -> Iterator[None]:
    """As ``office.refusing``, and the key file stays as it is."""
    before = (office.ws.folder / KEY_FILE).read_bytes()
    with office.refusing(words):
        yield
    assert (office.ws.folder / KEY_FILE).read_bytes() == before


def test_p5_a_removed_user_cannot_open_any_more(practice_folder: Path) -> None:
    with opened(practice_folder) as office:
        user = add_user(office.ws, NewUser("mk", "Mia Kowalski", "biller", HERONS), cost=CHEAP)
        owner = office.ws.actor
        office.ws.actor = replace(owner, user_id=user)
        keep_draft(office.ws, "visit", "patient 1", "{}")
        office.ws.actor = owner
        remove_user(office.ws, user)
        assert last_row(office) == ("user.removed", f"user {user}", "biller")
        assert keyfile.users(practice_folder / KEY_FILE) == ["tn"]
        rows = office_users(office.ws)
        assert [(row.name, row.active, row.has_passphrase) for row in rows] == [
            ("tn", True, True),
            ("mk", False, False),
        ]
    with pytest.raises(InputError, match="no user mk"):
        open_practice(
            practice_folder, HERONS, catalogue=catalogue(), user="mk", clock=fixed_clock()
        )


def test_a_user_is_removed_once(office: Office, mia: int) -> None:
    remove_user(office.ws, mia)
    with refused(office, f"no user number {mia}"):
        remove_user(office.ws, mia)
    with refused(office, "no user number 99"):
        change_role(office.ws, 99, "biller")


def test_the_last_owner_stays_owner(office: Office, mia: int) -> None:
    with refused(office, "last owner"):
        remove_user(office.ws, office.ws.actor.user_id)
    with refused(office, "last owner"):
        change_role(office.ws, office.ws.actor.user_id, "biller")
    change_role(office.ws, mia, "owner")
    assert last_row(office) == ("user.role_changed", f"user {mia}", "biller to owner")
    with refused(office, "can't remove yourself"):
        remove_user(office.ws, office.ws.actor.user_id)


def test_ones_own_new_role_holds_at_once(office: Office, mia: int) -> None:
    change_role(office.ws, mia, "owner")
    change_role(office.ws, office.ws.actor.user_id, "auditor")
    with pytest.raises(PermissionDeniedError):
        change_role(office.ws, mia, "biller")


def test_the_role_one_has_is_no_change(office: Office, mia: int) -> None:
    before = office.fingerprint()
    change_role(office.ws, mia, "biller")
    assert office.fingerprint() == before


@pytest.mark.parametrize("role", ["emergency", "boss"])
def test_a_role_is_one_that_a_person_can_be_given(role: str, office: Office, mia: int) -> None:
    with refused(office, "is not a role"):
        change_role(office.ws, mia, role)


def test_p6_only_who_sets_up_the_practice_changes_users(office: Office, mia: int) -> None:
    with office.acting_as("biller"):
        with pytest.raises(PermissionDeniedError):
            remove_user(office.ws, mia)
        with pytest.raises(PermissionDeniedError):
            change_role(office.ws, mia, "owner")


def test_a_user_stays_where_the_key_file_cannot_be_written(
    office: Office, mia: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise StorageError("The disk is full.", remedy="Free some space.")

    monkeypatch.setattr(keyfile, "replace_file", fails)
    with pytest.raises(UserError, match="disk is full"):
        remove_user(office.ws, mia)
    assert [row.active for row in office_users(office.ws)] == [True, True]


def test_the_only_passphrase_is_never_taken(office: Office) -> None:
    path = office.ws.folder / KEY_FILE
    with pytest.raises(RefusedError, match="only one who can open"):
        keyfile.take_passphrase(path, office.ws.key, "TN")
    keyfile.take_passphrase(path, office.ws.key, "nobody")
    assert keyfile.users(path) == ["tn"]


def test_users_are_listed_though_the_key_file_is_lost(office: Office) -> None:
    (office.ws.folder / KEY_FILE).unlink()
    assert [(row.name, row.has_passphrase) for row in office_users(office.ws)] == [("tn", False)]
