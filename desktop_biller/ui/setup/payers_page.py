"""Payers: where claims go, how they like them, and how long the office has."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_biller.facts.claim import MEDICARE_HABITS, FormHabits
from desktop_biller.foundation.identifiers import format_phone
from desktop_biller.ui.address_form import AddressFields
from desktop_biller.ui.kit.choice import CheckField, Choice
from desktop_biller.ui.kit.date_field import Today
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.list_table import Remembers
from desktop_biller.ui.kit.parts import Label
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.typed_fields import PhoneField
from desktop_biller.ui.payer_kinds import PAYER_KINDS, kind_of
from desktop_biller.ui.setup.clock_grid import ClockGrid
from desktop_biller.ui.setup.records_page import RecordsPage, in_use
from desktop_biller.workflow.inputs import AddressInput
from desktop_biller.workflow.office.change_payer import ChangePayer
from desktop_biller.workflow.office.office_lists import PayerRow
from desktop_biller.workflow.office.payers import AddPayer

_COLUMNS: Sequence[Column[PayerRow]] = (
    Column(
        "name",
        "Payer",
        lambda r: in_use(r.name, active=r.active),
        sortable=False,
        muted=lambda r: not r.active,
    ),
    Column("number", "Payer ID", lambda r: r.number, 84, "code", sortable=False),
)


class PayersPage(RecordsPage[PayerRow]):
    """The tab."""

    def __init__(self, settings: Remembers, today: Today) -> None:
        super().__init__("payer", _COLUMNS, lambda row: row.payer_id, settings, list_width=320)
        self.form = form = Form(6)
        self.payer_name, self.number = TextField(longest=60), TextField(longest=20)
        self.kind = Choice([(name, kind.words) for name, kind in PAYER_KINDS.items()])
        self.phone = PhoneField()
        form.add("name", "&Name", self.payer_name, span=6, required=True)
        form.add("kind", "&Kind", self.kind, span=3)
        form.add("number", "Payer &ID", self.number)
        form.add("phone", "&Phone", self.phone, span=2)
        self.address = AddressFields(form, label="&Address for claims")
        self.replaces = CheckField("Takes replacement &claims", checked=True)
        self.capitated = CheckField("Pays a fi&xed amount a month (capitation)")
        self.plain = CheckField("Takes claims on plain paper, without the re&d form")
        self.active = CheckField("In &use: offered for new plans", checked=True)
        for check in (self.replaces, self.capitated, self.plain, self.active):
            form.add_wide(check)
        self.add_form(form)
        self.side.addWidget(Label("Deadlines", "strong"))
        self.clocks = ClockGrid(today)
        self.clocks.edited.connect(self._on_edited)
        self.side.addWidget(self.clocks)
        self.side.addWidget(
            Label(
                "Take them from the contract or the payer's manual; a blank one is not watched.",
                "muted",
                wraps=True,
            )
        )
        self.side.addStretch(1)

    def name_of(self, record: PayerRow) -> str:
        return record.name

    def first_field(self) -> QWidget:
        return self.payer_name

    def field_names(self) -> dict[str, str]:
        return {"address": "line1", "payer_id": "number"}

    def show_may_not(self, reason: str) -> None:
        self.clocks.setEnabled(not reason)
        super().show_may_not(reason)

    def fill(self, record: PayerRow | None) -> None:
        home = record.address if record else None
        self.payer_name.set_value(record.name if record else "")
        self.number.set_value(record.number if record else "")
        self.phone.set_value(format_phone(record.phone) if record else "")
        kind = kind_of(record.program, record.filing_indicator) if record else "commercial"
        self.kind.set_value(kind)
        if home is None:
            self.address.show("", "", "", "", "")
        else:
            self.address.show(home.line1, home.line2, home.city, home.state, home.zip_code)
        self.replaces.set_value(record.accepts_replacement if record else True)
        self.capitated.set_value(record.capitated if record else False)
        self.plain.set_value(record.plain_paper if record else False)
        self.active.set_value(record.active if record else True)
        self.active.setVisible(record is not None)
        self.clocks.show_clocks(record.clocks if record else ())

    def typed(self, key: str) -> AddPayer | ChangePayer | None:
        form = self.form
        if form.first_problem("name", *self.address.needed) is not None:
            return None
        if not self.clocks.is_sound():
            return None
        kind = PAYER_KINDS[str(self.kind.value())]
        program, filing = kind.program, kind.filing_indicator
        if self.shown is not None and not self._has_other_kind(self.shown):
            # What no kind describes stays as it is until another kind is chosen.
            program, filing = self.shown.program, self.shown.filing_indicator
        both: dict[str, Any] = {
            "key": key,
            "name": self.payer_name.value(),
            "address": AddressInput(**self.address.values()),
            "phone": self.phone.value(),
            "program": program,
            "filing_indicator": filing,
            "accepts_replacement": self.replaces.value(),
            "capitated": self.capitated.value(),
            "plain_paper": self.plain.value(),
            "clocks": self.clocks.clocks(),
        }
        if self.shown is None:
            return AddPayer(payer_id=self.number.value(), preset=kind.preset, **both)
        return ChangePayer(
            payer_id=self.shown.payer_id,
            version=self.shown.version,
            number=self.number.value(),
            habits=self._other_habits(self.shown),
            active=self.active.value(),
            **both,
        )

    def _has_other_kind(self, record: PayerRow) -> bool:
        return self.kind.value() != kind_of(record.program, record.filing_indicator)

    def _other_habits(self, record: PayerRow) -> FormHabits | None:
        """A payer that becomes Medicare gets its habits on paper, and the other way round."""
        before = PAYER_KINDS[kind_of(record.program, record.filing_indicator)].preset
        now = PAYER_KINDS[str(self.kind.value())].preset
        if before == now:
            return None
        return MEDICARE_HABITS if now == "medicare" else FormHabits()
