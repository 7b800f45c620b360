"""Fixtures of the windows' tests: offscreen, one application, a sample practice."""

import datetime as dt
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop_biller.codesets import reference_db
from desktop_biller.foundation.dates import FixedClock, zone
from desktop_biller.foundation.progress import JobControl
from desktop_biller.ui.kit import theme as looks
from desktop_biller.workflow.opening import Owner, create_practice
from desktop_biller.workflow.sample_practice.demo import SAMPLE_USER, ZONE, open_sample
from tests.office import CHEAP, PASSPHRASE

SAMPLE_DAY = dt.date(2026, 3, 3)
"""The day after the sample's last."""


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    """The application in the light theme."""
    looks.prepare(qapp)
    looks.theme.apply(qapp, "light")


@pytest.fixture(autouse=True)
def gone() -> Iterator[None]:
    """Windows closed by a test are deleted with it: their timers must not ask its practice later.

    Qt deletes when an event loop runs, which would be another test's.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session")
def seed() -> int:
    """Of the sample practice: DESKTOP_BILLER_ROBOT_SEED, else drawn; failures tell it."""
    given = os.environ.get("DESKTOP_BILLER_ROBOT_SEED", "")
    return int(given) if given else random.SystemRandom().randint(1, 99_999)


@pytest.fixture(scope="session")
def reference() -> Iterator[reference_db.ReferenceDatabase]:
    """The shipped code sets."""
    with reference_db.ensure() as database:
        yield database


@pytest.fixture(scope="session")
def sample(
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    reference: reference_db.ReferenceDatabase,
) -> Path:
    """The closed sample practice of the seed; copy it before anything is done in it."""
    folder = tmp_path_factory.mktemp("sample") / "sample"
    clock = FixedClock.on(dt.date(2025, 12, 1), dt.time(7), zone(ZONE))
    create_practice(
        folder,
        Owner(SAMPLE_USER, "Thuy Nguyen", PASSPHRASE),
        practice_name="Cedar Hollow Family Medicine",
        clock=clock,
        time_zone=ZONE,
        is_sample=True,
        cost=CHEAP,
    )
    open_sample(folder, PASSPHRASE, reference, seed=seed, job=JobControl()).ws.close()
    return folder
