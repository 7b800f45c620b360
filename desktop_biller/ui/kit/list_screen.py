"""A section's list: tabs, a filter that takes letters typed in the list, rows, an empty state."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal

from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.filter_and_rows import FilterAndRows
from desktop_biller.ui.kit.list_table import ListPanel, ListTable
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.tabs import Tabs
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme

R = TypeVar("R")


class ListScreen(Screen, Generic[R]):
    """The list; which rows and totals it shows is the presenter's.

    Attributes:
        table, empty, list: the rows, what stands instead of none, the panel around both; there
            after ``hold``.

    Signals:
        shown(tab), filtered(text), sorted_by(key, descending): another question is asked.
        opened(id): a record shall be opened.
        chosen(id): another row has the focus (None: none).
        refresh_asked: the same question once more.
    """

    shown = Signal(str)
    filtered = Signal(str)
    sorted_by = Signal(str, bool)
    opened = Signal(object)
    chosen = Signal(object)
    refresh_asked = Signal()

    def __init__(self, title: str, tabs: Tabs, *, looks_for: str, filter_width: int) -> None:
        """``looks_for`` stands in the blank filter; its width is in pixels at 100 % text."""
        super().__init__(title)
        self.tabs = tabs
        self.filter = TextField(longest=60)
        self.filter.setObjectName("filter")
        self.filter.setAccessibleName(f"Filter {title.lower()}")
        self.filter.setPlaceholderText(looks_for)
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(theme.px(filter_width))

    def hold(self, table: ListTable[R], empty: EmptyState) -> None:
        """Take the rows and what stands instead of none; the screen lays the panel out."""
        self.table, self.empty = table, empty
        self.list = ListPanel(table, empty)
        self.entry = table
        self.tabs.chosen.connect(self.shown)
        self.filter.edited.connect(lambda: self.filtered.emit(self.filter.value()))
        table.opened.connect(self.opened)
        table.current_changed.connect(self._on_current)
        table.sort_asked.connect(self.sorted_by)
        self.act("filter", FilterAndRows(self.filter, table).call_filter)
        self.act("refresh", self.refresh_asked.emit)
        self.act("next tab", lambda: self.tabs.step(1))
        self.act("previous tab", lambda: self.tabs.step(-1))

    # --- What the presenter shows --------------------------------------------------------------

    def show_tab(self, key: str) -> None:
        """Choose a tab without telling it."""
        self.tabs.choose(key)

    def show_filter(self, text: str) -> None:
        """Show the text that the rows answer to."""
        self.filter.set_value(text)

    def show_count(self, key: str, count: int) -> None:
        """Say how many records are behind a tab."""
        self.tabs.set_count(key, count)

    def show_ids(self, ids: Sequence[int], select: int | None = None) -> None:
        """Show these records and stay on the same one, or go to ``select``."""
        self.table.set_ids(ids, select=select)

    def show_empty(self, words: str) -> None:
        """Say why there are no rows; blank shows the list."""
        self.empty.say(words)
        self.list.show_empty(empty=bool(words))
        self.entry = self.filter if words else self.table

    def current(self) -> R | None:
        """The record with the focus."""
        return self.table.current_record()

    def _on_current(self, record_id: object) -> None:
        self.chosen.emit(record_id)
