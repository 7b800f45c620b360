"""The unlock window: the file, the user, the passphrase, and nothing of any patient."""

import math
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

import desktop_biller
from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.focus_ring import FocusRing
from desktop_biller.ui.kit.form import LabeledField
from desktop_biller.ui.kit.parts import Button, ElidedLabel, Label, Panel, column, row
from desktop_biller.ui.kit.secret_edit import CapsLockNote, SecretEdit
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space

if TYPE_CHECKING:
    from desktop_biller.ui.unlock.recovery_dialog import RecoveryDialog

Mode = Literal["start", "lock", "switch"]

_WIDTH, _HEIGHT, _MARGIN, _BAR, _ICON = 432, 392, 32, 56, 28
_TICK_MS = 200
_TITLES: dict[Mode, str] = {
    "start": "Unlock your practice file",
    "lock": "Locked",
    "switch": "Switch user",
}


class UnlockView(QDialog):
    """Asks who wants in. As lock screen it names no file and opens no other.

    Signals:
        unlock_asked(user, passphrase): somebody wants in.
        user_chosen(user): another user was chosen.
        new_passphrase_asked(user, code, passphrase), emergency_asked(code, reason): the recovery
            code was typed.
        another_file_asked: another practice shall be opened.
        quit_asked: the program shall end.
        painted: the window was painted for the first time; what takes long may begin.
    """

    unlock_asked = Signal(str, str)
    user_chosen = Signal(str)
    new_passphrase_asked = Signal(str, str, str)
    emergency_asked = Signal(str, str)
    another_file_asked = Signal()
    quit_asked = Signal()
    painted = Signal()

    def __init__(
        self, mode: Mode = "start", *, file: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Desktop Biller")
        self.setObjectName("unlock")
        self.mode = mode
        self._was_painted = False
        self._working = False
        self._free_at = 0.0
        self._recovery: RecoveryDialog | None = None
        self._build(mode, file)
        self._ring = FocusRing(self)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._show_button)
        theme.changed.connect(self._fit)
        self._show_button()
        self._fit()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_users(self, names: Sequence[str], chosen: str) -> None:
        """Show who has a passphrase; who is chosen already stays so."""
        before = self.user.value()
        self.user.set_options([(name, name) for name in names])
        self.user.set_value(before if self._user_touched and before in names else chosen)
        self.user.setEnabled(len(names) > 1)

    def show_working(self, *, working: bool) -> None:
        """Take no second click while the passphrase is tried."""
        self._working = working
        if working:
            self._refusal.hide()
            self._field.show_problem("")
        if self._recovery is not None:
            self._recovery.show_working(working=working)
        self._show_button()
        self._fit()

    def show_wrong(self, words: str) -> None:
        """Say below the passphrase why it did not open; the text stays, marked to be typed over."""
        self._field.show_problem(words)
        self._caps.hide()
        self._fit()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self.passphrase.selectAll()

    def show_refusal(self, error: UserError) -> None:
        """Say why the practice can't be opened at all."""
        self._refusal.setText(str(error))
        self._refusal.show()
        self._fit()

    def show_wait(self, seconds: int) -> None:
        """Make the button wait, and show how long."""
        self._free_at = time.monotonic() + seconds
        if seconds:
            self._timer.start()
        self._show_button()

    def show_recovery_refusal(self, error: UserError) -> None:
        """Say in the recovery dialog why its code did not open."""
        if self._recovery is not None:
            self._recovery.show_refusal(error)
        else:
            self.show_refusal(error)

    def end_recovery(self) -> None:
        """Close the recovery dialog."""
        if self._recovery is not None:
            self._recovery.accept()

    def wipe(self) -> None:
        """Forget what was typed."""
        self.passphrase.wipe()

    def recovery(self) -> "RecoveryDialog":
        """Open the recovery dialog."""
        from desktop_biller.ui.unlock.recovery_dialog import (  # noqa: PLC0415 -- seldom needed
            RecoveryDialog,
        )

        dialog = RecoveryDialog(self, str(self.user.value() or ""))
        dialog.new_passphrase_asked.connect(self.new_passphrase_asked)
        dialog.emergency_asked.connect(self.emergency_asked)
        dialog.finished.connect(self._on_recovery_closed)
        self._recovery = dialog
        dialog.open()
        return dialog

    def _build(self, mode: Mode, file: str) -> None:
        self._icon = Label()
        self._icon.setAccessibleName("Locked")
        title = Label(_TITLES[mode], "title")
        self._file = ElidedLabel(f"{file}, on this computer", "muted")
        self._file.setObjectName("unlock_file")
        self._file.setVisible(mode == "start" and bool(file))
        heads = column(title, self._file, space=2)
        head = row(self._icon, heads, space=Space.GROUP)
        head.setStretch(1, 1)
        head.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self._user_touched = False
        self.user = Choice()
        self.user.setObjectName("unlock_user")
        self.user.setEnabled(False)
        self.user.edited.connect(self._on_user)
        self.passphrase = SecretEdit()
        self.passphrase.setObjectName("unlock_passphrase")
        self._field = LabeledField("&Passphrase", self.passphrase)
        self.passphrase.edited.connect(self._on_typed)
        self._caps = CapsLockNote(self.passphrase)
        self._refusal = Label("", "error", wraps=True)
        self._refusal.setObjectName("unlock_refusal")
        self._refusal.hide()
        self.code_link = Button("Use the &recovery code...", "link", icon="key")
        self.code_link.clicked.connect(self.recovery)
        self.file_link = Button("&Open another file...", "link", icon="folder")
        self.file_link.clicked.connect(self.another_file_asked)
        self.file_link.setVisible(mode == "start")
        self._inner = QWidget()
        self._inner.setLayout(
            column(
                head,
                Space.GROUP,
                self._refusal,
                LabeledField("&User", self.user),
                self._field,
                self._caps,
                Space.RELATED,
                row(self.code_link, None),
                row(self.file_link, None),
                None,
                margin=(_MARGIN, Space.SECTION, _MARGIN, Space.GROUP),
            )
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._inner, 1)
        outer.addWidget(self._bar())

    def _bar(self) -> Panel:
        bar = Panel("bottombar")
        bar.setFixedHeight(theme.px(_BAR))
        roles = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        self.go = Button("Unlock", "primary")
        self.go.setObjectName("unlock_go")
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go)
        self.leave = Button("Quit")
        self.leave.setObjectName("unlock_quit")
        self.leave.clicked.connect(self.quit_asked)
        self.leave.setToolTip("Ctrl+Q")
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.quit_asked)
        buttons.addButton(self.go, roles.AcceptRole)
        buttons.addButton(self.leave, roles.RejectRole)
        version = Label(f"Version {desktop_biller.__version__}", "muted")
        bar.setLayout(row(version, None, buttons, margin=(_MARGIN, 0, _MARGIN, 0)))
        return bar

    def _seconds(self) -> int:
        return max(0, math.ceil(self._free_at - time.monotonic()))

    def _show_button(self) -> None:
        seconds = self._seconds()
        if not seconds:
            self._timer.stop()
        if self._working:
            self.go.setText("Opening...")
            self.go.say_why("The passphrase is being tried.")
        elif seconds:
            shown = f"{seconds} s" if seconds < 90 else f"{seconds // 60}:{seconds % 60:02}"
            self.go.setText(f"Wait {shown}")
            self.go.say_why("Too many wrong passphrases were tried.")
        else:
            self.go.setText("Unlock")
            self.go.say_why("")

    def _fit(self) -> None:
        """The window is as high as its words need, and never changed by hand."""
        size = theme.px(_ICON)
        self._icon.setPixmap(theme.icon("lock", "accent").pixmap(size, size))
        width = theme.px(_WIDTH)
        layout = self._inner.layout()
        need = layout.totalHeightForWidth(width) if layout is not None else 0
        self.setFixedSize(width, max(theme.px(_HEIGHT), need + theme.px(_BAR)))

    def _on_user(self) -> None:
        self._user_touched = True
        self._field.show_problem("")
        self._free_at = 0.0
        self._show_button()
        self.user_chosen.emit(str(self.user.value()))
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self) -> None:
        self._fit()

    def _on_go(self) -> None:
        if not self._working and not self._seconds():
            self.unlock_asked.emit(str(self.user.value() or ""), self.passphrase.value())

    def _on_recovery_closed(self) -> None:
        self._recovery = None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.key() == Qt.Key.Key_Escape:
            return  # Esc neither lets in nor ends the program
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        event.ignore()
        self.quit_asked.emit()
