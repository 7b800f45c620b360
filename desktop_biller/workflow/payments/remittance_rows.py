"""What posting an insurer's answer writes: the sides of the entry, the rows, the work left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from desktop_biller.foundation.text import clean
from desktop_biller.models.claim import Claim
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.payment import (
    LineAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
    WorkItem,
)
from desktop_biller.models.visit import ChargeLine
from desktop_biller.workflow.ledger.journal import Side
from desktop_biller.workflow.payments.adjudication import LineOutcome
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

    line: ChargeLine
    told: RemittedLine
    outcome: LineOutcome


def claim_sides(
    remittance: Remittance,
    claim: Claim,
    coverage: Coverage,
    answer: LineAnswer,
    following: Coverage | None,
) -> Iterator[Side]:
    """The sides of one line's answer; nil ones are left out when they are posted."""
    line, outcome = answer.line, answer.outcome
    check = partial(Side, payment_id=remittance.payment_id)
    on_line = partial(
        Side,
        patient_id=line.patient_id,
        charge_line_id=line.id,
        claim_id=claim.id,
        provider_id=line.provider_id,
    )
    receivable = partial(
        on_line,
        account="insurance_receivable",
        coverage_id=coverage.id,
        payer_id=coverage.payer_id,
    )
    yield check(
        account="payer_credit",
        effect="credit",
        cents=answer.told.paid_cents,
        payer_id=remittance.payer_id,
    )
    yield receivable(
        effect="insurer_payment", cents=-outcome.paid, payment_id=remittance.payment_id
    )
    # What the line can't take is the payer's typed credit, named by patient and line (R66a).
    yield on_line(
        account="payer_credit",
        effect="credit",
        cents=-outcome.overpaid,
        payer_id=remittance.payer_id,
        payment_id=remittance.payment_id,
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
    remittance: Remittance,
    claim: Claim,
    told: RemittedClaim,
    answers: Sequence[LineAnswer],
    *,
    entry_id: int | None,
) -> None:
    """Keep what the insurer said, line by line, and open the work it leaves."""
    row = RemittanceClaim(
        remittance_id=remittance.id,
        claim_id=claim.id,
        entry_id=entry_id,
        status_code=told.status_code,
        payer_claim_number=clean(told.payer_claim_number),
        charge_cents=claim.billed_cents,
        paid_cents=told.paid_cents,
        patient_cents=told.patient_cents,
    )
    tx.session.add(row)
    tx.session.flush()
    for answer in answers:
        line = RemittanceLine(
            remittance_claim_id=row.id,
            charge_line_id=answer.line.id,
            charge_cents=answer.line.charge_cents,
            paid_cents=answer.told.paid_cents,
        )
        tx.session.add(line)
        tx.session.flush()
        tx.session.add_all(
            LineAdjustment(
                remittance_line_id=line.id,
                group_code=posted.told.group,
                reason_code=posted.told.reason,
                cents=posted.told.cents,
                quantity=posted.told.quantity,
                posted_as=posted.posted_as,
                posted_cents=posted.cents,
            )
            for posted in answer.outcome.adjustments
        )
        _open_work(tx, claim, line, answer)


def _open_work(tx: Transaction, claim: Claim, line: RemittanceLine, answer: LineAnswer) -> None:
    tx.session.add_all(
        WorkItem(
            kind=kind,
            claim_id=claim.id,
            charge_line_id=answer.line.id,
            remittance_line_id=line.id,
            group_code=told.group,
            reason_code=told.reason,
            cents=cents,
            words=f"{_TODO_WORDS[kind]}: {told.group}-{told.reason}",
            opened_on=tx.today,
        )
        for kind, told, cents in answer.outcome.todo
    )
    if answer.outcome.overpaid:
        tx.session.add(
            WorkItem(
                kind="overpayment",
                claim_id=claim.id,
                charge_line_id=answer.line.id,
                remittance_line_id=line.id,
                cents=answer.outcome.overpaid,
                words="Paid more than the line can take",
                opened_on=tx.today,
            )
        )
