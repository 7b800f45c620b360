"""Making, opening and keeping a practice: what the command line's tests don't reach."""

import datetime as dt
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import (
    PermissionDeniedError,
    RefusedError,
    StorageError,
    UserError,
)
from desktop_biller.models.access import AuditRow, User
from desktop_biller.security import keyfile
from desktop_biller.store.backup import list_backups
from desktop_biller.workflow import opening
from desktop_biller.workflow.closing.export import export_ledger
from desktop_biller.workflow.opening import (
    create_practice,
    open_practice,
    set_passphrase_by_recovery_code,
)
from desktop_biller.workflow.papers import read_paper
from desktop_biller.workflow.upkeep import (
    back_up,
    close_practice,
    restore,
    restore_drill,
    verify_practice,
)
from tests.office import CHEAP, OWNER, PASSPHRASE, Office, catalogue, fixed_clock, opened

NEW = "eleven geese near the harbor"


def create(folder: Path) -> str:
    return create_practice(
        folder,
        OWNER,
        practice_name="Cedar Hollow",
        clock=fixed_clock(),
        time_zone="America/New_York",
        cost=CHEAP,
    )


def last_event(office: Office) -> str | None:
    query = sa.select(AuditRow.event).order_by(AuditRow.seq.desc()).limit(1)
    with office.ws.db.reading() as session:
        return session.scalar(query)


# --- Making and opening -------------------------------------------------------------------------


def test_a_practice_is_made_only_in_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StorageError, match="is not empty"):
        create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    (tmp_path / "empty").mkdir()
    assert create(tmp_path / "empty")


def test_a_practice_that_could_not_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: Any, **_more: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(opening, "_first_rows", fails)
    with pytest.raises(ZeroDivisionError):
        create(tmp_path / "practice")
    assert list(tmp_path.iterdir()) == []


def test_a_closed_workspace_knows_no_key_and_lets_the_next_one_in(practice_folder: Path) -> None:
    with opened(practice_folder) as office:
        ws = office.ws
        with pytest.raises(StorageError), opened(practice_folder):
            pass
    assert ws.key == b""
    with opened(practice_folder) as office:
        assert last_event(office) == "practice.opened"


def test_a_user_who_left_cannot_open(practice_folder: Path) -> None:
    with opened(practice_folder) as office, office.ws.db.writing() as session:
        session.execute(sa.update(User).values(active=False))
    with pytest.raises(UserError, match="is not a user of this practice any more"):
        open_practice(practice_folder, PASSPHRASE, catalogue=catalogue(), clock=fixed_clock())


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lambda data: data[:20_000] + bytes(4_096) + data[24_096:], "A part of the practice file"),
        (lambda _: b"", "The practice file is damaged (The file is empty)."),
    ],
)
def test_a_damaged_file_is_told_once(damage: Any, what: str, practice_folder: Path) -> None:
    path = practice_folder / "office.db"
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(StorageError) as caught:
        open_practice(practice_folder, PASSPHRASE, catalogue=catalogue(), clock=fixed_clock())
    assert caught.value.what.startswith(what)
    assert caught.value.what.count("damaged") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="permission bits are POSIX")
def test_p01_a_practice_is_private_whatever_the_umask(tmp_path: Path) -> None:
    folder, into = tmp_path / "practice", tmp_path / "restored"
    before = os.umask(0)
    try:
        create(folder)
        assert modes_under(folder) == {"": 0o700, "office.db": 0o600, "office.keys": 0o600}
        with opened(folder) as office:
            assert wide_open(folder) == []
            assert "office.lock" in modes_under(folder)
            restore(back_up(office.ws).path, into, PASSPHRASE)
            close_practice(office.ws)
    finally:
        os.umask(before)
    assert {"backups", "office.lock"} <= modes_under(folder).keys()
    assert wide_open(folder) == wide_open(into) == []


def modes_under(folder: Path) -> dict[str, int]:
    found = {str(p.relative_to(folder)): p for p in folder.rglob("*")} | {"": folder}
    return {name: stat.S_IMODE(path.stat().st_mode) for name, path in found.items()}


def wide_open(folder: Path) -> list[str]:
    """What others than the owner may read or write."""
    return [name for name, mode in modes_under(folder).items() if mode & 0o077]


def test_the_recovery_code_helps_only_users_of_the_practice(tmp_path: Path) -> None:
    code = create(tmp_path / "practice")
    with pytest.raises(UserError, match="There is no user nobody"):
        set_passphrase_by_recovery_code(tmp_path / "practice", "nobody", code, NEW)


# --- Keeping ------------------------------------------------------------------------------------


