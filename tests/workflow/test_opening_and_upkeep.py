"""Making, opening and keeping a practice: what the command line's tests don't reach."""

import datetime as dt
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import (
    InputError,
    PermissionDeniedError,
    RefusedError,
    StorageError,
    UserError,
    WrongPassphraseError,
)
from desktop_biller.models.access import AuditRow, User
from desktop_biller.security import keyfile, recovery_code
from desktop_biller.security.login import TooEarlyError
from desktop_biller.store.backup import list_backups
from desktop_biller.workflow import opening
from desktop_biller.workflow.closing.export import export_ledger
from desktop_biller.workflow.office.users import NewUser, add_user
from desktop_biller.workflow.opening import (
    change_passphrase,
    create_practice,
    open_practice,
    reopen,
    set_passphrase_by_recovery_code,
)
from desktop_biller.workflow.paper_archive import read_paper
from desktop_biller.workflow.upkeep import (
    back_up,
    close_practice,
    restore,
    restore_drill,
    verify_practice,
)
from tests.office import CHEAP, OWNER, PASSPHRASE, Office, catalogue, fixed_clock, opened

NEW = "eleven geese near the harbor"
OTHER = "seven herons on one leg"


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


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"name": " \t "}, "needs a login and a full name"),
        ({"full_name": ""}, "needs a login and a full name"),
        ({"name": "n" * 41}, "41 characters are too many for the login"),
        ({"full_name": "Nguyen " * 12}, "83 characters are too many for the full name"),
        ({"initials": "TNXYZ"}, "5 characters are too many for the initials"),
        ({"practice_name": "  "}, "The practice needs a name"),
        ({"practice_name": "Cedar " * 11}, "name is longer than 60"),
    ],
)
def test_a_practice_takes_only_names_that_fit(
    tmp_path: Path, over: dict[str, str], words: str
) -> None:
    fields = {k: v for k, v in over.items() if k != "practice_name"}
    with pytest.raises(InputError, match=words):
        create_practice(
            tmp_path / "practice",
            replace(OWNER, **fields),
            practice_name=over.get("practice_name", "Cedar Hollow"),
            cost=CHEAP,
        )
    assert list(tmp_path.iterdir()) == []


def test_blanks_around_a_login_are_no_part_of_it(tmp_path: Path) -> None:
    owner = replace(OWNER, name="  tn ", full_name=" Thuy  Nguyen")
    folder = tmp_path / "practice"
    create_practice(folder, owner, practice_name=" Cedar ", clock=fixed_clock(), cost=CHEAP)
    ws = open_practice(folder, PASSPHRASE, user="tn", catalogue=catalogue(), clock=fixed_clock())
    assert (ws.actor.name, ws.actor.full_name, ws.actor.initials) == ("tn", "Thuy Nguyen", "TN")
    ws.close()


# --- Passphrases --------------------------------------------------------------------------------


def test_p12_a_changed_passphrase_stands_in_the_trail(practice_folder: Path) -> None:
    change_passphrase(practice_folder, None, PASSPHRASE, NEW, clock=fixed_clock(), cost=CHEAP)
    assert last_row(practice_folder, NEW) == ("passphrase.changed", "tn")
    # The lock was let go of, and the file with it.
    assert sorted(p.name for p in practice_folder.iterdir()) == [
        "office.db",
        "office.keys",
        "office.lock",
    ]


@pytest.mark.parametrize("lost", [True, False])
def test_p12_a_passphrase_set_by_the_recovery_code_stands_in_the_trail(
    tmp_path: Path, lost: bool
) -> None:
    code = create(tmp_path / "practice")
    if lost:
        (tmp_path / "practice" / "office.keys").unlink()
    recover(tmp_path / "practice", "TN", code)
    assert last_row(tmp_path / "practice", NEW) == ("passphrase.recovered", "tn")


def test_an_open_practice_takes_no_new_passphrase_from_outside(practice_folder: Path) -> None:
    before = (practice_folder / "office.keys").read_bytes()
    with opened(practice_folder) as office:
        code = recovery_code.encode(office.ws.key)
        with office.refusing("is open: tn"):
            change_passphrase(practice_folder, None, PASSPHRASE, NEW, clock=fixed_clock())
        with office.refusing("is open: tn"):
            recover(practice_folder, "tn", code)
    assert (practice_folder / "office.keys").read_bytes() == before


