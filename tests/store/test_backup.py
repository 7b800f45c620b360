import datetime as dt
import json
import os
import shutil
import stat
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import StorageError
from desktop_biller.security import keyfile
from desktop_biller.store import backup as backup_module
from desktop_biller.store.backup import (
    Backup,
    Fingerprint,
    copy_backup,
    fingerprint,
    fingerprint_file,
    is_due,
    list_backups,
    make_backup,
    prune,
    restore_backup,
)
from desktop_biller.store.database import Database, open_database
from desktop_biller.store.manifest import Manifest

TABLES = ["patient", "charge"]
ADD = sa.text("INSERT INTO charge (patient_id, cents) VALUES (1, 1)")


@dataclass(frozen=True, slots=True)
class Office:
    """A practice's folder with the open database, and where its backups go."""

    folder: Path
    db: Database
    key: bytes
    target: Path

    def back_up(self, now: dt.datetime, reason: str = "daily") -> Backup:
        return make_backup(
            self.db,
            self.key,
            self.folder,
            self.target,
            reason=reason,
            now=now,
            digest_tables=[*TABLES, "of_a_later_version"],
            notes={"audit_head": "c0ffee"},
        )

    def fingerprint(self) -> Fingerprint:
        with self.db.reading() as session:
            return fingerprint(session.connection(), TABLES)


