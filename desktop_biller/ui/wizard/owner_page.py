"""Step 4: the owner's login, and the recovery code, which must be kept and typed back in part."""

import datetime as dt
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QGridLayout

from desktop_biller.foundation.dates import us_time
from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.files import disk_trouble
from desktop_biller.ui.kit.chip import Chip, ChipSpec
from desktop_biller.ui.kit.form import LabeledField
from desktop_biller.ui.kit.inside import CheckMark
from desktop_biller.ui.kit.parts import Button, Label, column, line, row
from desktop_biller.ui.kit.recovery_code import RecoveryCode
from desktop_biller.ui.kit.secret_edit import CapsLockNote, SecretEdit
from desktop_biller.ui.kit.strength_bar import Strength, StrengthBar
from desktop_biller.ui.kit.text_field import EnterMovesOn, TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.passphrases import strength_of
from desktop_biller.ui.wizard.code_sheet import CodeSheet, print_sheet, save_sheet
from desktop_biller.ui.wizard.group_field import GroupField
from desktop_biller.ui.wizard.page import Page


class OwnerPage(Page):
    """Name, passphrase, code, and the two groups that show that the code is kept."""

    name, step = "owner", "Owner login"

    def __init__(self) -> None:
        super().__init__(
            "Owner login and recovery code",
            "Your passphrase opens the data file every day. * marks what is required.",
        )
        self.practice_name = ""
        self._code = ""
        self._is_kept = False
        self.owner_name = TextField(longest=40)
        self.owner_name.setObjectName("owner_name")
        self.passphrase = SecretEdit()
        self.passphrase.setObjectName("owner_passphrase")
        self.again = SecretEdit(with_eye=False)
        self.again.setObjectName("owner_again")
        self._again_mark = CheckMark(self.again)
        self.strength = StrengthBar(self.passphrase, self._judge)
        self.body.addLayout(self._login())
        self.body.addSpacing(theme.px(Space.INSIDE))
        self.body.addWidget(line())
        self.body.addSpacing(theme.px(Space.INSIDE))
        self._add_code()
        self.body.addSpacing(theme.px(Space.INSIDE))
        self.body.addWidget(line())
        self.body.addSpacing(theme.px(Space.INSIDE))
        self.groups = (GroupField(), GroupField())
        for group in self.groups:
            group.changed.connect(self._tell)
            group.entered.connect(self._cover)
        self._add_groups()
        self.body.addStretch(1)
        self._enter = EnterMovesOn(self)
        for field in (self.owner_name, self.passphrase, self.again, *(g.edit for g in self.groups)):
            field.installEventFilter(self._enter)
            field.textChanged.connect(self._tell)
        self.owner_name.textChanged.connect(self.strength.judge_now)
        self.entry = self.owner_name

    def show_code(self, code: str, asked: tuple[int, int]) -> None:
        """Show the code, and the numbers (from 1) of the two groups to be typed back."""
        self._code, self._is_kept = code, False
        self.code.show_code(code)
        parts = code.split("-")
        for field, number in zip(self.groups, asked, strict=True):
            field.expect(number, parts[number - 1])
        self._kept_chip.set_spec(None)
        self._uncover()

    def mark_kept(self, words: str, icon: str, at: dt.datetime) -> None:
        """The code was printed or saved."""
        self._is_kept = True
        self._kept_chip.set_spec(ChipSpec(f"{words} {us_time(at)}", "green", icon))
        self._tell()
        empty = [group.edit for group in self.groups if not group.is_right()]
        if empty:
            empty[0].setFocus()

    def values(self) -> dict[str, Any]:
        return {
            "name": self.owner_name.value(),
            "passphrase": self.passphrase.value(),
            "practice_name": self.practice_name,
        }

    def missing(self) -> str:
        if not self.owner_name.value():
            return "Type your name to go on"
        if not self.strength.strength.good:
            return "Choose a passphrase to go on"
        if self.passphrase.value() != self.again.value():
            return "Type the passphrase again to go on"
        if not self._is_kept:
            return "Print or save the code to go on"
        for group in self.groups:
            if not group.is_right():
                return f"Type group {group.number} to go on"
        return ""

    def is_sound(self) -> bool:
        self.clear_error()
        return not self.missing()

    def show_error(self, error: UserError) -> None:
        if error.field == "passphrase":
            self._passphrase_box.show_problem(f"{error.what} {error.remedy}")
            self.passphrase.setFocus()
        else:
            super().show_error(error)

    def forget(self) -> None:
        """The passphrase must be typed again; the code, which may be on paper, stays."""
        self.passphrase.wipe()
        self.again.wipe()

    def _judge(self, text: str) -> Strength:
        return strength_of(text, user=self.owner_name.value(), practice=self.practice_name)

    def _login(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(Space.GROUP))
        grid.setVerticalSpacing(theme.px(Space.INSIDE))
        self._passphrase_box = LabeledField("&Passphrase", self.passphrase, required=True)
        name = LabeledField("Your &name", self.owner_name, required=True)
        self._again_box = LabeledField("Type it &again", self.again, required=True)
        self.again.editingFinished.connect(self._compare)
        for at, box in enumerate((name, self._passphrase_box, self._again_box)):
            grid.addWidget(box, 0, at)
            grid.setColumnStretch(at, 1)
        grid.addWidget(CapsLockNote(self.passphrase, self.again), 1, 0)
        grid.addWidget(self.strength, 1, 1)
        return grid

    def _add_code(self) -> None:
        self.code = RecoveryCode()
        self.print = Button("P&rint code...", icon="print")
        self.print.clicked.connect(self._on_print)
        self.save = Button("&Save code to a file...", icon="save")
        self.save.clicked.connect(self._on_save)
        self.uncover = Button("Sho&w code", icon="privacy")
        self.uncover.clicked.connect(self._uncover)
        self._kept_chip = Chip()
        self.body.addWidget(Label("Recovery code", "strong"))
        self.body.addWidget(
            Label(
                "The only other way in. If you lose both the passphrase and this code, nobody can"
                " open the file, not even us.",
                "muted",
                wraps=True,
            )
        )
        self.body.addWidget(self.code)
        self.body.addLayout(row(self.print, self.save, self.uncover, None, self._kept_chip))

    def _add_groups(self) -> None:
        words = column(
            Label("Show that you have it", "strong"),
            Label("Type these two groups from the paper or file.", "muted", wraps=True),
            None,
            space=2,
        )
        box = row(words, *self.groups, None, space=Space.GROUP)
        box.setStretch(0, 2)
        box.setStretch(3, 2)
        self.body.addLayout(box)

    def _cover(self) -> None:
        self.code.set_covered(covered=True)
        self.uncover.show()

    def _uncover(self) -> None:
        """Show the code again; what was typed back is cleared, it must come from the paper."""
        if self.uncover.hasFocus():
            self.print.setFocus()
        self.code.set_covered(covered=False)
        self.uncover.hide()
        for group in self.groups:
            group.clear()
        self._tell()

    def _tell(self) -> None:
        typed, again = self.passphrase.value(), self.again.value()
        self._again_mark.show_good(good=bool(typed) and typed == again, words="The same")
        self.changed.emit()

    def _compare(self) -> None:
        again = self.again.value()
        differs = bool(again) and again != self.passphrase.value()
        self._again_box.show_problem("Not the same as the passphrase." if differs else "")

    def _sheet(self) -> CodeSheet:
        return CodeSheet(self._code, self.practice_name, dt.datetime.now().astimezone().date())

    def _on_print(self) -> None:
        print_sheet(self, self._sheet(), self._on_printed)

    def _on_printed(self) -> None:
        self.mark_kept("Printed", "print", dt.datetime.now().astimezone())

    def _on_save(self) -> None:
        save_sheet(self, self._sheet(), self.write_code)

    def write_code(self, file: Path) -> None:
        """Write the code to a file that the user chose."""
        self.clear_error()
        try:
            file.write_text(self._sheet().as_text(), encoding="utf-8")
        except OSError as error:
            self.show_error(disk_trouble(error, file))
            return
        self.mark_kept("Saved", "save", dt.datetime.now().astimezone())
