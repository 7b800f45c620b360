import datetime as dt
from dataclasses import replace

import pytest

from desktop_biller.documents.fonts import TextTooLongError
from desktop_biller.documents.furniture import qr_modules
from desktop_biller.documents.statement import (
    check_statement,
    render_statement,
    render_statements,
)
from desktop_biller.facts.papers import PendingItem, StatementFacts, StatementPatient
from desktop_biller.foundation.errors import RefusedError
from tests.documents.paper_reading import all_text, cents, column, page_count, text_in, words
from tests.documents.paper_samples import (
    COINSURANCE,
    LETTERHEAD,
    family,
    make_item,
    make_small_statement,
    make_statement,
    many_items,
)

EDGES = (332, 392, 452, 507, 567)


def _of(count: int) -> StatementFacts:
    return make_small_statement(
        (StatementPatient("Harold Whitcombe", "E. Park", many_items(count)),)
    )


def test_the_family_statement_says_what_the_sample_page_says() -> None:
    pdf = render_statement(make_statement())
    text = all_text(pdf)
    assert page_count(pdf) == 2
    for words_of_the_page in (
        "Amount due now $91.40 Pay by 04/07/2026",
        "Last bill New charges Insurance paid Plan discount You paid You owe now",
        "46.09 + 660.00 − 300.59 − 264.10 − 50.00 = 91.40",
        "Rosa Delgado, seen by Elena Park, MD",
        "Rosa Delgado, continued, seen by Elena Park, MD",
        "What you owe, by age in days",
        "Please mail this part with your check",
        "Make your check payable to Cedar Hollow Family Medicine Write 10482 on the check.",
        "Waiting on insurance: you do not owe this now 280.00",
        "Sent to Blue Harbor Health on 03/06/2026. No answer yet.",
        "Checks that the bank returns: we add a fee of $25.00.",
    ):
        assert words_of_the_page in text


def test_money_columns_end_at_one_edge_and_add_up_to_the_carried_sums() -> None:
    pdf = render_statement(make_statement())
    carried: list[int] = []
    for edge in EDGES:
        first = [box for box in column(pdf, edge) if 356 < box.top < 470]
        assert {round(box.x1, 1) for box in first} == {float(edge)}
        *rows, to_next = [cents(box.text) for box in first]
        assert sum(rows) == to_next
        from_first, *more, total = [
            cents(box.text) for box in column(pdf, edge, 1) if 120 < box.top < 440
        ]
        assert from_first == to_next
        assert from_first + sum(more) == total
        carried.append(total)
    assert carried == [90200, 40425, 35635, 5000, 9140]


def test_every_row_subtracts_across() -> None:
    pdf = render_statement(make_statement())
    columns = [[cents(b.text) for b in column(pdf, e, 1) if 120 < b.top < 440] for e in EDGES]
    for charge, insurance, discount, paid, owed in zip(*columns, strict=True):
        assert charge - insurance - discount - paid == owed


def test_money_that_waits_for_insurance_is_in_no_amount_due() -> None:
    with_pending = render_statement(make_statement())
    without = render_statement(make_statement(pending=()))
    for pdf in (with_pending, without):
        assert "Amount due now $91.40" in all_text(pdf)
        assert "Amount due $91.40" in " ".join(text_in(pdf, 0, (390, 536, 612, 560)))
    assert "280.00" not in all_text(without)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"amount_due_cents": 9141}, "services less credit make 91.40, but 91.41"),
        ({"previous_cents": 4610}, "the services make 91.40, but 91.41"),
        ({"aging_cents": (9139, 0, 0, 0, 0)}, "the balances by age make 91.39"),
        ({"credit_cents": 1}, "services less credit make 91.39"),
    ],
)
def test_a_statement_whose_sums_do_not_hold_is_refused(changes: dict[str, int], named: str) -> None:
    with pytest.raises(RefusedError, match="account 10482 does not add up") as caught:
        render_statement(make_statement(**changes))
    assert named in str(caught.value)
    assert "Nothing was printed." in str(caught.value)


def test_a_row_that_does_not_add_up_is_refused_by_name() -> None:
    rosa, *others = family()
    wrong = replace(rosa.items[1], discount_cents=618)
    patients = (replace(rosa, items=(rosa.items[0], wrong, *rosa.items[2:])), *others)
    with pytest.raises(RefusedError, match=r"“Blood draw” of 03/02/2026 makes 8\.82"):
        render_statement(make_statement(patients=patients))


def test_nothing_due_makes_no_statement() -> None:
    with pytest.raises(RefusedError, match="Nothing is due on account 10482"):
        render_statement(make_small_statement(credit_cents=4000))


def test_a_credit_asks_for_no_money() -> None:
    text = all_text(render_statement(make_small_statement(credit_cents=9000)))
    assert "Your credit $50.00 Nothing to pay" in text
    assert "Ask us to send it back, or keep it for your next visit." in text
    for asked in ("How to pay", "Amount enclosed", "Please mail", "Pay by", "Can’t pay"):
        assert asked not in text


def test_a_smaller_credit_stands_under_the_total_and_lowers_what_is_due() -> None:
    text = all_text(render_statement(make_small_statement(credit_cents=2500)))
    assert "Your credit, not yet used −25.00" in text
    assert "Amount due now $15.00" in text
    assert "− 25.00" in text


def test_refund_and_fee_cells_appear_only_when_not_nil() -> None:
    plain = all_text(render_statement(make_small_statement()))
    assert "Refund to you" not in plain
    assert "Fees" not in plain
    facts = make_small_statement(previous_cents=-4000, refund_cents=1500, fee_cents=2500)
    text = all_text(render_statement(facts))
    assert "−40.00" in text
    assert "+ 15.00" in text
    assert "+ 25.00" in text


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (3, 1), (4, 2), (18, 2), (24, 3)])
def test_three_services_fill_the_first_page(count: int, pages: int) -> None:
    assert page_count(render_statement(_of(count))) == pages


