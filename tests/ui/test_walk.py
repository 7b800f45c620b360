"""A walk over every screen there is: named, reached by Tab once, nothing cut, hidden or unread."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_biller import ui
from desktop_biller.codesets import reference_db
from desktop_biller.foundation.dates import FixedClock, zone
from desktop_biller.ui.dialog_scenes import DIALOG_SCENES
from desktop_biller.ui.inspection import flaws_of, walk_by_tab
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.main_window import MainWindow
from desktop_biller.ui.scenes import SCENES, Scene, Subjects
from desktop_biller.ui.screenshots import picture_of, put_away, show_scene, window_on
from desktop_biller.workflow.opening import open_practice
from desktop_biller.workflow.sample_practice.demo import ZONE
from desktop_biller.workflow.subjects import subjects_of
from desktop_biller.workflow.workspace import Workspace
from tests.office import PASSPHRASE
from tests.ui.conftest import SAMPLE_DAY

pytestmark = pytest.mark.slow
each_scene = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
each_dialog = pytest.mark.parametrize("scene", DIALOG_SCENES, ids=lambda scene: scene.name)
UI = Path(ui.__file__).parent
ACTS = [
    UI / name
    for name in (
        "patients/insurance_acts.py",
        "setup/users_page.py",
        "setup/services_page.py",
        "setup/backups_page.py",
        "unlock/unlock_view.py",
        "printing/preview_desk.py",
    )
]
"""Where the dialogs are opened that scenes reach by an act."""


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
    window.activateWindow()
    show_scene(window, scene, subjects)


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


@each_dialog
def test_what_stands_before_a_screen_has_no_flaw_and_is_walked_by_tab(
    window: MainWindow, subjects: Subjects, scene: Scene
) -> None:
    front = show_scene(window, scene, subjects)
    assert front is not None, "the sample practice must hold what every scene needs"
    try:
        assert [str(flaw) for flaw in flaws_of(front, picture_of(front))] == []
        reached, flaws = walk_by_tab(front, press_tab)
        assert [str(flaw) for flaw in flaws] == []
        assert reached
    finally:
        put_away(front, window)


@each_dialog
def test_what_stands_before_a_screen_works_with_text_of_twice_the_size(
    window: MainWindow, qapp: QApplication, subjects: Subjects, scene: Scene
) -> None:
    theme.apply(qapp, "light", scale=2.0)
    window.resize(1920, 1080)
    front = show_scene(window, scene, subjects)
    assert front is not None
    try:
        assert [str(flaw) for flaw in flaws_of(front)] == []
        assert front.width() <= window.width()
        assert front.height() <= window.height()
    finally:
        put_away(front, window)
        theme.apply(qapp, "light")
        window.resize(1280, 720)


def test_every_dialog_of_the_program_has_a_scene() -> None:
    """Classes of dialogs and windows; what is made of the plain ``Dialog`` has no class to ask."""
    places = [path for path in UI.rglob("*.py") if path.name != "dialog_scenes.py"]
    made = re.compile(
        r"^class ([A-Za-z]\w+(?:Dialog|Window|View))\((?:\w*Dialog|QWidget)\)", re.MULTILINE
    )
    classes = {name for path in places for name in made.findall(path.read_text("utf-8"))}
    opened = "\n".join(path.read_text("utf-8") for path in (UI / "dialog_scenes.py", *ACTS))
    assert {"PlanDialog", "UnlockView", "WizardWindow"} <= classes, "the pattern finds them"
    assert {name for name in classes if name not in opened} == set()


def test_every_section_has_a_scene() -> None:
    sections = {scene.place(Subjects()).section for scene in SCENES}
    found = {
        folder
        for folder in sections
        if find_spec(f"desktop_biller.ui.{folder}.section") is not None
    }
    assert found == sections
