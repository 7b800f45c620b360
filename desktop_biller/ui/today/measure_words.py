"""How the measures of the practice stand on their tiles, and how the age of money is told."""

import re
from collections.abc import Sequence

from desktop_biller.reports.months import MonthCents
from desktop_biller.ui.kit.bar_chart import Bar
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.stack_bar import BarPart
from desktop_biller.ui.kit.tiles import Kpi
from desktop_biller.workflow.kpi import KpiNumber, KpiTile
from desktop_biller.workflow.today import AgingBar

_CHIPS = {
    "on target": ChipSpec("On target", "green", "good"),
    "watch": ChipSpec("Watch", "amber", "warning"),
    "off target": ChipSpec("Off target", "red", "bad"),
}
_SHORT = {
    "denial_rate": "Denial rate ($)",
    "ar_over_90": "A/R > 90 days",
}
"""Names that fit a tile; the full one is told by tooltip and dialog."""
_SIGNS = (
    (re.compile(r"^under (.+)$"), "<"),
    (re.compile(r"^(.+) or more$"), "≥"),
    (re.compile(r"^(.+) or fewer$"), "≤"),
)


def kpi_of(tile: KpiTile) -> Kpi:
    """What a measure's tile shows."""
    value = tile.value_thousandths
    return Kpi(
        name=_SHORT.get(tile.key, tile.name),
        full_name=tile.name,
        value="" if value is None else value_words(tile, value),
        chip=_CHIPS.get(tile.state),
        target=f"Target {short_target(tile.target)}",
        months=tuple(None if month is None else month / 1000 for month in tile.months),
        goal=tile.goal_thousandths / 1000,
        too_little=f"Not enough data ({tile.claims:,} of {tile.needed:,} claims)"
        if value is None
        else "",
    )


def value_words(tile: KpiTile, thousandths: int) -> str:
    """``37.5``, ``6.2 %``, rounded half up; days that are few are named."""
    tenths = f"{(thousandths + 50) // 100 / 10:,.1f}".replace("-", "−")
    if tile.unit == "%":
        return f"{tenths} %"
    whole = tenths.removesuffix(".0")
    if tile.key == "days_in_ar":
        return tenths
    return f"{whole} day{'' if whole == '1' else 's'}"


def short_target(words: str) -> str:
    """``under 40 days`` as ``< 40 days``."""
    for pattern, sign in _SIGNS:
        found = pattern.match(words)
        if found is not None:
            return f"{sign} {found[1]}"
    return words


def number_words(number: KpiNumber) -> str:
    """One of the two numbers behind a measure."""
    return money(number.number) if number.kind == "cents" else f"{number.number:,}"


def age_parts(bar: AgingBar) -> tuple[BarPart, ...]:
    """The parts of the age bar; shares are of all that is owed."""
    labels = (
        f"Over {label[1:]} days" if label.startswith(">") else f"{label} days"
        for label in bar.labels
    )
    return tuple(
        BarPart(words, cents, money(cents), share_words(cents, bar.total))
        for words, cents in zip(labels, bar.parts, strict=True)
    )


def share_words(part: int, whole: int) -> str:
    """``51.2 %``; blank where there is no whole."""
    if whole <= 0:
        return ""
    return f"{(2000 * part + whole) // (2 * whole) / 10:.1f} %"


def month_bars(months: Sequence[MonthCents]) -> tuple[Bar, ...]:
    """The bars of the year's collections."""
    return tuple(
        Bar(f"{month.first:%b}", month.cents, money(month.cents), month.running) for month in months
    )
