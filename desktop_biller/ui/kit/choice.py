"""Choosing from a few: drop-downs and check boxes that the wheel never changes unasked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox

from desktop_biller.ui.kit.parts import polish
from desktop_biller.ui.kit.theme import theme

Option = tuple[object, str]


class Choice(QComboBox):
    """A drop-down of (value, words).

    Signals:
        edited: the user chose.
    """

    edited = Signal()

    def __init__(self, options: Sequence[Option] = ()) -> None:
        super().__init__()
        self.problem = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.set_options(options)
        self.activated.connect(self._on_chosen)

    def set_options(self, options: Sequence[Option]) -> None:
        """Set what can be chosen; a value that is still there stays chosen."""
        before = self.value()
        self.clear()
        for value, words in options:
            self.addItem(words, value)
        self.set_value(before)
        widest = max((self.fontMetrics().horizontalAdvance(w) for _, w in options), default=0)
        self.view().setMinimumWidth(widest + theme.px(40))

    def value(self) -> object:
        """The chosen value; None where there is none."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Choose a value; the first where it is not there."""
        values = [self.itemData(at) for at in range(self.count())]
        self.setCurrentIndex(values.index(value) if value in values else (0 if values else -1))

    def show_problem(self, words: str) -> None:
        """Mark the field with words, or take the mark away with blank ones."""
        self.problem = words
        self.setProperty("state", "error" if words else "")
        self.setAccessibleDescription(words)
        polish(self)

    def _on_chosen(self) -> None:
        if self.problem:
            self.show_problem("")
        self.edited.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 -- Qt's name
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()  # the wheel scrolls the page, it changes no field that is not in use


class CheckField(QCheckBox):
    """A check box; the wheel and the mouse do what they say.

    Signals:
        edited: the user changed it.
    """

    edited = Signal()

    def __init__(self, text: str, *, checked: bool = False) -> None:
        super().__init__(text)
        self.setChecked(checked)
        self.clicked.connect(self.edited)

    def value(self) -> bool:
        """True where it is checked."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Check it or not."""
        self.setChecked(value)
