"""The reference database on this PC: where it lies and how it comes to be.

One read-only SQLite file of public code sets, without any patient data and not encrypted. It is
made on first use (in a few seconds) under a name that carries its schema, its release and a
fingerprint of our own tables, so that an update of the program makes a new one.
"""

import datetime as dt
import hashlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from desktop_biller.codesets import icd10cm
from desktop_biller.codesets.build import build, own_texts
from desktop_biller.codesets.lookups import ReferenceDatabase
from desktop_biller.codesets.schema import SCHEMA_VERSION
from desktop_biller.foundation.errors import StorageError
from desktop_biller.foundation.files import flush_file, move_into_place
from desktop_biller.foundation.progress import JobControl

__all__ = ["ENVIRONMENT", "ReferenceDatabase", "default_folder", "ensure", "file_name"]

ENVIRONMENT = "DESKTOP_BILLER_REFERENCE"
"""The folder of the reference database, where it is not the usual one."""

_STALE_AFTER = 24 * 3600  # s; an unfinished file this old was left by a build that was killed


def default_folder() -> Path:
    """The cache folder of this user, unless the environment names another."""
    named = os.environ.get(ENVIRONMENT)
    return Path(named) if named else platformdirs.user_cache_path("desktop-biller")


def file_name() -> str:
    """``reference-1-2026-April-3f9a1c2b.db``: schema, release, fingerprint of our tables."""
    digest = hashlib.sha256()
    for text in own_texts():
        digest.update(text)
    release = icd10cm.release_name(icd10cm.data_files()[1])
    return f"reference-{SCHEMA_VERSION}-{release}-{digest.hexdigest()[:8]}.db"


def ensure(path: Path | None = None, job: JobControl | None = None) -> ReferenceDatabase:
    """Open the reference database, making it first where there is none.

    Two processes may do so at once: each makes its own file, the first one done is kept.

    Args:
        path: the folder it lies in; by default DESKTOP_BILLER_REFERENCE, else the user's cache.
        job: hears the progress and may stop it.

    Raises:
        Cancelled: the user stopped the job; no file is left behind.
        StorageError: the file can't be written.
    """
    folder = path or default_folder()
    file = folder / file_name()
    if file.exists():
        try:
            return ReferenceDatabase(file)
        except sqlite3.DatabaseError:
            pass  # damaged on disk: it holds nothing of the user's, so it is made anew
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(folder)
        with _unfinished(file) as draft:
            build(draft, job or JobControl())
            _keep(draft, file)
        return ReferenceDatabase(file)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(
            f"The file of the diagnosis codes can't be written to {folder}.",
            effect="No codes can be looked up; nothing else is affected.",
            remedy=f"Free some disk space, or set {ENVIRONMENT} to a folder you may write to.",
        ) from error


@contextmanager
def _unfinished(file: Path) -> Iterator[Path]:
    """A name of our own beside the file, gone afterwards whatever happens."""
    token = f"{os.getpid()}-{threading.get_ident()}"
    draft = file.with_name(f"{file.name}.{token}.part")
    draft.unlink(missing_ok=True)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _keep(draft: Path, file: Path) -> None:
    """Give the finished file its name, unless another process was quicker and has it open."""
    flush_file(draft)
    try:
        move_into_place(draft, file)
    except StorageError:
        if not file.exists():
            raise


def _remove_leftovers(folder: Path) -> None:
    """Remove what killed builds left a day ago and earlier."""
    oldest = dt.datetime.now(tz=dt.UTC).timestamp() - _STALE_AFTER
    for part in folder.glob("reference-*.part"):
        try:
            if part.stat().st_mtime < oldest:
                part.unlink()
        except OSError:
            continue  # another process was quicker, or still has it open
