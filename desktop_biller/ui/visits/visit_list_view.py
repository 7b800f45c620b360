"""The list of visits: tabs, filter, rows, totals."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.list_screen import ListScreen
from desktop_biller.ui.kit.list_table import ListTable, Remembers
from desktop_biller.ui.kit.parts import row
from desktop_biller.ui.kit.tabs import Tabs
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


class VisitListView(ListScreen[VisitRow]):
    """The list of visits.

    Signals:
        entry_asked: a visit shall be entered.
    """

    entry_asked = Signal()

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[VisitRow]],
        settings: Remembers | None = None,
    ) -> None:
        super().__init__(
            "Visits",
            Tabs("Visits", TABS),
            looks_for="Patient, birth date or chart no.",
            filter_width=240,
        )
        self.setObjectName("visit_list")
        self.hold(
            ListTable("Visits", VISITS, fetch, settings),
            EmptyState("No visits for this day.", ("Enter visit", self.entry_asked.emit)),
        )
        enter = self.button(
            "Enter visit", self.entry_asked.emit, kind="primary", icon="add", keys="enter visit"
        )
        enter.setObjectName("enter_visit")
        self.head.add_act(enter)
        self.body.setContentsMargins(
            theme.px(Space.MARGIN), 0, theme.px(Space.MARGIN), theme.px(Space.GROUP)
        )
        self.body.addLayout(row(self.tabs, None, self.filter))
        self.body.addWidget(self.list, 1)
        self.act("new", self.entry_asked.emit, "Enter visit")
        self.set_hint(_HINT)

    def show_totals(self, words: str, charge: str) -> None:
        """What the visits of the filter add up to."""
        self.list.totals.show_totals(words, {"charge": charge})
