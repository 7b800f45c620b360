"""Is the file sound, and does it hold the same as another?"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import sqlalchemy as sa

from desktop_biller.foundation.errors import StorageError
from desktop_biller.store.engine import inspecting, translate

_ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What two equal practices have in common.

    Attributes:
        counts: number of rows of every table.
        digest: SHA-256, in hex, over every row of the digested tables.
    """

    counts: dict[str, int]
    digest: str


def fingerprint(connection: sa.Connection, digest_tables: Sequence[str]) -> Fingerprint:
    """Count all tables and digest the rows of ``digest_tables`` in primary-key order.

    The digest runs over MessagePack of each table's name, its columns' names and its rows, so it
    is the same on every system and Python. The caller's transaction is the snapshot.

    Raises:
        ValueError: a table to digest has no primary key, so its rows have no order.
    """
    inspector = sa.inspect(connection)
    counts = {
        name: connection.execute(
            sa.select(sa.func.count()).select_from(sa.table(name))
        ).scalar_one()
        for name in sorted(inspector.get_table_names())
    }
    whole = hashlib.sha256()
    for name in digest_tables:
        columns = [column["name"] for column in inspector.get_columns(name)]
        key = inspector.get_pk_constraint(name)["constrained_columns"]
        if not key:
            msg = f"the table {name} has no primary key"
            raise ValueError(msg)
        whole.update(msgspec.msgpack.encode([name, columns]))
        whole_row: list[sa.ColumnClause[object]] = [sa.column(column) for column in columns]
        in_order: list[sa.ColumnClause[object]] = [sa.column(column) for column in key]
        rows = connection.execute(
            sa.select(*whole_row).select_from(sa.table(name)).order_by(*in_order)
        )
        for part in rows.partitions(_ROWS_AT_ONCE):
            whole.update(msgspec.msgpack.encode([tuple(row) for row in part]))
    return Fingerprint(counts, whole.hexdigest())


def fingerprint_file(path: Path, key: bytes, digest_tables: Sequence[str]) -> Fingerprint:
    """The fingerprint of a file that no one else is writing."""
    with inspecting(path, key) as connection:
        return fingerprint(connection, digest_tables)


def check_integrity(path: Path, key: bytes, *, quick: bool = False) -> list[str]:
    """What is wrong with the file, as sentences; an empty list means it is sound.

    The full check proves every page's seal, every index and every reference; the quick one reads
    each page once and is meant for opening.

    Raises:
        StorageError: there is no such file.
    """
    if not path.is_file():
        raise StorageError(
            f"The file {path.name} is not in {path.parent}.", remedy="Choose another file."
        )
    if path.stat().st_size == 0:  # which the engine would take for a new database
        return ["The file is empty."]
    complaints: list[str] = []
    try:
        with inspecting(path, key) as connection:
            for pragma in ("PRAGMA quick_check",) if quick else _FULL_CHECK:
                complaints += _complaints(connection, pragma)
    except sa.exc.DBAPIError as error:
        complaints.append(_sentence(error))
    return complaints


_FULL_CHECK = (
    "PRAGMA cipher_integrity_check",  # names each damaged page
    "PRAGMA integrity_check",
    "PRAGMA foreign_key_check",
)


def _complaints(connection: sa.Connection, pragma: str) -> list[str]:
    try:
        rows = connection.exec_driver_sql(pragma).all()
    except sa.exc.DBAPIError as error:
        return [_sentence(error)]
    if pragma.endswith("foreign_key_check"):
        return [f"A row of {row[0]} refers to a row of {row[2]} that is missing." for row in rows]
    return [f"{row[0]}." for row in rows if row[0] != "ok"]


def _sentence(error: sa.exc.DBAPIError) -> str:
    sentence = translate(error)
    if sentence is None:
        raise error
    return sentence.what
