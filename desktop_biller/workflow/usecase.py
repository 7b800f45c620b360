"""What every use case has in common, said once.

A use case is a function ``(tx, command) -> result`` under ``@use_case``. Calling it with a
workspace checks the permission, opens one write transaction, runs the function, records the
command under its idempotency key and appends the audit row, then commits all of it or nothing.
So none of the four can be forgotten, and a retried command finds its first result.
"""

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Generic, TypeVar, get_type_hints

import sqlalchemy as sa
from msgspec import Meta, structs
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import RefusedError, StaleRecordError
from desktop_biller.models.access import ExecutedCommand
from desktop_biller.models.base import Base
from desktop_biller.models.practice import Counter
from desktop_biller.security import audit
from desktop_biller.security.permissions import Actor, Permission, require
from desktop_biller.workflow.reading import Readable
from desktop_biller.workflow.workspace import Workspace


class Command(codec.Strict, frozen=True, kw_only=True):
    """What a user wants done. Its ``key`` makes a double click or a retry post once."""

    key: Annotated[
        str, Meta(max_length=64, description="Idempotency key; left blank, one is made.")
    ] = ""


RowId = Annotated[int, Meta(ge=1, le=2**53, description="Number of a row in this practice.")]

_EARLIER = sa.select(
    ExecutedCommand.use_case, ExecutedCommand.digest, ExecutedCommand.result
).where(ExecutedCommand.key == sa.bindparam("key"))

C = TypeVar("C", bound=Command)
R = TypeVar("R")
T = TypeVar("T")


