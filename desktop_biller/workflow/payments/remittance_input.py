"""An insurer's explanation as a person types it from paper, and its arithmetic (R60)."""

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import RefusedError
from desktop_biller.foundation.money import Cents, NonNegativeCents, dollars
from desktop_biller.workflow.usecase import Command, RowId

ReasonCode = Annotated[str, Meta(pattern="^[A-Z0-9]{1,5}$")]


class AdjustmentInput(codec.Strict, frozen=True, kw_only=True):
    """One reason why a line was not paid in full: group, CARC, cents with its sign."""

    group: Literal["CO", "PR", "OA", "PI", "CR"]
    reason: ReasonCode
    cents: Cents
    quantity: Annotated[int, Meta(ge=-9999, le=9999)] | None = None


class RemittedLine(codec.Strict, frozen=True, kw_only=True):
    """One service line of a claim, named by its place on the claim, 1 is the first."""

    line: Annotated[int, Meta(ge=1, le=50)]
    paid_cents: NonNegativeCents
    adjustments: tuple[AdjustmentInput, ...] = ()


class RemittedClaim(codec.Strict, frozen=True, kw_only=True):
    """One claim of the check. Only first answers (status 1 to 4) can be typed so far."""

    claim_id: RowId
    status_code: Literal["1", "2", "3", "4"] = "1"
    payer_claim_number: Annotated[str, Meta(max_length=40)] = ""
    lines: Annotated[tuple[RemittedLine, ...], Meta(min_length=1)]

    @property
    def paid_cents(self) -> int:
        """What the insurer paid on the claim (CLP04)."""
        return sum(line.paid_cents for line in self.lines)

    @property
    def patient_cents(self) -> int:
        """What the insurer leaves to the patient (CLP05)."""
        return sum(a.cents for line in self.lines for a in line.adjustments if a.group == "PR")


class PostRemittance(Command, frozen=True, kw_only=True):
    """A check of an insurer with its explanation, typed by line from paper.

    ``leave_unapplied`` keeps what the claims don't explain as the payer's unapplied money.
    """

    payer_id: RowId
    cents: NonNegativeCents
    method: Literal["check", "eft", "card", "other"] = "check"
    reference: Annotated[str, Meta(min_length=1, max_length=40)]
    dated: dt.date
    claims: Annotated[tuple[RemittedClaim, ...], Meta(min_length=1)]
    leave_unapplied: bool = False


def refuse_unbalanced_line(claim_number: str, number: int, charge: int, line: RemittedLine) -> None:
    """Let a line pass whose charge is what was paid plus every reason (R60a).

    Raises:
        RefusedError: it is off; the words name claim, line and difference.
    """
    told = line.paid_cents + sum(a.cents for a in line.adjustments)
    if told != charge:
        raise RefusedError(
            f"Line {number} of claim {claim_number} is off by {dollars(charge - told)}: charged "
            f"{dollars(charge)}, paid and adjusted {dollars(told)}.",
            effect="Nothing of this check was posted.",
            remedy="Compare the line with the paper and correct it.",
            field=f"claim {claim_number} line {number}",
        )


def unapplied_rest(command: PostRemittance) -> int:
    """What the check holds beyond its claims, in cents (R60c, R67d).

    Raises:
        RefusedError: the claims take more than the check holds, or a rest is not wanted.
    """
    rest = command.cents - sum(claim.paid_cents for claim in command.claims)
    if rest < 0:
        raise RefusedError(
            f"The claims were paid {dollars(-rest)} more than this check holds.",
            effect="Nothing was posted.",
            remedy="Compare the amounts with the paper.",
            field="cents",
        )
    if rest and not command.leave_unapplied:
        raise RefusedError(
            f"This check is {dollars(rest)} more than you posted.",
            effect="Nothing was posted.",
            remedy="Add the missing claims, or leave the rest as the payer's unapplied money.",
            field="cents",
        )
    return rest
