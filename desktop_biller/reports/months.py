"""What was posted by day and month: what the chart of a year and the measures are summed from."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.models.ledger import JournalEntry, Posting

_MONEY = ("charges", "adjustment", "receipts", "refunds", "payer_level")
"""All that is no receivable: what they sum to is what the receivable changed by, negated."""


@dataclass(frozen=True, slots=True)
class MonthCents:
    """One month by its first day; ``running`` where it is not over. Cents."""

    first: dt.date
    cents: int
    running: bool


@dataclass(frozen=True, slots=True)
class DaySums:
    """What one posting date did, in cents, net of reversals."""

    day: dt.date
    charges: int = 0
    receipts: int = 0
    receivable: int = 0  # change of all that is owed, credits netted


def month_of(day: dt.date) -> dt.date:
    """The first day of a date's month."""
    return day.replace(day=1)


def next_month(first: dt.date) -> dt.date:
    """The first day of the month after."""
    return month_of(first + dt.timedelta(days=31))


def last_months(today: dt.date, count: int = 12) -> tuple[dt.date, ...]:
    """The first days of so many months, the oldest first and the running one last."""
    found = [month_of(today)]
    while len(found) < count:
        found.append(month_of(found[-1] - dt.timedelta(days=1)))
    return tuple(reversed(found))


def posted_since(first: dt.date) -> sa.ColumnElement[bool]:
    """The condition that postings, joined to their entries, are of ``first`` or later.

    The lower bound of the ids lets the engine read the end of the journal only; a clock that was
    set back makes it read a little more, never less.
    """
    start = (
        sa.select(sa.func.min(JournalEntry.id))
        .where(JournalEntry.posted_on >= first)
        .correlate(None)
        .scalar_subquery()
    )
    return sa.and_(Posting.entry_id >= start, JournalEntry.posted_on >= first)


def sums_by_day(session: Session, first: dt.date) -> list[DaySums]:
    """What each posting date from ``first`` on did, those without a posting left out."""
    rows = session.execute(
        sa.select(JournalEntry.posted_on, Posting.account, sa.func.sum(Posting.cents))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(posted_since(first), Posting.account.in_(_MONEY))
        .group_by(JournalEntry.posted_on, Posting.account)
    )
    found: dict[dt.date, dict[str, int]] = {}
    for day, account, cents in rows:
        found.setdefault(day, {})[account] = int(cents)
    return [
        DaySums(day, -by.get("charges", 0), by.get("receipts", 0), -sum(by.values()))
        for day, by in sorted(found.items())
    ]


def receipts_by_month(session: Session, today: dt.date) -> tuple[MonthCents, ...]:
    """Money that came in during each of the last 12 months, less what was voided in it."""
    months = last_months(today)
    sums = dict.fromkeys(months, 0)
    rows = session.execute(
        sa.select(JournalEntry.posted_on, sa.func.sum(Posting.cents))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(
            posted_since(months[0]), JournalEntry.posted_on <= today, Posting.account == "receipts"
        )
        .group_by(JournalEntry.posted_on)
    )
    for day, cents in rows:
        sums[month_of(day)] += int(cents)
    return tuple(MonthCents(first, cents, first == months[-1]) for first, cents in sums.items())
