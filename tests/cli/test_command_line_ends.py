"""How a command ends when it is stopped, when its reader leaves, and when the program fails."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

_STOPPED_EARLY = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job behind a shell ignores it
from importlib.abc import MetaPathFinder

class Stop(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "desktop_biller.cli.parser":
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Stop())
from desktop_biller.cli import main
sys.exit(main(["selftest"]))
"""

_FAULTY = """
import sys
from desktop_biller.cli import main, selftest

def fail(options):
    raise ZeroDivisionError("Rosa Delgado")

selftest.run_selftest = fail
sys.exit(main(["selftest"]))
"""


def test_a_stop_while_the_program_still_loads_is_told_in_a_sentence() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _STOPPED_EARLY], check=False, capture_output=True, encoding="utf-8"
    )
    assert ended.stderr == "Stopped. What was finished before stands.\n"
    assert ended.returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break in another way on Windows")
def test_a_reader_that_leaves_early_ends_the_command_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "desktop_biller", "play", "--reference"],
            check=False,
            stdout=writer,
            stderr=subprocess.PIPE,
        )
    finally:
        os.close(writer)
    assert ended.stderr == b""
    assert ended.returncode == 1


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_terminal_of_another_code_page_never_fails(encoding: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "desktop_biller", "play", "--reference"],
        check=False,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert ended.stderr == b""
    assert ended.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps other rights to files")
def test_a_fault_is_written_without_its_words_where_only_its_owner_reads(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _FAULTY],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")},
    )
    assert ended.returncode == 3
    assert "This is a fault of the program" in ended.stderr
    (log,) = tmp_path.rglob("faults.log")
    told = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in told
    assert "Rosa" not in told + ended.stderr
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700
