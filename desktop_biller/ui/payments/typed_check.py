"""An insurer's check as it is being typed, with every change as a plain act: pure, no widgets.

Claims wait in the grid; what was typed on their lines stands in cells. Nothing is worked out here:
the arithmetic is ``workflow.payments.typed_answer``'s.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from desktop_biller.foundation.text import folded
from desktop_biller.workflow.payments.remittance_input import AdjustmentInput, RemittedClaim
from desktop_biller.workflow.payments.typed_answer import (
    ClaimResult,
    OpenClaim,
    TypedLine,
    answer_of,
    as_expected,
    line_results,
)

MoneyColumn = Literal["paid", "write_off", "patient"]
Method = Literal["check", "eft", "card", "other"]


@dataclass(frozen=True, slots=True)
class CheckHead:
    """What stands over the grid. Cents; None where a field is blank or can't be read."""

    payer_id: int | None = None
    payer: str = ""
    reference: str = ""
    dated: dt.date | None = None
    cents: int | None = None
    method: Method = "check"


@dataclass(frozen=True, slots=True, order=True)
class RowKey:
    """A row of the grid: a claim, or one of its lines (0 is the first; -1 the claim itself)."""

    claim_id: int
    line: int = -1

    @property
    def is_line(self) -> bool:
        """True for a service line."""
        return self.line >= 0


@dataclass(frozen=True, slots=True)
class KeptCell:
    """What was typed on one line, as a draft keeps it."""

    claim_id: int
    line: int
    cells: TypedLine


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """A draft of a check; ``key`` is the one under which it will be posted, once."""

    head: CheckHead
    cells: tuple[KeptCell, ...]
    key: str


