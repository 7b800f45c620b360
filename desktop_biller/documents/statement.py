"""The patient statement: what is owed, by when and how to pay, then where it comes from.

Measures and wording: the design page of the printed documents; pages are laid out in
statement_layout.py. Nothing here knows a diagnosis, a code or a birth date.
"""

from collections.abc import Iterable, Sequence

from desktop_biller.documents import statement_layout as layout
from desktop_biller.documents.checks import (
    amount,
    check_fields,
    require_equal,
    require_room,
)
from desktop_biller.documents.fonts import REGULAR, SEMIBOLD, wrap
from desktop_biller.documents.furniture import (
    COLUMN,
    LEFT,
    RIGHT,
    draw_amount_box,
    draw_continued_head,
    draw_fold_ticks,
    draw_how_to_pay,
    draw_letterhead,
    draw_title,
    draw_window_address,
    marks_for,
    phone_words,
    require_way_to_pay,
)
from desktop_biller.documents.sheet import Run, Sheet
from desktop_biller.documents.slip import Slip, draw_slip
from desktop_biller.documents.statement_rows import draw_page_rows, draw_short_help
from desktop_biller.documents.summary import draw_summary, summary_strips
from desktop_biller.facts.papers import StatementFacts
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import RefusedError

_TITLE = "Statement"
_AGES = ("0 to 30", "31 to 60", "61 to 90", "91 to 120", "Over 120")


def render_statement(facts: StatementFacts, *, marks: tuple[str, ...] = ()) -> bytes:
    """One statement as a PDF; equal facts give equal bytes.

    Raises:
        RefusedError: its sums do not hold, or nothing is due.
        MissingLetterError: a text has a letter that the face lacks.
        TextTooLongError: a text that may not be cut does not fit.
        AddressTooLongError: the address does not fit the envelope's window.
    """
    return render_statements([facts], marks=marks)


def render_statements(items: Iterable[StatementFacts], *, marks: tuple[str, ...] = ()) -> bytes:
    """Many statements, one after the other, in one PDF.

    ``items`` may be a generator: each statement's facts are let go once it is drawn.

    Raises:
        UserError: as ``render_statement``; the message names the account.
        ValueError: there are no items.
    """
    sheet: Sheet | None = None
    for item in items:
        facts = check_statement(item)
        sheet = sheet or Sheet(_TITLE, facts.letterhead.name)
        _draw(sheet, facts, marks_for(facts.letterhead, marks))
    if sheet is None:
        msg = "no statements to print"
        raise ValueError(msg)
    return sheet.finish()


def check_statement(facts: StatementFacts) -> StatementFacts:
    """The facts as they print, if the statement may be printed and adds up.

    Raises:
        RefusedError: its sums do not hold, or nothing is due.
        MissingLetterError: a text has a letter that the face lacks.
    """
    paper = f"The statement for account {facts.account}"
    facts = check_fields(facts, f"Statement for account {facts.account}")
    items = [item for patient in facts.patients for item in patient.items]
    for item in items:
        reckoned = item.charge_cents - item.insurance_paid_cents - item.discount_cents
        reckoned -= item.patient_paid_cents
        words = f"“{item.description}” of {us_date(item.service_date)} makes"
        require_equal(paper, words, reckoned, item.owed_cents)
    owed = sum(item.owed_cents for item in items)
    summary = facts.previous_cents + facts.new_charges_cents - facts.insurance_paid_cents
    summary += facts.refund_cents + facts.fee_cents
    summary -= facts.discount_cents + facts.patient_paid_cents
    require_equal(paper, "the services make", owed, summary)
    due = owed - facts.credit_cents
    require_equal(paper, "services less credit make", due, facts.amount_due_cents)
    if sum(facts.aging_cents) != owed:
        require_equal(paper, "the balances by age make", sum(facts.aging_cents), due)
    if due == 0:
        raise RefusedError(
            f"Nothing is due on account {facts.account}.",
            effect="No statement was printed.",
            remedy="Print an account history instead if one is asked for.",
        )
    if due > 0:
        require_way_to_pay(facts.letterhead)
    return facts


