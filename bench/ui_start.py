"""The start of the program beside a bare PySide6 window, each in a process of its own.

    python bench/ui_start.py [--rounds 11]

Three starts in turns, the whole process from its first instruction, offscreen: a bare
``QMainWindow`` with a ``QLineEdit``; the program until its unlock window; the program until the
first row of the list of patients answers a key. A character is typed as soon as its line is there,
and counts when it is painted. The sample practice has a key file whose passphrase costs nothing.
The last start types the passphrase for some seconds, as people do, and is timed from Enter.

Asked of it: the unlock window within twice the bare one, the list within five times. The medians
of the rounds are told, and the ratio is the median of the ratios within each round, so that a busy
moment of the computer does not meet one of them alone. Exit code 1 where a bar is missed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.sample_office import make_office

MOST_UNLOCK, MOST_LIST = 2.0, 5.0
SECONDS_TYPING = 4.0
_CHILD = Path(__file__).with_name("ui_start_child.py")

Seen = dict[str, tuple[float, float]]
"""By what was seen: milliseconds since the process was started, and its megabytes then."""


def start(scratch: Path, *arguments: str) -> Seen:
    """Run one start to its end."""
    surroundings = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(scratch / "config"),
        "LOGNAME": f"bench-{os.getpid()}",  # another running program is none of this one's business
    }
    begun = time.perf_counter()
    seen: Seen = {}
    with subprocess.Popen(
        [sys.executable, str(_CHILD), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=surroundings,
    ) as child:
        assert child.stdout is not None  # noqa: S101 -- for mypy: it is a pipe
        for line in child.stdout:
            what, kibibytes = line.split()
            seen[what] = ((time.perf_counter() - begun) * 1000, int(kibibytes) / 1024)
        errors = child.stderr.read() if child.stderr is not None else ""
    if child.returncode:
        sys.stderr.write(errors)
        raise subprocess.CalledProcessError(child.returncode, child.args)
    return seen


def row(name: str, bare: list[float], found: list[tuple[float, float]]) -> float:
    """Print one line; returns the ratio to the bare window."""
    took, megabytes = (statistics.median(column) for column in zip(*found, strict=True))
    ratio = statistics.median(ms / base for (ms, _), base in zip(found, bare, strict=True))
    print(f"{name:44} {took:6.0f} ms {ratio:6.2f} x {megabytes:6.0f} MB")
    return ratio


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="The start beside a bare window")
    parser.add_argument("--rounds", type=int, default=11)
    given = parser.parse_args()
    bare: list[tuple[float, float]] = []
    unlock: list[tuple[float, float]] = []
    listed: list[tuple[float, float]] = []
    entered: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as place:
        scratch = Path(place)
        folder = str(make_office(scratch / "practice"))
        start(scratch, "patients", folder)  # everything is in the system's cache from here on
        for _ in range(given.rounds):
            bare.append(start(scratch, "bare")["typed"])
            unlock.append(start(scratch, "unlock", folder)["typed"])
            listed.append(start(scratch, "patients", folder)["row"])
            seen = start(scratch, "patients", folder, str(SECONDS_TYPING))
            entered.append((seen["row"][0] - seen["enter"][0], seen["row"][1]))
    base = [ms for ms, _ in bare]
    row("bare window, a typed character", base, bare)
    first = row("unlock window, a typed character", base, unlock)
    second = row("list of patients, the first row answers", base, listed)
    row(f"the same from Enter, {SECONDS_TYPING:.0f} s after the first key", base, entered)
    kept = first <= MOST_UNLOCK, second <= MOST_LIST
    print(f"bars: unlock {MOST_UNLOCK} x, list {MOST_LIST} x; kept: {kept[0]}, {kept[1]}")
    return int(not all(kept))


if __name__ == "__main__":
    raise SystemExit(main())
