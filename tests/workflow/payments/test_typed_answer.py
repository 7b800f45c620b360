import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_biller.workflow.payments.remittance_input import AdjustmentInput
from desktop_biller.workflow.payments.typed_answer import (
    OpenClaim,
    OpenLine,
    TypedLine,
    adjustments_for,
    answer_of,
    line_results,
)

ANSWERED = dt.date(2026, 5, 20)


def claim(*lines: OpenLine, copay: int = 3000, answered_on: dt.date | None = None) -> OpenClaim:
    return OpenClaim(
        claim_id=1,
        number="C000001",
        patient_id=1,
        patient="Adams, Ana",
        service_date=dt.date(2026, 3, 2),
        state="sent",
        rank=1,
        copay_cents=copay,
        answered_on=answered_on,
        lines=lines,
    )


def line(number: int = 1, charge: int = 18500, **over: Any) -> OpenLine:
    values = {"open_before_cents": charge, **over}
    return OpenLine(number=number, code="G0439", words="Visit", charge_cents=charge, **values)


def reason(words: str, cents: int) -> AdjustmentInput:
    group, code = words.split("-")
    return AdjustmentInput(group=group, reason=code, cents=cents)  # type: ignore[arg-type]  # a test's own group


def told(*reasons: AdjustmentInput) -> list[tuple[str, int]]:
    return [(f"{r.group}-{r.reason}", r.cents) for r in reasons]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((9840, 5660, 3000), ("good", 0, 0, "", "Good")),
        ((None, 0, 18500), ("good", 0, 0, "", "Good")),
        ((None, None, None), ("", 18500, 0, "", "")),
        ((None, 5660, 3000), ("payment_missing", 9840, 0, "paid", "Payment missing")),
        ((9839, 5660, 3000), ("payment_missing", 1, 0, "paid", "Payment missing")),
        (
            (9840, 5760, 3000),
            ("write_off_too_high", -100, 100, "write_off", "Write-off 1.00 too high"),
        ),
        ((20000, 0, 0), ("too_much", -1500, 1500, "paid", "15.00 too much")),
    ],
)
def test_a_line_is_judged_by_what_is_left(cells: Any, expected: tuple[Any, ...]) -> None:
    result = line_results(claim(line()), [TypedLine(*cells)])
    (told_line,) = result.lines
    for told in (told_line, result.claim):
        found = (told.outcome, told.left_cents, told.over_cents, told.column, told.words)
        assert found == expected


def test_a_write_off_above_the_expected_one_is_too_high_though_nothing_is_left() -> None:
    usual = line(
        charge=17000,
        expected_paid_cents=8000,
        expected_write_off_cents=7000,
        expected_patient_cents=2000,
    )
    high = line_results(claim(usual), [TypedLine(8000, 8200, 800)]).claim
    assert (high.outcome, high.over_cents, high.left_cents) == ("write_off_too_high", 1200, 0)
    assert (high.column, high.line, high.words) == ("write_off", 1, "Write-off 12.00 too high")
    assert line_results(claim(usual), [TypedLine(0, 7000, 10000)]).claim.outcome == "good"
    assert line_results(claim(usual), [TypedLine(8000, 7001, 1999)]).claim.outcome == "good"


def test_a_blank_line_of_a_claim_that_was_begun_lacks_its_payment() -> None:
    two = claim(line(), line(2, 1500))
    result = line_results(two, [TypedLine(9840, 5660, 3000), TypedLine()])
    assert [of_line.outcome for of_line in result.lines] == ["good", "payment_missing"]
    assert (result.claim.outcome, result.claim.line, result.claim.left_cents) == (
        "payment_missing",
        2,
        1500,
    )


def test_a_claim_that_was_answered_is_a_duplicate_once_something_is_typed() -> None:
    again = claim(line(open_before_cents=0), answered_on=ANSWERED)
    assert line_results(again, [TypedLine()]).claim.outcome == ""
    result = line_results(again, [TypedLine(7850)]).claim
    assert (result.outcome, result.words) == ("duplicate", "Duplicate, answered 05/20/2026")


def test_the_usual_reasons_are_contract_copay_once_and_then_coinsurance() -> None:
    two = claim(line(), line(2, 10000), copay=3500)
    typed = [TypedLine(9840, 5660, 3000), TypedLine(7000, 0, 3000)]
    first, second = adjustments_for(two, typed)
    assert told(*first) == [("CO-45", 5660), ("PR-3", 3000)]
    assert told(*second) == [("PR-3", 500), ("PR-2", 2500)]


