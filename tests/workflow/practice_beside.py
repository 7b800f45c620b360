"""A practice file beside a naive ledger, compared line by line and proven as a whole."""

import datetime as dt
import shutil
import tempfile
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import RefusedError
from desktop_biller.models.base import Base
from desktop_biller.reports.journal import period_digest
from desktop_biller.reports.state import patient_state, practice_state
from desktop_biller.reports.verify import verify
from desktop_biller.security.permissions import Actor
from desktop_biller.store.database import Database
from desktop_biller.store.guards import APPEND_ONLY
from desktop_biller.workflow.ledger.standing import Standing, standings, unapplied_by_payment
from desktop_biller.workflow.steps import all_use_cases
from desktop_biller.workflow.workspace import Workspace
from tests.office import catalogue, command, fixed_clock
from tests.workflow.naive_ledger import Line, NaiveLedger

FIRST_DAY = dt.date(2026, 3, 2)
USE_CASES = all_use_cases()
COUNTED = sorted(Base.metadata.tables)
COUNTS = sa.select(
    *(
        sa.select(sa.func.count()).select_from(Base.metadata.tables[name]).scalar_subquery()
        for name in COUNTED
    )
)
POSTED = {
    table: sa.select(Base.metadata.tables[table]).order_by(sa.literal_column("rowid"))
    for table in APPEND_ONLY
}


class PracticeBeside:
    """A copy of a template practice, opened without the cost of a passphrase.

    Attributes:
        done: every command carried out, with its result, for sending it again.
        seen: every posted row as it was when it was first read.
        closed: the digest of each closed period.
    """

    def __init__(self, template: Path, key: bytes, actor: Actor) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="watched-practice-"))
        shutil.copytree(template, self.folder, dirs_exist_ok=True)
        self.clock = fixed_clock(FIRST_DAY)
        self.ws = Workspace(
            folder=self.folder,
            db=Database(self.folder / "office.db", key, readers=1),
            key=key,
            actor=actor,
            clock=self.clock,
            catalogue=catalogue(),
            on_close=[],
        )
        self.book = NaiveLedger()
        self.done: list[tuple[str, Any, Any]] = []
        self.seen: dict[str, list[tuple[Any, ...]]] = {table: [] for table in APPEND_ONLY}
        self.closed: dict[dt.date, str] = {}

    def close(self) -> None:
        self.ws.close()
        shutil.rmtree(self.folder)

    @property
    def today(self) -> dt.date:
        return self.clock.today()

    @property
    def is_open(self) -> bool:
        """True where today may be posted on."""
        return not self.closed or self.today > max(self.closed)

    # --- Carrying out ---------------------------------------------------------------------------

    def do(self, name: str, /, **values: Any) -> Any:
        """Carry a command out under a key of its own."""
        case = USE_CASES[name]
        told = command(case.command, key=f"key {len(self.done)}", **values)
        result = case(self.ws, told)
        self.done.append((name, told, result))
        return result

    def refused(self, name: str, words: str, /, **values: Any) -> None:
        """Expect a refusal in those words that leaves no row behind."""
        before = self.counts()
        with pytest.raises(RefusedError, match=words):
            USE_CASES[name](self.ws, command(USE_CASES[name].command, **values))
        assert self.counts() == before

    def send_again(self, place: int) -> None:
        """The first result again, and not one row more (I10)."""
        name, told, result = self.done[place % len(self.done)]
        before = self.counts()
        assert USE_CASES[name](self.ws, told) == result
        assert self.counts() == before

    def counts(self) -> tuple[int, ...]:
        """The rows of every table."""
        with self.ws.db.reading() as session:
            return tuple(session.execute(COUNTS).one())

    # --- Comparing ------------------------------------------------------------------------------

    def compare(self) -> None:
        """Line by line, payment by payment and in total, file and paper say the same."""
        lines = list(self.book.lines())
        with self.ws.db.reading() as session:
            kept = standings(session, [line.id for line in lines])
            left = unapplied_by_payment(session, list(self.book.payments))
            assert astuple(practice_state(session)) == self.book.state()
        for line in lines:
            assert _kept(kept[line.id]) == _written(line), line
            parts = line.insurer_paid + line.written_off + line.patient_paid
            assert line.charge == parts + line.insurance_open + line.patient_open  # R67c
            assert min(*kept[line.id].insurance_open.values(), 0, line.patient_open) == 0
        assert left == {payment.id: payment.left for payment in self.book.payments.values()}

    def note_new_rows(self) -> None:
        """Read the rows posted since the last time; there may not be fewer than before."""
        with self.ws.db.reading() as session:
            counts = dict(zip(COUNTED, session.execute(COUNTS).one(), strict=True))
            for table, rows in self.seen.items():
                assert counts[table] >= len(rows), table
                if counts[table] > len(rows):
                    rows.extend(map(tuple, session.execute(POSTED[table].offset(len(rows)))))

    def prove(self) -> None:
        """Every invariant, every patient, every closed period, every posted row (I1 to I11)."""
        with self.ws.db.reading() as session:
            assert [finding.message for finding in verify(session, self.today)] == []
            for day, digest in self.closed.items():
                assert period_digest(session, day) == digest
            for patient in self.book.guarantors:
                state = patient_state(session, patient)
                assert state.holds
                assert astuple(state) == self.book.state(patient)
            for table, rows in self.seen.items():
                now = [tuple(row) for row in session.execute(POSTED[table])]
                assert now[: len(rows)] == rows, table


def _kept(line: Standing) -> tuple[Any, ...]:
    paid = {payment: cents for payment, cents in line.patient_paid_by.items() if cents}
    return (
        *(line.charge, line.insurer_paid, line.written_off),
        *(line.insurance_open_total, line.patient_open, paid),
    )


def _written(line: Line) -> tuple[Any, ...]:
    paid = {payment: cents for payment, cents in line.money.items() if cents}
    return (
        *(line.charge, line.insurer_paid, line.written_off),
        *(line.insurance_open, line.patient_open, paid),
    )
