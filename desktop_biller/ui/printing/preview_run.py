"""Printing and saving papers in a worker: what goes out, what the trail is told, what stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop_biller.foundation.errors import StorageError
from desktop_biller.foundation.files import replace_file
from desktop_biller.foundation.progress import Cancelled, JobControl
from desktop_biller.ui.printers import PrintRun
from desktop_biller.workflow.paper_archive import read_paper, record_print
from desktop_biller.workflow.workspace import Workspace

Pages = Callable[[int], bytes]
"""The bytes of a paper by its id."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What went to the printer: papers, and the pages of all of them together."""

    papers: int
    pages: int


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """Papers for one printer.

    Attributes:
        document_ids: in the order in which they print.
        first_page: of all pages together, from 0; the pages before it came out well.
    """

    document_ids: tuple[int, ...]
    printer: str
    copies: int
    first_page: int = 0


def print_papers(
    ws: Workspace, order: PrintOrder, run: PrintRun, bytes_of: Pages, job: JobControl
) -> Printed:
    """Print issued papers and tell the trail of each that went out whole.

    Raises:
        Cancelled: the user stopped it; what was drawn before goes out, and the words say so.
        StorageError: the printer can't be reached.
    """
    ids = order.document_ids
    done: list[int] = []
    pages = 0
    try:
        for turn in range(run.rounds):
            pages = 0
            for number, document_id in enumerate(ids):
                left = max(0, order.first_page - pages)
                pages += run.add(
                    bytes_of(document_id),
                    first_page=left,
                    on_page=partial(_step, job, len(ids), number),
                )
                if turn == run.rounds - 1:
                    done.append(document_id)
    except Cancelled:
        _hand_over(ws, order, run, done)
        raise Cancelled(_stopped_words(len(done), len(ids))) from None
    except StorageError:
        _hand_over(ws, order, run, done)
        raise
    _hand_over(ws, order, run, done)
    return Printed(len(ids), pages)


def print_sheet(run: PrintRun, pdf: bytes) -> None:
    """Print a test sheet, of which the trail is told nothing: there is no patient on it."""
    try:
        for _ in range(run.rounds):
            run.add(pdf)
    finally:
        run.end()


def save_papers(
    ws: Workspace, papers: Sequence[tuple[int, Path]], job: JobControl
) -> tuple[Path, ...]:
    """Write papers as PDF files; the trail is told of each before its file is there.

    Raises:
        Cancelled: the user stopped it; the words say how many files are there.
        StorageError: a file can't be written.
    """
    made: list[Path] = []
    for number, (document_id, path) in enumerate(papers):
        try:
            job.step(number, len(papers), path.name)
        except Cancelled:
            said = f"{number} of {len(papers)} saved; {len(papers) - number} are not."
            raise Cancelled(said) from None
        pdf = read_paper(ws, document_id)
        replace_file(path, pdf)
        made.append(path)
    return tuple(made)


def _step(job: JobControl, papers: int, at: int, page: int, count: int) -> None:
    if papers == 1:
        job.step(page, count, f"page {page + 1} of {count}")
    else:
        job.step(at, papers, f"paper {at + 1} of {papers}")


def _hand_over(ws: Workspace, order: PrintOrder, run: PrintRun, done: Sequence[int]) -> None:
    run.end()
    for document_id in done:
        record_print(ws, document_id, printer=order.printer, copies=order.copies)


def _stopped_words(done: int, papers: int) -> str:
    if papers == 1:
        return "Stopped. The pages before went to the printer; nothing was marked."
    return f"{done} of {papers} printed; {papers - done} still due. Nothing was marked."
