"""What waits for somebody: how many, how much money, since when; each by one question.

The counts are those of the lists that the first screen opens.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.models.claim import Claim, ClaimEvent, ClaimLine
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.document import InvoicedVisit
from desktop_biller.models.ledger import CREDIT, OPEN, LineBalance, Posting
from desktop_biller.models.patient import Note
from desktop_biller.models.payment import Payment
from desktop_biller.models.visit import ChargeLine, Encounter


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of one kind waits. ``cents`` is None where no money is meant."""

    count: int = 0
    cents: int | None = 0
    oldest: dt.date | None = None


def visits_not_billed(session: Session) -> Waiting:
    """Insured visits without a claim, and self-pay ones that are owed for and not invoiced."""
    unclaimed = sa.select(Encounter.id).where(
        Encounter.coverage_id.is_not(None),
        ~sa.exists().where(Claim.encounter_id == Encounter.id),
    )
    owed = (
        sa.select(Encounter.id)
        .join(ChargeLine, ChargeLine.encounter_id == Encounter.id)
        .join(LineBalance, LineBalance.charge_line_id == ChargeLine.id)
        .where(
            OPEN,
            LineBalance.patient_cents > 0,
            Encounter.coverage_id.is_(None),
            ~sa.exists().where(InvoicedVisit.encounter_id == Encounter.id),
        )
    )
    waiting = sa.union(unclaimed, owed).subquery()
    row = session.execute(
        sa.select(
            sa.func.count(sa.distinct(Encounter.id)),
            sa.func.coalesce(sa.func.sum(ChargeLine.charge_cents), 0),
            sa.func.min(Encounter.service_date),
        )
        .join(waiting, waiting.c.id == Encounter.id)
        .outerjoin(ChargeLine, ChargeLine.encounter_id == Encounter.id)
    ).one()
    return Waiting(row[0], int(row[1]), row[2])


def _last_step(state: str | None = None) -> sa.ScalarSelect[dt.date]:
    steps = sa.select(ClaimEvent.on_date).where(ClaimEvent.claim_id == Claim.id)
    if state is not None:
        steps = steps.where(ClaimEvent.state == state)
    return steps.order_by(ClaimEvent.id.desc()).limit(1).correlate(Claim).scalar_subquery()


_INSURER_OWES = (
    sa.select(sa.func.coalesce(sa.func.sum(LineBalance.insurance_cents), 0))
    .join(ClaimLine, ClaimLine.charge_line_id == LineBalance.charge_line_id)
    .where(ClaimLine.claim_id == Claim.id)
    .correlate(Claim)
    .scalar_subquery()
)


def claims_waiting(session: Session, today: dt.date, answer_days: int) -> dict[str, Waiting]:
    """Claims that somebody must work: ``ready``, ``rejected``, ``denied`` and ``no_answer``.

    Ready and rejected ones count what they ask for, from their last step; denied ones what the
    insurer's part still holds; without an answer are those sent more than ``answer_days`` ago.
    """
    rows = session.execute(
        sa.select(
            Claim.state,
            Claim.billed_cents,
            _last_step().label("moved"),
            _last_step("sent").label("sent"),
            _INSURER_OWES.label("open"),
        ).where(Claim.state.in_(("ready", "rejected", "denied", "sent", "accepted")))
    )
    found: dict[str, list[tuple[int, dt.date]]] = {
        key: [] for key in ("ready", "rejected", "denied", "no_answer")
    }
    for state, billed, moved, sent, owed in rows:
        if state in ("ready", "rejected"):
            found[state].append((int(billed), moved))
        elif state == "denied":
            found[state].append((int(owed), moved))
        elif sent is not None and (today - sent).days > answer_days:
            found["no_answer"].append((int(owed), sent))
    return {
        key: Waiting(
            len(items),
            sum(cents for cents, _ in items),
            min((day for _, day in items), default=None),
        )
        for key, items in found.items()
    }


def follow_ups_due(session: Session, today: dt.date) -> Waiting:
    """Notes whose follow-up is today or was before, and is not done."""
    count, oldest = session.execute(
        sa.select(sa.func.count(), sa.func.min(Note.follow_up_on)).where(
            Note.follow_up_on <= today, Note.done_on.is_(None)
        )
    ).one()
    return Waiting(count, None, oldest)


def unapplied_credits(session: Session) -> Waiting:
    """Payments of patients and insurers of which something stands on no line yet."""
    left = (
        sa.select(Posting.payment_id, (-sa.func.sum(Posting.cents)).label("cents"))
        .where(CREDIT)
        .group_by(Posting.payment_id)
        .having(sa.func.sum(Posting.cents) != 0)
        .subquery()
    )
    count, cents, oldest = session.execute(
        sa.select(
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(left.c.cents), 0),
            sa.func.min(Payment.received_on),
        )
        .select_from(left)
        .outerjoin(Payment, Payment.id == left.c.payment_id)
    ).one()
    return Waiting(count, int(cents), oldest)


def copays_missed(session: Session, day: dt.date) -> Waiting:
    """Visits of a day whose plan asks for a copay that was not taken in full.

    A copay that was taken before its visit was recorded names no visit; it counts for the
    patient's visits of the day, in their order.
    """
    visits = session.execute(
        sa.select(Encounter.id, Encounter.patient_id, Coverage.copay_cents)
        .join(Coverage, Coverage.id == Encounter.coverage_id)
        .where(Encounter.service_date == day, Coverage.copay_cents > 0)
        .order_by(Encounter.id)
    ).all()
    named: dict[int, int] = {}
    loose: dict[int, int] = {}
    for visit_id, patient_id, cents in _copays(
        session, day, [row.id for row in visits], [row.patient_id for row in visits]
    ):
        if visit_id is None:
            loose[patient_id] = loose.get(patient_id, 0) + cents
        else:
            named[visit_id] = named.get(visit_id, 0) + cents
    missing = []
    for visit_id, patient_id, copay in visits:
        left = max(0, copay - named.get(visit_id, 0))
        taken = min(left, loose.get(patient_id, 0))
        loose[patient_id] = loose.get(patient_id, 0) - taken
        if left > taken:
            missing.append(left - taken)
    return Waiting(len(missing), sum(missing), day if missing else None)


def _copays(
    session: Session, day: dt.date, visits: list[int], patients: list[int]
) -> Iterator[tuple[int | None, int, int]]:
    """Visit, patient and cents of each copay that stands; a voided one has none left."""
    rows = session.execute(
        sa.select(Payment.encounter_id, Payment.patient_id, sa.func.sum(Posting.cents))
        .join(Posting, Posting.payment_id == Payment.id)
        .where(
            Posting.account == "receipts",
            Payment.purpose == "copay",
            sa.or_(
                Payment.encounter_id.in_(visits),
                sa.and_(
                    Payment.encounter_id.is_(None),
                    Payment.received_on == day,
                    Payment.patient_id.in_(patients),
                ),
            ),
        )
        .group_by(Payment.id)
    )
    for visit_id, patient_id, cents in rows:
        yield visit_id, patient_id or 0, int(cents)
