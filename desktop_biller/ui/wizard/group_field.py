"""One group of the recovery code, typed back from the paper."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_biller.ui.kit.form import LabeledField
from desktop_biller.ui.kit.inside import CheckMark
from desktop_biller.ui.kit.parts import Label, column
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme

_LENGTH = 4
_WIDTH = 104
_LOOK_ALIKES = str.maketrans("OIL", "011")


class GroupField(QWidget):
    """Says below itself how many characters are left, or that the group is another one.

    Signals:
        changed: another text stands in it.
        entered: the focus came in.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.number, self._wanted = 0, ""
        self.edit = TextField(longest=_LENGTH)
        self.edit.setFixedWidth(theme.px(_WIDTH))
        self._box = LabeledField("Group", self.edit, required=True)
        self._mark = CheckMark(self.edit)
        self._left = Label("", "caption")
        self.setLayout(column(self._box, self._left, None, space=2))
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._on_typed)
        self.edit.textChanged.connect(self._judge)

    def expect(self, number: int, group: str) -> None:
        """Ask for another group of the code; ``number`` counts from 1."""
        self.number, self._wanted = number, group
        self._box.set_label(f"Group {number}")
        self.edit.setObjectName(f"group_{number}")
        self.clear()

    def is_right(self) -> bool:
        """True where the group was typed as it is."""
        return bool(self._wanted) and self._typed() == self._wanted

    def clear(self) -> None:
        """Empty it."""
        self.edit.clear()
        self._judge()

    def _typed(self) -> str:
        return self.edit.value().upper().translate(_LOOK_ALIKES)

    def _on_typed(self) -> None:
        at = self.edit.cursorPosition()
        self.edit.setText(self.edit.text().upper())
        self.edit.setCursorPosition(at)

    def _judge(self) -> None:
        typed = self._typed()
        left = _LENGTH - len(typed)
        self._mark.show_good(good=self.is_right(), words="The same as in the code")
        some = f"{left} more character{'' if left == 1 else 's'}" if 0 < left < _LENGTH else ""
        self._left.setText(some)
        self._left.setVisible(bool(some))
        wrong = not left and not self.is_right()
        self._box.show_problem(f"Not the same as group {self.number} of the code" if wrong else "")
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if watched is self.edit and event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        return super().eventFilter(watched, event)
