"""A user without a mouse: presses keys as they come from a keyboard, and counts them.

A gesture is Enter, Tab, an arrow, Space on a control, a shortcut; characters that are typed as
data do not count. After each gesture the robot waits until the program has nothing left to do,
looks that the focus is somewhere a person can see, and measures how long the UI thread itself
was busy (the building of a screen apart).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_biller.ui.desk import Place
from desktop_biller.ui.inspection import name_of
from desktop_biller.ui.main_window import MainWindow
from desktop_biller.ui.session import Session
from desktop_biller.workflow.workspace import Workspace
from tests.ui.robot.printers import KeepingPrinters

LONGEST_BUSY = 0.1
_DEBOUNCE, _ROUNDS = 0.2, 20
_PATIENCE = 20.0


@dataclass(slots=True)
class Robot:
    """Drives one session.

    Attributes:
        printers: keeps what was printed.
        gestures: how many were made.
        log: every key and text, as a person would tell it.
        slow: gestures during which the UI thread worked for longer than it may, with seconds.
    """

    session: Session
    printers: KeepingPrinters
    gestures: int = 0
    log: list[str] = field(default_factory=list)
    slow: list[tuple[str, float]] = field(default_factory=list)

    @property
    def window(self) -> MainWindow:
        """The window the robot works in."""
        return self.session.windows[0]

    @property
    def ws(self) -> Workspace:
        """The open practice, to compare the books with."""
        assert self.session.ws is not None
        return self.session.ws

    def start_at(self, place: Place) -> None:
        """Stand at a place before the task begins; nothing of it is counted."""
        self.window.go(place)
        self.settle()
        self.begin()

    def begin(self) -> None:
        """Count anew."""
        self.gestures = 0
        self.log.clear()
        self.slow.clear()

    def press(self, keys: str, times: int = 1) -> None:
        """Press a key or a shortcut, such as ``Tab``, ``Ctrl+Enter`` or ``Down``."""
        for _ in range(times):
            self.gestures += 1
            self.log.append(f"[{keys}]")
            self._send(keys)
            self._after(keys)

    def type(self, text: str) -> None:
        """Type data into what has the focus."""
        self.log.append(text)
        for letter in text:  # the first may open a field that the others go to
            target = focused()
            spent = self._measured(partial(QTest.keyClicks, target, letter))
            self._note(f"typing {letter!r} of {text!r}", spent)
        self.settle()

    def settle(self) -> None:
        """Wait until jobs and timers of the program have nothing left to do."""
        until = time.monotonic() + _PATIENCE
        quiet_since, rounds = time.monotonic(), 0
        # Rounds too: where the machine holds this process up, time alone passes without any.
        while time.monotonic() - quiet_since < _DEBOUNCE or rounds < _ROUNDS:
            spent = self._measured(QApplication.processEvents)
            self._note("an answer that came home", spent)
            rounds += 1
            if self.session.jobs.busy():
                quiet_since, rounds = time.monotonic(), 0
            if time.monotonic() > until:
                raise AssertionError(f"the program is still busy after {' '.join(self.log)}")
            time.sleep(0.002)

    def told(self) -> str:
        """The log in one line, for notes and failures."""
        return " ".join(self.log)

    def _send(self, keys: str) -> None:
        combination = QKeyCombination.fromCombined(QKeySequence(keys)[0].toCombined())  # type: ignore[index]  # the stubs forget that a sequence has its keys
        key, held = combination.key(), combination.keyboardModifiers()
        if key == Qt.Key.Key_Enter:
            key = Qt.Key.Key_Return
        target = focused()
        spent = self._measured(lambda: QTest.keyClick(target, key, held))
        self._note(keys, spent)

    def _after(self, keys: str) -> None:
        self.settle()
        now = QApplication.focusWidget() or QApplication.activePopupWidget()
        assert now is not None, f"nothing has the focus after {keys}: {self.told()}"
        assert now.isVisible(), f"{name_of(now)} is hidden after {keys}: {self.told()}"

    def _measured(self, act: Callable[[], object]) -> float:
        """CPU seconds of this thread, less what building windows and screens took."""
        building = self._building()
        start = time.thread_time()
        act()
        spent = time.thread_time() - start
        return spent - max(0.0, self._building() - building)

    def _building(self) -> float:
        return sum(
            opened.window.seconds_building + getattr(opened.previews, "seconds_building", 0.0)
            for opened in self.session._opened
        )

    def _note(self, what: str, spent: float) -> None:
        """Keep what took too long, less what a busy machine adds to every second of work."""
        if spent > LONGEST_BUSY:
            spent /= max(1.0, max(yardstick() for _ in range(5)) / _FASTEST)
        if spent > LONGEST_BUSY:
            self.slow.append((what, round(spent, 3)))


def yardstick() -> float:
    """CPU seconds that the same piece of work takes at this moment."""
    start = time.thread_time()
    sorted(str(n) for n in range(20_000))
    return time.thread_time() - start


_FASTEST = min(yardstick() for _ in range(10))


def focused() -> QWidget:
    """What gets the next key: a popup, else the control with the focus, else the window."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        inside: QWidget | None = popup.focusWidget()
        return popup if inside is None else inside
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None, "no window is active"
    return target
