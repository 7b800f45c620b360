"""Who gets in: asks for users, tries a passphrase, makes who types wrong ones wait."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from desktop_biller.foundation.errors import UserError, WrongPassphraseError
from desktop_biller.ui.jobs import Jobs
from desktop_biller.ui.unlock.practice_door import Door

if TYPE_CHECKING:
    from desktop_biller.workflow.workspace import Workspace

WRONG = "That passphrase does not open this file. Nothing was changed."


class View(Protocol):
    """What the presenter asks of the view."""

    def show_users(self, names: Sequence[str], chosen: str) -> None: ...
    def show_working(self, *, working: bool) -> None: ...
    def show_wrong(self, words: str) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def show_wait(self, seconds: int) -> None: ...
    def show_recovery_refusal(self, error: UserError) -> None: ...
    def end_recovery(self) -> None: ...
    def wipe(self) -> None: ...


class Remembers(Protocol):
    """Where the last user is kept."""

    def read(self, key: str, default: str = "") -> str: ...
    def keep(self, key: str, value: str) -> None: ...


class UnlockPresenter:
    """Presents the way in.

    Args:
        view: the window.
        jobs: lanes of its own; those of an open practice stand still while it is locked.
        door: of the practice.
        opened: gets the practice once somebody is in.
        settings: remembers who opened this practice last, on this computer.
        user: who is asked for first; blank for who opened it last.
        leaving: who gives the place to another user, and so is not asked for first.
    """

    def __init__(
        self,
        view: View,
        jobs: Jobs,
        door: Door,
        opened: "Callable[[Workspace], None]",
        settings: Remembers,
        *,
        practice: str = "",
        user: str = "",
        leaving: str = "",
    ) -> None:
        self._view, self._jobs, self._door = view, jobs, door
        self._opened, self._settings = opened, settings
        self._key = f"last_user {practice}"
        self._leaving = leaving
        self._first = "" if leaving else user or settings.read(self._key)
        self._working = False

    def show_last(self) -> None:
        """Show who was here last: that is known at once."""
        if self._first:
            self._view.show_users((self._first,), self._first)

    def begin(self) -> None:
        """Show all who have a passphrase; to learn it, the ciphers are loaded."""
        self._jobs.read(self._door.users, self._on_users, self._view.show_refusal)

    def on_user(self, user: str) -> None:
        """Another user is chosen: each waits for their own wrong passphrases."""
        self._ask_wait(user)

    def on_unlock(self, user: str, passphrase: str) -> None:
        """Try a passphrase."""
        if not passphrase:
            self._view.show_wrong("Type your passphrase.")
            return
        self._try(partial(self._door.open, user, passphrase), partial(self._on_refused, user))

    def on_emergency(self, code: str, reason: str) -> None:
        """Open by the recovery code, to look."""
        self._try(partial(self._door.open_in_emergency, code, reason), self._on_recovery_refused)

    def on_new_passphrase(self, user: str, code: str, passphrase: str) -> None:
        """Give a new passphrase by the recovery code, and go in with it."""
        self._try(partial(self._recover, user, code, passphrase), self._on_recovery_refused)

    def _recover(self, user: str, code: str, passphrase: str) -> "Workspace":
        self._door.set_passphrase(user, code, passphrase)
        return self._door.open(user, passphrase)

    def _try(self, act: "Callable[[], Workspace]", refused: Callable[[UserError], None]) -> None:
        if self._working:
            return
        self._set_working(working=True)
        self._jobs.write(lambda _job: act(), self._on_opened, refused)

    def _set_working(self, *, working: bool) -> None:
        self._working = working
        self._view.show_working(working=working)

    def _on_users(self, names: Sequence[str]) -> None:
        known = {name.casefold(): name for name in names}
        others = [name for name in names if name.casefold() != self._leaving.casefold()]
        chosen = known.get(self._first.casefold(), next(iter((*others, *names)), ""))
        self._view.show_users(names, chosen)
        if chosen:
            self._ask_wait(chosen)

    def _ask_wait(self, user: str) -> None:
        ask = partial(self._door.seconds_to_wait, user)
        self._jobs.read(ask, self._view.show_wait, slot="seconds to wait")

    def _on_opened(self, ws: "Workspace") -> None:
        self._set_working(working=False)
        if ws.actor.role != "emergency":
            self._settings.keep(self._key, ws.actor.name)
        self._view.end_recovery()
        self._view.wipe()
        self._opened(ws)

    def _on_refused(self, user: str, error: UserError) -> None:
        self._set_working(working=False)
        if isinstance(error, WrongPassphraseError):
            self._view.show_wrong(WRONG)
        elif error.field == "passphrase":
            self._view.show_wrong(f"{error.what} {error.effect}")
        else:
            self._view.show_refusal(error)
        if user:
            self._ask_wait(user)

    def _on_recovery_refused(self, error: UserError) -> None:
        self._set_working(working=False)
        self._view.show_recovery_refusal(error)
