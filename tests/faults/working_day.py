"""An office at work: a random, endless stream of every use case the program has.

Each maker looks into the open practice and gives the arguments of a command that fits it, or None
where nothing fits now (no claim waits to be sent). What was done before is read from the file
and never remembered, so a new process goes on where a killed one was stopped.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.foundation import identifiers
from desktop_biller.foundation.dates import FixedClock
from desktop_biller.models.access import AuditRow
from desktop_biller.models.claim import Claim, ClaimLine
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.document import InvoicedVisit
from desktop_biller.models.ledger import JournalEntry, LineBalance, Posting
from desktop_biller.models.patient import Guarantor, Note, Patient
from desktop_biller.models.payment import Payment
from desktop_biller.models.practice import Fee, Payer, PayerClock, Provider, Service
from desktop_biller.models.visit import ChargeLine, Encounter
from desktop_biller.workflow.ledger.journal import closed_through
from desktop_biller.workflow.workspace import Workspace
from tests.office import ADDRESS, CODES, PRACTICE, SERVICES, ZONE

Arguments = dict[str, Any]

BACK_UP = "back_up"
"""Not a use case and without a key, but it writes and can be killed as well."""

OPENS = dt.time(8, 0)


@dataclass(slots=True)
class Office:
    """What a maker draws from: one snapshot of the practice, and chance."""

    session: Session
    chance: random.Random
    today: dt.date

    def any(self, query: sa.Executable) -> Any:
        """One row of the query by chance (its value where it has one column), or None."""
        rows = self.session.execute(query).all()
        row = self.chance.choice(rows) if rows else None
        return row[0] if row is not None and len(row) == 1 else row

    def row(self, model: type[Any]) -> Any:
        """A whole row of a table by chance, or None."""
        return self.any(sa.select(model))

    def word(self, length: int = 8) -> str:
        """Letters that make a name no one else has."""
        return "".join(self.chance.choices("abcdefghijklmnopqrstuvwxyz", k=length)).capitalize()

    def cents(self) -> int:
        return self.chance.randint(500, 60_000)

    def npi(self) -> str:
        nine = str(self.chance.randint(100_000_000, 299_999_999))
        return next(nine + digit for digit in "0123456789" if identifiers.is_npi(nine + digit))

    @property
    def patient(self) -> sa.Select[tuple[int]]:
        return sa.select(Patient.id)

    def of_patient(self, **arguments: object) -> Arguments | None:
        """The arguments for any patient, or None before the first one."""
        patient = self.any(self.patient)
        return None if patient is None else {"patient_id": patient, **arguments}


def _set_up_practice(office: Office) -> Arguments:
    return {**PRACTICE, "hours": f"Open {office.word()}"}


def _add_provider(office: Office) -> Arguments:
    return {"name": {"last": office.word(), "first": office.word(5)}, "npi": office.npi()}


def _add_payer(office: Office) -> Arguments:
    clocks = [
        {"kind": "initial", "start": "service", "days": 365},
        {"kind": "appeal", "start": "remittance", "years": 1},
    ]
    return {
        "name": f"{office.word()} Health",
        "address": ADDRESS,
        "clocks": clocks[: office.chance.randint(0, 2)],
    }


def _add_service(office: Office) -> Arguments:
    taken = set(office.session.scalars(sa.select(Service.code)))
    code = next(
        c for c in iter(lambda: f"Z{office.chance.randint(0, 9999):04d}", "") if c not in taken
    )
    return {
        "code": code,
        "description": f"Service {office.word()}",
        "fee_cents": office.cents(),
        "effective_from": "2020-01-01",
    }


def _set_fee(office: Office) -> Arguments:
    """A fee for a date that has none, so that it is a new row."""
    taken = set(office.session.scalars(sa.select(Fee.effective_from)))
    days = (
        dt.date(2020, 1, 2) + dt.timedelta(days=n)
        for n in iter(lambda: office.chance.randrange(2000), -1)
    )
    return {
        "service_code": office.any(sa.select(Service.code)),
        "fee_cents": office.cents(),
        "effective_from": next(day for day in days if day not in taken).isoformat(),
        "payer_id": office.chance.choice([None, office.any(sa.select(Payer.id))]),
    }


def _change_provider(office: Office) -> Arguments | None:
    row = office.row(Provider)
    return row and {
        "provider_id": row.id,
        "version": row.version,
        "name": {"last": row.last, "first": office.word(5)},
        "npi": row.npi,
        "initials": row.initials,
    }


def _change_payer(office: Office) -> Arguments | None:
    """Another address; its deadlines are told again as they are."""
    row = office.row(Payer)
    if row is None:
        return None
    clocks = office.session.scalars(sa.select(PayerClock).where(PayerClock.payer_id == row.id))
    return {
        "payer_id": row.id,
        "version": row.version,
        "name": row.name,
        "address": {**ADDRESS, "line1": office.word(12)},
        "number": row.payer_id,
        "clocks": [
            {"kind": c.kind, "start": c.start, "days": c.days, "years": c.years} for c in clocks
        ],
    }


def _change_service(office: Office) -> Arguments | None:
    row = office.row(Service)
    return row and {
        "service_id": row.id,
        "version": row.version,
        "description": f"Service {office.word()}",
    }


def _change_patient(office: Office) -> Arguments | None:
    row = office.row(Patient)
    return row and {
        "patient_id": row.id,
        "version": row.version,
        "name": {"last": row.last, "first": office.word(5)},
        "birth_date": row.birth_date.isoformat(),
        "sex": row.sex,
        "address": ADDRESS,
        "not_a_duplicate": True,
    }


def _change_coverage(office: Office) -> Arguments | None:
    row = office.row(Coverage)
    return row and {
        "coverage_id": row.id,
        "version": row.version,
        "member_id": office.word(),
        "effective_from": row.effective_from.isoformat(),
        "copay_cents": office.chance.choice([0, 2000, 3000]),
    }


def _finish_note(office: Office) -> Arguments | None:
    waiting = sa.select(Note.id).where(Note.follow_up_on.is_not(None), Note.done_on.is_(None))
    note = office.any(waiting)
    return None if note is None else {"note_id": note}


def _register_patient(office: Office) -> Arguments:
    shared = office.any(sa.select(Guarantor.id)) if office.chance.random() < 0.3 else None
    return {
        "name": {"last": office.word(), "first": office.word(5)},
        "birth_date": f"19{office.chance.randint(40, 99)}-05-17",
        "sex": office.chance.choice("FMU"),
        "address": ADDRESS,
        "guarantor_id": shared,
        "not_a_duplicate": True,
    }


def _record_coverage(office: Office) -> Arguments | None:
    rank = office.chance.choice([1, 1, 1, 2])
    has_one = sa.exists().where(Coverage.patient_id == Patient.id, Coverage.rank == rank)
    patient = office.any(office.patient.where(~has_one))
    if patient is None:
        return None
    return {
        "patient_id": patient,
        "payer_id": office.any(sa.select(Payer.id)),
        "rank": rank,
        "member_id": office.word(),
        "effective_from": "2025-01-01",
        "copay_cents": office.chance.choice([0, 2000, 3000]),
    }


def _record_authorization(office: Office) -> Arguments | None:
    coverage = office.any(sa.select(Coverage.id))
    if coverage is None:
        return None
    return {
        "coverage_id": coverage,
        "number": office.word(12),
        "units": office.chance.randint(1, 20),
        "valid_from": "2025-01-01",
        "valid_to": "2030-12-31",
    }


def _record_eligibility(office: Office) -> Arguments | None:
    coverage = office.any(sa.select(Coverage.id))
    if coverage is None:
        return None
    copay = office.chance.choice([None, 2000, 2500])
    return {"coverage_id": coverage, "active": True, "copay_cents": copay}


def _record_case(office: Office) -> Arguments | None:
    return office.of_patient(kind="auto", happened_on="2026-02-20", state="OH")


def _record_visit(office: Office) -> Arguments | None:
    billable = [code for code, answer in CODES.items() if answer.billable]
    diagnoses = office.chance.sample(billable, office.chance.randint(1, len(billable)))
    lines = [
        {
            "code": office.chance.choice(list(SERVICES)),
            "pointers": [office.chance.randint(1, len(diagnoses))],
            "charge_cents": office.chance.choice([None, office.cents()]),
        }
        for _ in range(office.chance.randint(1, 4))
    ]
    return office.of_patient(
        provider_id=office.any(sa.select(Provider.id)),
        service_date=office.today.isoformat(),
        diagnoses=diagnoses,
        lines=lines,
        self_pay=office.chance.random() < 0.2,
    )


def _make_claim(office: Office) -> Arguments | None:
    """For a visit that has no claim to one of its patient's plans."""
    has_one = sa.exists().where(
        Claim.encounter_id == Encounter.id, Claim.coverage_id == Coverage.id
    )
    found = office.any(
        sa.select(Encounter.id, Coverage.id)
        .join(Coverage, Coverage.patient_id == Encounter.patient_id)
        .where(Encounter.coverage_id.is_not(None), ~has_one)
    )
    return None if found is None else {"encounter_id": found[0], "coverage_id": found[1]}


