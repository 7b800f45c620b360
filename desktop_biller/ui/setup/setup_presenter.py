"""Which tab is shown, and that it is read again when something it shows has changed."""

from collections.abc import Callable, Mapping
from typing import Protocol

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.workflow.workspace import Kind


class View(Protocol):
    """What the presenter asks of the screen."""

    def show_tab(self, key: str) -> None: ...


class SetupPresenter:
    """Presents the screen.

    Args:
        desk: of the window.
        view: the screen.
        reloads: by the tab's key, what reads the tab again.
    """

    def __init__(self, desk: Desk, view: View, reloads: Mapping[str, Callable[[], None]]) -> None:
        self._desk, self._view, self._reloads = desk, view, dict(reloads)
        self._key = next(iter(self._reloads))
        self.end: Callable[[], None] = desk.bus.subscribe(self._on_changed)

    def open(self, place: Place) -> None:
        """Show the tab of a place; without one, that which was shown last."""
        self._desk.show_patient(None)
        self._show(place.shown or self._key)

    def on_tab(self, key: str) -> None:
        """Another tab was chosen; Back comes to it."""
        self._desk.go(Place("setup", shown=key))

    def reload(self) -> None:
        """Read the tab again."""
        self._reloads[self._key]()

    def _show(self, key: str) -> None:
        self._key = key if key in self._reloads else next(iter(self._reloads))
        self._view.show_tab(self._key)
        self.reload()

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if Kind.PRACTICE in kinds:
            self.reload()
