"""How the claims of a year fared: denied, clean, paid at once, and how soon they were filed."""

import datetime as dt
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.models.claim import Claim, ClaimEvent
from desktop_biller.models.visit import Encounter
from desktop_biller.reports.months import last_months, month_of


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two whole numbers, one over the other: cents, claims or days."""

    above: int
    below: int

    def thousandths(self, times: int) -> int | None:
        """``times`` the ratio in whole thousandths, rounded half up; None over nothing."""
        if self.below <= 0:
            return None
        return (2 * self.above * times * 1000 + self.below) // (2 * self.below)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure now, and by month, the oldest first; ``claims`` is how many it rests on."""

    now: Ratio
    months: tuple[Ratio, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class ClaimCourse:
    """What became of a claim.

    Attributes:
        sent: when it first went out; ``times_sent`` counts how often.
        answered: when the first answer came.
    """

    rank: int
    billed_cents: int
    service_date: dt.date
    sent: dt.date
    times_sent: int
    rejected: bool
    denied: bool
    paid: bool
    answered: dt.date | None

    @property
    def is_clean(self) -> bool:
        """Sent once, and taken in: nobody had to touch it again to get it to the payer."""
        return self.times_sent == 1 and not self.rejected

    @property
    def is_paid_at_once(self) -> bool:
        """The first answer to the first sending paid it."""
        return self.paid and self.is_clean and not self.denied


@dataclass(frozen=True, slots=True)
class ClaimMeasures:
    """The four measures of claims over the last 12 months, the running one included."""

    denial: Measure  # cents denied over cents submitted, by month of sending
    clean: Measure  # claims
    first_pass: Measure  # claims, by month of the first answer
    lag: Measure  # days from service to first sending, twice the median over two


def claim_courses(session: Session, first: dt.date) -> list[ClaimCourse]:
    """The claims that were first sent, or first answered, on ``first`` or later."""

    def day_of(*states: str) -> sa.ColumnElement[dt.date]:
        return sa.type_coerce(
            sa.func.min(ClaimEvent.on_date).filter(ClaimEvent.state.in_(states)),
            ClaimEvent.on_date.type,
        )

    def times(state: str) -> sa.ColumnElement[int]:
        return sa.func.count().filter(ClaimEvent.state == state)

    sent, answered = day_of("sent"), day_of("paid", "denied")
    steps = (
        sa.select(
            ClaimEvent.claim_id,
            sent.label("sent"),
            times("sent").label("times_sent"),
            times("rejected").label("rejected"),
            times("denied").label("denied"),
            times("paid").label("paid"),
            answered.label("answered"),
        )
        .group_by(ClaimEvent.claim_id)
        .having(sent.is_not(None), sa.or_(sent >= first, answered >= first))
        .subquery()
    )
    rows = session.execute(
        sa.select(steps, Claim.rank, Claim.billed_cents, Encounter.service_date)
        .join(Claim, Claim.id == steps.c.claim_id)
        .join(Encounter, Encounter.id == Claim.encounter_id)
    )
    return [
        ClaimCourse(
            rank=row.rank,
            billed_cents=int(row.billed_cents),
            service_date=row.service_date,
            sent=row.sent,
            times_sent=row.times_sent,
            rejected=bool(row.rejected),
            denied=bool(row.denied),
            paid=bool(row.paid),
            answered=row.answered,
        )
        for row in rows
    ]


def claim_measures(courses: Sequence[ClaimCourse], today: dt.date) -> ClaimMeasures:
    """The measures of claims, from what became of each."""
    months = last_months(today)

    def by_month(
        day_of: Callable[[ClaimCourse], dt.date | None],
        reckon: Callable[[list[ClaimCourse]], Ratio],
        courses: Iterable[ClaimCourse],
    ) -> Measure:
        grouped: dict[dt.date, list[ClaimCourse]] = {first: [] for first in months}
        for course in courses:
            day = day_of(course)
            if day is not None and month_of(day) in grouped:
                grouped[month_of(day)].append(course)
        everything = [course for group in grouped.values() for course in group]
        return Measure(reckon(everything), tuple(map(reckon, grouped.values())), len(everything))

    return ClaimMeasures(
        denial=by_month(_sent, _denied, courses),
        clean=by_month(_sent, _clean, courses),
        first_pass=by_month(_answered, _paid_at_once, courses),
        lag=by_month(_sent, _lag, (course for course in courses if course.rank == 1)),
    )


def _sent(course: ClaimCourse) -> dt.date | None:
    return course.sent


def _answered(course: ClaimCourse) -> dt.date | None:
    return course.answered


def _denied(courses: list[ClaimCourse]) -> Ratio:
    denied = sum(course.billed_cents for course in courses if course.denied)
    return Ratio(denied, sum(course.billed_cents for course in courses))


def _clean(courses: list[ClaimCourse]) -> Ratio:
    return Ratio(sum(course.is_clean for course in courses), len(courses))


def _paid_at_once(courses: list[ClaimCourse]) -> Ratio:
    return Ratio(sum(course.is_paid_at_once for course in courses), len(courses))


def _lag(courses: list[ClaimCourse]) -> Ratio:
    """Twice the median over two, for the median of an even number may end in a half."""
    if not courses:
        return Ratio(0, 0)
    days = [(course.sent - course.service_date).days for course in courses]
    return Ratio(int(2 * statistics.median(days)), 2)
