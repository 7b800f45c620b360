import ast
import errno
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import desktop_biller
from desktop_biller.foundation.errors import StorageError
from desktop_biller.foundation.files import disk_trouble, move_into_place, replace_file

PACKAGE = Path(desktop_biller.__file__).parent


class HeldOpen:
    """``os.replace`` while a virus scanner holds the file for the first few tries."""

    def __init__(self, tries: int, winerror: int) -> None:
        self.left = tries
        self.winerror = winerror
        self.replace = os.replace

    def __call__(self, source: Path, final: Path) -> None:
        if self.left:
            self.left -= 1
            error = PermissionError(errno.EACCES, "held open", str(final))
            error.winerror = self.winerror  # type: ignore[attr-defined]  # set by Windows only
            raise error
        self.replace(source, final)


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    return slept


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "office.keys"
    replace_file(path, b"old and long")
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="permission bits are POSIX")
def test_only_its_owner_may_read_a_replaced_file(tmp_path: Path) -> None:
    path = tmp_path / "office.keys"
    path.touch(0o644)
    replace_file(path, b"")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows can't flush a folder")
def test_the_file_reaches_the_disk_before_its_name_and_the_name_before_the_return(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    sync, replace = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        order.append("flush folder" if is_folder else "flush file")
        sync(descriptor)

    def move(source: Path, final: Path) -> None:
        order.append("move")
        replace(source, final)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", move)
    replace_file(tmp_path / "office.keys", b"new")
    assert order == ["flush file", "move", "flush folder"]


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_held_open_by_a_scanner_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, naps: list[float], winerror: int
) -> None:
    monkeypatch.setattr(os, "replace", HeldOpen(4, winerror))
    replace_file(tmp_path / "office.keys", b"new")
    assert (tmp_path / "office.keys").read_bytes() == b"new"
    assert len(naps) == 4


def test_a_file_that_stays_held_open_keeps_its_content_and_ends_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, naps: list[float]
) -> None:
    path = tmp_path / "office.keys"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", HeldOpen(1_000, 32))
    with pytest.raises(StorageError, match="another program holds it open"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    assert 1 < sum(naps) < 5


def test_a_right_that_is_missing_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, naps: list[float]
) -> None:
    monkeypatch.setattr(os, "replace", HeldOpen(1, 0))
    with pytest.raises(StorageError, match="read-only"):
        replace_file(tmp_path / "office.keys", b"new")
    assert naps == []


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_p20_a_disk_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    path = tmp_path / "office.keys"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(StorageError) as caught:
        replace_file(path, b"new")
    assert caught.value.effect == "What was saved before is intact."
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_missing_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"office\.keys could not be written"):
        replace_file(tmp_path / "missing" / "office.keys", b"")


def test_a_share_that_can_not_flush_a_folder_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not on this file system")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    replace_file(tmp_path / "office.keys", b"new")
    assert (tmp_path / "office.keys").read_bytes() == b"new"


def test_a_folder_moves_to_a_free_name_and_never_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, naps: list[float]
) -> None:
    for name in ("temp", "taken"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "office.db").write_bytes(name.encode())
    with pytest.raises(StorageError, match="taken could not be written"):
        move_into_place(tmp_path / "temp", tmp_path / "taken")
    assert (tmp_path / "taken" / "office.db").read_bytes() == b"taken"
    monkeypatch.setattr(os, "replace", HeldOpen(2, 5))
    move_into_place(tmp_path / "temp", tmp_path / "free")
    assert (tmp_path / "free" / "office.db").read_bytes() == b"temp"
    assert len(naps) == 2


def test_a_full_disk_and_others_have_their_own_words() -> None:
    full = disk_trouble(OSError(errno.ENOSPC, "x"), Path("office.db"))
    gone = disk_trouble(OSError(errno.EIO, "Input/output error"), Path("office.db"))
    assert full.what == "The disk is full: office.db could not be written."
    assert "Input/output error" in gone.what


# --- Nobody else replaces files -----------------------------------------------------------------


def replacing_calls(source: str) -> Iterator[int]:
    """Lines that put one file in the place of another.

    ``str.replace`` has two arguments and ``date.replace`` has names, ``Path.replace`` has one.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module in ("os", "shutil"):
            if {name.name for name in node.names} & {"replace", "rename", "renames", "move"}:
                yield node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, name = node.func.value, node.func.attr
            module = owner.id if isinstance(owner, ast.Name) else ""
            if (
                (module == "os" and name in ("replace", "rename", "renames"))
                or (module == "shutil" and name == "move")
                or (name in ("replace", "rename") and len(node.args) == 1 and not node.keywords)
            ):
                yield node.lineno


@pytest.mark.parametrize(
    "source",
    [
        "import os\nos.replace(a, b)",
        "import os\nos.rename(a, b)",
        "from os import replace",
        "from shutil import move as m",
        "import shutil\nshutil.move(a, b)",
        "path.rename(other)",
        "path.with_suffix('.new').replace(path)",
    ],
)
def test_the_search_finds_a_planted_replacement(source: str) -> None:
    assert list(replacing_calls(source))


def test_the_search_leaves_texts_and_dates_alone() -> None:
    source = "text.replace('a', 'b')\nday.replace(day=1)\nreplace(value, cents=1)"
    assert list(replacing_calls(source)) == []


def test_only_this_module_replaces_files() -> None:
    found = {
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in PACKAGE.rglob("*.py")
        if path != PACKAGE / "foundation" / "files.py"
        for line in replacing_calls(path.read_text(encoding="utf-8"))
    }
    assert found == set()