@dataclass
class TypedCheck:
    """The claims of the grid and what was typed on them.

    Attributes:
        answered: claims that were answered before; one is shown once it is looked for.
        opened: claims whose service lines are shown.
    """

    claims: tuple[OpenClaim, ...] = ()
    answered: tuple[OpenClaim, ...] = ()
    opened: set[int] = field(default_factory=set)
    _cells: dict[RowKey, TypedLine] = field(default_factory=dict)
    _filled: set[RowKey] = field(default_factory=set)

    def show(self, claims: Sequence[OpenClaim]) -> None:
        """Take other claims; what was typed on those that are still there stays."""
        shown = {claim.claim_id for claim in self.claims} | {key.claim_id for key in self._cells}
        self.claims = tuple(
            claim for claim in claims if claim.answered_on is None or claim.claim_id in shown
        )
        known = {claim.claim_id for claim in self.claims}
        self.answered = tuple(claim for claim in claims if claim.claim_id not in known)
        self._cells = {key: cells for key, cells in self._cells.items() if key.claim_id in known}

    def clear(self) -> None:
        """Forget everything."""
        self.claims, self.answered = (), ()
        self.opened, self._cells, self._filled = set(), {}, set()

    def claim(self, claim_id: int) -> OpenClaim | None:
        """A claim of the grid."""
        return next((claim for claim in self.claims if claim.claim_id == claim_id), None)

    def cells(self, claim: OpenClaim) -> tuple[TypedLine, ...]:
        """What was typed on each line of a claim, in order."""
        rows = (RowKey(claim.claim_id, at) for at in range(len(claim.lines)))
        return tuple(self._cells.get(row, TypedLine()) for row in rows)

    def result(self, claim: OpenClaim) -> ClaimResult:
        """How a claim and its lines stand."""
        return line_results(claim, self.cells(claim))

    def type(self, row: RowKey, column: MoneyColumn, cents: int | None) -> bool:
        """Put an amount into a cell; the claim's own row stands for its only line.

        Once paid and write-off are typed, what is left is filled in as the patient's part, until
        that is typed too; where all of it was paid, both of the others are nil. False where a
        claim of several lines must be opened for it first.
        """
        found = self._line_of(row)
        if found is None:
            return False
        claim, at = found
        key = RowKey(claim.claim_id, at)
        before = self._cells.get(key, TypedLine())
        cells = _with(before, column, cents)
        if column == "patient":
            self._filled.discard(key)
        elif cells.patient_cents is None or key in self._filled:
            cells = self._with_rest(claim, key, cells)
        self._put(key, cells)
        return True

    def accept(self, row: RowKey) -> bool:
        """Take the expected amounts; False where nothing is known of them."""
        claim = self.claim(row.claim_id)
        expected = as_expected(claim) if claim is not None and not row.is_line else None
        if claim is not None and row.is_line:
            line = claim.lines[row.line]
            if line.expected_paid_cents is not None:
                self._put(
                    row,
                    TypedLine(
                        line.expected_paid_cents,
                        line.expected_write_off_cents,
                        line.expected_patient_cents,
                    ),
                )
                self._filled.discard(row)
                return True
        if claim is None or expected is None:
            return False
        for at, cells in enumerate(expected):
            key = RowKey(claim.claim_id, at)
            self._put(key, cells)
            self._filled.discard(key)
        return True

    def erase(self, row: RowKey) -> None:
        """Forget what was typed on a claim or a line."""
        claim = self.claim(row.claim_id)
        lines = range(len(claim.lines)) if claim is not None else ()
        for at in [row.line] if row.is_line else lines:
            self._put(RowKey(row.claim_id, at), TypedLine())
            self._filled.discard(RowKey(row.claim_id, at))

    def explain(self, row: RowKey, reasons: Sequence[AdjustmentInput]) -> None:
        """Give a line the reasons on the paper in place of the usual ones; none takes them back."""
        before = self._cells.get(row, TypedLine())
        paid = before.paid if reasons else before.paid_cents
        self._put(row, replace(before, paid_cents=paid, reasons=tuple(reasons)))
        self._filled.discard(row)

    def refuse(self, claim: OpenClaim, group: str, reason: str) -> None:
        """Explain all that is left on every line of a claim by one reason."""
        for at, result in enumerate(self.result(claim).lines):
            row = RowKey(claim.claim_id, at)
            if result.left_cents:
                told = AdjustmentInput(group=group, reason=reason, cents=result.left_cents)  # type: ignore[arg-type]  # the editor offers the five groups only
                self.explain(row, [*self.reasons_of(row), told])

    def reasons_of(self, row: RowKey) -> tuple[AdjustmentInput, ...]:
        """The reasons of a line: those that were chosen, or the usual ones of its cells."""
        claim = self.claim(row.claim_id)
        if claim is None:
            return ()
        told = answer_of(claim, self.cells(claim)).lines[row.line].adjustments
        return tuple(a for a in told if (a.group, a.reason) != ("OA", "23"))

    def open_lines(self, claim_id: int) -> None:
        """Show a claim's service lines."""
        self.opened.add(claim_id)

    def close_lines(self, claim_id: int) -> None:
        """Hide them again."""
        self.opened.discard(claim_id)

    def find(self, text: str) -> RowKey | None:
        """The first claim by patient's name, then by number; one answered before joins the grid."""
        for claims in (self.claims, self.answered):
            found = _first(claims, text)
            if found is None:
                continue
            if claims is self.answered:
                self.answered = tuple(c for c in self.answered if c is not found)
                self.claims = (*self.claims, found)
            return RowKey(found.claim_id)
        return None

    @property
    def paid_cents(self) -> int:
        """What all claims take of the check."""
        return sum(cells.paid for cells in self._cells.values())

    def touched(self) -> tuple[OpenClaim, ...]:
        """The claims on which something was typed."""
        begun = {key.claim_id for key in self._cells}
        return tuple(claim for claim in self.claims if claim.claim_id in begun)

    def standing_in_the_way(self) -> tuple[OpenClaim, ...]:
        """The touched claims that don't balance, or were answered before."""
        return tuple(claim for claim in self.touched() if not self.balances(claim))

    def balances(self, claim: OpenClaim) -> bool:
        """True where the claim can be posted as it is."""
        lines_even = all(line.left_cents == 0 for line in self.result(claim).lines)
        return claim.answered_on is None and lines_even

    def answers(self) -> tuple[RemittedClaim, ...]:
        """The touched claims as they are posted."""
        return tuple(answer_of(claim, self.cells(claim)) for claim in self.touched())

    def put_back(self, cells: Mapping[RowKey, Mapping[MoneyColumn, int | None]]) -> None:
        """Take the amounts that the grid shows again after the user took a change back."""
        for row, amounts in cells.items():
            found = self._line_of(row)
            if found is None:
                continue
            key = RowKey(found[0].claim_id, found[1])
            before = self._cells.get(key, TypedLine())
            if not before.reasons:
                now = before
                for column, cents in amounts.items():
                    now = _with(now, column, cents)
                self._put(key, now)

    def kept(self) -> tuple[KeptCell, ...]:
        """What was typed, for a draft."""
        return tuple(KeptCell(key.claim_id, key.line, c) for key, c in sorted(self._cells.items()))

    def restore(self, cells: Sequence[KeptCell]) -> None:
        """Put back what a draft has kept."""
        self._cells = {RowKey(kept.claim_id, kept.line): kept.cells for kept in cells}
        self._filled = set()

    def _line_of(self, row: RowKey) -> tuple[OpenClaim, int] | None:
        claim = self.claim(row.claim_id)
        if claim is None or (not row.is_line and len(claim.lines) != 1):
            return None
        return claim, max(0, row.line)

    def _with_rest(self, claim: OpenClaim, key: RowKey, cells: TypedLine) -> TypedLine:
        rest = claim.lines[key.line].open_before_cents - cells.paid - cells.write_off
        if cells.reasons or cells.paid_cents is None:
            return cells
        if cells.write_off_cents is None and rest:
            return cells
        self._filled.add(key)
        return replace(cells, write_off_cents=cells.write_off, patient_cents=max(0, rest))

    def _put(self, key: RowKey, cells: TypedLine) -> None:
        if cells.is_blank:
            self._cells.pop(key, None)
        else:
            self._cells[key] = cells


def _with(cells: TypedLine, column: MoneyColumn, cents: int | None) -> TypedLine:
    match column:
        case "paid":
            return replace(cells, paid_cents=cents)
        case "write_off":
            return replace(cells, write_off_cents=cents)
        case _:
            return replace(cells, patient_cents=cents)


def _first(claims: Sequence[OpenClaim], text: str) -> OpenClaim | None:
    wanted = folded(text)
    by_name = (c for c in claims if folded(c.patient).startswith(wanted))
    by_word = (c for c in claims if any(w.startswith(wanted) for w in folded(c.patient).split()))
    number = text.upper()
    by_number = (c for c in claims if c.number.startswith(number) or c.number.endswith(number))
    return next(by_name, None) or next(by_word, None) or next(by_number, None)
