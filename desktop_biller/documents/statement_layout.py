"""Which line of a statement stands on which page, and how high: pure, drawn by statement.py.

Pages are measured in points from the top. A patient's line never ends a page, no service is
split, and the sums carried over are running sums. Page 1 keeps its lower third for the slip.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_biller.documents.fonts import SEMIBOLD, text_width, wrap_and_cut
from desktop_biller.facts.papers import PendingItem, StatementFacts, StatementItem, StatementPatient

TEXT_WIDTH = 522.0
FIRST_TABLE_TOP = 328.0
STRIP_HEIGHT = 30.0
PENDING_TEXT_WIDTH = 435.0

_TABLE_HEAD_HEIGHT = 28.0
_FIRST_TABLE_END = 469.5
_FIRST_SUM_HEIGHT = 17.0
_NEXT_TABLE_TOP = 92.0
_NEXT_ITEMS_END = 725.0
_NEXT_SUM_HEIGHT = 19.0
_TOTAL_HEIGHT = 22.0
_CREDIT_HEIGHT = 14.0
_PAGE_END = 756.0
_PENDING_GAP = 16.0
_PENDING_HEAD_HEIGHT = 30.0
_PENDING_ITEM_HEIGHT = 29.0
_LINE = 12.5
_HELP_GAP = 26.0

Sums = tuple[int, int, int, int, int]
"""Charge, insurance paid, plan discount, you paid, you owe, in cents."""


@dataclass(frozen=True, slots=True)
class PatientRow:
    """The line that names a patient; ``wraps`` where the provider needs a line of its own."""

    top: float
    baseline: float  # below top
    patient: StatementPatient
    continued: bool
    wraps: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One service: two lines."""

    top: float
    item: StatementItem


@dataclass(frozen=True, slots=True)
class SumRow:
    """Running sums: carried over, or the total."""

    top: float
    height: float
    words: str
    sums: Sums
    is_total: bool = False

    @property
    def baseline(self) -> float:
        """Of its text, below ``top``: 12 of 17, 13 of 19, 15 of 22."""
        return (self.height + 8) // 2


@dataclass(frozen=True, slots=True)
class CreditRow:
    """The patient's unapplied money, under the total."""

    top: float


@dataclass(frozen=True, slots=True)
class PendingBlock:
    """Services that wait for insurance, each with its status in lines, in a dashed box."""

    top: float
    height: float
    items: tuple[tuple[PendingItem, tuple[str, ...]], ...]
    continued: bool


@dataclass(frozen=True, slots=True)
class HelpTexts:
    """The four help texts; ``top`` is the baseline of the first headings."""

    top: float


Row = PatientRow | ItemRow | SumRow | CreditRow | PendingBlock | HelpTexts


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page; ``table_top`` is None where only pending or help stands on it."""

    rows: tuple[Row, ...]
    table_top: float | None


@dataclass(frozen=True, slots=True)
class _Measures:
    """Heights of the rows of page 1, or of all others, and where the patient's name stands."""

    patient: float
    patient_baseline: float
    item: float


_FIRST = _Measures(patient=17.0, patient_baseline=13.0, item=26.5)
_NEXT = _Measures(patient=20.0, patient_baseline=15.0, item=27.0)

_Unit = tuple[int, StatementItem]
"""A service and the index of its patient."""


def item_sums(items: Sequence[StatementItem]) -> Sums:
    """The five sums of ``items``."""
    return (
        sum(item.charge_cents for item in items),
        sum(item.insurance_paid_cents for item in items),
        sum(item.discount_cents for item in items),
        sum(item.patient_paid_cents for item in items),
        sum(item.owed_cents for item in items),
    )


def paginate(facts: StatementFacts, *, strips: int = 1) -> tuple[Page, ...]:
    """The pages of a statement whose summary takes ``strips`` lines of cells."""
    return _Layout(facts, strips).pages()


