"""A practice file beside a naive ledger: commands go to both, and both are compared."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Sequence
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
from tests.office import ADDRESS, catalogue, command, fixed_clock
from tests.workflow.naive_ledger import Adjustment, Line, NaiveLedger, Payment, Visit

Answer = tuple[Visit, int, list[tuple[int, list[Adjustment]]]]
"""A visit, the rank of the plan that answers, and per line what is paid and the reasons."""

MINIMUM = 500
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


class WatchedPractice:
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
        self.plans: dict[int, tuple[tuple[int, int, bool], ...]] = {}  # by patient
        self.claims: dict[tuple[int, int], int] = {}  # by visit and rank
        self.answered: set[int] = set()
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

    # --- Commands that go to both ---------------------------------------------------------------

    def register(self, payers: tuple[int, ...], relative: int | None = None) -> int:
        found = self.do(
            "register_patient",
            name={"last": "Delgado", "first": "Rosa"},
            birth_date="1968-04-12",
            sex="F",
            address=ADDRESS,
            not_a_duplicate=True,
            guarantor_id=self.book.guarantors.get(relative or 0),
        )
        patient: int = found.patient_id
        self.book.guarantors[patient] = found.guarantor_id
        coverages = []
        for rank, payer in enumerate(payers, start=1):
            kept = self.do(
                "record_coverage",
                patient_id=patient,
                payer_id=payer,
                rank=rank,
                member_id="XQ1",
                effective_from="2025-01-01",
            )
            coverages.append((kept.coverage_id, payer, payer == 3))
        self.plans[patient] = tuple(coverages)
        return patient

    def visit(
        self, patient: int, charges: list[int], day: dt.date, *, self_pay: bool = False
    ) -> Visit:
        kept = self.do("record_visit", **_visit(patient, charges, day), self_pay=self_pay)
        lines = [Line(i, cents) for i, cents in zip(kept.line_ids, charges, strict=True)]
        plans = () if self_pay else self.plans[patient]
        visit = Visit(kept.encounter_id, patient, day, plans, lines)
        self.book.charge(visit)
        return visit

    def pay(
        self,
        patient: int,
        cents: int,
        purpose: str,
        visit: int | None = None,
        told: Sequence[tuple[int, int]] = (),
    ) -> Payment:
        taken = self.do(
            "take_patient_payment",
            patient_id=patient,
            cents=cents,
            purpose=purpose,
            method="check" if purpose == "account" else "cash",
            encounter_id=visit,
            allocations=[{"line_id": line, "cents": part} for line, part in told],
        )
        payment = Payment(taken.payment_id, patient, purpose, self.today, visit, cents)
        self.book.pay(payment, told)
        assert (taken.applied_cents, taken.unapplied_cents) == (cents - payment.left, payment.left)
        return payment

    def void(self, payment: Payment) -> None:
        values = {"payment_id": payment.id, "reason": "Typed twice"}
        if payment.voided:  # R67a, X27
            self.refused("void_patient_payment", "already reversed", **values)
        else:
            self.do("void_patient_payment", **values)
            self.book.void(payment)

    def claim(self, visit: Visit, rank: int) -> None:
        values = {"encounter_id": visit.id, "coverage_id": visit.plans[rank - 1][0]}
        if (visit.id, rank) in self.claims:
            self.refused("make_claim", "already has a claim", **values)
        else:
            self.claims[visit.id, rank] = self.do("make_claim", **values).claim_id

    def answer(self, answers: Sequence[Answer], rest: int) -> None:
        """One check of one payer for one or more claims."""
        ids, claims = [], []
        for visit, rank, told in answers:
            if (visit.id, rank) not in self.claims:
                self.claim(visit, rank)
            ids.append(self.claims[visit.id, rank])
            lines = [_typed(number, line) for number, line in enumerate(told, 1)]
            claims.append({"claim_id": ids[-1], "lines": lines})
        check = {
            "payer_id": payer_of(answers[0]),
            "cents": sum(paid for *_, told in answers for paid, _ in told) + rest,
            "reference": f"CHK{len(self.done)}",
            "dated": self.today.isoformat(),
            "leave_unapplied": True,
            "claims": claims,
        }
        if self.answered.intersection(ids) or len(set(ids)) < len(ids):
            self.refused("post_remittance", "already answered", **check)
            return
        posted = self.do("post_remittance", **check)
        written_off = sum(self.book.answer(*answer) for answer in answers)
        self.book.checks[posted.payment_id] = rest
        self.answered.update(ids)
        assert (posted.written_off_cents, posted.unapplied_cents) == (written_off, rest)

    def statement(self, patient: int, *, small: bool, soon: bool) -> None:
        guarantor = self.book.guarantors[patient]
        values = {"guarantor_id": guarantor, "even_if_small": small, "even_if_recent": soon}
        due, last = self.book.due(guarantor), self.book.asked.get(guarantor)
        if due <= 0:
            self.refused("issue_statement", "Nothing is due", **values)
        elif due < MINIMUM and not small:
            self.refused("issue_statement", "below your minimum", **values)
        elif last and (self.today - last).days < 28 and not soon:
            self.refused("issue_statement", "The last statement", **values)
        else:
            assert self.do("issue_statement", **values).amount_due_cents == due
            self.book.asked[guarantor] = max(self.today, last or self.today)

    def invoice(self, visit: Visit) -> None:
        if visit.invoiced:
            self.refused("issue_invoice", "already on invoice", encounter_ids=[visit.id])
        else:
            issued = self.do("issue_invoice", encounter_ids=[visit.id])
            assert issued.balance_cents == sum(line.patient_open for line in visit.lines)
            visit.invoiced = True

    def close_day(self, day: dt.date) -> None:
        if self.closed and day <= max(self.closed):
            self.refused("close_day", "already closed", day=day.isoformat())
        else:
            self.closed[day] = self.do("close_day", day=day.isoformat()).digest

    def refuse_to_post(self, patient: int, cents: int) -> None:
        """Nothing is posted on a closed day (R82)."""
        self.refused("record_visit", "books are closed", **_visit(patient, [cents], self.today))
        pay = {"patient_id": patient, "cents": cents, "purpose": "copay", "method": "cash"}
        self.refused("take_patient_payment", "books are closed", **pay)

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


def payer_of(answer: Answer) -> int:
    """Who answers."""
    visit, rank, _ = answer
    return visit.plans[rank - 1][1]


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


def _typed(number: int, told: tuple[int, list[Adjustment]]) -> dict[str, Any]:
    paid, reasons = told
    return {
        "line": number,
        "paid_cents": paid,
        "adjustments": [{"group": g, "reason": r, "cents": c} for g, r, c in reasons],
    }


def _visit(patient: int, charges: list[int], day: dt.date) -> dict[str, Any]:
    lines = [{"code": "G0439", "charge_cents": cents, "pointers": [1]} for cents in charges]
    return {
        "patient_id": patient,
        "provider_id": 1,
        "service_date": day.isoformat(),
        "diagnoses": ["E11.9"],
        "lines": lines,
    }
