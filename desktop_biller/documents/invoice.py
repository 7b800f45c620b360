"""The invoice: a bill for chosen dates of service, with discounts and payments below the lines.

Head, address and slip stand as on the statement. Where a third party pays, the patient is named
on each line and nowhere that an envelope's window could show.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_biller.documents.checks import (
    MINUS,
    amount,
    check_fields,
    require_equal,
    require_room,
)
from desktop_biller.documents.fonts import REGULAR, SEMIBOLD, fit, text_width, wrap_and_cut
from desktop_biller.documents.furniture import (
    LEFT,
    RIGHT,
    draw_amount_box,
    draw_continued_head,
    draw_fold_ticks,
    draw_hairline,
    draw_how_to_pay,
    draw_letterhead,
    draw_table_head_rules,
    draw_title,
    draw_window_address,
    marks_for,
    phone_words,
    require_way_to_pay,
)
from desktop_biller.documents.sheet import HAIR, RULE, Run, Sheet
from desktop_biller.documents.slip import Slip, draw_slip
from desktop_biller.facts.papers import InvoiceFacts, InvoiceLine
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.identifiers import format_ein
from desktop_biller.foundation.money import format_cents

_TITLE = "Invoice"
_SERVICE_X = 112.0
_PATIENT_X = 282.0
_UNITS_RIGHT = 430.0
_FEE_RIGHT = 497.0
_TOTALS_LEFT = 330.0

_ROW = 17.0
_FIRST_TABLE_TOP = 300.0
_NEXT_TABLE_TOP = 92.0
_HEAD_HEIGHT = 20.0
_FIRST_PAGE_ROWS = 7
_FIRST_PAGE_END = 514.0
"""Last baseline above the second fold."""
_NEXT_PAGE_END = 725.0


@dataclass(frozen=True, slots=True)
class InvoicePage:
    """The lines of one page and the sum of all lines before and up to its end."""

    lines: tuple[InvoiceLine, ...]
    carried_from_cents: int | None
    carried_to_cents: int | None  # None on the page of the totals


def render_invoice(facts: InvoiceFacts, *, marks: tuple[str, ...] = ()) -> bytes:
    """The invoice as a PDF; equal facts give equal bytes.

    Raises:
        RefusedError: its sums do not hold.
        MissingLetterError: a text has a letter that the face lacks.
        TextTooLongError: a text that may not be cut does not fit.
        AddressTooLongError: the address does not fit the envelope's window.
    """
    facts = _checked(facts)
    is_paid = facts.balance_cents <= 0 and not facts.waiting_cents
    marks = marks_for(facts.letterhead, (*marks, "PAID") if is_paid else marks)
    sheet = Sheet(_TITLE, facts.letterhead.name)
    pages = paginate(facts)
    for number, page in enumerate(pages, 1):
        about = (
            ("Invoice number", facts.number),
            ("Invoice date", us_date(facts.invoice_date)),
            ("Page", f"{number} of {len(pages)}"),
        )
        if number == 1:
            _draw_first_head(sheet, facts, about, marks)
        else:
            draw_continued_head(sheet, facts.letterhead, _TITLE, about, marks)
        _draw_table(sheet, facts, page, number)
        sheet.next_page()
    return sheet.finish()


def paginate(facts: InvoiceFacts) -> tuple[InvoicePage, ...]:
    """Seven lines on page 1 and as many as fit after it; the totals on the last page."""
    lines = list(facts.lines)
    totals = _totals_height(facts)
    body = _FIRST_TABLE_TOP + _HEAD_HEIGHT
    if len(lines) <= _FIRST_PAGE_ROWS and body + len(lines) * _ROW + totals <= _FIRST_PAGE_END:
        return (InvoicePage(tuple(lines), None, None),)
    pages: list[InvoicePage] = []
    room, carried = _FIRST_PAGE_ROWS, 0
    body = _NEXT_TABLE_TOP + _HEAD_HEIGHT + _ROW
    most = int((_NEXT_PAGE_END - body) / _ROW)
    with_totals = int((_NEXT_PAGE_END - body - totals) / _ROW)
    while True:
        if pages and len(lines) <= with_totals:
            pages.append(InvoicePage(tuple(lines), carried, None))
            return tuple(pages)
        # The totals never stand alone: at least the last line goes with them, if there is one.
        taken = min(room, max(len(lines) - 1, 1))
        before = carried if pages else None
        carried += sum(line.amount_cents for line in lines[:taken])
        pages.append(InvoicePage(tuple(lines[:taken]), before, carried))
        lines, room = lines[taken:], most


def _checked(facts: InvoiceFacts) -> InvoiceFacts:
    paper = f"Invoice {facts.number}"
    facts = check_fields(facts, paper)
    for line in facts.lines:
        words = f"“{line.description}” of {us_date(line.service_date)} makes"
        require_equal(paper, words, line.units * line.fee_cents, line.amount_cents)
    total = sum(line.amount_cents for line in facts.lines)
    deducted = sum(deduction.cents for deduction in facts.deductions)
    words = "lines less discounts and payments make"
    require_equal(paper, words, total - deducted, facts.balance_cents)
    if facts.balance_cents > 0:
        require_way_to_pay(facts.letterhead)
    return facts


def _totals_height(facts: InvoiceFacts) -> float:
    """From the last line to the baseline of the balance."""
    return 31.0 + 14 * len(facts.deductions)


def _draw_first_head(
    sheet: Sheet,
    facts: InvoiceFacts,
    about: Sequence[tuple[str, str]],
    marks: Sequence[str],
) -> None:
    head = facts.letterhead
    contact: list[list[Run]] = [[(phone_words(head), REGULAR)]] if head.phone else []
    if head.tax_id:
        contact.append([(f"Tax ID {format_ein(head.tax_id)}", REGULAR)])
    draw_letterhead(sheet, head, contact, marks)
    draw_title(sheet, _TITLE, about)
    pay_by = us_date(facts.due_date)
    if facts.balance_cents > 0:
        footer = [("Pay by ", REGULAR), (pay_by, SEMIBOLD)]
        draw_amount_box(sheet, "Balance due", facts.balance_cents, footer)
        draw_how_to_pay(sheet, head)
        slip = Slip(
            name=facts.bill_to_name,
            address=facts.bill_to_address,
            account=facts.account,
            paper=_TITLE,
            paper_value=facts.number,
            due_cents=facts.balance_cents,
            pay_by=pay_by,
        )
        draw_slip(sheet, head, slip)
    else:
        label = "Your credit" if facts.balance_cents else "Balance due"
        words = "Nothing to pay now" if facts.waiting_cents else "Nothing to pay"
        draw_amount_box(sheet, label, -facts.balance_cents, [(words, REGULAR)])
    draw_window_address(sheet, facts.bill_to_name, facts.bill_to_address)
    draw_fold_ticks(sheet)
    _draw_occasion(sheet, facts)


def _draw_occasion(sheet: Sheet, facts: InvoiceFacts) -> None:
    """Whose care this was, when and by whom: one line, or two where the names are long."""
    dates = sorted(line.service_date for line in facts.lines)
    when = f"For care on {us_date(dates[0])}" if dates else "For care"
    if dates and dates[0] != dates[-1]:
        when = f"For care from {us_date(dates[0])} to {us_date(dates[-1])}"
    by = f" by {fit(facts.provider, 200)}" if facts.provider else ""
    npi = f", NPI {facts.provider_npi}" if facts.provider_npi else ""
    first = f"{by}{npi}."
    if facts.third_party:
        second = f"Account {facts.account}."
    else:
        second = f"Patient: {fit(facts.patient, 260)}, account {facts.account}."
    if facts.reference:
        second += f" Your reference: {fit(facts.reference, 110)}."
    require_room(second, RIGHT - LEFT, "Account and patient")
    width = text_width(when, 10, SEMIBOLD) + text_width(f"{first} {second}", 10)
    if width <= RIGHT - LEFT:
        sheet.runs(LEFT, 286, [(when, SEMIBOLD), (f"{first} {second}", REGULAR)])
    else:
        room = RIGHT - LEFT - text_width(when, 10, SEMIBOLD)
        sheet.runs(LEFT, 281.5, [(when, SEMIBOLD), (fit(first, room), REGULAR)])
        sheet.text(LEFT, 294, second)


def _draw_table(sheet: Sheet, facts: InvoiceFacts, page: InvoicePage, number: int) -> None:
    top = _FIRST_TABLE_TOP if number == 1 else _NEXT_TABLE_TOP
    draw_table_head_rules(sheet, top, top + _HEAD_HEIGHT)
    sheet.text(LEFT, top + 13.5, "Date", font=SEMIBOLD)
    sheet.text(_SERVICE_X, top + 13.5, "Service", font=SEMIBOLD)
    if facts.third_party:
        sheet.text(_PATIENT_X, top + 13.5, "Patient", font=SEMIBOLD)
    for edge, word in ((_UNITS_RIGHT, "Units"), (_FEE_RIGHT, "Fee"), (RIGHT, "Amount")):
        sheet.right(edge, top + 13.5, word, font=SEMIBOLD)
    y = top + _HEAD_HEIGHT
    if page.carried_from_cents is not None:
        y = _draw_carried(sheet, y, f"Carried from page {number - 1}", page.carried_from_cents)
    for line in page.lines:
        _draw_line(sheet, y, line, third_party=facts.third_party)
        y += _ROW
        draw_hairline(sheet, y)
    if page.carried_to_cents is None:
        _draw_totals(sheet, facts, y)
    else:
        y = _draw_carried(sheet, y, f"Carried to page {number + 1}", page.carried_to_cents)
        sheet.rule(LEFT, y, RIGHT, RULE)


def _draw_line(sheet: Sheet, top: float, line: InvoiceLine, *, third_party: bool) -> None:
    y = top + 12
    units = f"{line.units:,}"
    words_end = _UNITS_RIGHT - text_width(units, 10) - 8
    sheet.text(LEFT, y, us_date(line.service_date))
    if third_party:
        sheet.text(_SERVICE_X, y, fit(line.description, _PATIENT_X - _SERVICE_X - 8))
        sheet.text(_PATIENT_X, y, fit(line.patient, words_end - _PATIENT_X))
    else:
        sheet.text(_SERVICE_X, y, fit(line.description, words_end - _SERVICE_X))
    sheet.right(_UNITS_RIGHT, y, require_room(units, 60, "Units"))
    sheet.right(_FEE_RIGHT, y, require_room(amount(line.fee_cents), 60, "Fee"))
    sheet.right(RIGHT, y, require_room(amount(line.amount_cents), 64, "Amount"))


def _draw_carried(sheet: Sheet, top: float, words: str, cents: int) -> float:
    sheet.text(_SERVICE_X, top + 12, words)
    sheet.right(RIGHT, top + 12, require_room(amount(cents), 64, "Amount"))
    sheet.rule(LEFT, top + _ROW, RIGHT, HAIR)
    return top + _ROW


def _draw_totals(sheet: Sheet, facts: InvoiceFacts, top: float) -> None:
    y = top + 12.5
    sheet.right(_FEE_RIGHT, y, "Total charges")
    total = amount(sum(line.amount_cents for line in facts.lines))
    sheet.right(RIGHT, y, require_room(total, 64, "Total charges"))
    for deduction in facts.deductions:
        y += 14
        sheet.right(_FEE_RIGHT, y, fit(deduction.words, _FEE_RIGHT - 250))
        sign = "" if deduction.cents < 0 else MINUS
        less = f"{sign}{format_cents(abs(deduction.cents))}"
        sheet.right(RIGHT, y, require_room(less, 64, "Deduction"))
    sheet.rule(_TOTALS_LEFT, y + 5, RIGHT)
    y += 18.5
    sheet.right(_FEE_RIGHT, y, "Balance due", size=11, font=SEMIBOLD)
    balance = require_room(amount(facts.balance_cents), 64, "Balance due", 11, SEMIBOLD)
    sheet.right(RIGHT, y, balance, size=11, font=SEMIBOLD)
    terms = wrap_and_cut(facts.terms, 195, 1) if facts.terms else []
    for number, line in enumerate([*terms, "This is not an insurance claim."]):
        sheet.text(LEFT, top + 12.5 + 14 * number, line)
