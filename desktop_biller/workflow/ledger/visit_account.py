"""A visit's money in memory: its lines as they stand, and the payments that belong to it.

Many visits are read by a fixed number of questions; what is then posted on them is noted here, so
that the next step of the same use case need not read them again.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_biller.foundation.errors import RefusedError
from desktop_biller.models.claim import Claim
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.payment import (
    LineAdjustment,
    Payment,
    RemittanceClaim,
    RemittanceLine,
)
from desktop_biller.models.visit import ChargeLine, Encounter
from desktop_biller.workflow.ledger.journal import Side
from desktop_biller.workflow.ledger.standing import (
    RECEIVABLES,
    Standing,
    standings,
    unapplied_by_payment,
)
from desktop_biller.workflow.usecase import Transaction


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A charge line as money sees it; ``charge_cents`` is for the whole line."""

    id: int
    encounter_id: int
    patient_id: int
    provider_id: int
    charge_cents: int


def visit_lines(tx: Transaction, which: sa.ColumnElement[bool]) -> list[VisitLine]:
    """The charge lines for which the condition holds, by visit and place."""
    return [VisitLine(*row) for row in tx.session.execute(_LINES.where(which))]


@dataclass(slots=True)
class VisitAccount:
    """One visit.

    Attributes:
        lines: in order.
        now: how each line stands, by id.
        due: what insurers have left to the patient on each line, in cents, by id.
        payments: payments taken for the visit, and copays of its day that name no visit, by id.
        unapplied: what is left of each of them, in cents, by id. Accounts that were read
            together share it: what one visit sets free is there for the next.
        plans: the patient's coverages, in the order in which they are billed.
        answered: ids of the plans whose insurers have answered a claim of the visit.
    """

    encounter: Encounter
    lines: list[VisitLine]
    now: Mapping[int, Standing]
    due: dict[int, int]
    payments: dict[int, Payment]
    unapplied: dict[int, int]
    plans: list[Coverage]
    answered: set[int]

    def note(self, sides: Iterable[Side]) -> None:
        """Count sides that were just posted on the visit."""
        for side in sides:
            line = self.now.get(side.charge_line_id or 0)
            if line is not None and side.account in RECEIVABLES:
                line.add(
                    side.effect,
                    side.cents,
                    coverage_id=side.coverage_id,
                    payment_id=side.payment_id,
                )
            elif side.account == "patient_credit" and side.payment_id in self.unapplied:
                self.unapplied[side.payment_id] -= side.cents

    def plans_in_force(self) -> list[Coverage]:
        """The plans in force on the date of service, in the order in which they are billed."""
        day = self.encounter.service_date
        return [
            plan
            for plan in self.plans
            if plan.effective_from <= day
            and (plan.effective_to is None or plan.effective_to >= day)
        ]

    def plans_after(self, rank: int) -> list[Coverage]:
        """The plans in force on the date of service that are billed after ``rank``."""
        return [plan for plan in self.plans_in_force() if plan.rank > rank]


def refuse_before_earlier_payer(visit: VisitAccount, coverage: Coverage, *, effect: str) -> None:
    """Let a plan pass whose earlier payers have all answered (R63h, R65g).

    Raises:
        RefusedError: a plan that is billed before it has not answered yet.
    """
    waiting = [
        plan
        for plan in visit.plans_in_force()
        if plan.rank < coverage.rank and plan.id not in visit.answered
    ]
    if waiting:
        raise RefusedError(
            f"{waiting[0].plan_name} is billed before {coverage.plan_name} and has not answered.",
            effect=effect,
            remedy="Post its answer first: what it leaves is what the next payer is asked for.",
        )


