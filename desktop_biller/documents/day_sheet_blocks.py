"""The blocks under a day sheet's table: four columns of labelled amounts, and month and year."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_biller.documents.checks import amount, require_room
from desktop_biller.documents.fonts import REGULAR, SEMIBOLD, fit, text_width, wrap_and_cut
from desktop_biller.documents.sheet import HAIR, Sheet
from desktop_biller.facts.papers import DaySheetFacts, DaySheetLine, DaySheetPeriod

_LINE = 14.5
_FIRST_LINE = 19.0
_EDGES = ((36.0, 206.0), (236.0, 396.0), (426.0, 586.0), (616.0, 756.0))
_PERIOD_EDGES = ((206.0, 88.0), (306.0, 88.0), (396.0, 84.0), (486.0, 84.0))
"""Right edge and width of charges, payments, adjustments and refunds so far."""


@dataclass(frozen=True, slots=True)
class BlockLine:
    """Words on the left, a value on the right; totals are bold under a thin rule."""

    words: str
    value: str
    total: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and its lines."""

    heading: str
    lines: tuple[BlockLine, ...]

    @property
    def height(self) -> float:
        """From the heading's baseline to a little below the last line."""
        return _FIRST_LINE + _LINE * len(self.lines)

    def head(self, height: float) -> "Block":
        """As many lines as are at most ``height`` points high together with the heading."""
        return Block(self.heading, self.lines[: self._most(height)])

    def tail(self, height: float) -> "Block":
        """The lines that ``head`` leaves out."""
        heading = self.heading.removesuffix(", continued")
        return Block(f"{heading}, continued", self.lines[self._most(height) :])

    @staticmethod
    def _most(height: float) -> int:
        return int((height - _FIRST_LINE) / _LINE)


def blocks_of(facts: DaySheetFacts) -> tuple[Block, ...]:
    """The four blocks, left to right."""
    checks = tuple(BlockLine(check.words, check.value) for check in facts.checks)
    return (
        Block("All that is owed to us", _amount_lines(facts.receivable)),
        Block("Money in, by method", _amount_lines(facts.money_in)),
        Block("By provider", _amount_lines(facts.by_provider)),
        Block("Before you close", checks),
    )


def _amount_lines(lines: Sequence[DaySheetLine]) -> tuple[BlockLine, ...]:
    return tuple(BlockLine(line.words, amount(line.cents), line.total) for line in lines)


def draw_blocks(sheet: Sheet, blocks: Sequence[Block], y: float) -> float:
    """Blocks side by side with their headings at ``y``; the baseline below the tallest."""
    for block, (left, right) in zip(blocks, _EDGES, strict=True):
        if not block.lines:
            continue
        sheet.text(left, y, fit(block.heading, right - left, font=SEMIBOLD), font=SEMIBOLD)
        sheet.rule(left, y + 5, right, HAIR)
        for number, line in enumerate(block.lines):
            baseline = y + _FIRST_LINE + _LINE * number
            font = SEMIBOLD if line.total else REGULAR
            if line.total:
                sheet.rule(left, baseline - 10.4, right, HAIR)
            value = require_room(line.value, right - left - 30, line.words, font=font)
            room = right - left - text_width(value, 10, font) - 6
            sheet.text(left, baseline, fit(line.words, room, font=font), font=font)
            sheet.right(right, baseline, value, font=font)
    return y + max(block.height for block in blocks)


def draw_periods(sheet: Sheet, periods: Sequence[DaySheetPeriod], closed_by: str, y: float) -> None:
    """Month and year so far, and the line on which the day is signed off."""
    y += 16
    left = _EDGES[0][0]
    if periods:
        sheet.text(left, y, "So far", font=SEMIBOLD)
        words = ("Charges", "Payments", "Adjustments", "Refunds")
        for (edge, _), word in zip(_PERIOD_EDGES, words, strict=True):
            sheet.right(edge, y, word)
        sheet.rule(left, y + 5, _PERIOD_EDGES[-1][0], HAIR)
    for number, period in enumerate(periods):
        baseline = y + _FIRST_LINE + _LINE * number
        sheet.text(left, baseline, fit(period.words, 76))
        cents = (
            period.charge_cents,
            period.payment_cents,
            period.adjustment_cents,
            period.refund_cents,
        )
        for (edge, width), value in zip(_PERIOD_EDGES, cents, strict=True):
            sheet.right(edge, baseline, require_room(amount(value), width, period.words))
    start, end = _EDGES[-1]
    sheet.text(start, y, "Closed by", font=SEMIBOLD)
    lines = wrap_and_cut(closed_by, end - start, 2) if closed_by else []
    for number, line in enumerate(lines):
        sheet.text(start, y + 27 - 12 * (len(lines) - 1 - number), line)
    sheet.rule(start, y + 31, end, HAIR)
