"""Types into a line of a real window and times each key until what it asked for is painted."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

PAUSE_MS = 120
"""Between what was painted and the next key: a quick typist."""
_PATIENCE_MS = 2_000


@dataclass(slots=True)
class Typed:
    """What came of a text, key by key."""

    milliseconds: list[float] = field(default_factory=list)
    unanswered: int = 0


class Typist(QObject):
    """Types texts one after the other, within the application's own event loop.

    Args:
        line: gets the keys.
        papers: whose painting is looked at; they are there before the first key.
        answered: true where what is painted belongs to the text as it is now.
        texts: what is typed, letter by letter; the line is emptied before each.
        done: called when all are typed.
    """

    def __init__(
        self,
        line: QLineEdit,
        papers: Sequence[QWidget],
        answered: Callable[[str], bool],
        texts: Sequence[str],
        done: Callable[[Typed], object],
    ) -> None:
        super().__init__(line)
        self._line, self._answered, self._done = line, answered, done
        self._papers = papers
        self._keys = [letter for text in texts for letter in (None, *text)]
        self._at = 0
        self._pressed = 0.0
        self._waits = False
        self.typed = Typed()
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._late.timeout.connect(self._give_up)
        for paper in papers:
            paper.installEventFilter(self)

    def start(self) -> None:
        """Press the first key."""
        QTimer.singleShot(PAUSE_MS, self._next)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if self._waits and event.type() == QEvent.Type.Paint and self._answered(self._line.text()):
            self._waits = False
            QTimer.singleShot(0, self._painted)  # after this paint was carried out
        return super().eventFilter(watched, event)

    def _next(self) -> None:
        if self._at == len(self._keys):
            for paper in self._papers:
                paper.removeEventFilter(self)
            self._done(self.typed)
            return
        letter = self._keys[self._at]
        self._at += 1
        if letter is None:
            self._line.selectAll()
            self._press(Qt.Key.Key_Backspace, "\b")
            QTimer.singleShot(PAUSE_MS, self._next)
            return
        self._waits, self._pressed = True, time.perf_counter()
        self._late.start()
        self._press(Qt.Key.Key_unknown, letter)

    def _press(self, key: Qt.Key, letter: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.postEvent(self._line, event)

    def _painted(self) -> None:
        self.typed.milliseconds.append((time.perf_counter() - self._pressed) * 1000)
        self._late.stop()
        QTimer.singleShot(PAUSE_MS, self._next)

    def _give_up(self) -> None:
        if self._waits:
            self._waits = False
            self.typed.unanswered += 1
            self._next()
