"""Posting an insurer's check with its explanation, one entry per claim."""

from dataclasses import dataclass

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import RefusedError
from desktop_biller.foundation.money import dollars
from desktop_biller.foundation.text import clean
from desktop_biller.models.ledger import JournalEntry
from desktop_biller.models.payment import (
    Payment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
)
from desktop_biller.models.practice import Payer
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.history import ClaimStep, record_steps
from desktop_biller.workflow.inputs import printable
from desktop_biller.workflow.ledger.journal import post
from desktop_biller.workflow.ledger.settle import settle
from desktop_biller.workflow.ledger.visit_account import refuse_before_earlier_payer
from desktop_biller.workflow.payments.adjudication import LineBefore, adjudicate
from desktop_biller.workflow.payments.answered_claims import AnsweredClaim, claims_answered
from desktop_biller.workflow.payments.deposit import deposit
from desktop_biller.workflow.payments.posted_checks import posted_check
from desktop_biller.workflow.payments.remittance_input import (
    PostRemittance,
    RemittedClaim,
    refuse_unbalanced_line,
    unapplied_rest,
)
from desktop_biller.workflow.payments.remittance_rows import (
    LineAnswer,
    PostedClaim,
    Received,
    claim_sides,
    keep_answers,
)
from desktop_biller.workflow.usecase import Transaction, by_id, use_case
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
    _refuse_future(tx, command)
    _refuse_second_post(tx, command, payer)
    rest = unapplied_rest(command)
    claims = claims_answered(tx, payer, command.claims)
    received = _receive(tx, command, payer)
    if command.cents:
        memo = f"{payer.name}, {clean(command.reference)}"
        money = deposit(received.payment_id, command.method, command.cents, payer_id=payer.id)
        post(tx, "remittance", memo, money)
    answered = [
        (told, claims[told.claim_id], _post_claim(tx, received, payer, claims[told.claim_id], told))
        for told in command.claims
    ]
    keep_answers(tx, received, answered)
    record_steps(tx, [_step(command, told, claim, post) for told, claim, post in answered])
    tx.about(f"remittance {received.remittance_id}")
    outcomes = [answer.outcome for _, _, post in answered for answer in post.answers]
    return RemittancePosted(
        payment_id=received.payment_id,
        remittance_id=received.remittance_id,
        paid_cents=command.cents - rest,
        written_off_cents=sum(outcome.written_off for outcome in outcomes),
        unapplied_cents=rest,
        work_items=sum(outcome.work_items for outcome in outcomes),
    )


def _receive(tx: Transaction, command: PostRemittance, payer: Payer) -> Received:
    """Keep the check and its explanation."""
    tx.reserve(Payment, Remittance, RemittanceClaim, RemittanceLine, JournalEntry)
    received = Received(tx.new_id(Payment), tx.new_id(Remittance), payer.id)
    tx.insert(
        Payment,
        [
            {
                "id": received.payment_id,
                "source": "insurer",
                "payer_id": payer.id,
                "purpose": "remittance",
                "method": command.method,
                "reference": printable(command.reference, "The check number", "reference"),
                "detail": "",
                "cents": command.cents,
                "received_on": tx.today,
                "received_at": tx.now,
                "user_id": tx.actor.user_id,
            }
        ],
    )
    tx.insert(
        Remittance,
        [
            {
                "id": received.remittance_id,
                "payment_id": received.payment_id,
                "payer_id": payer.id,
                "source": "paper",
                "dated": command.dated,
                "posted_on": tx.today,
            }
        ],
    )
    return received


def _refuse_future(tx: Transaction, command: PostRemittance) -> None:
    if command.dated > tx.today:
        raise RefusedError(
            f"The check is dated {us_date(command.dated)}, in the future.",
            effect="Nothing was posted.",
            remedy="Compare the date with the paper.",
            field="dated",
        )


def _refuse_second_post(tx: Transaction, command: PostRemittance, payer: Payer) -> None:
    earlier = posted_check(tx, payer.id, command.reference, command.cents)
    if earlier is not None:
        raise RefusedError(
            f"This check looks already posted: {payer.name}, {command.reference}, "
            f"{dollars(command.cents)} on {us_date(earlier.received_on)}.",
            effect="Nothing was posted.",
            remedy="Look at it under Payments; a second check needs its own number.",
            field="reference",
        )


def _post_claim(
    tx: Transaction,
    received: Received,
    payer: Payer,
    claim: AnsweredClaim,
    told: RemittedClaim,
) -> PostedClaim:
    """Post what one claim's answer does to its lines, and settle its visit."""
    refuse_before_earlier_payer(claim.visit, claim.coverage, effect="Nothing was posted.")
    claim.visit.answered.add(claim.coverage.id)
    following = claim.visit.plans_after(claim.coverage.rank)
    answers = _answers(claim, payer, told, has_next_payer=bool(following))
    sides = [
        side
        for answer in answers
        for side in claim_sides(received, claim, answer, following[0] if following else None)
    ]
    memo = f"{payer.name} on claim {claim.number}"
    moves_money = any(side.cents for side in sides)
    entry_id = post(tx, "remittance", memo, sides) if moves_money else None
    claim.visit.note(sides)
    for answer in answers:
        claim.visit.due[answer.line.id] += answer.outcome.patient
    settle(tx, claim.visit)
    return PostedClaim(tuple(answers), entry_id)


def _answers(
    claim: AnsweredClaim, payer: Payer, told: RemittedClaim, *, has_next_payer: bool
) -> list[LineAnswer]:
    if sorted(line.line for line in told.lines) != sorted(claim.lines):
        raise RefusedError(
            f"Claim {claim.number} has {len(claim.lines)} lines; each must be answered once.",
            effect="Nothing was posted.",
            remedy="Type one answer for every line of the claim.",
            field=f"claim {claim.number}",
        )
    answers = []
    for remitted in sorted(told.lines, key=lambda line: line.line):
        line = claim.lines[remitted.line]
        refuse_unbalanced_line(claim.number, remitted.line, line.charge_cents, remitted)
        standing = claim.visit.now[line.id]
        outcome = adjudicate(
            LineBefore(standing.charge, standing.insurer_paid, standing.written_off),
            remitted.paid_cents,
            remitted.adjustments,
            has_next_payer=has_next_payer,
            capitated=payer.capitated,
        )
        answers.append(LineAnswer(line, remitted, outcome))
    return answers


def _step(
    command: PostRemittance, told: RemittedClaim, claim: AnsweredClaim, posted: PostedClaim
) -> ClaimStep:
    denied = told.paid_cents == 0 and any(answer.outcome.todo for answer in posted.answers)
    return ClaimStep(
        claim_id=claim.claim_id,
        state="denied" if denied else "paid",
        words=f"Answered on {us_date(command.dated)}",
        payer_claim_number=clean(told.payer_claim_number),
    )