@pytest.fixture
def place(office: Path, db: Database, key: bytes, tmp_path: Path) -> Office:
    return Office(office, db, key, tmp_path / "backups")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_p27_a_backup_is_complete_checked_and_says_what_it_holds(
    place: Office, now: dt.datetime
) -> None:
    made = place.back_up(now)
    assert made.path == place.target / "20260302-141500-new"
    assert files(place.target) == ["20260302-141500-new"]
    assert files(made.path) == ["manifest.json", "office.db", "office.keys"]
    assert Fingerprint(made.counts, made.digest) == place.fingerprint()
    assert (made.path / "office.keys").read_bytes() == (place.folder / "office.keys").read_bytes()
    manifest = json.loads((made.path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["format"] == 1
    assert manifest["reason"] == "daily"
    assert manifest["digest_tables"] == TABLES
    assert manifest["notes"] == {"audit_head": "c0ffee"}
    assert list_backups(place.target) == [made]


def test_p27_a_copy_of_a_backup_is_a_backup_and_is_made_once(
    place: Office, now: dt.datetime, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = place.back_up(now)
    copy = copy_backup(made, stick, place.key)
    assert copy == replace(made, path=stick / made.path.name)
    assert list_backups(stick, place.key) == [copy]
    assert copy_backup(made, stick, place.key) == copy
    assert files(stick) == [made.path.name]
    restore_backup(copy.path, tmp_path / "restored", place.key)


def test_p27_a_copy_that_is_not_equal_is_made_again_beside_it(
    place: Office, now: dt.datetime, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = place.back_up(now)
    first = copy_backup(made, stick, place.key)
    with (first.path / "office.db").open("r+b") as stream:
        stream.truncate(100)
    second = copy_backup(made, stick, place.key)
    assert second.path.name == f"{made.path.name}-2"
    assert (second.path / "office.db").read_bytes() == (made.path / "office.db").read_bytes()


def test_p27_a_copy_that_the_disk_falsifies_is_removed_and_told(
    place: Office, now: dt.datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = place.back_up(now)

    def falsify(_source: Path, final: Path) -> None:
        final.write_bytes(b"other bytes")

    monkeypatch.setattr(backup_module, "_copy_plain_file", falsify)
    with pytest.raises(StorageError, match="was not equal and has been removed"):
        copy_backup(made, stick, place.key)
    assert files(stick) == []
    assert list_backups(place.target) == [made]


def test_p27_a_disk_that_is_not_plugged_in_does_not_become_a_folder_of_this_one(
    place: Office, now: dt.datetime, tmp_path: Path
) -> None:
    made = place.back_up(now)
    with pytest.raises(StorageError, match="is not there"):
        copy_backup(made, tmp_path / "media" / "stick", place.key)
    assert not (tmp_path / "media").exists()


def test_two_backups_of_one_second_are_two(place: Office, now: dt.datetime) -> None:
    assert place.back_up(now).path != place.back_up(now).path
    assert len(list_backups(place.target)) == 2


def test_p27_a_backup_beside_an_open_writer_holds_what_was_committed(
    place: Office, now: dt.datetime
) -> None:
    before = place.fingerprint()
    inside, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with place.db.writing() as session:
            session.execute(ADD)
            inside.set()
            assert go_on.wait(10)

    thread = threading.Thread(target=write)
    thread.start()
    assert inside.wait(5)
    made = place.back_up(now)
    go_on.set()
    thread.join()
    assert Fingerprint(made.counts, made.digest) == before
    assert place.fingerprint() != before


@pytest.mark.parametrize("moves", [1, 2])
def test_p27_a_practice_that_moves_on_meanwhile_is_copied_again(
    place: Office, now: dt.datetime, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    left = [moves]

    def slow(connection: sa.Connection, tables: list[str]) -> Fingerprint:
        found = fingerprint(connection, tables)
        if left[0]:
            left[0] -= 1
            with place.db.writing() as session:
                session.execute(ADD)
        return found

    monkeypatch.setattr(backup_module, "fingerprint", slow)
    made = place.back_up(now)
    assert left == [0]
    assert made.counts["charge"] == 2_000 + moves
    assert Fingerprint(made.counts, made.digest) == place.fingerprint()


def test_p27_a_copy_that_differs_is_thrown_away(
    place: Office, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        backup_module, "fingerprint", lambda *_: Fingerprint({"charge": 1}, "another")
    )
    with pytest.raises(StorageError, match="not equal to the practice"):
        place.back_up(now)
    assert files(place.target) == []


def test_a_backup_of_a_damaged_practice_fails_in_words_and_leaves_nothing(
    place: Office, now: dt.datetime, key: bytes
) -> None:
    place.db.close()
    path = place.folder / "office.db"
    with path.open("r+b") as stream:
        stream.seek(path.stat().st_size // 2)
        stream.write(b"\0" * 64)
    db = Database(path, key)
    with pytest.raises(StorageError, match="damaged"):
        Office(place.folder, db, key, place.target).back_up(now)
    db.close()
    assert files(place.target) == []


def test_p27_a_place_that_is_gone_fails_in_words(place: Office, now: dt.datetime) -> None:
    place.target.write_text("a file where the folder was", encoding="utf-8")
    with pytest.raises(StorageError, match="backups could not be written"):
        place.back_up(now)


def test_p21_a_full_disk_makes_no_backup_and_says_so(
    place: Office, now: dt.datetime, small_disk: Path
) -> None:
    (small_disk / "photos").write_bytes(bytes(2_900_000))
    with pytest.raises(StorageError, match="disk is full"):
        replace(place, target=small_disk).back_up(now)
    assert files(small_disk) == ["photos"]
    assert place.fingerprint().counts["charge"] == 2_000


def test_p01_a_backup_carries_no_plain_text(place: Office, now: dt.datetime) -> None:
    with place.db.writing() as session:
        session.execute(sa.text("UPDATE patient SET name = 'Canary Łukasz' WHERE id < 50"))
    made = place.back_up(now)
    for path in made.path.iterdir():
        assert b"Canary" not in path.read_bytes()


def test_p27_a_read_only_practice_can_be_backed_up(
    read_only_office: Path, key: bytes, now: dt.datetime
) -> None:
    db = open_database(read_only_office, key)
    target = db.path.parent / "backups"  # the one place this test's user may write to
    made = make_backup(
        db, key, read_only_office, target, reason="rescue", now=now, digest_tables=TABLES
    )
    db.close()
    assert made.counts["charge"] >= 2_000


@pytest.mark.skipif(sys.platform == "win32", reason="permission bits are POSIX")
def test_p01_a_backup_and_what_is_restored_from_it_are_private_whatever_the_umask(
    place: Office, now: dt.datetime, tmp_path: Path
) -> None:
    before = os.umask(0)
    try:
        made = place.back_up(now)
        restore_backup(made.path, tmp_path / "new" / "restored", place.key)
    finally:
        os.umask(before)
    for top in (place.target, tmp_path / "new"):
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [top, *top.rglob("*")]}
        wanted = {path: 0o700 if path.is_dir() else 0o600 for path in modes}
        assert modes == wanted


# --- Restore ------------------------------------------------------------------------------------


@pytest.mark.parametrize("exists", [True, False])
def test_p28_a_backup_is_restored_into_a_new_or_empty_folder(
    place: Office, now: dt.datetime, tmp_path: Path, key: bytes, exists: bool
) -> None:
    made = place.back_up(now)
    into = tmp_path / "restored"
    if exists:
        into.mkdir()
    assert restore_backup(made.path, into, key) == made
    assert files(into) == ["office.db", "office.keys"]
    assert fingerprint_file(into / "office.db", key, TABLES) == place.fingerprint()
    db = open_database(into, key)
    with db.writing() as session:
        session.execute(ADD)
    db.close()
    assert files(tmp_path) == ["backups", "practice", "restored"]


def test_a_folder_that_holds_something_is_never_restored_into(
    place: Office, now: dt.datetime, key: bytes
) -> None:
    made = place.back_up(now)
    before = (place.folder / "office.db").read_bytes()
    with pytest.raises(StorageError, match="is not empty"):
        restore_backup(made.path, place.folder, key)
    assert (place.folder / "office.db").read_bytes() == before


def flip_page(backup: Path) -> None:
    path = backup / "office.db"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def edit_manifest(backup: Path) -> None:
    path = backup / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"daily"', b'"weekly"'))


def forge_manifest(backup: Path) -> None:
    """A manifest with a seal, but under another key."""
    path = backup / "manifest.json"
    fields = json.loads(path.read_bytes())
    for name in ("format", "seal"):
        del fields[name]
    fields["created"] = dt.datetime.fromisoformat(fields["created"])
    fields["digest_tables"] = tuple(fields["digest_tables"])
    path.write_bytes(Manifest.sealed(bytes(32), **fields).to_bytes())


def exchange_keys(backup: Path) -> None:
    (backup / "office.keys").write_bytes(b"{}")


def exchange_database(backup: Path) -> None:
    """An older file of the same practice, under the manifest of a newer one."""
    older = next(path for path in backup.parent.iterdir() if path != backup)
    shutil.copyfile(older / "office.db", backup / "office.db")


def truncate(backup: Path) -> None:
    path = backup / "office.db"
    path.write_bytes(path.read_bytes()[:-4096])


def link_database(backup: Path) -> None:
    path = backup / "office.db"
    (backup / "elsewhere").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(backup / "elsewhere")


def link_manifest(backup: Path) -> None:
    path = backup / "manifest.json"
    (backup / "elsewhere").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(backup / "elsewhere")


def remove_manifest(backup: Path) -> None:
    (backup / "manifest.json").unlink()


def folder_for_file(backup: Path) -> None:
    (backup / "office.keys").unlink()
    (backup / "office.keys").mkdir()


def newer_format(backup: Path) -> None:
    (backup / "manifest.json").write_text('{"format": 2, "new": true}', encoding="utf-8")


def nonsense(backup: Path) -> None:
    (backup / "manifest.json").write_bytes(b"\xff" * 50)


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (flip_page, "HMAC verification failed"),
        (truncate, "can't be restored"),
        (edit_manifest, "altered after it was made"),
        (forge_manifest, "altered after it was made"),
        (exchange_keys, "altered after it was made"),
        (exchange_database, "altered after it was made"),
        (link_database, "no plain file"),
        (folder_for_file, "no plain file"),
        (link_manifest, "no complete backup"),
        (remove_manifest, "no complete backup"),
        (nonsense, "no complete backup"),
        (newer_format, "newer version"),
    ],
)
def test_p31_a_backup_that_was_tampered_with_is_not_restored(
    place: Office, now: dt.datetime, tamper: Callable[[Path], None], words: str
) -> None:
    place.back_up(now - dt.timedelta(days=1))
    with place.db.writing() as session:
        session.execute(ADD)
    made = place.back_up(now)
    tamper(made.path)
    home = place.target.parent
    with pytest.raises(StorageError, match=words) as caught:
        restore_backup(made.path, home / "restored", place.key)
    assert caught.value.effect == "Nothing was restored."
    assert files(home) == ["backups", "practice"]


def test_another_practices_key_restores_nothing(
    place: Office, now: dt.datetime, tmp_path: Path
) -> None:
    made = place.back_up(now)
    with pytest.raises(StorageError, match="can't be restored"):
        restore_backup(made.path, tmp_path / "restored", bytes(32))
    assert not (tmp_path / "restored").exists()


def test_p03_an_old_backup_opens_with_the_passphrase_of_its_day(
    place: Office, now: dt.datetime, tmp_path: Path, passphrase: str
) -> None:
    made = place.back_up(now)
    keyfile.change_passphrase(
        place.folder / "office.keys",
        "Maria",
        passphrase,
        "another one altogether",
        cost=keyfile.Cost(memory_kib=64),
    )
    opened = keyfile.unlock(made.path / "office.keys", None, passphrase)
    restore_backup(made.path, tmp_path / "restored", opened.key)
    assert keyfile.unlock(tmp_path / "restored" / "office.keys", None, passphrase) == opened


# --- Which are kept -----------------------------------------------------------------------------


KEY, OTHER_KEY = bytes(32), bytes(range(32))


def pretend(target: Path, moment: dt.datetime, key: bytes = KEY) -> Path:
    """A backup's folder as far as lists and pruning look into it."""
    path = target / f"{moment:%Y%m%d-%H%M%S}-new"
    path.mkdir(parents=True)
    manifest = Manifest.sealed(
        key,
        created=moment,
        reason="daily",
        revision=None,
        counts={},
        digest="",
        digest_tables=(),
        program="0",
        keys_sha256="",
        notes={},
    )
    (path / "manifest.json").write_bytes(manifest.to_bytes())
    return path


def test_p27_seven_days_four_weeks_and_twelve_months_are_kept(
    tmp_path: Path, now: dt.datetime
) -> None:
    for age in range(500):
        pretend(tmp_path, now - dt.timedelta(days=age))
    removed = prune(tmp_path, now, KEY)
    kept = {backup.created.date() for backup in list_backups(tmp_path)}
    today = now.date()  # Monday, March 2, 2026
    days = {today - dt.timedelta(days=n) for n in range(7)}
    weeks = {today} | {dt.date(2026, 3, 1) - dt.timedelta(weeks=n) for n in range(3)}
    firsts = [dt.date(2025, month, 1) for month in range(5, 13)]
    firsts += [dt.date(2026, month, 1) for month in range(1, 4)]
    months = {today} | {first - dt.timedelta(days=1) for first in firsts}
    assert kept == days | weeks | months
    assert len(removed) + len(kept) == 500
    assert not any(backup.path.exists() for backup in removed)
    assert prune(tmp_path, now, KEY) == []


def test_p27_an_office_that_was_closed_loses_nothing(tmp_path: Path, now: dt.datetime) -> None:
    for days in range(100, 107):
        pretend(tmp_path, now - dt.timedelta(days=days))
    assert prune(tmp_path, now, KEY) == []


def test_all_of_today_and_what_seems_to_come_from_the_future_is_kept(
    tmp_path: Path, now: dt.datetime
) -> None:
    pretend(tmp_path, now - dt.timedelta(hours=3))
    pretend(tmp_path, now)
    pretend(tmp_path, now + dt.timedelta(days=400))
    pretend(tmp_path, now + dt.timedelta(days=400, hours=1))
    assert prune(tmp_path, now, KEY) == []


def test_only_backups_are_pruned(tmp_path: Path, now: dt.datetime) -> None:
    old = pretend(tmp_path, now - dt.timedelta(days=3000))
    for days in range(400):
        pretend(tmp_path, now - dt.timedelta(days=days))
    (old / "manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "holiday.jpg").write_bytes(b"")
    assert prune(tmp_path, now, KEY)
    assert old.exists()
    assert (tmp_path / "holiday.jpg").exists()


def test_p27_practices_that_share_a_folder_keep_each_others_backups(
    tmp_path: Path, now: dt.datetime
) -> None:
    ages = [dt.timedelta(days=age) for age in range(100)]
    theirs = {pretend(tmp_path, now - age - dt.timedelta(hours=1), OTHER_KEY) for age in ages}
    ours = {pretend(tmp_path, now - age) for age in ages}
    removed = {backup.path for backup in prune(tmp_path, now, KEY)}
    assert removed
    assert removed < ours
    assert {backup.path for backup in list_backups(tmp_path, OTHER_KEY)} == theirs
    assert {backup.path for backup in list_backups(tmp_path, KEY)} == ours - removed


def test_an_altered_manifest_is_nobodys_and_stays(tmp_path: Path, now: dt.datetime) -> None:
    for days in range(400):
        path = pretend(tmp_path, now - dt.timedelta(days=days))
        edit_manifest(path)
    assert list_backups(tmp_path, KEY) == []
    assert prune(tmp_path, now, KEY) == []
    assert len(list_backups(tmp_path)) == 400


def test_only_a_practices_own_unfinished_backups_are_swept_away_and_not_at_once(
    place: Office, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As a crash would leave it.
    monkeypatch.setattr(shutil, "rmtree", lambda *_args, **_more: None)
    monkeypatch.setattr(backup_module, "fingerprint_file", lambda *_: None)
    with pytest.raises(StorageError, match="not equal"):
        place.back_up(now)
    monkeypatch.undo()
    left = files(place.target)
    assert [name.startswith(".unfinished-") for name in left] == [True]
    later = dt.datetime.now(now.tzinfo) + dt.timedelta(days=2)
    prune(place.target, dt.datetime.now(now.tzinfo), place.key)
    prune(place.target, later, KEY)
    assert files(place.target) == left
    prune(place.target, later, place.key)
    assert files(place.target) == []


def test_a_backup_is_due_until_one_of_today_is_there(tmp_path: Path, now: dt.datetime) -> None:
    assert is_due(tmp_path / "missing", now, KEY)
    pretend(tmp_path, now - dt.timedelta(days=1))
    assert is_due(tmp_path, now, KEY)
    pretend(tmp_path, now, OTHER_KEY)
    assert is_due(tmp_path, now, KEY)
    # 11 PM in Chicago is tomorrow in London, and still today's backup.
    pretend(tmp_path, now.replace(hour=23).astimezone(dt.UTC))
    assert not is_due(tmp_path, now, KEY)
    assert is_due(tmp_path, now + dt.timedelta(days=1), KEY)
