"""Postings a second, complete, beside the same rows written by plain SQLAlchemy Core.

    python bench/posting.py [--count 100]

The program checks the permission, finds what the money belongs to, posts, keeps the command and
its result, chains the audit row, and commits to the encrypted file. Then the rows it added and
changed in every table (command and audit row among them) are read back, and Core writes exactly
those into two plain SQLite files of the same tables, indexes, foreign keys and guards, values
ready: into one by a statement a row, into the other by one INSERT a table, which nobody can who
does not know all rows before. All in turns, one transaction a posting, write-ahead log,
synchronous=FULL; none is timed while it compiles its first statements. The middle of all postings
counts. Exit code 1 where the program takes more than twice as long as Core a row.

A patient's payment also draws its receipt, and Core is given the finished PDF: it is shown, and
not held to the bar.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from desktop_biller.codesets import reference_db
from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.models.base import Base
from desktop_biller.store.check import fingerprint
from desktop_biller.store.guards import APPEND_ONLY, install_guards
from desktop_biller.workflow.opening import open_practice
from desktop_biller.workflow.sample_practice.demo import SAMPLE_PASSPHRASE, create_sample
from desktop_biller.workflow.sample_practice.people import invented_people
from desktop_biller.workflow.sample_practice.setup import do, set_up_sample
from desktop_biller.workflow.workspace import Workspace

MOST_RATIO = 2.0
WARM_UP = 5  # postings of each kind that are not counted
LINES = 3  # services of a visit
DIAGNOSIS = "I10"

_AFTER_THE_REST = ("posting", "journal_entry", "remittance_claim", "remittance_line")
TABLES = sorted(
    Base.metadata.sorted_tables,
    key=lambda table: (
        _AFTER_THE_REST.index(table.name) + 1
        if table.name in _AFTER_THE_REST
        else 9 * (table.name in ("line_adjustment", "work_item"))
    ),
)
"""Parents first, but the entry after the postings that it seals."""
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """What one posting did to one table, ready for Core; ``changed`` rows carry their old key."""

    table: sa.Table
    added: Rows
    changed: Rows

    def write(self, connection: sa.Connection, *, row_by_row: bool = False) -> None:
        """Write it: a statement for each added row, or one for all; one for all changed rows."""
        if self.added and row_by_row:
            statement = sa.insert(self.table)
            for row in self.added:
                connection.execute(statement, row)
        elif self.added:
            connection.execute(sa.insert(self.table), self.added)
        if self.changed:
            keys = [
                column == sa.bindparam(f"old_{column.name}") for column in self.table.primary_key
            ]
            connection.execute(sa.update(self.table).where(*keys), self.changed)


class Watch:
    """Tells what was added and changed in the practice since the last look; at first, all of it."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._last: dict[str, int] = {}
        self._kept: dict[str, dict[Any, dict[str, Any]]] = {}

    def changes(self) -> list[Change]:
        """The tables that are not as they were, parents first."""
        with self._ws.db.reading() as session:
            connection = session.connection()
            told = [
                self._appended(connection, table)
                if table.name in APPEND_ONLY
                else self._compared(connection, table)
                for table in TABLES
            ]
        return [change for change in told if change.added or change.changed]

    def _appended(self, connection: sa.Connection, table: sa.Table) -> Change:
        rowid: sa.ColumnClause[int] = sa.literal_column("rowid")
        after = self._last.get(table.name, 0)
        rows = connection.execute(sa.select(table).where(rowid > after)).mappings().all()
        last = connection.scalar(sa.select(sa.func.max(rowid)).select_from(table))
        self._last[table.name] = last or 0
        return Change(table, [by_attribute(table, row) for row in rows], [])

    def _compared(self, connection: sa.Connection, table: sa.Table) -> Change:
        keys = [column.name for column in table.primary_key]
        before = self._kept.get(table.name, {})
        now = {
            tuple(row[key] for key in keys): by_attribute(table, row)
            for row in connection.execute(sa.select(table)).mappings()
        }
        self._kept[table.name] = now
        return Change(
            table,
            [row for key, row in now.items() if key not in before],
            [
                {**row, **{f"old_{name}": part for name, part in zip(keys, key, strict=True)}}
                for key, row in now.items()
                if key in before and before[key] != row
            ],
        )


