"""The claims of an insurer's check, read together with their visits' money."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_biller.foundation.errors import RefusedError
from desktop_biller.models.claim import Claim, ClaimLine
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.payment import RemittanceClaim
from desktop_biller.models.practice import Payer
from desktop_biller.workflow.ledger.visit_account import (
    VisitAccount,
    VisitLine,
    visit_accounts,
)
from desktop_biller.workflow.payments.remittance_input import RemittedClaim
from desktop_biller.workflow.usecase import Transaction


@dataclass(frozen=True, slots=True)
class AnsweredClaim:
    """A claim that is answered: its plan, its lines by their place on it, its visit's money."""

    claim_id: int
    number: str
    billed_cents: int
    coverage: Coverage
    lines: dict[int, VisitLine]
    visit: VisitAccount


_ClaimRow = sa.Row[int, str, int, int, int, int]
"""id, number, payer_id, coverage_id, encounter_id, billed_cents."""


def claims_answered(
    tx: Transaction, payer: Payer, told: Sequence[RemittedClaim]
) -> dict[int, AnsweredClaim]:
    """The claims by id; two claims of one visit share its account.

    Raises:
        RefusedError: a claim is unknown, was not sent to this payer, or is answered already.
    """
    ids = [claim.claim_id for claim in told]
    named = {"claims": sorted(set(ids))}
    claims = {claim.id: claim for claim in tx.session.execute(_CLAIMS, named)}
    before = set(tx.session.scalars(_ANSWERED, named))
    for number, claim_id in enumerate(ids):
        if claim_id not in claims:
            raise RefusedError(
                f"There is no claim number {claim_id} in this practice.",
                effect="Nothing was posted.",
                remedy="Choose a claim from the list.",
                field="claim_id",
            )
        _refuse_wrong(claims[claim_id], payer, answered=claim_id in {*before, *ids[:number]})
    visits = visit_accounts(tx, {claim.encounter_id for claim in claims.values()})
    positions = tx.session.execute(_POSITIONS, named).all()
    return {
        claim.id: _answered(
            claim,
            visits[claim.encounter_id],
            {row.charge_line_id: row.position for row in positions if row.claim_id == claim.id},
        )
        for claim in claims.values()
    }


def _answered(claim: _ClaimRow, visit: VisitAccount, positions: dict[int, int]) -> AnsweredClaim:
    return AnsweredClaim(
        claim_id=claim.id,
        number=claim.number,
        billed_cents=claim.billed_cents,
        coverage=next(plan for plan in visit.plans if plan.id == claim.coverage_id),
        lines={positions[line.id]: line for line in visit.lines if line.id in positions},
        visit=visit,
    )


def _refuse_wrong(claim: _ClaimRow, payer: Payer, *, answered: bool) -> None:
    if claim.payer_id != payer.id:
        raise RefusedError(
            f"Claim {claim.number} was not sent to {payer.name}.",
            effect="Nothing was posted.",
            remedy="Check the claim number on the paper.",
            field="claim_id",
        )
    if answered:
        raise RefusedError(
            f"{payer.name} already answered claim {claim.number}.",
            effect="Nothing was posted.",
            remedy="A second answer takes the first one back before it is posted.",
            field="claim_id",
        )


_NAMED: sa.BindParameter[Any] = sa.bindparam("claims", expanding=True)
_CLAIMS = sa.select(
    Claim.id,
    Claim.number,
    Claim.payer_id,
    Claim.coverage_id,
    Claim.encounter_id,
    Claim.billed_cents,
).where(Claim.id.in_(_NAMED))
_ANSWERED = sa.select(RemittanceClaim.claim_id).where(RemittanceClaim.claim_id.in_(_NAMED))
_POSITIONS = sa.select(ClaimLine.claim_id, ClaimLine.charge_line_id, ClaimLine.position).where(
    ClaimLine.claim_id.in_(_NAMED)
)
