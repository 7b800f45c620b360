"""The practice as it bills: names, numbers, addresses, and the rules of its papers."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.identifiers import format_ein, format_phone
from desktop_biller.ui.address_form import AddressFields
from desktop_biller.ui.identity_fields import TaxIdField, TaxonomyField
from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.dialogs import ask
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Button, Label, column, holder, row, scrolled
from desktop_biller.ui.kit.step_field import StepField
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.kit.typed_fields import MoneyField, NpiField, PhoneField
from desktop_biller.ui.setup.page import SetupPage
from desktop_biller.workflow.inputs import AddressInput
from desktop_biller.workflow.office.office_lists import PracticeDetails
from desktop_biller.workflow.office.practice import SetUpPractice

_TAX_ID_KINDS: tuple[tuple[object, str], ...] = (
    ("EIN", "Employer (EIN)"),
    ("SSN", "Social Security"),
)
_MOST_DAYS = 120
_WIDTH = 900


class PracticePage(SetupPage):
    """The tab.

    Signals:
        reset_asked: the sample practice shall be made anew.
    """

    reset_asked = Signal()
    hint = "Enter or Tab goes on · Ctrl+Enter saves · Ctrl+Tab next tab"
    save_words = "Save practice"

    def __init__(self) -> None:
        super().__init__()
        self._shown: PracticeDetails | None = None
        self.form = form = Form(6)
        self.practice_name = TextField(longest=60)
        self.phone, self.npi, self.taxonomy = PhoneField(), NpiField(), TaxonomyField()
        self.tax_id, self.tax_kind = TaxIdField(), Choice(_TAX_ID_KINDS)
        self.hours, self.website = TextField(longest=60), TextField(longest=80)
        form.add("name", "&Name", self.practice_name, span=4, required=True)
        form.add("phone", "&Phone", self.phone, span=2, required=True)
        self.address = AddressFields(form)
        form.add("tax_id", "Ta&x ID", self.tax_id, span=2, required=True)
        form.add("tax_id_kind", "&Kind of tax ID", self.tax_kind, span=2)
        form.add("npi", "NP&I of the practice", self.npi, span=2, required=True)
        form.add("taxonomy", "Taxonomy c&ode", self.taxonomy, span=2)
        form.add("hours", "Office &hours", self.hours, span=2, hint="On statements")
        form.add("website", "&Website to pay", self.website, span=2, hint="On statements")
        form.heading("Where patients' payments are mailed")
        self.remit_name = TextField(longest=60)
        form.add("remit_name", "Na&me on the envelope", self.remit_name, span=6,
                 hint="Blank: the practice's own name and address")  # fmt: skip
        self.remit = AddressFields(
            form, prefix="remit_", label="Address or PO &box", required=False
        )
        form.heading("Statements and invoices")
        self.minimum, self.returned = MoneyField(), MoneyField()
        self.due, self.invoice_due = StepField(1, _MOST_DAYS), StepField(1, _MOST_DAYS)
        form.add("statement_minimum_cents", "Smallest statement", self.minimum, span=2)
        form.add("statement_due_days", "Statement due in days", self.due, span=2)
        form.add("invoice_due_days", "Invoice due in days", self.invoice_due, span=2)
        form.add("returned_check_fee_cents", "Fee for a returned check", self.returned, span=2)
        form.edited.connect(self._on_edited)
        self.reset = Button("Reset sample...", icon="refresh")
        self.reset.setObjectName("reset_sample")
        self.reset.clicked.connect(self.ask_reset)
        self.sample = holder(
            row(
                self.reset,
                Label("Makes the sample practice anew; what you did in it is gone.", "muted"),
                None,
            )
        )
        self.sample.hide()
        form.setMaximumWidth(theme.px(_WIDTH))
        inner = QWidget()
        inner.setLayout(
            column(form, self.sample, None, space=Space.GROUP, margin=(Space.MARGIN,) * 4)
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scrolled(inner))
        self.entry = self.practice_name

    def show_details(self, details: PracticeDetails) -> None:
        """Show the practice as it is kept; what is half typed stays."""
        self.sample.setVisible(details.is_sample)
        if self.touched:
            return
        self._shown = details
        home, remit = details.address, details.remit_address
        for field, text in (
            (self.practice_name, details.name),
            (self.phone, format_phone(details.phone)),
            (self.tax_id, format_ein(details.tax_id)),
            (self.npi, details.npi),
            (self.taxonomy, details.taxonomy),
            (self.hours, details.hours),
            (self.website, details.website),
            (self.remit_name, details.remit_name),
        ):
            field.set_value(text)
        self.tax_kind.set_value(details.tax_id_kind)
        self.address.show(home.line1, home.line2, home.city, home.state, home.zip_code)
        self.remit.show(remit.line1, remit.line2, remit.city, remit.state, remit.zip_code)
        self.minimum.set_cents(details.statement_minimum_cents)
        self.returned.set_cents(details.returned_check_fee_cents)
        self.due.set_number(details.statement_due_days)
        self.invoice_due.set_number(details.invoice_due_days)

    def typed(self, key: str) -> SetUpPractice | None:
        """The command of what stands in the form; None where something is marked instead."""
        form = self.form
        needed = ("name", "phone", *self.address.needed, "tax_id", "npi")
        if form.first_problem(*needed) is not None:
            return None
        if not self.remit.is_blank():
            parts = [name for name in self.remit.names if not name.endswith("line2")]
            if not form.require(*parts):
                return None
        return SetUpPractice(
            key=key,
            name=self.practice_name.value(),
            address=AddressInput(**self.address.values()),
            phone=self.phone.value(),
            tax_id=self.tax_id.value(),
            tax_id_kind="SSN" if self.tax_kind.value() == "SSN" else "EIN",
            npi=self.npi.value(),
            taxonomy=self.taxonomy.value(),
            hours=self.hours.value(),
            website=self.website.value(),
            remit_name=self.remit_name.value(),
            remit_address=(None if self.remit.is_blank() else AddressInput(**self.remit.values())),
            statement_minimum_cents=self.minimum.cents() or 0,
            statement_due_days=self.due.number() or 1,
            invoice_due_days=self.invoice_due.number() or 1,
            returned_check_fee_cents=self.returned.cents() or 0,
        )

    def show_may_not(self, reason: str) -> None:
        self.form.setEnabled(not reason)
        super().show_may_not(reason)

    def show_refusal(self, error: UserError) -> None:
        if not self.form.show_error(error, {"address": "line1"}):
            self.refused.emit(error)

    def show_resetting(self, *, resetting: bool) -> None:
        """Take no second click while the sample is made anew."""
        self.reset.say_why("The sample is being made." if resetting else "")

    def mark_saved(self) -> None:
        """What stands in the form is what is kept."""
        self.set_touched(touched=False)

    def undo(self) -> None:
        self.set_touched(touched=False)
        if self._shown is not None:
            self.show_details(self._shown)

    def ask_reset(self) -> None:
        """Ask before the sample practice is made anew."""
        ask(
            self,
            "Reset sample",
            "The sample practice is made anew as it was on the first day, which takes about 10"
            " seconds. Everything that was done in it is gone.",
            "Reset sample",
            self.reset_asked.emit,
            danger=True,
        )

    def _on_edited(self) -> None:
        self.set_touched(touched=True)
