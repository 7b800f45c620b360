"""Promise 12: a changed, deleted, inserted, reordered or truncated audit trail is found."""

import datetime as dt
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.models.access import AuditRow, Secret
from desktop_biller.security import audit
from tests.office import Office, opened

MUTATIONS = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 500
NOON = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)
TEXTS = ("user_name", "event", "subject", "reason", "command_key")


def record(session: Session, event: str, at: dt.datetime = NOON, **over: Any) -> None:
    audit.record(session, at=at, user_name="tn", event=event, **over)


def rows(session: Session) -> list[AuditRow]:
    return list(session.scalars(sa.select(AuditRow).order_by(AuditRow.seq)))


@pytest.fixture(scope="module")
def trail(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A practice with a trail of 40 rows."""
    folder = tmp_path_factory.mktemp("trail") / "practice"
    shutil.copytree(template, folder)
    with opened(folder) as office:
        with office.ws.db.writing() as session:
            while len(rows(session)) < 40:
                record(session, "payment.taken", subject="payment 1", reason="Typed twice")
        yield office


def mutate(session: Session, chance: random.Random) -> str:
    """Do one thing that a thief might do; returns what it was."""
    kept = rows(session)
    victim = chance.choice(kept[:-1])
    what = chance.choice(["text", "at", "hash", "patient", "delete", "insert", "swap"])
    change = sa.update(AuditRow).where(AuditRow.seq == victim.seq)
    if what == "text":
        name = chance.choice(TEXTS)
        session.execute(change.values({name: (getattr(victim, name) or "") + "x"}))
    elif what == "at":
        session.execute(change.values(at=victim.at + dt.timedelta(microseconds=1)))
    elif what == "hash":
        flipped = bytearray(victim.hash)
        flipped[chance.randrange(32)] ^= 1 << chance.randrange(8)
        session.execute(change.values(hash=bytes(flipped)))
    elif what == "patient":
        session.execute(change.values(patient_id=None if victim.patient_id else 1))
    elif what == "delete":
        session.execute(sa.delete(AuditRow).where(AuditRow.seq == victim.seq))
        if chance.random() < 0.5:  # and close the gap
            after = sa.update(AuditRow).where(AuditRow.seq > victim.seq)
            session.execute(after.values(seq=-AuditRow.seq))
            session.execute(
                sa.update(AuditRow).where(AuditRow.seq < 0).values(seq=-AuditRow.seq - 1)
            )
    elif what == "insert":
        after = sa.update(AuditRow).where(AuditRow.seq > victim.seq)
        session.execute(after.values(seq=-AuditRow.seq))
        session.execute(sa.update(AuditRow).where(AuditRow.seq < 0).values(seq=-AuditRow.seq + 1))
        values = {c.key: getattr(victim, c.key) for c in AuditRow.__table__.columns}
        session.execute(sa.insert(AuditRow).values({**values, "seq": victim.seq + 1}))
    else:
        other = chance.choice([row for row in kept if row.seq != victim.seq])
        places = {victim.seq: other.seq, other.seq: victim.seq}
        session.execute(
            sa.update(AuditRow).where(AuditRow.seq.in_(places)).values(seq=-AuditRow.seq)
        )
        for old, new in places.items():
            session.execute(sa.update(AuditRow).where(AuditRow.seq == -old).values(seq=new))
    session.expire_all()
    return what


def test_p12_every_mutation_of_the_trail_is_found(trail: Office) -> None:
    chance = random.Random(12)
    missed, tried = [], set()
    for number in range(MUTATIONS):
        with trail.tampering() as session:
            what = mutate(session, chance)
            tried.add(what)
            if audit.broken_at(session) is None:
                missed.append((number, what))
    assert missed == []
    assert tried == {"text", "at", "hash", "patient", "delete", "insert", "swap"}


def test_p13_a_trail_cut_at_its_end_is_found_by_its_anchor(trail: Office) -> None:
    with trail.ws.db.reading() as session:
        anchor = audit.head(session)
    for cut in (1, 2, 39):
        with trail.tampering() as session:
            session.execute(sa.delete(AuditRow).where(AuditRow.seq > 40 - cut))
            assert audit.broken_at(session) is None  # the chain alone can't tell
            assert audit.head(session) != anchor


def test_the_chain_tells_the_first_row_that_does_not_hold(trail: Office) -> None:
    with trail.tampering() as session:
        session.execute(sa.update(AuditRow).where(AuditRow.seq == 17).values(reason="none"))
        assert audit.broken_at(session) == 17


def test_a_row_made_without_the_key_does_not_fit(trail: Office) -> None:
    with trail.tampering() as session:
        session.add(AuditRow(seq=41, at=NOON, user_name="x", event="look", hash=bytes(32)))
        session.flush()
        assert audit.broken_at(session) == 41


def test_a_file_without_its_key_is_not_opened(practice_folder: Path) -> None:
    with opened(practice_folder) as office, office.ws.db.writing() as session:
        session.execute(sa.delete(Secret))
    with pytest.raises(LookupError, match="no audit key"), opened(practice_folder):
        pass


def test_the_head_reads_as_it_stands_on_the_day_sheet(office: Office) -> None:
    with office.ws.db.writing() as session:
        record(session, "first.look")
        groups = audit.head(session).split(" ")
        assert [len(group) for group in groups] == [4, 4, 4]
        assert "".join(groups) == rows(session)[-1].hash.hex()[:12]


@pytest.mark.parametrize(
    ("minutes", "events"),
    [(-1, ["a"]), (-2, ["a"]), (-3, ["clock.set_back", "a"]), (60, ["a"])],
)
def test_p11_only_a_clock_that_went_back_makes_a_row_of_its_own(
    minutes: int, events: list[str], office: Office
) -> None:
    with office.ws.db.writing() as session:
        record(session, "before")
        count = len(rows(session))
        record(session, "a", NOON + dt.timedelta(minutes=minutes), command_key="k")
        assert [row.event for row in rows(session)[count:]] == events
        assert audit.broken_at(session) is None
