"""What is looked at on each line of a visit: service and fee, pointers, modifiers, amounts."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from desktop_biller.foundation import identifiers
from desktop_biller.foundation.errors import RefusedError, UserError
from desktop_biller.foundation.money import LARGEST_CENTS
from desktop_biller.workflow.office.services import PricedService, not_listed
from desktop_biller.workflow.visits.stops import LETTERS, Check, Stop, wrong_input
from desktop_biller.workflow.visits.visit_input import LineInput

_MOST_POINTERS = 4
_MOST_MODIFIERS = 4
_MOST_UNITS = 999


def line_checks(
    number: int, line: LineInput, services: Mapping[str, PricedService], filled: Collection[int]
) -> Iterator[Check]:
    """The checks of one line.

    Args:
        number: its place, 1 is the first.
        line: as typed.
        services: the practice's services by code, with their fees on the date.
        filled: the numbers of the diagnoses that are there.
    """
    yield _service(number, line, services)
    yield _pointers(number, line.pointers, filled)
    yield _modifiers(number, line.modifiers)
    yield _amounts(number, line)


def kept_modifiers(modifiers: Sequence[str]) -> list[str]:
    """Modifiers in capitals, blank ones left out."""
    return [modifier.strip().upper() for modifier in modifiers if modifier.strip()]


def _service(number: int, line: LineInput, services: Mapping[str, PricedService]) -> Check:
    code = line.code.strip().upper()
    field = f"line {number} code"
    if not code:
        yield wrong_input(
            "R10a",
            f"Line {number} has no service.",
            "Type its code, or take the line out.",
            field,
        )
    elif code not in services:
        yield _about(field, not_listed(code))
    elif line.charge_cents is None:
        try:
            services[code].fee_on_date()
        except RefusedError as error:
            yield _about(f"line {number} fee", error)


def _about(field: str, error: UserError) -> Stop:
    error.field = field
    return Stop("R10b", error)


def _pointers(number: int, pointers: Sequence[int], filled: Collection[int]) -> Check:
    """A line points to one to four different diagnoses that are there (R11e)."""
    field = f"line {number} pointers"
    if not pointers:
        yield wrong_input(
            "R11e",
            f"Line {number} points to no diagnosis.",
            "Say which diagnosis is the reason for this service.",
            field,
        )
    elif len(pointers) > _MOST_POINTERS or len(set(pointers)) < len(pointers):
        yield wrong_input(
            "R11e",
            f"Line {number} needs one to four different diagnoses.",
            "Keep the most important ones.",
            field,
        )
    for pointer in dict.fromkeys(pointers):
        if pointer not in filled:
            letter = LETTERS[pointer - 1] if 1 <= pointer <= len(LETTERS) else str(pointer)
            yield wrong_input(
                "R11e",
                f"Line {number} points to diagnosis {letter}, which is empty.",
                "Point to a diagnosis that is there, or add it.",
                field,
            )


def _modifiers(number: int, modifiers: Sequence[str]) -> Check:
    """A line has up to four different modifiers of two characters (R13)."""
    kept = kept_modifiers(modifiers)
    wrong = [m for m in kept if not identifiers.is_modifier(m) or kept.count(m) > 1]
    if wrong or len(kept) > _MOST_MODIFIERS:
        yield wrong_input(
            "R13",
            f"Line {number} has modifiers that can't be used: {', '.join(wrong or kept)}.",
            "Use up to four different modifiers of two characters.",
            f"line {number} modifiers",
        )


def _amounts(number: int, line: LineInput) -> Check:
    if not 1 <= line.units <= _MOST_UNITS:
        yield wrong_input(
            "R10b",
            f"Line {number} has {line.units} units.",
            f"Use 1 to {_MOST_UNITS}.",
            f"line {number} units",
        )
    if line.charge_cents is not None and not 0 <= line.charge_cents <= LARGEST_CENTS:
        yield wrong_input(
            "R10c",
            f"The charge of line {number} can't be billed.",
            "Use zero or more.",
            f"line {number} fee",
        )
