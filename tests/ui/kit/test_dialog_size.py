"""A dialog makes room for the words of trouble that come below its fields."""

from PySide6.QtWidgets import QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from desktop_biller.ui.inspection import flaws_of
from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.text_field import TextField


def test_marks_below_the_fields_push_nothing_together(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    dialog = Dialog(parent, "Authorization")
    form = Form(2)
    names = [f"field{number}" for number in range(6)]
    for name in names:
        form.add(name, name, TextField(), hint="Codes with blanks between; blank means any of them")
    dialog.body.addWidget(form)
    dialog.verb("Save", QDialogButtonBox.ButtonRole.AcceptRole, primary=True)
    dialog.open()
    qtbot.waitExposed(dialog)
    before = dialog.height()
    form.first_problem(*names)
    qtbot.waitUntil(lambda: dialog.height() > before)
    qtbot.waitUntil(lambda: flaws_of(dialog) == [])
