"""A posting date is the practice's local date, never one cut from UTC."""

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa
import tzlocal

from desktop_biller.foundation.dates import FixedClock, local_zone_name, zone
from desktop_biller.models.ledger import JournalEntry
from desktop_biller.models.payment import Payment
from desktop_biller.workflow.opening import create_practice, open_practice
from tests.office import CHEAP, OWNER, PASSPHRASE, Office, catalogue


def test_a_payment_at_half_past_eleven_in_honolulu_is_posted_on_that_day(tmp_path: Path) -> None:
    honolulu = zone("Pacific/Honolulu")
    clock = FixedClock.on(dt.date(2026, 3, 2), dt.time(23, 30), honolulu)
    create_practice(
        tmp_path / "p",
        OWNER,
        practice_name="Beach",
        clock=clock,
        time_zone=honolulu.key,
        cost=CHEAP,
    )
    ws = open_practice(tmp_path / "p", PASSPHRASE, catalogue=catalogue(), clock=clock)
    office = Office(ws, clock).set_up()
    office.clock.moment = clock.moment
    office.pay(office.patient().patient_id, 3000)
    with ws.db.reading() as session:
        (entry,) = session.scalars(sa.select(JournalEntry))
        (payment,) = session.scalars(sa.select(Payment))
    ws.close()
    assert entry.posted_on == payment.received_on == dt.date(2026, 3, 2)
    assert entry.posted_at.astimezone(dt.UTC).date() == dt.date(2026, 3, 3)


def test_a_new_practice_takes_the_zone_of_its_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Honolulu")
    tzlocal.reload_localzone()  # it remembers what an earlier test was told
    assert local_zone_name() == "Pacific/Honolulu"
    create_practice(tmp_path / "p", OWNER, practice_name="Beach", cost=CHEAP)
    ws = open_practice(tmp_path / "p", PASSPHRASE, catalogue=catalogue())
    offset = ws.clock.now().utcoffset()
    ws.close()
    assert offset == dt.timedelta(hours=-10)
    monkeypatch.undo()
    tzlocal.reload_localzone()
