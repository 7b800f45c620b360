"""One claim in full: its lines, its history, its papers and what the insurer answered."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.models.access import User
from desktop_biller.models.claim import Claim, ClaimEvent, ClaimLine, ClaimSnapshot
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.ledger import LineBalance
from desktop_biller.models.patient import Patient
from desktop_biller.models.payment import (
    LineAdjustment,
    Payment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
)
from desktop_biller.models.practice import Payer, Provider
from desktop_biller.models.visit import ChargeLine, Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name
from desktop_biller.workflow.claims.claim_words import chip_words, next_action, next_sentence
from desktop_biller.workflow.claims.send import sent_words
from desktop_biller.workflow.paper_archive import PaperRow, paper_rows
from desktop_biller.workflow.reading import Reading, question
from desktop_biller.workflow.statements.invoice import provider_words
from desktop_biller.workflow.usecase import by_id
from desktop_biller.workflow.visits.visit_details import given_modifiers, pointer_letters


@dataclass(frozen=True, slots=True)
class ClaimLineDetails:
    """One service line of a claim, with what is open on it now. Cents."""

    number: int
    code: str
    words: str
    modifiers: tuple[str, ...]
    pointers: str
    units: int
    charge_cents: int
    insurance_open_cents: int
    patient_open_cents: int


@dataclass(frozen=True, slots=True)
class ClaimStepDetails:
    """One step of a claim's history: when, who (initials), the state it led to, in words."""

    at: dt.datetime
    on_date: dt.date
    initials: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class AnsweredReason:
    """One reason an insurer gave, and what was done with it. Cents with their sign."""

    group: str
    reason: str
    cents: int
    posted_as: str


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """What an insurer said of one line of the claim. Cents."""

    number: int
    paid_cents: int
    reasons: tuple[AnsweredReason, ...]


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """One answer of the insurer: its check, and what it said line by line. Cents."""

    payment_id: int
    reference: str
    dated: dt.date
    posted_on: dt.date
    paid_cents: int
    patient_cents: int
    lines: tuple[AnsweredLine, ...]


@dataclass(frozen=True, slots=True)
class ClaimDetails:
    """One claim.

    Attributes:
        state: one of ``CLAIM_STATES``; ``chip`` is its word.
        days: since the last change of state.
        next_words: what to do next, as a sentence or two.
        version: of the facts as they would print now.
    """

    claim_id: int
    number: str
    version: int
    encounter_id: int
    patient_id: int
    patient: str
    payer_id: int
    payer: str
    member_id: str
    rank: int
    provider: str
    service_date: dt.date
    billed_cents: int
    state: str
    chip: str
    days: int
    next_action: str
    next_words: str
    payer_claim_number: str
    follow_up_on: dt.date | None
    lines: tuple[ClaimLineDetails, ...]
    steps: tuple[ClaimStepDetails, ...]
    papers: tuple[PaperRow, ...]
    answers: tuple[ClaimAnswer, ...]


@question(Permission.READ_BOOKS)
def claim_details(rd: Reading, claim_id: int) -> ClaimDetails:
    """Everything of one claim that a screen shows.

    Raises:
        RefusedError: there is no such claim.
    """
    session = rd.session
    claim = by_id(rd, Claim, claim_id, "claim")
    visit = session.get_one(Encounter, claim.encounter_id)
    payer = session.get_one(Payer, claim.payer_id)
    steps = _steps(rd, claim)
    days = (rd.today - steps[-1].on_date).days
    on_paper = any(step.words == sent_words("paper") for step in steps if step.state == "sent")
    version = session.scalar(
        sa.select(sa.func.max(ClaimSnapshot.version)).where(ClaimSnapshot.claim_id == claim.id)
    )
    return ClaimDetails(
        claim_id=claim.id,
        number=claim.number,
        version=version or 1,
        encounter_id=visit.id,
        patient_id=claim.patient_id,
        patient=person_name(session.get_one(Patient, claim.patient_id)).filed,
        payer_id=payer.id,
        payer=payer.name,
        member_id=session.get_one(Coverage, claim.coverage_id).member_id,
        rank=claim.rank,
        provider=provider_words(session.get_one(Provider, visit.provider_id)),
        service_date=visit.service_date,
        billed_cents=claim.billed_cents,
        state=claim.state,
        chip=chip_words(claim.state, on_paper=on_paper),
        days=days,
        next_action=next_action(claim.state, days),
        next_words=next_sentence(claim.state, days, payer.name),
        payer_claim_number=claim.payer_claim_number,
        follow_up_on=claim.follow_up_on,
        lines=_lines(rd, claim),
        steps=steps,
        papers=paper_rows(rd, claim_id=claim.id),
        answers=_answers(rd, claim),
    )


