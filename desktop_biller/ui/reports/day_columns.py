"""The columns of a day's entries, of days still open and of days that are closed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from desktop_biller.facts.papers import DaySheetRow
from desktop_biller.foundation.dates import us_date, us_time
from desktop_biller.ui.kit.shown import blank_nil, money
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.workflow.closing.days import ClosedDay, OpenDay


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the day sheet with its number."""

    number: int
    row: DaySheetRow


def _patient_tip(entry: Entry) -> str:
    row = entry.row
    return f"{row.patient}, account {row.account}" if row.account else row.patient


def _entry_tip(entry: Entry) -> str:
    row = entry.row
    parts = [row.entry]
    if row.service_date is not None:
        parts.append(f"service of {us_date(row.service_date)}")
    if row.provider:
        parts.append(f"provider {row.provider}")
    return ", ".join([*parts, f"posted by {row.user}"])


def _money(
    key: str, head: str, cents: Callable[[DaySheetRow], int], width: int = 80
) -> Column[Entry]:
    return Column(
        key, head, lambda entry: blank_nil(cents(entry.row)), width, "money", sortable=False
    )


ENTRIES: tuple[Column[Entry], ...] = (
    Column("time", "Time", lambda e: us_time(e.row.time), 74, "code", sortable=False),
    Column(
        "patient", "Patient", lambda e: e.row.patient, tip=_patient_tip, sortable=False, share=2
    ),
    Column("entry", "Entry", lambda e: e.row.entry, tip=_entry_tip, sortable=False),
    _money("charge", "Charges", lambda row: row.charge_cents),
    _money("payment", "Paid", lambda row: row.payment_cents),
    _money("adjustment", "Adjusted", lambda row: row.adjustment_cents),
    _money("refund", "Refunds", lambda row: row.refund_cents, 72),
)

OPEN: tuple[Column[OpenDay], ...] = (
    Column("day", "Day", lambda day: f"{us_date(day.day)}", 96, "date", sortable=False),
    Column("weekday", "", lambda day: f"{day.day:%A}", sortable=False, gives_way=1),
    Column("charge", "Charges", lambda day: money(day.charge_cents), 104, "money", sortable=False),
    Column("payment", "Paid", lambda day: money(day.payment_cents), 104, "money", sortable=False),
    Column(
        "adjustment", "Adjusted", lambda day: money(day.adjustment_cents), 104, "money",
        sortable=False,
    ),
    Column("refund", "Refunds", lambda day: money(day.refund_cents), 96, "money", sortable=False),
)  # fmt: skip


def _closed_at(day: ClosedDay) -> str:
    return f"{us_date(day.closed_at.date())} {us_time(day.closed_at)}"


CLOSED: tuple[Column[ClosedDay], ...] = (
    Column("day", "Closed through", lambda day: us_date(day.day), 112, "date", sortable=False),
    Column("by", "Closed by", lambda day: day.closed_by, sortable=False),
    Column("at", "On", _closed_at, 152, "date", sortable=False),
    Column(
        "receivable", "Owed to us $", lambda day: money(day.receivable_cents), 112, "money",
        sortable=False,
    ),
    Column(
        "digest",
        "Seal",
        lambda day: day.digest[:12],
        112,
        "code",
        muted=lambda _day: True,
        tip=lambda day: f"Proves that nothing of the closed days was changed: {day.digest}",
        sortable=False,
        gives_way=1,
    ),
)  # fmt: skip


def number_of(day: dt.date) -> int:
    """A day as the number by which lists know it."""
    return day.toordinal()
