"""How the file comes to be: once, whole, by whoever is first, and never by halves."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_biller.codesets import reference_db
from desktop_biller.codesets.lookups import ReferenceDatabase
from desktop_biller.foundation.errors import StorageError
from desktop_biller.foundation.progress import Cancelled, JobControl

BUILD = (
    "import sys, pathlib; from desktop_biller.codesets import reference_db;"
    "reference_db.ensure(pathlib.Path(sys.argv[1])).close()"
)


def start_build(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", BUILD, str(folder)])


@pytest.fixture
def copied(database: ReferenceDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds copy the database that stands, which spares seconds where the content is no matter."""

    def copy(draft: Path, _job: JobControl) -> None:
        shutil.copyfile(database.path, draft)

    monkeypatch.setattr(reference_db, "build", copy)


def test_the_name_carries_schema_release_and_tables() -> None:
    schema, release, month, digest = reference_db.file_name().split("-")[1:]
    assert schema.isdigit()
    assert (release, month) == ("2026", "April")
    assert len(digest) == len("12345678.db")


def test_a_change_of_our_own_tables_makes_a_new_file(monkeypatch: pytest.MonkeyPatch) -> None:
    before = reference_db.file_name()
    monkeypatch.setattr(reference_db, "own_texts", lambda: iter([b"other words"]))
    assert reference_db.file_name() != before


def test_a_file_that_stands_is_opened_and_not_made_again(database: ReferenceDatabase) -> None:
    made = database.path.stat().st_mtime_ns
    heard: list[tuple[int, int, str]] = []
    job = JobControl(lambda *step: heard.append(step))
    with reference_db.ensure(database.path.parent, job) as again:
        assert again.path == database.path
    assert heard == []
    assert database.path.stat().st_mtime_ns == made


def test_the_environment_names_the_folder(
    database: ReferenceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(reference_db.ENVIRONMENT, str(database.path.parent))
    with reference_db.ensure() as opened:
        assert opened.path == database.path
    monkeypatch.delenv(reference_db.ENVIRONMENT)
    assert "desktop-biller" in reference_db.default_folder().parts


@pytest.mark.parametrize("stop_after", [1, 28])
def test_a_cancelled_build_leaves_nothing_behind(tmp_path: Path, stop_after: int) -> None:
    job = JobControl()

    class Impatient(JobControl):
        def step(self, done: int, total: int, text: str) -> None:
            if done >= stop_after:
                job.cancel()
            job.step(done, total, text)

    with pytest.raises(Cancelled):
        reference_db.ensure(tmp_path, Impatient())
    assert list(tmp_path.iterdir()) == []


def test_the_progress_ends_where_it_said_it_would(tmp_path: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    job = JobControl(lambda done, total, text: heard.append((done, total, text)))
    with reference_db.ensure(tmp_path, job):
        done, total, text = heard[-1]
    assert done == total
    assert text == "Diagnosis codes are ready"
    assert [step[0] for step in heard] == sorted(step[0] for step in heard)


def test_two_processes_that_build_at_once_both_succeed(tmp_path: Path) -> None:
    builds = [start_build(tmp_path) for _ in range(2)]
    assert [build.wait(120) for build in builds] == [0, 0]
    assert [path.name for path in tmp_path.iterdir()] == [reference_db.file_name()]


@pytest.mark.skipif(sys.platform == "win32", reason="a kill is a POSIX signal here")
@pytest.mark.usefixtures("copied")
def test_a_killed_build_never_leaves_a_half_file_under_the_real_name(tmp_path: Path) -> None:
    build = start_build(tmp_path)
    while build.poll() is None and not list(tmp_path.glob("*.part")):
        time.sleep(0.01)
    build.send_signal(signal.SIGKILL)
    build.wait(30)
    parts = list(tmp_path.iterdir())
    assert [path.suffix for path in parts] == [".part"]
    os.utime(parts[0], (0, 0))  # long ago
    with reference_db.ensure(tmp_path) as opened:
        assert opened.diagnosis("I10", opened.loads()[-1].covers_from).valid is True
    assert list(tmp_path.iterdir()) == [tmp_path / reference_db.file_name()]


@pytest.mark.usefixtures("copied")
def test_a_young_unfinished_file_of_another_process_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "reference-1-other.db.1-1.part"
    other.write_bytes(b"")
    with reference_db.ensure(tmp_path):
        assert other.exists()


@pytest.mark.usefixtures("copied")
def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    file = tmp_path / reference_db.file_name()
    file.write_bytes(b"not a database at all" * 1000)
    with reference_db.ensure(tmp_path) as opened:
        assert opened.loads()


@pytest.mark.usefixtures("copied")
def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("here first", encoding="utf-8")
    with pytest.raises(StorageError, match="can't be written"):
        reference_db.ensure(in_the_way)


@pytest.mark.usefixtures("copied")
def test_a_file_another_process_has_open_is_used_where_it_cannot_be_replaced(
    database: ReferenceDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_draft: object, final: object) -> None:
        target = Path(str(final))
        if target.parent.name == "theirs":
            shutil.copyfile(database.path, target)
        raise PermissionError(13, "in use", str(target))

    monkeypatch.setattr("os.replace", refuse)
    with reference_db.ensure(tmp_path / "theirs") as opened:
        assert opened.loads() == database.loads()
    with pytest.raises(StorageError):
        reference_db.ensure(tmp_path / "nobody's")
