"""Providers: the people who treat patients and stand on claims."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_biller.ui.identity_fields import TaxonomyField
from desktop_biller.ui.kit.choice import CheckField
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.list_table import Remembers
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.typed_fields import NpiField
from desktop_biller.ui.setup.records_page import RecordsPage, in_use
from desktop_biller.workflow.inputs import NameInput
from desktop_biller.workflow.office.change_provider import ChangeProvider
from desktop_biller.workflow.office.office_lists import ProviderRow
from desktop_biller.workflow.office.practice import AddProvider


def _called(row: ProviderRow) -> str:
    return ", ".join(part for part in (row.name.natural, row.credentials) if part)


_COLUMNS: Sequence[Column[ProviderRow]] = (
    Column(
        "name",
        "Provider",
        lambda r: in_use(_called(r), active=r.active),
        sortable=False,
        muted=lambda r: not r.active,
    ),
    Column("npi", "NPI", lambda r: r.npi, 96, "code", sortable=False),
)


class ProvidersPage(RecordsPage[ProviderRow]):
    """The tab."""

    def __init__(self, settings: Remembers) -> None:
        super().__init__("provider", _COLUMNS, lambda row: row.provider_id, settings)
        self.form = form = Form(6)
        self.last, self.first = TextField(longest=60), TextField(longest=40)
        self.middle, self.suffix = TextField(longest=40), TextField(longest=10)
        self.credentials, self.initials = TextField(longest=20), TextField(longest=4)
        self.npi, self.taxonomy = NpiField(), TaxonomyField()
        form.add("last", "&Last name", self.last, span=3, required=True)
        form.add("first", "&First name", self.first, span=3, required=True)
        form.add("middle", "Middle", self.middle, span=3)
        form.add("suffix", "Suffix", self.suffix, span=3)
        form.add("credentials", "&Credentials", self.credentials, span=3, hint="Such as MD or NP")
        form.add(
            "initials", "&Initials", self.initials, span=3, hint="Blank takes those of the name"
        )
        form.add("npi", "NPI of the pe&rson", self.npi, span=3, required=True)
        form.add("taxonomy", "Ta&xonomy code", self.taxonomy, span=3, hint="Such as 207Q00000X")
        self.active = CheckField("In use: offered for new &visits", checked=True)
        form.add_wide(self.active)
        self.add_form(form)
        self.side.addStretch(1)

    def name_of(self, record: ProviderRow) -> str:
        return _called(record)

    def first_field(self) -> QWidget:
        return self.last

    def field_names(self) -> dict[str, str]:
        return {"name": "last"}

    def fill(self, record: ProviderRow | None) -> None:
        name = record.name if record else None
        for field, text in (
            (self.last, name.last if name else ""),
            (self.first, name.first if name else ""),
            (self.middle, name.middle if name else ""),
            (self.suffix, name.suffix if name else ""),
            (self.credentials, record.credentials if record else ""),
            (self.initials, record.initials if record else ""),
            (self.npi, record.npi if record else ""),
            (self.taxonomy, record.taxonomy if record else ""),
        ):
            field.set_value(text)
        self.active.set_value(record.active if record else True)
        self.active.setVisible(record is not None)

    def typed(self, key: str) -> AddProvider | ChangeProvider | None:
        sound = self.form.first_problem("last", "first", "npi") is None
        if not sound:
            return None
        name = NameInput(
            last=self.last.value(),
            first=self.first.value(),
            middle=self.middle.value(),
            suffix=self.suffix.value(),
        )
        if self.shown is None:
            return AddProvider(
                key=key,
                name=name,
                npi=self.npi.value(),
                credentials=self.credentials.value(),
                taxonomy=self.taxonomy.value(),
                initials=self.initials.value(),
            )
        return ChangeProvider(
            key=key,
            provider_id=self.shown.provider_id,
            version=self.shown.version,
            name=name,
            npi=self.npi.value(),
            credentials=self.credentials.value(),
            taxonomy=self.taxonomy.value(),
            initials=self.initials.value(),
            active=self.active.value(),
        )
