"""A chart's axis, reckoned without Qt: from zero, round steps, in dollars or thousands of them."""

from dataclasses import dataclass

_THOUSAND = 1_000_00
"""Cents from which amounts stand in thousands of dollars."""


@dataclass(frozen=True, slots=True)
class MoneyAxis:
    """An axis of amounts from 0 to ``top``. Cents.

    Attributes:
        step: between two lines.
        unit: what the labels are in: ``$`` or ``$ thousand``.
    """

    top: int
    step: int
    unit: str

    @property
    def marks(self) -> tuple[int, ...]:
        """Where the lines stand, 0 among them."""
        return tuple(range(0, self.top + 1, self.step))

    def mark_words(self, cents: int) -> str:
        """A line's label, short and without a false rounding."""
        value = cents / (_THOUSAND if self.unit != "$" else 100)
        return f"{value:,.1f}".removesuffix(".0")

    def label(self, cents: int) -> str:
        """A bar's label: thousands with one decimal place, or whole dollars."""
        value = cents / (_THOUSAND if self.unit != "$" else 100)
        shown = f"{value:,.1f}" if self.unit != "$" else f"{value:,.0f}"
        return shown.replace("-", "−")


def money_axis(most: int, *, lines: int = 3) -> MoneyAxis:
    """The axis for amounts up to ``most`` cents, with about ``lines`` steps of 1, 2 or 5."""
    unit = "$ thousand" if most >= 10 * _THOUSAND else "$"
    least = max(most, 100)
    step = 100
    while True:
        for factor in (1, 2, 5):
            if step * factor * lines >= least:
                wide = step * factor
                return MoneyAxis(-(-least // wide) * wide, wide, unit)
        step *= 10
