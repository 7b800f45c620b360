"""Step 6: insurers and the list of services; both can be skipped."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop_biller.ui.address_form import AddressFields
from desktop_biller.ui.kit.choice import CheckField, Choice
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Button, ElidedLabel, IconButton, Label, holder, line, row
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.payer_kinds import PAYER_KINDS
from desktop_biller.ui.wizard.page import Page


class PayersPage(Page):
    """Insurers by name and address, one after the other.

    Signals:
        add_asked: what stands in the form shall be added to the list.
    """

    add_asked = Signal()
    name, step = "payers", "Payers"

    def __init__(self) -> None:
        super().__init__(
            "Payers and services",
            "Add the insurers you bill most, or skip this and add them in Setup.",
        )
        self.payers: list[dict[str, Any]] = []
        self.fields = form = Form(6)
        self.form = form
        self.payer_name, self.payer_id = TextField(longest=60), TextField(longest=20)
        self.kind = Choice([(name, kind.words) for name, kind in PAYER_KINDS.items()])
        form.add("name", "&Name", self.payer_name, span=3)
        form.add("kind", "&Kind", self.kind, span=2)
        form.add("payer_id", "Payer &ID", self.payer_id)
        self.address = AddressFields(form, label="Address for &claims", required=False)
        form.edited.connect(self.changed)
        self.add = Button("A&dd to the list", icon="add")
        self.add.setObjectName("add_payer")
        self.add.clicked.connect(self.add_asked)
        self._none = Label("No payers yet.", "muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(2))
        self.services = CheckField(
            "Fill my list of services with the demonstration &list (HCPCS Level II)"
        )
        self.body.addWidget(form)
        self.body.addLayout(row(self.add, None))
        self.body.addWidget(self._none)
        self.body.addLayout(self._rows)
        self.body.addSpacing(theme.px(Space.RELATED))
        self.body.addWidget(line())
        self.body.addWidget(self.services)
        self.body.addWidget(
            Label(
                "Its fees are invented: change them in Setup before you bill. Codes of other sets"
                " are added there too.",
                "muted",
                wraps=True,
            )
        )
        self.body.addStretch(1)
        self.entry = self.payer_name

    def typed(self) -> dict[str, Any]:
        """The payer that stands in the form."""
        kind = PAYER_KINDS[str(self.kind.value())]
        return {
            "name": self.payer_name.value(),
            "payer_id": self.payer_id.value(),
            "program": kind.program,
            "filing_indicator": kind.filing_indicator,
            "preset": kind.preset,
            "address": self.address.values(),
        }

    def is_blank(self) -> bool:
        """True where no payer stands half typed in the form."""
        return self.address.is_blank() and not (self.payer_name.value() or self.payer_id.value())

    def is_payer_sound(self) -> bool:
        """True where the form holds a whole payer; else the first field is marked."""
        self.clear_error()
        names = [name for name in self.address.names if not name.endswith("line2")]
        return self.fields.first_problem("name", *names) is None

    def take_payer(self, payer: dict[str, Any]) -> None:
        """Put a payer into the list and empty the form for the next one."""
        self.payers.append(payer)
        for field in (self.payer_name, self.payer_id):
            field.set_value("")
        self.address.show("", "", "", "", "")
        self._show_payers()
        self.payer_name.setFocus()
        self.changed.emit()

    def values(self) -> dict[str, Any]:
        return {
            "payers": tuple(self.payers),
            "demonstration_services": self.services.value(),
        }

    def field_names(self) -> dict[str, str]:
        return {"address": "line1"}

    def _show_payers(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._none.setVisible(not self.payers)
        for at, payer in enumerate(self.payers):
            words = ElidedLabel(
                f"{payer['name']}, {payer['address']['city']}, {payer['address']['state']}"
            )
            remove = IconButton("delete", f"Remove {payer['name']}", kind="inner")
            remove.clicked.connect(lambda _checked=False, at=at: self._remove(at))
            box = row(words, remove)
            box.setStretch(0, 1)
            self._rows.addWidget(holder(box))

    def _remove(self, at: int) -> None:
        del self.payers[at]
        self._show_payers()
        self.changed.emit()
