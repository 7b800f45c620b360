"""How long an insurer takes claims (R50, R53, R56): what is not filed yet, and until when."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.models.claim import Claim
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.practice import PayerClock
from desktop_biller.models.visit import ChargeLine, Encounter

FILING_DAYS = 14
"""Claims are filed before the last of these days runs out (R53)."""

_UNFILED = ("draft", "held", "ready", "rejected")
"""A rejected claim was never taken in: its clock goes on (R56)."""


@dataclass(frozen=True, slots=True)
class FilingDeadline:
    """A visit whose first claim has not reached its payer yet. Cents.

    Attributes:
        claim_id: None where no claim was made.
        due_on: the last day on which it can be filed.
    """

    encounter_id: int
    claim_id: int | None
    cents: int
    due_on: dt.date


def last_day(start: dt.date, *, days: int | None, years: int | None) -> dt.date:
    """The last day of a span of days or whole calendar years.

    A year from February 29 ends on February 28: the earlier day is the safe one.
    """
    if years is None:
        return start + dt.timedelta(days=days or 0)
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)


def filing_deadlines(session: Session, today: dt.date, within: int) -> list[FilingDeadline]:
    """What must be filed within so many days, the most urgent first; missed days are included.

    A payer without a clock for first claims asks for nothing.
    """
    charged = (
        sa.select(sa.func.coalesce(sa.func.sum(ChargeLine.charge_cents), 0))
        .where(ChargeLine.encounter_id == Encounter.id)
        .correlate(Encounter)
        .scalar_subquery()
    )
    first = sa.and_(Claim.encounter_id == Encounter.id, Claim.rank == 1)
    rows = session.execute(
        sa.select(
            Encounter.id,
            Claim.id,
            sa.func.coalesce(Claim.billed_cents, charged),
            Encounter.service_date,
            PayerClock.days,
            PayerClock.years,
        )
        .join(Coverage, Coverage.id == Encounter.coverage_id)
        .outerjoin(Claim, first)
        .join(
            PayerClock,
            sa.and_(
                PayerClock.payer_id == sa.func.coalesce(Claim.payer_id, Coverage.payer_id),
                PayerClock.kind == "initial",
                PayerClock.start == "service",
            ),
        )
        .where(sa.or_(Claim.id.is_(None), Claim.state.in_(_UNFILED)))
    )
    found = (
        FilingDeadline(visit, claim, int(cents), last_day(day, days=days, years=years))
        for visit, claim, cents, day, days, years in rows
    )
    latest = today + dt.timedelta(days=within)
    return sorted((d for d in found if d.due_on <= latest), key=lambda d: (d.due_on, d.cents))
