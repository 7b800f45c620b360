"""The day sheet, and closing a day for good."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.documents.day_sheet import render_day_sheet
from desktop_biller.facts.papers import DaySheetFacts
from desktop_biller.foundation import codec
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import RefusedError
from desktop_biller.models.document import Document
from desktop_biller.models.ledger import DayClose, JournalEntry
from desktop_biller.reports.journal import period_digest
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.closing.day_facts import day_sheet_facts
from desktop_biller.workflow.ledger.journal import closed_through
from desktop_biller.workflow.papers import Paper, issue
from desktop_biller.workflow.reading import Readable
from desktop_biller.workflow.usecase import Command, Transaction, next_number, use_case
from desktop_biller.workflow.workspace import Kind


class PrintDaySheet(Command, frozen=True, kw_only=True):
    """The day sheet of a posting date."""

    day: dt.date


@dataclass(frozen=True, slots=True)
class DaySheetPrinted:
    """The day sheet is kept. Cents."""

    paper: Paper
    receivable_cents: int
    changed: frozenset[Kind] = frozenset({Kind.DOCUMENT})


@use_case(Permission.CLOSE_DAYS, "day_sheet.printed")
def print_day_sheet(tx: Transaction, command: PrintDaySheet) -> DaySheetPrinted:
    """Print what was posted on a day, with its proof; of a closed day, the sheet that closed it."""
    _refuse_future(tx, command.day)
    facts = closing_facts(tx, command.day)
    if facts is not None:
        return _issue(tx, command.day, facts, marks=("REPRINT",))
    return _print(tx, command.day, closed_by="")


class CloseDay(Command, frozen=True, kw_only=True):
    """Close all posting dates through ``day``."""

    day: dt.date


@dataclass(frozen=True, slots=True)
class DayClosed:
    """The day is closed; its digest can be compared at any time. Cents."""

    day: dt.date
    digest: str
    receivable_cents: int
    paper: Paper
    changed: frozenset[Kind] = frozenset({Kind.DAY, Kind.DOCUMENT})


@use_case(Permission.CLOSE_DAYS, "day.closed")
def close_day(tx: Transaction, command: CloseDay) -> DayClosed:
    """Close a day: print its sheet, keep its digest, and let nothing be posted on it any more."""
    _refuse_future(tx, command.day)
    closed = closed_through(tx.session)
    if closed is not None and command.day <= closed:
        raise RefusedError(
            f"The books are already closed through {us_date(closed)}.",
            remedy="Choose a later day.",
            field="day",
        )
    printed = _print(tx, command.day, closed_by=tx.actor.full_name)
    digest = period_digest(tx.session, command.day)
    last = tx.session.scalar(
        sa.select(sa.func.max(JournalEntry.id)).where(JournalEntry.posted_on <= command.day)
    )
    tx.session.add(
        DayClose(
            closed_through=command.day,
            closed_at=tx.now,
            user_id=tx.actor.user_id,
            receivable_cents=printed.receivable_cents,
            last_entry_id=int(last or 0),
            digest=digest,
        )
    )
    tx.session.flush()
    tx.about(f"day {command.day.isoformat()}")
    return DayClosed(
        day=command.day,
        digest=digest,
        receivable_cents=printed.receivable_cents,
        paper=printed.paper,
    )


def closing_facts(rd: Readable, day: dt.date) -> DaySheetFacts | None:
    """What the sheet told by which the day was closed; closed figures never change (R67a)."""
    close = rd.session.scalar(sa.select(DayClose.id).where(DayClose.closed_through == day))
    if close is None:
        return None
    kept = rd.session.scalars(
        sa.select(Document.facts)
        .where(
            Document.kind == "day_sheet",
            Document.number.startswith(f"{day.isoformat()}-", autoescape=True),
        )
        .order_by(Document.id.desc())
    )
    told = (codec.from_json(DaySheetFacts, facts) for facts in kept)
    return next(facts for facts in told if facts.closed_by)


def _refuse_future(tx: Transaction, day: dt.date) -> None:
    if day > tx.today:
        raise RefusedError(
            f"{us_date(day)} is in the future.",
            remedy="Choose today or an earlier day.",
            field="day",
        )


def _print(tx: Transaction, day: dt.date, *, closed_by: str) -> DaySheetPrinted:
    return _issue(tx, day, day_sheet_facts(tx, day, closed_by=closed_by))


def _issue(
    tx: Transaction, day: dt.date, facts: DaySheetFacts, *, marks: tuple[str, ...] = ()
) -> DaySheetPrinted:
    count = next_number(tx, f"day sheet {day.isoformat()}")
    paper = issue(
        tx,
        kind="day_sheet",
        number=f"{day.isoformat()}-{count}",
        facts=facts,
        pdf=render_day_sheet(facts, marks=marks),
        file_name=f"day-sheet-{day.isoformat()}.pdf",
    )
    tx.about(f"day {day.isoformat()}")
    return DaySheetPrinted(paper=paper, receivable_cents=facts.end_cents)
