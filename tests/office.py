"""An office to test with: builders over the workflow functions, never over the tables."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.codesets.catalogue import CodeAnswer
from desktop_biller.foundation import codec
from desktop_biller.foundation.dates import FixedClock, zone
from desktop_biller.foundation.errors import UserError
from desktop_biller.models.base import Base
from desktop_biller.models.ledger import LineBalance
from desktop_biller.reports.journal import movement, period_digest
from desktop_biller.reports.state import State, patient_state, practice_state
from desktop_biller.reports.verify import verify
from desktop_biller.security.keyfile import Cost
from desktop_biller.store.check import Fingerprint, fingerprint
from desktop_biller.store.guards import installed_guards
from desktop_biller.workflow.claims.make import ClaimMade, MakeClaim, make_claim
from desktop_biller.workflow.closing.day_close import CloseDay, DayClosed, close_day
from desktop_biller.workflow.ledger.standing import standings
from desktop_biller.workflow.office.payers import AddPayer, add_payer
from desktop_biller.workflow.office.practice import (
    AddProvider,
    SetUpPractice,
    add_provider,
    set_up_practice,
)
from desktop_biller.workflow.office.services import AddService, add_service
from desktop_biller.workflow.opening import Owner, create_practice, open_practice
from desktop_biller.workflow.patients.coverage import RecordCoverage, record_coverage
from desktop_biller.workflow.patients.register import (
    PatientRegistered,
    RegisterPatient,
    register_patient,
)
from desktop_biller.workflow.payments.patient_payment import (
    PaymentTaken,
    TakePatientPayment,
    VoidPatientPayment,
    take_patient_payment,
    void_patient_payment,
)
from desktop_biller.workflow.payments.remittance import (
    RemittancePosted,
    post_remittance,
)
from desktop_biller.workflow.payments.remittance_input import PostRemittance
from desktop_biller.workflow.statements.billing import (
    IssueStatement,
    StatementIssued,
    issue_statement,
)
from desktop_biller.workflow.usecase import Command
from desktop_biller.workflow.visits.encounters import VisitRecorded, record_visit
from desktop_biller.workflow.visits.visit_input import RecordVisit
from desktop_biller.workflow.workspace import Workspace
from tests.dict_catalogue import DictCatalogue

ZONE = zone(os.environ.get("TZ") or "America/New_York")
"""The zone of every test practice: TZ, so that the suite can be run as in Honolulu."""

USUAL_TIME = dt.time.fromisoformat(os.environ.get("DESKTOP_BILLER_TEST_TIME", "09:00"))
"""When a test's day is, unless it says so: at 23:30 in Honolulu it is tomorrow in UTC."""

PASSPHRASE = "quiet otters cross the bridge"

OWNER = Owner(name="tn", full_name="Thuy Nguyen", passphrase=PASSPHRASE)
CHEAP = Cost(memory_kib=8, passes=1)
"""Opening a test practice must not cost what guessing a real passphrase costs."""

ADDRESS: dict[str, Any] = {
    "line1": "418 Juniper Lane",
    "line2": "Apt 2B",
    "city": "Springfield",
    "state": "OH",
    "zip_code": "45503-1127",
}
PRACTICE: dict[str, Any] = {
    "name": "Cedar Hollow Family Medicine",
    "address": {
        "line1": "1200 Cedar Hollow Road",
        "line2": "Suite 4",
        "city": "Springfield",
        "state": "OH",
        "zip_code": "45502-1234",
    },
    "phone": "(937) 555-0142",
    "tax_id": "12-3456789",
    "npi": "1234567893",
    "website": "chfm.example/pay",
}
SERVICES = {
    "G0439": ("Yearly wellness visit", 18500),
    "P9612": ("Blood draw", 1500),
    "G0101": ("Office visit", 15000),
    "G0168": ("Wound closure", 21000),
    "G0447": ("Counseling", 6000),
    "G0446": ("Behavior therapy", 6500),
}
CODES = {
    code: CodeAnswer(
        code=code,
        title=title,
        billable=billable,
        valid=True,
        reason="" if billable else f"{code} is a heading and needs more characters.",
        children=children,
    )
    for code, title, billable, children in (
        ("E11.9", "Type 2 diabetes mellitus without complications", True, ()),
        ("I10", "Essential (primary) hypertension", True, ()),
        ("Z00.00", "General adult medical examination", True, ()),
        ("E11", "Type 2 diabetes mellitus", False, ("E11.9",)),
    )
}


class Undone(Exception):  # noqa: N818 -- not an error: it takes a transaction back
    """Leaves a transaction without keeping it."""


