"""Fields of one line: text, money, phone, ZIP, NPI, Social Security number, state, passphrase.

A field keeps what was typed. On leaving it the text is read; what can't be read marks the field,
and the words below it say what it would accept. Nothing is ever cleared for the user.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from desktop_biller.foundation.errors import InputError
from desktop_biller.foundation.money import format_cents, parse_cents
from desktop_biller.ui.kit import typed
from desktop_biller.ui.kit.parts import polish
from desktop_biller.ui.kit.theme import theme

Reader = Callable[[str], str]

_LONGEST = 200


class TextField(QLineEdit):
    """A line of text.

    Args:
        read: turns what was typed into how it stands in the field; it raises InputError.
        longest: most characters; what is pasted beyond is cut, and the field says so.

    Signals:
        edited: the user changed the text.
        read_out: the text was read, well or not; ``problem`` tells which.
    """

    edited = Signal()
    read_out = Signal()

    def __init__(self, read: Reader | None = None, *, longest: int = _LONGEST) -> None:
        super().__init__()
        self.setMaxLength(longest)
        self._read = read
        self.problem = ""
        self._cut = False
        self.inputRejected.connect(self._on_cut)
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self.read_now)

    def value(self) -> str:
        """The text without blanks around it."""
        return self.text().strip()

    def set_value(self, text: str) -> None:
        """Show a value that is there already."""
        self.setText(text)
        self.setCursorPosition(0)
        self.show_problem("")

    def read_now(self) -> bool:
        """Read the text; True where it could be read."""
        if self._read is None or not self.isEnabled():
            return not self.problem
        try:
            shown = self._read(self.text())
        except InputError as error:
            self.show_problem(f"{error.what} {error.remedy}")
        else:
            if shown != self.text():
                self.setText(shown)
            self.show_problem("")
        self.read_out.emit()
        return not self.problem

    def settle(self, then: Callable[[], None]) -> None:
        """Take what is offered under the field, then go on; a plain line goes on at once."""
        then()

    def show_problem(self, words: str) -> None:
        """Mark the field with words, or take the mark away with blank ones."""
        self.problem = words
        state = "error" if words else ""
        if self.property("state") != state:
            self.setProperty("state", state)
            polish(self)
        self.setAccessibleDescription(words)
        self.read_out.emit()

    def _on_edited(self) -> None:
        cut, self._cut = self._cut, False
        if cut:
            self.show_problem(f"Only {self.maxLength()} characters fit; the rest was left out.")
        elif self.problem:
            self.show_problem("")
        self.edited.emit()

    def _on_cut(self) -> None:
        self._cut = True  # Qt tells of the rejected rest before it tells of the edit

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()


class MoneyField(TextField):
    """An amount as people type it (12, 12.5, 1,200); whole cents inside, None when blank."""

    def __init__(self, *, may_be_negative: bool = False) -> None:
        super().__init__(self._read_amount, longest=20)
        self._may_be_negative = may_be_negative
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFont(theme.font(figures=True))

    def cents(self) -> int | None:
        """The amount in cents; None where the field is blank or can't be read."""
        if not self.value():
            return None
        try:
            return parse_cents(self.value())
        except InputError:
            return None

    def set_cents(self, cents: int | None) -> None:
        """Show an amount."""
        self.set_value("" if cents is None else format_cents(cents))

    def _read_amount(self, text: str) -> str:
        if not text.strip():
            return ""
        cents = parse_cents(text)
        if cents < 0 and not self._may_be_negative:
            raise InputError("The amount is below zero.", remedy="Type it without the minus sign.")
        return format_cents(cents)


class PhoneField(TextField):
    """A US phone number."""

    def __init__(self) -> None:
        super().__init__(typed.read_phone, longest=30)


class ZipField(TextField):
    """A ZIP code of 5 or 9 digits."""

    def __init__(self) -> None:
        super().__init__(typed.read_zip, longest=12)


class NpiField(TextField):
    """A National Provider Identifier; its check digit is proved."""

    def __init__(self) -> None:
        super().__init__(typed.read_npi, longest=14)


class StateField(TextField):
    """A state's two letters."""

    def __init__(self) -> None:
        super().__init__(typed.read_state, longest=2)


class SsnField(TextField):
    """A Social Security number, masked but for its last four digits while it has no focus."""

    def __init__(self) -> None:
        super().__init__(longest=11)
        self._number = ""
        self.editingFinished.connect(self._on_left)

    def number(self) -> str:
        """``123-45-6789``, or blank."""
        return self._number

    def set_number(self, number: str) -> None:
        """Show a number that is there already."""
        self._number = number
        self._mask()

    def _on_left(self) -> None:
        if self.hasFocus():
            self._take()

    def _take(self) -> bool:
        try:
            self._number = typed.read_ssn(self.text())
        except InputError as error:
            self.show_problem(f"{error.what} {error.remedy}")
            return False
        self.show_problem("")
        return True

    def _mask(self) -> None:
        self.setText(f"•••-••-{self._number[-4:]}" if self._number else "")

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        if not self.problem:
            self.setText(self._number)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        super().focusOutEvent(event)
        if self._take():
            self._mask()


class NoteField(QPlainTextEdit):
    """Several lines of plain text; Tab goes on to the next field.

    Signals:
        edited: the user changed the text.
    """

    edited = Signal()

    def __init__(self, *, longest: int = 2000, lines: int = 3) -> None:
        super().__init__()
        self._longest = longest
        self.problem = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + theme.px(16))
        self.textChanged.connect(self._on_changed)

    def value(self) -> str:
        """The text without blanks around it."""
        return self.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Show a text."""
        self.setPlainText(text)

    def show_problem(self, words: str) -> None:
        """Mark the field with words."""
        self.problem = words
        self.setProperty("state", "error" if words else "")
        self.setAccessibleDescription(words)
        polish(self)

    def _on_changed(self) -> None:
        text = self.toPlainText()
        if len(text) > self._longest:
            self.blockSignals(True)
            self.setPlainText(text[: self._longest])
            self.blockSignals(False)
            self.show_problem(f"Only {self._longest:,} characters fit; the rest was left out.")
        self.edited.emit()


class EnterMovesOn(QObject):
    """Lets Enter in a form's field go to the next one, so that it never presses a button."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if (
            isinstance(watched, QLineEdit | QComboBox)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and is_enter(event)
        ):
            if isinstance(watched, TextField):
                watched.settle(partial(_move_on, watched))
            elif isinstance(watched, QLineEdit):
                _move_on(watched)
            else:
                watched.focusNextChild()
            return True
        return super().eventFilter(watched, event)


def _move_on(field: QLineEdit) -> None:
    field.editingFinished.emit()
    field.focusNextChild()


def is_enter(event: QKeyEvent) -> bool:
    """True for Enter of either kind, pressed alone."""
    alone = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in alone
