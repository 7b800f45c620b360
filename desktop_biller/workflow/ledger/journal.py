"""Posting and reversing: the only two ways in which the journal grows."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm import ORMExecuteState, Session

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import RefusedError
from desktop_biller.foundation.money import dollars
from desktop_biller.models.base import Base
from desktop_biller.models.ledger import DayClose, JournalEntry, LineBalance, Posting
from desktop_biller.workflow.usecase import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of an entry: debit above zero, credit below, in cents."""

    account: str
    effect: str
    cents: int
    patient_id: int | None = None
    charge_line_id: int | None = None
    claim_id: int | None = None
    coverage_id: int | None = None
    payer_id: int | None = None
    payment_id: int | None = None
    provider_id: int | None = None
    adjustment_kind: str | None = None
    group_code: str | None = None
    reason_code: str | None = None
    method: str | None = None


_SIDE_COLUMNS = tuple(f.name for f in fields(Side))
_CLOSED_THROUGH = sa.select(sa.func.max(DayClose.closed_through))


_BALANCES = Base.metadata.tables[LineBalance.__tablename__]
_CHANGE = upsert(_BALANCES)
_ADD_TO_BALANCES = _CHANGE.on_conflict_do_update(
    index_elements=[_BALANCES.c.charge_line_id],
    set_={
        part: _BALANCES.c[part] + _CHANGE.excluded[part]
        for part in ("insurance_cents", "patient_cents")
    },
)


def post(
    tx: Transaction, kind: str, memo: str, sides: Iterable[Side], *, reverses: int | None = None
) -> int:
    """Append one balanced entry dated today and bring the kept balances up to date.

    Sides of zero cents are left out. Returns the entry's id.

    Raises:
        RefusedError: the sides don't sum to zero, nothing is left, or today is closed.
    """
    kept = [side for side in sides if side.cents]
    difference = sum(side.cents for side in kept)
    if difference or not kept:
        raise RefusedError(
            f"The entry “{memo}” does not balance: it is off by {dollars(difference)}.",
            effect="Nothing was posted.",
            remedy="Report this as a fault: amounts of one entry must sum to zero.",
        )
    book = _Book.of(tx)
    refuse_day(book.closed, tx.today)
    entry_id = tx.new_id(JournalEntry)
    book.postings.extend(
        {"entry_id": entry_id, **{name: getattr(side, name) for name in _SIDE_COLUMNS}}
        for side in kept
    )
    book.entries.append(
        {
            "id": entry_id,
            "command_key": tx.key,
            "kind": kind,
            "posted_on": tx.today,
            "posted_at": tx.now,
            "user_id": tx.actor.user_id,
            "memo": memo[:120],
            "reverses_id": reverses,
        }
    )
    book.sides.extend(kept)
    return entry_id


def reverse(tx: Transaction, entry_id: int, reason: str) -> int:
    """Append the exact negation of an entry, dated today and linked to it (I6).

    Raises:
        RefusedError: the entry was reversed before, is itself a reversal, or does not exist.
    """
    _Book.of(tx).write()
    entry = tx.session.get(JournalEntry, entry_id)
    if entry is None or entry.kind == "reversal":
        raise RefusedError(
            "Only an original entry can be reversed.",
            remedy="Choose the entry that was posted first.",
        )
    done = tx.session.scalar(sa.select(JournalEntry.id).where(JournalEntry.reverses_id == entry_id))
    if done is not None:
        raise RefusedError(
            "This entry was already reversed.",
            remedy="Look at the account: the reversal stands under the entry.",
        )
    columns = [getattr(Posting, name) for name in _SIDE_COLUMNS]
    rows = tx.session.execute(sa.select(*columns).where(Posting.entry_id == entry_id)).mappings()
    sides = [Side(**{**row, "cents": -row["cents"]}) for row in rows]
    return post(tx, "reversal", f"Reversal: {reason}", sides, reverses=entry_id)


class _Book:
    """The entries of one use case that are not in the file yet.

    They are written together, before the next look at the file and at the end of the use case, so
    that a check of many claims costs three statements and not three for each of its entries.
    """

    def __init__(self, tx: Transaction) -> None:
        self.session, self._insert = tx.session, tx.insert
        self.closed = closed_through(tx.session)
        self.postings: list[dict[str, Any]] = []
        self.entries: list[dict[str, Any]] = []
        self.sides: list[Side] = []

    @classmethod
    def of(cls, tx: Transaction) -> "_Book":
        """The book of a use case; it is opened at the first posting."""
        book = tx.session.info.get(cls)
        if book is None:
            book = tx.session.info[cls] = cls(tx)
            tx.at_end.append(book.write)
            sa.event.listen(tx.session, "do_orm_execute", book.before_look)
        return book

    def before_look(self, state: ORMExecuteState) -> None:
        """Nobody looks at the file, or writes to it, without what was just posted."""
        del state
        self.write()

    def write(self) -> None:
        """Write what is pending: postings first, for the entry rows seal them (store.guards)."""
        if not self.entries:
            return
        postings, entries, sides = self.postings, self.entries, self.sides
        self.postings, self.entries, self.sides = [], [], []
        self._insert(Posting, postings)
        self._insert(JournalEntry, entries)
        _keep_balances(self.session, sides)


def closed_through(session: Session) -> dt.date | None:
    """The last closed posting date, or None before the first close."""
    return session.scalar(_CLOSED_THROUGH)


def refuse_day(closed: dt.date | None, day: dt.date) -> None:
    """Let a posting on ``day`` pass where the books are closed through ``closed``.

    Raises:
        RefusedError: the books are closed on that date (R82).
    """
    if closed is not None and day <= closed:
        raise RefusedError(
            f"The books are closed through {us_date(closed)}.",
            effect="Nothing was posted.",
            remedy=f"Post it on {us_date(closed + dt.timedelta(days=1))} or later.",
        )


def _keep_balances(session: Session, sides: Sequence[Side]) -> None:
    """Add what the sides changed to the balance kept for each line (I11)."""
    changes: dict[int, dict[str, Any]] = {}
    for side in sides:
        if side.account not in ("insurance_receivable", "patient_receivable"):
            continue
        row = changes.setdefault(
            side.charge_line_id or 0,
            {
                "charge_line_id": side.charge_line_id,
                "patient_id": side.patient_id,
                "insurance_cents": 0,
                "patient_cents": 0,
            },
        )
        part = "insurance_cents" if side.account == "insurance_receivable" else "patient_cents"
        row[part] += side.cents
    if not changes:
        return
    session.execute(_ADD_TO_BALANCES, list(changes.values()))
