import itertools
import shutil
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import StorageError
from desktop_biller.store import database as database_module
from desktop_biller.store.check import check_integrity
from desktop_biller.store.database import Database, open_database
from desktop_biller.store.engine import inspecting

COUNT = sa.text("SELECT count(*) FROM charge")
ADD = sa.text("INSERT INTO charge (patient_id, cents, note) VALUES (1, :cents, :note)")
BIG: dict[str, object] = {"cents": 1, "note": "x" * 20_000}


def count(db: Database) -> int:
    with db.reading() as session:
        return int(session.execute(COUNT).scalar_one())


def write(db: Database, *statements: tuple[sa.TextClause, dict[str, object]]) -> None:
    with db.writing() as session:
        for statement, values in statements:
            session.execute(statement, values)


def test_leaving_writing_commits_and_an_open_reader_keeps_its_snapshot(db: Database) -> None:
    with db.reading() as reader:
        before = reader.execute(COUNT).scalar_one()
        with db.writing() as session:
            session.execute(ADD, BIG)
            assert count(db) == before
        assert reader.execute(COUNT).scalar_one() == before
    assert count(db) == before + 1


@pytest.mark.parametrize("bug", [ValueError, KeyboardInterrupt])
def test_an_exception_in_writing_rolls_back(db: Database, bug: type[BaseException]) -> None:
    before = count(db)

    def fail() -> None:
        with db.writing() as session:
            session.execute(ADD, BIG)
            raise bug

    with pytest.raises(bug):
        fail()
    assert count(db) == before
    with db.writing() as session:
        session.execute(ADD, BIG)
    assert count(db) == before + 1


def test_a_reading_session_can_not_write(db: Database) -> None:
    before = count(db)
    with pytest.raises(sa.exc.OperationalError, match="readonly"), db.reading() as session:
        session.execute(ADD, BIG)
    assert count(db) == before


def test_a_broken_rule_of_the_schema_arrives_unchanged_and_rolls_back(db: Database) -> None:
    before = count(db)
    orphan = sa.text("INSERT INTO charge (patient_id, cents) VALUES (9999, 1)")
    with pytest.raises(sa.exc.IntegrityError):
        write(db, (ADD, BIG), (orphan, {}))
    assert count(db) == before


def test_replace_does_not_slip_past_a_delete_trigger(db: Database) -> None:
    with db.writing() as session:
        session.execute(
            sa.text(
                "CREATE TRIGGER keep BEFORE DELETE ON charge "
                "BEGIN SELECT RAISE(ABORT, 'posted rows stay'); END"
            )
        )
    with pytest.raises(sa.exc.IntegrityError, match="posted rows stay"), db.writing() as session:
        session.execute(sa.text("REPLACE INTO charge (id, patient_id, cents) VALUES (1, 1, 0)"))


def test_writing_inside_writing_is_a_bug_and_is_called_one(db: Database) -> None:
    with db.writing(), pytest.raises(RuntimeError, match="inside writing"), db.writing():
        pass
    with db.writing() as session:
        session.execute(ADD, BIG)


def test_two_threads_take_turns_in_the_write_lane(db: Database) -> None:
    before = count(db)
    inside = threading.Event()
    go_on = threading.Event()

    def first() -> None:
        with db.writing() as session:
            inside.set()
            assert go_on.wait(5)
            session.execute(ADD, BIG)

    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(5)
    threading.Timer(0.05, go_on.set).start()
    with db.writing() as session:
        assert session.execute(COUNT).scalar_one() == before + 1
        session.execute(ADD, BIG)
    thread.join()
    assert count(db) == before + 2


def test_a_closed_practice_forgets_its_key_and_opens_no_more(db: Database) -> None:
    db.close()
    db.close()
    with pytest.raises(RuntimeError, match="closed"), db.reading():
        pass
    with pytest.raises(RuntimeError, match="closed"), db.writing():
        pass


def test_closing_leaves_no_log_behind(office: Path, key: bytes) -> None:
    db = Database(office / "office.db", key)
    with db.writing() as session:
        session.execute(ADD, BIG)
    assert (office / "office.db-wal").exists()
    db.close()
    assert sorted(p.name for p in office.iterdir()) == ["office.db", "office.keys"]


# --- Damage -------------------------------------------------------------------------------------


def test_another_key_and_a_damaged_first_page_are_told_at_open(office: Path, key: bytes) -> None:
    with pytest.raises(StorageError, match="beginning is damaged, or it belongs to another key"):
        open_database(office, bytes(32))
    with (office / "office.db").open("r+b") as stream:
        stream.seek(200)
        stream.write(b"\0" * 16)
    with pytest.raises(StorageError, match="beginning is damaged, or it belongs to another key"):
        open_database(office, key)


