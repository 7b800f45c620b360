"""Decides which day is shown, prints its sheet, and closes it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Desk, Place, PreviewRequest
from desktop_biller.workflow.closing.day_close import (
    CloseDay,
    DayClosed,
    DaySheetPrinted,
    PrintDaySheet,
    close_day,
    print_day_sheet,
)
from desktop_biller.workflow.closing.days import (
    ClosedDay,
    DaySummary,
    OpenDay,
    closed_days,
    day_summary,
    open_days,
)
from desktop_biller.workflow.workspace import Kind, Workspace

_BUSY = "The day sheet is being made."
_CLOSING = "The day is being closed."


class DayScreen(Protocol):
    """What the presenter asks of its view."""

    def show_date(self, day: dt.date) -> None: ...
    def show_day(self, day: DaySummary) -> None: ...
    def show_days(self, opened: Sequence[OpenDay], closed: Sequence[ClosedDay]) -> None: ...
    def show_acts(self, print_reason: str, close_reason: str) -> None: ...
    def show_day_problem(self, words: str) -> None: ...
    def ask_close(self, words: str, do: Callable[[], object]) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def clear_error(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Found:
    day: DaySummary
    opened: Sequence[OpenDay]
    closed: Sequence[ClosedDay]


class DayPresenter:
    """Presents one day."""

    def __init__(self, desk: Desk, view: DayScreen) -> None:
        self._desk, self._view = desk, view
        self._day: dt.date | None = None
        self._found: _Found | None = None
        self._busy = ""
        self._end = desk.bus.subscribe(self._on_changed)

    def open(self, place: Place) -> None:
        """Show the day that a place names; the day that is shown already, or today."""
        self._desk.show_patient(None)
        named = _day_of(place.shown)
        self._go(named or self._day or self._desk.ws.clock.today())

    def close(self) -> None:
        """The window closes."""
        self._end()

    def choose(self, day: dt.date) -> None:
        """The user chose another day."""
        if day != self._day:
            self._go(day)

    def step(self, days: int) -> None:
        """The user went a day on, or back."""
        if self._day is not None:
            self._go(self._day + dt.timedelta(days=days))

    def reload(self) -> None:
        """Ask again."""
        if self._day is not None:
            self._go(self._day)

    def _go(self, day: dt.date) -> None:
        if day != self._day:
            self._found = None
        self._day = day
        self._view.clear_error()
        self._view.show_date(day)
        self._show_acts()
        self._desk.jobs.read(
            partial(_find, self._desk.ws, day),
            self._show,
            self._view.show_error,
            slot=f"day {id(self)}",
        )

    def _show(self, found: _Found) -> None:
        self._found = found
        self._view.show_day(found.day)
        self._view.show_days(found.opened, found.closed)
        self._show_acts()

    def _show_acts(self) -> None:
        reason = self._busy
        day, today = self._day, self._desk.ws.clock.today()
        if not reason and day is not None and day > today:
            reason = f"{us_date(day)} is in the future."
        why_open = reason
        if not reason and (self._found is None or day is None):
            why_open = "The day is being looked up."
        elif not reason and self._found is not None and self._found.day.is_closed:
            why_open = f"{us_date(self._found.day.day)} is closed already."
        self._view.show_acts(reason, why_open)

    # --- Printing ------------------------------------------------------------------------------

    def print_sheet(self) -> None:
        """Print the day's sheet; of a closed day, the one that closed it."""
        if self._day is None or self._busy:
            return
        command = PrintDaySheet(day=self._day)
        self._set_busy(_BUSY)
        self._desk.jobs.write(
            lambda _job: print_day_sheet(self._desk.ws, command), self._on_printed, self._on_refused
        )

    def show_sheet(self, document_id: int) -> None:
        """Show the sheet by which a day was closed."""
        self._desk.preview(PreviewRequest(title="Day sheet", document_ids=(document_id,)))

    def _on_printed(self, result: DaySheetPrinted) -> None:
        self._set_busy("")
        self._desk.act(result)
        self.show_sheet(result.paper.document_id)

    # --- Closing -------------------------------------------------------------------------------

    def ask_close(self) -> None:
        """Ask with the date, what is closed with it and what that means."""
        if self._day is None or self._found is None or self._busy:
            return
        self._view.ask_close(_question(self._found), partial(self._close, self._day))

    def _close(self, day: dt.date) -> None:
        self._set_busy(_CLOSING)
        command = CloseDay(day=day)
        self._desk.jobs.write(
            lambda _job: close_day(self._desk.ws, command), self._on_closed, self._on_refused
        )

    def _on_closed(self, result: DayClosed) -> None:
        self._set_busy("")
        self._desk.act(result)
        self._desk.tell(f"The books are closed through {us_date(result.day)}")
        self.show_sheet(result.paper.document_id)

    def _on_refused(self, error: UserError) -> None:
        self._set_busy("")
        self._view.show_error(error)
        if error.field == "day":
            self._view.show_day_problem(f"{error.what} {error.remedy}")

    def _set_busy(self, why: str) -> None:
        self._busy = why
        if why:
            self._view.clear_error()
            self._view.show_day_problem("")
        self._show_acts()

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.LEDGER, Kind.DAY, Kind.VISIT, Kind.CLAIM, Kind.PATIENT}:
            self.reload()


def _question(found: _Found) -> str:
    """The date, what is locked with it, and what is still to be looked at."""
    day = us_date(found.day.day)
    before = [opened for opened in found.opened if opened.day < found.day.day]
    with_it = f" {_days(len(before))} before it, still open, are closed with it." if before else ""
    if len(before) == 1:
        with_it = f" {us_date(before[0].day)}, still open, is closed with it."
    unbilled = next((c.value for c in found.day.checks if c.words == "Visits not billed"), "0")
    look = f" Visits not billed: {unbilled}." if unbilled != "0" else ""
    return (
        f"Close {day}?{with_it}{look} After that nothing can be posted, voided or changed with a"
        f" date through {day}; a correction is then posted on a later day. This can't be undone."
    )


def _days(count: int) -> str:
    return f"{count:,} day{'' if count == 1 else 's'}"


def _find(ws: Workspace, day: dt.date) -> _Found:
    return _Found(day_summary(ws, day), open_days(ws), closed_days(ws))


def _day_of(shown: str) -> dt.date | None:
    """The day that a place names; None where it names none."""
    try:
        return dt.date.fromisoformat(shown) if shown else None
    except ValueError:
        return None
