"""The day sheet: every entry of one posting date, and the proof that nothing else moved.

Landscape. Start + charges - payments - adjustments + refunds = end; the money that came in is
shown by method and adds up to all payments. Nil amounts are blank cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_biller.documents.checks import amount, check_fields, require_equal, require_room
from desktop_biller.documents.day_sheet_blocks import Block, blocks_of, draw_blocks, draw_periods
from desktop_biller.documents.fonts import REGULAR, SEMIBOLD, fit, text_width
from desktop_biller.documents.furniture import draw_marks, marks_for
from desktop_biller.documents.sheet import HAIR, LETTER_HEIGHT, LETTER_WIDTH, Sheet
from desktop_biller.facts.papers import DaySheetFacts, DaySheetRow
from desktop_biller.foundation.dates import us_date, us_time

_TITLE = "Day sheet"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Not from strftime, whose words follow the computer's language."""

_LEFT, _RIGHT = 36.0, 756.0
_MARK_CENTER = 500.0
_TIME_RIGHT = 86.0
_PATIENT, _ACCOUNT, _PROVIDER, _SERVICE, _ENTRY = 96.0, 204.0, 254.0, 278.0, 352.0
_AMOUNTS = ((546.0, 64.0), (606.0, 60.0), (666.0, 60.0), (716.0, 50.0))
"""Right edge and width of charge, payment, adjustment and refund."""

_TABLE_TOP = 76.0
_HEAD_HEIGHT = 18.0
_ROW = 16.0
_SUM_HEIGHT = 19.0
_PAGE_END = 576.0
_BLOCK_GAP = 22.0

Sums = tuple[int, int, int, int]
"""Charges, payments, adjustments and refunds in cents."""


@dataclass(frozen=True, slots=True)
class DaySheetPage:
    """The rows of one page with the sums before them and up to their end."""

    rows: tuple[DaySheetRow, ...]
    carried_from: Sums | None
    carried_to: Sums | None  # None where the total stands
    blocks: tuple[Block, ...] = ()
    has_table: bool = True
    has_periods: bool = False


def render_day_sheet(facts: DaySheetFacts, *, marks: tuple[str, ...] = ()) -> bytes:
    """The day sheet as a PDF; equal facts give equal bytes.

    Raises:
        RefusedError: its sums do not hold.
        MissingLetterError: a text has a letter that the face lacks.
        TextTooLongError: a text that may not be cut does not fit.
    """
    facts = _checked(facts)
    marks = marks_for(facts.letterhead, marks)
    sheet = Sheet(_TITLE, facts.letterhead.name, LETTER_HEIGHT, LETTER_WIDTH)
    pages = paginate(facts)
    for number, page in enumerate(pages, 1):
        _draw_head(sheet, facts, f"Page {number} of {len(pages)}")
        for place, mark in enumerate(marks):
            # Beside one another: there is no room below the first.
            draw_marks(sheet, [mark], center=_MARK_CENTER - 95 * place, top=36)
        y = _draw_table(sheet, page, number) if page.has_table else _TABLE_TOP
        if page.blocks:
            y = draw_blocks(sheet, page.blocks, y + _BLOCK_GAP)
        if page.has_periods:
            draw_periods(sheet, facts.periods, facts.closed_by, y)
        sheet.next_page()
    return sheet.finish()


def paginate(facts: DaySheetFacts) -> tuple[DaySheetPage, ...]:
    """Rows over as many pages as they need; the blocks whole beside the total, if they fit."""
    rest = list(facts.rows)
    blocks = blocks_of(facts)
    tail = _SUM_HEIGHT + _BLOCK_GAP + max(block.height for block in blocks)
    tail += _periods_height(facts)
    pages: list[DaySheetPage] = []
    carried: Sums = (0, 0, 0, 0)
    while True:
        before = carried if pages else None
        y = _TABLE_TOP + _HEAD_HEIGHT + (_ROW if pages else 0)
        most = int((_PAGE_END - _SUM_HEIGHT - y) / _ROW)
        if y + len(rest) * _ROW + tail <= _PAGE_END:
            pages.append(DaySheetPage(tuple(rest), before, None, blocks, has_periods=True))
            return tuple(pages)
        fresh = _TABLE_TOP + _HEAD_HEIGHT + 2 * _ROW
        if fresh + tail > _PAGE_END and len(rest) <= most:
            pages.append(DaySheetPage(tuple(rest), before, None))
            return (*pages, *_block_pages(blocks, _periods_height(facts)))
        # The last row goes to the next page with the total and the blocks.
        taken = min(most, len(rest) - 1)
        carried = _added(carried, rest[:taken])
        pages.append(DaySheetPage(tuple(rest[:taken]), before, carried))
        rest = rest[taken:]


def _block_pages(blocks: Sequence[Block], periods: float) -> tuple[DaySheetPage, ...]:
    """Pages of their own for blocks too tall for any page: the same lines of each block."""
    room = _PAGE_END - _TABLE_TOP - _BLOCK_GAP - periods
    parts: list[tuple[Block, ...]] = []
    rest = list(blocks)
    while any(block.lines for block in rest):
        parts.append(tuple(block.head(room) for block in rest))
        rest = [block.tail(room) for block in rest]
    return tuple(
        DaySheetPage((), None, None, part, has_table=False, has_periods=part is parts[-1])
        for part in parts
    )


def _periods_height(facts: DaySheetFacts) -> float:
    return 30.0 + 19 + 14.5 * max(2, len(facts.periods))


