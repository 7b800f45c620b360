"""The start script's second half: when it installs, what it starts, how it fails."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "run.py"


class Desk:
    """The script in a project folder of its own; what it would start is written down."""

    def __init__(self, run: ModuleType, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.run = run
        self.started: list[str] = []
        self.cleared = 0
        self.fails: Callable[[str], bool] = lambda _: False
        patch.setattr(run, "start", self._start)
        patch.setattr(run, "runs", lambda *_: run.PYTHON.exists())
        patch.setattr(run.venv, "create", self._create)
        self.move(root, patch)

    def move(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        for name, path in {
            "ROOT": root,
            "VENV": root / ".venv",
            "PYTHON": root / ".venv" / "python",
            "MARKER": root / ".venv" / "installed.txt",
        }.items():
            patch.setattr(self.run, name, path)

    def _start(self, program: Path, *arguments: str, folder: Path | None = None) -> int:
        del folder
        words = " ".join([program.stem, *arguments])
        self.started.append(words)
        return 1 if self.fails(words) else 0

    def _create(self, folder: Path, **_: bool) -> None:
        self.cleared += 1
        folder.mkdir(exist_ok=True)
        (folder / "python").touch()

    def installs(self) -> list[str]:
        return [words for words in self.started if " pip install " in words]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    spec = importlib.util.spec_from_file_location("start_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    root = tmp_path / "Łukasz O'Brien & Söhne"
    root.mkdir()
    (root / "pyproject.toml").write_text("[project]", encoding="utf-8")
    return Desk(run, root, monkeypatch)


def test_a_command_is_handed_on_with_all_its_arguments(desk: Desk) -> None:
    assert desk.run.main(["demo", "--seed", "7"]) == 0
    assert desk.started[-1] == "desktop-biller demo --seed 7"


def test_the_second_start_installs_nothing(desk: Desk) -> None:
    desk.run.main(["demo"])
    desk.started.clear()
    desk.run.main(["demo"])
    assert desk.started == ["desktop-biller demo"]
    assert desk.cleared == 1


def test_a_changed_project_file_installs_again_into_the_same_environment(desk: Desk) -> None:
    desk.run.main(["demo"])
    (desk.run.ROOT / "pyproject.toml").write_text("[project]\nname = 'x'", encoding="utf-8")
    desk.run.main(["demo"])
    assert len(desk.installs()) == 2
    assert desk.cleared == 1


def test_a_moved_folder_gets_a_new_environment(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run.main(["demo"])
    moved = desk.run.ROOT.rename(tmp_path / "elsewhere")
    desk.move(moved, monkeypatch)
    desk.run.main(["demo"])
    assert desk.cleared == 2


def test_the_test_tools_are_installed_for_the_tests_and_then_kept(desk: Desk) -> None:
    desk.run.main(["demo"])
    assert "[dev]" not in desk.installs()[-1]
    desk.run.main(["test", "-q"])
    assert desk.installs()[-1].endswith("[dev]")
    desk.run.main(["demo"])
    assert len(desk.installs()) == 2


def test_a_failed_installation_is_told_and_tried_again_next_time(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.fails = lambda words: " pip install " in words
    assert desk.run.main(["demo"]) == 1
    assert "No practice data was touched" in capsys.readouterr().err
    desk.fails = lambda _: False
    assert desk.run.main(["demo"]) == 0
    assert len(desk.installs()) == 2


def test_a_damaged_marker_counts_as_none(desk: Desk) -> None:
    desk.run.main(["demo"])
    desk.run.MARKER.write_bytes(b"\xff half a line")
    assert desk.run.main(["demo"]) == 0
    assert len(desk.installs()) == 2


def test_every_gate_runs_although_the_first_one_fails(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.fails = lambda words: words.startswith("ruff check")
    assert desk.run.main(["test"]) == 1
    gates = [" ".join(gate) for gate in desk.run.GATES]
    assert desk.started[-len(gates) :] == gates
    assert "Failed: ruff check" in capsys.readouterr().err


def test_arguments_of_test_go_to_pytest_alone(desk: Desk) -> None:
    desk.run.main(["test", "tests/store", "-k", "lock"])
    assert desk.started[-1] == "python -m pytest tests/store -k lock"


def test_no_command_opens_the_windows(desk: Desk) -> None:
    assert desk.run.main([]) == 0
    assert desk.started[-1] == "desktop-biller"
    assert "[dev]" not in desk.installs()[-1]
