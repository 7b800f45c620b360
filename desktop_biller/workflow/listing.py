"""What the lists of the screens share: filtering by what was typed, order, rows by their ids."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from desktop_biller.foundation.errors import InputError
from desktop_biller.foundation.money import parse_cents
from desktop_biller.foundation.text import folded
from desktop_biller.models.patient import Patient
from desktop_biller.workflow.reading import ListQuery

R = TypeVar("R")

Columns = Sequence[sa.SQLColumnExpression[Any]]
"""What a list is ordered by: columns or expressions, the first one counts most."""


def typed(text: str, *others: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401 -- columns of any kind
    """Rows in which each typed word begins a word of the patient's name, or is in another column.

    Names are compared without case and accents; ``Patient`` must be in the query
    (rows without a patient are joined from outside).
    """
    return sa.and_(sa.true(), *(_has(word, others) for word in text.split()))


def typed_amount(text: str, column: sa.SQLColumnExpression[int]) -> sa.ColumnElement[bool]:
    """Rows whose cents are the amount that was typed; none where it is no amount."""
    try:
        return column == parse_cents(text)
    except InputError:
        return sa.false()


def in_order(
    query: sa.Select[Any],
    asked: ListQuery,
    sorts: Mapping[str, Columns],
    usual: Columns,
    key: sa.SQLColumnExpression[int],
) -> sa.Select[Any]:
    """The query in the order that was asked for, or in the list's usual one.

    An unknown column is the list's usual order too; ``key`` decides between equal rows.
    """
    chosen: Columns = sorts.get(asked.sort, ())
    ordered = [column.desc() if asked.descending else column.asc() for column in chosen]
    return query.order_by(*(ordered or usual), key.desc() if asked.descending else key.asc())


def by_ids(ids: Sequence[int], found: Iterable[R], key: Callable[[R], int]) -> tuple[R, ...]:
    """Rows in the order of their ids; an id whose row is gone is left out."""
    rows = {key(row): row for row in found}
    return tuple(rows[wanted] for wanted in ids if wanted in rows)


def _has(word: str, others: Sequence[Any]) -> sa.ColumnElement[bool]:
    name = folded(word)
    found = [column.icontains(word, autoescape=True) for column in others]
    if name:
        found.append((sa.literal(" ") + Patient.search_name).contains(f" {name}"))
    return sa.or_(sa.false(), *found)