def _print_claim(office: Office) -> Arguments | None:
    claim = office.any(sa.select(Claim.id))
    output = office.chance.choice(["form", "copy"])
    return None if claim is None else {"claim_id": claim, "output": output}


def _record_claim_sent(office: Office) -> Arguments | None:
    claim = office.any(sa.select(Claim.id).where(Claim.state == "ready"))
    return None if claim is None else {"claim_id": claim}


def _record_claims_sent(office: Office) -> Arguments | None:
    claim = office.any(sa.select(Claim.id).where(Claim.state == "ready"))
    return None if claim is None else {"claim_ids": [claim]}


def _take_patient_payment(office: Office) -> Arguments | None:
    visit = office.any(sa.select(Encounter.id, Encounter.patient_id))
    purpose = office.chance.choice(["copay", "account", "account", "prepayment"])
    told: Arguments = {"cents": office.cents(), "purpose": purpose, "method": "cash"}
    if visit is not None and purpose == "copay":
        return {**told, "patient_id": visit[1], "encounter_id": visit[0]}
    return office.of_patient(**told)


def _apply_credit(office: Office) -> Arguments | None:
    """An account with money paid ahead."""
    guarantor = office.any(
        sa.select(Patient.guarantor_id)
        .join(Payment, Payment.patient_id == Patient.id)
        .where(Payment.purpose == "prepayment")
    )
    return None if guarantor is None else {"guarantor_id": guarantor}


