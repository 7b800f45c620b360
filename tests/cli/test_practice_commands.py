"""The commands that keep a practice file, and what they say when they can't."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_biller.cli import main
from desktop_biller.store.migrations import HEAD
from desktop_biller.workflow.opening import open_practice
from desktop_biller.workflow.upkeep import close_practice
from tests.office import PASSPHRASE, Office, catalogue, fixed_clock


@pytest.fixture
def secret(tmp_path: Path) -> str:
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> "Told":
    return Told(capsys)


class Told:
    """What a command printed, and that it was a sentence and no trace."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def refused(self, *arguments: str) -> str:
        assert main(list(arguments)) == 1
        captured = self.capsys.readouterr()
        assert "Traceback" not in captured.err
        assert captured.err.strip().endswith(".")
        return captured.err

    def done(self, *arguments: str) -> str:
        assert main(list(arguments)) == 0, self.capsys.readouterr().err
        return self.capsys.readouterr().out


def test_a_practice_is_verified_and_backed_up_and_restored(
    practice_folder: Path, secret: str, told: Told, tmp_path: Path
) -> None:
    folder = str(practice_folder)
    assert "All in order" in told.done("verify", folder, "--passphrase-file", secret)
    made = json.loads(told.done("backup", folder, "--json", "--passphrase-file", secret))
    into = tmp_path / "restored here"
    told.done("restore", made["path"], "--into", str(into), "--passphrase-file", secret)
    again = json.loads(told.done("verify", str(into), "--json", "--passphrase-file", secret))
    assert again["findings"] == []


def test_leaving_a_practice_makes_the_backup_of_the_day(
    practice_folder: Path, secret: str, told: Told
) -> None:
    told.done("verify", str(practice_folder), "--passphrase-file", secret)
    told.done("verify", str(practice_folder), "--passphrase-file", secret)
    assert len(list((practice_folder / "backups").iterdir())) == 1


def test_leaving_a_practice_in_which_something_was_done_makes_another_backup(
    office: Office,
) -> None:
    office.ws.clock = fixed_clock()
    close_practice(office.ws)
    folder = office.ws.folder
    for expected in (2, 2):
        ws = open_practice(folder, PASSPHRASE, catalogue=catalogue(), clock=fixed_clock())
        again = Office(ws, fixed_clock(), provider_id=1, payer_id=1, people=expected)
        if len(list((folder / "backups").iterdir())) == 1:
            again.patient()
        close_practice(ws)
        assert len(list((folder / "backups").iterdir())) == expected


