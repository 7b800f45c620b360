"""Draws the rows of a statement's pages where statement_layout.py put them."""

from desktop_biller.documents import statement_layout as layout
from desktop_biller.documents.checks import amount, require_room
from desktop_biller.documents.fonts import REGULAR, SEMIBOLD, fit, text_width, wrap
from desktop_biller.documents.furniture import (
    LEFT,
    RIGHT,
    draw_hairline,
    draw_table_head_rules,
    phone_words,
)
from desktop_biller.documents.sheet import HAIR, RULE, Run, Sheet
from desktop_biller.facts.papers import Letterhead, StatementFacts
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.money import dollars

_WORDS_X = 112.0
_REASON_WIDTH = 175.0
_HEADS = (
    ("", "Charge"),
    ("Insurance", "paid"),
    ("Plan", "discount"),
    ("You", "paid"),
    ("You", "owe"),
)
_COLUMNS = ((332.0, 60.0), (392.0, 60.0), (452.0, 60.0), (507.0, 55.0), (RIGHT, 60.0))
"""Right edge and width of each amount column."""

_PENDING_LEFT = 55.0
_PENDING_WORDS_X = 122.0
_PENDING_RIGHT = 557.0
_HELP_COLUMNS = (45.0, 321.0)
_HELP_WIDTH = 246.0
_CALL = "Call us within 30 days."


def draw_page_rows(sheet: Sheet, facts: StatementFacts, page: layout.Page) -> None:
    """The table of one page, and the pending services and help texts that follow it."""
    if page.table_top is not None:
        _draw_table_head(sheet, page.table_top)
    for number, row in enumerate(page.rows):
        match row:
            case layout.PatientRow():
                _draw_patient(sheet, row)
            case layout.ItemRow():
                _draw_item(sheet, row)
                following = page.rows[number + 1]
                if not (isinstance(following, layout.SumRow) and following.is_total):
                    draw_hairline(sheet, following.top)
            case layout.SumRow():
                _draw_sums(sheet, row, is_last=number == len(page.rows) - 1)
            case layout.CreditRow():
                sheet.text(_WORDS_X, row.top + 11, "Your credit, not yet used")
                sheet.right(RIGHT, row.top + 11, amount(-facts.credit_cents), font=SEMIBOLD)
            case layout.PendingBlock():
                _draw_pending(sheet, row, sum(item.cents for item in facts.pending))
            case layout.HelpTexts():
                _draw_help_texts(sheet, facts.letterhead, row.top)


def draw_short_help(sheet: Sheet, letterhead: Letterhead, page: layout.Page) -> None:
    """Where a statement has one page: the help texts as one line, or as less if it is full."""
    last = page.rows[-1]
    end = last.top + (last.height if isinstance(last, layout.SumRow) else 14)
    phone = phone_words(letterhead)
    line: list[Run] = [
        ("Can’t pay it all?", SEMIBOLD),
        (f" Call {phone} and ask for a plan or help with the cost. ", REGULAR),
        ("Think it is wrong?", SEMIBOLD),
        (" Call us too.", REGULAR),
    ]
    fits = sum(text_width(text, 10, font) for text, font in line) <= RIGHT - LEFT
    if phone and fits and end <= 454:
        sheet.runs(LEFT, end + 16, line)
        words = ("Ayuda en español:", phone)
    else:
        words = ("Hard to pay, or wrong?", "Call us. Ayuda en español.")
    sheet.text(433, 487, words[0], font=SEMIBOLD)
    sheet.text(433, 501, fit(words[1], RIGHT - 433))
    fee = letterhead.returned_check_fee_cents
    if fee:
        sheet.text(433, 514, f"Returned check: {dollars(fee)}")


def _draw_table_head(sheet: Sheet, top: float) -> None:
    draw_table_head_rules(sheet, top, top + 28)
    sheet.text(LEFT, top + 23, "Date", font=SEMIBOLD)
    sheet.text(_WORDS_X, top + 23, "What was done", font=SEMIBOLD)
    for (edge, _), lines in zip(_COLUMNS, _HEADS, strict=True):
        for number, word in enumerate(lines):
            if word:
                sheet.right(edge, top + 11 + 12 * number, word, font=SEMIBOLD)


