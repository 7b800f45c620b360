"""The statements that were made: days at the left, their statements, printing them again."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.filter_and_rows import FilterAndRows
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.list_table import ListPanel, ListTable, Remembers
from desktop_biller.ui.kit.parts import row
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.sides import Sides
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.statements.history_columns import RUNS, STATEMENTS, Run
from desktop_biller.workflow.statements.history import StatementRow

_HINT = "Enter opens the statement · Ctrl+P prints the day's again · type to find a name"


class HistoryView(Screen):
    """The history; which statements is the presenter's.

    Signals:
        run_chosen(key): another day has the focus.
        filtered(text), sorted_by(key, descending): another question.
        opened(document_id): a statement shall be shown.
        print_asked, due_asked, refresh_asked: the acts.
    """

    run_chosen = Signal(object)
    filtered = Signal(str)
    sorted_by = Signal(str, bool)
    opened = Signal(object)
    print_asked = Signal()
    due_asked = Signal()
    refresh_asked = Signal()

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[StatementRow]],
        settings: Remembers | None = None,
    ) -> None:
        super().__init__("Statements made")
        self.setObjectName("statements_history")
        self.filter = TextField(longest=60)
        self.filter.setObjectName("filter")
        self.filter.setAccessibleName("Find a statement")
        self.filter.setPlaceholderText("Name, account or number")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(theme.px(232))
        self.runs: FixedList[Run] = FixedList("Days", RUNS, lambda run: run.key)
        self.table: ListTable[StatementRow] = ListTable("Statements", STATEMENTS, fetch, settings)
        self.empty = EmptyState(
            "No statement was made yet.", ("Show who is due", self.due_asked.emit)
        )
        self.panel = ListPanel(self.table, self.empty)
        self.panel.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._build_head()
        self.body.addLayout(row(self.filter, None))
        self.sides = Sides(self.runs, self.panel, main_width=300, least_height=260)
        self.body.addWidget(self.sides, 1)
        self.runs.current_changed.connect(self.run_chosen)
        self.filter.edited.connect(lambda: self.filtered.emit(self.filter.value()))
        self.table.opened.connect(self.opened)
        self.table.sort_asked.connect(self.sorted_by)
        self.runs.opened.connect(lambda _key: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.act("print", self._on_print, "Print again...")
        self.act("filter", FilterAndRows(self.filter, self.table).call_filter)
        self.act("refresh", self.refresh_asked.emit)
        self.entry = self.table
        self.set_hint(_HINT)

    def _build_head(self) -> None:
        due = self.button("Who is d&ue", self.due_asked.emit, icon="statements")
        due.setObjectName("who_is_due")
        self.print = self.button(
            "Print again...", self.print_asked.emit, kind="primary", icon="print", keys="print"
        )
        self.print.setObjectName("print_again")
        self.head.add_act(due)
        self.head.add_act(self.print)

    def show_runs(self, runs: Sequence[Run], select: int) -> None:
        """Show the days, standing on one."""
        self.runs.show_rows(runs, select=select)
        self.panel.show_empty(empty=not runs)
        self.runs.setVisible(bool(runs))
        self.entry = self.table if runs else self.filter

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show these statements and stay on the same one."""
        self.table.set_ids(ids)

    def show_totals(self, words: str, amount: str) -> None:
        """How many are shown, and what they asked for."""
        self.panel.totals.show_totals(words, {"amount": amount} if amount else {})

    def show_print(self, words: str, reason: str) -> None:
        """Name the number on the button, or say why none can be printed."""
        self.print.setText(words)
        self.print.say_why(reason)

    def _on_print(self) -> None:
        if self.print.isEnabled():
            self.print_asked.emit()
