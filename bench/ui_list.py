"""The list of the program over a million rows, beside ``QTableWidget`` over a hundred thousand.

    python bench/ui_list.py [--rows 1000000] [--rounds 3]

Both show five columns in a window of 1280 x 720, offscreen, each in a process of its own. Timed
are the first paint (from the ids, or from an empty table, until it is painted) and a jump (the End
key with Ctrl until the last row is painted; ten jumps from the top, the median). The list gets ids
and fetches frozen rows by pages, as from the database; the peer is filled item by item, as Qt's
own examples do. The jump is compared with the peer's first paint: what the peer pays before anybody
can jump at all. The list is filled once more while it stands on its last row, and keeps its place,
as after a change. Asked of it: first paint at most 0.3 of the peer's, a jump at most 0.05 of it,
and at most 100 MB more memory. Exit code 1 where a bar is missed.
"""

import argparse
import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableWidget, QTableWidgetItem

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.money import format_cents
from desktop_biller.ui.kit.list_table import ListTable
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.theme import prepare, theme

MOST_FIRST, MOST_JUMP, MOST_MEGABYTES = 0.3, 0.05, 100.0
PEER_ROWS = 100_000
_JUMPS = 10
_SIZE = 1280, 720
_DAY = dt.date(2016, 1, 4)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an invented ledger."""

    row_id: int
    day: dt.date
    patient: str
    what: str
    cents: int


class Measured(NamedTuple):
    """What one process measured."""

    first_ms: float
    jump_ms: float
    again_ms: float
    megabytes: float


def row_of(number: int) -> Row:
    """The row of an id."""
    return Row(
        number,
        _DAY + dt.timedelta(days=number % 3650),
        f"Fairweather, Marisol {number % 20_000}",
        "Insurance payment" if number % 3 else "Office visit",
        number * 37 % 90_000 - 20_000,
    )


COLUMNS = (
    Column[Row]("id", "Line", lambda r: str(r.row_id), 96, "count"),
    Column[Row]("day", "Date", lambda r: us_date(r.day), 96, "date"),
    Column[Row]("patient", "Patient", lambda r: r.patient, 0),
    Column[Row]("what", "What", lambda r: r.what, 0),
    Column[Row]("amount", "Amount", lambda r: format_cents(r.cents), 108, "money"),
)


class Painted(QObject):
    """Waits until the rows of a view are painted."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__()
        self._count = 0
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        self._count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)

    def milliseconds(self, act: Callable[[], object]) -> float:
        """From the start of an act until what came of it is painted."""
        QApplication.processEvents()
        before, start = self._count, time.perf_counter()
        act()
        while self._count == before:
            QApplication.processEvents()
        QApplication.processEvents()
        return (time.perf_counter() - start) * 1000


def megabytes() -> float:
    """Memory of this process now; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0.0
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 -- a file of the system
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def list_of(rows: int) -> tuple[QAbstractItemView, Callable[[], object]]:
    """The program's list, empty, and what fills it."""

    def fetch(ids: Sequence[int]) -> Sequence[Row]:
        return [row_of(number) for number in ids]

    table = ListTable("Ledger", COLUMNS, fetch)
    return table, lambda: table.set_ids(list(range(rows)))


def widget_of(rows: int) -> tuple[QAbstractItemView, Callable[[], object]]:
    """The peer, empty, and what fills it."""
    table = QTableWidget(0, len(COLUMNS))
    table.setHorizontalHeaderLabels([column.head for column in COLUMNS])

    def fill() -> None:
        table.setRowCount(rows)
        for at in range(rows):
            row = row_of(at)
            for number, column in enumerate(COLUMNS):
                table.setItem(at, number, QTableWidgetItem(column.text(row)))

    return table, fill


def measure(kind: str, rows: int) -> Measured:
    """Fill, paint and jump in this process."""
    app = QApplication(["bench"])
    prepare(app)
    theme.apply(app, "light")
    table, fill = (list_of if kind == "list" else widget_of)(rows)
    table.resize(*_SIZE)
    painted = Painted(table)
    painted.milliseconds(table.show)
    before = megabytes()
    first = painted.milliseconds(fill)
    table.setCurrentIndex(table.model().index(0, 0))
    jumps = []
    for _ in range(_JUMPS):
        jumps.append(painted.milliseconds(lambda: press(table, Qt.Key.Key_End)))
        last = table.visualRect(table.model().index(rows - 1, 0))
        if not table.viewport().rect().contains(last):
            msg = "the last row is not seen after Ctrl+End"
            raise LookupError(msg)
        painted.milliseconds(lambda: press(table, Qt.Key.Key_Home))
    used = megabytes() - before
    again = 0.0
    if kind == "list":
        press(table, Qt.Key.Key_End)
        again = painted.milliseconds(fill)
        used = max(used, megabytes() - before)
    return Measured(first, statistics.median(jumps), again, used)


def press(table: QAbstractItemView, key: Qt.Key) -> None:
    """A key with Ctrl."""
    QTest.keyClick(table, key, Qt.KeyboardModifier.ControlModifier)


def measure_apart(kind: str, rows: int) -> Measured:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--rows", str(rows), "--only", kind]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return Measured(*json.loads(done.stdout))


def main() -> int:
    """Measure both and print the table."""
    parser = argparse.ArgumentParser(description="The list beside QTableWidget")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("list", "widget"), help="one, as JSON")
    given = parser.parse_args()
    if given.only:
        print(json.dumps(measure(given.only, given.rows)))
        return 0
    runs: dict[str, list[Measured]] = {"list": [], "widget": []}
    for _ in range(given.rounds):  # in turns, so that a busy moment does not meet one alone
        runs["list"].append(measure_apart("list", given.rows))
        runs["widget"].append(measure_apart("widget", PEER_ROWS))
    own, peer = (
        Measured(*(statistics.median(column) for column in zip(*found, strict=True)))
        for found in runs.values()
    )
    for name, rows, found in (("list", given.rows, own), ("QTableWidget", PEER_ROWS, peer)):
        print(
            f"{name:14} {rows:>9,} rows   first paint {found.first_ms:7.0f} ms   "
            f"jump {found.jump_ms:6.1f} ms   +{found.megabytes:.0f} MB"
        )
    print(f"the list filled anew in its place {own.again_ms:.0f} ms")
    first, jump = own.first_ms / peer.first_ms, own.jump_ms / peer.first_ms
    print(f"first paint {first:.2f} (at most {MOST_FIRST}) of the peer's first paint")
    print(f"jump {jump:.3f} (at most {MOST_JUMP}) of the peer's first paint")
    print(f"memory at most {MOST_MEGABYTES:.0f} MB more")
    missed = first > MOST_FIRST or jump > MOST_JUMP or own.megabytes > MOST_MEGABYTES
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
