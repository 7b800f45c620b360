"""Steps 2 and 3: the practice as it bills, and the first person who treats patients."""

from typing import Any

from desktop_biller.ui.address_form import AddressFields
from desktop_biller.ui.identity_fields import TaxIdField, TaxonomyField
from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.typed_fields import NpiField, PhoneField
from desktop_biller.ui.wizard.page import Page

TAX_ID_KINDS: tuple[tuple[object, str], ...] = (
    ("EIN", "Employer (EIN)"),
    ("SSN", "Social Security"),
)


class PracticePage(Page):
    """The practice's name, address and numbers."""

    name, step = "practice", "Practice"

    def __init__(self) -> None:
        super().__init__(
            "Your practice",
            "As it stands on claims and statements. * marks what is required; all of it can be"
            " changed later in Setup.",
        )
        self.form = form = Form(6)
        self.practice_name = TextField(longest=60)
        self.phone, self.npi = PhoneField(), NpiField()
        self.tax_id, self.tax_kind = TaxIdField(), Choice(TAX_ID_KINDS)
        self.taxonomy = TaxonomyField()
        form.add("name", "&Name", self.practice_name, span=4, required=True)
        form.add("phone", "&Phone", self.phone, span=2, required=True)
        self.address = AddressFields(form)
        form.add("tax_id", "Ta&x ID", self.tax_id, span=2, required=True)
        form.add("tax_id_kind", "Kind of tax ID", self.tax_kind, span=2)
        form.add("npi", "NP&I of the practice", self.npi, span=2, required=True)
        form.add(
            "taxonomy", "Taxonomy code", self.taxonomy, span=2,
            hint="Such as 261QP2300X; may be left blank",
        )  # fmt: skip
        form.edited.connect(self.changed)
        self.body.addWidget(form)
        self.body.addStretch(1)
        self.entry = self.practice_name

    def values(self) -> dict[str, Any]:
        return {
            "name": self.practice_name.value(),
            "address": self.address.values(),
            "phone": self.phone.value(),
            "tax_id": self.tax_id.value(),
            "tax_id_kind": self.tax_kind.value(),
            "npi": self.npi.value(),
            "taxonomy": self.taxonomy.value(),
        }

    def is_sound(self) -> bool:
        self.clear_error()
        form = self.form
        needed = ("name", "phone", *self.address.needed, "tax_id", "npi")
        return form is not None and form.first_problem(*needed) is None

    def field_names(self) -> dict[str, str]:
        return {"address": "line1", "practice_name": "name"}


class ProviderPage(Page):
    """The first provider."""

    name, step = "provider", "First provider"

    def __init__(self) -> None:
        super().__init__(
            "First provider",
            "A person who treats patients and stands on claims. You can add others in Setup.",
        )
        self.form = form = Form(6)
        self.last, self.first = TextField(longest=60), TextField(longest=40)
        self.credentials, self.npi = TextField(longest=20), NpiField()
        self.taxonomy = TaxonomyField()
        form.add("last", "&Last name", self.last, span=3, required=True)
        form.add("first", "&First name", self.first, span=3, required=True)
        form.add("credentials", "&Credentials", self.credentials, span=2, hint="Such as MD or NP")
        form.add("npi", "NP&I", self.npi, span=2, required=True)
        form.add("taxonomy", "Taxonomy code", self.taxonomy, span=2, hint="May be left blank")
        form.edited.connect(self.changed)
        self.body.addWidget(form)
        self.body.addStretch(1)
        self.entry = self.last

    def values(self) -> dict[str, Any]:
        return {
            "name": {"last": self.last.value(), "first": self.first.value()},
            "credentials": self.credentials.value(),
            "npi": self.npi.value(),
            "taxonomy": self.taxonomy.value(),
        }

    def is_sound(self) -> bool:
        self.clear_error()
        form = self.form
        return form is not None and form.first_problem("last", "first", "npi") is None

    def field_names(self) -> dict[str, str]:
        return {"name": "last"}
