"""Days on the screen: what a posting date did, which are closed and by whom, which are open."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.facts.papers import DaySheetCheck, DaySheetFacts, DaySheetLine, DaySheetRow
from desktop_biller.models.access import User
from desktop_biller.models.document import Document
from desktop_biller.models.ledger import DayClose
from desktop_biller.reports.journal import movement, movements_after
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.closing.day_close import closing_facts
from desktop_biller.workflow.closing.day_facts import day_sheet_facts
from desktop_biller.workflow.ledger.journal import closed_through
from desktop_biller.workflow.reading import Reading, question


@dataclass(frozen=True, slots=True)
class DaySummary:
    """One posting date as the day sheet tells it. Cents.

    Start + charges - payments - adjustments + refunds = end.

    Attributes:
        money_in: what came in by method, with the deposit slip.
        by_provider: charges and payments of each provider.
        checks: what to look at before closing, in words.
        rows: what was posted, in its order.
        closed_by: full name, blank while the day is open; ``closed_at`` is aware.
    """

    day: dt.date
    start_cents: int
    charge_cents: int
    payment_cents: int
    adjustment_cents: int
    refund_cents: int
    end_cents: int
    money_in: tuple[DaySheetLine, ...]
    by_provider: tuple[DaySheetLine, ...]
    checks: tuple[DaySheetCheck, ...]
    rows: tuple[DaySheetRow, ...]
    closed_by: str
    closed_at: dt.datetime | None

    @property
    def is_closed(self) -> bool:
        """Nothing is posted on it any more."""
        return self.closed_at is not None


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """One close: nothing is posted on ``day`` or before. Cents.

    Attributes:
        document_id: the day sheet that it printed.
    """

    day: dt.date
    closed_at: dt.datetime
    closed_by: str
    receivable_cents: int
    digest: str
    document_id: int | None


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A date with postings that is not closed yet. Cents."""

    day: dt.date
    charge_cents: int
    payment_cents: int
    adjustment_cents: int
    refund_cents: int


@question(Permission.READ_BOOKS)
def day_summary(rd: Reading, day: dt.date) -> DaySummary:
    """What was posted on a date; of a day that was closed by its own sheet, what that sheet says.

    A date without postings has no rows, and a receivable all the same.
    """
    facts = closing_facts(rd, day) or day_sheet_facts(rd, day, closed_by="")
    close = rd.session.execute(
        sa.select(DayClose.closed_at, User.full_name)
        .join(User, User.id == DayClose.user_id)
        .where(DayClose.closed_through >= day)
        .order_by(DayClose.closed_through)
        .limit(1)
    ).one_or_none()
    return _summary(rd, facts, close)


def _summary(
    rd: Reading, facts: DaySheetFacts, close: sa.Row[dt.datetime, str] | None
) -> DaySummary:
    moved = movement(rd.session, facts.day, facts.day)
    return DaySummary(
        day=facts.day,
        start_cents=facts.start_cents,
        charge_cents=moved.charges,
        payment_cents=moved.payments,
        adjustment_cents=moved.adjustments,
        refund_cents=moved.refunds,
        end_cents=facts.end_cents,
        money_in=facts.money_in,
        by_provider=facts.by_provider,
        checks=facts.checks,
        rows=facts.rows,
        closed_by=close.full_name if close else "",
        closed_at=close.closed_at.astimezone(rd.now.tzinfo) if close else None,
    )


@question(Permission.READ_BOOKS)
def closed_days(rd: Reading) -> tuple[ClosedDay, ...]:
    """All closes, the latest first."""
    sheets = {  # a close prints its sheet in the same transaction, so at the same moment
        made_at: document_id
        for document_id, made_at in rd.session.execute(
            sa.select(Document.id, Document.made_at).where(Document.kind == "day_sheet")
        )
    }
    rows = rd.session.execute(
        sa.select(DayClose, User.full_name)
        .join(User, User.id == DayClose.user_id)
        .order_by(DayClose.closed_through.desc())
    )
    return tuple(
        ClosedDay(
            day=close.closed_through,
            closed_at=close.closed_at.astimezone(rd.now.tzinfo),
            closed_by=who,
            receivable_cents=int(close.receivable_cents),
            digest=close.digest,
            document_id=sheets.get(close.closed_at),
        )
        for close, who in rows
    )


@question(Permission.READ_BOOKS)
def open_days(rd: Reading) -> tuple[OpenDay, ...]:
    """Dates with postings since the last close, the oldest first."""
    moved = movements_after(rd.session, closed_through(rd.session))
    return tuple(
        OpenDay(day, by.charges, by.payments, by.adjustments, by.refunds)
        for day, by in moved.items()
    )