def _draw(sheet: Sheet, facts: StatementFacts, marks: Sequence[str]) -> None:
    strips = summary_strips(facts)
    pages = layout.paginate(facts, strips=len(strips))
    for number, page in enumerate(pages, 1):
        about = (
            ("Statement date", us_date(facts.statement_date)),
            ("Account", facts.account),
            ("Page", f"{number} of {len(pages)}"),
        )
        if number == 1:
            _draw_first_head(sheet, facts, about, marks)
            draw_summary(sheet, strips)
            _draw_foot(sheet, facts)
        else:
            draw_continued_head(sheet, facts.letterhead, _TITLE, about, marks)
        draw_page_rows(sheet, facts, page)
        if len(pages) == 1 and facts.amount_due_cents > 0:
            draw_short_help(sheet, facts.letterhead, page)
        sheet.next_page()


def _draw_first_head(
    sheet: Sheet,
    facts: StatementFacts,
    about: Sequence[tuple[str, str]],
    marks: Sequence[str],
) -> None:
    head = facts.letterhead
    contact: list[list[Run]] = [[("Questions about this bill?", REGULAR)]]
    if head.phone:
        hours = [(f" {head.hours}", REGULAR)] if head.hours else []
        contact.append([(phone_words(head), SEMIBOLD), *hours])
    elif head.website:
        contact.append([(head.website, SEMIBOLD)])
    draw_letterhead(sheet, head, contact, marks)
    draw_title(sheet, _TITLE, about)
    if facts.amount_due_cents > 0:
        footer = [("Pay by ", REGULAR), (us_date(facts.due_date), SEMIBOLD)]
        draw_amount_box(sheet, "Amount due now", facts.amount_due_cents, footer)
        draw_how_to_pay(sheet, head)
    else:
        footer = [("Nothing to pay", REGULAR)]
        draw_amount_box(sheet, "Your credit", -facts.amount_due_cents, footer)
        words = "Ask us to send it back, or keep it for your next visit."
        for number, line in enumerate(wrap(words, RIGHT - COLUMN)):
            sheet.text(COLUMN, 202 + 13 * number, line)
    draw_window_address(sheet, facts.guarantor_name, facts.guarantor_address)
    draw_fold_ticks(sheet)
    message = require_room(facts.message, RIGHT - LEFT, "Message of the statement", 10.5)
    sheet.text(LEFT, 282, message, size=10.5)


def _draw_foot(sheet: Sheet, facts: StatementFacts) -> None:
    """Balances by age, what waits for insurance, and the slip where there is money to send."""
    sheet.text(LEFT, 487, "What you owe, by age in days", font=SEMIBOLD)
    for number, (label, cents) in enumerate(zip(_AGES, facts.aging_cents, strict=True)):
        x = LEFT + 80 * number
        sheet.text(x, 501, label)
        value = require_room(amount(cents), 76, "Balance by age", font=SEMIBOLD)
        sheet.text(x, 514, value, font=SEMIBOLD if cents else REGULAR)
    if facts.pending:
        sheet.box(443, 476, RIGHT - 443, 41.5, weight=0.7, dash=2)
        sheet.text(451, 487.5, "Waiting on insurance,")
        sheet.text(451, 500, "not due now")
        total = amount(sum(item.cents for item in facts.pending))
        sheet.text(451, 512.5, require_room(total, 108, "Waiting on insurance"), font=SEMIBOLD)
    if facts.amount_due_cents > 0:
        slip = Slip(
            name=facts.guarantor_name,
            address=facts.guarantor_address,
            account=facts.account,
            paper=_TITLE,
            paper_value=us_date(facts.statement_date),
            due_cents=facts.amount_due_cents,
            pay_by=us_date(facts.due_date),
        )
        draw_slip(sheet, facts.letterhead, slip)
