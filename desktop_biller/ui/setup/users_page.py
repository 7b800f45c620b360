"""Users: who may open the practice, and as what."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.dialogs import ask
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.list_table import Remembers
from desktop_biller.ui.kit.parts import Button, Label, row
from desktop_biller.ui.kit.shortcuts import keys_of
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.setup.page import SetupPage
from desktop_biller.ui.setup.user_dialogs import (
    ROLE_SAYS,
    AddUserDialog,
    PassphraseDialog,
    RoleDialog,
)
from desktop_biller.workflow.office.office_lists import UserRow

_ROLES = tuple(ROLE_SAYS)
_GONE = ChipSpec("Has left", "grey", "blocked")
_LOST = ChipSpec("No passphrase", "amber", "warning")
_GOOD = ChipSpec("May open", "green", "good")


def _state(row_: UserRow) -> ChipSpec:
    if not row_.active:
        return _GONE
    return _GOOD if row_.has_passphrase else _LOST


_COLUMNS: Sequence[Column[UserRow]] = (
    Column("name", "Login", lambda r: r.name, 160, sortable=False, muted=lambda r: not r.active),
    Column("full", "Full name", lambda r: r.full_name, sortable=False),
    Column("initials", "Initials", lambda r: r.initials, 72, "code", sortable=False, gives_way=2),
    Column("role", "Role", lambda r: r.role.capitalize(), 104, sortable=False),
    Column(
        "state", "State", lambda r: _state(r).words, 136, "chip", chip=_state, sortable=False,
        gives_way=1,
    ),
)  # fmt: skip


class UsersPage(SetupPage):
    """The tab.

    Signals:
        add_asked(NewUser), role_asked(id, role), remove_asked(id): by an owner.
        given_asked(id, passphrase): another user shall have a new passphrase.
        own_asked(old, new): the user's own passphrase shall be changed.
    """

    add_asked = Signal(object)
    role_asked = Signal(int, str)
    remove_asked = Signal(int)
    given_asked = Signal(int, str)
    own_asked = Signal(str, str)
    hint = "Ctrl+N adds a user · Enter changes the role · Ctrl+Tab next tab"
    new_words = "Add user..."

    def __init__(self, settings: Remembers) -> None:
        super().__init__()
        self._own_login = ""
        self.dialog: AddUserDialog | PassphraseDialog | RoleDialog | None = None
        self.add = Button(self.new_words, "primary", icon="add")
        self.add.set_tip("Add user", keys_of("new"))
        self.add.clicked.connect(self.begin_new)
        self.own = Button("My passphrase...", icon="key")
        self.own.clicked.connect(self.ask_own)
        self.table: FixedList[UserRow] = FixedList("Users", _COLUMNS, lambda r: r.user_id, settings)
        self.table.opened.connect(lambda _id: self.ask_role())
        self.table.current_changed.connect(self._on_current)
        self.change = Button("Change &role...", icon="edit")
        self.give = Button("New &passphrase...", icon="key")
        self.remove = Button("Remo&ve...", icon="delete")
        self.change.clicked.connect(self.ask_role)
        self.give.clicked.connect(self.ask_given)
        self.remove.clicked.connect(self.ask_remove)
        box = QVBoxLayout(self)
        margin = theme.px(Space.MARGIN)
        box.setContentsMargins(margin, margin, margin, margin)
        box.setSpacing(theme.px(Space.RELATED))
        box.addWidget(self.table, 1)
        box.addLayout(row(self.change, self.give, self.remove, None))
        box.addWidget(
            Label(
                "A user who leaves opens the practice no more; what they did keeps their name.",
                "muted",
                wraps=True,
            )
        )
        self.entry = self.table

    def head_acts(self) -> Sequence[Button]:
        return (self.own, self.add)

    def show_rows(self, rows: Sequence[UserRow], own: str, select: int | None = None) -> None:
        """Show all users; ``own`` is the login of who acts."""
        self._own_login = own
        is_user = any(user.name == own for user in rows)
        self.own.say_why("" if is_user else "You came in by the recovery code.")
        self.table.show_rows(rows, select=select)
        self._show_acts()

    def show_may_not(self, reason: str) -> None:
        super().show_may_not(reason)
        self._show_acts()

    def show_refusal(self, error: UserError) -> None:
        if self.dialog is not None:
            self.dialog.show_refusal(error)
        else:
            self.refused.emit(error)

    def end_dialog(self) -> None:
        """It is done."""
        if self.dialog is not None:
            self.dialog.accept()

    def begin_new(self) -> None:
        dialog = AddUserDialog(self, _ROLES)
        dialog.user_asked.connect(self.add_asked)
        self._open(dialog)

    def ask_own(self) -> None:
        """Ask for a new passphrase of one's own."""
        dialog = PassphraseDialog(self, self._own_login, own=True)
        dialog.passphrase_asked.connect(self.own_asked)
        self._open(dialog)

    def ask_role(self) -> None:
        """Ask for another role of the chosen user."""
        user = self.table.current_record()
        if user is None or not self.change.isEnabled():
            return
        dialog = RoleDialog(self, user.full_name, user.role, _ROLES)
        dialog.role_asked.connect(lambda role: self.role_asked.emit(user.user_id, role))
        self._open(dialog)

    def ask_given(self) -> None:
        """Ask for a new passphrase of the chosen user."""
        user = self.table.current_record()
        if user is None:
            return
        if user.name == self._own_login:
            self.ask_own()
            return
        dialog = PassphraseDialog(self, user.name, own=False)
        dialog.passphrase_asked.connect(lambda _old, new: self.given_asked.emit(user.user_id, new))
        self._open(dialog)

    def ask_remove(self) -> None:
        """Ask before the chosen user is let in no more."""
        user = self.table.current_record()
        if user is None:
            return
        ask(
            self,
            "Remove user",
            f"{user.full_name} opens the practice no more, and half-typed drafts of theirs are"
            " thrown away. Older backups still open with their passphrase.",
            f"Remove {user.name}",
            lambda: self.remove_asked.emit(user.user_id),
            danger=True,
        )

    def _open(self, dialog: AddUserDialog | PassphraseDialog | RoleDialog) -> None:
        dialog.finished.connect(self._on_dialog_closed)
        self.dialog = dialog
        dialog.open()

    def _on_dialog_closed(self) -> None:
        self.dialog = None

    def _on_current(self, record_id: object) -> None:
        del record_id
        self._show_acts()

    def _show_acts(self) -> None:
        user = self.table.current_record()
        left = "This user has left." if user is not None and not user.active else ""
        for button in (self.add, self.change, self.give, self.remove):
            button.say_why(self.may_not or ("" if button is self.add else left))
