"""A robot before the open window of a copy of the sample practice, with no settings kept."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_biller.codesets import reference_db
from desktop_biller.foundation.dates import FixedClock, zone
from desktop_biller.ui.desk import Place
from desktop_biller.ui.kept_settings import KeptSettings
from desktop_biller.ui.sections import makers
from desktop_biller.ui.session import Session
from desktop_biller.workflow.opening import open_practice
from desktop_biller.workflow.sample_practice.demo import ZONE
from tests.office import PASSPHRASE
from tests.ui.conftest import SAMPLE_DAY
from tests.ui.robot.robot import Robot


@pytest.fixture
def robot(
    sample: Path, tmp_path: Path, qtbot: QtBot, reference: reference_db.ReferenceDatabase
) -> Iterator[Robot]:
    """The robot; its practice and settings are its own."""
    folder = tmp_path / "sample"
    shutil.copytree(sample, folder)
    clock = FixedClock.on(SAMPLE_DAY, dt.time(9, 30), zone(ZONE))
    ws = open_practice(folder, PASSPHRASE, catalogue=reference, clock=clock)
    session = Session(ws, KeptSettings(tmp_path / "windows.ini"), makers(), Previews)
    window = session.open_window(Place("patients"))
    window.resize(1280, 720)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Robot(session)
    made.settle()
    made.begin()
    yield made
    session.end()


class Previews:
    """Stands in until the preview window is there."""

    def __init__(self, desk: object, parent: QWidget) -> None:
        del desk, parent

    def open(self, request: object) -> None:
        del request

    def close_all(self) -> None:
        return
