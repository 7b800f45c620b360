import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_biller.documents.receipt import paginate, render_receipt
from desktop_biller.facts.papers import ReceiptFacts, ReceiptLine
from desktop_biller.foundation.errors import RefusedError
from tests.documents.paper_reading import all_text, cents, column, page_count, page_size, text_in
from tests.documents.paper_samples import make_receipt


def _of(count: int) -> ReceiptFacts:
    lines = tuple(ReceiptLine(f"Copay {n}, for care on 03/02/2026", 100 + n) for n in range(count))
    total = sum(line.cents for line in lines)
    return make_receipt(
        lines=lines, amount_cents=total, owed_before_cents=total, owed_after_cents=0
    )


def test_the_receipt_says_what_the_sample_page_says() -> None:
    pdf = render_receipt(make_receipt())
    text = all_text(pdf)
    assert page_size(pdf) == (612, 396)
    for words in (
        "Receipt number R-2026-00547 Date 05/20/2026 Time 2:14 PM",
        "We received $60.00 Card ending 4821 Approval 07315Z",
        "From Daniel Okafor Patient Daniel Okafor Account 10655 Received by T. Nguyen",
        "Payment plan, payment 1 of 6, for care on 04/20/2026 60.00",
        "Next payment $60.00 on 06/20/2026",
        "You owed before 360.00 Paid today −60.00 You owe after this 300.00",
        "Thank you. Please keep this receipt for your records. Page 1 of 1",
    ):
        assert words in text


def test_the_balance_column_adds_up_and_ends_at_one_edge() -> None:
    boxes = [box for box in column(render_receipt(make_receipt()), 567) if box.top > 262]
    before, paid, after, *_ = [cents(box.text) for box in boxes if "." in box.text]
    assert before + paid == after
    assert {round(box.x1, 1) for box in boxes} == {567.0}


@pytest.mark.parametrize(
    "changes", [{"amount_cents": 5999}, {"owed_after_cents": 30001}, {"lines": ()}]
)
def test_a_receipt_whose_sums_do_not_hold_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(RefusedError, match="Receipt R-2026-00547 does not add up"):
        render_receipt(make_receipt(**changes))


@pytest.mark.parametrize(("count", "height"), [(1, 396), (4, 396), (5, 792), (28, 792)])
def test_more_than_four_lines_take_a_whole_page(count: int, height: int) -> None:
    pdf = render_receipt(_of(count))
    assert page_size(pdf) == (612, height)
    assert page_count(pdf) == 1


@given(count=st.integers(1, 300))
def test_no_line_of_a_long_receipt_is_lost(count: int) -> None:
    lines = _of(count).lines
    pages = paginate(lines)
    assert tuple(line for page in pages for line in page) == lines
    assert all(pages)


def test_a_long_receipt_numbers_its_pages_and_ends_with_the_balances() -> None:
    pdf = render_receipt(_of(60))
    assert page_count(pdf) == 2
    assert "Page 2 of 2" in all_text(pdf)
    assert "You owe after this" in " ".join(text_in(pdf, 1, (0, 0, 612, 792)))


def test_a_void_receipt_keeps_its_amount_readable_and_says_why() -> None:
    pdf = render_receipt(make_receipt(), marks=("VOID",), void_note="Voided 05/21/2026: twice")
    text = all_text(pdf)
    assert "Voided 05/21/2026: twice" in text
    assert "$60.00" in text
    marks = [line.replace(" ", "") for line in text_in(pdf, 0, (300, 36, 392, 104))]
    assert marks == ["SAMPLE", "VOID"]


def test_a_refund_says_that_the_money_went_back() -> None:
    facts = make_receipt(
        amount_cents=-6000,
        lines=(ReceiptLine("Paid twice on 04/20/2026", -6000),),
        owed_before_cents=-6000,
        owed_after_cents=0,
    )
    text = all_text(render_receipt(facts, marks=("REFUND",)))
    assert "We paid you back $60.00" in text
    assert "To Daniel Okafor" in text
    assert "Paid back today +60.00" in text


@pytest.mark.parametrize(("hour", "printed"), [(0, "12:05 AM"), (12, "12:05 PM"), (23, "11:05 PM")])
def test_the_time_is_printed_as_people_say_it(hour: int, printed: str) -> None:
    moment = dt.datetime(2026, 5, 20, hour, 5)  # noqa: DTZ001 - local time of the practice
    assert printed in all_text(render_receipt(replace(make_receipt(), received_at=moment)))