def fixed_clock(day: dt.date = dt.date(2026, 3, 2), at: dt.time = USUAL_TIME) -> FixedClock:
    """A clock that stands still until a test moves it."""
    return FixedClock.on(day, at, ZONE)


def catalogue() -> DictCatalogue:
    """Four diagnoses; nothing else is known."""
    return DictCatalogue(diagnoses=CODES)


def command(kind: type[Command], /, **values: Any) -> Any:
    """A command made the way a script makes it."""
    return codec.from_builtins(kind, values)


@dataclass
class Office:
    """A practice with one provider, one payer and four services."""

    ws: Workspace
    clock: FixedClock
    provider_id: int = 0
    payer_id: int = 0
    people: int = field(default=0)

    def set_up(self) -> "Office":
        set_up_practice(self.ws, command(SetUpPractice, **PRACTICE))
        self.provider_id = add_provider(
            self.ws,
            command(
                AddProvider,
                name={"last": "Park", "first": "Elena"},
                credentials="MD",
                npi="1999999984",
                taxonomy="207Q00000X",
            ),
        ).provider_id
        self.payer_id = self.payer()
        for code, (words, fee) in SERVICES.items():
            add_service(
                self.ws,
                command(
                    AddService,
                    code=code,
                    description=words,
                    fee_cents=fee,
                    effective_from="2020-01-01",
                ),
            )
        return self

    def on(self, day: dt.date, at: dt.time = USUAL_TIME) -> "Office":
        """Move the clock."""
        self.clock.moment = dt.datetime.combine(day, at, ZONE)
        return self

    def payer(self, name: str = "Blue Harbor Health", **over: Any) -> int:
        values = {
            "name": name,
            "payer_id": "BH001",
            "address": {
                "line1": "PO Box 900",
                "city": "Columbus",
                "state": "OH",
                "zip_code": "43085",
            },
            **over,
        }
        return add_payer(self.ws, command(AddPayer, **values)).payer_id

    def patient(self, **over: Any) -> PatientRegistered:
        self.people += 1
        values = {
            "name": {"last": "Delgado", "first": f"Rosa{'abcdefghijklmnop'[self.people % 16]}"},
            "birth_date": "1968-04-12",
            "sex": "F",
            "address": ADDRESS,
            **over,
        }
        return register_patient(self.ws, command(RegisterPatient, **values))

    def insured_patient(self, **over: Any) -> PatientRegistered:
        patient = self.patient(**over)
        self.coverage(patient.patient_id)
        return patient

    def coverage(self, patient_id: int, **over: Any) -> int:
        values = {
            "patient_id": patient_id,
            "payer_id": self.payer_id,
            "member_id": "XQ1234567",
            "effective_from": "2026-01-01",
            "copay_cents": 3000,
            **over,
        }
        return record_coverage(self.ws, command(RecordCoverage, **values)).coverage_id

    def visit(self, patient_id: int, *lines: tuple[str, int], **over: Any) -> VisitRecorded:
        """A visit; a line is (code, charge in cents)."""
        values = {
            "patient_id": patient_id,
            "provider_id": self.provider_id,
            "service_date": self.clock.today().isoformat(),
            "diagnoses": ["E11.9", "I10"],
            "lines": [
                {"code": code, "charge_cents": cents, "pointers": [1]} for code, cents in lines
            ],
            **over,
        }
        return record_visit(self.ws, command(RecordVisit, **values))

    def claim(self, visit: VisitRecorded, **over: Any) -> ClaimMade:
        values = {"encounter_id": visit.encounter_id, **over}
        return make_claim(self.ws, command(MakeClaim, **values))

    def pay(self, patient_id: int, cents: int, purpose: str = "copay", **over: Any) -> PaymentTaken:
        values = {
            "patient_id": patient_id,
            "cents": cents,
            "purpose": purpose,
            "method": "cash",
            **over,
        }
        return take_patient_payment(self.ws, command(TakePatientPayment, **values))

    def remit(
        self,
        claim_id: int,
        *lines: tuple[int, str],
        reference: str = "88123",
        **over: Any,
    ) -> RemittancePosted:
        """An insurer's check for one claim; a line is (paid, "CO-45 5660, PR-3 3000")."""
        told = [
            {"line": number, "paid_cents": paid, "adjustments": adjustments(words)}
            for number, (paid, words) in enumerate(lines, start=1)
        ]
        values = {
            "payer_id": self.payer_id,
            "cents": sum(paid for paid, _ in lines),
            "reference": reference,
            "dated": self.clock.today().isoformat(),
            "claims": [{"claim_id": claim_id, "lines": told}],
            **over,
        }
        return post_remittance(self.ws, command(PostRemittance, **values))

    def statement(self, guarantor_id: int, **over: Any) -> StatementIssued:
        values = {"guarantor_id": guarantor_id, **over}
        return issue_statement(self.ws, command(IssueStatement, **values))

    def close(self, day: dt.date) -> DayClosed:
        return close_day(self.ws, command(CloseDay, day=day.isoformat()))

    def void(self, taken: PaymentTaken) -> None:
        told = command(VoidPatientPayment, payment_id=taken.payment_id, reason="Typed twice")
        void_patient_payment(self.ws, told)

    def open_of(self, visit: VisitRecorded) -> list[int]:
        """What the patient owes on each line of a visit."""
        with self.ws.db.reading() as session:
            now = standings(session, visit.line_ids)
        return [now[line_id].patient_open for line_id in visit.line_ids]

    def paid_by(self, visit: VisitRecorded) -> dict[int, int]:
        """Patients' money on a visit, by payment."""
        with self.ws.db.reading() as session:
            now = standings(session, visit.line_ids).values()
        sums: dict[int, int] = {}
        for line in now:
            for payment, cents in line.patient_paid_by.items():
                sums[payment] = sums.get(payment, 0) + cents
        return {payment: cents for payment, cents in sums.items() if cents}

    def received_on(self, day: dt.date) -> int:
        """The money that came in on a posting date, less what was voided on it."""
        with self.ws.db.reading() as session:
            return movement(session, day, day).payments

    def digest_through(self, day: dt.date) -> str:
        """The digest of everything posted up to a date, as a close keeps it."""
        with self.ws.db.reading() as session:
            return period_digest(session, day)

    def state(self, patient_id: int) -> State:
        with self.ws.db.reading() as session:
            return patient_state(session, patient_id)

    def whole(self) -> State:
        with self.ws.db.reading() as session:
            return practice_state(session)

    @contextmanager
    def acting_as(self, role: str) -> Iterator[None]:
        """Let a user of another role act for a while."""
        before, self.ws.actor = self.ws.actor, replace(self.ws.actor, role=role)
        yield
        self.ws.actor = before

    def fingerprint(self) -> Fingerprint:
        """Every row of every table, counted and digested."""
        with self.ws.db.reading() as session:
            return fingerprint(session.connection(), sorted(Base.metadata.tables))

    @contextmanager
    def refusing(self, words: str) -> Iterator[None]:
        """Expect the block to be refused in a whole sentence that leaves the file untouched."""
        before = self.fingerprint()
        with pytest.raises(UserError, match=words) as caught:
            yield
        parts = (caught.value.what, caught.value.effect, caught.value.remedy)
        assert all(part and part[-1] in ".?!" for part in parts), parts
        assert self.fingerprint() == before

    @contextmanager
    def tampering(self) -> Iterator[Session]:
        """A transaction of a thief who took the guards away; all of it is undone at the end."""
        with suppress(Undone), self.ws.db.writing() as session:
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for name in installed_guards(session.connection()):
                session.connection().exec_driver_sql(f"DROP TRIGGER {name}")
            yield session
            raise Undone

    def open_on(self, visit: VisitRecorded) -> int:
        """What is open for the patient on a visit, from the kept balances."""
        with self.ws.db.reading() as session:
            cents = session.scalar(
                sa.select(sa.func.sum(LineBalance.patient_cents)).where(
                    LineBalance.charge_line_id.in_(visit.line_ids)
                )
            )
        return int(cents or 0)

    def findings(self) -> list[str]:
        """What ``verify`` finds wrong, in words."""
        with self.ws.db.reading() as session:
            return [finding.message for finding in verify(session, self.clock.today())]


def make_practice(folder: Path) -> None:
    """A closed practice with its provider, payer and services in a new folder."""
    create_practice(
        folder,
        OWNER,
        practice_name=PRACTICE["name"],
        clock=fixed_clock(),
        time_zone=ZONE.key,
        cost=CHEAP,
    )
    with opened(folder) as office:
        office.set_up()


@contextmanager
def opened(folder: Path) -> Iterator[Office]:
    """A practice that ``make_practice`` made, open with its builders."""
    clock = fixed_clock()
    ws = open_practice(folder, PASSPHRASE, catalogue=catalogue(), clock=clock)
    try:
        yield Office(ws, clock, provider_id=1, payer_id=1)
    finally:
        ws.close()


def adjustments(words: str) -> list[dict[str, Any]]:
    """``"CO-45 5660, PR-3 3000"`` as adjustments, cents as they stand."""
    found = []
    for part in filter(None, (p.strip() for p in words.split(","))):
        code, cents = part.split()
        group, reason = code.split("-", 1)
        found.append({"group": group, "reason": reason, "cents": int(cents)})
    return found
