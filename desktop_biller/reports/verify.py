"""Proving a practice file: every ledger invariant, the audit chain and the kept papers.

The letters are those of the promises: I1 to I11. A sound file gives no finding.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop_biller.facts.claim import ClaimFacts
from desktop_biller.facts.findings import Finding
from desktop_biller.foundation import codec
from desktop_biller.foundation.money import dollars
from desktop_biller.models.access import ExecutedCommand
from desktop_biller.models.claim import ClaimSnapshot
from desktop_biller.models.document import Document
from desktop_biller.models.ledger import DayClose, JournalEntry, LineBalance, Posting
from desktop_biller.models.payment import Payment
from desktop_biller.models.visit import ChargeLine
from desktop_biller.reports.aging import aging
from desktop_biller.reports.journal import RECEIVABLE, period_digest
from desktop_biller.reports.statement_proof import statement_difference
from desktop_biller.security import audit
from desktop_biller.store.guards import wrong_guards

_OPEN = ("insurance_receivable", "patient_receivable")
_IDENTITY = tuple(
    column for column in Posting.__table__.columns if column.name not in ("id", "entry_id", "cents")
)
"""What two postings must share for the one to be the other's negation."""


def verify(session: Session, today: dt.date) -> list[Finding]:
    """All that does not hold, the ledger first; an empty list means a sound practice."""
    return [finding for check in _CHECKS for finding in check(session, today)]


def _balanced(session: Session, _: dt.date) -> Iterator[Finding]:
    rows = session.execute(
        sa.select(Posting.entry_id, sa.func.sum(Posting.cents))
        .group_by(Posting.entry_id)
        .having(sa.func.sum(Posting.cents) != 0)
    )
    for entry_id, cents in rows:
        yield _broken("I1", f"entry {entry_id}", f"It is off by {dollars(int(cents))}.")
    orphans = session.scalar(
        sa.select(sa.func.count())
        .select_from(JournalEntry)
        .outerjoin(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.id.is_(None))
    )
    if orphans:
        yield _broken("I1", "journal", f"{orphans} entries have no postings.")


def _control(session: Session, _: dt.date) -> Iterator[Finding]:
    """The receivable is all that was charged less what was received, written off, refunded."""
    sums = {
        account: int(cents)
        for account, cents in session.execute(
            sa.select(Posting.account, sa.func.sum(Posting.cents)).group_by(Posting.account)
        )
    }
    control = -sum(cents for account, cents in sums.items() if account not in RECEIVABLE)
    owed = sum(cents for account, cents in sums.items() if account in RECEIVABLE)
    kept = session.scalar(
        sa.select(sa.func.sum(LineBalance.insurance_cents + LineBalance.patient_cents))
    )
    credits_ = sums.get("patient_credit", 0) + sums.get("payer_credit", 0)
    if owed != control or int(kept or 0) + credits_ != control:
        yield _broken("I2", "receivable", f"The parts don't add up to {dollars(control)}.")


def _payments(session: Session, _: dt.date) -> Iterator[Finding]:
    rows = session.execute(
        sa.select(
            Payment.id,
            Payment.cents,
            sa.func.coalesce(
                sa.func.sum(Posting.cents).filter(
                    Posting.account.in_(("patient_credit", "payer_credit"))
                ),
                0,
            ),
            sa.func.coalesce(sa.func.sum(Posting.cents).filter(Posting.account == "receipts"), 0),
        )
        .outerjoin(Posting, Posting.payment_id == Payment.id)
        .group_by(Payment.id)
    )
    for payment_id, cents, credit, received in rows:
        applied = int(received) + int(credit)
        if int(received) not in (0, cents) or not 0 <= applied <= cents:
            yield _broken(
                "I3",
                f"payment {payment_id}",
                f"{dollars(applied)} of {dollars(cents)} are applied.",
            )


def _lines(session: Session, _: dt.date) -> Iterator[Finding]:
    part = sa.func.sum(Posting.cents)
    rows = session.execute(
        sa.select(
            ChargeLine.id,
            ChargeLine.charge_cents,
            sa.func.coalesce(part.filter(Posting.effect == "charge"), 0),
            sa.func.coalesce(part.filter(Posting.effect == "transfer"), 0),
            sa.func.coalesce(part.filter(Posting.account == "patient_receivable"), 0),
        )
        .outerjoin(
            Posting,
            sa.and_(Posting.charge_line_id == ChargeLine.id, Posting.account.in_(_OPEN)),
        )
        .group_by(ChargeLine.id)
    )
    for line_id, charge, posted, transferred, patient in rows:
        if posted != charge or transferred != 0 or patient < 0:
            yield _broken("I4", f"line {line_id}", "Its parts don't add up to its charge.")


