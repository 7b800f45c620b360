"""Random billing days: a desk, a biller, insurers, a thief, and a clock that is sometimes wrong."""

import datetime as dt
from pathlib import Path

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
from tests.office import ZONE
from tests.workflow.naive_ledger import Adjustment, Payment, Visit
from tests.workflow.watched_practice import FIRST_DAY, WatchedPractice, payer_of

PLANS: tuple[tuple[int, ...], ...] = ((1, 2), (1,), (3, 1), (3,), ())
"""Payers of a patient in the order of billing; payer 3 pays by the head."""
REASONS = (
    *("CO-45", "CO-253", "CO-97", "CO-24", "PR-1", "PR-2", "PR-3"),
    *("PR-27", "OA-23", "OA-94", "PI-16"),
)
Recipe = tuple[int, list[tuple[str, int]], int]

amounts = st.integers(0, 60_000) | st.sampled_from([0, 1, 500, 3000, 18_500])
people = st.integers(0, 3)
recipes = st.tuples(
    st.integers(0, 9),  # weight of what is paid
    st.lists(st.tuples(st.sampled_from(REASONS), st.integers(1, 9)), max_size=3),
    st.sampled_from([0, 0, 0, 100, 2500]),  # an incentive on top, a negative CO-144
)
small_chance = st.sampled_from([False, False, False, True])