def test_a_wrong_passphrase_is_told_apart_from_a_damaged_file(
    practice_folder: Path, tmp_path: Path, told: Told, secret: str
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("some other long passphrase", encoding="utf-8")
    folder = str(practice_folder)
    words = told.refused("verify", folder, "--passphrase-file", str(wrong))
    assert "passphrase" in words.lower()
    assert "damaged" not in words.lower()
    database = practice_folder / "office.db"
    data = bytearray(database.read_bytes())
    data[100] ^= 1
    database.write_bytes(data)
    words = told.refused("verify", folder, "--passphrase-file", secret)
    assert "damaged" in words.lower()
    assert "backup" in words.lower()


def test_a_truncated_file_is_found_when_it_is_opened(
    practice_folder: Path, secret: str, told: Told
) -> None:
    database = practice_folder / "office.db"
    database.write_bytes(database.read_bytes()[:-8192])
    words = told.refused("verify", str(practice_folder), "--passphrase-file", secret)
    assert "damaged" in words.lower()


def test_a_second_program_is_told_who_has_the_practice_open(
    office: Office, practice_folder: Path, secret: str, told: Told
) -> None:
    words = told.refused("backup", str(practice_folder), "--passphrase-file", secret)
    assert "tn" in words
    assert "03/02/2026" in words
    assert office.findings() == []


def test_a_file_of_a_newer_version_is_left_alone(
    office: Office, practice_folder: Path, secret: str, told: Told
) -> None:
    with office.ws.db.writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    office.ws.close()
    words = told.refused("verify", str(practice_folder), "--passphrase-file", secret)
    assert "newer version" in words
    assert HEAD != "9999"


def test_a_folder_without_a_practice_is_named(tmp_path: Path, secret: str, told: Told) -> None:
    words = told.refused("verify", str(tmp_path / "nothing"), "--passphrase-file", secret)
    assert "nothing" in words


def test_a_folder_that_cannot_be_written_is_named_and_nothing_is_made(
    tmp_path: Path, secret: str, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    words = told.refused(
        *("create", str(tmp_path / "new"), "--name", "A Practice", "--user", "ann"),
        *("--full-name", "Ann O'Neil", "--passphrase-file", secret),
    )
    assert "Permission denied" in words
    assert not (tmp_path / "new").exists()


def test_the_recovery_code_is_shown_once_and_sets_a_new_passphrase(
    tmp_path: Path, secret: str, told: Told
) -> None:
    folder = tmp_path / "Łukasz O'Brien & Söhne"
    out = told.done(
        *("create", str(folder), "--name", "A Practice", "--user", "ann"),
        *("--full-name", "Ann O'Neil", "--passphrase-file", secret),
    )
    code = next(line.strip() for line in out.splitlines() if line.count("-") > 10)
    (folder / "office.keys").unlink()
    code_file, new_file = tmp_path / "code.txt", tmp_path / "new.txt"
    code_file.write_text(code.lower(), encoding="utf-8")
    new_file.write_text("seven herons on one leg", encoding="utf-8")
    told.done(
        *("recover", str(folder), "--user", "ann", "--recovery-code-file", str(code_file)),
        *("--new-passphrase-file", str(new_file)),
    )
    told.done("verify", str(folder), "--passphrase-file", str(new_file))
    code_file.write_text(code[:-1] + ("2" if code[-1] != "2" else "3"), encoding="utf-8")
    words = told.refused(
        *("recover", str(folder), "--user", "ann", "--recovery-code-file", str(code_file)),
        *("--new-passphrase-file", str(new_file)),
    )
    assert "code" in words


def test_a_changed_passphrase_opens_and_the_old_one_does_not(
    practice_folder: Path, secret: str, told: Told, tmp_path: Path
) -> None:
    new_file = tmp_path / "new.txt"
    new_file.write_text("seven herons on one leg", encoding="utf-8")
    folder = str(practice_folder)
    told.done(
        "passphrase", folder, "--passphrase-file", secret, "--new-passphrase-file", str(new_file)
    )
    told.done("verify", folder, "--passphrase-file", str(new_file))
    told.refused("verify", folder, "--passphrase-file", secret)


def test_a_second_user_opens_with_a_passphrase_of_their_own_and_within_their_role(
    practice_folder: Path, secret: str, told: Told, tmp_path: Path
) -> None:
    own = tmp_path / "own.txt"
    own.write_text("seven herons on one leg", encoding="utf-8")
    folder = str(practice_folder)
    told.done(
        *("add-user", folder, "--login", "dw", "--full-name", "Dana White"),
        *("--role", "auditor", "--passphrase-file", secret, "--new-passphrase-file", str(own)),
    )
    words = told.refused("verify", folder, "--user", "dw", "--passphrase-file", str(own))
    assert "Dana White (auditor) may not" in words
    words = told.refused("verify", folder, "--passphrase-file", secret)
    assert "more than one user" in words
    assert "--user NAME" in words
    told.done("verify", folder, "--user", "tn", "--passphrase-file", secret)
    words = told.refused(
        *("add-user", folder, "--login", "dw", "--full-name", "Dana White", "--user", "tn"),
        *("--role", "biller", "--passphrase-file", secret, "--new-passphrase-file", str(own)),
    )
    assert "already a user dw" in words


def test_a_weak_passphrase_is_refused_and_no_practice_is_made(tmp_path: Path, told: Told) -> None:
    weak = tmp_path / "weak.txt"
    weak.write_text("password", encoding="utf-8")
    told.refused(
        *("create", str(tmp_path / "new"), "--name", "A Practice", "--user", "ann"),
        *("--full-name", "Ann O'Neil", "--passphrase-file", str(weak)),
    )
    assert not (tmp_path / "new").exists()


def test_without_a_terminal_a_passphrase_is_asked_for_in_words(
    practice_folder: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DESKTOP_BILLER_PASSPHRASE", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    words = told.refused("verify", str(practice_folder))
    assert "Use --passphrase-file FILE or the variable DESKTOP_BILLER_PASSPHRASE." in words


def test_without_a_terminal_each_secret_is_asked_for_by_its_own_option(
    practice_folder: Path,
    secret: str,
    told: Told,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    folder = str(practice_folder)
    words = told.refused("passphrase", folder, "--passphrase-file", secret)
    assert "The new passphrase is needed" in words
    assert "Use --new-passphrase-file FILE." in words
    words = told.refused(
        *("add-user", folder, "--login", "dw", "--full-name", "Dana White"),
        *("--role", "biller", "--passphrase-file", secret),
    )
    assert "Use --new-passphrase-file FILE." in words
    recover = ("recover", folder, "--user", "tn")
    words = told.refused(*recover)
    assert "The recovery code is needed" in words
    assert "Use --recovery-code-file FILE." in words
    empty = tmp_path / "code.txt"
    empty.touch()
    words = told.refused(*recover, "--recovery-code-file", str(empty))
    assert "Put the recovery code into its first line." in words


def test_a_prompt_that_is_left_by_end_of_file_is_no_fault(
    practice_folder: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(_prompt: str) -> str:
        raise EOFError

    monkeypatch.delenv("DESKTOP_BILLER_PASSPHRASE", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", leave)
    assert "No passphrase was typed." in told.refused("verify", str(practice_folder))


def test_a_user_who_must_be_named_is_asked_for_by_the_option(
    practice_folder: Path, secret: str, told: Told, tmp_path: Path
) -> None:
    own = tmp_path / "own.txt"
    own.write_text("seven herons on one leg", encoding="utf-8")
    folder = str(practice_folder)
    words = told.refused("verify", folder, "--user", "nobody", "--passphrase-file", secret)
    assert "There is no user nobody" in words
    assert "--user NAME" in words
    told.done(
        *("add-user", folder, "--login", "dw", "--full-name", "Dana White"),
        *("--role", "biller", "--passphrase-file", secret, "--new-passphrase-file", str(own)),
    )
    (backup,) = (practice_folder / "backups").iterdir()
    into = ("--into", str(tmp_path / "restored"), "--passphrase-file", secret)
    assert "--user NAME" in told.refused("restore", str(backup), *into)
    words = told.refused(
        "passphrase", folder, "--passphrase-file", secret, "--new-passphrase-file", str(own)
    )
    assert "--user NAME" in words


def test_a_restore_into_a_folder_that_is_not_empty_is_refused(
    office: Office, practice_folder: Path, secret: str, told: Told, tmp_path: Path
) -> None:
    office.ws.close()
    made = json.loads(
        told.done("backup", str(practice_folder), "--json", "--passphrase-file", secret)
    )
    busy = tmp_path / "busy"
    busy.mkdir()
    (busy / "letter.txt").write_text("mine", encoding="utf-8")
    words = told.refused("restore", made["path"], "--into", str(busy), "--passphrase-file", secret)
    assert "not empty" in words
    assert (busy / "letter.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("mount") is None or os.getuid() != 0,
    reason="a small disk of its own needs root on Linux",
)
def test_a_full_disk_loses_nothing_and_is_told(practice_folder: Path, tmp_path: Path) -> None:
    small = tmp_path / "small disk"
    small.mkdir()
    size = sum(p.stat().st_size for p in practice_folder.rglob("*") if p.is_file())
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size + 700_000}", "tmpfs", str(small)],  # noqa: S607 -- the system's own
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("this sandbox may not mount a small disk")
    try:
        folder = small / "practice"
        shutil.copytree(practice_folder, folder)
        clock = fixed_clock()
        ws = open_practice(folder, PASSPHRASE, catalogue=catalogue(), clock=clock)
        office = Office(ws, clock, provider_id=1, payer_id=1)
        patient = office.patient()
        taken = 0
        words = ""
        for number in range(200):
            try:
                office.pay(patient.patient_id, 100 + number, "prepayment")
            except Exception as error:  # noqa: BLE001 -- its words are what is tested
                words = str(error)
                break
            taken += 100 + number
        assert "full" in words
        assert office.state(patient.patient_id).credit == taken
        assert office.findings() == []
        ws.close()
    finally:
        subprocess.run(["umount", "-l", str(small)], check=False)  # noqa: S607 -- the system's own


def test_each_headless_command_leaves_qt_unloaded() -> None:
    code = (
        "import sys; from desktop_biller.cli.parser import build_parser; build_parser();"
        "sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_practice_file_is_no_plain_database(practice_folder: Path) -> None:
    connection = sqlite3.connect(practice_folder / "office.db")
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        connection.execute("SELECT * FROM patient")
    connection.close()
