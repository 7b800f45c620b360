from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_biller.documents.invoice import paginate, render_invoice
from desktop_biller.facts.papers import InvoiceFacts
from desktop_biller.foundation.errors import RefusedError
from tests.documents.paper_reading import all_text, cents, column, page_count, text_in
from tests.documents.paper_samples import LETTERHEAD, make_invoice


def _of(lines: int, deductions: int = 2) -> InvoiceFacts:
    one = make_invoice()
    services = tuple(
        replace(one.lines[0], description=f"Service {n}", fee_cents=100 + n, amount_cents=100 + n)
        for n in range(lines)
    )
    less = tuple(replace(one.deductions[0], words=f"Paid {n}", cents=1) for n in range(deductions))
    balance = sum(line.amount_cents for line in services) - deductions
    return make_invoice(lines=services, deductions=less, balance_cents=balance)


def test_the_invoice_says_what_the_sample_page_says() -> None:
    pdf = render_invoice(make_invoice())
    text = all_text(pdf)
    assert page_count(pdf) == 1
    for words in (
        "Invoice number 2026-00318",
        "Balance due $360.00 Pay by 05/20/2026",
        "For care on 04/20/2026 by Elena Park, MD, NPI 1999999984.",
        "Patient: Daniel Okafor, account 10655.",
        "Total charges 600.00 Self-pay discount, 25% −150.00",
        "Paid 04/20/2026, card ending 4821 −90.00 Balance due 360.00",
        "Terms: 30 days",
        "This is not an insurance claim.",
        "Tax ID 12-3456789",
    ):
        assert words in text


def test_the_amount_column_adds_up_to_the_balance_and_ends_at_one_edge() -> None:
    boxes = [box for box in column(render_invoice(make_invoice()), 567) if 320 < box.top < 510]
    assert {round(box.x1, 1) for box in boxes} == {567.0}
    amounts = [cents(box.text) for box in boxes]
    lines, (total, discount, paid, balance) = amounts[:7], amounts[7:]
    assert sum(lines) == total
    assert total + discount + paid == balance == 36000


@pytest.mark.parametrize("changes", [{"balance_cents": 35999}, {"deductions": ()}])
def test_an_invoice_whose_sums_do_not_hold_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(RefusedError, match="Invoice 2026-00318 does not add up"):
        render_invoice(make_invoice(**changes))


def test_a_line_whose_units_times_fee_is_not_its_amount_is_refused() -> None:
    first, *rest = make_invoice().lines
    with pytest.raises(RefusedError, match=r"“First wellness visit” of 04/20/2026 makes 580\.00"):
        render_invoice(make_invoice(lines=(replace(first, units=2), *rest)))


def test_a_paid_invoice_is_marked_and_asks_for_nothing() -> None:
    facts = make_invoice()
    deductions = (*facts.deductions, replace(facts.deductions[1], cents=36000))
    pdf = render_invoice(replace(facts, deductions=deductions, balance_cents=0))
    mark_lines = [line.replace(" ", "") for line in text_in(pdf, 0, (300, 36, 392, 104))]
    assert mark_lines == ["SAMPLE", "PAID"]
    for asked in ("How to pay", "Amount enclosed", "Pay by"):
        assert asked not in all_text(pdf)
    assert b"squares" not in pdf


def test_an_unpaid_invoice_needs_a_way_to_pay_and_a_paid_one_does_not() -> None:
    facts = make_invoice(letterhead=replace(LETTERHEAD, phone="", website=""))
    with pytest.raises(RefusedError, match="neither a phone number nor a website"):
        render_invoice(facts)
    deductions = (*facts.deductions, replace(facts.deductions[1], cents=36000))
    assert render_invoice(replace(facts, deductions=deductions, balance_cents=0))


def test_seven_lines_stay_on_the_first_page_and_more_are_carried_over() -> None:
    assert len(paginate(_of(7))) == 1
    pages = paginate(_of(8))
    assert [len(page.lines) for page in pages] == [7, 1]
    pdf = render_invoice(_of(8))
    first, second = (" ".join(text_in(pdf, n, (0, 0, 612, 792))) for n in (0, 1))
    carried = first.split("Carried to page 2 ")[1].split()[0]
    assert carried == second.split("Carried from page 1 ")[1].split()[0] == "7.21"
    assert "Balance due" in first
    assert "Total charges" in second
    assert "Total charges" not in first


@given(lines=st.integers(0, 120), deductions=st.integers(0, 12))
@settings(max_examples=150, deadline=None)
def test_no_line_is_lost_and_the_sums_carry_over(lines: int, deductions: int) -> None:
    facts = _of(lines, deductions)
    pages = paginate(facts)
    assert tuple(line for page in pages for line in page.lines) == facts.lines
    so_far = 0
    for number, page in enumerate(pages):
        assert page.carried_from_cents == (so_far if number else None)
        so_far += sum(line.amount_cents for line in page.lines)
        is_last = number == len(pages) - 1
        assert page.carried_to_cents == (None if is_last else so_far)


def test_care_of_several_days_and_a_reference_are_named() -> None:
    facts = make_invoice(reference="PO-4471", third_party=True, bill_to_name="Harborview Logistics")
    later = replace(facts.lines[0], service_date=facts.due_date)
    text = all_text(render_invoice(replace(facts, lines=(*facts.lines[1:], later))))
    assert "For care from 04/20/2026 to 05/20/2026" in text
    assert "Your reference: PO-4471." in text


def test_an_invoice_that_waits_for_insurance_is_not_marked_as_paid() -> None:
    facts = make_invoice()
    rest = facts.balance_cents
    waiting = replace(facts.deductions[0], words="Waiting on Blue Harbor Health", cents=rest)
    settled = replace(
        facts, deductions=(*facts.deductions, waiting), balance_cents=0, waiting_cents=rest
    )
    assert "PAID" not in all_text(render_invoice(settled))
    assert "Nothing to pay now" in all_text(render_invoice(settled))
    assert "PAID" in all_text(render_invoice(replace(settled, waiting_cents=0)))
