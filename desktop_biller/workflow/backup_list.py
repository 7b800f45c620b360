"""The backups of a practice as Setup lists them."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from desktop_biller.security.permissions import Permission, require
from desktop_biller.store.backup import list_backups
from desktop_biller.workflow.backup_places import backup_folder
from desktop_biller.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup; ``number`` counts from the newest, ``made_at`` is in the practice's zone."""

    number: int
    path: Path
    made_at: dt.datetime
    reason: str
    program: str
    patients: int
    claims: int


def backup_rows(ws: Workspace) -> tuple[BackupRow, ...]:
    """The complete backups in the practice's own folder, newest first.

    Raises:
        PermissionDeniedError: the actor may not look at the practice.
    """
    require(ws.actor, Permission.SEE_PATIENTS)
    zone = ws.clock.now().tzinfo
    found = list_backups(backup_folder(ws.folder), ws.key)
    return tuple(
        BackupRow(
            number=number,
            path=backup.path,
            made_at=backup.created.astimezone(zone),
            reason=backup.reason,
            program=backup.program,
            patients=backup.counts.get("patient", 0),
            claims=backup.counts.get("claim", 0),
        )
        for number, backup in enumerate(found, start=1)
    )
