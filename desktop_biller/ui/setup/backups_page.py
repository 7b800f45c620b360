"""Backups: how they stand, making one, proving one, and the check of the whole file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop_biller.foundation.dates import us_date, us_time
from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.chip import Chip, ChipSpec, Hue
from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.list_table import Remembers
from desktop_biller.ui.kit.parts import Button, Label, column, row, scrolled
from desktop_biller.ui.kit.sides import Sides
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.setup.page import SetupPage
from desktop_biller.ui.setup.second_place_dialog import SecondPlaceDialog
from desktop_biller.workflow.backup_list import BackupRow

_COLUMNS: Sequence[Column[BackupRow]] = (
    Column("day", "Made on", lambda r: us_date(r.made_at.date()), 96, "date", sortable=False),
    Column("time", "At", lambda r: us_time(r.made_at), 80, "code", sortable=False),
    Column("reason", "Why", lambda r: r.reason, sortable=False),
    Column("patients", "Patients", lambda r: f"{r.patients:,}", 80, "count", sortable=False),
    Column("claims", "Claims", lambda r: f"{r.claims:,}", 72, "count", sortable=False, gives_way=1),
)
Standing = Literal["ok", "due", "late"]
_LOOKS: dict[Standing, tuple[Hue, str]] = {
    "ok": ("green", "good"),
    "due": ("amber", "warning"),
    "late": ("red", "bad"),
}
_HOW = (
    "Close this practice, choose “Open another file...” on the unlock window, then “Restore a"
    " backup”. The backup is checked and put into a new folder; the practice that is there is"
    " never overwritten."
)
_LIST_WIDTH, _LEAST_LIST = 600, 200


class BackupsPage(SetupPage):
    """The tab.

    Signals:
        back_up_asked(str): a backup shall be made there; blank: the practice's own folder.
        drill_asked: the newest backup shall be proved.
        verify_asked: the whole file shall be checked.
        second_asked(str): each backup shall be copied there too; blank: nowhere.
    """

    back_up_asked = Signal(str)
    drill_asked = Signal()
    verify_asked = Signal()
    second_asked = Signal(str)
    hint = "Tab goes to the acts · Ctrl+Tab next tab"

    def __init__(self, settings: Remembers) -> None:
        super().__init__()
        self._settings = settings
        self.now = Button("Back up now", "primary", icon="backup")
        self.now.clicked.connect(lambda: self.back_up_asked.emit(""))
        self.state = Chip()
        self.place = Label("", "muted", wraps=True)
        self.copies = Label("", "muted", wraps=True)
        self.copies.setObjectName("second_place_state")
        self.table: FixedList[BackupRow] = FixedList(
            "Backups", _COLUMNS, lambda r: r.number, settings
        )
        self.table.setMinimumHeight(theme.px(_LEAST_LIST))
        self.empty = EmptyState("No backups yet. One is made each day and at exit.")
        self.empty.hide()
        self.elsewhere = Button("Back up to another &folder...", icon="folder")
        self.elsewhere.clicked.connect(self.ask_folder)
        self.second = Button("Second &place...", icon="backup")
        self.second.clicked.connect(self.ask_second)
        self.dialog: SecondPlaceDialog | None = None
        self._second_path = ""
        self.drill = Button("Restore &drill", icon="restore")
        self.drill.clicked.connect(self.drill_asked)
        self.verify = Button("&Verify practice", icon="good")
        self.verify.clicked.connect(self.verify_asked)
        self._result_title = Label("", "strong")
        self._result = Label("", wraps=True)
        self._result.setObjectName("backup_result")
        for label in (self._result_title, self._result):
            label.hide()
        left = QWidget()
        box = column(row(self.state, None), self.place, self.copies, self.table, self.empty)
        box.setStretch(3, 1)
        box.setStretch(4, 1)
        left.setLayout(box)
        right = QWidget()
        right.setLayout(
            column(
                self._result_title,  # first: below the rest it would be out of sight
                self._result,
                Label("More", "strong"),
                self._act(self.second, "Where each backup is copied to besides."),
                self._act(self.elsewhere, "Such as a USB disk; a backup is encrypted."),
                self._act(
                    self.drill, "Restores the newest backup to a scratch folder and compares it."
                ),
                self._act(self.verify, "Checks the file, the ledger and the audit trail."),
                Label("Restoring", "strong"),
                Label(_HOW, "muted", wraps=True),
                None,
                margin=(0, 0, Space.RELATED, Space.GROUP),
            )
        )
        outer = QVBoxLayout(self)
        margin = theme.px(Space.MARGIN)
        outer.setContentsMargins(margin, margin, margin, 0)
        outer.addWidget(Sides(left, scrolled(right), main_width=_LIST_WIDTH, least_height=340))
        self.entry = self.table

    def head_acts(self) -> Sequence[Button]:
        return (self.now,)

    def show_state(self, words: str, standing: Standing, place: Path) -> None:
        """Say how the newest backup stands, and where they are kept."""
        hue, icon = _LOOKS[standing]
        self.state.set_spec(ChipSpec(words, hue, icon))
        self.place.setText(f"Kept in {place}")

    def show_second(self, words: str, path: str, *, trouble: bool) -> None:
        """Say where backups are copied to and how the last copy went."""
        self._second_path = path
        self.copies.setText(words)
        self.copies.set_kind("warning" if trouble else "muted")

    def show_rows(self, rows: Sequence[BackupRow]) -> None:
        """Show the backups, newest first."""
        self.table.show_rows(rows)
        self.show_list(self.table, self.empty, self.now, filled=bool(rows))
        self.drill.say_why(self.may_not or ("" if rows else "There is no backup yet."))

    def show_result(self, title: str, words: str, kind: str) -> None:
        """Say what came of an act; ``kind`` is good, warning or bad."""
        self._result_title.setText(title)
        self._result.setText(words)
        self._result.set_kind(kind)
        for label in (self._result_title, self._result):
            label.show()

    def show_working(self, words: str) -> None:
        """Take no second act meanwhile; blank: it has ended."""
        for button in (self.now, self.elsewhere, self.second, self.drill, self.verify):
            button.say_why(self.may_not or words)

    def show_may_not(self, reason: str) -> None:
        super().show_may_not(reason)
        self.show_working("")

    def ask_second(self) -> SecondPlaceDialog:
        """Ask for the second place."""
        self.dialog = SecondPlaceDialog(self, self._second_path)
        self.dialog.place_asked.connect(self.second_asked)
        self.dialog.finished.connect(self._on_dialog_closed)
        self.dialog.open()
        return self.dialog

    def show_second_refused(self, error: UserError) -> None:
        """Say in the dialog why the place was not taken."""
        if self.dialog is not None:
            self.dialog.show_refusal(error)

    def end_dialog(self) -> None:
        """The place was taken."""
        if self.dialog is not None:
            self.dialog.accept()

    def _on_dialog_closed(self) -> None:
        self.dialog = None

    def ask_folder(self) -> QFileDialog:
        """Ask where else a backup shall go; the folder is remembered."""
        dialog = QFileDialog(self, "Back up to", self._settings.read("backup_folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_folder)
        dialog.open()
        return dialog

    def _on_folder(self, path: str) -> None:
        self._settings.keep("backup_folder", path)
        self.back_up_asked.emit(path)

    @staticmethod
    def _act(button: Button, says: str) -> QWidget:
        part = QWidget()
        note = Label(says, "caption", wraps=True)
        part.setLayout(column(row(button, None), note, space=2))
        return part
