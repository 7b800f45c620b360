"""Statements that were made: the batches, and the statements of each."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_biller.foundation.text import folded
from desktop_biller.models.access import User
from desktop_biller.models.document import Document
from desktop_biller.models.patient import Guarantor
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name
from desktop_biller.workflow.listing import by_ids, in_order
from desktop_biller.workflow.reading import ListQuery, Reading, question


@dataclass(frozen=True, slots=True)
class StatementBatch:
    """The statements that one user made on one date. Cents."""

    dated: dt.date
    made_by: str
    statements: int
    amount_due_cents: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement that was made; ``name`` is the guarantor's as filed. Cents."""

    document_id: int
    number: str
    dated: dt.date
    guarantor_id: int
    name: str
    account: str
    amount_due_cents: int
    made_by: str
    file_name: str


_SORTS = {
    "number": (Document.id,),
    "date": (Document.dated,),
    "name": (Guarantor.search_name,),
    "account": (Guarantor.account,),
    "amount": (Document.amount_cents,),
}


@question(Permission.READ_BOOKS)
def statement_batches(rd: Reading) -> tuple[StatementBatch, ...]:
    """All batches, the latest first."""
    rows = rd.session.execute(
        sa.select(
            Document.dated,
            User.full_name,
            sa.func.count(),
            sa.func.sum(Document.amount_cents),
        )
        .join(User, User.id == Document.user_id)
        .where(Document.kind == "statement")
        .group_by(Document.dated, User.id)
        .order_by(Document.dated.desc(), sa.func.max(Document.id).desc())
    )
    return tuple(
        StatementBatch(day, who, count, int(cents or 0)) for day, who, count, cents in rows
    )


@question(Permission.READ_BOOKS)
def statement_history_ids(rd: Reading, query: ListQuery) -> tuple[int, ...]:
    """The statements that a query shows by their document ids, the latest first.

    ``shown``: blank for all, or a date as ``2026-03-02``. ``sort``: number, date, name, account or
    amount. The text may be words of the guarantor's name, the account or the statement's number.
    """
    chosen = _joined(Document.id)
    if query.shown:
        chosen = chosen.where(Document.dated == dt.date.fromisoformat(query.shown))
    for word in query.text.split():
        others = [
            column.icontains(word, autoescape=True)
            for column in (Guarantor.account, Document.number)
        ]
        begins = (sa.literal(" ") + Guarantor.search_name).contains(f" {folded(word)}")
        chosen = chosen.where(sa.or_(sa.and_(begins, sa.literal(bool(folded(word)))), *others))
    ordered = in_order(chosen, query, _SORTS, (Document.id.desc(),), Document.id)
    return tuple(rd.session.scalars(ordered))


@question(Permission.READ_BOOKS)
def statement_history_rows(rd: Reading, ids: Sequence[int]) -> tuple[StatementRow, ...]:
    """The rows of some statements, in the order of the ids."""
    found = rd.session.execute(
        _joined(
            Document.id,
            Document.number,
            Document.dated,
            Document.amount_cents,
            Guarantor,
            User.full_name,
        ).where(Document.id.in_(ids))
    )
    rows = (
        StatementRow(
            document_id=row.id,
            number=row.number,
            dated=row.dated,
            guarantor_id=row.Guarantor.id,
            name=person_name(row.Guarantor).filed,
            account=row.Guarantor.account,
            amount_due_cents=row.amount_cents or 0,
            made_by=row.full_name,
            file_name=f"statement-{row.number}.pdf",
        )
        for row in found
    )
    return by_ids(ids, rows, lambda row: row.document_id)


def _joined(*columns: Any) -> sa.Select[Any]:  # noqa: ANN401 -- columns of any kind
    return (
        sa.select(*columns)
        .select_from(Document)
        .join(Guarantor, Guarantor.id == Document.guarantor_id)
        .join(User, User.id == Document.user_id)
        .where(Document.kind == "statement")
    )
