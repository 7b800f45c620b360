"""The one door to SQLCipher: keyed connections, their pragmas, and errors as sentences.

A plain SQLite build takes ``PRAGMA key`` without a word and writes plain text, so every
connection asks the library what it is before it reads a page. The key pragma is the only SQL of
the product that is built from a value; the value is checked to be 64 hex digits.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]  # ships no stubs

from desktop_biller.foundation.errors import StorageError

OLDEST_SQLITE = (3, 51, 3)
"""3.7.0 to 3.51.2 can corrupt a file when the write-ahead log is reset."""

_RAW_KEY = re.compile(r"[0-9a-f]{64}", re.ASCII)
_BUSY_SECONDS = 5

_SAFE_READING = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA cache_size=-65536",  # 64 MB a connection: decrypting a page twice costs 4 times a read
)
_DURABLE_WRITING = (
    "PRAGMA synchronous=FULL",  # NORMAL lost acknowledged commits in simulated power cuts
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # else INSERT OR REPLACE slips past a DELETE trigger
    "PRAGMA secure_delete=ON",
    "PRAGMA fullfsync=ON",  # acts on macOS only
    "PRAGMA checkpoint_fullfsync=ON",
)


def open_engine(path: Path, key: bytes, *, writer: bool, readers: int = 4) -> sa.Engine:
    """An engine on the encrypted file: one writing connection, or a few that can't write.

    Transactions begin with BEGIN IMMEDIATE (writer) or BEGIN (readers). A writer creates a
    missing file, readable by its owner only.

    Args:
        path: the practice file.
        key: 32 bytes, the data key itself.
        writer: True for the one write lane.
        readers: size of the pool when ``writer`` is False.
    """
    if writer:
        _create_private(path)
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: _connect(path, key, query_only=not writer),
        module=sqlcipher,
        poolclass=sa.pool.QueuePool,  # the URL looks like :memory:, whose pool is another
        pool_size=1 if writer else readers,
        max_overflow=0,
    )
    begin = "BEGIN IMMEDIATE" if writer else "BEGIN"
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    if writer:
        sa.event.listen(engine, "before_cursor_execute", _refuse_outside_transaction)
    return engine


@contextmanager
def migrating(path: Path, key: bytes) -> Iterator[sa.Connection]:
    """One write transaction with foreign keys off, for changes of the schema.

    The pragma does nothing inside a transaction, so it is set before BEGIN IMMEDIATE. Commits at
    the end, rolls back on any exception.
    """
    engine = open_engine(path, key, writer=True)
    try:
        with engine.connect() as connection:
            cursor = connection.connection.cursor()
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.close()
            with connection.begin():
                yield connection
    finally:
        engine.dispose()


@contextmanager
def inspecting(path: Path, key: bytes, *, query_only: bool = True) -> Iterator[sa.Connection]:
    """A connection of its own without a transaction, for checks and ``VACUUM INTO``.

    Leaves the journal mode as it finds it, so that a backup stays byte for byte what it was.
    """
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: _connect(path, key, query_only=query_only, wal=False),
        module=sqlcipher,
        poolclass=sa.pool.NullPool,
    )
    with engine.connect() as connection:
        yield connection


def check_library(sqlite_version: tuple[int, ...], cipher_version: str | None) -> None:
    """Refuse a library that corrupts or doesn't encrypt.

    Raises:
        StorageError: the version is too old, or the library is not SQLCipher.
    """
    if sqlite_version < OLDEST_SQLITE or not cipher_version:
        raise StorageError(
            "This copy of the program has no safe encrypted database engine.",
            effect="The practice file was not opened.",
            remedy="Install Desktop Biller again from its original installer.",
        )


def error_code(error: sa.exc.DBAPIError) -> int:
    """The engine's full result code, 0 when it gave none."""
    return int(getattr(error.orig, "sqlite_errorcode", 0) or 0)


