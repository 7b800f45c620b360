"""Where backups are kept: beside the practice, and copied to a second place (promise 27)."""

import contextlib
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from desktop_biller.foundation.errors import InputError, StorageError
from desktop_biller.foundation.files import disk_trouble
from desktop_biller.models.backup import BackupPlace
from desktop_biller.security import audit
from desktop_biller.security.permissions import Permission, require
from desktop_biller.store.backup import Backup, copy_backup, list_backups, prune
from desktop_biller.store.manifest import MANIFEST_FILE
from desktop_biller.store.places import DATABASE_FILE, KEY_FILE
from desktop_biller.workflow.new_folder import refuse_unwritable
from desktop_biller.workflow.workspace import Workspace

_LONGEST_PLACE, _LONGEST_TROUBLE = 1000, 500


def backup_folder(folder: Path) -> Path:
    """Where a practice keeps its backups."""
    return folder / "backups"


def holds_practice(folder: Path) -> bool:
    """True where a practice's own files are, or a backup's."""
    return (folder / DATABASE_FILE).exists() or (folder / KEY_FILE).exists()


def refuse_occupied(target: Path) -> None:
    """Backups beside a practice's own files, or inside a backup, would be taken for part of it.

    Raises:
        StorageError: ``target`` holds a practice, or is or lies inside a backup.
    """
    place = target.resolve()
    backup = next((p for p in place.parents if (p / MANIFEST_FILE).exists()), None)
    occupied = place if holds_practice(place) else backup
    if occupied is not None and holds_practice(occupied):
        raise StorageError(
            f"Backups can't be kept in {target}: {occupied} holds a practice or a backup itself.",
            effect="No backup was made.",
            remedy="Choose another folder, such as one on a second disk.",
        )


def refuse_second_place(folder: Path, place: Path) -> None:
    """Let a second place for the backups of the practice in ``folder`` pass.

    Network shares and folders of sync services are welcome: nothing is open there.

    Raises:
        InputError: it is the practice's own folder, holds a practice, or can't be written.
    """
    try:
        refuse_unwritable(place)  # first: it tells of names that can't be looked at
        own, other = folder.resolve(), place.resolve()
        inside = other == own or own in other.parents
        if not inside:
            refuse_occupied(place)
    except StorageError as error:
        raise InputError(
            error.what, effect=error.effect, remedy=error.remedy, field="second_place"
        ) from error
    if inside:
        raise InputError(
            "That is the folder of the practice itself, which holds backups already.",
            remedy="Choose a folder on another disk, or leave this blank.",
            field="second_place",
        )
    if len(str(place)) > _LONGEST_PLACE:
        raise InputError(
            f"The path is longer than {_LONGEST_PLACE:,} characters.",
            remedy="Choose a folder higher up.",
            field="second_place",
        )


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Where each backup is copied to, and how that went.

    Attributes:
        copied_at: when the newest backup that was copied was made, in the practice's zone; None:
            none was copied yet.
        trouble: why the last copy failed, a sentence; blank where it did not.
    """

    place: Path
    copied_at: dt.datetime | None
    trouble: str


def second_place(ws: Workspace) -> SecondPlace | None:
    """The second place, or None where the office has none."""
    require(ws.actor, Permission.SEE_PATIENTS)
    with ws.db.reading() as session:
        row = session.scalar(sa.select(BackupPlace))
        if row is None:
            return None
        copied = row.copied_at and row.copied_at.astimezone(ws.clock.now().tzinfo)
        return SecondPlace(Path(row.place), copied, row.trouble)


def keep_second_place(ws: Workspace, place: Path | None) -> SecondPlace | None:
    """Copy each backup to ``place`` from now on, the newest at once; None: nowhere.

    Raises:
        InputError: ``place`` can't be used; what was kept before stays.
    """
    require(ws.actor, Permission.KEEP_FILE)
    if place is not None:
        place = place.absolute()
        refuse_second_place(ws.folder, place)
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise disk_trouble(error, place) from error
    before = second_place(ws)
    if (before.place if before else None) != place:
        with ws.db.writing() as session:
            session.execute(sa.delete(BackupPlace))
            if place is not None:
                session.add(BackupPlace(place=str(place), copied_at=None, trouble=""))
            audit.record(
                session,
                at=ws.clock.now(),
                user_name=ws.actor.name,
                event="backup.second_place",
                reason="chosen" if place is not None else "none any more",
            )
    newest = next(iter(list_backups(backup_folder(ws.folder), ws.key)), None)
    if newest is not None:
        copy_to_second_place(ws, newest)
    return second_place(ws)


def copy_to_second_place(ws: Workspace, backup: Backup) -> None:
    """Copy a backup to the second place, if there is one, and keep in mind how that went.

    A copy that failed is no error: the backup itself is made. ``second_place`` tells of it.
    """
    with ws.db.reading() as session:
        place = session.scalar(sa.select(BackupPlace.place))
    if place is None:
        return
    values: dict[str, object] = {"trouble": "", "copied_at": backup.created}
    try:
        copy_backup(backup, Path(place), ws.key)
        with contextlib.suppress(OSError):  # one too many is no trouble
            prune(Path(place), ws.clock.now(), ws.key)
    except (StorageError, OSError) as error:
        told = error if isinstance(error, StorageError) else disk_trouble(error, Path(place))
        values = {"trouble": f"{told.what} {told.remedy}"[:_LONGEST_TROUBLE]}
    with ws.db.writing() as session:
        session.execute(sa.update(BackupPlace).values(values))
        audit.record(
            session,
            at=ws.clock.now(),
            user_name=ws.actor.name,
            event="backup.not_copied" if values["trouble"] else "backup.copied",
            subject=backup.path.name,
        )
