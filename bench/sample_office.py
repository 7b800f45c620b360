"""The sample practice for a bench of the windows, with a passphrase that costs nothing to try."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_biller.codesets import reference_db
from desktop_biller.foundation.dates import FixedClock, zone
from desktop_biller.foundation.progress import JobControl
from desktop_biller.security.keyfile import Cost
from desktop_biller.workflow.opening import Owner, create_practice, open_practice
from desktop_biller.workflow.sample_practice.demo import SAMPLE_USER, ZONE, open_sample
from desktop_biller.workflow.sample_practice.history import FIRST_DAY
from desktop_biller.workflow.sample_practice.setup import NAME
from desktop_biller.workflow.workspace import Workspace

PASSPHRASE = "otters count by candlelight"  # noqa: S105 -- of a practice that is thrown away
USER = SAMPLE_USER
_CHEAP = Cost(memory_kib=8, passes=1)
_DAY = dt.datetime(2026, 3, 3, 9, 30, tzinfo=zone(ZONE))
"""The morning after the sample's last day."""


def make_office(folder: Path, *, seed: int = 1, filled: bool = True) -> Path:
    """Make the sample practice with its three months in a folder, or an empty one, and close it."""
    clock = FixedClock(dt.datetime.combine(FIRST_DAY, dt.time(7), zone(ZONE)))
    owner = Owner(USER, "Thuy Nguyen", PASSPHRASE)
    create_practice(
        folder,
        owner,
        practice_name=NAME,
        clock=clock,
        time_zone=ZONE,
        is_sample=True,
        cost=_CHEAP,
    )
    if not filled:
        return folder
    with reference_db.ensure() as catalogue:
        open_sample(folder, PASSPHRASE, catalogue, seed=seed, job=JobControl()).ws.close()
    return folder


@contextmanager
def office(folder: Path) -> Iterator[Workspace]:
    """The practice of a folder, open on the morning after its last day."""
    with reference_db.ensure() as catalogue:
        ws = open_practice(folder, PASSPHRASE, catalogue=catalogue, clock=FixedClock(_DAY))
        try:
            yield ws
        finally:
            ws.close()
