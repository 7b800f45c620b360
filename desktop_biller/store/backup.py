"""Backups: a checked copy of the practice with its key file, and the way back.

Several practices may keep their backups in one folder: which are a practice's own is told by the
seal of the manifest, which its key alone can make.

A backup is a folder named by date, time and schema revision: ``office.db`` (encrypted with the
key of its day), ``office.keys`` and ``manifest.json``. It is written under another name, opened
again, checked and compared, and only then gets its own name: what is listed is complete.

"Equal to the source" is decided so: the source is counted and digested in one snapshot, then
copied by ``VACUUM INTO``. SQLite's ``data_version`` tells whether someone committed in between;
if so both steps are done again, the last time with the write lane closed to others.
"""

import contextlib
import dataclasses
import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import sqlalchemy as sa

import desktop_biller
from desktop_biller.foundation.errors import StorageError
from desktop_biller.foundation.files import disk_trouble, flush_file, move_into_place, replace_file
from desktop_biller.store.check import Fingerprint, check_integrity, fingerprint, fingerprint_file
from desktop_biller.store.database import Database
from desktop_biller.store.engine import inspecting, translate
from desktop_biller.store.manifest import (
    MANIFEST_FILE,
    Backup,
    Manifest,
    digest_of_file,
    mark_of_practice,
    read_manifest,
)
from desktop_biller.store.migrate import schema_revision
from desktop_biller.store.places import DATABASE_FILE, KEY_FILE

__all__ = [
    "Backup",
    "Fingerprint",
    "check_integrity",
    "copy_backup",
    "fingerprint",
    "fingerprint_file",
    "is_due",
    "list_backups",
    "make_backup",
    "prune",
    "restore_backup",
]

_FILES = DATABASE_FILE, KEY_FILE, MANIFEST_FILE
_UNFINISHED = ".unfinished-"
_SNAPSHOT_TRIES = 3
_KEEP_DAYS, _KEEP_WEEKS, _KEEP_MONTHS = 7, 4, 12


def make_backup(
    db: Database,
    key: bytes,
    folder: Path,
    target: Path,
    *,
    reason: str,
    now: dt.datetime,
    digest_tables: Sequence[str],
    notes: Mapping[str, str] | None = None,
) -> Backup:
    """Make one checked backup of the open practice as a new folder in ``target``.

    Args:
        db: the open practice; others may go on reading and writing.
        key: its data key.
        folder: the practice's folder, for the key file.
        target: the folder of all backups; made when missing.
        reason: why, in words ("daily", "before an update").
        now: aware, in the practice's zone.
        digest_tables: the tables whose every row enters the digest; those that an older file
            doesn't have yet are left out.
        notes: what else the manifest shall say and seal, such as the head of the audit trail.

    Raises:
        StorageError: the disk is full or gone, or the copy isn't equal to the practice; no backup
            was made.
    """
    with _unfinished(target, key) as temp:
        copy = temp / DATABASE_FILE
        try:
            source, tables = _copy_snapshot(db, key, copy, digest_tables)
        except sa.exc.DBAPIError as error:
            raise (translate(error) or error) from error
        keys = (folder / KEY_FILE).read_bytes()
        replace_file(temp / KEY_FILE, keys)
        flush_file(copy)
        complaints = check_integrity(copy, key)
        if complaints or fingerprint_file(copy, key, tables) != source:
            raise StorageError(
                "The backup was not equal to the practice and has been removed.",
                effect="No backup was made; the practice itself was not touched.",
                remedy="Run the check of the practice file, then make the backup again.",
            )
        revision = schema_revision(copy, key)
        manifest = Manifest.sealed(
            key,
            created=now,
            reason=reason,
            revision=revision,
            counts=source.counts,
            digest=source.digest,
            digest_tables=tuple(tables),
            program=desktop_biller.__version__,
            keys_sha256=digest_of_file(temp / KEY_FILE),
            notes=dict(notes or {}),
        )
        replace_file(temp / MANIFEST_FILE, manifest.to_bytes())
        final = _free_name(target, f"{now:%Y%m%d-%H%M%S}-{revision or 'new'}")
        move_into_place(temp, final)
    return manifest.described(final)