def translate(error: sa.exc.DBAPIError) -> StorageError | None:
    """The sentence for trouble of the disk or the file; None when it is neither."""
    sentence = _SENTENCES.get(error_code(error) & 0xFF)
    if sentence is None or isinstance(error, sa.exc.IntegrityError):
        return None
    what, effect, remedy = sentence
    return StorageError(what, effect=effect, remedy=remedy)


def _connect(path: Path, key: bytes, *, query_only: bool, wal: bool = True) -> DBAPIConnection:
    if not path.is_file():
        raise StorageError(
            f"The practice file {path.name} is not in {path.parent}.",
            remedy="Choose the practice's folder, or restore a backup.",
        )
    raw: Any = sqlcipher.connect(
        path, check_same_thread=False, timeout=_BUSY_SECONDS, isolation_level=None
    )
    try:
        raw.execute(_key_pragma(key))
        # Else one bad page prints hundreds of lines. NONE would be the name of a file for them.
        raw.execute("PRAGMA cipher_log=OFF")
        cipher = raw.execute("PRAGMA cipher_version").fetchone()
        check_library(sqlcipher.sqlite_version_info, cipher[0] if cipher else None)
        # connect() takes any key; only the first page read checks it.
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if wal:
            raw.execute("PRAGMA journal_mode=WAL").fetchone()
            for pragma in _DURABLE_WRITING:
                raw.execute(pragma)
        for pragma in _SAFE_READING:
            raw.execute(pragma)
        if query_only:
            raw.execute("PRAGMA query_only=ON")
    except BaseException:
        raw.close()
        raise
    connection: DBAPIConnection = raw
    return connection


def _key_pragma(key: bytes) -> str:
    digits = key.hex()
    if not _RAW_KEY.fullmatch(digits):
        msg = "the data key is 32 bytes"
        raise ValueError(msg)
    return f"PRAGMA key=\"x'{digits}'\""


def _create_private(path: Path) -> None:
    """An empty file of mode 0600; the engine gives its -wal and -shm the same."""
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _refuse_outside_transaction(
    connection: sa.Connection,
    _cursor: object,
    statement: str,
    _parameters: object,
    _context: object,
    _many: bool,
) -> None:
    """On a full disk the engine ends the transaction itself; what came next would commit alone."""
    raw: Any = connection.connection.dbapi_connection
    if not raw.in_transaction and statement != "BEGIN IMMEDIATE":
        msg = "the engine has ended this transaction; nothing more can be written in it"
        raise RuntimeError(msg)


_NOT_SAVED = "What was saved before is intact; the last action was not saved."

_SENTENCES: dict[int, tuple[str, str, str]] = {
    sqlite3.SQLITE_FULL: (
        "The disk is full.",
        _NOT_SAVED,
        "Free some space on the disk that holds the practice, then do it again.",
    ),
    sqlite3.SQLITE_READONLY: (
        "The practice file can't be written: it or its folder is read-only.",
        _NOT_SAVED,
        "Check that you may write to the practice's folder, then open the practice again.",
    ),
    sqlite3.SQLITE_BUSY: (
        "The practice file is busy with another job.",
        _NOT_SAVED,
        "Wait until that job is finished, then do it again.",
    ),
    sqlite3.SQLITE_LOCKED: (
        "The practice file is busy with another job.",
        _NOT_SAVED,
        "Wait until that job is finished, then do it again.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "A part of the practice file is damaged.",
        "Nothing was changed, and nothing was read from the damaged part.",
        "Enter nothing more and restore the last good backup.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "The practice file can't be read: its beginning is damaged, or it belongs to another key.",
        "Nothing was changed.",
        "Restore the last good backup, together with its key file.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk reported an error while the practice file was read or written.",
        _NOT_SAVED,
        "Check that the disk is connected, then open the practice again.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The practice file can't be opened.",
        "Nothing was changed.",
        "Check that you may open and write the practice's folder, then try again.",
    ),
}
"""By primary result code: what happened, what it means for the data, what to do."""
