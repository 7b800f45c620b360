"""The way in: by passphrase, after a wait, by the recovery code; shown before all is loaded."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_biller.foundation.errors import StorageError, UserError
from desktop_biller.security import recovery_code
from desktop_biller.ui.desk import MemorySettings
from desktop_biller.ui.inspection import flaws_of
from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.ui.unlock.unlock_presenter import WRONG, UnlockPresenter
from desktop_biller.ui.unlock.unlock_view import UnlockView
from desktop_biller.workflow import entrance, opening
from desktop_biller.workflow.workspace import Workspace
from tests.office import CHEAP, PASSPHRASE, catalogue, fixed_clock


class TestDoor:
    """The door of a test practice, with the tests' small catalogue."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def users(self) -> tuple[str, ...]:
        return entrance.users_of(self.folder)

    def seconds_to_wait(self, user: str) -> int:
        return entrance.seconds_to_wait(self.folder, user)

    def open(self, user: str, passphrase: str) -> Workspace:
        return opening.open_practice(
            self.folder, passphrase, user=user or None, catalogue=catalogue(), clock=fixed_clock()
        )

    def open_in_emergency(self, code: str, reason: str) -> Workspace:
        return opening.open_in_emergency(self.folder, code, reason, catalogue=catalogue())

    def set_passphrase(self, user: str, code: str, passphrase: str) -> None:
        opening.set_passphrase_by_recovery_code(self.folder, user, code, passphrase, cost=CHEAP)


class SeenView:
    """Remembers what it was told to show."""

    def __init__(self) -> None:
        self.names: Sequence[str] = ()
        self.chosen = ""
        self.wrong = ""
        self.wait = 0
        self.refusals: list[UserError] = []
        self.recovery_refusals: list[UserError] = []
        self.working: list[bool] = []
        self.is_wiped = False

    def show_users(self, names: Sequence[str], chosen: str) -> None:
        self.names, self.chosen = names, chosen

    def show_working(self, *, working: bool) -> None:
        self.working.append(working)

    def show_wrong(self, words: str) -> None:
        self.wrong = words

    def show_refusal(self, error: UserError) -> None:
        self.refusals.append(error)

    def show_wait(self, seconds: int) -> None:
        self.wait = seconds

    def show_recovery_refusal(self, error: UserError) -> None:
        self.recovery_refusals.append(error)

    def end_recovery(self) -> None: ...

    def wipe(self) -> None:
        self.is_wiped = True


class Entrance:
    """A presenter at the door of a practice, with what came of it."""

    def __init__(self, folder: Path) -> None:
        self.view, self.settings = SeenView(), MemorySettings()
        self.opened: list[Workspace] = []
        self.presenter = UnlockPresenter(
            self.view, InlineRunner(), TestDoor(folder), self.opened.append, self.settings
        )
        self.presenter.show_last()
        self.presenter.begin()

    def key(self) -> bytes:
        self.presenter.on_unlock("tn", PASSPHRASE)
        key = self.opened[0].key
        self.opened.pop().close()
        return key


@pytest.fixture
def at_door(practice_folder: Path) -> Entrance:
    return Entrance(practice_folder)


class TwoUsersDoor(TestDoor):
    """A door that two people have a passphrase for."""

    def users(self) -> tuple[str, ...]:
        return ("bea", "ingrid")


@pytest.mark.parametrize(("leaving", "comes"), [("Bea", "ingrid"), ("ingrid", "bea"), ("", "bea")])
def test_who_leaves_is_not_asked_for_first_when_users_switch(
    tmp_path: Path, leaving: str, comes: str
) -> None:
    view, settings = SeenView(), MemorySettings()
    settings.keep("last_user ", leaving)
    presenter = UnlockPresenter(
        view, InlineRunner(), TwoUsersDoor(tmp_path), lambda _ws: None, settings, leaving=leaving
    )
    presenter.show_last()
    presenter.begin()
    assert view.chosen == comes