def test_the_reasons_the_user_chose_are_taken_and_a_refused_part_counts_as_explained() -> None:
    chosen = (reason("CO-45", 5660), reason("CO-253", 40), reason("CO-16", 2960))
    typed = TypedLine(paid_cents=9840, write_off_cents=1, patient_cents=1, reasons=chosen)
    assert (typed.write_off, typed.patient, typed.refused) == (5700, 0, 2960)
    assert line_results(claim(line()), [typed]).claim.outcome == "good"
    assert adjustments_for(claim(line()), [typed]) == (chosen,)


def test_what_earlier_payers_took_is_told_as_information_once() -> None:
    second = line(open_before_cents=3000)
    (reasons,) = adjustments_for(claim(second, copay=0), [TypedLine(2000, 0, 1000)])
    assert told(*reasons) == [("PR-2", 1000), ("OA-23", 15500)]
    chosen = TypedLine(2000, reasons=(reason("OA-23", 15500), reason("PR-2", 1000)))
    assert line_results(claim(second), [chosen]).claim.outcome == "good"
    (again,) = adjustments_for(claim(second), [chosen])
    assert again == chosen.reasons


cents = st.integers(0, 50_000)
reasons_chosen = st.lists(
    st.builds(
        reason,
        st.sampled_from(["CO-45", "CO-253", "CO-16", "PR-1", "PR-2", "PR-3", "OA-94", "PI-10"]),
        st.integers(-500, 20_000),
    ),
    max_size=3,
).map(tuple)
cells = st.builds(
    TypedLine,
    st.none() | cents,
    st.none() | cents,
    st.none() | cents,
    st.just(()) | reasons_chosen,
)


@st.composite
def claims(draw: st.DrawFn) -> tuple[OpenClaim, list[TypedLine]]:
    lines = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        charge = draw(cents)
        known = draw(st.none() | cents)
        lines.append(
            line(
                number,
                charge,
                open_before_cents=draw(st.integers(0, charge)),
                expected_write_off_cents=known,
            )
        )
    answered = draw(st.none() | st.just(ANSWERED))
    found = claim(*lines, copay=draw(cents), answered_on=answered)
    return found, [draw(cells) for _ in lines]


@given(claims())
def test_sums_hold_in_every_row_and_in_what_is_posted(
    example: tuple[OpenClaim, list[TypedLine]],
) -> None:
    asked, typed = example
    result = line_results(asked, typed)
    assert result.claim.left_cents == sum(of_line.left_cents for of_line in result.lines)
    for open_line, typed_line, of_line, reasons in zip(
        asked.lines, typed, result.lines, adjustments_for(asked, typed), strict=True
    ):
        explained = typed_line.paid + typed_line.write_off + typed_line.patient + typed_line.refused
        assert open_line.open_before_cents - explained == of_line.left_cents
        posted = typed_line.paid + sum(told.cents for told in reasons)
        assert posted + of_line.left_cents == open_line.charge_cents
        if of_line.outcome == "good":
            assert of_line.left_cents == 0
    if result.claim.outcome == "good":
        assert {of_line.outcome for of_line in result.lines} == {"good"}


@given(claims())
def test_the_copay_is_told_no_more_than_once(example: tuple[OpenClaim, list[TypedLine]]) -> None:
    asked, typed = example
    plain = [TypedLine(c.paid_cents, c.write_off_cents, c.patient_cents) for c in typed]
    as_copay = sum(
        told.cents
        for reasons in adjustments_for(asked, plain)
        for told in reasons
        if (told.group, told.reason) == ("PR", "3")
    )
    patient = sum(cell.patient for cell in plain)
    assert as_copay == min(asked.copay_cents, patient)


def test_an_answer_is_a_claim_of_the_check() -> None:
    told_claim = answer_of(
        claim(line()), [TypedLine(9840, 5660, 3000)], payer_claim_number="ICN 77"
    )
    assert (told_claim.claim_id, told_claim.payer_claim_number) == (1, "ICN 77")
    assert (told_claim.paid_cents, told_claim.patient_cents) == (9840, 3000)
