"""Pages that ask for a folder: where data live, a practice that is here, a backup, the sample."""

from typing import Any

from desktop_biller.foundation.errors import StorageError, UserError
from desktop_biller.ui.kit.folder_field import FolderField
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Label, line
from desktop_biller.ui.kit.secret_edit import CapsLockNote, SecretEdit
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.wizard.page import Page


class FormPage(Page):
    """A page with one form.

    Attributes:
        needed: fields that must not be blank.
        place: the field that a place which can't be used stands in; blank where it isn't known.
    """

    needed: tuple[str, ...] = ()
    place = "folder"

    def __init__(self, title: str, says: str, columns: int = 1) -> None:
        super().__init__(title, says)
        self.fields = Form(columns)
        self.form = self.fields
        self.fields.edited.connect(self.changed)
        self.body.addWidget(self.fields)

    def show_error(self, error: UserError) -> None:
        """A place that can't be used is told at the field in which it stands."""
        self.clear_error()
        if error.field is None and isinstance(error, StorageError) and self.place:
            self.fields.fields[self.place].show_problem(f"{error.what} {error.remedy}")
            self.fields.fields[self.place].field.setFocus()
        else:
            super().show_error(error)

    def is_sound(self) -> bool:
        self.clear_error()
        return self.fields.first_problem(*self.needed) is None


class PlacePage(FormPage):
    """Step 5: where the practice lives, and where its backups are copied to."""

    name, step = "place", "Data and backups"
    needed = ("folder",)

    def __init__(self) -> None:
        super().__init__("Where data and backups live", "This file is for one computer at a time.")
        self.folder = FolderField("Choose the folder of the practice")
        self.second = FolderField("Choose a folder for backups")
        self.fields.add(
            "folder", "&Folder of the practice", self.folder, required=True,
            hint="A new or empty folder on this computer's own disk. Network shares and folders of"
            " sync services (OneDrive, Dropbox, iCloud, Google Drive) damage open files.",
        )  # fmt: skip
        self.fields.add(
            "second_place", "Second place for &backups", self.second,
            hint="Such as a USB disk or a network share: each backup is copied there, encrypted."
            " May be left blank.",
        )  # fmt: skip
        self.body.addSpacing(theme.px(Space.RELATED))
        self.body.addWidget(line())
        for words in (
            (
                "A backup is made each day and at exit into the folder “backups” beside the data. 7"
                " daily, 4 weekly and 12 monthly ones are kept."
            ),
            (
                "More than one computer at the same time needs a database server, which this"
                " version does not support yet."
            ),
            (
                "The encrypted file protects the data on the disk. It can't protect them from"
                " somebody who watches the screen, from a program that records keys, or on paper."
            ),
        ):
            self.body.addWidget(Label(words, "muted", wraps=True))
        self.body.addStretch(1)
        self.entry = self.folder.line

    def values(self) -> dict[str, Any]:
        folder, second = self.folder.folder(), self.second.folder()
        return {"folder": str(folder or ""), "second_place": str(second or "")}


class OpenPage(FormPage):
    """A practice that is on this computer already."""

    name, step = "open", "Open a practice"
    needed = ("folder",)

    def __init__(self) -> None:
        super().__init__("Open a practice on this computer", "Its passphrase is asked for next.")
        self.folder = FolderField("Choose the folder of the practice")
        self.fields.add(
            "folder", "&Folder of the practice", self.folder, required=True,
            hint="The folder that holds office.db",
        )  # fmt: skip
        self.body.addStretch(1)
        self.entry = self.folder.line

    def values(self) -> dict[str, Any]:
        return {"folder": str(self.folder.folder() or "")}


class SamplePage(FormPage):
    """The sample practice."""

    name, step = "sample", "Sample practice"
    needed = ("folder",)

    def __init__(self) -> None:
        super().__init__(
            "Sample practice",
            "60 invented patients with visits, claims and payments of three months, in a file of"
            " their own. Making it takes about 10 seconds; Setup can reset it at any time.",
        )
        self.folder = FolderField("Choose a folder for the sample practice")
        self.fields.add("folder", "&Folder", self.folder, required=True, hint="A new folder")
        self._login = Label("", "muted", wraps=True)
        self.body.addWidget(self._login)
        self.body.addStretch(1)
        self.entry = self.folder.line

    def show_login(self, user: str, passphrase: str) -> None:
        """Say how to open it later; its passphrase is no secret."""
        self._login.setText(f"To open it later: user {user}, passphrase “{passphrase}”.")

    def values(self) -> dict[str, Any]:
        return {"folder": str(self.folder.folder() or "")}


class RestorePage(FormPage):
    """A backup that shall be a practice again."""

    name, step = "restore", "Restore a backup"
    place = ""  # it may be the backup's that is wrong
    needed = ("backup", "folder", "passphrase")

    def __init__(self) -> None:
        super().__init__(
            "Restore a backup",
            "The backup is opened, checked and copied into a new folder. Nothing that is there is"
            " overwritten.",
            columns=2,
        )
        self.backup = FolderField("Choose a backup")
        self.folder = FolderField("Choose a new folder for the practice")
        self.user, self.passphrase = TextField(longest=40), SecretEdit()
        self.fields.add(
            "backup", "&Backup", self.backup, span=2, required=True,
            hint="A folder named by date and time inside “backups”",
        )  # fmt: skip
        self.fields.add(
            "folder", "&New folder", self.folder, span=2, required=True,
            hint="A new or empty folder on this computer's own disk",
        )  # fmt: skip
        self.fields.add("user", "&User", self.user, hint="Blank where there is one user only")
        self.fields.add(
            "passphrase", "&Passphrase", self.passphrase, required=True,
            hint="That of the day of the backup",
        )  # fmt: skip
        self.fields.add_wide(CapsLockNote(self.passphrase))
        self.body.addStretch(1)
        self.entry = self.backup.line

    def values(self) -> dict[str, Any]:
        return {
            "backup": str(self.backup.folder() or ""),
            "folder": str(self.folder.folder() or ""),
            "user": self.user.value(),
            "passphrase": self.passphrase.value(),
        }

    def forget(self) -> None:
        self.passphrase.wipe()