def _void_patient_payment(office: Office) -> Arguments | None:
    first, second = sa.orm.aliased(JournalEntry), sa.orm.aliased(JournalEntry)
    voided = (
        sa.select(Posting.payment_id)
        .join(first, first.id == Posting.entry_id)
        .join(second, second.reverses_id == first.id)
        .where(Posting.payment_id.is_not(None))
    )
    payment = office.any(
        sa.select(Payment.id).where(Payment.source == "patient", Payment.id.not_in(voided))
    )
    return None if payment is None else {"payment_id": payment, "reason": "Typed twice"}


def _post_remittance(office: Office) -> Arguments | None:
    """A check of one payer for up to three claims that were sent."""
    payer = office.any(sa.select(Claim.payer_id).where(Claim.state == "sent"))
    if payer is None:
        return None
    sent = sa.select(Claim.id).where(Claim.state == "sent", Claim.payer_id == payer).limit(3)
    claims = [_answer(office, claim_id) for claim_id in office.session.scalars(sent)]
    return {
        "payer_id": payer,
        "cents": sum(line["paid_cents"] for claim in claims for line in claim["lines"]),
        "reference": office.word(10),
        "dated": office.today.isoformat(),
        "claims": claims,
    }


def _answer(office: Office, claim_id: int) -> Arguments:
    """Paid, or one time in six denied; each line adds up to its charge."""
    denied = office.chance.random() < 1 / 6
    charges = office.session.execute(
        sa.select(ClaimLine.position, ChargeLine.charge_cents)
        .join(ChargeLine, ChargeLine.id == ClaimLine.charge_line_id)
        .where(ClaimLine.claim_id == claim_id)
        .order_by(ClaimLine.position)
    )
    lines = []
    for position, charge in charges:
        allowed = 0 if denied else charge * office.chance.randint(50, 80) // 100
        share = allowed // 5
        rest = {"group": "CO", "reason": "16" if denied else "45", "cents": charge - allowed}
        told = [rest, {"group": "PR", "reason": "2", "cents": share}] if share else [rest]
        lines.append({"line": position, "paid_cents": allowed - share, "adjustments": told})
    return {"claim_id": claim_id, "lines": lines}


