"""The first screen: the work that waits, how old what is owed is, what came in by month."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from desktop_biller.reports.aging import BUCKETS, Aging, aging_now
from desktop_biller.reports.filing_deadlines import FILING_DAYS, filing_deadlines
from desktop_biller.reports.months import MonthCents, receipts_by_month
from desktop_biller.reports.waiting import (
    Waiting,
    claims_waiting,
    copays_missed,
    follow_ups_due,
    unapplied_credits,
    visits_not_billed,
)
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.claim_words import ANSWER_DAYS
from desktop_biller.workflow.reading import Reading, question
from desktop_biller.workflow.statements.due_list import due_accounts


@dataclass(frozen=True, slots=True)
class WorkCard:
    """One kind of work that waits.

    Attributes:
        key: what the card opens: visits_not_billed, claims_ready, claims_rejected, denied,
            no_answer, filing_due, follow_ups_due, unapplied_credits, copays_missed or
            statements_due.
        cents: what is at stake, None where no money is meant.
        days: age of the oldest; of ``filing_due`` the days that the most urgent has left, below
            zero where its last day is past. None where nothing waits.
    """

    key: str
    name: str
    count: int
    cents: int | None
    days: int | None


@dataclass(frozen=True, slots=True)
class TodaysWork:
    """The cards in the order in which they stand, those with nothing to do among them."""

    day: dt.date
    cards: tuple[WorkCard, ...]

    @property
    def nothing_waits(self) -> bool:
        """True where no card has anything."""
        return not any(card.count for card in self.cards)


@dataclass(frozen=True, slots=True)
class AgingBar:
    """What is owed by age in days since the date of service; the parts sum to ``total``. Cents.

    Credits are not netted; ``credit`` tells them apart.
    """

    as_of: dt.date
    labels: tuple[str, ...]
    insurance: tuple[int, ...]
    patient: tuple[int, ...]
    credit: int

    @property
    def parts(self) -> tuple[int, ...]:
        """Insurers' and patients' parts together, by age."""
        return tuple(map(sum, zip(self.insurance, self.patient, strict=True)))

    @property
    def total(self) -> int:
        """All that insurers and patients owe."""
        return sum(self.parts)


@question(Permission.READ_BOOKS)
def todays_work(rd: Reading) -> TodaysWork:
    """What waits for somebody today, over the whole practice."""
    return TodaysWork(rd.today, tuple(_cards(rd)))


def _cards(rd: Reading) -> Iterator[WorkCard]:
    session, today = rd.session, rd.today

    def card(key: str, name: str, waiting: Waiting) -> WorkCard:
        days = None if waiting.oldest is None else (today - waiting.oldest).days
        return WorkCard(key, name, waiting.count, waiting.cents, days)

    claims = claims_waiting(session, today, ANSWER_DAYS)
    yield card("visits_not_billed", "Visits not billed", visits_not_billed(session))
    yield card("claims_ready", "Claims ready", claims["ready"])
    yield card("claims_rejected", "Claims rejected", claims["rejected"])
    yield card("denied", "Denied", claims["denied"])
    yield card("no_answer", f"No answer over {ANSWER_DAYS} days", claims["no_answer"])
    deadlines = filing_deadlines(session, today, FILING_DAYS)
    yield WorkCard(
        "filing_due",
        f"Filing due within {FILING_DAYS} days",
        len(deadlines),
        sum(deadline.cents for deadline in deadlines),
        (deadlines[0].due_on - today).days if deadlines else None,
    )
    yield card("follow_ups_due", "Follow-ups due", follow_ups_due(session, today))
    yield card("unapplied_credits", "Unapplied credits", unapplied_credits(session))
    yield card("copays_missed", "Copays missed today", copays_missed(session, today))
    due = [account for account in due_accounts(rd) if account.is_due]
    statements = Waiting(
        len(due),
        sum(account.due_cents for account in due),
        min((account.since for account in due if account.since), default=None),
    )
    yield card("statements_due", "Statements due", statements)


@question(Permission.READ_BOOKS)
def aging_bar(rd: Reading) -> AgingBar:
    """How old is what insurers and patients owe, as of today (R90)."""
    aged: Aging = aging_now(rd.session, rd.today)
    labels = tuple(label.replace("over ", ">") for label in BUCKETS)
    return AgingBar(rd.today, labels, aged.insurance, aged.patient, aged.credit)


@question(Permission.READ_BOOKS)
def collections_by_month(rd: Reading) -> tuple[MonthCents, ...]:
    """What came in during each of the last 12 months, voids taken off; the running one is last."""
    return receipts_by_month(rd.session, rd.today)
