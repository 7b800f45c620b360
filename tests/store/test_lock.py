import datetime as dt
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import desktop_biller
from desktop_biller.foundation.errors import StorageError
from desktop_biller.store import lock as lock_module
from desktop_biller.store.lock import PracticeLock

HOLD = """
import datetime, pathlib, sys
from desktop_biller.store.lock import PracticeLock
moment = datetime.datetime(2026, 3, 2, 14, 5, tzinfo=datetime.timezone.utc)
lock = PracticeLock(pathlib.Path(sys.argv[1]))
lock.acquire("Maria", moment)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock_module, "_PATIENCE_SECONDS", 0.05)


@pytest.fixture
def holder(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that has the practice open."""
    home = str(Path(desktop_biller.__file__).parents[1])
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": home},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_p24_a_second_program_is_told_who_has_the_practice_open(
    holder: "subprocess.Popen[str]", tmp_path: Path, now: dt.datetime
) -> None:
    with pytest.raises(StorageError) as caught:
        PracticeLock(tmp_path).acquire("Bob", now)
    assert caught.value.what.startswith("This practice is open: Maria on ")
    assert caught.value.what.endswith(" since 03/02/2026 2:05 PM.")
    assert holder.poll() is None
    assert b"Maria" in (tmp_path / "office.holder.json").read_bytes()


def test_p24_a_killed_program_leaves_no_lock(
    holder: "subprocess.Popen[str]", tmp_path: Path, now: dt.datetime
) -> None:
    holder.kill()
    holder.wait()
    assert (tmp_path / "office.holder.json").exists()
    with PracticeLock(tmp_path) as lock:
        lock.acquire("Bob", now)
        assert b"Bob" in (tmp_path / "office.holder.json").read_bytes()


@pytest.mark.parametrize("words", [None, b"", b"{}", b"\xff"])
def test_a_holder_file_that_tells_nothing_still_refuses(
    tmp_path: Path, now: dt.datetime, words: bytes | None
) -> None:
    path = tmp_path / "office.holder.json"
    with PracticeLock(tmp_path) as lock:
        lock.acquire("Maria", now)
        path.unlink() if words is None else path.write_bytes(words)
        with pytest.raises(StorageError, match="another window or on another computer"):
            PracticeLock(tmp_path).acquire("Bob", now)


def test_releasing_in_another_thread_frees_the_practice(tmp_path: Path, now: dt.datetime) -> None:
    lock = PracticeLock(tmp_path)
    lock.acquire("Maria", now)
    thread = threading.Thread(target=lock.release)
    thread.start()
    thread.join()
    assert not (tmp_path / "office.holder.json").exists()
    with PracticeLock(tmp_path) as other:
        other.acquire("Bob", now)


def test_releasing_what_is_not_held_takes_nothing_away(tmp_path: Path, now: dt.datetime) -> None:
    with PracticeLock(tmp_path) as lock:
        lock.acquire("Maria", now)
        PracticeLock(tmp_path).release()
        assert (tmp_path / "office.holder.json").exists()
        with pytest.raises(StorageError, match="Maria"):
            PracticeLock(tmp_path).acquire("Bob", now)


def test_a_folder_that_is_gone_is_told_in_words(tmp_path: Path, now: dt.datetime) -> None:
    with pytest.raises(StorageError, match="no folder"):
        PracticeLock(tmp_path / "missing").acquire("Maria", now)
    assert not (tmp_path / "missing").exists()