def by_attribute(table: sa.Table, row: Any) -> dict[str, Any]:  # noqa: ANN401 -- a row of any table
    """The row as values for Core."""
    return {column.key: row[column.name] for column in table.columns}


def plain_engine(path: Path) -> sa.Engine:
    """A plain SQLite file with the practice's tables and indexes, durable as the practice is."""
    engine = sa.create_engine(f"sqlite:///{path}")

    @sa.event.listens_for(engine, "connect")
    def _durable(connection: Any, _record: object) -> None:  # noqa: ANN401 -- a driver's connection
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA recursive_triggers=ON")

    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        install_guards(connection)
    return engine


@dataclass(slots=True)
class Office:
    """The practice that is posted in: its patients, and claims that wait for an answer."""

    ws: Workspace
    provider: int
    payer: int
    codes: Sequence[str]
    chance: random.Random
    patients: list[int]
    sent: list[tuple[int, list[int]]]
    checks: int = 0

    def visit(self) -> Any:  # noqa: ANN401 -- the result of any use case
        return do(
            self.ws,
            "record_visit",
            patient_id=self.chance.choice(self.patients),
            provider_id=self.provider,
            service_date=self.ws.clock.today().isoformat(),
            diagnoses=[DIAGNOSIS],
            lines=[{"code": c, "pointers": [1]} for c in self.chance.sample(self.codes, LINES)],
        )

    def claim(self) -> None:
        """Add a claim that waits for its answer."""
        visit = self.visit()
        claim = do(self.ws, "make_claim", encounter_id=visit.encounter_id)
        with self.ws.db.reading() as session:
            line = Base.metadata.tables["charge_line"].c
            charges = sa.select(line.charge_cents).where(line.encounter_id == visit.encounter_id)
            self.sent.append(
                (claim.claim_id, list(session.scalars(charges.order_by(line.position))))
            )

    def check(self, claims: int) -> Any:  # noqa: ANN401 -- the result of any use case
        """Post an insurer's check: each line paid in part, discounted, a rest to the patient."""
        self.checks += 1
        told = [answer(*self.sent.pop()) for _ in range(claims)]
        return do(
            self.ws,
            "post_remittance",
            payer_id=self.payer,
            cents=sum(line["paid_cents"] for claim in told for line in claim["lines"]),
            reference=f"{880_000 + self.checks}",
            dated=self.ws.clock.today().isoformat(),
            claims=told,
        )

    def payment(self) -> Any:  # noqa: ANN401 -- the result of any use case
        return do(
            self.ws,
            "take_patient_payment",
            patient_id=self.chance.choice(self.patients),
            cents=self.chance.randint(500, 5_000),
            purpose="account",
            method="cash",
        )


def answer(claim_id: int, charges: Sequence[int]) -> dict[str, Any]:
    """One claim of a check."""
    lines = []
    for number, charge in enumerate(charges, start=1):
        allowed = charge * 65 // 100
        share = allowed // 5
        told = [
            {"group": "CO", "reason": "45", "cents": charge - allowed},
            {"group": "PR", "reason": "2", "cents": share},
        ]
        lines.append({"line": number, "paid_cents": allowed - share, "adjustments": told})
    return {"claim_id": claim_id, "lines": lines}


def open_office(folder: Path, claims: int, catalogue: Catalogue) -> Office:
    """A practice with 60 insured patients and so many claims without an answer."""
    create_sample(folder, SAMPLE_PASSPHRASE)
    ws = open_practice(folder, SAMPLE_PASSPHRASE, catalogue=catalogue)
    ids = set_up_sample(ws)
    chance = random.Random(5)
    codes = [row.code for row in ids.services if row.fee_cents >= 1500]
    office = Office(ws, ids.providers[0], ids.payers[0], codes, chance, [], [])
    for person in invented_people(chance, 60):
        patient = do(ws, "register_patient", **person).patient_id
        do(
            ws,
            "record_coverage",
            patient_id=patient,
            payer_id=office.payer,
            member_id=f"X{patient:08d}",
            effective_from="2025-01-01",
        )
        office.patients.append(patient)
    for _ in range(claims):
        office.claim()
    return office


