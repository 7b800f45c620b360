"""Saying that claims went out: one, or a batch that was printed together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import sqlalchemy as sa
from msgspec import Meta

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import RefusedError
from desktop_biller.models.claim import Claim, ClaimEvent
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.history import ClaimStep, record_steps
from desktop_biller.workflow.usecase import Command, RowId, Transaction, by_id, use_case
from desktop_biller.workflow.workspace import Kind

HowSent = Literal["paper", "file", "portal"]

_MOST = 500
"""Claims of one batch: more than an office prints in a day."""


class RecordClaimSent(Command, frozen=True, kw_only=True):
    """The user says that a claim went out, and how."""

    claim_id: RowId
    how: HowSent = "paper"


@dataclass(frozen=True, slots=True)
class ClaimSent:
    """The claim is marked as sent today."""

    claim_id: int
    changed: frozenset[Kind] = frozenset({Kind.CLAIM})


@use_case(Permission.MAKE_CLAIMS, "claim.sent")
def record_claim_sent(tx: Transaction, command: RecordClaimSent) -> ClaimSent:
    """Mark a ready claim as sent; the same claim goes out once (R42b)."""
    claim = by_id(tx, Claim, command.claim_id, "claim")
    _refuse_unready(tx, claim)
    _mark_sent(tx, [claim], command.how)
    tx.about(f"claim {claim.id}", patient_id=claim.patient_id, reason=command.how)
    return ClaimSent(claim_id=claim.id)


class RecordClaimsSent(Command, frozen=True, kw_only=True):
    """The user says that a batch of claims went out together, and how."""

    claim_ids: Annotated[tuple[RowId, ...], Meta(min_length=1, max_length=_MOST)]
    how: HowSent = "paper"


@dataclass(frozen=True, slots=True)
class ClaimsSent:
    """The claims are marked as sent today."""

    claim_ids: tuple[int, ...]
    changed: frozenset[Kind] = frozenset({Kind.CLAIM})


@use_case(Permission.MAKE_CLAIMS, "claims.sent")
def record_claims_sent(tx: Transaction, command: RecordClaimsSent) -> ClaimsSent:
    """Mark several ready claims as sent at once: all of them, or none where one can't go (R42b)."""
    ids = tuple(dict.fromkeys(command.claim_ids))  # a claim that is named twice is meant once
    claims = [by_id(tx, Claim, claim_id, "claim") for claim_id in ids]
    for claim in claims:
        _refuse_unready(tx, claim)
    _mark_sent(tx, claims, command.how)
    # The trail names the numbers as far as it has room; each claim's history has its own step.
    numbers = " ".join(claim.number for claim in claims)
    tx.about(f"{len(claims)} claims", reason=f"{command.how}: {numbers}"[:200])
    return ClaimsSent(claim_ids=ids)


def sent_words(how: HowSent) -> str:
    """What a claim's history says of its sending: ``Sent by paper``."""
    return f"Sent by {how}"


def _mark_sent(tx: Transaction, claims: Sequence[Claim], how: HowSent) -> None:
    record_steps(tx, [ClaimStep(claim.id, "sent", sent_words(how)) for claim in claims])


def _refuse_unready(tx: Transaction, claim: Claim) -> None:
    if claim.state == "ready":
        return
    sent = tx.session.scalar(
        sa.select(ClaimEvent.on_date)
        .where(ClaimEvent.claim_id == claim.id, ClaimEvent.state == "sent")
        .order_by(ClaimEvent.id.desc())
        .limit(1)
    )
    raise RefusedError(
        f"Claim {claim.number} was sent on {us_date(sent)}."
        if sent
        else f"Claim {claim.number} is not ready.",
        remedy="A claim is sent once; a correction goes out as a new version.",
    )
