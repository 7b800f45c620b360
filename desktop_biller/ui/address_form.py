"""The fields of a US address, added to a form after those that are there."""

from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.typed_fields import StateField, ZipField


class AddressFields:
    """Street, city, state and ZIP code on a form of six columns.

    Args:
        form: gets the fields.
        prefix: stands before the names of the fields.
        label: of the street.
        required: the address must be there.
    """

    def __init__(
        self, form: Form, *, prefix: str = "", label: str = "&Address", required: bool = True
    ) -> None:
        self.line1, self.line2 = TextField(longest=80), TextField(longest=80)
        self.city, self.state, self.zip = TextField(longest=40), StateField(), ZipField()
        names = ("line1", "line2", "city", "state", "zip_code")
        self.names = tuple(f"{prefix}{name}" for name in names)
        line1, line2, city, state, zip_code = self.names
        form.add(line1, label, self.line1, span=4, required=required)
        form.add(line2, "Suite, floor", self.line2, span=2)
        form.add(city, "City", self.city, span=3, required=required)
        form.add(state, "State", self.state, required=required)
        form.add(zip_code, "ZIP code", self.zip, span=2, required=required)
        self.needed = (line1, city, state, zip_code) if required else ()

    def is_blank(self) -> bool:
        """True where nothing is typed."""
        return not any(self.values().values())

    def values(self) -> dict[str, str]:
        """What was typed, by the names of ``AddressInput``."""
        fields = (self.line1, self.line2, self.city, self.state, self.zip)
        names = ("line1", "line2", "city", "state", "zip_code")
        return {name: field.value() for name, field in zip(names, fields, strict=True)}

    def show(self, line1: str, line2: str, city: str, state: str, zip_code: str) -> None:
        """Show an address that is there already."""
        fields = (self.line1, self.line2, self.city, self.state, self.zip)
        for field, text in zip(fields, (line1, line2, city, state, zip_code), strict=True):
            field.set_value(text)
