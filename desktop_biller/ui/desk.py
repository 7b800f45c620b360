"""What every presenter is given: the open practice, the lanes, who must hear of a change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from desktop_biller.ui.jobs import Jobs
from desktop_biller.workflow.workspace import Kind, Workspace

Changed = Callable[[frozenset[Kind]], None]


class Bus:
    """Tells open screens what an operation changed, so that they refresh themselves."""

    def __init__(self) -> None:
        self._listeners: list[Changed] = []

    def subscribe(self, listener: Changed) -> Callable[[], None]:
        """Hear of every change; the result, called, ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def publish(self, kinds: Iterable[Kind]) -> None:
        """Tell all who listen."""
        told = frozenset(kinds)
        for listener in tuple(self._listeners):
            listener(told)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a window is or shall go; back and forward go from place to place.

    Attributes:
        section: ``today``, ``patients``, ..., as the folders of ``ui`` are named.
        view: which screen of the section; blank for its first.
        record_id: of the patient, claim, payment or day's row, where the view needs one.
        shown: which part of a list, as ``ListQuery.shown``; or the tab of a record.
        new: the screen opens with an empty form for a new record.
    """

    section: str
    view: str = ""
    record_id: int | None = None
    shown: str = ""
    new: bool = False


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """Papers for the preview window.

    Attributes:
        title: what the window says, such as ``12 claims``; never a patient's name.
        document_ids: issued papers, in the order in which they shall print.
        picture: a PDF that is only looked at and not issued; then it can't be printed or saved.
        form: ``plain`` paper, or the red ``cms1500`` form, which has its own offset per printer.
        question: asked after printing ("Did all 12 claims print?"); blank asks nothing.
        yes: the verb of the answer that confirms ("Yes, mark sent"); ``no`` of the other.
        confirmed: carried out when the user confirms; only then anything counts as sent.
        test_sheet: the test sheet for the red form is shown and printed, no paper of the practice.
    """

    title: str
    document_ids: tuple[int, ...] = ()
    picture: bytes = b""
    form: Literal["plain", "cms1500"] = "plain"
    question: str = ""
    yes: str = "Yes"
    no: str = "No"
    confirmed: Callable[[], None] | None = None
    test_sheet: bool = False


class Settings(Protocol):
    """Choices of this user on this computer: widths, tabs, printers; nothing of a patient."""

    def read(self, key: str, default: str = "") -> str:
        """The kept text, or ``default``."""
        ...

    def keep(self, key: str, value: str) -> None:
        """Keep a text under a key."""
        ...


class MemorySettings:
    """Settings that are forgotten with the program: of tests and pictures."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def read(self, key: str, default: str = "") -> str:
        """The kept text, or ``default``."""
        return self._values.get(key, default)

    def keep(self, key: str, value: str) -> None:
        """Keep a text under a key."""
        self._values[key] = value


def _nothing(_what: object) -> None:
    """A surrounding that is not there, as in tests of presenters."""


def _at_no_place() -> Place | None:
    """No window, as in tests of presenters."""
    return None


@dataclass(slots=True)
class Desk:
    """One window's surroundings.

    Attributes:
        ws: the open practice and who acts.
        jobs: the lanes beside the UI thread.
        bus: hears and tells what changed, for all windows.
        go: opens a place in this window.
        show_patient: puts a patient into this window's strip; None takes it away.
        here: where this window stands; None without a window, as in tests.
        tell: shows a sentence in this window's status bar for a while.
        preview: opens issued papers in the print preview .
        ask: asks the program for what no window can do: ``looks`` and ``idle`` apply settings
            that were changed, ``swap sample`` puts a fresh sample practice in the place of this.
        settings: remembers widths, tabs and other choices; never anything of a patient.
    """

    ws: Workspace
    jobs: Jobs
    bus: Bus
    go: Callable[[Place], None]
    show_patient: Callable[[int | None], None] = _nothing
    here: Callable[[], Place | None] = _at_no_place
    tell: Callable[[str], None] = _nothing
    preview: Callable[[PreviewRequest], None] = _nothing
    ask: Callable[[str], None] = _nothing
    settings: Settings = field(default_factory=MemorySettings)

    def show_patient_at(self, section: str, view: str, patient_id: int | None) -> None:
        """Put a patient into the strip for one screen, while the window stands there.

        A screen in the back hears of a change too and reads its record again; the strip must not
        then name its patient over another screen.
        """
        here = self.here()
        if here is None or (here.section, here.view) == (section, view):
            self.show_patient(patient_id)

    def act(self, result: object) -> None:
        """Tell all windows what a use case's result says it changed."""
        kinds: frozenset[Kind] = getattr(result, "changed", frozenset())
        if kinds:
            self.bus.publish(kinds)
