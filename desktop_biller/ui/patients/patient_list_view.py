"""The list of patients."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.identifiers import format_phone
from desktop_biller.foundation.money import format_cents
from desktop_biller.ui.desk import Settings
from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.list_table import ListPanel, ListTable
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.segments import Segment, Segments
from desktop_biller.ui.kit.shortcuts import keys_of
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.workflow.patients.patient_list import PatientRow, PatientTotals

_COLUMNS = (
    Column[PatientRow]("name", "Patient", lambda r: r.name, 0, share=2),
    Column[PatientRow]("birth_date", "Born", lambda r: us_date(r.birth_date), 96, "date"),
    Column[PatientRow](
        "account", "Chart no.", lambda r: r.account, 84, "code", sortable=False, gives_way=3
    ),
    Column[PatientRow]("phone", "Phone", lambda r: format_phone(r.phone), 128, "code", gives_way=2),
    Column[PatientRow]("payer", "Insurance", lambda r: r.payer or "None", 0),
    Column[PatientRow](
        "balance", "Patient owes", lambda r: format_cents(r.patient_cents), 108, "money",
        muted=lambda r: not r.patient_cents,
    ),
    Column[PatientRow](
        "insurance", "Insurance owes", lambda r: format_cents(r.insurance_cents), 116, "money",
        muted=lambda r: not r.insurance_cents, sortable=False,
    ),
    Column[PatientRow](
        "last_visit", "Last visit",
        lambda r: us_date(r.last_visit) if r.last_visit else "None", 96, "date",
        muted=lambda r: r.last_visit is None, gives_way=1,
    ),
)  # fmt: skip


class PatientListView(Screen):
    """Shows patients and lets one be opened.

    Signals:
        filter_changed(text): other letters stand in the filter.
        shown_changed(str): all, or those with a balance.
        order_changed(key, descending): another order is wanted.
        opened(id): a patient was chosen.
        new_asked: a patient shall be registered.
    """

    filter_changed = Signal(str)
    shown_changed = Signal(str)
    order_changed = Signal(str, bool)
    opened = Signal(object)
    new_asked = Signal()

    def __init__(
        self, fetch: Callable[[Sequence[int]], Sequence[PatientRow]], settings: Settings
    ) -> None:
        super().__init__("Patients")
        self.filter = TextField(longest=60)
        self.filter.setObjectName("patient_filter")
        self.filter.setAccessibleName("Filter patients")
        self.filter.setPlaceholderText(f"Name, birth date, phone, chart no. ({keys_of('filter')})")
        self.filter.setMinimumWidth(theme.px(130))
        self.filter.setMaximumWidth(theme.px(290))
        self.filter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.filter_changed)
        self.parts = Segments([Segment("", "All"), Segment("balance", "With a balance")])
        self.parts.setAccessibleName("Which patients")
        self.parts.edited.connect(self._on_part)
        self.head.add(self.filter)
        self.head.add(self.parts)
        self.head.add_act(
            self.button("New patient", self.new_asked.emit, kind="primary", icon="add", keys="new")
        )
        self.table = ListTable("Patients", _COLUMNS, fetch, settings)
        self.empty = EmptyState("No patients yet.", ("New patient", self.new_asked.emit))
        self.panel = ListPanel(self.table, self.empty)
        self.body.addWidget(self.panel, 1)
        self.body.addSpacing(theme.px(8))
        self.table.opened.connect(self.opened)
        self.table.sort_asked.connect(self.order_changed)
        self.table.typed.connect(self._on_typed)
        self.filter.returnPressed.connect(self._open_first)
        self.entry = self.filter
        self.act("new", self.new_asked.emit, "New patient")
        self.act("filter", self._to_filter)
        self.set_hint("Type a name · Enter opens · Ctrl+N new patient")

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show these patients, in this order."""
        self.table.set_ids(ids)
        found = bool(ids) or bool(self.filter.text()) or bool(self.parts.value())
        self.panel.show_empty(empty=not found)

    def show_totals(self, totals: PatientTotals) -> None:
        """Show how many there are and what is open on them."""
        words = f"{totals.count:,} patient{'' if totals.count == 1 else 's'}"
        amounts = {
            "balance": format_cents(totals.patient_cents),
            "insurance": format_cents(totals.insurance_cents),
        }
        self.panel.totals.show_totals(words, amounts)

    def show_part(self, shown: str) -> None:
        """Choose all, or those with a balance."""
        self.parts.set_value(shown)

    def _on_part(self) -> None:
        self.shown_changed.emit(self.parts.value())

    def _on_typed(self, letter: str) -> None:
        self._to_filter()
        self.filter.setText(letter)

    def _to_filter(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    def _open_first(self) -> None:
        current = self.table.current_id()
        if current is not None:
            self.opened.emit(current)
