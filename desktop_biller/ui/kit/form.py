"""Fields with their labels above and their words of trouble below, and forms made of them."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.parts import Label
from desktop_biller.ui.kit.text_field import EnterMovesOn, TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space

_NEEDED = "This is needed."


class LabeledField(QWidget):
    """A field with its label above (mnemonic by ``&``) and what is wrong below it."""

    def __init__(
        self, label: str, field: QWidget, *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__()
        self.field = field
        plain = label.replace("&", "")
        field.setAccessibleName(plain)
        self._label = Label(label, "caption")
        self._label.setBuddy(field)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        head = QGridLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setHorizontalSpacing(theme.px(4))
        head.addWidget(self._label, 0, 0)
        if required:
            star = Label("*", "error")
            star.setAccessibleName("required")
            head.addWidget(star, 0, 1)
            field.setAccessibleDescription("required")
        head.setColumnStretch(2, 1)
        self._problem = Label("", "error", wraps=True)
        self._problem.setVisible(False)
        self._hint = Label(hint, "caption", wraps=True)
        box.addLayout(head)
        box.addWidget(field)
        box.addWidget(self._hint)
        self._hint.setVisible(bool(hint))  # before, it would be a window of its own
        box.addWidget(self._problem)
        if isinstance(field, TextField):
            field.read_out.connect(self._on_read_out)

    def set_label(self, words: str) -> None:
        """Call the field something else, as its meaning follows another field."""
        self._label.setText(words)
        self.field.setAccessibleName(words.replace("&", ""))

    def show_problem(self, words: str) -> None:
        """Mark the field and say what is wrong; blank takes both away."""
        show = getattr(self.field, "show_problem", None)
        if show is not None:
            show(words)
        self._say(words)

    def _on_read_out(self) -> None:
        if isinstance(self.field, TextField):
            self._say(self.field.problem)

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))


class Form(QWidget):
    """Labeled fields on a grid of columns.

    Enter in a line goes to the next field; it never presses a button.

    Args:
        columns: how many columns the grid has; a field takes as many as it is given.

    Signals:
        edited: the user changed a field.
    """

    edited = Signal()

    def __init__(self, columns: int = 2) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(Space.GROUP))
        self._grid.setVerticalSpacing(theme.px(Space.RELATED))
        self._columns = columns
        self._at = (0, 0)
        self._enter = EnterMovesOn(self)
        self.fields: dict[str, LabeledField] = {}
        self._refused: LabeledField | None = None
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def add(
        self,
        name: str,
        label: str,
        field: QWidget,
        *,
        span: int = 1,
        required: bool = False,
        hint: str = "",
    ) -> QWidget:
        """Put a field after those that are there; ``name`` is the command's field."""
        labeled = LabeledField(label, field, required=required, hint=hint)
        field.setObjectName(name)
        self.fields[name] = labeled
        self._place(labeled, span)
        edited = getattr(field, "edited", None)
        if edited is not None:
            edited.connect(self.edited)
        if isinstance(field, QLineEdit | QComboBox):
            field.installEventFilter(self._enter)
        return field

    def add_wide(self, widget: QWidget) -> None:
        """Put something over the whole width, such as a heading or a check box."""
        if self._at[1]:
            self._at = (self._at[0] + 1, 0)
        self._place(widget, self._columns)
        edited = getattr(widget, "edited", None)
        if edited is not None:
            edited.connect(self.edited)

    def heading(self, words: str) -> None:
        """Put a heading over the fields that follow."""
        self.add_wide(Label(words, "strong"))

    def show_error(self, error: UserError, fields: Mapping[str, str] | None = None) -> bool:
        """Mark the field an error is about and put the focus there; False where it has none here.

        ``fields`` maps the error's names to this form's where they differ.
        """
        name = (fields or {}).get(error.field or "", error.field or "")
        labeled = self.fields.get(name)
        if labeled is None:
            return False
        labeled.show_problem(f"{error.what} {error.remedy}")
        self._refused = labeled
        labeled.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def first_problem(self, *needed: str) -> LabeledField | None:
        """Read all fields; mark those that can't be read, and of the needed those that are blank.

        Marks of an earlier try are taken away first: what they asked for may stand elsewhere now.

        Returns:
            The first marked field, with the focus put there; None where all is well.
        """
        for labeled in self._each():
            if labeled is self._refused or _is_blank(labeled.field):
                labeled.show_problem("")
        self._refused = None
        found = []
        for name, labeled in self.fields.items():
            if not _reads(labeled.field):
                found.append(labeled)
            elif name in needed and _is_blank(labeled.field):
                labeled.show_problem(_NEEDED)
                found.append(labeled)
        if not found:
            return None
        found[0].field.setFocus(Qt.FocusReason.OtherFocusReason)
        return found[0]

    def require(self, *names: str) -> bool:
        """Mark the named fields that are blank; True where none is."""
        blank = [name for name in names if _is_blank(self.fields[name].field)]
        for name in blank:
            self.fields[name].show_problem(_NEEDED)
        if blank:
            self.fields[blank[0]].field.setFocus(Qt.FocusReason.OtherFocusReason)
        return not blank

    def _each(self) -> Iterator[LabeledField]:
        yield from self.fields.values()

    def _place(self, widget: QWidget, span: int) -> None:
        at_row, at_column = self._at
        if at_column + span > self._columns:
            at_row, at_column = at_row + 1, 0
        align = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(widget, at_row, at_column, 1, span, align)
        at_column += span
        self._at = (at_row + 1, 0) if at_column >= self._columns else (at_row, at_column)


def _reads(field: QWidget) -> bool:
    read: Callable[[], bool] | None = getattr(field, "read_now", None)
    return read() if read is not None and not field.isHidden() else True


def _is_blank(field: QWidget) -> bool:
    value = getattr(field, "value", None)
    return value is not None and value() in ("", None)