def test_p23_a_damaged_page_is_told_and_never_read_as_data(office: Path, key: bytes) -> None:
    path = office / "office.db"
    with path.open("r+b") as stream:
        stream.seek(path.stat().st_size // 2)
        stream.write(b"\xff")
    db = open_database(office, key)
    with (
        pytest.raises(StorageError, match="damaged") as caught,
        db.reading() as session,
    ):
        session.execute(sa.text("SELECT * FROM charge")).all()
    db.close()
    assert "restore the last good backup" in str(caught.value)


def test_an_empty_or_missing_file_is_no_new_practice(office: Path, key: bytes) -> None:
    (office / "office.db").write_bytes(b"")
    with pytest.raises(StorageError, match="empty"):
        open_database(office, key)
    (office / "office.db").unlink()
    with pytest.raises(StorageError, match="no practice in"):
        open_database(office, key)
    assert not (office / "office.db").exists()


# --- Full disk ----------------------------------------------------------------------------------


def test_p21_a_full_file_loses_nothing_that_was_saved(
    office: Path, db: Database, key: bytes
) -> None:
    with db.writing() as session:
        session.execute(ADD, BIG)
        pages = session.execute(sa.text("PRAGMA page_count")).scalar_one()
        session.execute(sa.text(f"PRAGMA max_page_count={pages + 20}"))
    before = count(db)
    with pytest.raises(StorageError, match="disk is full") as caught:
        write(db, *[(ADD, BIG)] * 20)
    assert "saved before is intact" in str(caught.value)
    assert count(db) == before
    assert check_integrity(office / "office.db", key) == []


def test_after_a_full_disk_nothing_more_is_written_in_that_transaction(db: Database) -> None:
    before = count(db)

    def go_on_regardless() -> None:
        with db.writing() as session:
            pages = session.execute(sa.text("PRAGMA page_count")).scalar_one()
            session.execute(sa.text(f"PRAGMA max_page_count={pages}"))
            with pytest.raises(sa.exc.OperationalError, match="full"):
                session.execute(ADD, {"cents": 1, "note": "x" * 500_000})
            session.execute(ADD, {"cents": 1, "note": ""})

    with pytest.raises(RuntimeError, match="has ended this transaction"):
        go_on_regardless()
    assert count(db) == before


def test_p21_a_full_disk_loses_nothing_that_was_saved(
    small_disk: Path, template: Path, key: bytes
) -> None:
    office = Path(shutil.copytree(template, small_disk / "practice"))
    db = open_database(office, key)
    before = saved = count(db)
    sentence = None
    while sentence is None:
        try:
            write(db, (ADD, BIG))
            saved += 1
        except StorageError as error:
            sentence = error
    assert "saved before is intact" in sentence.effect
    assert saved > before
    assert count(db) == saved
    db.close()
    again = open_database(office, key)
    assert count(again) == saved
    again.close()
    assert check_integrity(office / "office.db", key) == []


# --- Read-only ----------------------------------------------------------------------------------


def test_p22_a_read_only_practice_shows_all_that_was_saved(
    read_only_office: Path, key: bytes
) -> None:
    db = open_database(read_only_office, key)
    copy = db.path
    rows = count(db)
    with pytest.raises(StorageError, match="for reading only"), db.writing():
        pass
    db.close()
    assert db.read_only
    assert rows == (2_001 if (read_only_office / "office.db-wal").exists() else 2_000)
    assert copy.parent != read_only_office
    assert not copy.exists()


def test_p22_a_read_only_practice_is_not_copied_half_written(
    read_only_office: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = itertools.count()
    monkeypatch.setattr(database_module, "_state", lambda _path: (next(ticks), 0))
    with pytest.raises(StorageError, match="someone is working in it"):
        open_database(read_only_office, key)


# --- Plain text ---------------------------------------------------------------------------------


def test_p01_no_plain_text_reaches_the_file_or_its_log(office: Path, key: bytes) -> None:
    canaries = [f"Canary-{n}-Łukasz O'Neil 123-45-{n:04d}" for n in range(50)]
    db = Database(office / "office.db", key)
    with db.writing() as session:
        session.execute(ADD, [{"cents": 1, "note": canary} for canary in canaries])
    found = {
        path.name: sum(canary.encode() in path.read_bytes() for canary in canaries)
        for path in office.iterdir()
    }
    assert set(found) == {"office.db", "office.db-wal", "office.db-shm", "office.keys"}
    assert set(found.values()) == {0}
    db.close()
    assert not any(c.encode() in (office / "office.db").read_bytes() for c in canaries)
    with inspecting(office / "office.db", key) as connection:
        row = connection.execute(
            sa.text("SELECT count(*) FROM charge WHERE note LIKE 'Canary-%'")
        ).scalar_one()
    assert row == len(canaries)