def test_the_right_passphrase_opens_and_the_user_is_remembered(at_door: Entrance) -> None:
    assert (at_door.view.names, at_door.view.chosen) == (("tn",), "tn")
    at_door.presenter.on_unlock("tn", PASSPHRASE)
    assert [ws.actor.name for ws in at_door.opened] == ["tn"]
    assert at_door.view.is_wiped
    assert at_door.settings.read("last_user ") == "tn"
    at_door.opened[0].close()


def test_a_wrong_passphrase_is_told_under_the_field(at_door: Entrance) -> None:
    at_door.presenter.on_unlock("tn", "quiet otters cross the river")
    assert at_door.view.wrong == WRONG
    assert at_door.view.working == [True, False]
    assert at_door.opened == []


def test_p8_the_third_wrong_passphrase_makes_the_button_wait(at_door: Entrance) -> None:
    for _ in range(3):
        at_door.presenter.on_unlock("tn", "quiet otters cross the river")
    assert at_door.view.wait == 1
    at_door.presenter.on_unlock("tn", PASSPHRASE)
    assert at_door.view.wrong.startswith("Too many wrong passphrases")
    assert at_door.opened == []


def test_a_blank_passphrase_is_not_tried(at_door: Entrance) -> None:
    at_door.presenter.on_unlock("tn", "")
    assert at_door.view.working == []
    assert at_door.view.wrong == "Type your passphrase."


def test_a_folder_without_a_practice_is_told_in_words(tmp_path: Path) -> None:
    told = Entrance(tmp_path).view.refusals[0]
    assert told.what.startswith("There is no practice in")


def test_the_recovery_code_gives_a_new_passphrase_and_goes_in(at_door: Entrance) -> None:
    code = recovery_code.encode(at_door.key())
    at_door.presenter.on_new_passphrase("tn", code, "seven herons wade at noon")
    assert at_door.opened[0].actor.name == "tn"
    at_door.opened[0].close()


def test_p41_emergency_access_is_not_remembered_as_a_user(at_door: Entrance) -> None:
    code = recovery_code.encode(at_door.key())
    at_door.presenter.on_emergency(code, "")
    assert at_door.view.recovery_refusals[0].field == "reason"
    at_door.presenter.on_emergency(code, "Nobody who may is here")
    assert at_door.opened[0].actor.role == "emergency"
    assert at_door.settings.read("last_user ") == "tn"
    at_door.opened[0].close()


# --- The window ---------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot: QtBot) -> UnlockView:
    view = UnlockView(file="maple-grove")
    qtbot.addWidget(view)
    view.show_users(["Dana Whitlow", "Thuy Nguyen"], "Dana Whitlow")
    view.show()
    return view


def test_typing_and_enter_is_all_it_takes(window: UnlockView, qtbot: QtBot) -> None:
    assert window.focusWidget() is window.passphrase
    with qtbot.waitSignal(window.unlock_asked) as asked:
        QTest.keyClicks(window.passphrase, " quiet otters ")
        QTest.keyClick(window.passphrase, Qt.Key.Key_Return)
    assert asked.args == ["Dana Whitlow", " quiet otters "]


def test_a_wrong_passphrase_stays_marked_so_that_typing_replaces_it(
    window: UnlockView,
) -> None:
    QTest.keyClicks(window.passphrase, "quiet")
    window.show_wrong(WRONG)
    assert window.passphrase.selectedText() != ""
    QTest.keyClicks(window.passphrase, "x")
    assert window.passphrase.value() == "x"
    assert window.passphrase.problem == ""