def visit_accounts(tx: Transaction, encounter_ids: Collection[int]) -> dict[int, VisitAccount]:
    """The accounts of some visits, by visit."""
    session = tx.session
    named = {"visits": sorted(set(encounter_ids))}
    encounters = session.scalars(_ENCOUNTERS, named).all()
    lines = [VisitLine(*row) for row in session.execute(_LINES_OF_VISITS, named)]
    ids = [line.id for line in lines]
    now = standings(session, ids)
    left = {line: int(cents) for line, cents in session.execute(_DUE, {"lines": ids})}
    people = {"patients": sorted({encounter.patient_id for encounter in encounters})}
    plans = session.scalars(_PLANS, people).all()
    answered = session.execute(_ANSWERED, named).all()
    payments = _visit_payments(tx, encounters)
    taken = [payment_id for found in payments.values() for payment_id in found]
    unapplied = unapplied_by_payment(session, set(taken)) if taken else {}
    accounts = {}
    for encounter in encounters:
        own = [line for line in lines if line.encounter_id == encounter.id]
        belonging = payments[encounter.id]
        insured = encounter.coverage_id is not None
        accounts[encounter.id] = VisitAccount(
            encounter=encounter,
            lines=own,
            now={line.id: now[line.id] for line in own},
            due={
                line.id: left.get(line.id, 0) if insured else now[line.id].remaining for line in own
            },
            payments=belonging,
            unapplied=unapplied,
            plans=[plan for plan in plans if plan.patient_id == encounter.patient_id],
            answered={row.coverage_id for row in answered if row.encounter_id == encounter.id},
        )
    return accounts


def has_payments(tx: Transaction, encounter: Encounter) -> bool:
    """True where money was taken that belongs to the visit."""
    return bool(_visit_payments(tx, [encounter])[encounter.id])


def _visit_payments(
    tx: Transaction, encounters: Iterable[Encounter]
) -> dict[int, dict[int, Payment]]:
    """Payments taken for each visit, and copays of its day that name no visit, in order."""
    visits = list(encounters)
    rows = tx.session.scalars(
        _PAYMENTS,
        {
            "visits": [visit.id for visit in visits],
            "patients": sorted({visit.patient_id for visit in visits}),
            "days": sorted({visit.service_date for visit in visits}),
        },
    ).all()
    return {
        visit.id: {
            payment.id: payment
            for payment in rows
            if payment.encounter_id == visit.id
            or (
                payment.encounter_id is None
                and payment.patient_id == visit.patient_id
                and payment.received_on == visit.service_date
            )
        }
        for visit in visits
    }


def _many(name: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name, expanding=True)


_ENCOUNTERS = sa.select(Encounter).where(Encounter.id.in_(_many("visits"))).order_by(Encounter.id)
_LINES = sa.select(
    ChargeLine.id,
    ChargeLine.encounter_id,
    ChargeLine.patient_id,
    ChargeLine.provider_id,
    ChargeLine.charge_cents,
).order_by(ChargeLine.encounter_id, ChargeLine.position)
_LINES_OF_VISITS = _LINES.where(ChargeLine.encounter_id.in_(_many("visits")))
_DUE = (
    sa.select(RemittanceLine.charge_line_id, sa.func.sum(LineAdjustment.posted_cents))
    .join(LineAdjustment, LineAdjustment.remittance_line_id == RemittanceLine.id)
    .where(RemittanceLine.charge_line_id.in_(_many("lines")), LineAdjustment.posted_as == "patient")
    .group_by(RemittanceLine.charge_line_id)
)
_ANSWERED = (
    sa.select(Claim.encounter_id, Claim.coverage_id)
    .join(RemittanceClaim, RemittanceClaim.claim_id == Claim.id)
    .where(Claim.encounter_id.in_(_many("visits")))
)
_PLANS = (
    sa.select(Coverage)
    .where(Coverage.patient_id.in_(_many("patients")))
    .order_by(Coverage.rank, Coverage.id)
)
_PAYMENTS = (
    sa.select(Payment)
    .where(
        Payment.source == "patient",
        sa.or_(
            Payment.encounter_id.in_(_many("visits")),
            sa.and_(
                Payment.encounter_id.is_(None),
                Payment.patient_id.in_(_many("patients")),
                Payment.purpose == "copay",
                Payment.received_on.in_(_many("days")),
            ),
        ),
    )
    .order_by(Payment.id)
)