def test_a_passphrase_that_was_not_changed_leaves_no_trace(
    practice_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_more: Any) -> None:
        raise StorageError("The disk is full.", remedy="Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(keyfile, "replace_file", full)
        with pytest.raises(StorageError, match="disk is full"):
            change_passphrase(practice_folder, None, PASSPHRASE, NEW, clock=fixed_clock())
    assert last_row(practice_folder, PASSPHRASE) != ("passphrase.changed", "tn")


def test_after_a_lost_key_file_the_others_are_let_in_again(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    code = create(folder)
    dana = NewUser(name="dw", full_name="Dana White", role="biller", passphrase=OTHER)
    with opened(folder) as office:
        number = add_user(office.ws, dana, cost=CHEAP)
        with office.refusing("already a user dw"):
            add_user(office.ws, replace(dana, name="DW"), cost=CHEAP)
    (folder / "office.keys").unlink()
    recover(folder, "tn", code)
    ws = open_practice(folder, NEW, catalogue=catalogue(), clock=fixed_clock())
    office = Office(ws, fixed_clock())
    with office.refusing("is biller in this practice, not owner"):
        add_user(ws, replace(dana, role="owner"), cost=CHEAP)
    assert keyfile.users(folder / "office.keys") == ["tn"]
    assert add_user(ws, replace(dana, name="Dw", full_name="D. W."), cost=CHEAP) == number
    assert last_event(office) == "user.key_restored"
    ws.close()
    ws = open_practice(folder, OTHER, user="dw", catalogue=catalogue(), clock=fixed_clock())
    assert (ws.actor.full_name, ws.actor.role) == ("Dana White", "biller")
    ws.close()


def test_a_user_who_left_is_not_let_in_again_by_adding_them(office: Office) -> None:
    dana = NewUser(name="dw", full_name="Dana White", role="biller", passphrase=OTHER)
    add_user(office.ws, dana, cost=CHEAP)
    with office.ws.db.writing() as session:
        session.execute(sa.update(User).where(User.name == "dw").values(active=False))
    keys = office.ws.folder / "office.keys"
    keys.unlink()
    keyfile.create_keyfile(keys, "tn", PASSPHRASE, key=office.ws.key, cost=CHEAP)
    with office.refusing("already a user dw"):
        add_user(office.ws, dana, cost=CHEAP)
    assert keyfile.users(keys) == ["tn"]


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"name": " "}, "needs a login and a full name"),
        ({"name": "n" * 41}, "too many for the login"),
        ({"full_name": "n" * 81}, "too many for the full name"),
        ({"initials": "DWXYZ"}, "too many for the initials"),
        ({"role": "emergency"}, "“emergency” is not a role"),
        ({"passphrase": "dana dana dana dana"}, "repeats itself|common words"),
    ],
)
def test_a_user_is_added_only_with_fields_that_fit(
    office: Office, over: dict[str, str], words: str
) -> None:
    dana = NewUser(name="dw", full_name="Dana White", role="biller", passphrase=OTHER)
    with office.refusing(words):
        add_user(office.ws, replace(dana, **over), cost=CHEAP)
    assert keyfile.users(office.ws.folder / "office.keys") == ["tn"]


def recover(folder: Path, user: str, code: str) -> None:
    set_passphrase_by_recovery_code(folder, user, code, NEW, clock=fixed_clock(), cost=CHEAP)


def last_row(folder: Path, passphrase: str) -> tuple[str, str]:
    """Event and user of the row before that of this opening."""
    ws = open_practice(folder, passphrase, catalogue=catalogue(), clock=fixed_clock())
    query = sa.select(AuditRow.event, AuditRow.user_name).order_by(AuditRow.seq.desc()).offset(1)
    with ws.db.reading() as session:
        event, user = session.execute(query.limit(1)).one()
    ws.close()
    return event, user


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


# --- Wrong passphrases, and opening again after a lock ------------------------------------------


def open_with(folder: Path, passphrase: str, *, clock: Any = None) -> Any:
    return open_practice(
        folder, passphrase, catalogue=catalogue(), clock=clock or fixed_clock(), user="tn"
    )


def test_p8_after_three_wrong_passphrases_opening_waits(practice_folder: Path) -> None:
    for _ in range(3):
        with pytest.raises(WrongPassphraseError):
            open_with(practice_folder, OTHER)
    with pytest.raises(TooEarlyError, match="Too many wrong passphrases"):
        open_with(practice_folder, PASSPHRASE)
    with pytest.raises(TooEarlyError):
        change_passphrase(practice_folder, "tn", PASSPHRASE, NEW, cost=CHEAP)


def test_p8_a_backup_is_no_way_around_the_wait(practice_folder: Path, tmp_path: Path) -> None:
    with opened(practice_folder) as office:
        backup = back_up(office.ws).path
    for _ in range(3):
        with pytest.raises(WrongPassphraseError):
            restore(backup, tmp_path / "into", OTHER)
    with pytest.raises(TooEarlyError):
        restore(backup, tmp_path / "into", PASSPHRASE)


def test_p11_the_next_opening_tells_of_the_wrong_passphrases_once(practice_folder: Path) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassphraseError):
            open_with(practice_folder, OTHER)
    told = []
    for _ in range(2):
        with opened(practice_folder) as office, office.ws.db.reading() as session:
            rows = session.scalars(sa.select(AuditRow).where(AuditRow.event == "login.failed"))
            told.append([(row.user_name, row.reason) for row in rows])
    assert told == [[("tn", "2 wrong passphrases before")]] * 2


def test_a_locked_practice_opens_again_where_it_was(practice_folder: Path) -> None:
    with opened(practice_folder) as office:
        patient = office.patient().patient_id
    ws = reopen(practice_folder, PASSPHRASE, "tn", catalogue=catalogue(), clock=fixed_clock())
    again = Office(ws, fixed_clock(), provider_id=1, payer_id=1)
    assert last_event(again) == "practice.opened"
    assert again.pay(patient, 100).payment_id == 1
    ws.close()
    with pytest.raises(WrongPassphraseError):
        reopen(practice_folder, OTHER, "tn", catalogue=catalogue(), clock=fixed_clock())
