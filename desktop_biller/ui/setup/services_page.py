"""Services: what the practice bills in its own words, and what it costs from which date on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.choice import CheckField, Choice, Option
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.list_table import Remembers
from desktop_biller.ui.kit.parts import Button, Label, row
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.typed_fields import MoneyField
from desktop_biller.ui.setup.fee_dialog import FeeDialog
from desktop_biller.ui.setup.records_page import RecordsPage, in_use
from desktop_biller.workflow.office.change_service import ChangeService
from desktop_biller.workflow.office.office_lists import FeeRow, ServiceRow
from desktop_biller.workflow.office.services import AddService

_COLUMNS: Sequence[Column[ServiceRow]] = (
    Column("code", "Code", lambda r: r.code, 64, "code", sortable=False),
    Column(
        "description", "Service", lambda r: in_use(r.description, active=r.active), sortable=False,
        muted=lambda r: not r.active,
    ),
    Column(
        "fee", "Fee today", lambda r: "None" if r.fee_cents is None else money(r.fee_cents), 88,
        "money", muted=lambda r: r.fee_cents is None, sortable=False,
    ),
)  # fmt: skip
_FEE_COLUMNS: Sequence[Column[FeeRow]] = (
    Column("from", "From", lambda r: us_date(r.effective_from), 96, "date", sortable=False),
    Column("payer", "Payer", lambda r: r.payer or "All (usual fee)", sortable=False),
    Column("fee", "Fee", lambda r: money(r.cents), 96, "money", sortable=False),
)
_CLASSES = (
    "visit", "procedure", "lab", "drug", "vaccine", "screening", "counseling", "education",
    "therapy", "care management", "equipment", "supply", "other",
)  # fmt: skip
_FEES_HEIGHT = 150


class ServicesPage(RecordsPage[ServiceRow]):
    """The tab.

    Signals:
        service_chosen(id): the fees of another service shall be shown (None: of none).
        fee_asked(SetFee): a new fee shall be kept.
    """

    service_chosen = Signal(object)
    fee_asked = Signal(object)

    def __init__(self, settings: Remembers, today: Today) -> None:
        super().__init__("service", _COLUMNS, lambda r: r.service_id, settings, list_width=480)
        self._today = today
        self._payers: Sequence[Option] = ()
        self.dialog: FeeDialog | None = None
        self.form = form = Form(6)
        self.code, self.description = TextField(longest=5), TextField(longest=80)
        self.patient_words = TextField(longest=60)
        self.kind = Choice([(name, name.capitalize()) for name in _CLASSES])
        self.fee, self.since = MoneyField(), DateField(today)
        form.add("code", "&Code", self.code, span=2, required=True)
        form.add("service_class", "&Kind", self.kind, span=4)
        form.add("description", "&Description in your words", self.description, span=6,
                 required=True)  # fmt: skip
        form.add(
            "patient_words", "&Words for patients", self.patient_words, span=6,
            hint="On mailed papers; blank takes the description",
        )  # fmt: skip
        form.add("fee_cents", "&Fee of one unit", self.fee, span=3, required=True)
        form.add("effective_from", "F&rom the date", self.since, span=3, required=True)
        self.active = CheckField("In &use: offered for new visits", checked=True)
        form.add_wide(self.active)
        self.add_form(form)
        self._fees_title = Label("Fees", "strong")
        self.new_fee = Button("New &fee...", "small", icon="add")
        self.new_fee.clicked.connect(self.ask_fee)
        self.fees: FixedList[FeeRow] = FixedList("Fees", _FEE_COLUMNS, lambda r: r.fee_id)
        self.fees.setMinimumHeight(theme.px(_FEES_HEIGHT))
        self.side.addLayout(row(self._fees_title, None, self.new_fee))
        self.side.addWidget(self.fees)
        self.side.addStretch(1)

    def show_payers(self, payers: Sequence[Option]) -> None:
        """Offer these payers for fees of their own."""
        self._payers = payers

    def show_fees(self, fees: Sequence[FeeRow]) -> None:
        """Show all fees of the service."""
        self.fees.show_rows(fees)

    def show_fee_refusal(self, error: UserError) -> None:
        """Say in the dialog why the fee was not kept."""
        if self.dialog is not None:
            self.dialog.show_refusal(error)
        else:
            self.refused.emit(error)

    def end_fee(self) -> None:
        """The fee is kept."""
        if self.dialog is not None:
            self.dialog.accept()

    def ask_fee(self) -> FeeDialog | None:
        """Ask for a new fee of the service."""
        if self.shown is None:
            return None
        dialog = FeeDialog(self, self.shown.code, self._payers, self._today)
        dialog.fee_asked.connect(self.fee_asked)
        dialog.finished.connect(self._on_dialog_closed)
        self.dialog = dialog
        dialog.open()
        return dialog

    def show_may_not(self, reason: str) -> None:
        self.new_fee.say_why(reason)
        super().show_may_not(reason)

    def name_of(self, record: ServiceRow) -> str:
        return f"{record.code}, {record.description}"

    def first_field(self) -> QWidget:
        return self.code if self.shown is None else self.description

    def fill(self, record: ServiceRow | None) -> None:
        new = record is None
        self.code.set_value(record.code if record else "")
        self.code.setEnabled(new)
        self.description.set_value(record.description if record else "")
        self.patient_words.set_value(record.patient_words if record else "")
        kind = record.service_class if record else "visit"
        if kind not in _CLASSES:
            self.kind.set_options([(name, name.capitalize()) for name in (*_CLASSES, kind)])
        self.kind.set_value(kind)
        self.fee.set_cents(None)
        self.since.set_date(self._today().replace(month=1, day=1) if new else None)
        for name in ("fee_cents", "effective_from"):
            self.form.fields[name].setVisible(new)
        self.active.set_value(record.active if record else True)
        for widget in (self.active, self.fees, self.new_fee, self._fees_title):
            widget.setVisible(not new)
        self.fees.show_rows(())
        self.service_chosen.emit(None if record is None else record.service_id)

    def typed(self, key: str) -> AddService | ChangeService | None:
        form = self.form
        if form.first_problem("description") is not None:
            return None
        if self.shown is not None:
            return ChangeService(
                key=key,
                service_id=self.shown.service_id,
                version=self.shown.version,
                description=self.description.value(),
                patient_words=self.patient_words.value(),
                service_class=str(self.kind.value()),
                active=self.active.value(),
            )
        if not form.require("code", "fee_cents", "effective_from"):
            return None
        cents, since = self.fee.cents(), self.since.date()
        if cents is None or since is None:
            return None
        return AddService(
            key=key,
            code=self.code.value().upper(),
            description=self.description.value(),
            patient_words=self.patient_words.value(),
            service_class=str(self.kind.value()),
            fee_cents=cents,
            effective_from=since,
        )

    def _on_dialog_closed(self) -> None:
        self.dialog = None
