"""Cut, copy and the others as menu items, carried out on the field that has the focus."""

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

EDITS = ("Cut", "Copy", "Paste", "Select all")
"""Their keys are the fields' own, on every system."""


def edit_focused(words: str) -> None:
    """Carry out one of ``EDITS`` on the field with the focus; elsewhere it does nothing."""
    field = QApplication.focusWidget()
    if not isinstance(field, (QLineEdit, QPlainTextEdit)):
        return
    acts = {"Cut": field.cut, "Copy": field.copy, "Paste": field.paste}
    acts.get(words, field.selectAll)()
