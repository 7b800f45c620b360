"""Starts the program as ``desktop-biller`` does, and prints what is loaded at its first steps.

    python -m tests.ui.started_program FOLDER PASSPHRASE

Run by ``test_start.py`` in a process of its own.
"""

import json
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer

from desktop_biller import app
from desktop_biller.ui.program import Program
from desktop_biller.ui.unlock.unlock_view import UnlockView

_LOOK_MS = 10


def tell_loaded() -> None:
    """Print the names of all packages that are loaded."""
    names = sorted({name.partition(".")[0] for name in sys.modules})
    sys.stdout.write(f"{json.dumps(names)}\n")


class Watched(Program):
    """The program, which opens at the patients and ends when they are listed."""

    def show_unlock(self, folder: Path, *given: object, **named: object) -> UnlockView:
        """Unlock as soon as the window was painted; before that, nothing heavy may be loaded."""
        del given, named
        view = super().show_unlock(folder)
        view.painted.disconnect()
        view.painted.connect(partial(self._unlock_with, view))
        self.opened.connect(self._await_list)
        return view

    def _unlock_with(self, view: UnlockView) -> None:
        tell_loaded()
        self._loading.start()
        view.unlock_asked.emit("", sys.argv[2])

    def _await_list(self) -> None:
        from desktop_biller.ui.desk import Place  # noqa: PLC0415 -- loaded behind the unlock window

        assert self.session is not None
        self.session.windows[0].go(Place("patients"))
        self._look()

    def _look(self) -> None:
        from desktop_biller.ui.kit.list_table import ListTable  # noqa: PLC0415 -- the same
        from desktop_biller.ui.sections import load_all  # noqa: PLC0415 -- the same

        assert self.session is not None
        table = self.session.windows[0].findChild(ListTable, "Patients")
        if table is None or table.rows.record(0) is None:
            QTimer.singleShot(_LOOK_MS, self._look)
            return
        load_all()
        tell_loaded()
        self.quit()


if __name__ == "__main__":
    app.Program = Watched  # type: ignore[attr-defined]  # what app.main starts
    sys.exit(app.main([sys.argv[1]]))
