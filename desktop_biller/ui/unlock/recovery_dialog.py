"""The other way in: the recovery code gives a new passphrase, or opens the practice to look."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.security import recovery_code
from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Label
from desktop_biller.ui.kit.secret_edit import CapsLockNote, SecretEdit
from desktop_biller.ui.kit.segments import Segment, Segments
from desktop_biller.ui.kit.strength_bar import Strength, StrengthBar
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.passphrases import strength_of

_NEW, _LOOK = "new", "look"
_SAYS = {
    _NEW: "Gives this user a new passphrase. The old one stops working; the code stays as it is.",
    _LOOK: "Opens the practice to look at it. Nothing can be changed, and the audit trail keeps"
    " the reason.",
}
_VERBS = {_NEW: "Set passphrase and open", _LOOK: "Open to look"}
_WIDTH = 624  # the whole code in one line


class RecoveryDialog(Dialog):
    """Asks for the code, and what it is for.

    Signals:
        new_passphrase_asked(user, code, passphrase): a user shall get a new passphrase.
        emergency_asked(code, reason): the practice shall open to look.
    """

    new_passphrase_asked = Signal(str, str, str)
    emergency_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None, user: str) -> None:
        super().__init__(parent, "Recovery code", width=_WIDTH)
        self.purpose = Segments(
            [Segment(_NEW, "&New passphrase"), Segment(_LOOK, "&Emergency access")]
        )
        self.purpose.setAccessibleName("What for")
        self.purpose.edited.connect(self._show_purpose)
        self._says = Label("", "muted", wraps=True)
        self.code_form = Form(1)
        self.code = TextField(_read_code, longest=120)
        self.code.setFont(theme.fixed_font())
        self.code_form.add(
            "recovery_code", "Recovery &code", self.code, required=True,
            hint="14 groups of 4 characters from the printed sheet; case doesn't matter",
        )  # fmt: skip
        self.new_form = Form(2)
        self.user = TextField(longest=40)
        self.user.set_value(user)
        self.passphrase, self.again = SecretEdit(), SecretEdit()
        self.new_form.add("user", "&User", self.user, required=True, span=2)
        self.new_form.add("passphrase", "New &passphrase", self.passphrase, required=True)
        self.new_form.add("again", "&Type it again", self.again, required=True)
        self.strength = StrengthBar(self.passphrase, self._judge)
        self.user.textChanged.connect(self.strength.judge_now)
        self.new_form.add_wide(self.strength)
        self.new_form.add_wide(CapsLockNote(self.passphrase, self.again))
        self.look_form = Form(1)
        self.reason = TextField(longest=200)
        self.look_form.add("reason", "&Reason", self.reason, required=True)
        self._refusal = Label("", "error", wraps=True)
        self._refusal.hide()
        for part in (
            self.purpose, self._says, self.code_form, self.new_form, self.look_form, self._refusal
        ):  # fmt: skip
            self.body.addWidget(part)
        self.body.addStretch(1)
        roles = QDialogButtonBox.ButtonRole
        self.go = self.verb("", roles.AcceptRole, self._on_go, primary=True, default=True)
        self.verb("Cancel", roles.RejectRole)
        self._show_purpose()
        self.code.setFocus()

    def show_working(self, *, working: bool) -> None:
        """Take no second click while the code is tried."""
        self.go.say_why("The code is being tried." if working else "")

    def show_refusal(self, error: UserError) -> None:
        """Say why the code did not open, at its field where there is one."""
        for form in (self.code_form, self.new_form, self.look_form):
            if form.show_error(error):
                return
        self._refusal.setText(str(error))
        self._refusal.show()

    def _judge(self, text: str) -> Strength:
        return strength_of(text, user=self.user.value())

    def _show_purpose(self) -> None:
        wanted = self.purpose.value()
        self._says.setText(_SAYS[wanted])
        self.go.setText(_VERBS[wanted])
        self.new_form.setVisible(wanted == _NEW)
        self.look_form.setVisible(wanted == _LOOK)
        self._refusal.hide()

    def _on_go(self) -> None:
        self._refusal.hide()
        if self.code_form.first_problem("recovery_code"):
            return
        if self.purpose.value() == _LOOK:
            if self.look_form.require("reason"):
                self.emergency_asked.emit(self.code.value(), self.reason.value())
            return
        for name in ("passphrase", "again"):  # another line may have been changed to mend them
            self.new_form.fields[name].show_problem("")
        if not self.new_form.require("user", "passphrase", "again"):
            return
        if not self.strength.strength.good:
            self.new_form.fields["passphrase"].show_problem(self.strength.strength.words)
            self.passphrase.setFocus()
        elif self.passphrase.value() != self.again.value():
            self.new_form.fields["again"].show_problem("The two are not the same.")
            self.again.setFocus()
        else:
            self.new_passphrase_asked.emit(
                self.user.value(), self.code.value(), self.passphrase.value()
            )


def _read_code(text: str) -> str:
    """The code in its groups; blank stays blank."""
    if not text.strip():
        return ""
    return recovery_code.encode(recovery_code.decode(text))
