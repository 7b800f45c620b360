"""The rows of the check's grid as they stand on the screen: words and marks, no widgets."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.payments.typed_check import RowKey, TypedCheck
from desktop_biller.workflow.payments.typed_answer import (
    Column,
    OpenClaim,
    Outcome,
    Result,
    TypedLine,
)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A claim or a service line. Cents; None where a cell is blank.

    Attributes:
        name: the patient, or the service with its place on the claim.
        is_open: a claim whose lines are shown.
        lines: how many lines a claim has; one of several lines takes its amounts on them.
        outcome: how it stands, with ``words`` for it.
        marked: the cell to look at.
        note: of a line, in place of a chip: its copay, or the reasons that were chosen.
        refused: the insurer denied some of it, which stays open.
    """

    key: RowKey
    name: str
    claim: str
    service_date: dt.date | None
    is_open: bool
    lines: int
    open_cents: int
    expected_cents: int | None
    paid_cents: int | None
    write_off_cents: int | None
    patient_cents: int | None
    left_cents: int
    outcome: Outcome
    words: str
    marked: Column
    note: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class CheckTotals:
    """What all claims of the grid come to. Cents."""

    claims: int
    open_cents: int
    paid_cents: int
    write_off_cents: int
    patient_cents: int
    left_cents: int


def check_rows(check: TypedCheck) -> tuple[CheckRow, ...]:
    """Every claim with its lines below it; the grid leaves those of closed claims out."""
    return tuple(_rows(check))


def check_totals(check: TypedCheck) -> CheckTotals:
    """The totals row; claims on which nothing was typed count with what is open on them."""
    cells = [cells for claim in check.claims for cells in check.cells(claim)]
    return CheckTotals(
        claims=len(check.claims),
        open_cents=sum(claim.open_before_cents for claim in check.claims),
        paid_cents=sum(line.paid for line in cells),
        write_off_cents=sum(line.write_off for line in cells),
        patient_cents=sum(line.patient for line in cells),
        left_cents=sum(check.result(claim).claim.left_cents for claim in check.claims),
    )


def _rows(check: TypedCheck) -> Iterator[CheckRow]:
    for claim in check.claims:
        cells, result = check.cells(claim), check.result(claim)
        is_open = claim.claim_id in check.opened
        yield _claim_row(claim, cells, result.claim, is_open=is_open)
        for at, (typed, told) in enumerate(zip(cells, result.lines, strict=True)):
            yield _line_row(claim, at, typed, told)


def _claim_row(
    claim: OpenClaim, cells: Sequence[TypedLine], result: Result, *, is_open: bool
) -> CheckRow:
    begun = any(not line.is_blank for line in cells)
    expected = [line.expected_paid_cents for line in claim.lines]
    known = [cents for cents in expected if cents is not None]
    refused = any(line.refused for line in cells)
    reasons = {f"{a.group}-{a.reason}" for line in cells for a in line.reasons}
    words = result.words
    if claim.answered_on is not None and result.outcome == "duplicate":
        words = f"Duplicate, paid {us_date(claim.answered_on)[:5]}"
    if refused and result.outcome == "good":
        words = f"Denied, {next(iter(reasons))}" if len(reasons) == 1 else "Denied"
    paid = any(line.paid_cents is not None for line in cells)
    return CheckRow(
        key=RowKey(claim.claim_id),
        name=claim.patient,
        claim=claim.number,
        service_date=claim.service_date,
        is_open=is_open,
        lines=len(claim.lines),
        open_cents=claim.open_before_cents,
        expected_cents=sum(known) if len(known) == len(expected) else None,
        paid_cents=sum(line.paid for line in cells) if paid else None,
        write_off_cents=sum(line.write_off for line in cells) if begun else None,
        patient_cents=sum(line.patient for line in cells) if begun else None,
        left_cents=result.left_cents,
        outcome=result.outcome,
        words=words,
        marked="" if is_open else result.column,
        note=_note(claim, 0, cells[0]) if len(claim.lines) == 1 and not result.words else "",
        refused=refused,
    )


def _line_row(claim: OpenClaim, at: int, cells: TypedLine, result: Result) -> CheckRow:
    line = claim.lines[at]
    derived = bool(cells.reasons)
    return CheckRow(
        key=RowKey(claim.claim_id, at),
        name=f"{line.number} {line.code} {line.words}",
        claim="",
        service_date=None,
        is_open=False,
        lines=0,
        open_cents=line.open_before_cents,
        expected_cents=line.expected_paid_cents,
        paid_cents=cells.paid_cents,
        write_off_cents=cells.write_off if derived else cells.write_off_cents,
        patient_cents=cells.patient if derived else cells.patient_cents,
        left_cents=result.left_cents,
        outcome="" if result.outcome == "good" else result.outcome,
        words="" if result.outcome == "good" else result.words,
        marked=result.column,
        note=_note(claim, at, cells),
    )


def _note(claim: OpenClaim, at: int, cells: TypedLine) -> str:
    if cells.reasons:
        return ", ".join(f"{a.group}-{a.reason} {money(a.cents)}" for a in cells.reasons)
    if at == 0 and claim.copay_cents:
        return f"Copay {money(claim.copay_cents)}"
    return ""
