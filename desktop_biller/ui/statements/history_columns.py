"""The columns of the statements that were made, and of the days on which they were made."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.workflow.statements.history import StatementBatch, StatementRow


@dataclass(frozen=True, slots=True)
class Run:
    """The statements of one day, whoever made them; a day of None is all of them. Cents."""

    day: dt.date | None
    made_by: str
    statements: int
    cents: int

    @property
    def key(self) -> int:
        """The day as a number, 0 for all."""
        return 0 if self.day is None else self.day.toordinal()


def runs_of(batches: Sequence[StatementBatch]) -> tuple[Run, ...]:
    """All statements first, then the days, the latest first."""
    days: dict[dt.date, Run] = {}
    for batch in batches:
        before = days.get(batch.dated, Run(batch.dated, "", 0, 0))
        days[batch.dated] = Run(
            batch.dated,
            ", ".join(name for name in (before.made_by, batch.made_by) if name),
            before.statements + batch.statements,
            before.cents + batch.amount_due_cents,
        )
    count = sum(run.statements for run in days.values())
    whole = Run(None, "", count, sum(run.cents for run in days.values()))
    return (whole, *days.values()) if days else ()


RUNS: tuple[Column[Run], ...] = (
    Column(
        "day",
        "Made on",
        lambda run: "All days" if run.day is None else us_date(run.day),
        96,
        "date",
        tip=lambda run: f"Made by {run.made_by}" if run.made_by else "",
        sortable=False,
    ),
    Column("count", "Statements", lambda run: f"{run.statements:,}", 84, "count", sortable=False),
    Column("amount", "Asked $", lambda run: money(run.cents), 0, "money", sortable=False),
)

STATEMENTS: tuple[Column[StatementRow], ...] = (
    Column("number", "Number", lambda row: row.number, 104, "code"),
    Column("date", "Made on", lambda row: us_date(row.dated), 96, "date", gives_way=2),
    Column("name", "Went to", lambda row: row.name),
    Column("account", "Account", lambda row: row.account, 80, "code", gives_way=1),
    Column("amount", "Asked $", lambda row: money(row.amount_due_cents), 96, "money"),
    Column("made_by", "Made by", lambda row: row.made_by, 128, sortable=False, gives_way=3),
)
