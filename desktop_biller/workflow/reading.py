"""What every question of a screen has in common: who may ask, one snapshot, frozen answers.

A question is a function ``(rd, ...) -> answer`` under ``@question``. Calling it with a workspace
checks the permission and opens one reading session, which the engine refuses every write. So no
screen sees a session, and a list, its rows and its totals come from one snapshot each.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

from sqlalchemy.orm import Session

from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.security.permissions import Actor, Permission, require
from desktop_biller.workflow.workspace import Workspace

P = ParamSpec("P")
R = TypeVar("R")


class Readable(Protocol):
    """What can be read from: a question, or a use case under way."""

    @property
    def session(self) -> Session: ...

    @property
    def actor(self) -> Actor: ...

    @property
    def catalogue(self) -> Catalogue: ...

    @property
    def now(self) -> dt.datetime: ...

    @property
    def today(self) -> dt.date: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """One question under way: a snapshot of the file, who asks, and when."""

    session: Session
    actor: Actor
    catalogue: Catalogue
    now: dt.datetime
    today: dt.date


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list shall show; filter and order are carried out in SQL.

    Attributes:
        text: what was typed into the filter, blank for all.
        shown: which part of the list, such as a claim's state; blank for the usual part.
        sort: name of the column to order by; blank for the list's usual order.
    """

    text: str = ""
    shown: str = ""
    sort: str = ""
    descending: bool = False


class Question(Generic[P, R]):
    """A callable question; ``name`` and ``permission`` are what tests ask of it."""

    def __init__(self, ask: Callable[Concatenate[Reading, P], R], permission: Permission) -> None:
        update_wrapper(self, ask)
        self.ask = ask
        self.name = ask.__name__
        self.permission = permission

    def __call__(self, ws: Workspace, *args: P.args, **kwargs: P.kwargs) -> R:
        """Answer the question from one snapshot.

        Raises:
            PermissionDeniedError: the actor's role does not allow it.
        """
        require(ws.actor, self.permission)
        with ws.db.reading() as session:
            now = ws.clock.now()
            rd = Reading(session, ws.actor, ws.catalogue, now, now.date())
            return self.ask(rd, *args, **kwargs)


QUESTIONS: dict[str, Question[..., Any]] = {}
"""All questions by name, in the order in which their modules were imported."""


def question(
    permission: Permission,
) -> Callable[[Callable[Concatenate[Reading, P], R]], Question[P, R]]:
    """Make a function a question that needs ``permission``."""

    def wrap(ask: Callable[Concatenate[Reading, P], R]) -> Question[P, R]:
        asked = Question(ask, permission)
        if asked.name in QUESTIONS:
            msg = f"two questions are named {asked.name}"
            raise ValueError(msg)
        QUESTIONS[asked.name] = asked
        return asked

    return wrap
