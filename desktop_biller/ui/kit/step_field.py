"""A small number that is typed, or moved by Up and Down; the wheel never changes it."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop_biller.foundation.errors import InputError
from desktop_biller.ui.kit.text_field import TextField

_NUMBER = re.compile(r"([+\-−]?)(\d{0,4})(?:\.(\d{0,2}))?", re.ASCII)
_STEPS: dict[int, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class StepField(TextField):
    """A whole number, or one with two places that is counted in hundredths.

    Args:
        smallest: and ``largest``: the range, in the unit that is counted.
        hundredths: the number has two places.
        signed: a number above zero shows its plus sign.

    Signals:
        stepped: the number was changed, by typing it to the end or by a key.
    """

    stepped = Signal()

    def __init__(
        self, smallest: int, largest: int, *, hundredths: bool = False, signed: bool = False
    ) -> None:
        super().__init__(self._read_number, longest=8)
        self._range = smallest, largest
        self._hundredths, self._signed = hundredths, signed
        self._told: int | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._tell)

    def number(self) -> int | None:
        """The number in the unit that is counted; None where it can't be read."""
        try:
            return self._number(self.text())
        except InputError:
            return None

    def set_number(self, number: int) -> None:
        """Show a number."""
        self._told = number
        self.set_value(self._shown(number))

    def _shown(self, number: int) -> str:
        sign = "−" if number < 0 else "+" if self._signed and number > 0 else ""
        size = abs(number)
        return f"{sign}{size // 100}.{size % 100:02d}" if self._hundredths else f"{sign}{size}"

    def _number(self, text: str) -> int:
        found = _NUMBER.fullmatch(text.strip())
        smallest, largest = self._range
        if found is None or not (found[2] or found[3]) or (found[3] and not self._hundredths):
            raise self._refusal()
        size = int(found[2] or "0")
        if self._hundredths:
            size = size * 100 + int((found[3] or "").ljust(2, "0"))
        number = -size if found[1] in ("-", "−") else size
        if not smallest <= number <= largest:
            raise self._refusal()
        return number

    def _refusal(self) -> InputError:
        smallest, largest = (self._shown(number) for number in self._range)
        return InputError(
            "That does not fit.", remedy=f"Type a number from {smallest} to {largest}."
        )

    def _read_number(self, text: str) -> str:
        return self._shown(self._number(text))

    def _tell(self) -> None:
        number = self.number()
        if number is not None and number != self._told:
            self._told = number
            self.stepped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        step = _STEPS.get(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step is None or held:
            super().keyPressEvent(event)
            return
        smallest, largest = self._range
        before = self.number()
        number = smallest if before is None else max(smallest, min(before + step, largest))
        self.set_value(self._shown(number))
        self.edited.emit()
        self._tell()