def _added(sums: Sums, rows: Sequence[DaySheetRow]) -> Sums:
    return (
        sums[0] + sum(row.charge_cents for row in rows),
        sums[1] + sum(row.payment_cents for row in rows),
        sums[2] + sum(row.adjustment_cents for row in rows),
        sums[3] + sum(row.refund_cents for row in rows),
    )


def _checked(facts: DaySheetFacts) -> DaySheetFacts:
    paper = f"The day sheet of {us_date(facts.day)}"
    facts = check_fields(facts, paper)
    charges, payments, adjustments, refunds = _added((0, 0, 0, 0), facts.rows)
    end = facts.start_cents + charges - payments - adjustments + refunds
    require_equal(paper, "the start of the day and its entries make", end, facts.end_cents)
    money_in = sum(line.cents for line in facts.money_in if not line.total)
    require_equal(paper, "the money that came in, by method, makes", money_in, payments)
    return facts


def _draw_head(sheet: Sheet, facts: DaySheetFacts, page_words: str) -> None:
    sheet.text(_LEFT, 50, _TITLE, size=18, font=SEMIBOLD, space=-0.2)
    sheet.text(136, 50, f"{_WEEKDAYS[facts.day.weekday()]}, {us_date(facts.day)}", size=12)
    sheet.right(_RIGHT, 50, page_words)
    printed = f"Printed {us_date(facts.printed_at.date())} {us_time(facts.printed_at)}"
    printed += f" by {fit(facts.printed_by, 150)}"
    sheet.right(_RIGHT, 66, printed)
    room = _RIGHT - _LEFT - text_width(printed, 10) - 16
    scope = ". All providers, all locations, by posting date."
    name = fit(facts.letterhead.name, room - text_width(scope, 10))
    sheet.text(_LEFT, 66, f"{name}{scope}")


def _draw_table(sheet: Sheet, page: DaySheetPage, number: int) -> float:
    """The rows of a page; where they end."""
    _draw_table_head(sheet)
    y = _TABLE_TOP + _HEAD_HEIGHT
    if page.carried_from is not None:
        _draw_sums(sheet, y + 12, f"Carried from page {number - 1}", page.carried_from, REGULAR)
        y += _ROW
        sheet.rule(_LEFT, y, _RIGHT, HAIR)
    for row in page.rows:
        _draw_row(sheet, y + 12, row)
        y += _ROW
        if row is not page.rows[-1] or page.carried_to is not None:
            sheet.rule(_LEFT, y, _RIGHT, HAIR)
    if page.carried_to is not None:
        _draw_sums(sheet, y + 13, f"Carried to page {number + 1}", page.carried_to, REGULAR)
    else:
        sheet.rule(_LEFT, y, _RIGHT)
        total = _added(page.carried_from or (0, 0, 0, 0), page.rows)
        _draw_sums(sheet, y + 13, "Total of the day", total, SEMIBOLD)
    sheet.rule(_LEFT, y + _SUM_HEIGHT, _RIGHT)
    return y + _SUM_HEIGHT


def _draw_table_head(sheet: Sheet) -> None:
    sheet.rule(_LEFT, _TABLE_TOP, _RIGHT)
    sheet.rule(_LEFT, _TABLE_TOP + _HEAD_HEIGHT, _RIGHT)
    y = _TABLE_TOP + 12.5
    left: Sequence[tuple[float, str]] = (
        (_PATIENT, "Patient"),
        (_ACCOUNT, "Account"),
        (_PROVIDER, "Dr."),
        (_SERVICE, "Service date"),
        (_ENTRY, "Entry"),
    )
    for x, word in left:
        sheet.text(x, y, word, font=SEMIBOLD)
    sheet.right(_TIME_RIGHT, y, "Time", font=SEMIBOLD)
    words = ("Charge", "Payment", "Adjusted", "Refund")
    for (edge, _), word in zip(_AMOUNTS, words, strict=True):
        sheet.right(edge, y, word, font=SEMIBOLD)
    sheet.right(_RIGHT, y, "User", font=SEMIBOLD)


def _draw_row(sheet: Sheet, y: float, row: DaySheetRow) -> None:
    sheet.right(_TIME_RIGHT, y, us_time(row.time))
    sheet.text(_PATIENT, y, fit(row.patient, _ACCOUNT - _PATIENT - 6))
    room = _PROVIDER - _ACCOUNT - 3
    sheet.text(_ACCOUNT, y, require_room(row.account, room, "Account"))
    sheet.text(_PROVIDER, y, fit(row.provider, _SERVICE - _PROVIDER - 3))
    if row.service_date is not None:
        sheet.text(_SERVICE, y, us_date(row.service_date))
    cents = (row.charge_cents, row.payment_cents, row.adjustment_cents, row.refund_cents)
    entry_end = _AMOUNTS[0][0]
    for (edge, width), value in zip(_AMOUNTS, cents, strict=True):
        if value:
            text = require_room(amount(value), width - 3, "Amount of an entry")
            sheet.right(edge, y, text)
            entry_end = min(entry_end, edge - text_width(text, 10))
    sheet.text(_ENTRY, y, fit(row.entry, entry_end - 8 - _ENTRY))
    sheet.right(_RIGHT, y, fit(row.user, _RIGHT - _AMOUNTS[-1][0] - 6))


def _draw_sums(sheet: Sheet, y: float, words: str, sums: Sums, font: str) -> None:
    sheet.runs(_ENTRY, y, [(words, font)])
    for (edge, width), cents in zip(_AMOUNTS, sums, strict=True):
        text = require_room(amount(cents), width - 3, "Total of the day", font=font)
        sheet.right(edge, y, text, font=font)
