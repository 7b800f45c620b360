"""Users: who is added, changed and let in no more. Passphrases go no further than the workflow."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from desktop_biller.foundation.errors import UserError
from desktop_biller.security.permissions import Permission
from desktop_biller.ui.desk import Desk
from desktop_biller.ui.setup.rights import why_not
from desktop_biller.workflow.office.office_lists import UserRow, office_users
from desktop_biller.workflow.office.passphrases import change_own_passphrase, give_passphrase
from desktop_biller.workflow.office.users import NewUser, add_user, change_role, remove_user


class View(Protocol):
    """What the presenter asks of the page."""

    def show_rows(self, rows: Sequence[UserRow], own: str, select: int | None = None) -> None: ...
    def show_may_not(self, reason: str) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def end_dialog(self) -> None: ...


class UsersPresenter:
    """Presents the tab."""

    def __init__(self, desk: Desk, view: View) -> None:
        self._desk, self._view = desk, view
        self._select: int | None = None
        self._working = False

    def reload(self) -> None:
        """Read the users again."""
        self._view.show_may_not(why_not(self._desk, Permission.SET_UP_PRACTICE))
        ask = partial(office_users, self._desk.ws)
        self._desk.jobs.read(ask, self._on_read, slot=f"setup {id(self)}")

    def on_add(self, new: NewUser) -> None:
        """Add a user."""
        self._act(partial(add_user, self._desk.ws, new), "User added.")

    def on_role(self, user_id: int, role: str) -> None:
        """Give a user another role."""
        self._act(partial(change_role, self._desk.ws, user_id, role), "Role changed.")

    def on_remove(self, user_id: int) -> None:
        """Let a user in no more."""
        self._act(partial(remove_user, self._desk.ws, user_id), "User removed.")

    def on_given(self, user_id: int, passphrase: str) -> None:
        """Give another user a new passphrase."""
        self._act(partial(give_passphrase, self._desk.ws, user_id, passphrase), "Passphrase given.")

    def on_own(self, old: str, new: str) -> None:
        """Change one's own passphrase."""
        self._act(partial(change_own_passphrase, self._desk.ws, old, new), "Passphrase changed.")

    def _on_read(self, rows: Sequence[UserRow]) -> None:
        select, self._select = self._select, None
        self._view.show_rows(rows, self._desk.ws.actor.name, select)

    def _act(self, act: Callable[[], int | None], words: str) -> None:
        if self._working:
            return
        self._working = True
        self._desk.jobs.write(lambda _job: act(), partial(self._on_done, words), self._on_refused)

    def _on_done(self, words: str, user_id: int | None) -> None:
        self._working = False
        self._select = user_id
        self._view.end_dialog()
        self._desk.tell(words)
        self.reload()

    def _on_refused(self, error: UserError) -> None:
        self._working = False
        self._view.show_refusal(error)
