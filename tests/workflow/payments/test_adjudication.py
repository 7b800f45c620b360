import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_biller.workflow.payments.adjudication import LineBefore, LineOutcome, adjudicate
from desktop_biller.workflow.payments.remittance_input import AdjustmentInput

cents = st.integers(0, 60_000)
reasons = st.sampled_from(
    ["45", "131", "144", "253", "24", "97", "23", "94", "1", "2", "3", "26", "27", "31"]
)
groups = st.sampled_from(["CO", "PR", "OA", "PI", "CR"])
told = st.lists(
    st.builds(AdjustmentInput, group=groups, reason=reasons, cents=st.integers(-9_000, 60_000)),
    max_size=5,
)


@st.composite
def lines(draw: st.DrawFn) -> LineBefore:
    charge = draw(cents)
    paid = draw(st.integers(0, charge))
    return LineBefore(charge, paid, draw(st.integers(0, charge - paid)))


def answered(
    words: str,
    *,
    charge: int,
    paid: int = 0,
    before: tuple[int, int] = (0, 0),
    has_next_payer: bool = False,
    capitated: bool = False,
) -> LineOutcome:
    """The outcome of an answer such as ``"CO-45 5660, PR-3 3000"``."""
    parsed = []
    for part in words.split(", "):
        code, amount = part.split()
        group, reason = code.split("-", 1)
        parsed.append(AdjustmentInput(group=group, reason=reason, cents=int(amount)))  # type: ignore[arg-type] # the words are the test's own
    assert paid + sum(a.cents for a in parsed) == charge, "an answer must add up"
    line = LineBefore(charge, *before)
    return adjudicate(line, paid, parsed, has_next_payer=has_next_payer, capitated=capitated)


@given(lines(), cents, told, st.booleans(), st.booleans())
def test_a_line_never_goes_below_zero(
    before: LineBefore,
    paid: int,
    adjustments: list[AdjustmentInput],
    has_next_payer: bool,
    capitated: bool,
) -> None:
    outcome = adjudicate(
        before, paid, adjustments, has_next_payer=has_next_payer, capitated=capitated
    )
    left = before.charge - before.insurer_paid - before.written_off
    assert left - outcome.paid - outcome.written_off >= 0
    assert outcome.paid >= 0
    assert outcome.overpaid >= 0
    assert outcome.paid + outcome.overpaid == paid


@given(lines(), cents, told, st.booleans(), st.booleans())
def test_every_reason_is_kept_once_and_in_order(
    before: LineBefore,
    paid: int,
    adjustments: list[AdjustmentInput],
    has_next_payer: bool,
    capitated: bool,
) -> None:
    outcome = adjudicate(
        before, paid, adjustments, has_next_payer=has_next_payer, capitated=capitated
    )
    assert [posted.told for posted in outcome.adjustments] == adjustments
    for posted in outcome.adjustments:
        moves = posted.posted_as in ("write_off", "patient", "next_payer")
        assert moves or posted.cents == 0
        assert posted.posted_as == "write_off" or posted.cents in (0, posted.told.cents)


@given(
    st.lists(st.tuples(groups, reasons, st.integers(1, 20_000)), max_size=5),
    cents,
    st.booleans(),
    st.booleans(),
)
def test_a_first_answer_splits_the_charge_without_a_rest(
    parts: list[tuple[str, str, int]], paid: int, has_next_payer: bool, capitated: bool
) -> None:
    adjustments = [AdjustmentInput(group=g, reason=r, cents=c) for g, r, c in parts]  # type: ignore[arg-type] # drawn from the groups
    charge = paid + sum(c for *_, c in parts)
    outcome = adjudicate(
        LineBefore(charge, 0, 0),
        paid,
        adjustments,
        has_next_payer=has_next_payer,
        capitated=capitated,
    )
    patient = sum(a.cents for a in outcome.adjustments if a.posted_as == "patient")
    waiting = sum(
        a.told.cents
        for a in outcome.adjustments
        if a.posted_as in ("denial", "information", "review")
    )
    moved = outcome.paid + outcome.written_off + patient + outcome.next_payer
    assert charge == moved + waiting
    assert outcome.cut == 0
    assert outcome.overpaid == 0
    assert (patient == 0) or not has_next_payer


