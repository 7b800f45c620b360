"""What posting an insurer's answer writes: the sides of the entry, the rows, the work left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from desktop_biller.foundation.text import clean
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.payment import (
    LineAdjustment,
    RemittanceClaim,
    RemittanceLine,
    WorkItem,
)
from desktop_biller.workflow.ledger.journal import Side
from desktop_biller.workflow.ledger.visit_account import VisitLine
from desktop_biller.workflow.payments.adjudication import LineOutcome
from desktop_biller.workflow.payments.answered_claims import AnsweredClaim
from desktop_biller.workflow.payments.remittance_input import RemittedClaim, RemittedLine
from desktop_biller.workflow.usecase import Transaction

_TODO_WORDS = {
    "denial": "Denied",
    "review": "To be reviewed",
    "coverage": "Check coverage or the next payer",
}


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """One line with the insurer's words on it and what they do."""

    line: VisitLine
    told: RemittedLine
    outcome: LineOutcome


@dataclass(frozen=True, slots=True)
class Received:
    """The ids of a check that is being posted."""

    payment_id: int
    remittance_id: int
    payer_id: int


@dataclass(frozen=True, slots=True)
class PostedClaim:
    """One claim's answers, and the entry they made; None where no money moved."""

    answers: tuple[LineAnswer, ...]
    entry_id: int | None


def claim_sides(
    received: Received, claim: AnsweredClaim, answer: LineAnswer, following: Coverage | None
) -> Iterator[Side]:
    """The sides of one line's answer; nil ones are left out when they are posted."""
    line, outcome = answer.line, answer.outcome
    check = partial(Side, payment_id=received.payment_id)
    on_line = partial(
        Side,
        patient_id=line.patient_id,
        charge_line_id=line.id,
        claim_id=claim.claim_id,
        provider_id=line.provider_id,
    )
    receivable = partial(
        on_line,
        account="insurance_receivable",
        coverage_id=claim.coverage.id,
        payer_id=claim.coverage.payer_id,
    )
    yield check(
        account="payer_credit",
        effect="credit",
        cents=answer.told.paid_cents,
        payer_id=received.payer_id,
    )
    yield receivable(effect="insurer_payment", cents=-outcome.paid, payment_id=received.payment_id)
    # What the line can't take is the payer's typed credit, named by patient and line (R66a).
    yield on_line(
        account="payer_credit",
        effect="credit",
        cents=-outcome.overpaid,
        payer_id=received.payer_id,
        payment_id=received.payment_id,
    )
    for posted in outcome.adjustments:
        if posted.posted_as == "write_off":
            group, reason = posted.told.group, posted.told.reason
            yield on_line(
                account="adjustment",
                effect="write_off",
                cents=posted.cents,
                adjustment_kind=posted.kind,
                group_code=group,
                reason_code=reason,
            )
            yield receivable(
                effect="write_off", cents=-posted.cents, group_code=group, reason_code=reason
            )
    if following is not None:
        yield receivable(effect="transfer", cents=-outcome.next_payer)
        yield on_line(
            account="insurance_receivable",
            effect="transfer",
            cents=outcome.next_payer,
            coverage_id=following.id,
            payer_id=following.payer_id,
        )


def keep_answers(
    tx: Transaction,
    received: Received,
    answered: Sequence[tuple[RemittedClaim, AnsweredClaim, PostedClaim]],
) -> None:
    """Keep what the insurer said, line by line, and open the work it leaves."""
    claims: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    adjustments: list[dict[str, Any]] = []
    work: list[dict[str, Any]] = []
    for told, claim, posted in answered:
        claim_row = tx.new_id(RemittanceClaim)
        claims.append(
            {
                "id": claim_row,
                "remittance_id": received.remittance_id,
                "claim_id": claim.claim_id,
                "entry_id": posted.entry_id,
                "status_code": told.status_code,
                "payer_claim_number": clean(told.payer_claim_number),
                "charge_cents": claim.billed_cents,
                "paid_cents": told.paid_cents,
                "patient_cents": told.patient_cents,
            }
        )
        for answer in posted.answers:
            line_row = tx.new_id(RemittanceLine)
            lines.append(
                {
                    "id": line_row,
                    "remittance_claim_id": claim_row,
                    "charge_line_id": answer.line.id,
                    "charge_cents": answer.line.charge_cents,
                    "paid_cents": answer.told.paid_cents,
                }
            )
            adjustments.extend(_adjustment_rows(line_row, answer))
            work.extend(_work_rows(tx, claim, line_row, answer))
    for model, rows in (
        (RemittanceClaim, claims),
        (RemittanceLine, lines),
        (LineAdjustment, adjustments),
        (WorkItem, work),
    ):
        tx.insert(model, rows)


def _adjustment_rows(line_row: int, answer: LineAnswer) -> Iterator[dict[str, Any]]:
    for posted in answer.outcome.adjustments:
        yield {
            "remittance_line_id": line_row,
            "group_code": posted.told.group,
            "reason_code": posted.told.reason,
            "cents": posted.told.cents,
            "quantity": posted.told.quantity,
            "posted_as": posted.posted_as,
            "posted_cents": posted.cents,
        }


def _work_rows(
    tx: Transaction, claim: AnsweredClaim, line_row: int, answer: LineAnswer
) -> Iterator[dict[str, Any]]:
    common = {
        "claim_id": claim.claim_id,
        "charge_line_id": answer.line.id,
        "remittance_line_id": line_row,
        "opened_on": tx.today,
    }
    for kind, told, cents in answer.outcome.todo:
        yield {
            **common,
            "kind": kind,
            "group_code": told.group,
            "reason_code": told.reason,
            "cents": cents,
            "words": f"{_TODO_WORDS[kind]}: {told.group}-{told.reason}",
        }
    if answer.outcome.overpaid:
        yield {
            **common,
            "kind": "overpayment",
            "group_code": "",
            "reason_code": "",
            "cents": answer.outcome.overpaid,
            "words": "Paid more than the line can take",
        }
    if answer.outcome.cut:
        yield {
            **common,
            "kind": "cut_write_off",
            "group_code": "CO",
            "reason_code": "",
            "cents": answer.outcome.cut,
            "words": "Wrote off more than the line can hold; the rest was not posted",
        }
