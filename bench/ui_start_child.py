"""One start for ``ui_start.py``: it says on stdout what is painted, as soon as it is painted.

    python bench/ui_start_child.py bare
    python bench/ui_start_child.py unlock|patients FOLDER [SECONDS]

Each line: what is seen, and the memory of the process in KiB. SECONDS passes between the first
character and Enter, as while a passphrase is typed. Nothing is imported here that the started
program would not import as well.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_biller.ui.session import Session
    from desktop_biller.ui.unlock.unlock_view import UnlockView
    from desktop_biller.workflow.workspace import Workspace

TYPED = "x"
PASSPHRASE = "otters count by candlelight"  # noqa: S105 -- of a practice that is thrown away


class Watch(QObject):
    """Calls back once, as soon as a widget was painted while something holds.

    Args:
        widget: whose paint events count.
        holds: what must be so when it is painted.
        then: called after the paint was carried out, and the picture handed to the system.
    """

    def __init__(
        self, widget: QWidget, holds: Callable[[], bool], then: Callable[[], object]
    ) -> None:
        super().__init__(widget)
        self._widget, self._holds, self._then = widget, holds, then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() == QEvent.Type.Paint and self._holds():
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return super().eventFilter(watched, event)


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    """A key from the keyboard, in its turn with all other events."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QCoreApplication.postEvent(widget, event)


def type_into(line: QLineEdit, then: Callable[[], object]) -> None:
    """Type one character as soon as the line is there; go on when it is seen."""
    Watch(line, lambda: True, lambda: press(line, Qt.Key.Key_X, TYPED))
    Watch(line, lambda: line.text() == TYPED, then)


def tell(words: str) -> None:
    """Tell the parent, which takes the time; memory is 0 where the system does not tell."""
    kibibytes = 0
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 -- loads nothing
            kibibytes = int(file.read().split()[1]) * 4
    print(words, kibibytes, flush=True)


def tell_last(words: str) -> None:
    """Tell the parent; the rest of the run is not measured."""
    tell(words)
    QCoreApplication.exit(0)


def start_bare() -> None:
    """A window with a line, as plain as PySide6 has it."""
    app = QApplication(["bare"])
    window = QMainWindow()
    line = QLineEdit()
    window.setCentralWidget(line)
    window.resize(1280, 800)
    type_into(line, lambda: tell_last("typed"))
    window.show()
    app.exec()


def start_program(what: str, folder: str, seconds: float) -> None:
    """The program as ``desktop-biller`` starts it, with an eye on what it paints."""
    from desktop_biller import app  # noqa: PLC0415 -- not of the bare window
    from desktop_biller.ui.program import Program  # noqa: PLC0415 -- the same

    show_unlock = Program.show_unlock
    open_session = Program._open_session  # noqa: SLF001 -- the one place where windows are opened

    def watched_unlock(program: Program, folder: "Path") -> "UnlockView":
        view = show_unlock(program, folder)
        type_into(view.passphrase, lambda: on_typed(view))
        return view

    def on_typed(view: "UnlockView") -> None:
        if what == "unlock":
            tell_last("typed")
        else:
            tell("typed")
            view.passphrase.setText(PASSPHRASE)
            QTimer.singleShot(round(seconds * 1000), lambda: enter(view))

    def enter(view: "UnlockView") -> None:
        tell("enter")
        press(view.passphrase, Qt.Key.Key_Return, "\r")

    def watched_session(program: Program, ws: "Workspace") -> None:
        from functools import partial  # noqa: PLC0415 -- the program has it by now

        from desktop_biller.ui import session  # noqa: PLC0415 -- loaded behind the unlock window
        from desktop_biller.ui.desk import Place  # noqa: PLC0415 -- the same

        at_patients = partial(session.Session, first=Place("patients"))
        session.Session = at_patients  # type: ignore[assignment,misc]  # opens where the bench looks
        open_session(program, ws)
        if program.session is not None:
            watch_list(program.session)

    Program.show_unlock = watched_unlock  # type: ignore[assignment,method-assign]  # watched
    Program._open_session = watched_session  # type: ignore[method-assign,assignment]  # noqa: SLF001 -- watched
    app.main([folder])


def watch_list(session: "Session") -> None:
    """Press Down as soon as the first row is seen; the second one then answers."""
    from desktop_biller.ui.kit.list_table import ListTable  # noqa: PLC0415 -- loaded by now

    table = session.windows[0].findChild(ListTable, "Patients")
    if table is None:
        msg = "the window does not open at the list of patients"
        raise LookupError(msg)
    paper, seen = table.viewport(), table.currentIndex
    Watch(paper, lambda: seen().row() == 0, lambda: press(table, Qt.Key.Key_Down))
    Watch(paper, lambda: seen().row() == 1, lambda: tell_last("row"))


def main() -> None:
    """Start what is asked for."""
    what, *rest = sys.argv[1:]
    if what == "bare":
        start_bare()
    else:
        start_program(what, rest[0], float(rest[1]) if len(rest) > 1 else 0.0)


if __name__ == "__main__":
    main()
