import os
import sqlite3
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]  # ships no stubs

from desktop_biller.foundation.errors import StorageError
from desktop_biller.store import engine as engine_module
from desktop_biller.store.engine import check_library, inspecting, open_engine, translate

EXPECTED = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
    "cache_size": -65536,
    "busy_timeout": 5000,
    "temp_store": 0,  # as compiled: in memory, see below
    "mmap_size": 0,
    "locking_mode": "normal",
}


@pytest.mark.parametrize("writer", [True, False])
def test_every_pragma_is_in_force_on_a_live_connection(
    office: Path, key: bytes, writer: bool
) -> None:
    engine = open_engine(office / "office.db", key, writer=writer)
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in EXPECTED
        }
        query_only = connection.exec_driver_sql("PRAGMA query_only").scalar_one()
        compiled = {row[0] for row in connection.exec_driver_sql("PRAGMA compile_options")}
    engine.dispose()
    assert found == EXPECTED
    assert query_only == (not writer)
    assert "TEMP_STORE=2" in compiled


def test_the_library_encrypts_and_is_not_one_that_corrupts() -> None:
    assert sqlcipher.sqlite_version_info >= (3, 51, 3)
    check_library(sqlcipher.sqlite_version_info, "4.19.0 community")


@pytest.mark.parametrize(
    ("version", "cipher"), [((3, 51, 2), "4.12.0"), ((3, 53, 4), None), ((3, 53, 4), "")]
)
def test_an_unsafe_library_is_refused(version: tuple[int, ...], cipher: str | None) -> None:
    with pytest.raises(StorageError, match="no safe encrypted database engine"):
        check_library(version, cipher)


def test_a_plain_library_is_refused_before_it_writes_a_byte(
    tmp_path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "sqlcipher", sqlite3)
    path = tmp_path / "office.db"
    engine = open_engine(path, key, writer=True)
    with pytest.raises(StorageError, match="no safe encrypted database engine"):
        engine.connect()
    assert path.stat().st_size == 0


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_key_of_another_length_is_never_sent(office: Path, size: int) -> None:
    engine = open_engine(office / "office.db", bytes(size), writer=True)
    with pytest.raises(ValueError, match="32 bytes"):
        engine.connect()


def test_trouble_leaves_no_log_on_the_terminal_or_in_the_folder(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    engine = open_engine(office / "office.db", bytes(32), writer=True)
    with pytest.raises(sa.exc.DatabaseError, match="not a database"):
        engine.connect()
    assert list(empty.iterdir()) == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="permission bits are POSIX")
def test_a_new_practice_file_and_its_log_are_readable_by_their_owner_only(
    tmp_path: Path, key: bytes
) -> None:
    engine = open_engine(tmp_path / "office.db", key, writer=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (id INTEGER PRIMARY KEY) STRICT")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    engine.dispose()
    assert modes == {"office.db": 0o600, "office.db-wal": 0o600, "office.db-shm": 0o600}


def test_a_missing_file_is_named_and_not_created(tmp_path: Path, key: bytes) -> None:
    engine = open_engine(tmp_path / "office.db", key, writer=False)
    with pytest.raises(StorageError, match=r"office\.db is not in"):
        engine.connect()
    assert list(tmp_path.iterdir()) == []


def test_an_inspection_can_not_write_and_leaves_the_journal_mode_alone(
    tmp_path: Path, office: Path, key: bytes
) -> None:
    copy = tmp_path / "copy.db"
    with inspecting(office / "office.db", key, query_only=False) as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(copy),))
    before = copy.read_bytes()
    with inspecting(copy, key) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "delete"
        with pytest.raises(sa.exc.OperationalError, match="readonly"):
            connection.exec_driver_sql("DELETE FROM charge")
    assert copy.read_bytes() == before


def test_a_writer_that_waits_too_long_is_told_in_words(
    office: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "_BUSY_SECONDS", 0.05)
    first, second = (open_engine(office / "office.db", key, writer=True) for _ in range(2))
    with first.connect() as holder, second.connect() as waiter:
        holder.begin()
        with pytest.raises(sa.exc.OperationalError) as caught:
            waiter.begin()
    first.dispose()
    second.dispose()
    sentence = translate(caught.value)
    assert sentence is not None
    assert "busy" in sentence.what


def test_a_broken_rule_of_the_schema_is_no_trouble_of_the_disk(office: Path, key: bytes) -> None:
    engine = open_engine(office / "office.db", key, writer=True)
    with engine.connect() as connection, pytest.raises(sa.exc.IntegrityError) as caught:
        connection.exec_driver_sql("INSERT INTO charge (patient_id, cents) VALUES (9999, 1)")
    engine.dispose()
    assert translate(caught.value) is None
