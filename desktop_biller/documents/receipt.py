"""The receipt for one payment: half a Letter page, a whole one for more than four lines."""

from collections.abc import Sequence

from desktop_biller.documents.checks import MINUS, amount, check_fields, require_equal, require_room
from desktop_biller.documents.fonts import REGULAR, SEMIBOLD, fit, text_width
from desktop_biller.documents.furniture import (
    LEFT,
    RIGHT,
    draw_continued_head,
    draw_hairline,
    draw_large_amount,
    draw_letterhead,
    draw_title,
    marks_for,
    phone_words,
)
from desktop_biller.documents.sheet import HAIR, LETTER_HEIGHT, LETTER_WIDTH, Run, Sheet
from desktop_biller.facts.papers import ReceiptFacts, ReceiptLine
from desktop_biller.foundation.dates import us_date, us_time
from desktop_biller.foundation.money import format_cents

_TITLE = "Receipt"
_MIDDLE = 232.0
_VALUES = 308.0
_TOTALS_LEFT = 330.0
_TOTALS_RIGHT = 497.0
_LINE = 14.0
_FIRST_TABLE_TOP = 220.0
_NEXT_TABLE_TOP = 92.0
_HALF_PAGE_LINES = 4
_PAGE_END = 740.0
_SUMMARY_HEIGHT = 92.0


def render_receipt(
    facts: ReceiptFacts, *, marks: tuple[str, ...] = (), void_note: str = ""
) -> bytes:
    """The receipt as a PDF; ``void_note`` is the date and reason beside a VOID mark.

    Raises:
        RefusedError: the lines do not add up to the amount, or the balances do not follow.
        MissingLetterError: a text has a letter that the face lacks.
        TextTooLongError: a text that may not be cut does not fit.
    """
    facts = _checked(facts)
    marks = marks_for(facts.letterhead, marks)
    is_half = len(facts.lines) <= _HALF_PAGE_LINES
    height = LETTER_HEIGHT / 2 if is_half else LETTER_HEIGHT
    sheet = Sheet(_TITLE, facts.letterhead.name, LETTER_WIDTH, height)
    pages = paginate(facts.lines)
    for number, lines in enumerate(pages, 1):
        about = (
            ("Receipt number", facts.number),
            ("Date", us_date(facts.received_at.date())),
            ("Time", us_time(facts.received_at)),
        )
        if number == 1:
            _draw_head(sheet, facts, about, marks)
            end = _draw_lines(sheet, lines, _FIRST_TABLE_TOP)
        else:
            draw_continued_head(sheet, facts.letterhead, _TITLE, about, marks)
            end = _draw_lines(sheet, lines, _NEXT_TABLE_TOP)
        foot = height - 44 if is_half else _PAGE_END + 12
        if number == len(pages):
            foot = max(_draw_summary(sheet, facts, end, void_note), 352.0 if is_half else foot)
            sheet.text(LEFT, foot, "Thank you. Please keep this receipt for your records.")
        sheet.right(RIGHT, foot, f"Page {number} of {len(pages)}")
        sheet.next_page()
    return sheet.finish()


def paginate(lines: Sequence[ReceiptLine]) -> tuple[tuple[ReceiptLine, ...], ...]:
    """The lines of each page; the last page has room for the balances too."""
    if len(lines) <= _HALF_PAGE_LINES:
        return (tuple(lines),)
    rest = list(lines)
    pages: list[tuple[ReceiptLine, ...]] = []
    top = _FIRST_TABLE_TOP
    while True:
        most = int((_PAGE_END - top - 27) / _LINE)
        if len(rest) <= most - _SUMMARY_HEIGHT / _LINE:
            return (*pages, tuple(rest))
        taken = min(most, len(rest) - 1)
        pages.append(tuple(rest[:taken]))
        rest, top = rest[taken:], _NEXT_TABLE_TOP


