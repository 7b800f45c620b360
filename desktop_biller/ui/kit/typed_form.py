"""What stands in the fields of a form, as text: to be kept as a draft and put back as it was."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QLineEdit

from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.suggest import SuggestField

_RECORD = " record"
"""Ends the name under which the id of the record that a field took is kept."""


def typed_in(form: Form) -> dict[str, str]:
    """The texts of a form's fields by their names; read or not, sound or not."""
    kept: dict[str, str] = {}
    for name, labeled in form.fields.items():
        field = labeled.field
        if isinstance(field, QComboBox):
            kept[name] = field.currentText()
        elif isinstance(field, QLineEdit):
            kept[name] = field.text()
        if isinstance(field, SuggestField) and isinstance(field.taken_value(), int):
            kept[name + _RECORD] = str(field.taken_value())
    return kept


def put_back(form: Form, kept: Mapping[str, str]) -> None:
    """Show what ``typed_in`` gave; a choice that is offered no more stays as it is."""
    for name, labeled in form.fields.items():
        field, text = labeled.field, kept.get(name)
        if text is None:
            continue
        if isinstance(field, QComboBox):
            at = field.findText(text)
            if at >= 0:
                field.setCurrentIndex(at)
        elif isinstance(field, SuggestField):
            record = kept.get(name + _RECORD, "")
            field.set_taken(int(record) if record.isdecimal() else None, text)
        elif isinstance(field, QLineEdit):
            field.setText(text)
            field.setCursorPosition(0)
