"""A new fee of a service from a date on, usual or for one payer."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.choice import Choice, Option
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Label
from desktop_biller.ui.kit.typed_fields import MoneyField
from desktop_biller.workflow.office.services import SetFee


class FeeDialog(Dialog):
    """Asks for the fee.

    Signals:
        fee_asked(SetFee): the fee shall be kept; the key is the presenter's.
    """

    fee_asked = Signal(object)

    def __init__(
        self, parent: QWidget | None, code: str, payers: Sequence[Option], today: Today
    ) -> None:
        super().__init__(parent, f"New fee of {code}")
        self._code = code
        self.body.addWidget(
            Label("Visits before that date keep the fee they have.", "muted", wraps=True)
        )
        self.form = Form(2)
        self.fee, self.day = MoneyField(), DateField(today)
        self.payer = Choice([(None, "All payers (usual fee)"), *payers])
        self.day.set_date(today())
        self.form.add("fee_cents", "&Fee of one unit", self.fee, required=True)
        self.form.add("effective_from", "From the &date", self.day, required=True)
        self.form.add("payer_id", "&Payer", self.payer, span=2)
        self.body.addWidget(self.form)
        roles = QDialogButtonBox.ButtonRole
        self.go = self.verb("Save fee", roles.AcceptRole, self._on_go, primary=True, default=True)
        self.verb("Cancel", roles.RejectRole)
        self.fee.setFocus()

    def show_refusal(self, error: UserError) -> None:
        """Say why the fee was not kept."""
        if not self.form.show_error(error):
            self.form.fields["fee_cents"].show_problem(f"{error.what} {error.remedy}")

    def _on_go(self) -> None:
        if self.form.first_problem("fee_cents", "effective_from"):
            return
        cents, day, payer = self.fee.cents(), self.day.date(), self.payer.value()
        if cents is None or day is None:
            return
        self.fee_asked.emit(
            SetFee(
                service_code=self._code,
                fee_cents=cents,
                effective_from=day,
                payer_id=payer if isinstance(payer, int) else None,
            )
        )
