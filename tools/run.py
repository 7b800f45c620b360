"""What ``run`` and ``run.cmd`` do once they have found a Python: prepare ``.venv``, then start.

Runs on the bare interpreter, so it imports the standard library only. What it says of its own
goes to stderr; stdout belongs to the command.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN, SUFFIX = (VENV / "Scripts", ".exe") if os.name == "nt" else (VENV / "bin", "")
PYTHON = BIN / f"python{SUFFIX}"
MARKER = VENV / "installed.txt"

GATES = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("coverage", "run", "-m", "pytest", "-n", "2"),
    ("coverage", "combine", "--quiet"),
    ("coverage", "report"),
)
"""What a change must pass, in this order; settings stand in pyproject.toml and ruff.toml."""

PIP = ("install", "--quiet", "--prefer-binary", "--editable")
"""An older wheel rather than a build from source: cryptography has none for Intel Macs now."""


def main(arguments: list[str]) -> int:
    """Prepare what the command needs and run it; without one the windows open.

    The result is the exit code.
    """
    testing = arguments[:1] == ["test"]
    if not prepared("dev" if testing else "runtime"):
        return 1
    if testing and arguments[1:]:
        return start(PYTHON, "-m", "pytest", *arguments[1:], folder=ROOT)
    if testing:
        return passed_gates()
    return start(BIN / f"desktop-biller{SUFFIX}", *arguments)


def prepared(level: str) -> bool:
    """Bring ``.venv`` up to ``level`` (runtime, or dev with the test tools); True when it stands.

    The marker holds what was installed: where (an environment does not survive a move), for which
    Python, from which pyproject.toml. A second start finds it unchanged and installs nothing.
    """
    place = digest(f"{ROOT} {sys.version_info[:2]}".encode())
    wanted = digest((ROOT / "pyproject.toml").read_bytes())
    had_place, had, had_level = read_marker()
    if (had_place, had) == (place, wanted) and had_level in (level, "dev"):
        return True
    say("Preparing the environment in .venv; this takes about a minute the first time.")
    moved = had_place not in ("", place)
    if moved or not runs(PYTHON, "-m", "pip", "--version"):
        venv.create(VENV, clear=True, with_pip=True)
    level = "dev" if had_level == "dev" and not moved else level
    target = f"{ROOT}[dev]" if level == "dev" else str(ROOT)
    if start(PYTHON, "-m", "pip", *PIP, target):
        say(
            "The packages could not be installed (pip's words stand above). No practice data was"
            " touched. Check the connection and start the same command again."
        )
        return False
    MARKER.write_text(f"{place} {wanted} {level}\n", encoding="ascii")
    return True


def read_marker() -> tuple[str, str, str]:
    """Place, pyproject.toml and level of the last complete installation; blanks for none."""
    try:
        place, wanted, level = MARKER.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return "", "", ""
    return place, wanted, level


def passed_gates() -> int:
    """Run every gate, so that one run shows all that is wrong; 0 when all of them passed."""
    failed = []
    for tool, *arguments in GATES:
        say(f"--- {' '.join([tool, *arguments])}")
        if start(BIN / f"{tool}{SUFFIX}", *arguments, folder=ROOT):
            failed.append(" ".join([tool, *arguments[:1]]))
    say(f"Failed: {', '.join(failed)}." if failed else "All gates passed.")
    return 1 if failed else 0


def start(program: Path, *arguments: str, folder: Path | None = None) -> int:
    """Run ``program`` to its end in ``folder`` (else where the user stands): its exit code."""
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    try:
        return subprocess.call([program, *arguments], cwd=folder, env=environment)
    except KeyboardInterrupt:
        return 130
    except FileNotFoundError:
        say(f"{program} is missing. Delete the folder .venv and start the same command again.")
        return 1


def runs(program: Path, *arguments: str) -> bool:
    """True where ``program`` exists and ends well, without a word of it."""
    try:
        done = subprocess.run([program, *arguments], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def digest(content: bytes) -> str:
    """The content as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def say(words: str) -> None:
    """One line to stderr, at once."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