def test_p28_a_drill_finds_the_newest_backup_equal_until_something_is_posted(
    busy_office: Office,
) -> None:
    with pytest.raises(StorageError, match="no backup yet"):
        restore_drill(busy_office.ws)
    back_up(busy_office.ws)
    drilled = restore_drill(busy_office.ws)
    assert drilled.equal
    assert drilled.backup_digest == drilled.live_digest
    busy_office.pay(1, 100, "account")
    assert not restore_drill(busy_office.ws).equal


def test_p27_two_practices_keep_their_backups_in_one_folder(tmp_path: Path) -> None:
    shared = tmp_path / "both"
    for name in ("one", "two"):
        create(tmp_path / name)
    for day in range(1, 20):
        for name in ("one", "two"):
            with opened(tmp_path / name) as office:
                if name == "one" or day == 1:
                    office.on(dt.date(2026, 3, day))
                    back_up(office.ws, shared)
    with opened(tmp_path / "two") as office:
        assert len(list_backups(shared, office.ws.key)) == 1
        assert len(list_backups(shared)) < 20


def test_p27_leaving_makes_a_backup_of_a_new_passphrase_but_not_of_mere_opening(
    practice_folder: Path,
) -> None:
    def leave() -> int:
        close_practice(
            open_practice(practice_folder, PASSPHRASE, catalogue=catalogue(), clock=fixed_clock())
        )
        return len(list((practice_folder / "backups").iterdir()))

    assert (leave(), leave()) == (1, 1)
    keyfile.change_passphrase(
        practice_folder / "office.keys", OWNER.name, PASSPHRASE, PASSPHRASE, cost=CHEAP
    )
    assert (leave(), leave()) == (2, 2)


def test_p27_another_practices_backup_of_today_does_not_count(tmp_path: Path) -> None:
    create(tmp_path / "one")
    create(tmp_path / "two")
    with opened(tmp_path / "one") as office:
        back_up(office.ws, tmp_path / "two" / "backups")
    with opened(tmp_path / "two") as office:
        with pytest.raises(StorageError, match="no backup yet"):
            restore_drill(office.ws)
        key = office.ws.key
        close_practice(office.ws)
    assert len(list_backups(tmp_path / "two" / "backups", key)) == 1


def test_p28_nothing_is_restored_into_a_practice_or_a_backup(office: Office) -> None:
    made = back_up(office.ws).path
    for outer in (office.ws.folder, office.ws.folder / "backups", made):
        with office.refusing("which holds a practice or a backup"):
            restore(made, outer / "restored", PASSPHRASE)
        assert not (outer / "restored").exists()


def test_p27_no_backup_is_put_beside_a_practices_files_or_into_a_backup(
    office: Office, tmp_path: Path
) -> None:
    made = back_up(office.ws).path
    for target in (office.ws.folder, made, made / "inside"):
        before = sorted(tmp_path.rglob("*"))
        with office.refusing("holds a practice or a backup itself"):
            back_up(office.ws, target)
        assert sorted(tmp_path.rglob("*")) == before
    assert back_up(office.ws, tmp_path / "elsewhere").path.exists()


def test_a_sound_practice_verifies_and_its_digest_tells_of_each_posting(
    busy_office: Office,
) -> None:
    before = verify_practice(busy_office.ws)
    assert before.findings == ()
    busy_office.pay(1, 100, "account")
    after = verify_practice(busy_office.ws)
    assert after.rows > before.rows
    assert after.digest != before.digest


def test_p38_what_leaves_the_practice_is_audited(busy_office: Office) -> None:
    assert read_paper(busy_office.ws, 1).startswith(b"%PDF")
    assert last_event(busy_office) == "paper.saved"
    assert sum(row.cents for row in export_ledger(busy_office.ws)) == 0
    assert last_event(busy_office) == "ledger.exported"
    with busy_office.refusing("no such paper"):
        read_paper(busy_office.ws, 99)


@pytest.mark.parametrize(
    ("role", "act"),
    [
        ("front desk", back_up),
        ("front desk", restore_drill),
        ("auditor", verify_practice),
        ("provider", lambda ws: read_paper(ws, 1)),
        ("provider", export_ledger),
    ],
)
def test_p6_keeping_and_reading_need_their_right(role: str, act: Any, busy_office: Office) -> None:
    before = busy_office.fingerprint()
    with busy_office.acting_as(role), pytest.raises(PermissionDeniedError):
        act(busy_office.ws)
    assert busy_office.fingerprint() == before


def test_a_refusal_inside_a_use_case_undoes_what_went_before(office: Office) -> None:
    patient = office.patient().patient_id
    office.close(office.clock.today())
    before = office.fingerprint()
    with pytest.raises(RefusedError):
        office.pay(patient, 100)
    assert office.fingerprint() == before
    office.on(dt.date(2026, 3, 3))
    assert office.pay(patient, 100).receipt.number == "R-2026-00001"
