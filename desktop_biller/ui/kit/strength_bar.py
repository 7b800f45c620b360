"""How good a new passphrase is: four bars, and always in words."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_biller.ui.kit.parts import Label, column
from desktop_biller.ui.kit.secret_edit import SecretEdit
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space

BARS = 4
_HEIGHT = 4


@dataclass(frozen=True, slots=True)
class Strength:
    """What is said of a passphrase.

    Attributes:
        bars: 0 to 4 that are filled.
        words: what it is, or what it still needs.
        good: it can be taken.
    """

    bars: int
    words: str
    good: bool


Judge = Callable[[str], Strength]


class StrengthBar(QWidget):
    """Follows a line in which a new passphrase is typed.

    Signals:
        judged(good): another text was judged.
    """

    judged = Signal(bool)

    def __init__(self, line: SecretEdit, judge: Judge) -> None:
        super().__init__()
        self._line, self._judge = line, judge
        self._bars = _Bars()
        self._words = Label("", "caption", wraps=True)
        self.setLayout(column(self._bars, self._words, space=Space.INSIDE))
        line.textChanged.connect(self.judge_now)
        self.strength = Strength(0, "", good=False)
        self.judge_now()

    def judge_now(self) -> None:
        """Judge the text again, as when a name that must not be in it has changed."""
        self.strength = self._judge(self._line.value())
        self._bars.show_strength(self.strength)
        self._words.setText(self.strength.words)
        self._line.setAccessibleDescription(self.strength.words)
        self.judged.emit(self.strength.good)


class _Bars(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._strength = Strength(0, "", good=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(_HEIGHT))

    def show_strength(self, strength: Strength) -> None:
        self._strength = strength
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        del event
        painter = QPainter(self)
        gap = theme.px(Space.INSIDE)
        width = (self.width() - gap * (BARS - 1)) / BARS
        full = theme.color("green_text" if self._strength.good else "red_text")
        for at in range(BARS):
            left, right = round(at * (width + gap)), round(at * (width + gap) + width)
            color = full if at < self._strength.bars else theme.color("divider")
            painter.fillRect(QRect(left, 0, right - left, self.height()), color)
        painter.end()
