"""Random billing days: a desk, a biller, insurers, a thief, and a clock that is sometimes wrong."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from desktop_biller.models.base import Base
from desktop_biller.reports.journal import movement, receivable_on
from desktop_biller.security.permissions import Actor
from desktop_biller.store.guards import APPEND_ONLY
from tests.office import ADDRESS, ZONE
from tests.workflow.naive_ledger import Adjustment, Line, Payment, Visit
from tests.workflow.watched_practice import FIRST_DAY, WatchedPractice

MINIMUM = 500
PLANS: tuple[tuple[int, ...], ...] = ((), (1,), (1, 2), (3,), (3, 1))
"""Payers of a patient in the order of billing; payer 3 pays by the head."""
REASONS = (
    *("CO-45", "CO-253", "CO-97", "CO-24", "PR-1", "PR-2", "PR-3"),
    *("PR-27", "OA-23", "OA-94", "PI-16"),
)
Recipe = tuple[int, list[tuple[str, int]], int]

amounts = st.integers(0, 60_000) | st.sampled_from([0, 1, 500, 3000, 18_500])
recipes = st.tuples(
    st.integers(0, 9),  # weight of what is paid
    st.lists(st.tuples(st.sampled_from(REASONS), st.integers(1, 9)), max_size=3),
    st.sampled_from([0, 0, 0, 100, 2500]),  # an incentive on top, a negative CO-144
)
small_chance = st.sampled_from([False, False, False, True])


class LedgerMachine(RuleBasedStateMachine):
    """Each rule does the same to the practice and to the naive ledger, and foresees refusals."""

    patients = Bundle("patients")
    visits = Bundle("visits")
    payments = Bundle("payments")

    def __init__(self, template: Path, key: bytes, actor: Actor) -> None:
        super().__init__()
        self.practice = WatchedPractice(template, key, actor)
        self.book = self.practice.book
        self.plans: dict[int, tuple[tuple[int, int, bool], ...]] = {}
        self.claims: dict[tuple[int, int], int] = {}  # by visit and rank
        self.answered: set[int] = set()

    def teardown(self) -> None:
        try:
            self.practice.prove()
        finally:
            self.practice.close()

    @invariant()
    def file_and_paper_agree(self) -> None:
        self.practice.compare()
        self.practice.note_new_rows()

    # --- The desk -------------------------------------------------------------------------------

    @initialize(target=patients, plans=st.sampled_from(PLANS))
    def first_patient(self, plans: tuple[int, ...]) -> int:
        return self._register(plans)

    @rule(target=patients, plans=st.sampled_from(PLANS), relative=st.none() | patients)
    def register(self, plans: tuple[int, ...], relative: int | None) -> int:
        return self._register(plans, guarantor_id=self.book.guarantors.get(relative or 0))

    @precondition(lambda self: self.practice.is_open)
    @rule(
        target=visits,
        patient=patients,
        charges=st.lists(amounts, min_size=1, max_size=4),
        ago=st.sampled_from([0, 0, 0, 1, 45]),
        self_pay=small_chance,
    )
    def visit(self, patient: int, charges: list[int], ago: int, *, self_pay: bool) -> Visit:
        day = self.practice.today - dt.timedelta(days=ago)
        kept = self.practice.do("record_visit", **_visit(patient, charges, day), self_pay=self_pay)
        lines = [Line(i, cents) for i, cents in zip(kept.line_ids, charges, strict=True)]
        plans = () if self_pay else self.plans[patient]
        visit = Visit(kept.encounter_id, patient, day, plans, lines)
        self.book.charge(visit)
        return visit

    @precondition(lambda self: self.practice.is_open)
    @rule(
        target=payments,
        patient=patients,
        cents=amounts.filter(bool),
        purpose=st.sampled_from(["copay", "copay", "account", "account", "prepayment"]),
        visit=st.none() | visits,
        most=st.none() | st.integers(1, 60_000),
    )
    def pay(
        self, patient: int, cents: int, purpose: str, visit: Visit | None, most: int | None
    ) -> Payment:
        named = visit.id if visit and visit.patient == patient else None
        told: list[tuple[int, int]] = []
        if purpose == "account" and most:  # the payer chooses: part of the newest open lines
            left = cents
            for _, line in reversed(self.book.open_lines(patient)):
                part = min(line.patient_open, most, left)
                told += [(line.id, part)] if part else []
                left -= part
        taken = self.practice.do(
            "take_patient_payment",
            patient_id=patient,
            cents=cents,
            purpose=purpose,
            method="check" if purpose == "account" else "cash",
            encounter_id=named,
            allocations=[{"line_id": line, "cents": part} for line, part in told],
        )
        payment = Payment(taken.payment_id, patient, purpose, self.practice.today, named, cents)
        self.book.pay(payment, told)
        assert (taken.applied_cents, taken.unapplied_cents) == (cents - payment.left, payment.left)
        return payment

    @precondition(lambda self: self.practice.is_open)
    @rule(payment=payments)
    def void(self, payment: Payment) -> None:
        values = {"payment_id": payment.id, "reason": "Typed twice"}
        if payment.voided:  # R67a, X27
            self.practice.refused("void_patient_payment", "already reversed", **values)
        else:
            self.practice.do("void_patient_payment", **values)
            self.book.void(payment)

    # --- The biller and the insurers ------------------------------------------------------------

    @rule(visit=visits, rank=st.integers(1, 2))
    def claim(self, visit: Visit, rank: int) -> None:
        if rank > len(visit.plans):
            return
        values = {"encounter_id": visit.id, "coverage_id": visit.plans[rank - 1][0]}
        if (visit.id, rank) in self.claims:
            self.practice.refused("make_claim", "already has a claim", **values)
        else:
            claim_id = self.practice.do("make_claim", **values).claim_id
            self.claims[visit.id, rank] = claim_id

    @precondition(lambda self: self.practice.is_open)
    @rule(
        visit=visits,
        rank=st.integers(1, 2),
        cooked=st.lists(recipes, min_size=4, max_size=4),
        rest=st.sampled_from([0, 0, 0, 1250]),
    )
    def answer(self, visit: Visit, rank: int, cooked: list[Recipe], rest: int) -> None:
        if rank > len(visit.plans):
            return
        if (visit.id, rank) not in self.claims:
            self.claim(visit, rank)
        claim_id = self.claims[visit.id, rank]
        told = [answer(line.charge, how) for line, how in zip(visit.lines, cooked, strict=False)]
        check = {
            "payer_id": visit.plans[rank - 1][1],
            "cents": sum(paid for paid, _ in told) + rest,
            "reference": f"CHK{len(self.practice.done)}",
            "dated": self.practice.today.isoformat(),
            "leave_unapplied": True,
            "claims": [
                {"claim_id": claim_id, "lines": [typed(n, t) for n, t in enumerate(told, 1)]}
            ],
        }
        if claim_id in self.answered:
            self.practice.refused("post_remittance", "already answered", **check)
            return
        posted = self.practice.do("post_remittance", **check)
        written_off = self.book.answer(visit, rank, told)
        self.book.checks[posted.payment_id] = rest
        self.answered.add(claim_id)
        assert (posted.written_off_cents, posted.unapplied_cents) == (written_off, rest)

    @rule(patient=patients, small=st.booleans(), soon=st.booleans())
    def statement(self, patient: int, *, small: bool, soon: bool) -> None:
        guarantor = self.book.guarantors[patient]
        values = {"guarantor_id": guarantor, "even_if_small": small, "even_if_recent": soon}
        due, last = self.book.due(guarantor), self.book.asked.get(guarantor)
        today = self.practice.today
        if due <= 0:
            self.practice.refused("issue_statement", "Nothing is due", **values)
        elif due < MINIMUM and not small:
            self.practice.refused("issue_statement", "below your minimum", **values)
        elif last and (today - last).days < 28 and not soon:
            self.practice.refused("issue_statement", "The last statement", **values)
        else:
            assert self.practice.do("issue_statement", **values).amount_due_cents == due
            self.book.asked[guarantor] = max(today, last or today)

    @rule(visit=visits)
    def invoice(self, visit: Visit) -> None:
        if visit.invoiced:
            self.practice.refused("issue_invoice", "already on invoice", encounter_ids=[visit.id])
        else:
            issued = self.practice.do("issue_invoice", encounter_ids=[visit.id])
            assert issued.balance_cents == sum(line.patient_open for line in visit.lines)
            visit.invoiced = True

    # --- The books ------------------------------------------------------------------------------

    @rule(patient=patients, ago=st.integers(0, 3))
    def note_and_day_sheet(self, patient: int, ago: int) -> None:
        self.practice.do("write_note", subject="patient", subject_id=patient, text="No answer")
        day = self.practice.today - dt.timedelta(days=ago)
        with self.practice.ws.db.reading() as session:
            start, end = (receivable_on(session, d) for d in (day - dt.timedelta(days=1), day))
            assert start + movement(session, day, day).change == end  # R81
        self.practice.do("print_day_sheet", day=day.isoformat())

    @precondition(lambda self: self.practice.is_open)
    @rule(ago=st.integers(0, 2), stay=small_chance)
    def close_day(self, ago: int, *, stay: bool) -> None:
        day = self.practice.today - dt.timedelta(days=ago)
        if self.practice.closed and day <= max(self.practice.closed):
            self.practice.refused("close_day", "already closed", day=day.isoformat())
        else:
            closed = self.practice.do("close_day", day=day.isoformat())
            self.practice.closed[day] = closed.digest
        if not stay:
            self.practice.clock.moment += dt.timedelta(days=1)

    @rule(days=st.sampled_from([1, 1, 1, 2, 30, 45, -1, -3]), minutes=st.integers(-90, 90))
    def move_clock(self, days: int, minutes: int) -> None:
        moved = self.practice.clock.moment + dt.timedelta(days=days, minutes=minutes)
        earliest = dt.datetime.combine(FIRST_DAY, dt.time(9), ZONE)
        self.practice.clock.moment = max(moved, earliest)

    # --- What must not work ---------------------------------------------------------------------

    @precondition(lambda self: not self.practice.is_open)
    @rule(patient=patients, cents=amounts.filter(bool))
    def post_on_a_closed_day(self, patient: int, cents: int) -> None:
        visit = _visit(patient, [cents], self.practice.today)
        self.practice.refused("record_visit", "books are closed", **visit)
        pay = {"patient_id": patient, "cents": cents, "purpose": "copay", "method": "cash"}
        self.practice.refused("take_patient_payment", "books are closed", **pay)
        self.practice.clock.moment += dt.timedelta(days=4)

    @rule(
        place=st.integers(0, 10_000),
        table=st.sampled_from(APPEND_ONLY),
        how=st.sampled_from(["UPDATE", "DELETE", "REPLACE"]),
    )
    def send_again_and_attack(self, place: int, table: str, how: str) -> None:
        self.practice.send_again(place)
        if not self.practice.seen[table]:
            return
        rows = Base.metadata.tables[table]
        column = next(c for c in rows.columns if not c.primary_key)
        statements: dict[str, sa.UpdateBase] = {
            "UPDATE": sa.update(rows).values({column: column}),
            "DELETE": sa.delete(rows),
            "REPLACE": sa.insert(rows)
            .prefix_with("OR REPLACE")
            .from_select(list(rows.columns), sa.select(rows).limit(1)),
        }
        with (
            pytest.raises(sa.exc.DBAPIError, match=r"kept for audit|sealed"),
            self.practice.ws.db.writing() as session,
        ):
            session.execute(statements[how])

    def _register(self, plans: tuple[int, ...], guarantor_id: int | None = None) -> int:
        found = self.practice.do(
            "register_patient",
            name={"last": "Delgado", "first": "Rosa"},
            birth_date="1968-04-12",
            sex="F",
            address=ADDRESS,
            not_a_duplicate=True,
            guarantor_id=guarantor_id,
        )
        patient: int = found.patient_id
        self.book.guarantors[patient] = found.guarantor_id
        coverages = []
        for rank, payer in enumerate(plans, start=1):
            kept = self.practice.do(
                "record_coverage",
                patient_id=patient,
                payer_id=payer,
                rank=rank,
                member_id="XQ1",
                effective_from="2025-01-01",
            )
            coverages.append((kept.coverage_id, payer, payer == 3))
        self.plans[patient] = tuple(coverages)
        return patient


def answer(charge: int, recipe: Recipe) -> tuple[int, list[Adjustment]]:
    """An answer that adds up to the charge: what is paid, and the reasons for the rest."""
    weight, reasons, incentive = recipe
    whole = weight + sum(share for _, share in reasons)
    told: list[Adjustment] = []
    for words, share in reasons:
        group, reason = words.split("-")
        told.append((group, reason, charge * share // whole))
    paid = charge - sum(cents for *_, cents in told)
    if incentive:
        told.append(("CO", "144", -incentive))
    return paid + incentive, [reason for reason in told if reason[2]]


def typed(number: int, told: tuple[int, list[Adjustment]]) -> dict[str, Any]:
    """An answer as the command takes it."""
    paid, reasons = told
    return {
        "line": number,
        "paid_cents": paid,
        "adjustments": [{"group": g, "reason": r, "cents": c} for g, r, c in reasons],
    }


def _visit(patient: int, charges: list[int], day: dt.date) -> dict[str, Any]:
    lines = [{"code": "G0439", "charge_cents": cents, "pointers": [1]} for cents in charges]
    return {
        "patient_id": patient,
        "provider_id": 1,
        "service_date": day.isoformat(),
        "diagnoses": ["E11.9"],
        "lines": lines,
    }
