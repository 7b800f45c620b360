import random
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import StorageError
from desktop_biller.store.check import check_integrity, fingerprint, fingerprint_file
from desktop_biller.store.database import Database

PAGE = 4096
TABLES = ["patient", "charge"]


def test_a_sound_file_has_no_complaints(office: Path, key: bytes) -> None:
    assert check_integrity(office / "office.db", key) == []
    assert check_integrity(office / "office.db", key, quick=True) == []


def test_p23_a_damaged_page_is_named_by_its_number(office: Path, key: bytes) -> None:
    path = office / "office.db"
    with path.open("r+b") as stream:
        stream.seek(10 * PAGE + 100)
        stream.write(b"\0")
    assert "HMAC verification failed for page 11." in check_integrity(path, key)
    assert check_integrity(path, key, quick=True) != []


@pytest.mark.parametrize("damage", ["flipped bit", "truncation", "zeroed page"])
def test_p23_no_damage_stays_silent(office: Path, key: bytes, tmp_path: Path, damage: str) -> None:
    rng = random.Random(23)
    whole = (office / "office.db").read_bytes()
    victim = tmp_path / "victim.db"
    silent = []
    for _ in range(50):
        at = rng.randrange(len(whole))
        data = bytearray(whole)
        if damage == "flipped bit":
            data[at] ^= 1 << rng.randrange(8)
        elif damage == "truncation":
            # Half of them at the border of a page, where the loss is least visible.
            del data[at - at % PAGE if rng.random() < 0.5 else at :]
        else:
            data[at - at % PAGE : at - at % PAGE + PAGE] = bytes(PAGE)
        victim.write_bytes(data)
        if check_integrity(victim, key) == []:
            silent.append(at)
    assert silent == []


def test_another_key_and_a_damaged_first_page_are_one_complaint(office: Path, key: bytes) -> None:
    other = check_integrity(office / "office.db", bytes(32))
    with (office / "office.db").open("r+b") as stream:
        stream.write(b"\0" * 16)
    assert check_integrity(office / "office.db", key) == other
    assert len(other) == 1
    assert "can't be read" in other[0]


def test_an_orphan_is_found_though_every_page_is_sound(office: Path, key: bytes) -> None:
    db = Database(office / "office.db", key)
    with db.writing() as session:
        session.execute(sa.text("PRAGMA defer_foreign_keys=ON"))
        session.execute(sa.text("PRAGMA ignore_check_constraints=ON"))
        session.execute(sa.text("PRAGMA writable_schema=ON"))
        session.execute(
            sa.text(
                "UPDATE sqlite_master SET sql = "
                "replace(sql, 'REFERENCES patient', 'REFERENCES missing') WHERE name = 'charge'"
            )
        )
    db.close()
    assert any(
        "refers to a row of" in words for words in check_integrity(office / "office.db", key)
    )


def test_a_missing_file_is_refused_and_an_empty_one_named(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(StorageError, match="is not in"):
        check_integrity(tmp_path / "office.db", key)
    (tmp_path / "office.db").touch()
    assert check_integrity(tmp_path / "office.db", key) == ["The file is empty."]


CHANGES = [
    "UPDATE charge SET cents = cents + 1 WHERE id = 77",
    "UPDATE charge SET note = NULL WHERE note = ''",
    "UPDATE patient SET name = 'Łukasz' WHERE id = 5",
    "DELETE FROM charge WHERE id = 2000",
    "UPDATE charge SET id = 9000 WHERE id = 2000",
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_digest_sees_every_change_of_a_row(db: Database, change: str) -> None:
    with db.reading() as session:
        before = fingerprint(session.connection(), TABLES)
    with db.writing() as session:
        session.execute(sa.text("UPDATE charge SET note = '' WHERE id = 3"))
        session.execute(sa.text(change))
    with db.reading() as session:
        assert fingerprint(session.connection(), TABLES).digest != before.digest


def test_the_digest_is_of_the_rows_and_not_of_their_place_in_the_file(
    office: Path, db: Database, key: bytes, tmp_path: Path
) -> None:
    before = fingerprint_file(db.path, key, TABLES)
    with db.writing() as session:
        rows = session.execute(sa.text("SELECT * FROM charge ORDER BY id DESC")).mappings().all()
        session.execute(sa.text("DELETE FROM charge"))
        session.execute(
            sa.text("INSERT INTO charge VALUES (:id, :patient_id, :cents, :note)"),
            [dict(row) for row in rows],
        )
    db.close()
    copy = shutil.copyfile(office / "office.db", tmp_path / "copy.db")
    assert fingerprint_file(copy, key, TABLES) == before
    assert before.counts == {"charge": 2000, "patient": 300}


def test_a_digest_needs_an_order(db: Database) -> None:
    with db.writing() as session:
        session.execute(sa.text("CREATE TABLE loose (a TEXT)"))
    with db.reading() as session, pytest.raises(ValueError, match="no primary key"):
        fingerprint(session.connection(), ["loose"])