def _reversals(session: Session, _: dt.date) -> Iterator[Finding]:
    reversal, first = aliased(JournalEntry), aliased(JournalEntry)
    both = sa.union_all(
        sa.select(reversal.id.label("reversal"), Posting.id.label("posting"))
        .join(Posting, Posting.entry_id == reversal.id)
        .where(reversal.reverses_id.is_not(None)),
        sa.select(reversal.id, Posting.id)
        .join(first, first.id == reversal.reverses_id)
        .join(Posting, Posting.entry_id == first.id),
    ).subquery()
    rows = session.scalars(
        sa.select(both.c.reversal)
        .join(Posting, Posting.id == both.c.posting)
        .group_by(both.c.reversal, *_IDENTITY)
        .having(sa.func.sum(Posting.cents) != 0)
    )
    for entry_id in sorted(set(rows)):
        yield _broken(
            "I6", f"entry {entry_id}", "It is not the exact negation of what it reverses."
        )


def _closes(session: Session, _: dt.date) -> Iterator[Finding]:
    for close in session.scalars(sa.select(DayClose).order_by(DayClose.closed_through)):
        if period_digest(session, close.closed_through) != close.digest:
            day = close.closed_through.isoformat()
            yield _broken("I7", f"close of {day}", "Entries changed after the day was closed.")


def _aging(session: Session, today: dt.date) -> Iterator[Finding]:
    # A computer whose clock went back must not hide what was posted since.
    last = session.scalar(sa.select(sa.func.max(JournalEntry.posted_on)))
    aged = aging(session, max(today, last or today))
    owed = session.scalar(sa.select(sa.func.sum(Posting.cents)).where(Posting.account.in_(_OPEN)))
    if aged.total != int(owed or 0):
        yield _broken("I8", "aging", "The age columns don't add up to what is owed.")


def _statements(session: Session, _: dt.date) -> Iterator[Finding]:
    documents = sa.select(Document.id, Document.number).where(Document.kind == "statement")
    for document_id, number in session.execute(documents):
        difference = statement_difference(session, document_id)
        if difference:
            yield _broken(
                "I9", f"statement {number}", f"It is off the ledger by {dollars(difference)}."
            )


def _commands(session: Session, _: dt.date) -> Iterator[Finding]:
    """Each payment was posted once, by a command that is on record."""
    unknown = session.scalar(
        sa.select(sa.func.count())
        .select_from(JournalEntry)
        .outerjoin(ExecutedCommand, ExecutedCommand.key == JournalEntry.command_key)
        .where(ExecutedCommand.key.is_(None))
    )
    if unknown:
        yield _broken("I10", "journal", f"{unknown} entries name no command.")
    doubled = session.execute(
        sa.select(Posting.payment_id, sa.func.count())
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == "receipts", JournalEntry.kind != "reversal")
        .group_by(Posting.payment_id)
        .having(sa.func.count() > 1)
    )
    for payment_id, count in doubled:
        yield _broken("I10", f"payment {payment_id}", f"It was received {count} times.")


def _kept_balances(session: Session, _: dt.date) -> Iterator[Finding]:
    part = sa.func.sum(Posting.cents)
    replay = {
        line_id: (int(insurance), int(patient))
        for line_id, insurance, patient in session.execute(
            sa.select(
                Posting.charge_line_id,
                sa.func.coalesce(part.filter(Posting.account == "insurance_receivable"), 0),
                sa.func.coalesce(part.filter(Posting.account == "patient_receivable"), 0),
            )
            .where(Posting.account.in_(_OPEN))
            .group_by(Posting.charge_line_id)
        )
        if line_id is not None
    }
    kept = {
        row.charge_line_id: (row.insurance_cents, row.patient_cents)
        for row in session.scalars(sa.select(LineBalance))
    }
    for line_id in sorted(replay.keys() | kept.keys()):
        if replay.get(line_id, (0, 0)) != kept.get(line_id, (0, 0)):
            yield _broken("I11", f"line {line_id}", "Its kept balance is not the journal's.")


def _papers(session: Session, _: dt.date) -> Iterator[Finding]:
    papers = sa.select(Document.number, Document.pdf, Document.digest)
    for number, pdf, digest in session.execute(papers.execution_options(yield_per=50)):
        if hashlib.sha256(pdf).hexdigest() != digest:
            yield _broken("paper", f"paper {number}", "Its bytes are not those that were issued.")
    for snapshot in session.scalars(sa.select(ClaimSnapshot)):
        facts = codec.from_json(ClaimFacts, snapshot.facts)
        if codec.digest(facts) != snapshot.digest:
            yield _broken("claim", f"claim snapshot {snapshot.id}", "It is not as submitted.")


def _trail(session: Session, _: dt.date) -> Iterator[Finding]:
    seq = audit.broken_at(session)
    if seq is not None:
        yield _broken("audit", f"audit row {seq}", "The chain does not hold from here on.")
    wrong = wrong_guards(session.connection())
    if wrong:
        yield _broken("guards", "triggers", f"They are not the program's own: {', '.join(wrong)}.")


def _broken(code: str, where: str, words: str) -> Finding:
    return Finding(code, "block", where, f"{where[:1].upper()}{where[1:]}: {words}")


_CHECKS: tuple[Callable[[Session, dt.date], Iterator[Finding]], ...] = (
    _balanced,
    _control,
    _payments,
    _lines,
    _reversals,
    _closes,
    _aging,
    _statements,
    _commands,
    _kept_balances,
    _papers,
    _trail,
)
