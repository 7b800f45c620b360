"""The seven measures of the first screen: value, target, 12 months, and how each is computed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from desktop_biller.foundation.dates import us_date
from desktop_biller.reports.claim_measures import (
    Measure,
    claim_courses,
    claim_measures,
)
from desktop_biller.reports.money_measures import (
    MoneyMeasure,
    days_in_receivable,
    net_collection,
    share_of_old,
)
from desktop_biller.reports.months import last_months
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.reading import Reading, question

NEEDED_CLAIMS = 30
"""Fewer claims say nothing about an office: a single one would move the figure by percents."""

KpiState = Literal["on target", "watch", "off target", "not enough data"]


@dataclass(frozen=True, slots=True)
class KpiNumber:
    """One of the two numbers behind a measure, cents or claims."""

    words: str
    number: int
    kind: Literal["cents", "claims"]


@dataclass(frozen=True, slots=True)
class KpiTile:
    """One measure.

    Attributes:
        value_thousandths: 5300 is 5.3 of ``unit``; None where there is not enough data.
        target: in words, ``under 40 days``; ``goal_thousandths`` is its bound.
        months: the value of each of 12 months in thousandths, the oldest first; None where a month
            has nothing to measure, empty where there is not enough data.
        how: how it is computed, in sentences.
        above: what is divided; ``below`` what it is divided by, None for a median.
        claims: how many claims it rests on, of ``needed``.
    """

    key: str
    name: str
    value_thousandths: int | None
    unit: Literal["days", "%"]
    target: str
    state: KpiState
    months: tuple[int | None, ...]
    how: str
    above: KpiNumber
    below: KpiNumber | None
    claims: int
    goal_thousandths: int
    needed: int = NEEDED_CLAIMS


@dataclass(frozen=True, slots=True)
class _Target:
    """Thousandths that are good, and those that are not bad yet; both bounds as ``within`` says."""

    words: str
    green: int
    amber: int
    within: Callable[[int, int], bool]
    within_amber: Callable[[int, int], bool]

    def state(self, value: int) -> KpiState:
        if self.within(value, self.green):
            return "on target"
        return "watch" if self.within_amber(value, self.amber) else "off target"


def _under(value: int, bound: int) -> bool:
    return value < bound


def _up_to(value: int, bound: int) -> bool:
    return value <= bound


def _at_least(value: int, bound: int) -> bool:
    return value >= bound


_DAYS = _Target("under 40 days", 40_000, 50_000, _under, _up_to)
_DENIAL = _Target("under 5 %", 5_000, 10_000, _under, _up_to)
_CLEAN = _Target("95 % or more", 95_000, 90_000, _at_least, _at_least)
_FIRST_PASS = _Target("90 % or more", 90_000, 85_000, _at_least, _at_least)
_NET = _Target("95 % or more", 95_000, 90_000, _at_least, _at_least)
_OLD = _Target("under 10 %", 10_000, 15_000, _under, _up_to)
_LAG = _Target("2 days or fewer", 2_000, 5_000, _up_to, _up_to)


@question(Permission.READ_BOOKS)
def kpi_tiles(rd: Reading) -> tuple[KpiTile, ...]:
    """The seven measures as of today, in the order in which the first screen shows them."""
    net = net_collection(rd.session, rd.today)
    first = min(last_months(rd.today)[0], net.first)
    courses = claim_courses(rd.session, first)
    claims = claim_measures(courses, rd.today)
    in_service = sum(net.first <= course.service_date <= net.last for course in courses)
    submitted = claims.clean.claims
    return (
        _days_tile(days_in_receivable(rd.session, rd.today), submitted),
        _tile(
            "denial_rate",
            "Denial rate",
            _DENIAL,
            claims.denial,
            how="Claims first sent in the last 12 months, by dollars: what was billed on those "
            "that an insurer denied at any time, over what was billed on all of them.",
            above=("Billed on denied claims", "cents"),
            below=("Billed on all claims sent", "cents"),
        ),
        _tile(
            "clean_claims",
            "Clean claims",
            _CLEAN,
            claims.clean,
            how="Claims first sent in the last 12 months: those sent once and never rejected, "
            "over all of them.",
            above=("Sent once, never rejected", "claims"),
            below=("Claims sent", "claims"),
        ),
        _tile(
            "first_pass",
            "Paid at first",
            _FIRST_PASS,
            claims.first_pass,
            how="Claims first answered in the last 12 months: those paid on their first sending, "
            "never denied and never rejected, over all that were answered.",
            above=("Paid on first sending", "claims"),
            below=("Claims answered", "claims"),
        ),
        _net_tile(net, in_service),
        _old_tile(share_of_old(rd.session, rd.today), submitted),
        _lag_tile(claims.lag),
    )


def _days_tile(measure: MoneyMeasure, claims: int) -> KpiTile:
    span = measure.span_days
    return _tile(
        "days_in_ar",
        "Days in A/R",
        _DAYS,
        Measure(measure.now, measure.months, claims),
        unit="days",
        times=1,
        how=f"All that is owed to the practice less unapplied credits, over the charges of the "
        f"last {span} days, times {span}. Each month is taken at its last day.",
        above=("Owed, less credits", "cents"),
        below=(f"Charges of {span} days", "cents"),
        above_number=measure.now.above // span,
    )


def _net_tile(measure: MoneyMeasure, claims: int) -> KpiTile:
    return _tile(
        "net_collection",
        "Net collection",
        _NET,
        Measure(measure.now, measure.months, claims),
        how=f"Services from {us_date(measure.first)} to {us_date(measure.last)}, the latest 12 "
        "months that ended 90 days ago or before: what insurers and patients paid on them, over "
        "their charges less what contracts, plans by the head and sequestration take off.",
        above=("Paid, net of refunds", "cents"),
        below=("Charges less contractual", "cents"),
    )


def _old_tile(measure: MoneyMeasure, claims: int) -> KpiTile:
    return _tile(
        "ar_over_90",
        "A/R over 90 days",
        _OLD,
        Measure(measure.now, measure.months, claims),
        how="What is owed on services of more than 90 days ago, over all that is owed by "
        "insurers and patients. Credits are not netted. Each month is taken at its last day.",
        above=("Owed for more than 90 days", "cents"),
        below=("Owed in all", "cents"),
    )


def _lag_tile(measure: Measure) -> KpiTile:
    return _tile(
        "charge_lag",
        "Charge lag",
        _LAG,
        measure,
        unit="days",
        times=1,
        how="Days from the date of service to the first sending of the claim, for first claims "
        "sent in the last 12 months: half of them took no longer than this (the median).",
        above=("Claims sent", "claims"),
        below=None,
        above_number=measure.claims,
    )


def _tile(
    key: str,
    name: str,
    target: _Target,
    measure: Measure,
    *,
    how: str,
    above: tuple[str, Literal["cents", "claims"]],
    below: tuple[str, Literal["cents", "claims"]] | None,
    unit: Literal["days", "%"] = "%",
    times: int = 100,
    above_number: int | None = None,
) -> KpiTile:
    enough = measure.claims >= NEEDED_CLAIMS
    value = measure.now.thousandths(times) if enough else None
    words, kind = above
    return KpiTile(
        key=key,
        name=name,
        value_thousandths=value,
        unit=unit,
        target=target.words,
        state="not enough data" if value is None else target.state(value),
        months=tuple(ratio.thousandths(times) for ratio in measure.months) if enough else (),
        how=how,
        above=KpiNumber(words, measure.now.above if above_number is None else above_number, kind),
        below=None if below is None else KpiNumber(below[0], measure.now.below, below[1]),
        claims=measure.claims,
        goal_thousandths=target.green,
    )