@dataclass(slots=True)
class Timed:
    """One kind of posting: how many rows, and how long in either way, for each."""

    rows: list[int]
    program: list[float]
    by_table: list[float]
    by_row: list[float]

    def ratio(self, peer: list[float]) -> float:
        """How many times as long the program took."""
        return statistics.median(self.program) / statistics.median(peer)


@dataclass(frozen=True, slots=True)
class Peers:
    """The two plain files that Core writes: by one statement a table, and by one a row."""

    by_table: sa.Engine
    by_row: sa.Engine

    def write(self, changes: Sequence[Change]) -> tuple[float, float]:
        """Write the changes to both, one transaction each; seconds that each took."""
        took = []
        for engine, row_by_row in ((self.by_table, False), (self.by_row, True)):
            start = time.perf_counter()
            with engine.begin() as connection:
                for change in changes:
                    change.write(connection, row_by_row=row_by_row)
            took.append(time.perf_counter() - start)
        return took[0], took[1]


def measure(act: Callable[[], object], watch: Watch, plain: Peers, count: int) -> Timed:
    """Post by the program and write the same rows by Core, in turns."""
    timed = Timed([], [], [], [])
    for turn in range(WARM_UP + count):
        start = time.perf_counter()
        act()
        middle = time.perf_counter()
        changes = watch.changes()
        by_table, by_row = plain.write(changes)
        if turn >= WARM_UP:
            timed.rows.append(sum(len(c.added) + len(c.changed) for c in changes))
            timed.program.append(middle - start)
            timed.by_table.append(by_table)
            timed.by_row.append(by_row)
    return timed


def compare(count: int, place: Path, catalogue: Catalogue) -> Iterator[tuple[str, bool, Timed]]:
    """Every kind of posting: its name, whether the bar is its own, and what was measured."""
    tens = max(WARM_UP, count // 5)
    turns = WARM_UP + count
    office = open_office(place / "practice", turns + 10 * (WARM_UP + tens), catalogue)
    watch = Watch(office.ws)
    plain = Peers(plain_engine(place / "by_table.db"), plain_engine(place / "by_row.db"))
    plain.write(watch.changes())
    yield "a visit of 3 lines", True, measure(office.visit, watch, plain, count)
    yield "a check for 1 claim", True, measure(lambda: office.check(1), watch, plain, count)
    yield "a check for 10 claims", True, measure(lambda: office.check(10), watch, plain, tens)
    yield "a payment with receipt", False, measure(office.payment, watch, plain, count)
    names = sorted(Base.metadata.tables)
    with office.ws.db.reading() as session:
        kept = fingerprint(session.connection(), names).digest
    same = True
    for engine in (plain.by_table, plain.by_row):
        with engine.connect() as connection:
            same &= fingerprint(connection, names).digest == kept
        engine.dispose()
    office.ws.close()
    if not same:
        msg = "Core has not written the same rows"
        raise RuntimeError(msg)


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Postings beside plain SQLAlchemy Core")
    parser.add_argument("--count", type=int, default=100, help="postings of a kind")
    given = parser.parse_args()
    missed = False
    print(f"{'':24}{'rows':>5}{'program':>13}{'Core, a row':>17}{'Core, a table':>19}")
    with (
        tempfile.TemporaryDirectory(prefix="posting-") as place,
        reference_db.ensure() as catalogue,
    ):
        for name, held, timed in compare(given.count, Path(place), catalogue):
            told = f"{statistics.median(timed.program) * 1000:10.2f} ms"
            for peer in (timed.by_row, timed.by_table):
                told += f"{statistics.median(peer) * 1000:8.2f} ms {timed.ratio(peer):5.2f}x"
            print(f"{name:24}{statistics.median(timed.rows):5.0f}{told}")
            missed |= held and timed.ratio(timed.by_row) > MOST_RATIO
    print(f"at most {MOST_RATIO} of Core a row; the payment draws a PDF and is not held to it")
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