class LedgerMachine(RuleBasedStateMachine):
    """Each rule does the same to the practice and to the naive ledger, and foresees refusals."""

    visits = Bundle("visits")
    payments = Bundle("payments")

    def __init__(self, template: Path, key: bytes, actor: Actor) -> None:
        super().__init__()
        self.practice = WatchedPractice(template, key, actor)
        self.day_began = 0

    def teardown(self) -> None:
        try:
            self.practice.prove()
        finally:
            self.practice.close()

    @invariant()
    def file_and_paper_agree(self) -> None:
        self.practice.compare()
        self.practice.note_new_rows()

    @property
    def busy(self) -> bool:
        """Enough was done since the day began to make the rarer rules worth their time."""
        return len(self.practice.done) - self.day_began > 4

    def person(self, number: int) -> int:
        known = sorted(self.practice.plans)
        return known[number % len(known)]

    # --- The desk -------------------------------------------------------------------------------

    @initialize(
        target=visits,
        plans=st.sampled_from(PLANS),
        charges=st.lists(amounts.filter(bool), min_size=2, max_size=3),
        copay=st.sampled_from([0, 3000]),
    )
    def first_visit(self, plans: tuple[int, ...], charges: list[int], copay: int) -> Visit:
        patient = self.practice.register(plans)
        if copay:
            self.practice.pay(patient, copay, "copay")
        return self.practice.visit(patient, charges, self.practice.today)

    @precondition(lambda self: len(self.practice.plans) < 4)
    @rule(plans=st.sampled_from(PLANS), relative=st.none() | people)
    def register(self, plans: tuple[int, ...], relative: int | None) -> None:
        self.practice.register(plans, None if relative is None else self.person(relative))

    @precondition(lambda self: self.practice.is_open)
    @rule(
        target=visits,
        who=people,
        charges=st.lists(amounts, min_size=1, max_size=4),
        ago=st.sampled_from([0, 0, 0, 1, 45]),
        self_pay=small_chance,
    )
    def visit(self, who: int, charges: list[int], ago: int, *, self_pay: bool) -> Visit:
        day = self.practice.today - dt.timedelta(days=ago)
        return self.practice.visit(self.person(who), charges, day, self_pay=self_pay)

    @precondition(lambda self: self.practice.is_open)
    @rule(
        target=payments,
        who=people,
        cents=amounts.filter(bool),
        purpose=st.sampled_from(["account", "account", "copay", "copay", "prepayment"]),
        visit=st.none() | visits,
        most=st.none() | st.integers(1, 60_000),
    )
    def pay(
        self, who: int, cents: int, purpose: str, visit: Visit | None, most: int | None
    ) -> Payment:
        patient = self.person(who)
        named = visit.id if visit and visit.patient == patient else None
        told: list[tuple[int, int]] = []
        if (
            purpose == "account" and most and named is None
        ):  # the payer chooses: part of the newest open lines
            left = cents
            for _, line in reversed(self.practice.book.open_lines(patient)):
                part = min(line.patient_open, most, left)
                told += [(line.id, part)] if part else []
                left -= part
        return self.practice.pay(patient, cents, purpose, named, told)

    @precondition(lambda self: self.busy and self.practice.is_open)
    @rule(who=people)
    def use_credit(self, who: int) -> None:
        self.practice.use_credit(self.person(who))

    @precondition(lambda self: self.practice.is_open)
    @rule(payment=payments)
    def void(self, payment: Payment) -> None:
        self.practice.void(payment)

    # --- The biller and the insurers ------------------------------------------------------------

    @precondition(lambda self: self.practice.is_open)
    @rule(
        answered=st.lists(st.tuples(visits, st.sampled_from([1, 1, 2])), min_size=1, max_size=3),
        cooked=st.lists(recipes, min_size=4, max_size=4),
        rest=st.sampled_from([0, 0, 0, 1250]),
    )
    def answer(self, answered: list[tuple[Visit, int]], cooked: list[Recipe], rest: int) -> None:
        """A check for those of the visits that its payer was asked for."""
        answers = [
            (visit, min(rank, len(visit.plans)), [answer(line.charge, how) for line, how in pairs])
            for visit, rank in answered
            for pairs in (list(zip(visit.lines, cooked, strict=False)),)
            if visit.plans
        ]
        if answers:
            payer = payer_of(answers[0])
            self.practice.answer([told for told in answers if payer_of(told) == payer], rest)

    @rule(visit=visits, small=st.booleans(), soon=st.booleans())
    def ask(self, visit: Visit, *, small: bool, soon: bool) -> None:
        """A claim to the first payer, an invoice and a statement, where each is due."""
        if visit.plans:
            self.practice.claim(visit, 1)
        self.practice.invoice(visit)
        self.practice.statement(visit.patient, small=small, soon=soon)

    # --- The books ------------------------------------------------------------------------------

    @precondition(lambda self: self.busy)
    @rule(who=people, ago=st.sampled_from([0, 0, 1]), close=st.booleans(), stay=st.booleans())
    def end_day(self, who: int, ago: int, *, close: bool, stay: bool) -> None:
        """A note, the day sheet with its proof, and perhaps the close."""
        patient = self.person(who)
        self.practice.do("write_note", subject="patient", subject_id=patient, text="No answer")
        day = self.practice.today - dt.timedelta(days=ago)
        with self.practice.ws.db.reading() as session:
            start, end = (receivable_on(session, d) for d in (day - dt.timedelta(days=1), day))
            assert start + movement(session, day, day).change == end  # R81
        if close:
            self.practice.close_day(day)
        else:
            self.practice.do("print_day_sheet", day=day.isoformat())
        self.move_on(0 if stay else 1)

    @precondition(lambda self: self.busy)
    @rule(days=st.sampled_from([1, 2, 30, 45, -1, -3]), minutes=st.integers(-90, 90))
    def move_on(self, days: int, minutes: int = 0) -> None:
        moved = self.practice.clock.moment + dt.timedelta(days=days, minutes=minutes)
        earliest = dt.datetime.combine(FIRST_DAY, dt.time(9), ZONE)
        self.practice.clock.moment = max(moved, earliest)
        self.day_began = len(self.practice.done)

    # --- What must not work ---------------------------------------------------------------------

    @precondition(lambda self: not self.practice.is_open)
    @rule(who=people, cents=amounts.filter(bool))
    def post_on_a_closed_day(self, who: int, cents: int) -> None:
        self.practice.refuse_to_post(self.person(who), cents)
        self.move_on(4)

    @precondition(lambda self: self.busy)
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
