"""The due list: who is due a statement, who is held and why, the statement itself, printing."""

import datetime as dt
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.kit.beside import Beside
from desktop_biller.ui.kit.check_table import CheckTable
from desktop_biller.ui.kit.dialogs import ask
from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.filter_and_rows import FilterAndRows
from desktop_biller.ui.kit.list_table import ListPanel, Remembers
from desktop_biller.ui.kit.page_view import Reads
from desktop_biller.ui.kit.parts import Label, column, holder
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.tabs import Tabs
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.statements.due_columns import COLUMNS
from desktop_biller.ui.statements.due_filter import DueFilter
from desktop_biller.ui.statements.paper_panel import PaperPanel
from desktop_biller.workflow.statements.due_list import DueRow

TABS = (("", "All"), ("due", "Due"), ("held", "On hold"))
_HINT = "Space ticks · Enter opens the account · Ctrl+P prints those ticked · type to find a name"
_REST_MS = 250
"""The row is looked at when the focus rests on it; each look is told to the audit trail."""


class DueView(Screen):
    """The due list; which rows, and which are ticked, is the presenter's.

    Signals:
        shown(tab), filtered(text), sorted_by(key, descending), ruled(rules): another question.
        ticked(id), all_ticked(on): boxes were pressed.
        chosen(id): another row has the focus (None: none); rested(id): it has it for a while.
        print_asked, one_asked, account_asked, history_asked, refresh_asked: the acts.
    """

    shown = Signal(str)
    filtered = Signal(str)
    sorted_by = Signal(str, bool)
    ruled = Signal(object)
    ticked = Signal(object)
    all_ticked = Signal(bool)
    chosen = Signal(object)
    rested = Signal(object)
    print_asked = Signal()
    one_asked = Signal()
    account_asked = Signal()
    history_asked = Signal()
    refresh_asked = Signal()

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[DueRow]],
        read: Reads,
        settings: Remembers | None = None,
    ) -> None:
        super().__init__("Statements")
        self.setObjectName("statements_due")
        self._run = Label("", "muted")
        self.head.add(self._run)
        self.tabs = Tabs("Statements", TABS)
        self.filter = DueFilter()
        self.table: CheckTable[DueRow] = CheckTable(
            "Accounts", COLUMNS, fetch, lambda row: row.guarantor_id, settings
        )
        self.empty = EmptyState("No one is due a statement.")
        self.panel = ListPanel(self.table, self.empty)
        self.paper = PaperPanel(read)
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._build_head()
        left = holder(column(self.filter, self.panel, space=Space.RELATED))
        self.body.addWidget(self.tabs)
        sides = Beside(left, self.paper, wide=366, narrow=292, needs=552, heights=(300, 420))
        self.body.addWidget(sides, 1)
        self._connect()
        self.entry = self.table
        self.set_hint(_HINT)

    def _build_head(self) -> None:
        history = self.button("&History", self.history_asked.emit, icon="restore")
        history.setObjectName("history")
        self.print = self.button(
            "Print statements...", self.print_asked.emit, kind="primary", icon="print", keys="print"
        )
        self.print.setObjectName("print_statements")
        self.head.add_act(history)
        self.head.add_act(self.print)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.shown)
        self.filter.filtered.connect(self.filtered)
        self.filter.ruled.connect(self.ruled)
        self.filter.all_asked.connect(lambda: self.all_ticked.emit(True))
        self.table.opened.connect(lambda _id: self.account_asked.emit())
        self.table.current_changed.connect(self._on_current)
        self.table.sort_asked.connect(self.sorted_by)
        self.table.tick_asked.connect(self.ticked)
        self.table.all_asked.connect(self.all_ticked)
        self.paper.one_asked.connect(self.one_asked)
        self.paper.account_asked.connect(self.account_asked)
        self._timer.timeout.connect(self._on_rest)
        self.act("print", self._on_print, "Print statements...")
        self.act("filter", FilterAndRows(self.filter.text, self.table).call_filter)
        self.act("refresh", self.refresh_asked.emit)
        self.act("next tab", lambda: self.tabs.step(1))
        self.act("previous tab", lambda: self.tabs.step(-1))

    # --- What is shown -------------------------------------------------------------------------

    def show_day(self, day: dt.date) -> None:
        """Say of which day the list is."""
        self._run.setText(f"Run of {us_date(day)}")

    def show_tab(self, key: str) -> None:
        """Choose a tab without telling it."""
        self.tabs.choose(key)

    def show_counts(self, whole: int, due: int, held: int) -> None:
        """How many accounts are behind each tab."""
        for key, count in (("", whole), ("due", due), ("held", held)):
            self.tabs.set_count(key, count)

    def show_filter(self, text: str) -> None:
        """Show the words that the rows answer to."""
        self.filter.text.set_value(text)

    def show_usual(self, minimum_cents: int) -> None:
        """The practice's own minimum."""
        self.filter.show_usual(minimum_cents)

    def show_ids(self, ids: Sequence[int], select: int | None) -> None:
        """Show these accounts and stay on the same one, or go to ``select``."""
        self.table.set_ids(ids, select=select)

    def show_ticks(self, ticked: AbstractSet[int], tickable: AbstractSet[int]) -> None:
        """Show which are ticked, and which can be."""
        self.table.show_ticks(ticked, tickable)

    def show_totals(self, words: str, amount: str, rest: str) -> None:
        """How many are ticked, and what they owe."""
        self.panel.totals.show_totals(words, {"balance": amount, "state": rest})

    def show_print(self, words: str, reason: str) -> None:
        """Name the number on the button, or say why there is nothing to print."""
        self.print.setText(words)
        self.print.say_why(reason)

    def show_one(self, row: DueRow | None, reason: str) -> None:
        """Say whose statement stands beside the list, and whether it can be printed alone."""
        self.paper.show_row(row)
        self.paper.show_why(reason)

    def show_statement(self, pdf: bytes, name: str) -> None:
        """Show the pages."""
        self.paper.pages.show_pdf(pdf, name)

    def say_no_statement(self, words: str) -> None:
        """Say why there is no page."""
        self.paper.pages.say(words)

    def show_empty(self, words: str) -> None:
        """Say why there are no rows; blank shows the list."""
        self.empty.say(words)
        self.panel.show_empty(empty=bool(words))
        self.entry = self.filter.text if words else self.table

    def show_result(self, words: str, *, history: bool) -> None:
        """Say over the list what became of a run."""
        if history:
            self.banner.say("amber", words, "Open history", self.history_asked.emit)
        else:
            self.banner.say("amber", words)

    def ask_one(self, words: str, do: Callable[[], object]) -> None:
        """Ask before a statement that is held is made all the same."""
        ask(self, "Print this one", words, "Print it", do)

    def current(self) -> DueRow | None:
        """The account with the focus."""
        return self.table.current_record()

    # --- What the user does --------------------------------------------------------------------

    def _on_print(self) -> None:
        if self.print.isEnabled():
            self.print_asked.emit()

    def _on_current(self, record_id: object) -> None:
        self.chosen.emit(record_id)
        self._timer.start()

    def _on_rest(self) -> None:
        if self.isVisible():
            self.rested.emit(self.table.current_id())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        super().hideEvent(event)
        self._timer.stop()  # what nobody sees is not looked at
