"""How long each section takes from its key to its first paint, and until its figures are there.

    python bench/ui_sections.py [--rounds 5]

A window of 1280 x 720 on the sample practice, offscreen, with the real lanes, goes to every section
in turn: the first time, when its screen is made and its statements are compiled, and again. Timed
are the first paint, and the paint after the last answer came home. The modules are loaded before,
as the program does it in its first quiet second; each round is a process of its own, told are the
medians. The peer is a bare ``QTableWidget`` of 60 rows and 8 columns (as many as the list of
patients has), made, filled and painted in the same window. Other screens than the sections' first
are gone through too, and the slowest is named. Bar: 150 ms to the first paint of every section.
Exit code 1 where it is missed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem, QWidget

from bench.sample_office import make_office, office
from desktop_biller.ui.desk import Bus, Desk, Place
from desktop_biller.ui.jobs import JobRunner
from desktop_biller.ui.kit.theme import prepare, theme
from desktop_biller.ui.main_window import MainWindow
from desktop_biller.ui.scenes import SCENES, Subjects
from desktop_biller.ui.sections import load_all, makers
from desktop_biller.workflow.subjects import subjects_of
from desktop_biller.workflow.workspace import Workspace

MOST_MILLISECONDS = 150.0
PEER = "a bare QTableWidget"
_ROWS, _COLUMNS = 60, 8
_SIZE = 1280, 720
_WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents

Times = dict[str, tuple[float, float]]
"""By screen: milliseconds to the first paint, and until all is there."""


class Painted(QObject):
    """Knows whether a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.once = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        self.once = self.once or event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def timed(go: Callable[[], QWidget], busy: Callable[[], bool]) -> tuple[float, float]:
    """From the key to the first paint, and to the paint after the last answer."""
    QApplication.processEvents()
    start = time.perf_counter()
    painted = Painted(go())
    while not painted.once:
        QApplication.processEvents(_WAIT)
    first = time.perf_counter()
    while busy():
        QApplication.processEvents(_WAIT)
    QApplication.processEvents()
    return (first - start) * 1000, (time.perf_counter() - start) * 1000


def measure(ws: Workspace) -> dict[str, Times]:
    """Go through all in this process: the first time, again, other screens, and the peer."""
    load_all()
    jobs = JobRunner()
    window = MainWindow(
        Desk(ws, jobs, Bus(), go=lambda _place: None), makers(), title="Bench", is_sample=True
    )
    window.resize(*_SIZE)
    window.show()
    QApplication.processEvents()

    def to(place: Place) -> tuple[float, float]:
        def go() -> QWidget:
            window.go(place)
            return window.shown_screen() or window

        return timed(go, jobs.busy)

    subjects = Subjects(*subjects_of(ws))
    sections = list(makers())
    found = {
        "first": {folder: to(Place(folder)) for folder in sections},
        "again": {folder: to(Place(folder)) for folder in sections},
        "others": {
            scene.name: to(scene.place(subjects))
            for scene in SCENES
            if scene.name not in sections and scene.fits(subjects)
        },
        "peer": {PEER: peer()},
    }
    window.leave_everything()
    window.close()
    jobs.close()
    return found


def peer() -> tuple[float, float]:
    """A plain table with so many items, made, filled and painted."""
    window = QMainWindow()
    window.resize(*_SIZE)
    window.show()

    def go() -> QWidget:
        table = QTableWidget(_ROWS, _COLUMNS)
        for at in range(_ROWS):
            for column in range(_COLUMNS):
                table.setItem(at, column, QTableWidgetItem(f"Cell {at} {column}"))
        window.setCentralWidget(table)
        return table.viewport()

    return timed(go, lambda: False)


def measure_apart(folder: Path) -> dict[str, Times]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--only", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    found: dict[str, Times] = json.loads(done.stdout)
    return found


def medians(rounds: list[dict[str, Times]], part: str) -> Times:
    """The medians of a part's screens over the rounds."""
    return {
        name: (
            statistics.median(found[part][name][0] for found in rounds),
            statistics.median(found[part][name][1] for found in rounds),
        )
        for name in rounds[0][part]
    }


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Every section to its first paint")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", type=Path, help="one round on this practice, as JSON")
    given = parser.parse_args()
    if given.only:
        app = QApplication(["bench"])
        prepare(app)
        theme.apply(app, "light")
        with office(given.only) as ws:
            print(json.dumps(measure(ws)))
        return 0
    with tempfile.TemporaryDirectory() as place:
        folder = make_office(Path(place) / "sample")
        rounds = [measure_apart(folder) for _ in range(given.rounds)]
    first, again = medians(rounds, "first"), medians(rounds, "again")
    (base, _), others = medians(rounds, "peer")[PEER], medians(rounds, "others")
    print(f"{'':12}  first opening              again                 (until all is there)")
    for name, (painted, filled) in first.items():
        later, whole = again[name]
        print(
            f"{name:12} {painted:4.0f} ms ({filled:4.0f}) {painted / base:5.1f} x"
            f"      {later:4.0f} ms ({whole:4.0f}) {later / base:5.1f} x"
        )
    slowest = max(others, key=lambda name: others[name][0])
    print(f"{PEER}: {base:.0f} ms; the ratios are to it")
    print(f"the slowest of {len(others)} other screens: {slowest} {others[slowest][0]:.0f} ms")
    longest = max(ms for times in (first, again) for ms, _ in times.values())
    print(f"longest {longest:.0f} ms, bar {MOST_MILLISECONDS:.0f} ms")
    return int(longest > MOST_MILLISECONDS)


if __name__ == "__main__":
    raise SystemExit(main())