def copy_backup(backup: Backup, target: Path, key: bytes) -> Backup:
    """Copy a complete backup into ``target``, under its own name; one that is there stays.

    Each file of the copy is read again and compared.

    Args:
        backup: one that ``make_backup`` made or ``list_backups`` listed.
        target: a folder that is there: a disk that is not plugged in must not become a folder of
            this one.
        key: the data key.

    Raises:
        StorageError: ``target`` is not there, is full, or the copy isn't equal; there is no copy.
    """
    if not target.is_dir():
        raise StorageError(
            f"The folder {target} is not there.",
            effect="The backup was not copied.",
            remedy="Check that the disk or share is connected.",
        )
    known = target / backup.path.name
    if _is_copy(known, backup.path):
        return dataclasses.replace(backup, path=known)
    with _unfinished(target, key) as temp:
        for name in _FILES:
            _copy_plain_file(backup.path / name, temp / name)
        if not _is_copy(temp, backup.path):
            raise StorageError(
                f"The copy of the backup in {target} was not equal and has been removed.",
                effect="The backup itself is intact.",
                remedy="Check that disk, or choose another one.",
            )
        final = _free_name(target, backup.path.name)
        move_into_place(temp, final)
    return dataclasses.replace(backup, path=final)


def _is_copy(copy: Path, backup: Path) -> bool:
    return all(
        (copy / name).is_file() and digest_of_file(copy / name) == digest_of_file(backup / name)
        for name in _FILES
    )


def list_backups(target: Path, key: bytes | None = None) -> list[Backup]:
    """The complete backups in ``target``, newest first.

    Args:
        target: the folder of all backups.
        key: the data key whose practice is meant; left out, those of every practice are listed.
    """
    found = []
    for path in _folders(target):
        with contextlib.suppress(StorageError):
            manifest = read_manifest(path)
            if key is None or manifest.is_sealed_with(key):
                found.append(manifest.described(path))
    return sorted(found, key=_made, reverse=True)


def _made(backup: Backup) -> tuple[dt.datetime, int, str]:
    """When it was made; of two of the same moment the later one has the higher number."""
    return backup.created, len(backup.path.name), backup.path.name


def is_due(target: Path, now: dt.datetime, key: bytes) -> bool:
    """True when ``target`` holds no backup of the key's practice made today.

    Today is the day of ``now`` in its own zone.
    """
    return all(
        backup.created.astimezone(now.tzinfo).date() != now.date()
        for backup in list_backups(target, key)
    )


def prune(target: Path, now: dt.datetime, key: bytes) -> list[Backup]:
    """Remove the practice's backups that are no longer kept, and say which they were.

    Kept are all of today, and the newest of each of the last 7 days, 4 weeks and 12 months that
    have one: an office that was closed for a month loses nothing. Its unfinished ones of
    yesterday and before are swept away. What isn't sealed with ``key`` is another practice's, or
    was altered, and stays.
    """
    backups = list_backups(target, key)
    days = {b.path: b.created.astimezone(now.tzinfo).date() for b in backups}
    kept = {path for path, day in days.items() if day >= now.date()}
    for period, count in (
        ("%Y-%m-%d", _KEEP_DAYS),
        ("%G-%V", _KEEP_WEEKS),
        ("%Y-%m", _KEEP_MONTHS),
    ):
        newest = dict[str, Path]()
        for path, day in days.items():  # newest first
            newest.setdefault(day.strftime(period), path)
        kept.update(list(newest.values())[:count])
    removed = [backup for backup in backups if backup.path not in kept]
    for backup in removed:
        # Without its manifest it isn't listed, however far the removal gets.
        (backup.path / MANIFEST_FILE).unlink(missing_ok=True)
        shutil.rmtree(backup.path, ignore_errors=True)
    for path in _folders(target, unfinished=_unfinished_prefix(key)):
        if path.stat().st_mtime < now.timestamp() - 24 * 3600:
            shutil.rmtree(path, ignore_errors=True)
    return removed


