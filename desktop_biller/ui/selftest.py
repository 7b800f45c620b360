"""The self-test of a built application's windows: open one, show a list, print a paper.

It makes its practice in a temporary folder, touches nothing of the user's, and prints to a file.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QTableView

from desktop_biller.codesets import reference_db
from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.foundation.progress import JobControl
from desktop_biller.ui.desk import Place
from desktop_biller.ui.kept_settings import KeptSettings
from desktop_biller.ui.kit.pdf_pages import PdfPages
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.printing.preview_desk import PreviewDesk
from desktop_biller.ui.printing.print_path import print_pdf
from desktop_biller.ui.screenshots import application
from desktop_biller.ui.sections import load_all, makers
from desktop_biller.ui.session import Session
from desktop_biller.workflow.paper_archive import view_paper
from desktop_biller.workflow.play.trial import open_trial, play_trial
from desktop_biller.workflow.workspace import Workspace

_PATIENCE = 30.0  # seconds until a window that shows nothing counts as broken
_ZONES = ("America/New_York", "America/Chicago", "America/Phoenix", "Pacific/Honolulu")


def run_window_selftest() -> int:
    """Open a window on a practice of its own, read, print and close; 0 when all of it worked.

    Prints one line; where something does not work, what it was.
    """
    app = application()
    theme.apply(app, "light")
    with (
        tempfile.TemporaryDirectory(prefix="desktop-biller-selftest-") as made,
        reference_db.ensure(Path(made) / "reference.db", job=JobControl()) as catalogue,
    ):
        failed, facts = _try(Path(made), catalogue)
    if failed:
        _say(f"Self-test of the windows failed: {'; '.join(failed)}.")
        return 1
    _say(f"Self-test of the windows: {', '.join(facts)}.")
    return 0


def _try(scratch: Path, catalogue: Catalogue) -> tuple[list[str], list[str]]:
    """What failed, and what was done."""
    zones = [ZoneInfo(name).key for name in _ZONES]
    family = QFontInfo(theme.font()).family()
    trial = play_trial(scratch / "practice", catalogue)
    load_all()
    ws = open_trial(scratch / "practice", catalogue)  # the session closes it
    pages = _print(ws, trial.papers[0].document_id, scratch / "paper.pdf")
    shown = _names_shown(ws, scratch)
    failed = []
    if trial.findings:
        failed.append(f"{len(trial.findings)} findings in the practice")
    if not family.startswith("Inter"):
        failed.append(f"the typeface is {family}")
    if not pages:
        failed.append("nothing was printed")
    if not shown:
        failed.append("the list of patients stayed empty")
    where = application().platformName()
    return failed, [
        f"a window ({where})",
        f"{len(shown)} patient shown",
        f"{pages} page printed",
        f"{trial.steps} steps",
        f"{len(zones)} time zones",
        f"{len(trial.findings)} findings",
    ]


def _print(ws: Workspace, document_id: int, path: Path) -> int:
    """Print a paper through the print path into a file; returns the pages that arrived there."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    print_pdf(printer, view_paper(ws, document_id))
    with PdfPages(path.read_bytes()) as printed:
        return printed.count


def _names_shown(ws: Workspace, scratch: Path) -> list[str]:
    """Open the first window on the list of patients; returns the names that it shows."""
    session = Session(
        ws,
        KeptSettings(scratch / "windows.ini"),
        makers(),
        PreviewDesk,
        first=Place("patients"),
    )
    window = session.open_window()
    names: list[str] = []

    def look() -> bool:
        for table in window.findChildren(QTableView):
            model = table.model()
            if table.isVisible() and model.rowCount():
                names.append(str(model.index(0, 0).data(Qt.ItemDataRole.DisplayRole)))
        return bool(names)

    _wait(look)
    window.grab()  # paints everything once: fonts, icons, delegates
    session.quit()
    _wait(lambda: session.ws is None)
    return [name for name in names if name.strip()]


def _wait(ready: Callable[[], bool]) -> None:
    """Let the windows work until ``ready``, or until patience ends."""
    app, end = application(), time.monotonic() + _PATIENCE
    while not ready() and time.monotonic() < end:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 -- for a terminal; a windowed build on Windows has none