def _draw_patient(sheet: Sheet, row: layout.PatientRow) -> None:
    name, rest = layout.patient_words(row.patient, continued=row.continued)
    name = fit(name, layout.TEXT_WIDTH, font=SEMIBOLD)
    # On later pages the line stands a little lower: it follows a sum or another patient.
    y = row.top + row.baseline
    if row.wraps:
        sheet.text(LEFT, y, name, font=SEMIBOLD)
        sheet.text(LEFT, y + 12.5, fit(rest.removeprefix(", "), layout.TEXT_WIDTH))
    else:
        sheet.runs(LEFT, y, [(name, SEMIBOLD), (rest, REGULAR)])


def _draw_item(sheet: Sheet, row: layout.ItemRow) -> None:
    item = row.item
    y = row.top + 11.5
    sheet.text(LEFT, y, us_date(item.service_date))
    charge = amount(item.charge_cents)
    room = _COLUMNS[0][0] - text_width(charge, 10) - 6 - _WORDS_X
    sheet.text(_WORDS_X, y, fit(item.description, room, font=SEMIBOLD), font=SEMIBOLD)
    sheet.text(_WORDS_X, row.top + 23.2, fit(item.reason, _REASON_WIDTH))
    _draw_amounts(sheet, y, layout.item_sums([item]))


def _draw_sums(sheet: Sheet, row: layout.SumRow, *, is_last: bool) -> None:
    y = row.top + row.baseline
    font = SEMIBOLD if row.is_total else REGULAR
    sheet.text(_WORDS_X, y, row.words, font=font)
    _draw_amounts(sheet, y, row.sums, font)
    if row.is_total:
        sheet.rule(LEFT, row.top, RIGHT)
    weight = RULE if row.is_total or is_last else HAIR
    sheet.rule(LEFT, row.top + row.height, RIGHT, weight)


def _draw_amounts(sheet: Sheet, y: float, sums: layout.Sums, font: str = REGULAR) -> None:
    """Five amounts on their right edges; "you owe" is always bold."""
    fonts = (font, font, font, font, SEMIBOLD)
    for (edge, width), cents, face in zip(_COLUMNS, sums, fonts, strict=True):
        text = require_room(amount(cents), width - 1, "Amount in the table", font=face)
        sheet.right(edge, y, text, font=face)


def _draw_pending(sheet: Sheet, block: layout.PendingBlock, total_cents: int) -> None:
    sheet.box(LEFT, block.top, RIGHT - LEFT, block.height, weight=0.7, dash=2)
    heading = "Waiting on insurance: you do not owe this now"
    if block.continued:
        heading = "Waiting on insurance, continued"
    y = block.top + 17
    sheet.text(_PENDING_LEFT, y, heading, size=11, font=SEMIBOLD)
    if not block.continued:
        sheet.right(_PENDING_RIGHT, y, amount(total_cents), size=11, font=SEMIBOLD)
    top = block.top
    for item, lines in block.items:
        cents = amount(item.cents)
        sheet.text(_PENDING_LEFT, top + 38, us_date(item.service_date))
        room = _PENDING_RIGHT - text_width(cents, 10) - 8 - _PENDING_WORDS_X
        sheet.text(_PENDING_WORDS_X, top + 38, fit(item.words, room, font=SEMIBOLD), font=SEMIBOLD)
        sheet.right(_PENDING_RIGHT, top + 38, cents)
        for number, line in enumerate(lines):
            sheet.text(_PENDING_WORDS_X, top + 50.5 + 12.5 * number, line)
        top += layout.pending_height(len(lines))


def _draw_help_texts(sheet: Sheet, letterhead: Letterhead, y: float) -> None:
    phone = phone_words(letterhead)
    ask = f"Ayuda en español: {phone}." if phone else "Ayuda en español."
    texts = (
        (
            "Does a charge look wrong?",
            f"{_CALL} You do not have to pay the charge in question while we look at it.",
        ),
        (
            "Hard to pay all at once?",
            "Ask for a payment plan. You may also get help with the cost. Ask us for the form.",
        ),
        (
            "New insurance?",
            "Call us, or write it on the back of the slip. We will bill the new plan.",
        ),
        ("Need this in another language?", f"{ask} We have free help in other languages."),
    )
    for number, (heading, words) in enumerate(texts):
        x, top = _HELP_COLUMNS[number % 2], y + 58 * (number // 2)
        sheet.text(x, top, heading, size=10.5, font=SEMIBOLD)
        for line_number, line in enumerate(wrap(words, _HELP_WIDTH)):
            sheet.text(x, top + 14.4 + 13 * line_number, line)
    fee = letterhead.returned_check_fee_cents
    if fee:
        words = f"Checks that the bank returns: we add a fee of {dollars(fee)}."
        sheet.text(LEFT, y + 118, words)