def restore_backup(backup: Path, into: Path, key: bytes) -> Backup:
    """Put a backup's practice into the new or empty folder ``into``, after checking the copy.

    Args:
        backup: the backup's folder.
        into: where the practice shall live.
        key: the data key, unlocked from the backup's own key file or a recovery code.

    Raises:
        StorageError: the backup was altered or is damaged, the key is another's, or ``into``
            isn't empty; nothing was restored.
    """
    if into.is_symlink() or (into.exists() and not (into.is_dir() and not any(into.iterdir()))):
        raise StorageError(
            f"The folder {into} is not empty.",
            effect="Nothing was restored.",
            remedy="Choose a new or empty folder.",
        )
    manifest = read_manifest(backup)
    with _unfinished(into.parent, key) as temp:
        for name in (DATABASE_FILE, KEY_FILE):
            _copy_plain_file(backup / name, temp / name)
        _compare(temp, manifest, key)
        if into.exists():
            into.rmdir()  # Windows moves a folder to a free name only
        move_into_place(temp, into)
    return manifest.described(backup)


def _copy_snapshot(
    db: Database, key: bytes, copy: Path, digest_tables: Sequence[str]
) -> tuple[Fingerprint, list[str]]:
    """Copy the practice; what it held at that moment, and the tables that were digested."""
    for left in reversed(range(_SNAPSHOT_TRIES)):
        copy.unlink(missing_ok=True)
        copy.touch(mode=0o600)  # VACUUM INTO takes an empty file, and makes others readable by all
        alone = contextlib.nullcontext() if left or db.read_only else db.writing()
        with alone, inspecting(db.path, key, query_only=False) as connection:
            version = sa.text("PRAGMA data_version")
            before = connection.execute(version).scalar_one()
            connection.exec_driver_sql("BEGIN")
            present = set(sa.inspect(connection).get_table_names())
            tables = [table for table in digest_tables if table in present]
            source = fingerprint(connection, tables)
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("VACUUM INTO ?", (str(copy),))
            if connection.execute(version).scalar_one() == before:
                return source, tables
    msg = "the practice changed while the write lane was closed"
    raise RuntimeError(msg)


def _compare(restored: Path, manifest: Manifest, key: bytes) -> None:
    database = restored / DATABASE_FILE
    complaints = check_integrity(database, key)
    if complaints:
        raise StorageError(
            f"The backup can't be restored: {complaints[0]}",
            effect="Nothing was restored.",
            remedy="Use another backup, or the passphrase of the day this one was made.",
        )
    if (
        not manifest.is_sealed_with(key)
        or digest_of_file(restored / KEY_FILE) != manifest.keys_sha256
        or schema_revision(database, key) != manifest.revision
        or fingerprint_file(database, key, manifest.digest_tables)
        != Fingerprint(manifest.counts, manifest.digest)
    ):
        raise StorageError(
            "The backup was altered after it was made.",
            effect="Nothing was restored.",
            remedy="Use another backup.",
        )


def _copy_plain_file(source: Path, final: Path) -> None:
    if source.is_symlink() or not source.is_file():
        raise StorageError(
            f"The backup holds no plain file {source.name}.",
            effect="Nothing was restored.",
            remedy="Use another backup.",
        )
    try:
        shutil.copyfile(source, final, follow_symlinks=False)
        final.chmod(0o600)
        flush_file(final)
    except OSError as error:
        raise disk_trouble(error, final) from error


@contextlib.contextmanager
def _unfinished(parent: Path, key: bytes) -> Iterator[Path]:
    """A private folder in ``parent`` that is gone afterwards unless it got a name of its own."""
    try:
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temp = Path(tempfile.mkdtemp(prefix=_unfinished_prefix(key), dir=parent))
    except OSError as error:
        raise disk_trouble(error, parent) from error
    try:
        yield temp
    except OSError as error:
        raise disk_trouble(error, temp) from error
    finally:
        shutil.rmtree(temp, ignore_errors=True)


def _free_name(target: Path, name: str) -> Path:
    path, number = target / name, 1
    while path.exists():
        number += 1
        path = target / f"{name}-{number}"
    return path


def _unfinished_prefix(key: bytes) -> str:
    """Tells a practice's unfinished backups from those that another is just making."""
    return f"{_UNFINISHED}{mark_of_practice(key)}-"


def _folders(target: Path, *, unfinished: str | None = None) -> list[Path]:
    """The finished backups' folders, or the unfinished ones that begin so."""
    if not target.is_dir():
        return []
    return [
        path
        for path in target.iterdir()
        if path.is_dir()
        and not path.is_symlink()
        and (
            not path.name.startswith(_UNFINISHED)
            if unfinished is None
            else path.name.startswith(unfinished)
        )
    ]
