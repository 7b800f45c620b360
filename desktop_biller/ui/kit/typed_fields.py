"""Fields of one line that read what is typed: money, phone, ZIP, NPI, state, SSN.

They stand apart from plain text, which the unlock window needs at once.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

from desktop_biller.foundation.errors import InputError
from desktop_biller.foundation.money import format_cents, parse_cents
from desktop_biller.ui.kit import typed
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme


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


class EmailField(TextField):
    """An email address."""

    def __init__(self) -> None:
        super().__init__(typed.read_email, longest=80)


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
