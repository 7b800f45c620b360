"""An insurer's answer as it is typed into the grid of its check: pure arithmetic.

A line holds what its payer has to account for: the charge, less what earlier payers paid and what
is written off. A payer accounts for all of that (R60a, R61c), whatever the patient paid meanwhile:
a copay taken at the desk is part of what it leaves to the patient. So in every row
``left = open before - paid - write-off - patient - refused``.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.money import format_cents
from desktop_biller.workflow.payments.adjudication import CONTRACTUAL
from desktop_biller.workflow.payments.remittance_input import (
    AdjustmentInput,
    RemittedClaim,
    RemittedLine,
)

Outcome = Literal["", "good", "payment_missing", "too_much", "write_off_too_high", "duplicate"]
"""A blank one: nothing was typed on the claim yet. ``too_much``: more is explained than is open,
and not by the write-off."""

Column = Literal["", "paid", "write_off", "patient"]

_EARLIER_PAYERS = "23"
_ROUNDING = 1
"""Cents by which a write-off may differ from the one worked out from another charge."""


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One line of a claim that waits for its answer. Cents.

    Attributes:
        number: its place on the claim, 1 is the first.
        open_before_cents: what this payer has to account for; 0 where it has answered.
        patient_paid_cents: of it, what the patient paid already.
        expected_paid_cents: what the payer will likely pay; it and the two beside it are None
            where nothing is known.
    """

    number: int
    code: str
    words: str
    charge_cents: int
    open_before_cents: int
    patient_paid_cents: int = 0
    expected_paid_cents: int | None = None
    expected_write_off_cents: int | None = None
    expected_patient_cents: int | None = None


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """One claim of the grid; ``answered_on`` is the date of an answer that is posted already."""

    claim_id: int
    number: str
    patient_id: int
    patient: str
    service_date: dt.date
    state: str
    rank: int
    copay_cents: int
    answered_on: dt.date | None
    lines: tuple[OpenLine, ...]

    @property
    def open_before_cents(self) -> int:
        """The sum of its lines."""
        return sum(line.open_before_cents for line in self.lines)


@dataclass(frozen=True, slots=True)
class TypedLine:
    """What was typed on a line, in cents; None where the cell is blank.

    ``reasons`` are what the user chose from the paper in place of the usual ones: then write-off
    and patient's part are theirs, and the two cells don't count.
    """

    paid_cents: int | None = None
    write_off_cents: int | None = None
    patient_cents: int | None = None
    reasons: tuple[AdjustmentInput, ...] = ()

    @property
    def is_blank(self) -> bool:
        """True where nothing was typed."""
        cells = (self.paid_cents, self.write_off_cents, self.patient_cents)
        return not self.reasons and all(cell is None for cell in cells)

    @property
    def paid(self) -> int:
        """What the insurer paid."""
        return self.paid_cents or 0

    @property
    def write_off(self) -> int:
        """What is written off by contract."""
        if self.reasons:
            return sum(a.cents for a in self.reasons if _is_write_off(a))
        return self.write_off_cents or 0

    @property
    def patient(self) -> int:
        """What is left to the patient, or to the next payer."""
        if self.reasons:
            return sum(a.cents for a in self.reasons if a.group == "PR")
        return self.patient_cents or 0

    @property
    def refused(self) -> int:
        """What the insurer denied or disputes by the chosen reasons: it stays open."""
        return sum(
            a.cents
            for a in self.reasons
            if a.group != "PR" and not _is_write_off(a) and not _is_of_earlier_payers(a)
        )


@dataclass(frozen=True, slots=True)
class Result:
    """How a line or a claim stands. Cents.

    Attributes:
        over_cents: by how much a write-off or payment is too high.
        column: the cell to look at, of the line that ``line`` numbers (0 for none).
        words: as the grid shows it.
    """

    outcome: Outcome
    left_cents: int
    over_cents: int = 0
    column: Column = ""
    line: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """How a claim stands, and each of its lines in order."""

    claim: Result
    lines: tuple[Result, ...]


def line_results(claim: OpenClaim, typed: Sequence[TypedLine]) -> ClaimResult:
    """The result of every line of a claim, and of the claim.

    A claim that was answered before is a duplicate once anything is typed on it. A blank line of a
    claim that was begun lacks its payment. A write-off is too high where more is explained than is
    open, or where it is higher than the one expected.

    Args:
        claim: with its lines in order.
        typed: what was typed on each of them, in the same order.
    """
    begun = any(not cells.is_blank for cells in typed)
    lines = tuple(
        _line_result(claim, line, cells, begun=begun)
        for line, cells in zip(claim.lines, typed, strict=True)
    )
    left = sum(line.left_cents for line in lines)
    for outcome in ("duplicate", "too_much", "payment_missing", "write_off_too_high"):
        found = [line for line in lines if line.outcome == outcome]
        if found:
            over = sum(line.over_cents for line in found)
            first = found[0]
            words = _words(outcome, over, claim.answered_on)
            whole = Result(outcome, left, over, first.column, first.line, words)
            return ClaimResult(whole, lines)
    outcome_of_all: Outcome = "good" if begun else ""
    return ClaimResult(Result(outcome_of_all, left, words="Good" if begun else ""), lines)