def test_p8_the_button_counts_the_seconds_and_enter_does_nothing_meanwhile(
    window: UnlockView, qtbot: QtBot
) -> None:
    window.show_wait(1)
    assert window.go.text() == "Wait 1 s"
    assert not window.go.isEnabled()
    with qtbot.assertNotEmitted(window.unlock_asked):
        QTest.keyClick(window.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(window.go.isEnabled, timeout=3000)
    assert window.go.text() == "Unlock"


def test_fifteen_minutes_are_shown_in_minutes(window: UnlockView) -> None:
    window.show_wait(900)
    assert window.go.text() == "Wait 15:00"


@pytest.mark.parametrize(
    ("letter", "shift", "is_on"),
    [("a", False, False), ("A", True, False), ("A", False, True), ("a", True, True)],
)
def test_a_letter_and_shift_tell_of_caps_lock(
    window: UnlockView, letter: str, shift: bool, is_on: bool
) -> None:
    modifiers = Qt.KeyboardModifier
    held = modifiers.ShiftModifier if shift else modifiers.NoModifier
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, held, letter)
    window.passphrase.keyPressEvent(event)
    assert window._caps.isVisible() == is_on


def test_the_eye_uncovers_and_hiding_the_window_covers_again(
    window: UnlockView,
) -> None:
    QTest.keyClick(window.passphrase, Qt.Key.Key_F8, Qt.KeyboardModifier.AltModifier)
    assert window.passphrase.is_uncovered()
    QTest.mouseClick(window.passphrase.eye, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not window.passphrase.is_uncovered()
    window.passphrase.toggle_eye()
    window.hide()
    assert not window.passphrase.is_uncovered()


@pytest.mark.parametrize("mode", ["lock", "switch"])
def test_p9_the_lock_screen_names_no_file_and_opens_no_other(mode: str, qtbot: QtBot) -> None:
    view = UnlockView("lock" if mode == "lock" else "switch", file="maple-grove")
    qtbot.addWidget(view)
    view.show()
    assert view._file.isHidden()
    assert view.file_link.isHidden()
    assert not view.leave.isHidden()


def test_esc_and_the_close_box_never_let_anybody_past(window: UnlockView, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible()
    with qtbot.waitSignal(window.quit_asked):
        window.close()
    assert window.isVisible()


def test_ctrl_q_leaves_from_the_lock_screen_too(window: UnlockView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.quit_asked):
        QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


def test_nothing_is_cut_or_unnamed_in_any_state(window: UnlockView) -> None:
    window.show_wrong(WRONG)
    window.show_refusal(
        StorageError(
            "The practice is open on RECEPTION, by Dana, since 8:02 AM.", remedy="Close it."
        )
    )
    assert flaws_of(window, window.grab().toImage()) == []
    window.show_users([], "")
    dialog = window.recovery()
    assert flaws_of(dialog, dialog.grab().toImage()) == []


def test_a_mistyped_code_is_told_before_anything_is_tried(window: UnlockView, qtbot: QtBot) -> None:
    dialog = window.recovery()
    code = recovery_code.encode(bytes(range(32)))
    wrong = ("1" if code[0] != "1" else "2") + code[1:]
    dialog.code.setText(wrong)
    with qtbot.assertNotEmitted(window.new_passphrase_asked):
        dialog.go.click()
    assert "wrong character" in dialog.code.problem
    dialog.code.setText(code.lower().replace("-", " "))
    dialog.passphrase.setText("seven herons wade at noon")
    dialog.again.setText("seven herons wade at noon")
    with qtbot.waitSignal(window.new_passphrase_asked) as asked:
        dialog.go.click()
    assert asked.args == ["Dana Whitlow", code, "seven herons wade at noon"]


def test_the_window_is_shown_without_loading_what_takes_long() -> None:
    script = (
        "import sys\n"
        "import desktop_biller.ui.unlock.unlock_view, desktop_biller.ui.unlock.unlock_presenter\n"
        "import desktop_biller.ui.unlock.practice_door, desktop_biller.ui.jobs\n"
        "heavy = ('sqlalchemy', 'alembic', 'reportlab', 'sqlcipher3', 'cryptography', 'argon2',\n"
        "         'desktop_biller.workflow', 'desktop_biller.store', 'pypdfium2')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.strip() == "[]"
