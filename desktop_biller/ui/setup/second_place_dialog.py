"""Asks for the second place of the backups."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.folder_field import FolderField
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Label

_WIDTH = 520


class SecondPlaceDialog(Dialog):
    """The folder that each backup is copied to; stays open until the folder was tried.

    Signals:
        place_asked(path): it shall be this folder; blank: none.
    """

    place_asked = Signal(str)

    def __init__(self, parent: QWidget | None, path: str) -> None:
        super().__init__(parent, "Second place for backups", width=_WIDTH)
        self.form = Form(1)
        self.folder = FolderField("Choose a folder for copies of the backups")
        self.folder.set_value(path)
        self.form.add(
            "second_place",
            "&Folder for copies",
            self.folder,
            hint="Such as a USB disk or a network share, best in another building. Blank: none.",
        )
        self.body.addWidget(
            Label(
                "Each backup is copied there too, by “Back up now” and at exit; the newest one at"
                " once. Copies are encrypted like the practice.",
                "muted",
                wraps=True,
            )
        )
        self.body.addWidget(self.form)
        self._refusal = Label("", "error", wraps=True)
        self._refusal.hide()
        self.body.addWidget(self._refusal)
        roles = QDialogButtonBox.ButtonRole
        self.go = self.verb("Keep", roles.AcceptRole, self._on_go, primary=True, default=True)
        self.verb("Cancel", roles.RejectRole)
        self.folder.line.setFocus()

    def show_refusal(self, error: UserError) -> None:
        """Say why the place was not taken; what was typed stays."""
        self.go.say_why("")
        if not self.form.show_error(error):
            self._refusal.setText(str(error))
            self._refusal.show()

    def _on_go(self) -> None:
        self._refusal.hide()
        self.form.fields["second_place"].show_problem("")
        self.go.say_why("The folder is being tried.")
        self.place_asked.emit(str(self.folder.folder() or ""))