def test_two_hundred_services_take_eleven_or_twelve_pages_and_lose_none() -> None:
    pdf = render_statement(_of(200))
    assert page_count(pdf) in {11, 12}
    text = all_text(pdf)
    assert [f"Service {n} " in text for n in range(1, 201)] == [True] * 200
    for page in range(1, page_count(pdf)):
        before, here = (
            " ".join(text_in(pdf, page - 1, (0, 0, 612, 792))),
            text_in(pdf, page, (0, 0, 612, 792)),
        )
        handed = before.split(f"Carried to page {page + 1} ")[1].split()[:5]
        taken = " ".join(here).split(f"Carried from page {page} ")[1].split()[:5]
        assert handed == taken


def test_the_slip_is_on_the_first_page_only() -> None:
    pdf = render_statement(_of(30))
    assert "Amount enclosed" in " ".join(text_in(pdf, 0, (0, 0, 612, 792)))
    assert "Amount enclosed" not in " ".join(text_in(pdf, 1, (0, 0, 612, 792)))


def test_without_a_website_there_is_no_code_and_the_lines_move_up() -> None:
    pdf = render_statement(make_small_statement(letterhead=replace(LETTERHEAD, website="")))
    assert "Web" not in all_text(pdf)
    assert b"squares" not in pdf
    phone = next(word for word in words(pdf) if word.text == "Phone")
    assert round(phone.bottom) == 217


def test_without_a_phone_the_website_answers_questions() -> None:
    text = all_text(
        render_statement(make_small_statement(letterhead=replace(LETTERHEAD, phone="")))
    )
    assert "Questions about this bill? chfm.example/pay" in text
    assert "Phone" not in text


def test_without_phone_and_website_the_print_names_what_setup_lacks() -> None:
    head = replace(LETTERHEAD, phone="", website="")
    with pytest.raises(RefusedError, match="neither a phone number nor a website"):
        render_statement(make_small_statement(letterhead=head))


def test_the_code_holds_the_bare_website_and_nothing_of_the_account() -> None:
    one = render_statement(make_small_statement())
    other = render_statement(make_small_statement(account="99999", guarantor_name="Ana Li"))
    marker = b"FormXob.squares"
    names = {pdf[pdf.index(marker) :][:40].split()[0] for pdf in (one, other)}
    assert len(names) == 1
    assert len(qr_modules("https://chfm.example/pay")) == 25


def test_a_message_longer_than_its_line_is_an_error_that_names_it() -> None:
    with pytest.raises(TextTooLongError, match="Message of the statement"):
        render_statement(make_small_statement(message="Please pay. " * 20))


def test_an_amount_too_wide_for_its_column_is_an_error() -> None:
    item = make_item("2026-03-02", "Visit", 100_000_000_00, 0, 0, 0, COINSURANCE)
    with pytest.raises(TextTooLongError, match=r"100,000,000\.00"):
        render_statement(make_small_statement((StatementPatient("A", "B", (item,)),)))


@pytest.mark.parametrize(("owed", "size"), [(999_999, 27), (9_999_999, 24), (99_999_999, 20)])
def test_large_amounts_are_set_smaller_in_the_box(owed: int, size: int) -> None:
    item = make_item("2026-03-02", "Visit", owed, 0, 0, 0, COINSURANCE)
    pdf = render_statement(make_small_statement((StatementPatient("A", "B", (item,)),)))
    box = next(word for word in words(pdf) if word.text.startswith("$") and word.size > 13)
    assert round(box.size) == size
    assert box.x1 <= 567 - 11


def test_marks_stand_below_one_another_in_their_order() -> None:
    pdf = render_statement(make_small_statement(), marks=("COPY", "REPRINT"))
    lines = text_in(pdf, 0, (300, 36, 392, 104))
    assert [line.replace(" ", "") for line in lines] == ["SAMPLE", "REPRINT", "COPY"]


@pytest.mark.parametrize("marks", [("DRAFT",), ("COPY", "VOID", "PAID")])
def test_unknown_or_too_many_marks_are_a_mistake_of_the_caller(marks: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="marks are up to three"):
        render_statement(make_small_statement(), marks=marks)


def test_many_statements_make_one_file_with_their_pages_in_order() -> None:
    pdf = render_statements(make_small_statement(account=f"1000{n}") for n in range(5))
    assert page_count(pdf) == 5
    for number in range(5):
        assert f"1000{number}" in " ".join(text_in(pdf, number, (396, 60, 612, 104)))


def test_no_statements_make_no_file() -> None:
    with pytest.raises(ValueError, match="no statements"):
        render_statements([])


def test_a_run_can_set_a_bad_statement_aside_before_printing() -> None:
    good = make_small_statement()
    assert check_statement(good) == good
    with pytest.raises(RefusedError):
        check_statement(replace(good, amount_due_cents=1))


def test_more_pending_services_than_a_page_holds_go_on_and_none_is_lost() -> None:
    pending = tuple(
        PendingItem(dt.date(2026, 3, 5), f"Mateo: visit {n}", 100, "Sent. " * n)
        for n in range(1, 70)
    )
    pdf = render_statement(make_statement(pending=pending))
    text = all_text(pdf)
    assert [text.count(f"Mateo: visit {n} ") for n in range(1, 70)] == [1] * 69
    assert "Waiting on insurance, continued" in text
    assert text.count("you do not owe this now") == 1


def test_no_identifier_of_a_person_but_name_and_account_is_in_the_file() -> None:
    text = all_text(render_statement(make_statement()))
    assert "12-3456789" not in text
    assert "1999999984" not in text
