"""What the tests of the preview share: printed papers, a printer that keeps what it was given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from desktop_biller.foundation.errors import StorageError
from desktop_biller.ui.desk import Bus, Desk
from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.ui.kit.pdf_pages import PdfPages
from desktop_biller.ui.printers import ANY_TRAY, Offset, PrinterName, PrintSetup, Tray
from desktop_biller.workflow.claims.make import PrintClaim, print_claim
from tests.office import Office, command


class KeptRun:
    """A job of the printer."""

    def __init__(self, printers: "KeptPrinters", setup: PrintSetup, title: str) -> None:
        self._printers = printers
        self.setup, self.title = setup, title
        self.pages: list[tuple[bytes, int]] = []
        self.ended = False
        self.rounds = 1

    def add(
        self, pdf: bytes, *, first_page: int = 0, on_page: Callable[[int, int], None] | None = None
    ) -> int:
        with PdfPages(pdf) as pages:
            count = pages.count
        for page in range(first_page, count):
            if on_page is not None:
                on_page(page, count)
            self._printers.before_page(len(self.pages))
            self.pages.append((pdf, page))
        return count

    def end(self) -> None:
        self.ended = True


@dataclass
class KeptPrinters:
    """Two printers; ``broken_at`` is the page that none of them prints."""

    runs: list[KeptRun] = field(default_factory=list)
    known: Sequence[PrinterName] = (
        PrinterName("back", "Back office"),
        PrinterName("desk", "Front desk", is_default=True),
    )
    broken_at: int = -1
    at_page: Callable[[int], None] = lambda _page: None

    def names(self) -> Sequence[PrinterName]:
        return self.known

    def trays(self, printer: str) -> Sequence[Tray]:
        del printer
        return (Tray(ANY_TRAY, "Automatic"), Tray(1, "Lower tray"))

    def begin(self, setup: PrintSetup, title: str) -> KeptRun:
        run = KeptRun(self, setup, title)
        self.runs.append(run)
        return run

    def before_page(self, page: int) -> None:
        self.at_page(page)
        if page == self.broken_at:
            raise StorageError("The printer can't be reached.", remedy="Switch it on.")


@dataclass
class Aligned:
    """Settings in which the front desk's printer is aligned for the red form."""

    offset: Offset = field(default_factory=lambda: Offset(5, -3))

    def apply(self, desk: Desk) -> None:
        desk.settings.keep("printing/offset/desk", f"{self.offset.dx} {self.offset.dy}")


@pytest.fixture
def printers() -> KeptPrinters:
    return KeptPrinters()


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def desk(office: Office, told: list[str]) -> Desk:
    return Desk(office.ws, InlineRunner(), Bus(), go=lambda _place: None, tell=told.append)


@pytest.fixture
def claim_papers(office: Office) -> tuple[int, ...]:
    """The forms of three ready claims."""
    made = []
    for last in ("Adams", "Brown", "Clark"):
        patient = office.insured_patient(name={"last": last, "first": "Ana"}).patient_id
        claim = office.claim(office.visit(patient, ("G0439", 18500)))
        printed = print_claim(office.ws, command(PrintClaim, claim_id=claim.claim_id))
        made.append(printed.paper.document_id)
    return tuple(made)


@pytest.fixture
def receipt(office: Office) -> int:
    """A receipt."""
    patient = office.insured_patient(name={"last": "Dunn", "first": "Ana"}).patient_id
    return office.pay(patient, 3000).receipt.document_id
