"""How money flows: days in A/R, the share that is old, and how much of what is owed comes in."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.models.ledger import OPEN, JournalEntry, LineBalance, Posting
from desktop_biller.models.visit import ChargeLine
from desktop_biller.reports.aging import aging_now
from desktop_biller.reports.claim_measures import Ratio
from desktop_biller.reports.months import (
    last_months,
    month_of,
    next_month,
    posted_since,
    sums_by_day,
)

OLD_DAYS = 90
"""A/R older than this is old; service months that ended so long ago count as collected."""

YEAR_DAYS = 365
_CONTRACTUAL = ("contractual", "sequestration", "capitation", "incentive")
"""What a contract or the law takes off; other write-offs are money that was not collected."""
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MoneyMeasure:
    """One measure now, and at the end of each of 12 months or for each of 12 service months."""

    now: Ratio
    months: tuple[Ratio, ...]
    first: dt.date  # of the months
    last: dt.date  # day that the newest month stands for
    span_days: int = 0  # of the charges that days in A/R are measured by


def month_ends(today: dt.date) -> tuple[dt.date, ...]:
    """The last days of the last 12 months; of the running one, today."""
    return tuple(min(today, next_month(first) - _ONE_DAY) for first in last_months(today))


def days_in_receivable(session: Session, today: dt.date) -> MoneyMeasure:
    """What is owed less credits, times days over the charges of these days: days in A/R.

    The days are 365, or as many as the practice has worked with this file: a year of which nine
    months are empty would make a new practice look late.
    """
    ends = month_ends(today)
    days = sums_by_day(session, ends[0] - dt.timedelta(days=YEAR_DAYS))
    begun = session.scalar(sa.select(sa.func.min(JournalEntry.posted_on))) or today
    now = aging_now(session, today)
    owed = now.total - now.credit
    found = []
    for end in ends:
        span = _span(begun, end)
        start = end - dt.timedelta(days=span)
        charged = sum(day.charges for day in days if start < day.day <= end)
        later = sum(day.receivable for day in days if day.day > end)
        found.append(Ratio((owed - later) * span, charged))
    return MoneyMeasure(found[-1], tuple(found), month_of(ends[0]), today, _span(begun, today))


def _span(begun: dt.date, end: dt.date) -> int:
    return max(1, min(YEAR_DAYS, (end - begun).days + 1))


def share_of_old(session: Session, today: dt.date) -> MoneyMeasure:
    """What is owed on services of more than 90 days ago, over all that is owed; credits apart."""
    ends = month_ends(today)
    owed: defaultdict[dt.date, int] = defaultdict(int)  # by date of service
    for day, cents in session.execute(
        sa.select(
            ChargeLine.from_date,
            sa.func.sum(LineBalance.insurance_cents + LineBalance.patient_cents),
        )
        .join(ChargeLine, ChargeLine.id == LineBalance.charge_line_id)
        .where(OPEN)
        .group_by(ChargeLine.from_date)
    ):
        owed[day] += int(cents)
    moved: dict[dt.date, list[tuple[dt.date, int]]] = {}  # by month of posting
    for posted, day, cents in session.execute(
        sa.select(JournalEntry.posted_on, ChargeLine.from_date, sa.func.sum(Posting.cents))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .join(ChargeLine, ChargeLine.id == Posting.charge_line_id)
        .where(
            posted_since(ends[0] + _ONE_DAY),
            Posting.account.in_(("insurance_receivable", "patient_receivable")),
        )
        .group_by(JournalEntry.posted_on, ChargeLine.from_date)
    ):
        moved.setdefault(month_of(posted), []).append((day, int(cents)))
    found = []
    for end in reversed(ends):
        old = sum(cents for day, cents in owed.items() if (end - day).days > OLD_DAYS)
        found.append(Ratio(old, sum(owed.values())))
        for day, cents in moved.get(month_of(end), ()):  # back to the end of the month before
            owed[day] -= cents
    return MoneyMeasure(found[0], tuple(reversed(found)), month_of(ends[0]), today)


def collected_months(today: dt.date) -> tuple[dt.date, ...]:
    """The first days of the latest 12 service months that ended 90 days ago or before."""
    first = month_of(today)
    while (today - (next_month(first) - _ONE_DAY)).days < OLD_DAYS:
        first = month_of(first - _ONE_DAY)
    return last_months(first)


def net_collection(session: Session, today: dt.date) -> MoneyMeasure:
    """What was paid on the services of 12 months, over what contracts leave to be paid.

    Money that was paid back was on no line, so that payments are net of refunds.
    """
    months = collected_months(today)
    last = next_month(months[-1]) - _ONE_DAY
    of_period = ChargeLine.from_date.between(months[0], last)
    start = sa.select(sa.func.min(ChargeLine.id)).where(of_period).correlate(None).scalar_subquery()
    paid: dict[dt.date, int] = dict.fromkeys(months, 0)
    payable: dict[dt.date, int] = dict.fromkeys(months, 0)
    rows = session.execute(
        sa.select(ChargeLine.from_date, Posting.account, sa.func.sum(Posting.cents))
        .join(Posting, Posting.charge_line_id == ChargeLine.id)
        .where(
            Posting.charge_line_id >= start,  # reads the end of the index only
            of_period,
            sa.or_(
                Posting.account == "charges",
                sa.and_(Posting.account == "adjustment", Posting.adjustment_kind.in_(_CONTRACTUAL)),
                sa.and_(
                    Posting.account.in_(("insurance_receivable", "patient_receivable")),
                    Posting.effect.in_(("insurer_payment", "patient_payment")),
                ),
            ),
        )
        .group_by(ChargeLine.from_date, Posting.account)
    )
    for day, account, cents in rows:
        side = payable if account in ("charges", "adjustment") else paid
        side[month_of(day)] -= int(cents)
    found = tuple(Ratio(paid[month], payable[month]) for month in months)
    return MoneyMeasure(_together(found), found, months[0], last)


def _together(ratios: Sequence[Ratio]) -> Ratio:
    return Ratio(sum(ratio.above for ratio in ratios), sum(ratio.below for ratio in ratios))
