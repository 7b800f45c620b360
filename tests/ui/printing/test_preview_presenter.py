"""What the print preview decides, without its widgets."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import UserError
from desktop_biller.models.access import AuditRow
from desktop_biller.ui.desk import Desk, PreviewRequest
from desktop_biller.ui.printers import KeptPrinters as Kept
from desktop_biller.ui.printers import Offset, PrinterName, PrintSetup, Tray
from desktop_biller.ui.printing.preview_presenter import PreviewPresenter
from desktop_biller.workflow.office.printing import PaperToPrint
from tests.office import Office
from tests.ui.printing.conftest import Aligned, KeptPrinters


class FakeWindow:
    def __init__(self) -> None:
        self.papers: Sequence[PaperToPrint] = ()
        self.pdf = b""
        self.page_words = ""
        self.at_end = False
        self.marked: list[int] = []
        self.printer = ""
        self.no_printer = ""
        self.trays: Sequence[Tray] = ()
        self.offset: Offset | None = None
        self.align_words = ""
        self.reprint = ("", False)
        self.acts = ("", "", "")
        self.busy: list[str] = []
        self.asked: tuple[str, int] | None = None
        self.said: list[tuple[str, str, str]] = []
        self.names: Sequence[str] = ()
        self.error: UserError | None = None
        self.finished = False
        self.set = PrintSetup("")

    def show_title(self, words: str) -> None:
        self.title = words

    def show_papers(self, papers: Sequence[PaperToPrint]) -> None:
        self.papers = papers

    def mark_paper(self, document_id: int) -> None:
        self.marked.append(document_id)

    def show_pdf(self, pdf: bytes, name: str, *, at_end: bool) -> None:
        self.pdf, self.name, self.at_end, self.page_words = pdf, name, at_end, ""

    def say_page(self, words: str) -> None:
        self.page_words = words

    def show_printers(self, printers: Sequence[PrinterName], chosen: str, words: str) -> None:
        self.printers, self.printer, self.no_printer = printers, chosen, words

    def show_trays(self, trays: Sequence[Tray], chosen: int) -> None:
        self.trays = trays
        self.tray = chosen

    def show_offset(self, offset: Offset | None, words: str, *, is_set: bool) -> None:
        self.offset, self.align_words, self.is_set = offset, words, is_set
        self.set = replace(self.set, offset=offset or Offset())

    def show_reprint(self, words: str, *, checked: bool) -> None:
        self.reprint = words, checked

    def show_acts(self, print_words: str, print_why: str, save_why: str) -> None:
        self.acts = print_words, print_why, save_why

    def show_busy(self, words: str) -> None:
        self.busy.append(words)

    def ask_printed(self, request: PreviewRequest, pages: int) -> None:
        self.asked = request.question, pages

    def end_question(self) -> None:
        self.asked = None

    def setup(self, printer: str) -> PrintSetup | None:
        return replace(self.set, printer=printer)

    def ask_where(self, folder: str, file_names: Sequence[str]) -> None:
        self.folder, self.names = folder, file_names

    def say(self, hue: str, words: str, act: str = "") -> None:
        self.said.append((hue, words, act))

    def show_error(self, error: UserError) -> None:
        self.error = error

    def clear_error(self) -> None:
        self.error = None

    def finish(self) -> None:
        self.finished = True


@pytest.fixture
def view() -> FakeWindow:
    return FakeWindow()


@pytest.fixture
def user_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path / "Documents")
    return tmp_path


def opened(
    desk: Desk, view: FakeWindow, printers: KeptPrinters, request: PreviewRequest
) -> PreviewPresenter:
    act = PreviewPresenter(desk, view, printers, request)
    act.open()
    return act


def claims(papers: tuple[int, ...], sent: list[str]) -> PreviewRequest:
    return PreviewRequest(
        "3 claims",
        papers,
        form="cms1500",
        question="Did all 3 claims print?",
        yes="Yes, mark sent",
        confirmed=lambda: sent.append("sent"),
    )


def trail(desk: Desk, event: str) -> list[tuple[str, str]]:
    with desk.ws.db.reading() as session:
        rows = session.scalars(sa.select(AuditRow).where(AuditRow.event == event))
        return [(row.subject, row.reason) for row in rows]


def test_a_paper_is_shown_and_the_look_is_on_record(
    desk: Desk, view: FakeWindow, printers: KeptPrinters, receipt: int
) -> None:
    opened(desk, view, printers, PreviewRequest("1 receipt", (receipt,)))
    assert view.pdf.startswith(b"%PDF")
    assert len(trail(desk, "paper.viewed")) == 1
    assert (view.printer, view.acts) == ("desk", ("Print", "", ""))
    assert view.offset is None


def test_turning_past_the_last_page_goes_to_the_next_paper_once_looked_at(
    desk: Desk,
    view: FakeWindow,
    printers: KeptPrinters,
    claim_papers: tuple[int, ...],
) -> None:
    act = opened(desk, view, printers, claims(claim_papers, []))
    first = view.pdf
    act.turn(1)
    assert view.marked == [claim_papers[1]]
    assert view.pdf != first
    act.turn(-1)
    assert (view.pdf, view.at_end) == (first, True)
    act.turn(-1)
    assert view.pdf == first
    assert len(trail(desk, "paper.viewed")) == 2


def test_a_printed_receipt_closes_the_preview_and_is_on_record(
    desk: Desk,
    view: FakeWindow,
    printers: KeptPrinters,
    receipt: int,
    told: list[str],
) -> None:
    view.set = PrintSetup("", copies=2, tray=1)
    opened(desk, view, printers, PreviewRequest("1 receipt", (receipt,))).print_now()
    (run,) = printers.runs
    assert (run.setup.printer, run.setup.copies, run.setup.tray) == ("desk", 2, 1)
    assert (run.ended, run.title) == (True, "1 receipt")
    assert [reason for _, reason in trail(desk, "paper.printed")] == ["2 copies on desk"]
    assert view.finished
    assert told == ["1 page sent to desk"]


def test_nothing_counts_as_sent_before_the_user_says_so(
    desk: Desk, view: FakeWindow, printers: KeptPrinters, claim_papers: tuple[int, ...]
) -> None:
    sent: list[str] = []
    Aligned().apply(desk)
    act = opened(desk, view, printers, claims(claim_papers, sent))
    act.print_now()
    assert view.asked == ("Did all 3 claims print?", 3)
    assert sent == []
    assert not view.finished
    act.confirm()
    assert sent == ["sent"]
    assert view.finished


def test_no_keeps_everything_as_it_was_and_the_preview_open(
    desk: Desk, view: FakeWindow, printers: KeptPrinters, claim_papers: tuple[int, ...]
) -> None:
    sent: list[str] = []
    Aligned().apply(desk)
    act = opened(desk, view, printers, claims(claim_papers, sent))
    act.print_now()
    act.deny()
    assert (sent, view.asked, view.finished) == ([], None, False)
    assert "Nothing was marked" in view.said[-1][1]


def test_a_reprint_begins_at_its_page_of_all_papers(
    desk: Desk, view: FakeWindow, printers: KeptPrinters, claim_papers: tuple[int, ...]
) -> None:
    Aligned().apply(desk)
    act = opened(desk, view, printers, claims(claim_papers, []))
    act.print_now()
    act.print_from(3)
    first, again = printers.runs
    assert len(first.pages) == 3
    assert again.pages == first.pages[2:]
    assert view.asked == ("Did all 3 claims print?", 3)


def test_the_red_form_is_moved_by_the_printers_own_offset(
    desk: Desk, view: FakeWindow, printers: KeptPrinters, claim_papers: tuple[int, ...]
) -> None:
    Aligned(Offset(5, -3)).apply(desk)
    act = opened(desk, view, printers, claims(claim_papers, []))
    assert (view.offset, view.align_words) == (Offset(5, -3), "")
    act.print_now()
    assert printers.runs[0].setup.offset == Offset(5, -3)
    act.choose_printer("back")
    assert (view.offset, view.acts[0]) == (Offset(), "Print test sheet")
    act.choose_printer("desk")
    assert view.offset == Offset(5, -3)


def test_a_printer_that_was_never_aligned_gets_the_test_sheet_first(
    desk: Desk,
    view: FakeWindow,
    printers: KeptPrinters,
    claim_papers: tuple[int, ...],
) -> None:
    act = opened(desk, view, printers, claims(claim_papers, []))
    assert view.acts[0] == "Print test sheet"
    assert "never aligned" in view.align_words
    act.print_now()
    (run,) = printers.runs
    assert len(run.pages) == 1
    assert run.setup.offset == Offset()
    assert trail(desk, "paper.printed") == []
    assert view.acts[0] == "Print"
    act.set_offset(Offset(2, 1))
    assert Kept(desk.settings).offset("desk") == Offset(2, 1)
    act.print_now()
    assert len(printers.runs[1].pages) == 3


def test_without_a_printer_nothing_is_asked_of_the_red_form(
    desk: Desk, view: FakeWindow, printers: KeptPrinters, claim_papers: tuple[int, ...]
) -> None:
    printers.known = ()
    opened(desk, view, printers, claims(claim_papers, []))
    assert (view.offset, view.acts[0]) == (None, "Print")


def test_the_first_pdf_is_offered_among_the_users_own_papers(
    view: FakeWindow, printers: KeptPrinters, receipt: int, desk: Desk, user_home: Path
) -> None:
    act = opened(desk, view, printers, PreviewRequest("1 receipt", (receipt,)))
    act.save()
    assert view.folder == str(user_home)
    (user_home / "Documents").mkdir()
    act.save()
    assert view.folder == str(user_home / "Documents")


def test_the_test_sheet_itself_is_moved_and_says_by_how_much(
    desk: Desk, view: FakeWindow, printers: KeptPrinters
) -> None:
    Aligned(Offset(5, -3)).apply(desk)
    act = opened(
        desk, view, printers, PreviewRequest("Test sheet", form="cms1500", test_sheet=True)
    )
    before = view.pdf
    assert view.acts == ("Print test sheet", "", "The test sheet is no paper of the practice.")
    act.set_offset(Offset(6, -3))
    assert view.pdf != before
    view.set = replace(view.set, offset=Offset(6, -3))
    act.print_now()
    assert printers.runs[0].setup.offset == Offset()
    assert printers.runs[0].pages[0][0] == view.pdf
    assert Kept(desk.settings).offset("desk") == Offset(6, -3)


def test_a_printer_without_shift_may_go_without_test_sheet(
    desk: Desk, view: FakeWindow, printers: KeptPrinters, claim_papers: tuple[int, ...]
) -> None:
    act = opened(desk, view, printers, claims(claim_papers, []))
    act.take_as_aligned()
    assert Kept(desk.settings).offset("desk") == Offset()
    assert view.acts[0] == "Print"
    assert printers.runs == []


def test_printer_and_tray_are_remembered_for_each_form(
    desk: Desk, view: FakeWindow, printers: KeptPrinters, receipt: int
) -> None:
    act = opened(desk, view, printers, PreviewRequest("1 receipt", (receipt,)))
    act.choose_printer("back")
    act.choose_tray(1)
    again = FakeWindow()
    opened(desk, again, printers, PreviewRequest("1 receipt", (receipt,)))
    assert (again.printer, again.tray) == ("back", 1)
    red = FakeWindow()
    opened(desk, red, printers, PreviewRequest("Test", form="cms1500", test_sheet=True))
    assert (red.printer, red.tray) == ("desk", -1)


def test_a_computer_without_printers_says_so_and_offers_pdf(
    desk: Desk, view: FakeWindow, printers: KeptPrinters, receipt: int
) -> None:
    printers.known = ()
    act = opened(desk, view, printers, PreviewRequest("1 receipt", (receipt,)))
    assert "No printer is set up" in view.no_printer
    assert "No printer is set up" in view.acts[1]
    assert view.acts[2] == ""
    act.print_now()
    assert printers.runs == []


def test_cancel_says_what_was_printed_and_asks_for_no_mark(
    desk: Desk,
    view: FakeWindow,
    printers: KeptPrinters,
    claim_papers: tuple[int, ...],
) -> None:
    sent: list[str] = []
    Aligned().apply(desk)
    act = opened(desk, view, printers, claims(claim_papers, sent))
    printers.at_page = lambda page: act.cancel() if page == 1 else None
    act.print_now()
    assert view.said == [("amber", "2 of 3 printed; 1 still due. Nothing was marked.", "")]
    assert view.asked is None
    assert printers.runs[0].ended
    assert len(trail(desk, "paper.printed")) == 2
    assert view.acts[1] == ""


def test_a_printer_that_fails_in_the_middle_is_told_and_can_be_tried_again(
    desk: Desk,
    view: FakeWindow,
    printers: KeptPrinters,
    claim_papers: tuple[int, ...],
) -> None:
    Aligned().apply(desk)
    act = opened(desk, view, printers, claims(claim_papers, []))
    printers.broken_at = 1
    act.print_now()
    assert view.error is not None
    assert view.error.what == "The printer can't be reached."
    assert len(trail(desk, "paper.printed")) == 1
    printers.broken_at = -1
    act.print_now()
    assert view.error is None
    assert view.asked == ("Did all 3 claims print?", 3)


def test_a_paper_of_an_earlier_day_is_marked_as_a_reprint_but_never_a_red_form(
    office: Office,
    desk: Desk,
    printers: KeptPrinters,
    receipt: int,
    claim_papers: tuple[int, ...],
) -> None:
    opened(desk, FakeWindow(), printers, PreviewRequest("1 receipt", (receipt,))).print_now()
    Aligned().apply(desk)
    opened(desk, FakeWindow(), printers, claims(claim_papers, [])).print_now()
    same_day, later, red = FakeWindow(), FakeWindow(), FakeWindow()
    opened(desk, same_day, printers, PreviewRequest("1 receipt", (receipt,)))
    assert same_day.reprint == ("Printed on 03/02/2026", False)
    office.on(dt.date(2026, 3, 5))
    opened(desk, later, printers, PreviewRequest("1 receipt", (receipt,)))
    assert later.reprint == ("Printed on 03/02/2026", True)
    opened(desk, red, printers, claims(claim_papers, []))
    assert red.reprint == ("", False)


def test_p38_a_saved_pdf_is_on_record_and_its_folder_remembered(
    desk: Desk,
    view: FakeWindow,
    printers: KeptPrinters,
    claim_papers: tuple[int, ...],
    tmp_path: Path,
) -> None:
    act = opened(desk, view, printers, claims(claim_papers, []))
    act.save()
    assert view.names[0] == "claim-form-C000001-1.pdf"
    act.save_to([str(tmp_path / name) for name in view.names])
    assert len(list(tmp_path.glob("*.pdf"))) == 3
    assert (tmp_path / view.names[0]).read_bytes() == view.pdf
    assert len(trail(desk, "paper.saved")) == 3
    hue, words, verb = view.said[-1]
    assert (hue, verb) == ("green", "Yes, mark sent")
    assert "Whoever opens that folder can read it" in words
    act.save()
    assert view.folder == str(tmp_path)


def test_a_folder_that_can_not_be_written_is_told(
    desk: Desk, view: FakeWindow, printers: KeptPrinters, receipt: int, tmp_path: Path
) -> None:
    act = opened(desk, view, printers, PreviewRequest("1 receipt", (receipt,)))
    act.save_to([str(tmp_path / "gone" / "receipt.pdf")])
    assert view.error is not None
    assert view.acts == ("Print", "", "")


def test_a_picture_is_only_looked_at(desk: Desk, view: FakeWindow, printers: KeptPrinters) -> None:
    act = opened(desk, view, printers, PreviewRequest("Claim", picture=b"%PDF-1.4 a picture"))
    assert (view.pdf, view.acts) == (b"%PDF-1.4 a picture", ("", "", ""))
    act.print_now()
    act.save()
    assert printers.runs == []
    assert view.names == ()


def test_a_question_that_a_lock_interrupts_is_asked_again(
    desk: Desk, view: FakeWindow, printers: KeptPrinters, claim_papers: tuple[int, ...]
) -> None:
    Aligned().apply(desk)
    act = opened(desk, view, printers, claims(claim_papers, []))
    assert not act.is_waiting()
    act.print_now()
    assert act.is_waiting()
    act.blank()
    view.asked, view.papers = None, ()
    act.open()
    assert view.asked == ("Did all 3 claims print?", 3)
    assert len(view.papers) == 3