def adjustments_for(
    claim: OpenClaim, typed: Sequence[TypedLine]
) -> tuple[tuple[AdjustmentInput, ...], ...]:
    """The reasons of each line, so that charge = paid + reasons where nothing is left (R60a).

    The reasons the user chose are taken as they are. Else a typed write-off is CO-45, and the
    patient's part is PR-3 up to what is left of the claim's copay, then PR-2. What earlier payers
    and write-offs took off the charge before is told as OA-23, which posts nothing.
    """
    copay = claim.copay_cents
    told = []
    for line, cells in zip(claim.lines, typed, strict=True):
        reasons = list(cells.reasons) or _usual_reasons(cells, copay)
        copay -= min(copay, sum(a.cents for a in reasons if (a.group, a.reason) == ("PR", "3")))
        earlier = line.charge_cents - line.open_before_cents
        if earlier and not any(map(_is_of_earlier_payers, reasons)):
            reasons.append(AdjustmentInput(group="OA", reason=_EARLIER_PAYERS, cents=earlier))
        told.append(tuple(reasons))
    return tuple(told)


def answer_of(
    claim: OpenClaim, typed: Sequence[TypedLine], *, payer_claim_number: str = ""
) -> RemittedClaim:
    """A claim of the check as ``post_remittance`` takes it."""
    reasons = adjustments_for(claim, typed)
    return RemittedClaim(
        claim_id=claim.claim_id,
        payer_claim_number=payer_claim_number,
        lines=tuple(
            RemittedLine(line=line.number, paid_cents=cells.paid, adjustments=told)
            for line, cells, told in zip(claim.lines, typed, reasons, strict=True)
        ),
    )


def as_expected(claim: OpenClaim) -> tuple[TypedLine, ...] | None:
    """The lines as they are expected, for accepting a claim; None where a line is not known."""
    if any(line.expected_paid_cents is None for line in claim.lines):
        return None
    return tuple(
        TypedLine(
            line.expected_paid_cents, line.expected_write_off_cents, line.expected_patient_cents
        )
        for line in claim.lines
    )


def _line_result(claim: OpenClaim, line: OpenLine, cells: TypedLine, *, begun: bool) -> Result:
    left = line.open_before_cents - cells.paid - cells.write_off - cells.patient - cells.refused
    outcome, over, column = _judged(claim, line, cells, left)
    if not begun:
        outcome, over, column = "", 0, ""
    number = line.number if column else 0
    return Result(outcome, left, over, column, number, _words(outcome, over, claim.answered_on))


def _judged(
    claim: OpenClaim, line: OpenLine, cells: TypedLine, left: int
) -> tuple[Outcome, int, Column]:
    if claim.answered_on is not None:
        return "duplicate", 0, "paid"
    if left > 0:
        return "payment_missing", 0, "paid"
    if left < 0 and cells.write_off < -left:
        return "too_much", -left, "paid"
    if left < 0:
        return "write_off_too_high", -left, "write_off"
    expected = line.expected_write_off_cents
    if expected is not None and cells.write_off > expected + _ROUNDING:
        return "write_off_too_high", cells.write_off - expected, "write_off"
    return "good", 0, ""


def _words(outcome: Outcome, over: int, answered_on: dt.date | None) -> str:
    match outcome:
        case "good":
            return "Good"
        case "payment_missing":
            return "Payment missing"
        case "too_much":
            return f"{format_cents(over)} too much"
        case "write_off_too_high":
            return f"Write-off {format_cents(over)} too high"
        case "duplicate":
            return f"Duplicate, answered {us_date(answered_on)}" if answered_on else "Duplicate"
        case _:
            return ""


def _usual_reasons(cells: TypedLine, copay: int) -> list[AdjustmentInput]:
    as_copay = min(cells.patient, copay)
    usual: tuple[tuple[Literal["CO", "PR"], str, int], ...] = (
        ("CO", "45", cells.write_off),
        ("PR", "3", as_copay),
        ("PR", "2", cells.patient - as_copay),
    )
    return [AdjustmentInput(group=g, reason=r, cents=cents) for g, r, cents in usual if cents]


def _is_write_off(told: AdjustmentInput) -> bool:
    return told.group == "CO" and told.reason in CONTRACTUAL


def _is_of_earlier_payers(told: AdjustmentInput) -> bool:
    return (told.group, told.reason) == ("OA", _EARLIER_PAYERS)
