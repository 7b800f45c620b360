"""Locking blanks everything and forgets the key; unlocking goes on; users keep their places."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_biller.foundation.progress import JobControl
from desktop_biller.ui.desk import Desk, Place, PreviewRequest
from desktop_biller.ui.kept_settings import KeptSettings
from desktop_biller.ui.kit.chip import Chip
from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.screenshots import picture_of
from desktop_biller.ui.sections import makers
from desktop_biller.ui.session import Session
from desktop_biller.workflow.office.users import NewUser, add_user
from desktop_biller.workflow.opening import open_practice
from desktop_biller.workflow.upkeep import back_up
from desktop_biller.workflow.workspace import Workspace
from tests.office import CHEAP, PASSPHRASE, Office, catalogue, fixed_clock

OTHER = "seven herons over the dike"


class Previews:
    """Counts what was opened and whether it was closed."""

    def __init__(self, _desk: Desk, _parent: QWidget) -> None:
        self.open_ones = 0

    def open(self, request: PreviewRequest) -> None:
        del request
        self.open_ones += 1

    def close_all(self) -> None:
        self.open_ones = 0

    def resume(self) -> None:
        return


@pytest.fixture
def settings(tmp_path: Path) -> KeptSettings:
    return KeptSettings(tmp_path / "windows.ini")


@pytest.fixture
def session(practice_folder: Path, settings: KeptSettings, qtbot: QtBot) -> Iterator[Session]:
    ws = reopened(practice_folder, "tn", PASSPHRASE)
    add_user(ws, NewUser("kim", "Kim Alvarez", "biller", OTHER), cost=CHEAP)
    office = Office(ws, fixed_clock(), provider_id=1, payer_id=1)
    office.patient(name={"last": "Zielińska", "first": "Łucja"})
    made = Session(ws, settings, makers(), Previews, first=Place("patients"))
    window = made.open_window()
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    settle(made, qtbot)
    yield made
    if made.ws is not None or made.windows:
        made.end()


def reopened(folder: Path, user: str, passphrase: str) -> Workspace:
    return open_practice(folder, passphrase, user=user, catalogue=catalogue(), clock=fixed_clock())


def settle(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not session.jobs.busy(), timeout=5000)
    QApplication.processEvents()


def locked(session: Session, qtbot: QtBot) -> None:
    session.lock()
    qtbot.waitUntil(lambda: session.ws is None, timeout=5000)


def colors_of(widget: QWidget) -> set[str]:
    picture = picture_of(widget)
    step = 3
    return {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), step)
        for y in range(40, picture.height(), step)
    }


def test_p9_a_lock_blanks_every_window_and_forgets_the_key(session: Session, qtbot: QtBot) -> None:
    session.open_window(Place("patients", "record", 1))
    settle(session, qtbot)
    ws = session.ws
    assert ws is not None
    key = ws.key
    assert key
    locked(session, qtbot)
    assert [window.is_covered() for window in session.windows] == [True, True]
    for window in session.windows:
        assert len(colors_of(window)) < 60  # the cover's few letters and nothing of a list
        assert window.windowTitle() == "Desktop Biller"
    assert ws.key == b""


def test_p9_a_lock_hides_dialogs_closes_previews_and_empties_the_clipboard(
    session: Session, qtbot: QtBot
) -> None:
    window = session.windows[0]
    dialog = Dialog(window, "About a patient")
    dialog.open()
    window.desk.preview(PreviewRequest("1 paper", (1,)))
    QGuiApplication.clipboard().setText("XQ1234567")
    locked(session, qtbot)
    assert not dialog.isVisible()
    assert QGuiApplication.clipboard().text() == ""


@pytest.mark.parametrize("over", ["dialog", "preview"])
def test_p9_ctrl_l_locks_from_a_dialog_and_from_a_window_without_menus(
    session: Session, qtbot: QtBot, over: str
) -> None:
    window = session.windows[0]
    asking = Dialog(window, "About a patient") if over == "dialog" else QDialog(window)
    field = QLineEdit(asking)
    asking.open() if over == "dialog" else asking.show()
    qtbot.waitExposed(asking)
    asking.activateWindow()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert session.is_locked()
    assert not asking.isVisible()


def test_a_screen_in_the_back_leaves_the_patient_strip_alone(
    session: Session, qtbot: QtBot
) -> None:
    window = session.windows[0]
    window.go(Place("reports", "day"))
    settle(session, qtbot)
    window.desk.show_patient_at("claims", "claim", 1)
    settle(session, qtbot)
    assert (window.patient_id, window.strip.isVisible()) == (None, False)
    window.desk.show_patient_at("reports", "day", 1)
    settle(session, qtbot)
    assert window.strip.isVisible()


def test_work_handed_over_while_locked_waits_for_the_key(session: Session, qtbot: QtBot) -> None:
    locked(session, qtbot)
    done: list[int] = []
    session.jobs.read(lambda: 7, done.append)
    QTest.qWait(150)
    assert done == []
    session.unlocked(reopened(session.folder, "tn", PASSPHRASE))
    qtbot.waitUntil(lambda: done == [7], timeout=3000)


def test_a_running_job_ends_before_the_key_is_forgotten(session: Session, qtbot: QtBot) -> None:
    seen: list[bool] = []
    ws = session.ws
    assert ws is not None

    def slowly(job: JobControl) -> str:
        for step in range(5):
            job.step(step, 5, "Working")
            QTest.qSleep(60)
        return "done" if ws.key else "forgotten"

    session.jobs.write(slowly, lambda result: seen.append(result == "done"), title="Working")
    session.lock()
    assert session.windows[0].is_covered()
    qtbot.waitUntil(lambda: session.ws is None, timeout=5000)
    assert seen == [True]


def test_the_same_user_goes_on_where_they_were(session: Session, qtbot: QtBot) -> None:
    window = session.windows[0]
    window.go(Place("patients", "record", 1))
    settle(session, qtbot)
    locked(session, qtbot)
    session.unlocked(reopened(session.folder, "tn", PASSPHRASE))
    settle(session, qtbot)
    assert session.windows == [window]
    assert not window.is_covered()
    assert window.place() == Place("patients", "record", 1)
    assert window.strip.isVisible()


def test_another_user_gets_windows_of_their_own_and_the_first_comes_back_to_theirs(
    session: Session, qtbot: QtBot
) -> None:
    session.windows[0].go(Place("patients", "record", 1))
    settle(session, qtbot)
    session.switch_user()
    qtbot.waitUntil(lambda: session.ws is None, timeout=5000)
    session.unlocked(reopened(session.folder, "kim", OTHER))
    settle(session, qtbot)
    (window,) = session.windows
    assert window.place() == Place("patients")
    session.switch_user()
    qtbot.waitUntil(lambda: session.ws is None, timeout=5000)
    session.unlocked(reopened(session.folder, "tn", PASSPHRASE))
    settle(session, qtbot)
    (window,) = session.windows
    assert window.place() == Place("patients", "record", 1)


def test_p9_nobody_at_the_keys_for_five_minutes_locks(session: Session) -> None:
    assert session._idle.interval() == 5 * 60_000
    session._idle.timeout.emit()
    assert session.is_locked()


def test_the_time_until_the_lock_can_be_set_but_not_switched_off(
    session: Session, settings: KeptSettings
) -> None:
    for typed, minutes in (("0", 1), ("3", 3), ("60", 15), ("never", 5)):
        settings.of("tn").keep("idle_minutes", typed)
        session._wake()
        assert session._idle.interval() == minutes * 60_000


def test_any_key_puts_the_lock_off(session: Session) -> None:
    session._idle.stop()
    QTest.keyClick(session.windows[0], Qt.Key.Key_Down)
    assert session._idle.isActive()


def test_a_long_job_shows_its_count_in_every_window_and_can_be_stopped(
    session: Session, qtbot: QtBot
) -> None:
    stopped: list[str] = []

    def slowly(job: JobControl) -> None:
        for step in range(200):
            job.step(step, 200, "")
            QTest.qSleep(20)

    session.jobs.write(slowly, lambda _none: None, title="Statements", stopped=stopped.append)
    window = session.windows[0]

    def button() -> QPushButton | None:
        found = [
            b
            for b in window.status.findChildren(QPushButton)
            if b.text() == "Cancel" and b.isVisible()
        ]
        return found[0] if found else None

    qtbot.waitUntil(lambda: button() is not None, timeout=3000)
    cancel = button()
    assert cancel is not None
    cancel.click()
    qtbot.waitUntil(lambda: bool(stopped), timeout=3000)
    assert button() is None


def test_the_status_bar_tells_of_a_backup_as_soon_as_it_is_made(
    session: Session, qtbot: QtBot
) -> None:
    ws, chip = session.ws, session.windows[0].findChild(Chip, "status_backup")
    assert ws is not None
    assert isinstance(chip, Chip)
    before = chip.words()
    session.jobs.write(lambda _job: back_up(ws), lambda _made: None, title="Back up")
    settle(session, qtbot)
    qtbot.waitUntil(lambda: chip.words() != before, timeout=5000)


def test_the_last_window_closes_the_practice_and_leaves_a_backup(
    session: Session, qtbot: QtBot
) -> None:
    folder = session.folder
    with qtbot.waitSignal(session.ended, timeout=10_000):
        session.windows[0].close()
    assert session.ws is None
    assert list((folder / "backups").iterdir())


def test_p37_settings_hold_nothing_of_a_patient(
    session: Session, settings: KeptSettings, qtbot: QtBot, tmp_path: Path
) -> None:
    window = session.windows[0]
    window.go(Place("patients", "record", 1))
    settle(session, qtbot)
    window.close()
    settings.save()
    kept = (tmp_path / "windows.ini").read_text(encoding="utf-8")
    assert "Zieli" not in kept
    assert "Cedar Hollow" not in kept
    assert kept.count("patient") == 0 or "columns/Patients" in kept


def test_a_title_names_the_practice_and_the_section_only(session: Session, qtbot: QtBot) -> None:
    window = session.windows[0]
    window.go(Place("patients", "record", 1))
    settle(session, qtbot)
    assert window.windowTitle() == "Cedar Hollow Family Medicine - Patients"
