"""The list of visits: tabs, filter, rows, totals."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.list_table import ListPanel, ListTable, Remembers
from desktop_biller.ui.kit.parts import row
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.tabs import Tabs
from desktop_biller.ui.kit.text_field import TextField, is_enter
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.visits.visit_columns import VISITS
from desktop_biller.workflow.visits.visit_list import VisitRow

TABS = (
    ("", "Last 12 months"),
    ("today", "Today"),
    ("not_billed", "Not billed"),
    ("filing_due", "Filing due"),
    ("all", "All"),
)
_HINT = "Enter opens · Ctrl+E enters a visit · Ctrl+Tab next tab · type to filter"


class VisitListView(Screen):
    """The list; which rows and totals is the presenter's.

    Signals:
        shown(tab), filtered(text), sorted_by(key, descending): another question is asked.
        opened(encounter_id): a visit shall be opened.
        chosen(encounter_id): another row has the focus (None: none).
        entry_asked, refresh_asked: the acts.
    """

    shown = Signal(str)
    filtered = Signal(str)
    sorted_by = Signal(str, bool)
    opened = Signal(object)
    chosen = Signal(object)
    entry_asked = Signal()
    refresh_asked = Signal()

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[VisitRow]],
        settings: Remembers | None = None,
    ) -> None:
        super().__init__("Visits")
        self.setObjectName("visit_list")
        self.tabs = Tabs("Visits", TABS)
        self.filter = TextField(longest=60)
        self.filter.setObjectName("filter")
        self.filter.setAccessibleName("Filter visits")
        self.filter.setPlaceholderText("Patient, birth date or chart no.")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(theme.px(240))
        self.filter.installEventFilter(self)
        self.table: ListTable[VisitRow] = ListTable("Visits", VISITS, fetch, settings)
        self.empty = EmptyState("No visits for this day.", ("Enter visit", self.entry_asked.emit))
        self.panel = ListPanel(self.table, self.empty)
        enter = self.button(
            "Enter visit", self.entry_asked.emit, kind="primary", icon="add", keys="enter visit"
        )
        enter.setObjectName("enter_visit")
        self.head.add_act(enter)
        self.body.setContentsMargins(
            theme.px(Space.MARGIN), 0, theme.px(Space.MARGIN), theme.px(Space.GROUP)
        )
        self.body.addLayout(row(self.tabs, None, self.filter))
        self.body.addWidget(self.panel, 1)
        self._connect()
        self.entry = self.table
        self.set_hint(_HINT)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.shown)
        self.filter.edited.connect(lambda: self.filtered.emit(self.filter.value()))
        self.table.opened.connect(self.opened)
        self.table.current_changed.connect(self.chosen)
        self.table.sort_asked.connect(self.sorted_by)
        self.table.typed.connect(self._on_typed)
        self.act("new", self.entry_asked.emit, "Enter visit")
        self.act("filter", self._on_filter)
        self.act("refresh", self.refresh_asked.emit)
        self.act("next tab", lambda: self.tabs.step(1))
        self.act("previous tab", lambda: self.tabs.step(-1))

    def show_tab(self, key: str) -> None:
        """Choose a tab without telling it."""
        self.tabs.choose(key)

    def show_filter(self, text: str) -> None:
        """Show the text that the rows answer to."""
        self.filter.set_value(text)

    def show_count(self, key: str, count: int) -> None:
        """Say how many visits are behind a tab."""
        self.tabs.set_count(key, count)

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show these visits and stay on the same one."""
        self.table.set_ids(ids)

    def show_empty(self, words: str) -> None:
        """Say why there are no rows; blank shows the list."""
        self.empty.say(words)
        self.panel.show_empty(empty=bool(words))
        self.entry = self.filter if words else self.table

    def show_totals(self, words: str, charge: str) -> None:
        """What the visits of the filter add up to."""
        self.panel.totals.show_totals(words, {"charge": charge})

    def current(self) -> VisitRow | None:
        """The visit with the focus."""
        return self.table.current_record()

    def _on_typed(self, letter: str) -> None:
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filter.setText(self.filter.text() + letter)
        self.filter.edited.emit()

    def _on_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if watched is self.filter and isinstance(event, QKeyEvent):
            down = event.key() == Qt.Key.Key_Down or is_enter(event)
            if event.type() == QEvent.Type.KeyPress and down and self.table.isVisible():
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)
