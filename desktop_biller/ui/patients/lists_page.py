"""The short lists of a record: visits, claims, papers, and the history of the record."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_biller.foundation.dates import us_date, us_time
from desktop_biller.ui.desk import Settings
from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.list_table import ListPanel
from desktop_biller.ui.kit.parts import Button, column, row
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.workflow.claims.claim_list import ClaimRow
from desktop_biller.workflow.paper_archive import PaperRow
from desktop_biller.workflow.patients.details import HistoryRow
from desktop_biller.workflow.visits.visit_list import VisitRow

R = TypeVar("R")

VISITS = (
    Column[VisitRow]("date", "Date", lambda r: us_date(r.service_date), 96, "date", sortable=False),
    Column[VisitRow]("provider", "Provider", lambda r: r.provider, 0, sortable=False),
    Column[VisitRow]("diagnoses", "Diagnoses", lambda r: " ".join(r.diagnoses), 0, sortable=False),
    Column[VisitRow]("payer", "Billed to", lambda r: r.payer or "Patient", 0, sortable=False),
    Column[VisitRow](
        "charge", "Charge", lambda r: money(r.charge_cents), 88, "money", sortable=False
    ),
    Column[VisitRow]("state", "State", lambda r: r.state_words, 120, sortable=False),
)
CLAIMS = (
    Column[ClaimRow]("number", "Claim", lambda r: r.number, 92, "code", sortable=False),
    Column[ClaimRow](
        "date", "Service date", lambda r: us_date(r.service_date), 96, "date", sortable=False
    ),
    Column[ClaimRow]("payer", "Payer", lambda r: r.payer, 0, sortable=False),
    Column[ClaimRow](
        "billed", "Billed", lambda r: money(r.billed_cents), 88, "money", sortable=False
    ),
    Column[ClaimRow]("state", "State", lambda r: r.chip, 110, sortable=False),
    Column[ClaimRow]("next", "Next", lambda r: r.next_action, 0, sortable=False),
)
PAPERS = (
    Column[PaperRow]("dated", "Date", lambda r: us_date(r.dated), 96, "date", sortable=False),
    Column[PaperRow]("words", "Paper", lambda r: r.words, 0, sortable=False),
    Column[PaperRow]("number", "Number", lambda r: r.number, 140, "code", sortable=False),
    Column[PaperRow](
        "amount", "Amount", lambda r: "" if r.amount_cents is None else money(r.amount_cents), 96,
        "money", sortable=False,
    ),
)  # fmt: skip
HISTORY = (
    Column[HistoryRow](
        "at", "When", lambda r: f"{us_date(r.at.date())} {us_time(r.at)}", 160, "date",
        sortable=False,
    ),
    Column[HistoryRow]("who", "Who", lambda r: r.who, 140, sortable=False),
    Column[HistoryRow]("words", "What", lambda r: r.words, 0, sortable=False),
    Column[HistoryRow](
        "reason", "More", lambda r: " ".join(p for p in (r.subject, r.reason) if p), 0,
        sortable=False,
    ),
)  # fmt: skip


class ListPage(QWidget, Generic[R]):
    """One list with, where it has one, an act below it.

    Signals:
        opened(id): a row was opened.
        act_asked(id): the act was asked for, of the row with the focus.
    """

    opened = Signal(object)
    act_asked = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        id_of: Callable[[R], int],
        settings: Settings,
        *,
        nothing: str,
        act: str = "",
    ) -> None:
        super().__init__()
        self._name = name
        self.table = FixedList(name, columns, id_of, settings)
        self.table.opened.connect(self.opened)
        self.panel = ListPanel(self.table, EmptyState(nothing))
        box = column(self.panel, margin=(Space.MARGIN, Space.RELATED, Space.MARGIN, Space.RELATED))
        box.setStretch(0, 1)
        if act:
            button = Button(act, icon="open")
            button.clicked.connect(self.ask_act)
            box.addLayout(row(None, button))
        self.setLayout(box)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these rows."""
        self.table.show_rows(rows)
        words = self._name.lower()
        self.panel.totals.show_totals(
            f"{len(rows):,} {words.removesuffix('s') if len(rows) == 1 else words}"
        )
        self.panel.show_empty(empty=not rows)

    def ask_act(self) -> None:
        """Ask for the act, of the row with the focus."""
        self.act_asked.emit(self.table.current_id())