def pending_height(status_lines: int) -> float:
    """Height of one pending service in its block."""
    return _PENDING_ITEM_HEIGHT + _LINE * max(0, status_lines - 1)


def patient_words(patient: StatementPatient, *, continued: bool) -> tuple[str, str]:
    """The patient's name, and what follows it: ", continued, seen by Elena Park, MD"."""
    seen_by = f", seen by {patient.provider}" if patient.provider else ""
    return patient.name, f"{', continued' if continued else ''}{seen_by}"


class _Layout:
    """Fills page after page; every method returns rows and where they end."""

    def __init__(self, facts: StatementFacts, strips: int) -> None:
        self._facts = facts
        self._units: list[_Unit] = [
            (number, item)
            for number, patient in enumerate(facts.patients)
            for item in patient.items
        ]
        self._first_top = FIRST_TABLE_TOP + STRIP_HEIGHT * (strips - 1)
        self._credit = _CREDIT_HEIGHT if facts.credit_cents else 0.0
        self._pages: list[Page] = []

    def pages(self) -> tuple[Page, ...]:
        body = self._first_top + _TABLE_HEAD_HEIGHT
        everything = len(self._units)
        if not self._facts.pending:
            limit = _FIRST_TABLE_END - _FIRST_SUM_HEIGHT - self._credit
            rows, y, end = self._fill(0, everything, body, limit, _FIRST)
            if end == everything:
                rows += self._total(y, _FIRST_SUM_HEIGHT)
                return (Page(tuple(rows), self._first_top),)
        limit = _FIRST_TABLE_END - _FIRST_SUM_HEIGHT
        rows, y, end = self._fill(0, everything, body, limit, _FIRST)
        self._carry_over(rows, y, end, _FIRST_SUM_HEIGHT)
        start: int | None = end
        while start is not None:
            start = self._next_page(start)
        return tuple(self._pages)

    def _next_page(self, start: int) -> int | None:
        """Add the page that begins with unit ``start``; the next page's first, None at the end."""
        everything = len(self._units)
        head: list[Row] = [self._carried_from(start)]
        body = _NEXT_TABLE_TOP + _TABLE_HEAD_HEIGHT + _NEXT_SUM_HEIGHT
        rows, y, end = self._fill(start, everything, body, _NEXT_ITEMS_END, _NEXT)
        if end == everything and self._must_move_last(y, end - start):
            end -= 1
            rows, y, _ = self._fill(start, end, body, _NEXT_ITEMS_END, _NEXT)
        elif end == everything:
            self._finish(head + rows, y)
            return None
        self._carry_over(head + rows, y, end, _NEXT_SUM_HEIGHT)
        return end

    def _must_move_last(self, y: float, on_page: int) -> bool:
        """Whether the last service goes to a new page so that what follows it fits there."""
        if on_page < 2:
            return False
        total = _TOTAL_HEIGHT + self._credit
        pending = [pending_height(len(lines)) for _, lines in self._pending()]
        tail = total + self._help_height()
        if pending:
            tail += _PENDING_GAP + _PENDING_HEAD_HEIGHT + sum(pending)
        if y + tail <= _PAGE_END:
            return False
        top = _NEXT_TABLE_TOP + _TABLE_HEAD_HEIGHT + _NEXT_SUM_HEIGHT
        fresh = top + _NEXT.patient + _LINE + _NEXT.item
        if fresh + tail <= _PAGE_END or not pending:
            return True
        # Too much is pending for any one page: begin here if its first service fits.
        return y + total + _PENDING_GAP + _PENDING_HEAD_HEIGHT + pending[0] > _PAGE_END

    def _finish(self, rows: list[Row], y: float) -> None:
        """Total, pending services over as many pages as they need, help texts."""
        rows += self._total(y, _TOTAL_HEIGHT)
        y += _TOTAL_HEIGHT + self._credit
        table_top: float | None = _NEXT_TABLE_TOP
        rest, continued = self._pending(), False
        while rest:
            top = y + _PENDING_GAP if table_top is not None else _NEXT_TABLE_TOP
            block = _block_that_fits(top, rest, continued=continued)
            if block is not None:
                rows.append(block)
                rest, continued = rest[len(block.items) :], True
                y = top + block.height
            if rest:
                self._pages.append(Page(tuple(rows), table_top))
                rows, table_top = [], None
        if y + self._help_height() > _PAGE_END:
            self._pages.append(Page(tuple(rows), table_top))
            rows, table_top, y = [], None, _NEXT_TABLE_TOP - _HELP_GAP + 10
        rows.append(HelpTexts(y + _HELP_GAP))
        self._pages.append(Page(tuple(rows), table_top))

    def _fill(
        self, start: int, stop: int, y: float, limit: float, measures: _Measures
    ) -> tuple[list[Row], float, int]:
        """Rows of the services from ``start`` that end at ``limit`` or above."""
        rows: list[Row] = []
        for index in range(start, stop):
            number, item = self._units[index]
            is_new = index == 0 or self._units[index - 1][0] != number
            height = measures.item
            heading: PatientRow | None = None
            if is_new or index == start:
                heading = self._patient_row(
                    y, measures.patient_baseline, number, continued=not is_new
                )
                height += measures.patient + (_LINE if heading.wraps else 0)
            if y + height > limit:
                return rows, y, index
            if heading is not None:
                rows.append(heading)
            rows.append(ItemRow(y + height - measures.item, item))
            y += height
        return rows, y, stop

    def _patient_row(
        self, top: float, baseline: float, number: int, *, continued: bool
    ) -> PatientRow:
        patient = self._facts.patients[number]
        name, rest = patient_words(patient, continued=continued)
        wraps = text_width(name, 10, SEMIBOLD) + text_width(rest, 10) > TEXT_WIDTH
        return PatientRow(top, baseline, patient, continued, wraps)

    def _sums(self, stop: int) -> Sums:
        return item_sums([item for _, item in self._units[:stop]])

    def _carried_from(self, start: int) -> SumRow:
        top = _NEXT_TABLE_TOP + _TABLE_HEAD_HEIGHT
        words = f"Carried from page {len(self._pages)}"
        return SumRow(top, _NEXT_SUM_HEIGHT, words, self._sums(start))

    def _carry_over(self, rows: list[Row], y: float, end: int, height: float) -> None:
        """Close a page whose table goes on; unit ``end`` is the first of the next page."""
        words = f"Carried to page {len(self._pages) + 2}"
        table_top = _NEXT_TABLE_TOP if self._pages else self._first_top
        rows.append(SumRow(y, height, words, self._sums(end)))
        self._pages.append(Page(tuple(rows), table_top))

    def _total(self, y: float, height: float) -> list[Row]:
        total = SumRow(y, height, "Total", self._sums(len(self._units)), is_total=True)
        return [total, CreditRow(y + height)] if self._credit else [total]

    def _pending(self) -> list[tuple[PendingItem, tuple[str, ...]]]:
        return [
            (item, tuple(wrap_and_cut(item.status, PENDING_TEXT_WIDTH, 3)))
            for item in self._facts.pending
        ]

    def _help_height(self) -> float:
        fee_line = 33.0 if self._facts.letterhead.returned_check_fee_cents else 0.0
        return _HELP_GAP + 58 + 30 + fee_line


def _block_that_fits(
    top: float, items: Sequence[tuple[PendingItem, tuple[str, ...]]], *, continued: bool
) -> PendingBlock | None:
    """As many pending services as fit below ``top``, or None."""
    height = _PENDING_HEAD_HEIGHT
    count = 0
    for _, lines in items:
        taller = height + pending_height(len(lines))
        if top + taller > _PAGE_END:
            break
        height, count = taller, count + 1
    return PendingBlock(top, height, tuple(items[:count]), continued) if count else None
