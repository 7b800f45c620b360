"""A visit as it stands in the form: what was typed, what it asks of the practice, and its draft."""

import datetime as dt

from msgspec import field

from desktop_biller.foundation import codec, identifiers
from desktop_biller.foundation.errors import InputError
from desktop_biller.foundation.money import parse_cents
from desktop_biller.workflow.visits.stops import LETTERS
from desktop_biller.workflow.visits.visit_input import (
    FacilityInput,
    LineInput,
    NdcInput,
    RecordVisit,
    ReferringInput,
)

MOST_DIAGNOSES = len(LETTERS)
MODIFIERS = ("m1", "m2", "m3", "m4")
"""Keys of the four columns of modifiers."""


class LineForm(codec.Strict, frozen=True, kw_only=True):
    """One line as typed.

    Attributes:
        dx: letters of the diagnoses, in their order.
        units: None where none are typed.
        fee_cents: typed for the whole line; None takes the fee of the date times the units.
        unread: texts that could not be read by column, as typed.
    """

    code: str = ""
    modifiers: tuple[str, str, str, str] = ("", "", "", "")
    dx: str = ""
    units: int | None = None
    fee_cents: int | None = None
    unread: dict[str, str] = field(default_factory=dict)
    minutes: int | None = None
    place_of_service: str = ""
    emergency: bool = False
    ndc: NdcInput | None = None
    note: str = ""


class VisitForm(codec.Strict, frozen=True, kw_only=True):
    """The whole form; the draft is this, as JSON."""

    service_date: dt.date | None = None
    provider_id: int | None = None
    place_of_service: str = "11"
    referring: ReferringInput | None = None
    authorization_id: int | None = None
    diagnoses: tuple[str, ...] = ()
    lines: tuple[LineForm, ...] = ()
    self_pay: bool = False
    case_id: int | None = None
    onset_date: dt.date | None = None
    admitted_on: dt.date | None = None
    discharged_on: dt.date | None = None
    facility: FacilityInput | None = None

    def is_blank(self) -> bool:
        """True while nothing of the visit itself was typed."""
        more = (self.referring, self.case_id, self.onset_date, self.admitted_on, self.facility)
        return not any(self.diagnoses) and not self.lines and all(part is None for part in more)


def to_command(form: VisitForm, patient_id: int, *, key: str = "") -> RecordVisit:
    """What the form asks the practice to record; what is missing stays missing for the check."""
    return RecordVisit(
        key=key,
        patient_id=patient_id,
        provider_id=form.provider_id or 0,
        service_date=form.service_date or dt.date.max,
        diagnoses=form.diagnoses,
        lines=tuple(_line(line) for line in form.lines),
        place_of_service=form.place_of_service,
        self_pay=form.self_pay,
        authorization_id=form.authorization_id,
        case_id=form.case_id,
        onset_date=form.onset_date,
        admitted_on=form.admitted_on,
        discharged_on=form.discharged_on,
        referring=form.referring,
        facility=form.facility,
    )


def _line(line: LineForm) -> LineInput:
    return LineInput(
        code=line.code,
        pointers=tuple(LETTERS.index(letter) + 1 for letter in line.dx),
        units=line.units if line.units is not None else 0,
        modifiers=tuple(modifier for modifier in line.modifiers if modifier),
        charge_cents=line.fee_cents,
        minutes=line.minutes,
        place_of_service=line.place_of_service or None,
        emergency=line.emergency,
        ndc=line.ndc,
        note=line.note,
    )


def read_service_code(text: str) -> str:
    """A service code in capitals.

    Raises:
        InputError: it has not five letters or digits.
    """
    code = text.strip().upper()
    if not identifiers.is_service_code(code):
        raise InputError(
            f"“{text.strip()}” is not a service of your list.",
            remedy="Type its five characters or words of it, and choose one.",
        )
    return code


def read_letters(text: str) -> str:
    """The letters of the diagnoses as ``AB``, however they are parted; numbers count as letters.

    Raises:
        InputError: there is something else.
    """
    found = []
    for part in text.upper().replace(",", " ").replace(";", " ").split() or [text.upper()]:
        numbered = part.isdigit() and 1 <= int(part) <= MOST_DIAGNOSES
        found += [LETTERS[int(part) - 1]] if numbered else list(part)
    if not found or any(letter not in LETTERS for letter in found):
        raise InputError(
            f"“{text.strip()}” names no diagnosis.", remedy="Type letters from A to L, such as AB."
        )
    return "".join(dict.fromkeys(found))


def read_modifier(text: str) -> str:
    """A modifier in capitals.

    Raises:
        InputError: it has not two letters or digits.
    """
    modifier = text.strip().upper()
    if not identifiers.is_modifier(modifier):
        raise InputError(
            f"“{text.strip()}” is not a modifier.", remedy="A modifier has two letters or digits."
        )
    return modifier


def read_units(text: str) -> int:
    """A whole number of units.

    Raises:
        InputError: it is none, or none that can be billed.
    """
    typed = text.strip()
    if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed) <= 999:
        raise InputError(f"“{typed}” is not a number of units.", remedy="Use 1 to 999.")
    return int(typed)


def read_fee(text: str) -> int:
    """The charge of a whole line in cents.

    Raises:
        InputError: it is no amount, or below zero.
    """
    cents = parse_cents(text)
    if cents < 0:
        raise InputError("A fee is not below zero.", remedy="Type it without the minus sign.")
    return cents
