"""The fields of a person: name, birth date, sex, address, how to reach them."""

import datetime as dt

from desktop_biller.facts.people import Address, PersonName
from desktop_biller.foundation.identifiers import format_phone
from desktop_biller.foundation.terms import Sex
from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.typed_fields import PhoneField, StateField, ZipField
from desktop_biller.workflow.inputs import AddressInput, NameInput

SEXES: tuple[tuple[object, str], ...] = (
    ("", "Choose"),
    ("F", "Female"),
    ("M", "Male"),
    ("U", "Not known"),
)
NAME_FIELDS = {"name": "last"}
"""Names of the command's fields that this form calls otherwise."""


class PersonForm(Form):
    """A person's own data, in the order of a registration sheet."""

    def __init__(self, today: Today, *, prefix: str = "") -> None:
        super().__init__(6)
        self.last, self.first = TextField(longest=60), TextField(longest=40)
        self.middle, self.suffix = TextField(longest=40), TextField(longest=10)
        self.born = DateField(today, is_birth=True)
        self.sex = Choice(SEXES)
        self.line1, self.line2 = TextField(longest=80), TextField(longest=80)
        self.city, self.state, self.zip = TextField(longest=40), StateField(), ZipField()
        self.phone = PhoneField()
        marked = {} if prefix else {
            "last": "&Last name", "first": "&First name", "born": "&Born", "phone": "&Phone",
            "line1": "&Address",
        }  # fmt: skip
        self.add("last", marked.get("last", "Last name"), self.last, span=2, required=True)
        self.add("first", marked.get("first", "First name"), self.first, span=2, required=True)
        self.add("middle", "Middle", self.middle)
        self.add("suffix", "Suffix", self.suffix)
        self.add("birth_date", marked.get("born", "Born"), self.born, span=2, required=True)
        self.add("sex", "Sex", self.sex, span=2, required=True)
        self.add("phone", marked.get("phone", "Phone"), self.phone, span=2)
        self.add("line1", marked.get("line1", "Address"), self.line1, span=4, required=True)
        self.add("line2", "Apartment, unit", self.line2, span=2)
        self.add("city", "City", self.city, span=2, required=True)
        self.add("state", "State", self.state, required=True)
        self.add("zip_code", "ZIP code", self.zip, required=True)

    NEEDED = ("last", "first", "birth_date", "sex", "line1", "city", "state", "zip_code")

    def name(self) -> NameInput:
        """The name as typed."""
        return NameInput(
            last=self.last.value(),
            first=self.first.value(),
            middle=self.middle.value(),
            suffix=self.suffix.value(),
        )

    def address(self) -> AddressInput:
        """The address as typed."""
        return AddressInput(
            line1=self.line1.value(),
            line2=self.line2.value(),
            city=self.city.value(),
            state=self.state.value(),
            zip_code=self.zip.value(),
        )

    def chosen_sex(self) -> Sex:
        """F, M or U."""
        match self.sex.value():
            case "F":
                return "F"
            case "M":
                return "M"
            case _:
                return "U"

    def show_address(self, line1: str, line2: str, city: str, state: str, zip_code: str) -> None:
        """Show an address that is there already."""
        for field, text in (
            (self.line1, line1),
            (self.line2, line2),
            (self.city, city),
            (self.state, state),
            (self.zip, zip_code),
        ):
            field.set_value(text)

    def show_person(self, name: PersonName, born: dt.date | None, sex: Sex, home: Address) -> None:
        """Show a person who is known already."""
        self.last.set_value(name.last)
        self.first.set_value(name.first)
        self.middle.set_value(name.middle)
        self.suffix.set_value(name.suffix)
        self.born.set_date(born)
        self.sex.set_value(sex)
        self.show_address(home.line1, home.line2, home.city, home.state, home.zip_code)

    def show_phone(self, number: str) -> None:
        """Show a phone number as people write it."""
        self.phone.set_value(format_phone(number))

    def is_sound(self) -> bool:
        """True where everything needed is there and can be read; else the first is marked."""
        return self.first_problem(*self.NEEDED) is None

    def clear(self) -> None:
        """Empty all fields for the next person."""
        for field in (self.last, self.first, self.middle, self.suffix, self.phone):
            field.set_value("")
        self.born.set_date(None)
        self.sex.set_value("")
        self.show_address("", "", "", "", "")
