"""A walk over every screen there is: named, reached by Tab once, nothing cut, hidden or unread."""

import datetime as dt
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_biller.codesets import reference_db
from desktop_biller.foundation.dates import FixedClock, zone
from desktop_biller.ui.inspection import flaws_of, walk_by_tab
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.main_window import MainWindow
from desktop_biller.ui.scenes import SCENES, Scene, Subjects
from desktop_biller.ui.screenshots import picture_of, window_on
from desktop_biller.workflow.opening import open_practice
from desktop_biller.workflow.sample_practice.demo import ZONE
from desktop_biller.workflow.subjects import subjects_of
from desktop_biller.workflow.workspace import Workspace
from tests.office import PASSPHRASE
from tests.ui.conftest import SAMPLE_DAY

pytestmark = pytest.mark.slow
each_scene = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)


@pytest.fixture(scope="module")
def ws(
    sample: Path,
    tmp_path_factory: pytest.TempPathFactory,
    reference: reference_db.ReferenceDatabase,
) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("walk") / "sample"
    shutil.copytree(sample, folder)
    clock = FixedClock.on(SAMPLE_DAY, dt.time(10), zone(ZONE))
    opened = open_practice(folder, PASSPHRASE, catalogue=reference, clock=clock)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def subjects(ws: Workspace) -> Subjects:
    return Subjects(*subjects_of(ws))


@pytest.fixture(scope="module")
def window(ws: Workspace) -> Iterator[MainWindow]:
    made = window_on(ws)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    yield made
    made.leave_everything()
    made.close()


def stand(window: MainWindow, scene: Scene, subjects: Subjects) -> None:
    """Go to the scene, in a window that has been nowhere."""
    assert scene.fits(subjects), "the sample practice must hold what every scene needs"
    window.leave_everything()
    window.activateWindow()
    window.go(scene.place(subjects))
    QApplication.processEvents()
    QApplication.processEvents()  # what the first round has changed is laid out in the second


def press_tab(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Tab)


@each_scene
def test_a_screen_has_no_flaw_that_a_machine_can_see(
    window: MainWindow, subjects: Subjects, scene: Scene
) -> None:
    stand(window, scene, subjects)
    assert [str(flaw) for flaw in flaws_of(window, picture_of(window))] == []


@each_scene
def test_tab_reaches_every_control_of_a_screen_once(
    window: MainWindow, subjects: Subjects, scene: Scene
) -> None:
    stand(window, scene, subjects)
    screen = window.shown_screen()
    assert screen is not None
    screen.take_focus()
    reached, flaws = walk_by_tab(window, press_tab)
    assert [str(flaw) for flaw in flaws] == []
    assert len(reached) > 3


@each_scene
def test_a_screen_works_with_text_of_twice_the_size(
    window: MainWindow, qapp: QApplication, subjects: Subjects, scene: Scene
) -> None:
    theme.apply(qapp, "light", scale=2.0)
    try:
        window.resize(1920, 1080)
        stand(window, scene, subjects)
        assert [str(flaw) for flaw in flaws_of(window)] == []
    finally:
        theme.apply(qapp, "light")
        window.resize(1280, 720)


def test_every_section_has_a_scene() -> None:
    sections = {scene.place(Subjects()).section for scene in SCENES}
    found = {
        folder
        for folder in sections
        if find_spec(f"desktop_biller.ui.{folder}.section") is not None
    }
    assert found == sections
