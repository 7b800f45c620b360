"""Reading a list of Setup, and saving what stands in its form."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from desktop_biller.foundation.errors import UserError
from desktop_biller.security.permissions import Permission
from desktop_biller.ui.desk import Desk
from desktop_biller.ui.setup.rights import why_not
from desktop_biller.workflow.usecase import Command
from desktop_biller.workflow.workspace import Workspace

R = TypeVar("R")
Shown_contra = TypeVar("Shown_contra", contravariant=True)

Act = Callable[[Workspace, Any], Any]
"""A use case, which takes the command it is listed under."""


class View(Protocol[Shown_contra]):
    """What the presenter asks of the page."""

    def show_rows(self, rows: Sequence[Shown_contra], select: int | None = None) -> None: ...
    def typed(self, key: str) -> Command | None: ...
    def show_may_not(self, reason: str) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def mark_saved(self) -> None: ...


class RecordsPresenter(Generic[R]):
    """Presents one list with its form.

    Args:
        desk: of the window.
        view: the page.
        ask: reads all records.
        acts: by the kind of command, the use case that carries it out.
        id_of: the record's number in a use case's result.
        words: what is told after saving.
    """

    def __init__(
        self,
        desk: Desk,
        view: View[R],
        ask: Callable[[Workspace], Sequence[R]],
        acts: Mapping[type[Command], Act],
        *,
        id_of: Callable[[Any], int],
        words: str,
    ) -> None:
        self._desk, self._view, self._ask = desk, view, ask
        self._acts, self._id_of, self._words = acts, id_of, words
        self._key = secrets.token_hex(16)
        self._select: int | None = None
        self._saving = False

    def reload(self) -> None:
        """Read the list again."""
        self._view.show_may_not(why_not(self._desk, Permission.SET_UP_PRACTICE))
        ask = partial(self._ask, self._desk.ws)
        self._desk.jobs.read(ask, self._on_read, slot=f"setup {id(self)}")

    def on_save(self) -> None:
        """Save what stands in the form, where it is sound."""
        if self._saving:
            return
        command = self._view.typed(self._key)
        if command is None:
            return
        self._saving = True
        act = partial(self._acts[type(command)], self._desk.ws, command)
        self._desk.jobs.write(lambda _job: act(), self._on_saved, self._on_refused)

    def _on_read(self, rows: Sequence[R]) -> None:
        select, self._select = self._select, None
        self._view.show_rows(rows, select)

    def _on_saved(self, result: object) -> None:
        self._saving = False
        self._key = secrets.token_hex(16)
        self._select = self._id_of(result)
        self._view.mark_saved()
        self._desk.tell(self._words)
        self._desk.act(result)

    def _on_refused(self, error: UserError) -> None:
        self._saving = False
        self._key = secrets.token_hex(16)
        self._view.show_refusal(error)