def _write_note(office: Office) -> Arguments | None:
    subject = office.chance.choice(["patient", "claim", "payment"])
    ids = {"patient": Patient.id, "claim": Claim.id, "payment": Payment.id}
    found = office.any(sa.select(ids[subject]))
    text = f"Called {office.word()}"
    follow_up = office.chance.choice([None, office.today.isoformat()])
    asked = {"subject": subject, "subject_id": found, "text": text, "follow_up_on": follow_up}
    return found and asked


def _issue_statement(office: Office) -> Arguments | None:
    """For an account that may owe something; the program refuses where it is all held."""
    guarantor = office.any(
        sa.select(Patient.guarantor_id)
        .join(LineBalance, LineBalance.patient_id == Patient.id)
        .where(LineBalance.patient_cents > 0)
        .distinct()
    )
    flags = {"even_if_small": True, "even_if_recent": True}
    return None if guarantor is None else {"guarantor_id": guarantor, **flags}


def _issue_invoice(office: Office) -> Arguments | None:
    invoiced = sa.exists().where(InvoicedVisit.encounter_id == Encounter.id)
    visit = office.any(sa.select(Encounter.id).where(~invoiced))
    return None if visit is None else {"encounter_ids": [visit]}


def _today(office: Office) -> Arguments:
    return {"day": office.today.isoformat()}


MAKERS: dict[str, tuple[int, Callable[[Office], Arguments | None]]] = {
    "set_up_practice": (1, _set_up_practice),
    "add_provider": (1, _add_provider),
    "add_payer": (1, _add_payer),
    "add_service": (1, _add_service),
    "set_fee": (1, _set_fee),
    "change_provider": (1, _change_provider),
    "change_payer": (1, _change_payer),
    "change_service": (1, _change_service),
    "register_patient": (4, _register_patient),
    "change_patient": (1, _change_patient),
    "record_coverage": (4, _record_coverage),
    "change_coverage": (1, _change_coverage),
    "record_authorization": (1, _record_authorization),
    "record_eligibility": (1, _record_eligibility),
    "record_case": (1, _record_case),
    "record_visit": (7, _record_visit),
    "make_claim": (5, _make_claim),
    "print_claim": (2, _print_claim),
    "record_claim_sent": (3, _record_claim_sent),
    "record_claims_sent": (2, _record_claims_sent),
    "take_patient_payment": (6, _take_patient_payment),
    "apply_credit": (2, _apply_credit),
    "void_patient_payment": (2, _void_patient_payment),
    "post_remittance": (4, _post_remittance),
    "write_note": (2, _write_note),
    "finish_note": (1, _finish_note),
    "issue_statement": (3, _issue_statement),
    "issue_invoice": (2, _issue_invoice),
    "print_day_sheet": (1, _today),
    "close_day": (1, _today),
    BACK_UP: (1, lambda _: {}),
}
"""How often each use case comes, and what makes its arguments."""

_FAVORED = 0.4


def orders(
    ws: Workspace, clock: FixedClock, chance: random.Random, favor: str
) -> Iterator[tuple[str, Arguments]]:
    """What to do next, for ever; sets the clock. ``favor`` comes more often than its turn."""
    names, weights = list(MAKERS), [weight for weight, _ in MAKERS.values()]
    while True:
        with ws.db.reading() as session:
            clock.moment = next_moment(session)
            name = favor if chance.random() < _FAVORED else chance.choices(names, weights)[0]
            arguments = MAKERS[name][1](Office(session, chance, clock.today()))
        if arguments is not None:
            yield name, arguments


def next_moment(session: Session) -> dt.datetime:
    """Half a minute after the last thing done; the next morning once its day is closed."""
    last = session.scalar(sa.select(sa.func.max(AuditRow.at))) or dt.datetime.now(ZONE)
    moment = last.astimezone(ZONE) + dt.timedelta(seconds=30)
    closed = closed_through(session)
    if closed is not None and moment.date() <= closed:
        return dt.datetime.combine(closed + dt.timedelta(days=1), OPENS, ZONE)
    return moment
