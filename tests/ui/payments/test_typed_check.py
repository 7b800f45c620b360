import datetime as dt

from desktop_biller.foundation import codec
from desktop_biller.ui.payments.check_rows import check_rows, check_totals
from desktop_biller.ui.payments.typed_check import CheckHead, KeptCheck, RowKey, TypedCheck
from desktop_biller.workflow.payments.remittance_input import AdjustmentInput
from desktop_biller.workflow.payments.typed_answer import OpenClaim, OpenLine, TypedLine

DAY = dt.date(2026, 3, 2)


def line(number: int, cents: int, expected: tuple[int, int, int] | None = None) -> OpenLine:
    paid, write_off, patient = expected or (None, None, None)
    return OpenLine(
        number=number,
        code="G0439",
        words="Wellness visit",
        charge_cents=cents,
        open_before_cents=cents,
        expected_paid_cents=paid,
        expected_write_off_cents=write_off,
        expected_patient_cents=patient,
    )


def claim(
    claim_id: int, patient: str, *lines: OpenLine, answered: dt.date | None = None
) -> OpenClaim:
    return OpenClaim(
        claim_id=claim_id,
        number=f"C{claim_id:06d}",
        patient_id=claim_id,
        patient=patient,
        service_date=DAY,
        state="sent",
        rank=1,
        copay_cents=2000,
        answered_on=answered,
        lines=lines,
    )


def check_of(*claims: OpenClaim) -> TypedCheck:
    check = TypedCheck()
    check.show(claims)
    return check


ALVAREZ = claim(1, "Alvarez, Simone", line(1, 26000, (15800, 8200, 2000)))
KARL = claim(2, "Jorgensen, Karl", line(1, 17000, (8000, 7000, 2000)), line(2, 3500))


def test_accepting_a_claim_types_what_is_expected_of_it() -> None:
    check = check_of(ALVAREZ)
    assert check.accept(RowKey(1))
    assert check.cells(ALVAREZ) == (TypedLine(15800, 8200, 2000),)
    assert check.balances(ALVAREZ)
    assert check.paid_cents == 15800


def test_a_claim_of_which_a_line_is_not_known_is_accepted_line_by_line_only() -> None:
    check = check_of(KARL)
    assert not check.accept(RowKey(2))
    assert check.accept(RowKey(2, 0))
    assert not check.accept(RowKey(2, 1))
    assert [cells.paid_cents for cells in check.cells(KARL)] == [8000, None]


def test_what_paid_and_write_off_leave_is_filled_in_as_the_patients_part() -> None:
    check = check_of(ALVAREZ)
    check.type(RowKey(1), "paid", 15000)
    assert check.cells(ALVAREZ)[0].patient_cents is None
    check.type(RowKey(1), "write_off", 8000)
    assert check.cells(ALVAREZ)[0].patient_cents == 3000
    check.type(RowKey(1), "write_off", 9000)
    assert check.cells(ALVAREZ)[0].patient_cents == 2000
    check.type(RowKey(1), "patient", 500)
    check.type(RowKey(1), "paid", 15100)
    assert check.cells(ALVAREZ)[0].patient_cents == 500


def test_a_line_paid_in_full_leaves_nothing_to_type() -> None:
    check = check_of(ALVAREZ)
    check.type(RowKey(1), "paid", 26000)
    assert check.cells(ALVAREZ) == (TypedLine(26000, 0, 0),)


def test_a_claim_of_several_lines_takes_its_amounts_on_them() -> None:
    check = check_of(KARL)
    assert not check.type(RowKey(2), "paid", 100)
    assert check.touched() == ()
    assert check.type(RowKey(2, 1), "paid", 3500)
    assert check.standing_in_the_way() == (KARL,)


def test_a_denial_explains_what_is_left_and_moves_no_money() -> None:
    check = check_of(KARL)
    check.accept(RowKey(2, 0))
    check.explain(RowKey(2, 1), [AdjustmentInput(group="CO", reason="97", cents=3500)])
    assert check.balances(KARL)
    assert (check.paid_cents, check.cells(KARL)[1].refused) == (8000, 3500)
    (answer,) = check.answers()
    assert answer.lines[1].adjustments == (AdjustmentInput(group="CO", reason="97", cents=3500),)
    rows = check_rows(check)
    assert [row.words for row in rows] == ["Denied, CO-97", "", ""]
    check.explain(RowKey(2, 1), ())
    assert not check.balances(KARL)


def test_one_reason_explains_all_that_is_left_on_every_line_of_a_claim() -> None:
    check = check_of(KARL)
    check.refuse(KARL, "CO", "16")
    assert check.balances(KARL)
    assert [cells.refused for cells in check.cells(KARL)] == [17000, 3500]


def test_a_claim_is_found_by_the_beginning_of_a_name_or_the_end_of_its_number() -> None:
    check = check_of(ALVAREZ, KARL)
    assert check.find("jor") == RowKey(2)
    assert check.find("simo") == RowKey(1)
    assert check.find("c000002") == RowKey(2)
    assert check.find("zz") is None


def test_a_claim_answered_before_joins_the_grid_once_it_is_looked_for() -> None:
    moreau = claim(3, "Moreau, Claire", line(1, 0), answered=dt.date(2026, 2, 20))
    check = check_of(ALVAREZ, moreau)
    assert check.claims == (ALVAREZ,)
    assert check.find("mor") == RowKey(3)
    check.type(RowKey(3), "paid", 7850)
    last = check_rows(check)[2]
    assert (last.name, last.words, last.left_cents) == (
        "Moreau, Claire",
        "Duplicate, paid 02/20",
        -7850,
    )
    assert check.standing_in_the_way() == (moreau,)


def test_every_row_and_the_totals_add_up() -> None:
    check = check_of(ALVAREZ, KARL)
    check.accept(RowKey(1))
    check.type(RowKey(2, 0), "paid", 1000)
    for row in check_rows(check):
        told = (row.paid_cents, row.write_off_cents, row.patient_cents)
        assert row.left_cents == row.open_cents - sum(cents or 0 for cents in told)
    totals = check_totals(check)
    assert totals.left_cents == (
        totals.open_cents - totals.paid_cents - totals.write_off_cents - totals.patient_cents
    )


def test_erasing_a_claim_takes_it_off_the_check() -> None:
    check = check_of(ALVAREZ, KARL)
    check.accept(RowKey(1))
    check.accept(RowKey(2, 0))
    check.erase(RowKey(2))
    assert check.touched() == (ALVAREZ,)


def test_what_was_typed_stays_when_the_claims_are_read_again() -> None:
    check = check_of(ALVAREZ, KARL)
    check.accept(RowKey(1))
    check.accept(RowKey(2, 0))
    check.show((ALVAREZ,))
    assert check.touched() == (ALVAREZ,)
    assert check.paid_cents == 15800


def test_a_draft_keeps_every_cell_with_its_reasons() -> None:
    check = check_of(ALVAREZ, KARL)
    check.accept(RowKey(1))
    check.refuse(KARL, "CO", "97")
    head = CheckHead(1, "Aetna", "771204", DAY, 121300, "check")
    body = codec.to_json(KeptCheck(head, check.kept(), "key"))
    kept = codec.from_json(KeptCheck, body)
    again = check_of(ALVAREZ, KARL)
    again.restore(kept.cells)
    assert (again.kept(), kept.head) == (check.kept(), head)


def test_amounts_that_the_grid_took_back_stand_again() -> None:
    check = check_of(ALVAREZ)
    check.accept(RowKey(1))
    check.put_back({RowKey(1): {"paid": None, "write_off": None, "patient": None}})
    assert check.touched() == ()