def _steps(rd: Reading, claim: Claim) -> tuple[ClaimStepDetails, ...]:
    rows = rd.session.execute(
        sa.select(ClaimEvent, User.initials)
        .join(User, User.id == ClaimEvent.user_id)
        .where(ClaimEvent.claim_id == claim.id)
        .order_by(ClaimEvent.id)
    )
    return tuple(
        ClaimStepDetails(step.at, step.on_date, initials, step.state, step.words)
        for step, initials in rows
    )


def _lines(rd: Reading, claim: Claim) -> tuple[ClaimLineDetails, ...]:
    rows = rd.session.execute(
        sa.select(
            ClaimLine.position, ChargeLine, LineBalance.insurance_cents, LineBalance.patient_cents
        )
        .join(ChargeLine, ChargeLine.id == ClaimLine.charge_line_id)
        .outerjoin(LineBalance, LineBalance.charge_line_id == ChargeLine.id)
        .where(ClaimLine.claim_id == claim.id)
        .order_by(ClaimLine.position)
    )
    return tuple(
        ClaimLineDetails(
            number=number,
            code=line.code,
            words=line.description,
            modifiers=given_modifiers(line),
            pointers=pointer_letters(line),
            units=line.units,
            charge_cents=line.charge_cents,
            insurance_open_cents=insurance or 0,
            patient_open_cents=patient or 0,
        )
        for number, line, insurance, patient in rows
    )


def _answers(rd: Reading, claim: Claim) -> tuple[ClaimAnswer, ...]:
    rows = rd.session.execute(
        sa.select(RemittanceClaim, Remittance, Payment.reference)
        .join(Remittance, Remittance.id == RemittanceClaim.remittance_id)
        .join(Payment, Payment.id == Remittance.payment_id)
        .where(RemittanceClaim.claim_id == claim.id)
        .order_by(RemittanceClaim.id)
    ).all()
    return tuple(
        ClaimAnswer(
            payment_id=remittance.payment_id,
            reference=reference,
            dated=remittance.dated,
            posted_on=remittance.posted_on,
            paid_cents=answer.paid_cents,
            patient_cents=answer.patient_cents,
            lines=_answered_lines(rd, answer),
        )
        for answer, remittance, reference in rows
    )


def _answered_lines(rd: Reading, answer: RemittanceClaim) -> tuple[AnsweredLine, ...]:
    reasons: dict[int, list[AnsweredReason]] = {}
    for row in rd.session.scalars(
        sa.select(LineAdjustment)
        .join(RemittanceLine, RemittanceLine.id == LineAdjustment.remittance_line_id)
        .where(RemittanceLine.remittance_claim_id == answer.id)
        .order_by(LineAdjustment.id)
    ):
        told = AnsweredReason(row.group_code, row.reason_code, row.cents, row.posted_as)
        reasons.setdefault(row.remittance_line_id, []).append(told)
    lines = rd.session.execute(
        sa.select(ClaimLine.position, RemittanceLine)
        .join(ClaimLine, ClaimLine.charge_line_id == RemittanceLine.charge_line_id)
        .where(
            RemittanceLine.remittance_claim_id == answer.id, ClaimLine.claim_id == answer.claim_id
        )
        .order_by(ClaimLine.position)
    )
    return tuple(
        AnsweredLine(number, line.paid_cents, tuple(reasons.get(line.id, ())))
        for number, line in lines
    )