def test_s1_contractual_and_copay() -> None:
    outcome = answered("CO-45 5660, PR-3 3000", charge=18500, paid=9840)
    assert (outcome.paid, outcome.written_off, outcome.todo) == (9840, 5660, [])
    assert outcome.adjustments[1].posted_as == "patient"


def test_s2_sequestration_is_typed_apart_and_pr_waits_for_the_next_payer() -> None:
    outcome = answered(
        "CO-45 7000, CO-253 144, PR-1 4000, PR-2 1800",
        charge=20000,
        paid=7056,
        has_next_payer=True,
    )
    assert [a.kind for a in outcome.adjustments[:2]] == ["contractual", "sequestration"]
    assert (outcome.written_off, outcome.next_payer) == (7144, 5800)


def test_s2_oa_23_posts_nothing_and_asks_for_nothing() -> None:
    outcome = answered("OA-23 14200, PR-1 4000", charge=20000, paid=1800, before=(7056, 7144))
    assert outcome.written_off == 0
    assert outcome.todo == []
    assert outcome.adjustments[0].posted_as == "information"


def test_x19_r61c_a_write_off_that_was_made_before_is_capped_to_nothing() -> None:
    outcome = answered("CO-45 10560, PR-3 500", charge=12000, paid=940, before=(5760, 4800))
    assert outcome.written_off == 0
    assert outcome.cut == 10560
    assert outcome.work_items == 1


def test_s7_a_second_full_payment_is_overpaid() -> None:
    outcome = answered("CO-45 18000", charge=50000, paid=32000, before=(32000, 18000))
    assert (outcome.paid, outcome.overpaid, outcome.written_off) == (0, 32000, 0)


def test_x18_co_24_is_a_denial_unless_the_plan_pays_by_the_head() -> None:
    denied = answered("CO-24 13000, PR-3 2000", charge=15000)
    assert denied.written_off == 0
    assert [(kind, cents) for kind, _, cents in denied.todo] == [("denial", 13000)]
    capitated = answered("CO-24 13000, PR-3 2000", charge=15000, capitated=True)
    assert capitated.written_off == 13000
    assert capitated.adjustments[0].kind == "capitation"


def test_r61_a_negative_incentive_lowers_the_write_off() -> None:
    outcome = answered("CO-45 3000, CO-144 -200", charge=10000, paid=7200)
    assert outcome.written_off == 2800
    assert outcome.adjustments[1].cents == -200


def test_responsibility_taken_back_makes_no_room_for_more_than_the_line_holds() -> None:
    outcome = answered("CO-45 15000, PR-1 -5000", charge=10000)
    assert (outcome.paid, outcome.overpaid, outcome.written_off) == (0, 0, 10000)
    assert outcome.cut == 5000


@pytest.mark.parametrize(
    ("words", "kind", "posted_as"),
    [
        ("CO-97 15000", "denial", "denial"),
        ("PI-16 15000", "review", "review"),
        ("CR-45 15000", "review", "review"),
        ("OA-94 15000", "review", "information"),
        ("PR-27 15000", "coverage", "review"),
    ],
)
def test_r61_what_is_not_settled_moves_no_money_and_opens_work(
    words: str, kind: str, posted_as: str
) -> None:
    outcome = answered(words, charge=15000, has_next_payer=True)
    assert [(k, cents) for k, _, cents in outcome.todo] == [(kind, 15000)]
    assert outcome.adjustments[0].posted_as == posted_as
    assert (outcome.paid, outcome.written_off, outcome.next_payer) == (0, 0, 0)
