"""The open practice file: one write lane and a few readers.

``writing()`` is the only way to change the file and commits as a whole or not at all. A practice
that can't be written (read-only file, folder or disk) is read from a private copy of its
encrypted files: opening it in place would fail, or show an old state, when a crash left a
write-ahead log.
"""

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import SQLITE_READONLY

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.foundation.errors import StorageError
from desktop_biller.foundation.files import disk_trouble
from desktop_biller.store.engine import error_code, open_engine, translate
from desktop_biller.store.places import DATABASE_FILE

_COPY_TRIES = 3


class Database:
    """The practice file, opened with its data key; a missing file is created empty.

    Attributes:
        path: the file that is open (of a read-only practice: the private copy).
        read_only: True when the practice can only be looked at.

    Args:
        path: the practice file.
        key: the 32-byte data key.
        readers: how many ``reading()`` may be open at once.
        scratch: the private folder that holds the copy of a read-only practice.

    Raises:
        StorageError: the file is damaged, or can't be opened with this key.
    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        *,
        readers: int = 4,
        scratch: "tempfile.TemporaryDirectory[str] | None" = None,
    ) -> None:
        self.path = path
        self.read_only = scratch is not None
        self._scratch = scratch
        self._writing = set[int]()
        self._engines: tuple[sa.Engine, sa.Engine] | None = (
            open_engine(path, key, writer=True),
            open_engine(path, key, writer=False, readers=readers),
        )
        try:
            with self.reading() as session:
                session.connection()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits at the end and rolls everything back on any exception.

        Raises:
            StorageError: the practice is read-only, or the disk or the file failed.
            RuntimeError: this thread is already inside ``writing()``.
        """
        if self.read_only:
            raise StorageError(
                "This practice is open for reading only.",
                remedy="Check that you may write to its folder, then open the practice again.",
            )
        thread = threading.get_ident()
        if thread in self._writing:
            msg = "writing() inside writing(): one use case is one transaction"
            raise RuntimeError(msg)
        self._writing.add(thread)
        try:
            with (
                _in_sentences(),
                Session(self._engine(0), expire_on_commit=False) as session,
                session.begin(),
            ):
                session.connection()  # takes the write lock now, not at the first statement
                yield session
        finally:
            self._writing.discard(thread)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session on one snapshot of the file; the engine refuses it every write.

        Raises:
            StorageError: the disk or the file failed.
        """
        with (
            _in_sentences(refused_write_is_a_bug=True),
            Session(self._engine(1), expire_on_commit=False) as session,
        ):
            yield session

    def close(self) -> None:
        """Close all connections and forget the key; a second call does nothing."""
        engines, self._engines = self._engines, None
        for engine in reversed(engines or ()):
            engine.dispose()
        if self._scratch is not None:
            self._scratch.cleanup()

    def _engine(self, lane: int) -> sa.Engine:
        if self._engines is None:
            msg = "the practice is closed"
            raise RuntimeError(msg)
        return self._engines[lane]


def open_database(folder: Path, key: bytes, *, readers: int = 4) -> Database:
    """Open the practice in ``folder``, for reading only where it can't be written.

    Raises:
        StorageError: there is no practice, it is damaged, or the key is another's.
    """
    path = folder / DATABASE_FILE
    if not path.is_file():
        raise StorageError(
            f"There is no practice in {folder}.",
            remedy="Choose the folder that holds office.db, or restore a backup into it.",
        )
    if path.stat().st_size == 0:  # which the engine would take for a new practice
        raise StorageError("The practice file is empty.", remedy="Restore the last good backup.")
    if is_writable(folder):
        return Database(path, key, readers=readers)
    scratch = tempfile.TemporaryDirectory(prefix="desktop-biller-", ignore_cleanup_errors=True)
    try:
        copy = _copy_at_rest(path, Path(scratch.name))
        return Database(copy, key, readers=readers, scratch=scratch)
    except BaseException:
        scratch.cleanup()
        raise


def is_writable(folder: Path) -> bool:
    """True when files can be made in ``folder`` and its practice file can be written.

    Tried out, not asked: permission bits don't tell of a read-only disk or of Windows' rules.
    """
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
        os.close(os.open(folder / DATABASE_FILE, os.O_RDWR))
    except OSError:
        return False
    return True


def _copy_at_rest(path: Path, scratch: Path) -> Path:
    """Copy the file and its log; again when someone else wrote them meanwhile."""
    log = path.with_name(f"{path.name}-wal")
    for _ in range(_COPY_TRIES):
        before = _state(path), _state(log)
        try:
            shutil.copyfile(path, scratch / path.name)
            if log.exists():
                shutil.copyfile(log, scratch / log.name)
            else:
                (scratch / log.name).unlink(missing_ok=True)
        except OSError as error:
            raise disk_trouble(error, scratch / path.name) from error
        if before == (_state(path), _state(log)):
            return scratch / path.name
    raise StorageError(
        "This practice can only be read, and someone is working in it.",
        remedy="Try again when it is closed there.",
    )


def _state(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_size, status.st_mtime_ns


@contextmanager
def _in_sentences(*, refused_write_is_a_bug: bool = False) -> Iterator[None]:
    try:
        yield
    except sa.exc.DBAPIError as error:
        bug = refused_write_is_a_bug and error_code(error) == SQLITE_READONLY
        sentence = None if bug else translate(error)
        if sentence is None:
            raise
        raise sentence from error
    except sa.exc.TimeoutError as error:  # the lane stayed taken for 30 seconds
        raise StorageError(
            "Another job is still working on the practice file.",
            remedy="Wait until it is finished, then do it again.",
        ) from error
