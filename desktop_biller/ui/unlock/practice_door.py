"""The door of one practice: what opens it, loaded only when somebody wants to get in.

The unlock window must answer its first key at once; SQLAlchemy and the ciphers take longer to
load than Qt itself, so they are loaded in the job that opens the practice.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop_biller.codesets.reference_db import ReferenceDatabase
    from desktop_biller.workflow.workspace import Workspace


class Door(Protocol):
    """What the unlock window's presenter asks; each may take a second and runs in a job."""

    def users(self) -> tuple[str, ...]:
        """The logins of those who have a passphrase."""
        ...

    def seconds_to_wait(self, user: str) -> int:
        """Seconds until the user's next try."""
        ...

    def open(self, user: str, passphrase: str) -> "Workspace":
        """The practice, opened by a passphrase; a blank user is the only one there is."""
        ...

    def open_in_emergency(self, code: str, reason: str) -> "Workspace":
        """The practice, opened by its recovery code to look at it only."""
        ...

    def set_passphrase(self, user: str, code: str, passphrase: str) -> None:
        """Give a user a new passphrase by the recovery code."""
        ...


class PracticeDoor:
    """The door of the practice in a folder.

    Args:
        folder: of the practice.
        again: this run of the program had it open before and has checked the whole file.
    """

    def __init__(self, folder: Path, *, again: bool = False) -> None:
        self.folder = folder
        self._again = again

    def users(self) -> tuple[str, ...]:
        from desktop_biller.workflow import entrance  # noqa: PLC0415 -- loads the ciphers

        return entrance.users_of(self.folder)

    def seconds_to_wait(self, user: str) -> int:
        from desktop_biller.workflow import entrance  # noqa: PLC0415 -- loads the ciphers

        return entrance.seconds_to_wait(self.folder, user)

    def open(self, user: str, passphrase: str) -> "Workspace":
        from desktop_biller.workflow.opening import (  # noqa: PLC0415 -- loads the database engine
            open_practice,
            reopen,
        )

        catalogue = _catalogue()
        if self._again and user:
            return reopen(self.folder, passphrase, user, catalogue=catalogue)
        return open_practice(self.folder, passphrase, user=user or None, catalogue=catalogue)

    def open_in_emergency(self, code: str, reason: str) -> "Workspace":
        from desktop_biller.workflow import opening  # noqa: PLC0415 -- loads the database engine

        return opening.open_in_emergency(self.folder, code, reason, catalogue=_catalogue())

    def set_passphrase(self, user: str, code: str, passphrase: str) -> None:
        from desktop_biller.workflow import opening  # noqa: PLC0415 -- loads the database engine

        opening.set_passphrase_by_recovery_code(self.folder, user, code, passphrase)


def _catalogue() -> "ReferenceDatabase":
    from desktop_biller.codesets import reference_db  # noqa: PLC0415 -- loads the code sets

    return reference_db.ensure()
