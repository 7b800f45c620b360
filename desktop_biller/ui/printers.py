"""Printers as presenters know them: which there are, how they are set, what is kept of each.

Without Qt. What really prints is behind ``Printers``: the system's printers in the program, a
file in tests.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from desktop_biller.ui.desk import Settings

Form = Literal["plain", "cms1500"]

LARGEST_OFFSET = 50
"""Hundredths of an inch, to either side."""
MOST_COPIES = 99
ANY_TRAY = -1


@dataclass(frozen=True, slots=True)
class Offset:
    """How far everything is moved on a printer, in hundredths of an inch.

    Attributes:
        dx: to the right.
        dy: down.
    """

    dx: int = 0
    dy: int = 0


@dataclass(frozen=True, slots=True)
class PrinterName:
    """A printer of this computer: ``name`` as the system calls it, ``words`` for the user."""

    name: str
    words: str
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Tray:
    """A paper source of a printer by the system's number; ``ANY_TRAY`` leaves it to the printer."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """How papers shall print.

    Attributes:
        mark: a word such as ``REPRINT`` that is set on every page; blank for none.
    """

    printer: str
    copies: int = 1
    tray: int = ANY_TRAY
    offset: Offset = Offset()
    mark: str = ""


class PrintRun(Protocol):
    """Papers on their way to one printer; used in a worker, from one thread."""

    @property
    def rounds(self) -> int:
        """How often all papers must be added: 1 where the printer itself makes the copies."""
        ...

    def add(
        self, pdf: bytes, *, first_page: int = 0, on_page: Callable[[int, int], None] | None = None
    ) -> int:
        """Print a paper from a page (from 0) on; returns how many pages it has.

        ``on_page`` hears (page, pages) before each page.

        Raises:
            StorageError: the printer can't be reached.
        """
        ...

    def end(self) -> None:
        """Hand over what was added."""
        ...


class Printers(Protocol):
    """The printers of this computer."""

    def names(self) -> Sequence[PrinterName]:
        """All of them; may take a while (ask in a reader)."""
        ...

    def trays(self, printer: str) -> Sequence[Tray]:
        """The paper sources of a printer; may take a while."""
        ...

    def begin(self, setup: PrintSetup, title: str) -> PrintRun:
        """Set a printer up; on the UI thread. Nothing is printed yet."""
        ...


class KeptPrinters:
    """What this user's settings keep of printers: the last one of a form, its tray, its offset."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def last(self, form: Form) -> str:
        """The printer that was last chosen for a form; blank where none was."""
        return self._settings.read(f"printing/printer/{form}")

    def keep_last(self, form: Form, printer: str) -> None:
        """Choose this printer next time."""
        self._settings.keep(f"printing/printer/{form}", printer)

    def tray(self, form: Form, printer: str) -> int:
        """The tray that was last chosen."""
        kept = self._settings.read(f"printing/tray/{form}/{_key(printer)}")
        return int(kept) if kept.isdigit() else ANY_TRAY

    def keep_tray(self, form: Form, printer: str, tray: int) -> None:
        """Choose this tray next time."""
        self._settings.keep(f"printing/tray/{form}/{_key(printer)}", str(tray))

    def offset(self, printer: str) -> Offset | None:
        """The printer's offset for the red form; None where it was never aligned."""
        across, _, down = self._settings.read(f"printing/offset/{_key(printer)}").partition(" ")
        try:
            offset = Offset(int(across), int(down))
        except ValueError:
            return None
        within = max(abs(offset.dx), abs(offset.dy)) <= LARGEST_OFFSET
        return offset if within else None

    def keep_offset(self, printer: str, offset: Offset) -> None:
        """The printer is aligned with this offset."""
        self._settings.keep(f"printing/offset/{_key(printer)}", f"{offset.dx} {offset.dy}")


def _key(printer: str) -> str:
    """A printer's name as part of a key: its slashes and backslashes would make folders of it."""
    return printer.replace("\\", "|").replace("/", "|")