def _checked(facts: ReceiptFacts) -> ReceiptFacts:
    paper = f"Receipt {facts.number}"
    facts = check_fields(facts, paper)
    lines = sum(line.cents for line in facts.lines)
    require_equal(paper, "the lines make", lines, facts.amount_cents)
    after = facts.owed_before_cents - facts.amount_cents
    require_equal(paper, "the balance before less the payment makes", after, facts.owed_after_cents)
    return facts


def _draw_head(
    sheet: Sheet,
    facts: ReceiptFacts,
    about: Sequence[tuple[str, str]],
    marks: Sequence[str],
) -> None:
    head = facts.letterhead
    contact: list[list[Run]] = [[(phone_words(head), REGULAR)]] if head.phone else []
    draw_letterhead(sheet, head, contact, marks, bottom=117, gap=12.5)
    draw_title(sheet, _TITLE, about)
    sheet.rule(LEFT, 122, RIGHT)
    is_refund = facts.amount_cents < 0
    sheet.text(LEFT, 144, "We paid you back" if is_refund else "We received")
    draw_large_amount(sheet, LEFT - 1, 172, abs(facts.amount_cents))
    room = _MIDDLE - LEFT - 8
    sheet.text(LEFT, 191, fit(facts.method, room))
    sheet.text(LEFT, 204, fit(facts.method_detail, room))
    people = (
        ("To" if is_refund else "From", facts.payer),
        ("Patient", facts.patient),
        ("Account", require_room(facts.account, RIGHT - _VALUES, "Account", font=SEMIBOLD)),
        ("Received by", facts.received_by),
    )
    for number, (label, value) in enumerate(people):
        sheet.text(_MIDDLE, 144 + 15 * number, label)
        shown = fit(value, RIGHT - _VALUES, font=SEMIBOLD)
        sheet.text(_VALUES, 144 + 15 * number, shown, font=SEMIBOLD)


def _draw_lines(sheet: Sheet, lines: Sequence[ReceiptLine], top: float) -> float:
    """The table of what was paid; where it ends."""
    sheet.rule(LEFT, top, RIGHT)
    sheet.text(LEFT, top + 14, "What this paid", font=SEMIBOLD)
    sheet.right(RIGHT, top + 14, "Amount", font=SEMIBOLD)
    draw_hairline(sheet, top + 20)
    y = top + 20
    for line in lines:
        y += _LINE
        cents = amount(line.cents)
        sheet.text(LEFT, y, fit(line.words, RIGHT - LEFT - text_width(cents, 10) - 12))
        sheet.right(RIGHT, y, cents)
    sheet.rule(LEFT, y + 7, RIGHT)
    return y + 7


def _draw_summary(sheet: Sheet, facts: ReceiptFacts, top: float, void_note: str) -> float:
    """Next payment and the balances; the baseline where the closing words may stand."""
    if facts.next_payment:
        sheet.text(LEFT, top + 20, "Next payment", font=SEMIBOLD)
        sheet.text(LEFT, top + 34, fit(facts.next_payment, _TOTALS_LEFT - LEFT - 8))
    if void_note:
        note = fit(void_note, _TOTALS_LEFT - LEFT - 8, font=SEMIBOLD)
        sheet.text(LEFT, top + 55.5, note, font=SEMIBOLD)
    is_refund = facts.amount_cents < 0
    sign = "+" if is_refund else MINUS
    rows = (
        ("You owed before", amount(facts.owed_before_cents)),
        (
            "Paid back today" if is_refund else "Paid today",
            f"{sign}{format_cents(abs(facts.amount_cents))}",
        ),
    )
    for number, (label, value) in enumerate(rows):
        sheet.right(_TOTALS_RIGHT, top + 20 + 14 * number, label)
        sheet.right(RIGHT, top + 20 + 14 * number, value)
    sheet.rule(_TOTALS_LEFT, top + 41, RIGHT, HAIR)
    sheet.right(_TOTALS_RIGHT, top + 55.5, "You owe after this", size=11, font=SEMIBOLD)
    after = amount(facts.owed_after_cents)
    sheet.right(RIGHT, top + 55.5, after, size=11, font=SEMIBOLD)
    return top + 71
