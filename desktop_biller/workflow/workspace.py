"""What every use case is given: the open practice, who acts, the clock and the code sets."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.foundation.dates import Clock
from desktop_biller.security.permissions import Actor
from desktop_biller.store.database import Database


class Kind(StrEnum):
    """What an operation changed; screens that show it reload."""

    PRACTICE = "practice"
    PATIENT = "patient"
    COVERAGE = "coverage"
    VISIT = "visit"
    CLAIM = "claim"
    LEDGER = "ledger"
    DOCUMENT = "document"
    NOTE = "note"
    DAY = "day"


@dataclass(slots=True)
class Workspace:
    """An open practice.

    Attributes:
        folder: the practice folder with the database, the key file and the backups.
        key: the raw 32-byte data key; leaves memory when the workspace is closed.
        on_close: run by ``close`` in order, such as releasing the lock.
    """

    folder: Path
    db: Database
    key: bytes
    actor: Actor
    clock: Clock
    catalogue: Catalogue
    on_close: list[Callable[[], None]]

    def close(self) -> None:
        """Drop the connection and the key, and let the next one in."""
        self.db.close()
        self.key = b""
        while self.on_close:
            self.on_close.pop(0)()
