"""A few choices side by side, one of them chosen: arrows and letters choose, Tab goes past."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop_biller.ui.kit.parts import Button

_STEPS: dict[int, int] = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice.

    Attributes:
        words: on the button, with its mnemonic by ``&``.
        letter: chooses it while the group has the focus; blank for none.
    """

    value: str
    words: str
    letter: str = ""


class Segments(QWidget):
    """A group of which one is chosen; the chosen one alone is a stop of Tab.

    Signals:
        edited: the user chose another one.
    """

    edited = Signal()

    def __init__(self, segments: Sequence[Segment]) -> None:
        super().__init__()
        self._segments = tuple(segments)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for segment in self._segments:
            button = Button(segment.words, "segment")
            button.setObjectName(f"segment_{segment.value}")
            button.setCheckable(True)
            button.installEventFilter(self)
            button.clicked.connect(self._on_clicked)
            self._group.addButton(button)
            self._buttons[segment.value] = button
            box.addWidget(button)
        box.addStretch(1)
        if self._segments:
            self.set_value(self._segments[0].value)

    def value(self) -> str:
        """The chosen value."""
        chosen = self._group.checkedButton()
        return next((v for v, button in self._buttons.items() if button is chosen), "")

    def set_value(self, value: str) -> None:
        """Choose a value; one that is not there changes nothing."""
        button = self._buttons.get(value)
        if button is None:
            return
        button.setChecked(True)
        for other in self._buttons.values():
            other.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if other is button else Qt.FocusPolicy.ClickFocus
            )
        self.setFocusProxy(button)

    def set_words(self, value: str, words: str) -> None:
        """Change what a choice says."""
        button = self._buttons[value]
        button.setText(words)
        button.setAccessibleName(f"{self.accessibleName()}: {words.replace('&', '')}")

    def say_why(self, value: str, reason: str) -> None:
        """Disable a choice with a reason, or enable it with a blank one."""
        self._buttons[value].say_why(reason)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 -- Qt's name
        """Name the group; each button says the group's name before its own."""
        super().setAccessibleName(name)
        for button in self._buttons.values():
            button.setAccessibleName(f"{name}: {button.text().replace('&', '').strip()}")

    def _choose(self, value: str) -> None:
        before = self.value()
        self.set_value(value)
        self._buttons[value].setFocus(Qt.FocusReason.OtherFocusReason)
        if value != before:
            self.edited.emit()

    def _on_clicked(self) -> None:
        self.set_value(self.value())
        self.edited.emit()

    def _step(self, by: int) -> None:
        able = [s.value for s in self._segments if self._buttons[s.value].isEnabled()]
        if self.value() in able:
            self._choose(able[(able.index(self.value()) + by) % len(able)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            held = event.modifiers() & ~(
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            )
            step = _STEPS.get(event.key())
            if step is not None and not held:
                self._step(step)
                return True
            typed = event.text().upper()
            for segment in self._segments:
                able = self._buttons[segment.value].isEnabled()
                if typed and typed == segment.letter and able and not held:
                    self._choose(segment.value)
                    return True
        return super().eventFilter(watched, event)