@dataclass(slots=True)
class Transaction:
    """One use case under way: the session, who acts and when, and what its audit row will say.

    Attributes:
        at_end: run before the command is recorded, such as writing out what is still pending.
    """

    session: Session
    actor: Actor
    catalogue: Catalogue
    now: dt.datetime
    today: dt.date
    key: str
    patient_id: int | None = None
    subject: str = ""
    reason: str = ""
    at_end: list[Callable[[], None]] = field(default_factory=list)
    next_ids: dict[str, int] = field(default_factory=dict)

    def reserve(self, *models: type[Base]) -> None:
        """Read the highest ids of several tables at once, where they are not known yet."""
        names = tuple(
            model.__tablename__ for model in models if model.__tablename__ not in self.next_ids
        )
        if names:
            highest = self.session.execute(_highest_ids(names)).one()
            self.next_ids.update((name, top or 0) for name, top in zip(names, highest, strict=True))

    def new_id(self, model: type[Base]) -> int:
        """The id of a row that is to be inserted; known before, so that rows go in together.

        The write lane is ours alone until the transaction ends: nobody else takes the same id.
        """
        self.reserve(model)
        self.next_ids[model.__tablename__] += 1
        return self.next_ids[model.__tablename__]

    def insert(self, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert whole rows of one table, all of the same columns, by one statement.

        Plain Core: the ORM would sort rows by which values are there, and send many statements.
        """
        if rows:
            self.session.execute(_insert(model.__tablename__), rows)

    def about(self, subject: str, *, patient_id: int | None = None, reason: str = "") -> None:
        """Tell the audit row what the use case was done to (ids only, never a name)."""
        self.subject, self.reason = subject, reason
        if patient_id is not None:
            self.patient_id = patient_id


@cache
def _insert(table: str) -> sa.Insert:
    return sa.insert(Base.metadata.tables[table])


@cache
def _highest_ids(tables: tuple[str, ...]) -> sa.Select[Any]:
    columns = [Base.metadata.tables[name].c.id for name in tables]
    return sa.select(*(sa.select(sa.func.max(column)).scalar_subquery() for column in columns))


class UseCase(Generic[C, R]):
    """A callable use case, with what tests, scripts and documentation ask of it."""

    def __init__(
        self, run: Callable[[Transaction, C], R], permission: Permission, event: str
    ) -> None:
        hints = get_type_hints(run)
        self.run = run
        self.name = run.__name__
        self.doc = (run.__doc__ or "").strip()
        self.command: type[C] = hints[next(n for n in hints if n not in ("tx", "return"))]
        self.result: type[R] = hints["return"]
        self.permission = permission
        self.event = event

    def __call__(self, ws: Workspace, command: C) -> R:
        """Carry the command out in one transaction.

        Raises:
            UserError: the action is refused; nothing was changed.
        """
        require(ws.actor, self.permission)
        key = command.key or secrets.token_hex(16)
        told = codec.digest(structs.replace(command, key=""))
        try:
            with ws.db.writing() as session:
                earlier = session.execute(_EARLIER, {"key": key}).one_or_none()
                if earlier is not None:
                    return self._first_result(earlier, told)
                now = ws.clock.now()
                tx = Transaction(
                    session=session,
                    actor=ws.actor,
                    catalogue=ws.catalogue,
                    now=now,
                    today=now.date(),
                    key=key,
                )
                result = self.run(tx, command)
                self._finish(tx, told, result)
                return result
        except StaleDataError as error:
            raise StaleRecordError(
                "This record was changed by someone else since you opened it.",
                remedy="Open it again and repeat your change.",
            ) from error

    def _first_result(self, earlier: sa.Row[str, str, str], told: str) -> R:
        if (earlier.use_case, earlier.digest) != (self.name, told):
            raise RefusedError(
                "This action was already carried out with other details.",
                remedy="Start it again as a new action.",
            )
        return codec.from_json(self.result, earlier.result)

    def _finish(self, tx: Transaction, told: str, result: R) -> None:
        for finish in tx.at_end:
            finish()
        tx.insert(
            ExecutedCommand,
            [
                {
                    "key": tx.key,
                    "use_case": self.name,
                    "digest": told,
                    "result": codec.to_json(result).decode(),
                }
            ],
        )
        audit.record(
            tx.session,
            at=tx.now,
            user_name=tx.actor.name,
            event=self.event,
            patient_id=tx.patient_id,
            subject=tx.subject,
            reason=tx.reason,
            command_key=tx.key,
        )


USE_CASES: dict[str, UseCase[Any, Any]] = {}
"""All use cases by name, in the order in which their modules were imported."""


def use_case(
    permission: Permission, event: str
) -> Callable[[Callable[[Transaction, C], R]], UseCase[C, R]]:
    """Make a function a use case that needs ``permission`` and is audited as ``event``."""

    def wrap(run: Callable[[Transaction, C], R]) -> UseCase[C, R]:
        case = UseCase(run, permission, event)
        if case.name in USE_CASES:
            msg = f"two use cases are named {case.name}"
            raise ValueError(msg)
        USE_CASES[case.name] = case
        return case

    return wrap


def by_id(rd: Readable, model: type[T], key: int, words: str) -> T:
    """The row of ``model`` with that id.

    Raises:
        RefusedError: there is none; ``words`` names it ("patient").
    """
    row = rd.session.get(model, key)
    if row is None:
        raise RefusedError(
            f"There is no {words} number {key} in this practice.",
            remedy=f"Choose a {words} from the list.",
        )
    return row


def refuse_stale(version: int, told: int) -> None:
    """Let a change pass that was made to the record as it is now.

    Raises:
        StaleRecordError: the record was changed since it was read.
    """
    if version != told:
        raise StaleRecordError(
            "This record was changed by someone else since you opened it.",
            effect="The change was not saved.",
            remedy="Open it again and repeat your change.",
        )


def next_number(tx: Transaction, series: str) -> int:
    """The next number of a series; consecutive, from 1, given out in this transaction."""
    return next_numbers(tx, series, 1)[0]


def next_numbers(tx: Transaction, series: str, count: int) -> range:
    """The next ``count`` numbers of a series, given out in this transaction."""
    last = tx.session.scalar(_COUNT_ON, {"series": series, "last": count}) or 0
    return range(last - count + 1, last + 1)


_GIVE_OUT = upsert(Counter)
_COUNT_ON = _GIVE_OUT.on_conflict_do_update(
    index_elements=[Counter.series], set_={"last": Counter.last + _GIVE_OUT.excluded.last}
).returning(Counter.last)


def exists(tx: Transaction, query: sa.Select[Any]) -> bool:
    """True where the query finds a row."""
    return tx.session.execute(query.limit(1)).first() is not None
