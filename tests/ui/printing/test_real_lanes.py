"""The whole way with real threads: claims drawn, printed by QPrinter in a worker, confirmed."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_biller.ui.desk import Bus, Desk, PreviewRequest
from desktop_biller.ui.jobs import JobRunner
from desktop_biller.ui.kit.pdf_pages import PdfPages
from desktop_biller.ui.printers import PrinterName, PrintSetup, Tray
from desktop_biller.ui.printing.preview_desk import PreviewDesk
from desktop_biller.ui.printing.print_path import QtPrintRun, set_whole_page
from tests.office import Office
from tests.ui.printing.conftest import Aligned


class FilePrinters:
    """A printer of Qt whose paper is a PDF."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> Sequence[PrinterName]:
        return (PrinterName("desk", "Front desk", is_default=True),)

    def trays(self, printer: str) -> Sequence[Tray]:
        del printer
        return ()

    def begin(self, setup: PrintSetup, title: str) -> QtPrintRun:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.path))
        printer.setDocName(title)
        printer.setResolution(150)
        set_whole_page(printer)
        return QtPrintRun(printer, offset=setup.offset, copies=setup.copies, mark=setup.mark)


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


def test_three_claims_go_through_the_printer_while_the_window_stays_alive(
    qtbot: QtBot, office: Office, jobs: JobRunner, claim_papers: tuple[int, ...], tmp_path: Path
) -> None:
    progress: list[str] = []
    jobs.progressed.connect(lambda job, *_how_far: progress.append(job.title))
    desk = Desk(office.ws, jobs, Bus(), go=lambda _place: None)
    Aligned().apply(desk)
    window, printers, sent = QWidget(), FilePrinters(tmp_path / "out.pdf"), []
    qtbot.addWidget(window)
    previews = PreviewDesk(desk, window, printers)
    done: Callable[[], None] = lambda: sent.append("sent")  # noqa: E731 -- a typed callback
    previews.open(
        PreviewRequest(
            "3 claims", claim_papers, form="cms1500", question="Did they print?", confirmed=done
        )
    )
    (view,) = previews.windows()
    qtbot.waitUntil(view.print.isEnabled, timeout=5000)
    view.print.click()
    assert not view.print.isEnabled()
    qtbot.waitUntil(lambda: view.bar.words() != "", timeout=10_000)
    with PdfPages(printers.path.read_bytes()) as pages:
        assert pages.count == 3
    assert set(progress) == {"Printing 3 claims"}
    view.bar.yes.click()
    assert sent == ["sent"]
    assert previews.windows() == ()


def test_a_preview_may_close_while_its_page_is_still_being_drawn(
    qtbot: QtBot, office: Office, jobs: JobRunner, claim_papers: tuple[int, ...], tmp_path: Path
) -> None:
    desk = Desk(office.ws, jobs, Bus(), go=lambda _place: None)
    window = QWidget()
    qtbot.addWidget(window)
    previews = PreviewDesk(desk, window, FilePrinters(tmp_path / "out.pdf"))
    for _ in range(5):
        previews.open(PreviewRequest("3 claims", claim_papers, form="cms1500"))
        previews.close_all()
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)
    qtbot.wait(50)
    assert previews.windows() == ()
