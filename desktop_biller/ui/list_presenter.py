"""What presenters of lists share: one question, asked anew as tab, filter, order or data change."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Generic, Protocol, TypeVar

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.workspace import Kind

F = TypeVar("F")


class ListPart(Protocol):
    """What opening a list asks of its view."""

    def show_tab(self, key: str) -> None: ...
    def show_filter(self, text: str) -> None: ...


class ListPresenter(Generic[F]):
    """Asks a list's question in a reader; a subclass finds the answer and shows it.

    Attributes:
        follows: a change of one of these kinds asks again.
    """

    follows: ClassVar[frozenset[Kind]] = frozenset()

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._query = ListQuery()
        self._select: int | None = None
        self._end = desk.bus.subscribe(self._on_changed)

    def close(self) -> None:
        """The window closes."""
        self._end()

    # --- What the user asks --------------------------------------------------------------------

    def show(self, tab: str) -> None:
        """The user chose another tab; the filter stays."""
        self._ask(replace(self._query, shown=tab))

    def filter(self, text: str) -> None:
        """The user typed into the filter."""
        self._ask(replace(self._query, text=text.strip()))

    def sort(self, key: str, *, descending: bool) -> None:
        """The user chose a head."""
        self._ask(replace(self._query, sort=key, descending=descending))

    def reload(self) -> None:
        """Ask the same question again."""
        self._ask(self._query)

    # --- What a subclass does ------------------------------------------------------------------

    def _question(self, query: ListQuery) -> Callable[[], F]:
        """What answers the question; it is called beside the UI thread, so it knows no widget."""
        raise NotImplementedError

    def _show(self, found: F) -> None:
        """Show what was found for the present question."""
        raise NotImplementedError

    def _show_refusal(self, error: UserError) -> None:
        """Show why the question can't be answered."""
        raise NotImplementedError

    def _begin(
        self, view: ListPart, place: Place, shown: str | None = None, *, anew: bool = False
    ) -> None:
        """Show the part of the list that a place asks for, and stand on the place's record.

        The filter is cleared where that is another part, or ``anew``.
        """
        part = place.shown if shown is None else shown
        if anew or part != self._query.shown:
            self._query = ListQuery(shown=part)
            view.show_filter("")
        view.show_tab(part)
        self._select = place.record_id
        self.reload()

    def _selected(self) -> int | None:
        """The record to stand on, once; None keeps the row that has the focus."""
        select, self._select = self._select, None
        return select

    def _ask(self, query: ListQuery) -> None:
        self._query = query
        self._desk.jobs.read(
            self._question(query), self._show, self._show_refusal, slot=f"list {id(self)}"
        )

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & self.follows:
            self.reload()
