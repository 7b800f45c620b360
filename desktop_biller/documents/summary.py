"""The sum at the top of a statement, in cells: last bill + new charges - ... = you owe now."""

from dataclasses import dataclass

from desktop_biller.documents.checks import MINUS, amount, require_room, term
from desktop_biller.documents.fonts import SEMIBOLD, text_width
from desktop_biller.documents.furniture import LEFT, RIGHT
from desktop_biller.documents.sheet import Sheet
from desktop_biller.documents.statement_layout import STRIP_HEIGHT
from desktop_biller.facts.papers import StatementFacts

_LABELS_Y = 303.0
_VALUES_Y = 318.0
_PLACES = (45.0, 128.0, 216.0, 310.0, 404.0)
_GAP = 12.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A label above a term of the sum."""

    label: str
    value: str
    width: float


def summary_strips(facts: StatementFacts) -> tuple[tuple[Cell, ...], ...]:
    """The cells in as many lines as their widths need; refund, fee and credit only if not nil."""
    terms = [
        ("Last bill", amount(facts.previous_cents)),
        ("New charges", term("+", facts.new_charges_cents)),
        ("Insurance paid", term(MINUS, facts.insurance_paid_cents)),
        ("Plan discount", term(MINUS, facts.discount_cents)),
        ("You paid", term(MINUS, facts.patient_paid_cents)),
    ]
    if facts.refund_cents:
        terms.append(("Refund to you", term("+", facts.refund_cents)))
    if facts.fee_cents:
        terms.append(("Fees", term("+", facts.fee_cents)))
    if facts.credit_cents:
        terms.append(("Your credit", term(MINUS, facts.credit_cents)))
    if facts.amount_due_cents < 0:
        terms.append(("Your credit now", f"= {amount(-facts.amount_due_cents)}"))
    else:
        terms.append(("You owe now", f"= {amount(facts.amount_due_cents)}"))
    strips: list[list[Cell]] = [[]]
    for label, value in terms:
        width = max(text_width(label, 10, SEMIBOLD), text_width(value, 12, SEMIBOLD))
        require_room(value, RIGHT - LEFT, label, 12, SEMIBOLD)
        if sum(cell.width + _GAP for cell in strips[-1]) + width > RIGHT - LEFT:
            strips.append([])
        strips[-1].append(Cell(label, value, width))
    return tuple(tuple(strip) for strip in strips)


def draw_summary(sheet: Sheet, strips: tuple[tuple[Cell, ...], ...]) -> None:
    """The cells, the last one bold at the right edge."""
    total = strips[-1][-1]
    for number, strip in enumerate(strips):
        cells = [cell for cell in strip if cell is not total]
        down = number * STRIP_HEIGHT
        places = _places(cells, reserved=total.width)
        # Labels first, then values: the order in which a screen reader meets them.
        for x, cell in zip(places, cells, strict=True):
            sheet.text(x, _LABELS_Y + down, cell.label)
        if strip is strips[-1]:
            sheet.right(RIGHT, _LABELS_Y + down, total.label, font=SEMIBOLD)
        for x, cell in zip(places, cells, strict=True):
            sheet.text(x, _VALUES_Y + down, cell.value, size=12, font=SEMIBOLD)
        if strip is strips[-1]:
            sheet.right(RIGHT, _VALUES_Y + down, total.value, size=12, font=SEMIBOLD)


def _places(cells: list[Cell], reserved: float) -> list[float]:
    """Left edges: the usual five where the cells fit between them, else one after the other."""
    edges = (*_PLACES, RIGHT - reserved)
    if len(cells) <= len(_PLACES) and all(
        cell.width + _GAP <= right - left
        for cell, left, right in zip(cells, edges, edges[1:], strict=False)
    ):
        return list(_PLACES[: len(cells)])
    spare = RIGHT - LEFT - reserved - sum(cell.width for cell in cells)
    gap = max(_GAP, min(24.0, spare / max(1, len(cells))))
    places, x = [], LEFT
    for cell in cells:
        places.append(x)
        x += cell.width + gap
    return places
