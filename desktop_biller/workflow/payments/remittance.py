"""Posting an insurer's check with its explanation, one entry per claim."""

from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import RefusedError
from desktop_biller.foundation.money import dollars
from desktop_biller.foundation.text import clean
from desktop_biller.models.claim import Claim, ClaimLine
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.payment import (
    Payment,
    Remittance,
    RemittanceClaim,
)
from desktop_biller.models.practice import Payer
from desktop_biller.models.visit import ChargeLine, Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.make import record_step
from desktop_biller.workflow.ledger.journal import Side, post
from desktop_biller.workflow.ledger.settle import settle
from desktop_biller.workflow.ledger.standing import standings
from desktop_biller.workflow.payments.adjudication import LineBefore, adjudicate
from desktop_biller.workflow.payments.remittance_input import (
    PostRemittance,
    RemittedClaim,
    refuse_unbalanced_line,
    unapplied_rest,
)
from desktop_biller.workflow.payments.remittance_rows import (
    LineAnswer,
    claim_sides,
    keep_answers,
)
from desktop_biller.workflow.usecase import Transaction, by_id, use_case
from desktop_biller.workflow.visits.encounters import coverages_on
from desktop_biller.workflow.workspace import Kind


@dataclass(frozen=True, slots=True)
class RemittancePosted:
    """The check and its claims are posted. Cents; ``work_items`` counts what is left to do."""

    payment_id: int
    remittance_id: int
    paid_cents: int
    written_off_cents: int
    unapplied_cents: int
    work_items: int
    changed: frozenset[Kind] = frozenset({Kind.LEDGER, Kind.CLAIM})


@use_case(Permission.POST_REMITTANCES, "remittance.posted")
def post_remittance(tx: Transaction, command: PostRemittance) -> RemittancePosted:
    """Post an insurer's check: all of it or nothing, every cent explained."""
    payer = by_id(tx, Payer, command.payer_id, "payer")
    _refuse_second_post(tx, command, payer)
    rest = unapplied_rest(command)
    payment = Payment(
        source="insurer",
        payer_id=payer.id,
        purpose="remittance",
        method=command.method,
        reference=clean(command.reference),
        cents=command.cents,
        received_on=tx.today,
        received_at=tx.now,
        user_id=tx.actor.user_id,
    )
    tx.session.add(payment)
    tx.session.flush()
    remittance = Remittance(
        payment_id=payment.id,
        payer_id=payer.id,
        source="paper",
        dated=command.dated,
        posted_on=tx.today,
    )
    tx.session.add(remittance)
    tx.session.flush()
    if command.cents:
        post(tx, "remittance", f"{payer.name}, {payment.reference}", _deposit(payment, payer))
    answered = [_post_claim(tx, remittance, payer, told) for told in command.claims]
    tx.about(f"remittance {remittance.id}")
    return RemittancePosted(
        payment_id=payment.id,
        remittance_id=remittance.id,
        paid_cents=command.cents - rest,
        written_off_cents=sum(a.outcome.written_off for claim in answered for a in claim),
        unapplied_cents=rest,
        work_items=sum(len(a.outcome.todo) for claim in answered for a in claim),
    )


def _refuse_second_post(tx: Transaction, command: PostRemittance, payer: Payer) -> None:
    earlier = tx.session.scalar(
        sa.select(Payment.received_on).where(
            Payment.payer_id == payer.id,
            Payment.reference == clean(command.reference),
            Payment.cents == command.cents,
        )
    )
    if earlier is not None:
        raise RefusedError(
            f"This check looks already posted: {payer.name}, {command.reference}, "
            f"{dollars(command.cents)} on {us_date(earlier)}.",
            effect="Nothing was posted.",
            remedy="Look at it under Payments; a second check needs its own number.",
            field="reference",
        )


