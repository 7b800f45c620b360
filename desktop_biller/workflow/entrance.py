"""What can be asked of a practice that is still locked: who has a passphrase, and who must wait."""

from pathlib import Path

from desktop_biller.foundation.dates import Clock, SystemClock, local_zone_name, zone
from desktop_biller.foundation.errors import StorageError
from desktop_biller.security import keyfile, login
from desktop_biller.store.places import DATABASE_FILE, KEY_FILE


def users_of(folder: Path) -> tuple[str, ...]:
    """The logins of those who have a passphrase, in the order these were given.

    Raises:
        StorageError: there is no practice, or its key file is missing or damaged.
    """
    refuse_without_practice(folder)
    return tuple(keyfile.users(folder.absolute() / KEY_FILE))


def refuse_without_practice(folder: Path) -> None:
    """Let a folder pass that holds a practice.

    Raises:
        StorageError: it holds none.
    """
    if not (folder / DATABASE_FILE).is_file():
        raise StorageError(
            f"There is no practice in {folder}.",
            effect="Nothing was opened.",
            remedy=f"Choose the folder that holds {DATABASE_FILE}.",
        )


def seconds_to_wait(folder: Path, user: str, clock: Clock | None = None) -> int:
    """Seconds until the user's next try at the passphrase, 0 where it may be made at once."""
    now = (clock or SystemClock(zone(local_zone_name()))).now()
    return login.wait_seconds(folder.absolute(), user, now)
