"""The grid of an insurer's check: that payer's claims that wait, and what it will likely pay."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_biller.models.claim import Claim, ClaimLine
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.patient import Patient
from desktop_biller.models.payment import (
    LineAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
)
from desktop_biller.models.visit import ChargeLine, Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name
from desktop_biller.workflow.ledger.standing import Standing, standings
from desktop_biller.workflow.payments.typed_answer import OpenClaim, OpenLine
from desktop_biller.workflow.reading import Reading, question

_WAITING = ("held", "ready", "sent", "accepted", "rejected", "appealed")
"""States in which a payer's answer may come; one that was printed may not be marked as sent."""

_UNUSUAL = ("denial", "review", "information")
"""An answer with one of these says nothing of what the payer allows."""


@dataclass(frozen=True, slots=True)
class _Allowed:
    """What a payer allowed of a charge the last time. Cents."""

    charge: int
    allowed: int

    def of(self, charge: int) -> int:
        """The same share of another charge, half a cent up."""
        return (2 * charge * self.allowed + self.charge) // (2 * self.charge)


@question(Permission.READ_BOOKS)
def open_claims(
    rd: Reading, payer_id: int, answered_since: dt.date | None = None
) -> tuple[OpenClaim, ...]:
    """The claims of a payer that wait for its answer, by patient and date of service.

    What a first payer will likely pay comes from its latest full answer to the same service:
    the share of the charge it allowed, less the plan's copay on the claim's first line. A later
    payer is expected to pay what the earlier ones left (R65a).

    Args:
        rd: the question.
        payer_id: whose check is typed.
        answered_since: show claims too that were answered on that date or later, so that one that
            comes again is seen to be a duplicate.
    """
    answered = (
        sa.select(sa.func.max(Remittance.dated))
        .join(RemittanceClaim, RemittanceClaim.remittance_id == Remittance.id)
        .where(RemittanceClaim.claim_id == Claim.id)
        .correlate(Claim)
        .scalar_subquery()
    )
    waits = sa.and_(answered.is_(None), Claim.state.in_(_WAITING))
    again = answered >= answered_since if answered_since else sa.false()
    rows = rd.session.execute(
        sa.select(
            Claim,
            Patient,
            Encounter.service_date.label("day"),
            Coverage.copay_cents.label("copay"),
            sa.type_coerce(answered, Remittance.dated.type).label("answered"),
        )
        .join(Patient, Patient.id == Claim.patient_id)
        .join(Encounter, Encounter.id == Claim.encounter_id)
        .join(Coverage, Coverage.id == Claim.coverage_id)
        .where(Claim.payer_id == payer_id, sa.or_(waits, again))
        .order_by(Patient.search_name, Encounter.service_date, Claim.id)
    ).all()
    lines = _lines(rd, [row.Claim.id for row in rows])
    each = [line.id for of_claim in lines.values() for _, line in of_claim]
    now = standings(rd.session, each)
    allowed = _allowed(rd, payer_id)
    return tuple(_open_claim(row, lines.get(row.Claim.id, ()), now, allowed) for row in rows)


def _open_claim(
    row: Any,  # noqa: ANN401 -- a row of the query above
    lines: Sequence[tuple[int, ChargeLine]],
    now: Mapping[int, Standing],
    allowed: Mapping[str, _Allowed],
) -> OpenClaim:
    copay = row.copay
    told = []
    for number, line in lines:
        standing = now[line.id]
        before = 0 if row.answered else standing.remaining
        expected = _expected(row.Claim.rank, line, before, copay, allowed.get(line.code))
        copay = 0  # it is due once, on the first line
        paid, write_off, patient = expected or (None, None, None)
        told.append(
            OpenLine(
                number=number,
                code=line.code,
                words=line.description,
                charge_cents=line.charge_cents,
                open_before_cents=before,
                patient_paid_cents=standing.patient_paid,
                expected_paid_cents=paid,
                expected_write_off_cents=write_off,
                expected_patient_cents=patient,
            )
        )
    return OpenClaim(
        claim_id=row.Claim.id,
        number=row.Claim.number,
        patient_id=row.Patient.id,
        patient=person_name(row.Patient).filed,
        service_date=row.day,
        state=row.Claim.state,
        rank=row.Claim.rank,
        copay_cents=row.copay,
        answered_on=row.answered,
        lines=tuple(told),
    )


def _expected(
    rank: int, line: ChargeLine, before: int, copay: int, last: _Allowed | None
) -> tuple[int, int, int] | None:
    """Paid, write-off and patient's part in cents, which sum to what is open before."""
    if not before:
        return 0, 0, 0
    if rank > 1:
        return before, 0, 0
    if last is None:
        return None
    allowed = min(last.of(line.charge_cents), before)
    patient = min(copay, allowed)
    return allowed - patient, before - allowed, patient


def _lines(rd: Reading, claims: Sequence[int]) -> dict[int, list[tuple[int, ChargeLine]]]:
    rows = rd.session.execute(
        sa.select(ClaimLine.claim_id, ClaimLine.position, ChargeLine)
        .join(ChargeLine, ChargeLine.id == ClaimLine.charge_line_id)
        .where(ClaimLine.claim_id.in_(claims))
        .order_by(ClaimLine.claim_id, ClaimLine.position)
    )
    found: dict[int, list[tuple[int, ChargeLine]]] = {}
    for claim_id, position, line in rows:
        found.setdefault(claim_id, []).append((position, line))
    return found


def _allowed(rd: Reading, payer_id: int) -> dict[str, _Allowed]:
    """What the payer, as the first one, last allowed of each service, by code."""
    unusual = (
        sa.select(LineAdjustment.id)
        .where(
            LineAdjustment.remittance_line_id == RemittanceLine.id,
            LineAdjustment.posted_as.in_(_UNUSUAL),
        )
        .correlate(RemittanceLine)
        .exists()
    )
    last = (
        sa.select(ChargeLine.code, sa.func.max(RemittanceLine.id).label("line"))
        .join(ChargeLine, ChargeLine.id == RemittanceLine.charge_line_id)
        .join(RemittanceClaim, RemittanceClaim.id == RemittanceLine.remittance_claim_id)
        .join(Claim, Claim.id == RemittanceClaim.claim_id)
        .where(
            Claim.payer_id == payer_id,
            Claim.rank == 1,
            RemittanceLine.charge_cents > 0,
            sa.not_(unusual),
        )
        .group_by(ChargeLine.code)
        .subquery()
    )
    written_off = (
        sa.select(sa.func.coalesce(sa.func.sum(LineAdjustment.cents), 0))
        .where(
            LineAdjustment.remittance_line_id == RemittanceLine.id,
            LineAdjustment.posted_as == "write_off",
        )
        .correlate(RemittanceLine)
        .scalar_subquery()
    )
    rows = rd.session.execute(
        sa.select(last.c.code, RemittanceLine.charge_cents, written_off.label("off"))
        .join(last, last.c.line == RemittanceLine.id)
        .order_by(last.c.code)
    )
    return {row.code: _Allowed(row.charge_cents, row.charge_cents - int(row.off)) for row in rows}
