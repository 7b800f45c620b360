"""Asks for the words that go with an act: why a payment is voided, what a note says."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop_biller.foundation.money import dollars
from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.form import LabeledField
from desktop_biller.ui.kit.parts import Label
from desktop_biller.ui.kit.text_field import EnterMovesOn, NoteField, TextField

_ROLES = QDialogButtonBox.ButtonRole
_SHORTEST_REASON = 3


def ask_void(parent: QWidget, who: str, cents: int, do: Callable[[str], object]) -> Dialog:
    """Ask why a payment is voided; Enter in the reason never voids."""
    dialog = Dialog(parent, "Void payment")
    dialog.setObjectName("void_payment")
    dialog.body.addWidget(
        Label(
            f"The payment of {dollars(cents)} from {who} is taken off its lines and reversed,"
            " dated today. Posted entries are kept for audit.",
            wraps=True,
        )
    )
    reason = TextField(longest=100)
    reason.setObjectName("reason")
    labeled = LabeledField("Reason", reason, required=True)
    reason.installEventFilter(EnterMovesOn(dialog))
    dialog.body.addWidget(labeled)

    def void() -> None:
        if len(reason.value()) < _SHORTEST_REASON:
            labeled.show_problem("Say in a few words why, such as “Typed twice”.")
            reason.setFocus()
            return
        dialog.accept()
        do(reason.value())

    button = dialog.verb(f"Void {dollars(cents)}", _ROLES.DestructiveRole, void)
    button.setObjectName("void")
    button.setAutoDefault(True)  # Enter works once the focus is on it
    dialog.verb("Keep payment", _ROLES.RejectRole)
    dialog.open()
    reason.setFocus()
    return dialog


def ask_note(parent: QWidget, do: Callable[[str], object]) -> Dialog:
    """Ask for a note on a payment."""
    dialog = Dialog(parent, "Note on this payment")
    dialog.setObjectName("payment_note")
    text = NoteField(lines=4)
    text.setObjectName("note")
    labeled = LabeledField("Note", text, required=True)
    dialog.body.addWidget(labeled)

    def save() -> None:
        if not text.value():
            labeled.show_problem("Write what was said or done.")
            text.setFocus()
            return
        dialog.accept()
        do(text.value())

    dialog.verb("Save note", _ROLES.AcceptRole, save, primary=True, default=True)
    dialog.verb("Cancel", _ROLES.RejectRole)
    dialog.open()
    text.setFocus()
    return dialog