def _deposit(payment: Payment, payer: Payer) -> list[Side]:
    return [
        Side(
            account="receipts",
            effect="receipt",
            cents=payment.cents,
            payer_id=payer.id,
            payment_id=payment.id,
            method=payment.method,
        ),
        Side(
            account="payer_credit",
            effect="credit",
            cents=-payment.cents,
            payer_id=payer.id,
            payment_id=payment.id,
        ),
    ]


def _post_claim(
    tx: Transaction, remittance: Remittance, payer: Payer, told: RemittedClaim
) -> list[LineAnswer]:
    claim = by_id(tx, Claim, told.claim_id, "claim")
    _refuse_wrong_claim(tx, claim, payer)
    coverage = tx.session.get_one(Coverage, claim.coverage_id)
    encounter = tx.session.get_one(Encounter, claim.encounter_id)
    following = [
        plan
        for plan in coverages_on(tx, claim.patient_id, encounter.service_date)
        if plan.rank > claim.rank
    ]
    answers = _answers(tx, claim, payer, told, has_next_payer=bool(following))
    sides = [
        side
        for answer in answers
        for side in claim_sides(
            remittance, claim, coverage, answer, following[0] if following else None
        )
    ]
    moves_money = any(side.cents for side in sides)
    memo = f"{payer.name} on claim {claim.number}"
    entry_id = post(tx, "remittance", memo, sides) if moves_money else None
    keep_answers(tx, remittance, claim, told, answers, entry_id=entry_id)
    settle(tx, encounter.id)
    denied = told.paid_cents == 0 and any(a.outcome.todo for a in answers)
    answer = f"Answered on {us_date(remittance.dated)}"
    record_step(tx, claim, "denied" if denied else "paid", answer)
    if told.payer_claim_number:
        claim.payer_claim_number = clean(told.payer_claim_number)
    tx.session.flush()
    return answers


def _refuse_wrong_claim(tx: Transaction, claim: Claim, payer: Payer) -> None:
    if claim.payer_id != payer.id:
        raise RefusedError(
            f"Claim {claim.number} was not sent to {payer.name}.",
            effect="Nothing was posted.",
            remedy="Check the claim number on the paper.",
            field="claim_id",
        )
    answered = tx.session.scalar(
        sa.select(RemittanceClaim.id).where(RemittanceClaim.claim_id == claim.id)
    )
    if answered is not None:
        raise RefusedError(
            f"{payer.name} already answered claim {claim.number}.",
            effect="Nothing was posted.",
            remedy="A second answer takes the first one back before it is posted.",
            field="claim_id",
        )


def _answers(
    tx: Transaction,
    claim: Claim,
    payer: Payer,
    told: RemittedClaim,
    *,
    has_next_payer: bool,
) -> list[LineAnswer]:
    lines = tx.session.execute(
        sa.select(ClaimLine.position, ChargeLine)
        .join(ChargeLine, ChargeLine.id == ClaimLine.charge_line_id)
        .where(ClaimLine.claim_id == claim.id)
    )
    by_position = dict(lines.all())
    if sorted(line.line for line in told.lines) != sorted(by_position):
        raise RefusedError(
            f"Claim {claim.number} has {len(by_position)} lines; each must be answered once.",
            effect="Nothing was posted.",
            remedy="Type one answer for every line of the claim.",
            field=f"claim {claim.number}",
        )
    now = standings(tx.session, [line.id for line in by_position.values()])
    answers = []
    for remitted in sorted(told.lines, key=lambda line: line.line):
        line = by_position[remitted.line]
        refuse_unbalanced_line(claim.number, remitted.line, line.charge_cents, remitted)
        standing = now[line.id]
        outcome = adjudicate(
            LineBefore(standing.charge, standing.insurer_paid, standing.written_off),
            remitted.paid_cents,
            remitted.adjustments,
            has_next_payer=has_next_payer,
            capitated=payer.capitated,
        )
        answers.append(LineAnswer(line, remitted, outcome))
    return answers
