"""Decides what the print preview shows and does: papers, printer, offset, printing, asking."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

import platformdirs

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.progress import JobControl
from desktop_biller.ui.desk import Desk, PreviewRequest
from desktop_biller.ui.printers import (
    ANY_TRAY,
    KeptPrinters,
    Offset,
    PrinterName,
    Printers,
    PrintSetup,
    Tray,
)
from desktop_biller.ui.printing.preview_run import (
    Printed,
    PrintOrder,
    print_papers,
    print_sheet,
    save_papers,
)
from desktop_biller.workflow.office.printing import (
    PaperToPrint,
    calibration_sheet,
    papers_to_print,
)
from desktop_biller.workflow.paper_archive import view_paper

T = TypeVar("T")

_NO_PRINTER = "No printer is set up on this computer. Save the paper as a PDF instead."
_NOT_ALIGNED = (
    "This printer was never aligned for the red form. Print the test sheet, hold it against a"
    " red form, and type how far it must move."
)
_ALIGN_NOW = (
    "Hold the sheet against a red form. Type how far the marks must move right (+) or left (−),"
    " down (+) or up (−), and print it again, or go on."
)


class PreviewScreen(Protocol):
    """What the presenter asks of the window."""

    def show_title(self, words: str) -> None: ...
    def show_papers(self, papers: Sequence[PaperToPrint]) -> None: ...
    def mark_paper(self, document_id: int) -> None: ...
    def show_pdf(self, pdf: bytes, name: str, *, at_end: bool) -> None: ...
    def say_page(self, words: str) -> None: ...
    def show_printers(self, printers: Sequence[PrinterName], chosen: str, words: str) -> None: ...
    def show_trays(self, trays: Sequence[Tray], chosen: int) -> None: ...
    def show_offset(self, offset: Offset | None, words: str, *, is_set: bool) -> None: ...
    def show_reprint(self, words: str, *, checked: bool) -> None: ...
    def show_acts(self, print_words: str, print_why: str, save_why: str) -> None: ...
    def show_busy(self, words: str) -> None: ...
    def ask_printed(self, request: PreviewRequest, pages: int) -> None: ...
    def end_question(self) -> None: ...
    def setup(self, printer: str) -> PrintSetup | None: ...
    def ask_where(self, folder: str, file_names: Sequence[str]) -> None: ...
    def say(self, hue: str, words: str, act: str = "") -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def clear_error(self) -> None: ...
    def finish(self) -> None: ...


class PreviewPresenter:
    """Presents one request.

    Args:
        desk: the surroundings of the window that asked.
        view: the preview window.
        printers: of this computer.
        request: what shall be shown.
    """

    def __init__(
        self, desk: Desk, view: PreviewScreen, printers: Printers, request: PreviewRequest
    ) -> None:
        self._desk, self._view, self._printers = desk, view, printers
        self._request = request
        self._kept = KeptPrinters(desk.settings)
        self._papers: Sequence[PaperToPrint] = ()
        self._bytes: dict[int, bytes] = {}
        self._at = 0
        self._names: Sequence[PrinterName] | None = None
        self._printer = ""
        self._aligned = False
        self._busy = ""
        self._control: JobControl | None = None
        self._asked: int | None = None
        self._confirmed = False
        self._is_closed = self._is_blank = False

    # --- Opening, locking ----------------------------------------------------------------------

    def open(self) -> None:
        """Show the request; after a lock, show it again where it was."""
        request, view = self._request, self._view
        self._is_blank = False
        view.show_title(request.title)
        self._show_acts()
        if request.document_ids:
            view.say_page("Opening...")
            self._read(
                partial(papers_to_print, self._desk.ws, request.document_ids), self._on_papers
            )
        elif request.picture:
            view.show_pdf(request.picture, request.title, at_end=False)
        if not request.picture:
            self._read(self._printers.names, self._on_printers)
        self._ask_printed()

    def blank(self) -> None:
        """The practice is locked: keep nothing of a patient."""
        self._is_blank = True
        self._bytes.clear()
        self._papers = ()

    def close(self) -> None:
        """The window is gone: what comes home now is not looked at."""
        self._is_closed = True
        self.blank()

    def is_waiting(self) -> bool:
        """True while something is under way, or the user has not said whether it printed."""
        return bool(self._busy) or self._asked is not None

    # --- Papers --------------------------------------------------------------------------------

    def choose_paper(self, document_id: int, *, at_end: bool = False) -> None:
        """Show another paper of the list."""
        ids = [told.paper.document_id for told in self._papers]
        if document_id not in ids:
            return
        self._at = ids.index(document_id)
        known = self._bytes.get(document_id)
        if known is not None:
            self._show_pdf(document_id, at_end, known)
            return
        self._view.say_page("Opening...")
        self._read(
            partial(view_paper, self._desk.ws, document_id),
            partial(self._on_pdf, document_id, at_end),
            slot="paper",
        )

    def turn(self, step: int) -> None:
        """The user turned past the last page, or before the first: go to the next paper."""
        at = self._at + step
        if 0 <= at < len(self._papers):
            document_id = self._papers[at].paper.document_id
            self._view.mark_paper(document_id)
            self.choose_paper(document_id, at_end=step < 0)

    def _on_papers(self, papers: Sequence[PaperToPrint]) -> None:
        self._papers = papers
        view = self._view
        view.show_papers(papers)
        if not papers:
            view.say_page("There is no such paper.")
            self._show_acts()
            return
        self.choose_paper(papers[min(self._at, len(papers) - 1)].paper.document_id)
        self._show_reprint()
        self._show_acts()

    def _on_pdf(self, document_id: int, at_end: bool, pdf: bytes) -> None:
        self._bytes[document_id] = pdf
        self._show_pdf(document_id, at_end, pdf)

    def _show_pdf(self, document_id: int, at_end: bool, pdf: bytes) -> None:
        if self._papers and self._papers[self._at].paper.document_id == document_id:
            paper = self._papers[self._at].paper
            self._view.show_pdf(pdf, f"{paper.words} {paper.number}", at_end=at_end)

    def _show_reprint(self) -> None:
        """Papers that were printed on an earlier day say so; a red form bears data alone."""
        days = [told.last_printed_on for told in self._papers if told.last_printed_on is not None]
        if not days or self._is_red():
            self._view.show_reprint("", checked=False)
            return
        last = max(days)
        earlier = last < self._desk.ws.clock.today()
        self._view.show_reprint(f"Printed on {us_date(last)}", checked=earlier)

    # --- Printer -------------------------------------------------------------------------------

    def choose_printer(self, name: str) -> None:
        """The user chose a printer."""
        self._kept.keep_last(self._request.form, name)
        self._show_printer(name)

    def choose_tray(self, tray: int) -> None:
        """The user chose a tray."""
        self._kept.keep_tray(self._request.form, self._printer, tray)

    def set_offset(self, offset: Offset) -> None:
        """The user typed how far the red form must move on this printer."""
        if self._aligned:
            self._kept.keep_offset(self._printer, offset)
        if self._request.test_sheet:
            self._show_sheet(offset)

    def take_as_aligned(self) -> None:
        """The user says that the printer needs no test sheet."""
        setup = self._view.setup(self._printer)
        if setup is not None:
            self._on_aligned(setup.offset, "")

    def _on_printers(self, names: Sequence[PrinterName]) -> None:
        self._names = names
        known = [name.name for name in names]
        default = next((name.name for name in names if name.is_default), known[0] if known else "")
        last = self._kept.last(self._request.form)
        chosen = last if last in known else default
        self._view.show_printers(names, chosen, "" if known else _NO_PRINTER)
        self._show_printer(chosen)

    def _show_printer(self, name: str) -> None:
        self._printer = name
        self._view.show_trays((), ANY_TRAY)
        if name:
            self._read(
                partial(self._printers.trays, name), partial(self._on_trays, name), slot="trays"
            )
        if self._is_red():
            offset = self._kept.offset(name) if name else None
            self._aligned = offset is not None
            words = "" if self._aligned else _NOT_ALIGNED
            shown = (offset or Offset()) if name else None
            self._view.show_offset(shown, words if name else "", is_set=self._aligned)
            if self._request.test_sheet:
                self._show_sheet(offset or Offset())
        else:
            self._view.show_offset(None, "", is_set=True)
        self._show_acts()

    def _on_trays(self, name: str, trays: Sequence[Tray]) -> None:
        if name == self._printer:
            self._view.show_trays(trays, self._kept.tray(self._request.form, name))

    def _show_sheet(self, offset: Offset) -> None:
        self._read(
            partial(_sheet, self._desk, self._printer, offset),
            lambda pdf: self._view.show_pdf(pdf, "Test sheet", at_end=False),
            slot="paper",
        )

    def _is_red(self) -> bool:
        return self._request.form == "cms1500"

    def _must_align(self) -> bool:
        return self._is_red() and (not self._aligned or self._request.test_sheet)

    # --- Printing ------------------------------------------------------------------------------

    def print_now(self) -> None:
        """Print: the test sheet first, where this printer was never aligned for the red form."""
        if self._must_align():
            self.print_test_sheet()
        else:
            self._print(0)

    def print_from(self, page: int) -> None:
        """Print again from a page (from 1) of all pages together."""
        self._print(page - 1)

    def print_test_sheet(self) -> None:
        """Print the test sheet as the offset stands."""
        setup = self._ready_setup()
        if setup is None:
            return
        offset = setup.offset
        plain = PrintSetup(setup.printer, 1, setup.tray)  # the sheet itself is moved
        run = self._printers.begin(plain, "Test sheet")
        sheet = partial(_sheet, self._desk, setup.printer, offset)
        self._start("Printing the test sheet")
        self._work(
            lambda _job: print_sheet(run, sheet()),
            lambda _done: self._on_aligned(offset, _ALIGN_NOW),
        )

    def cancel(self) -> None:
        """Stop printing."""
        if self._control is not None:
            self._control.cancel()

    def _print(self, first_page: int) -> None:
        setup = self._ready_setup()
        if setup is None or not self._papers:
            return
        self._asked = None
        self._view.end_question()
        run = self._printers.begin(setup, self._request.title)
        order = PrintOrder(
            tuple(told.paper.document_id for told in self._papers),
            printer=setup.printer,
            copies=setup.copies,
            first_page=first_page,
        )
        ws, known = self._desk.ws, dict(self._bytes)

        def bytes_of(document_id: int) -> bytes:
            return known.get(document_id) or view_paper(ws, document_id)

        def act(job: JobControl) -> Printed:
            self._control = job
            return print_papers(ws, order, run, bytes_of, job)

        self._start(f"Printing {self._request.title}")
        self._work(act, self._on_printed, title=f"Printing {self._request.title}")

    def _ready_setup(self) -> PrintSetup | None:
        if self._busy or not self._printer:
            return None
        self._view.clear_error()
        return self._view.setup(self._printer)

    def _start(self, words: str) -> None:
        self._busy = words
        self._view.show_busy(words)
        self._show_acts()

    def _rest(self) -> None:
        self._busy, self._control = "", None
        self._view.show_busy("")
        self._show_acts()

    def _on_aligned(self, offset: Offset, words: str) -> None:
        self._aligned = True
        self._kept.keep_offset(self._printer, offset)
        self._view.show_offset(offset, words, is_set=True)
        self._rest()

    def _on_printed(self, printed: Printed) -> None:
        self._rest()
        if not self._request.question:
            sheets = f"{printed.pages} page{'' if printed.pages == 1 else 's'}"
            self._desk.tell(f"{sheets} sent to {self._printer}")
            self._view.finish()
            return
        self._asked = printed.pages
        self._ask_printed()

    def _ask_printed(self) -> None:
        if self._asked is not None:
            self._view.ask_printed(self._request, self._asked)

    def _on_stopped(self, words: str) -> None:
        self._rest()
        self._view.say("amber", words)

    def _on_refused(self, error: UserError) -> None:
        if self._busy:
            self._rest()
        self._view.show_error(error)

    # --- Did it print? -------------------------------------------------------------------------

    def confirm(self) -> None:
        """The user says that all printed; only now anything counts as sent, and once."""
        self._asked = None
        if self._request.confirmed is not None and not self._confirmed:
            self._confirmed = True
            self._request.confirmed()
        self._view.finish()

    def deny(self) -> None:
        """The user says that it did not print; nothing is marked."""
        self._asked = None
        self._view.end_question()
        self._view.say("blue", "Nothing was marked. Print again, or close the preview.")

    # --- Saving --------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask where the PDFs shall go."""
        if self._papers and not self._busy:
            names = [told.paper.file_name for told in self._papers]
            folder = self._desk.settings.read("folder/papers", str(_documents()))
            self._view.ask_where(folder, names)

    def save_to(self, places: Sequence[str]) -> None:
        """Write each paper to its place."""
        if not places or len(places) != len(self._papers):
            return
        self._desk.settings.keep("folder/papers", str(Path(places[0]).parent))
        ids = [told.paper.document_id for told in self._papers]
        pairs = list(zip(ids, map(Path, places), strict=True))
        self._start("Saving")
        ws = self._desk.ws
        self._work(
            lambda job: save_papers(ws, pairs, job),
            self._on_saved,
            title=f"Saving {self._request.title}",
        )

    def _on_saved(self, paths: Sequence[Path]) -> None:
        self._rest()
        what = paths[0].name if len(paths) == 1 else f"{len(paths)} PDFs"
        told = f"{what} saved in {paths[0].parent}. Whoever opens that folder can read it."
        if self._request.question:
            told += " If you print from there, mark it here."
        self._view.say("green", told, self._request.yes if self._request.question else "")

    # --- Jobs --------------------------------------------------------------------------------

    def _read(self, ask: Callable[[], T], done: Callable[[T], None], *, slot: str = "") -> None:
        """Ask in a reader; an answer that comes after a lock or the end is dropped."""
        self._desk.jobs.read(
            ask,
            lambda answer: None if self._is_blank else done(answer),
            lambda error: None if self._is_blank else self._on_refused(error),
            slot=f"{slot} {id(self)}" if slot else "",
        )

    def _work(
        self, act: Callable[[JobControl], T], done: Callable[[T], None], *, title: str = ""
    ) -> None:
        """Print or save; what came of it is wanted after a lock too, only not after the end."""
        self._desk.jobs.work(
            act,
            lambda result: None if self._is_closed else done(result),
            lambda error: None if self._is_closed else self._on_refused(error),
            title=title,
            stopped=lambda words: None if self._is_closed else self._on_stopped(words),
        )

    # --- Acts ----------------------------------------------------------------------------------

    def _show_acts(self) -> None:
        if self._request.picture:
            self._view.show_acts("", "", "")
            return
        aligns_first = self._must_align() and (bool(self._printer) or self._request.test_sheet)
        words = "Print test sheet" if aligns_first else "Print"
        why = self._busy
        if not why and self._names is None:
            why = "Looking for printers."
        elif not why and not self._printer:
            why = _NO_PRINTER
        if not why and not self._papers and not self._must_align():
            why = "The papers are being opened."
        save_why = self._busy
        if self._request.test_sheet:
            save_why = "The test sheet is no paper of the practice."
        elif not save_why and not self._papers:
            save_why = "The papers are being opened."
        self._view.show_acts(words, why, save_why)


def _documents() -> Path:
    """Where the user keeps papers, for the first time one is saved."""
    folder = platformdirs.user_documents_path()
    return folder if folder.is_dir() else Path.home()


def _sheet(desk: Desk, printer: str, offset: Offset) -> bytes:
    return calibration_sheet(
        desk.ws,
        printer=printer,
        dx_hundredths_inch=offset.dx,
        dy_hundredths_inch=offset.dy,
    )
