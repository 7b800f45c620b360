"""A robot before the open window of a copy of the sample practice, with an aligned printer."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_biller.codesets import reference_db
from desktop_biller.foundation.dates import FixedClock, zone
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.kept_settings import KeptSettings
from desktop_biller.ui.printers import KeptPrinters, Offset
from desktop_biller.ui.printing.preview_desk import PreviewDesk
from desktop_biller.ui.sections import makers
from desktop_biller.ui.session import Session
from desktop_biller.workflow.opening import open_practice
from desktop_biller.workflow.sample_practice.demo import SAMPLE_USER, ZONE
from desktop_biller.workflow.workspace import Workspace
from tests.office import PASSPHRASE
from tests.ui.conftest import SAMPLE_DAY
from tests.ui.robot.printers import DESK, KeepingPrinters
from tests.ui.robot.robot import Robot


@contextmanager
def at_the_desk(ws: Workspace, settings: KeptSettings, user: str, qtbot: QtBot) -> Iterator[Robot]:
    """A robot before the open window of a practice; recents and favorites are empty."""
    KeptPrinters(settings.of(user)).keep_offset(DESK, Offset())
    printers = KeepingPrinters()

    def previews(desk: Desk, parent: QWidget) -> PreviewDesk:
        return PreviewDesk(desk, parent, printers)

    session = Session(ws, settings, makers(), previews)
    window = session.open_window(Place("patients"))
    window.resize(1280, 720)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Robot(session, printers)
    made.settle()
    made.begin()
    yield made
    session.end()


@pytest.fixture
def robot(
    sample: Path, tmp_path: Path, qtbot: QtBot, reference: reference_db.ReferenceDatabase
) -> Iterator[Robot]:
    """The robot in a copy of the sample practice."""
    folder = tmp_path / "sample"
    shutil.copytree(sample, folder)
    clock = FixedClock.on(SAMPLE_DAY, dt.time(9, 30), zone(ZONE))
    ws = open_practice(folder, PASSPHRASE, catalogue=reference, clock=clock)
    settings = KeptSettings(tmp_path / "windows.ini")
    with at_the_desk(ws, settings, SAMPLE_USER, qtbot) as made:
        yield made
