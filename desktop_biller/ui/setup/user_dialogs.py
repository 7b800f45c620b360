"""Adding a user, and giving passphrases; a passphrase is always typed twice."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop_biller.foundation.errors import InputError, UserError
from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Button, Label
from desktop_biller.ui.kit.secret_edit import CapsLockNote, SecretEdit
from desktop_biller.ui.kit.strength_bar import Strength, StrengthBar
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.passphrases import strength_of
from desktop_biller.workflow.office.users import NewUser

ROLE_SAYS = {
    "front desk": "registers patients, takes payments",
    "biller": "all of the front desk; visits, claims, remittances, closing days, backups",
    "provider": "records visits, writes notes",
    "owner": "everything, also Setup and users",
    "auditor": "looks at everything, changes nothing",
}
_WIDTH = 520
_WEAK = "This one is too easy to guess."


class _PassphraseDialog(Dialog):
    """A form with a new passphrase at its end, typed twice."""

    def __init__(self, parent: QWidget | None, title: str, verb: str) -> None:
        super().__init__(parent, title, width=_WIDTH)
        self.form = Form(2)
        self.passphrase, self.again = SecretEdit(), SecretEdit()
        self.login = ""
        roles = QDialogButtonBox.ButtonRole
        self.go: Button = self.verb(verb, roles.AcceptRole, self._on_go, primary=True, default=True)
        self.verb("Cancel", roles.RejectRole)
        self.body.addWidget(self.form)
        self._refusal = Label("", "error", wraps=True)
        self._refusal.hide()

    def show_refusal(self, error: UserError) -> None:
        """Say why nothing was changed; what was typed stays."""
        self.go.say_why("")
        if not self.form.show_error(error):
            self._refusal.setText(str(error))
            self._refusal.show()

    def _add_passphrase(self, label: str) -> None:
        self.form.add("passphrase", label, self.passphrase, required=True)
        self.form.add("again", "Type it &again", self.again, required=True)
        self.strength = StrengthBar(self.passphrase, self._judge)
        self.form.add_wide(self.strength)
        self.form.add_wide(CapsLockNote(self.passphrase, self.again))
        self.body.addWidget(self._refusal)

    def _user(self) -> str:
        return self.login

    def _judge(self, text: str) -> Strength:
        return strength_of(text, user=self._user())

    def _is_sound(self, *needed: str) -> bool:
        self._refusal.hide()
        for name in ("passphrase", "again"):  # another line may have been changed to mend them
            self.form.fields[name].show_problem("")
        if self.form.first_problem(*needed, "passphrase", "again"):
            return False
        if not self.strength.strength.good:
            self.form.fields["passphrase"].show_problem(_WEAK)  # the bar below says why
            self.passphrase.setFocus()
            return False
        if self.passphrase.value() != self.again.value():
            self.form.fields["again"].show_problem("The two are not the same.")
            self.again.setFocus()
            return False
        return True

    def _on_go(self) -> None:
        raise NotImplementedError


class AddUserDialog(_PassphraseDialog):
    """Asks for a new user.

    Signals:
        user_asked(NewUser): the user shall be added.
    """

    user_asked = Signal(object)

    def __init__(self, parent: QWidget | None, roles: Sequence[str]) -> None:
        super().__init__(parent, "Add user", "Add user")
        self.user_name, self.full_name = TextField(longest=40), TextField(longest=80)
        self.initials = TextField(longest=4)
        self.role = Choice([(role, role.capitalize()) for role in roles])
        self.says = Label("", "muted", wraps=True)
        self.role.edited.connect(self._say_role)
        self.form.add("full_name", "&Full name", self.full_name, required=True)
        self.form.add(
            "name", "&Login", self.user_name, hint="Stands on the unlock window; blank: the name"
        )
        self.form.add("role", "&Role", self.role)
        self.form.add("initials", "&Initials", self.initials, hint="Blank: those of the name")
        self.form.add_wide(self.says)
        self._add_passphrase("First &passphrase")
        self._say_role()
        self.full_name.setFocus()

    def _user(self) -> str:
        return self.user_name.value() or self.full_name.value()

    def _say_role(self) -> None:
        role = str(self.role.value())
        self.says.setText(f"{role.capitalize()}: {ROLE_SAYS.get(role, '')}.")

    def _on_go(self) -> None:
        if self._is_sound("full_name"):
            self.go.say_why("The user is being added.")
            self.user_asked.emit(
                NewUser(
                    name=self._user(),
                    full_name=self.full_name.value(),
                    role=str(self.role.value()),
                    passphrase=self.passphrase.value(),
                    initials=self.initials.value(),
                )
            )


class PassphraseDialog(_PassphraseDialog):
    """Asks for a new passphrase: one's own, with the old one, or another user's.

    Signals:
        passphrase_asked(old, new): ``old`` is blank for another user's.
    """

    passphrase_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None, login: str, *, own: bool) -> None:
        super().__init__(
            parent, "My passphrase" if own else f"New passphrase for {login}", "Change passphrase"
        )
        self.login = login
        self.old = SecretEdit()
        if own:
            self.form.add("old", "Present &passphrase", self.old, span=2, required=True)
        self._add_passphrase("&New passphrase")
        self._own = own
        self.form.add_wide(
            Label("Older backups still open with the passphrase of their day.", "muted", wraps=True)
        )
        (self.old if own else self.passphrase).setFocus()

    def show_refusal(self, error: UserError) -> None:
        """A wrong present passphrase is told at its own line."""
        if self._own and not isinstance(error, InputError):  # what is weak is an InputError
            self.go.say_why("")
            self.form.fields["old"].show_problem(f"{error.what} {error.remedy}")
            self.old.setFocus()
            self.old.selectAll()
            return
        super().show_refusal(error)

    def _on_go(self) -> None:
        if self._is_sound(*(("old",) if self._own else ())):
            self.go.say_why("The passphrase is being changed.")
            self.passphrase_asked.emit(self.old.value(), self.passphrase.value())


class RoleDialog(Dialog):
    """Asks for another role.

    Signals:
        role_asked(role): the user shall have it.
    """

    role_asked = Signal(str)

    def __init__(self, parent: QWidget | None, who: str, role: str, roles: Sequence[str]) -> None:
        super().__init__(parent, f"Role of {who}")
        self.form = Form(1)
        self.role = Choice([(name, name.capitalize()) for name in roles])
        self.role.set_value(role)
        self.role.edited.connect(self._say)
        self.form.add("role", "&Role", self.role)
        self.says = Label("", "muted", wraps=True)
        self.form.add_wide(self.says)
        self.body.addWidget(self.form)
        roles_of = QDialogButtonBox.ButtonRole
        self.go = self.verb(
            "Change role", roles_of.AcceptRole, self._on_go, primary=True, default=True
        )
        self.verb("Cancel", roles_of.RejectRole)
        self._say()
        self.role.setFocus()

    def show_refusal(self, error: UserError) -> None:
        """Say why the role stays."""
        self.go.say_why("")
        self.form.fields["role"].show_problem(f"{error.what} {error.remedy}")

    def _say(self) -> None:
        role = str(self.role.value())
        self.says.setText(f"{role.capitalize()}: {ROLE_SAYS.get(role, '')}.")

    def _on_go(self) -> None:
        self.go.say_why("The role is being changed.")
        self.role_asked.emit(str(self.role.value()))
