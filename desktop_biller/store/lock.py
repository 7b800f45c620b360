"""One PC, one program: who has the practice open.

The operating system's own lock on ``office.lock`` decides, and it ends with the process however
that ends. Windows keeps others from reading a locked file, so the words for them stand in a
second one, ``office.holder.json``: user, computer and time, nothing about patients.
"""

import datetime as dt
import platform
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from desktop_biller.foundation.codec import Strict, from_json, to_json
from desktop_biller.foundation.dates import us_date, us_time
from desktop_biller.foundation.errors import StorageError, UserError
from desktop_biller.foundation.files import disk_trouble, replace_file
from desktop_biller.store.places import HOLDER_FILE, LOCK_FILE

_PATIENCE_SECONDS = 0.5
"""Long enough for a program that is just closing, short enough to answer within a second."""


class Holder(Strict, frozen=True):
    """What ``office.holder.json`` says."""

    user: str
    computer: str
    since: dt.datetime


class PracticeLock:
    """The lock on a practice's folder, held until ``release`` or the end of the process.

    As a context manager it releases at the end; ``acquire`` is called inside. Keep the object: the
    lock ends with it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._holder_file = folder / HOLDER_FILE
        # A soft lock (a file that merely exists) would outlive a crash: never fall back to it.
        self._lock = FileLock(
            folder / LOCK_FILE,
            timeout=_PATIENCE_SECONDS,
            mode=0o600,
            thread_local=False,
            fallback_to_soft=False,
        )

    def acquire(self, holder: str, now: dt.datetime) -> None:
        """Take the practice for ``holder``; ``now`` is aware, in the practice's zone.

        Raises:
            StorageError: it is open elsewhere (the sentence says who, where, since when), or the
                folder can't be written.
        """
        if not self._folder.is_dir():  # which the lock would make
            raise StorageError(
                f"There is no folder {self._folder}.", remedy="Choose the practice's folder."
            )
        try:
            self._lock.acquire()
        except Timeout as error:
            raise self._taken() from error
        except OSError as error:
            raise disk_trouble(error, Path(self._lock.lock_file)) from error
        try:
            replace_file(
                self._holder_file,
                to_json(Holder(user=holder, computer=platform.node(), since=now)),
            )
        except StorageError:
            self._lock.release()
            raise

    def release(self) -> None:
        """Give the practice back; without a lock, do nothing."""
        if self._lock.is_locked:
            self._holder_file.unlink(missing_ok=True)
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def _taken(self) -> StorageError:
        try:
            holder = from_json(Holder, self._holder_file.read_bytes())
        except (OSError, UserError):
            who = "This practice is open in another window or on another computer."
        else:
            who = (
                f"This practice is open: {holder.user} on {holder.computer} "
                f"since {us_date(holder.since.date())} {us_time(holder.since)}."
            )
        return StorageError(
            who, remedy="Close Desktop Biller there, then open the practice here again."
        )
