"""A patient's record is opened: the facts of the strip, and the trace that looking leaves."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from desktop_biller.facts.people import PersonName
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.money import dollars
from desktop_biller.foundation.terms import Sex
from desktop_biller.models.claim import Claim
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.patient import Guarantor, Note, Patient
from desktop_biller.models.payment import WorkItem
from desktop_biller.models.practice import Payer
from desktop_biller.reports.state import State, patient_state
from desktop_biller.security import audit
from desktop_biller.security.permissions import Permission, require
from desktop_biller.workflow.patients.patient_list import age_in_years
from desktop_biller.workflow.reading import Reading, question
from desktop_biller.workflow.statements.due import statement_due
from desktop_biller.workflow.usecase import by_id
from desktop_biller.workflow.visits.plans import primary_coverage
from desktop_biller.workflow.workspace import Workspace

AlertKind = Literal["deceased", "no_coverage", "denied", "follow_up", "statement_due", "credit"]
"""In the order in which they are told: what stops the work first."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to know before working on the patient."""

    kind: AlertKind
    words: str


@dataclass(frozen=True, slots=True)
class PatientHeader:
    """What the patient strip shows. Cents.

    Attributes:
        name: as filed, ``Delgado, Rosa M``.
        natural_name: ``Rosa M Delgado``.
        age: whole years today, or at death.
        account: chart number, that of the guarantor's account.
        payer: who is billed first for a service of today, with ``member_id``; both blank for a
            patient without a plan in force.
        credit_cents: money that is not applied yet, the patient's and insurers' alike.
    """

    patient_id: int
    guarantor_id: int
    name: str
    natural_name: str
    sex: Sex
    birth_date: dt.date
    age: int
    account: str
    payer: str
    member_id: str
    patient_cents: int
    insurance_cents: int
    credit_cents: int
    alerts: tuple[Alert, ...]

    @property
    def balance_cents(self) -> int:
        """The account's last running balance: both parts less the credit."""
        return self.patient_cents + self.insurance_cents - self.credit_cents


def open_patient_record(ws: Workspace, patient_id: int, what: str = "account") -> PatientHeader:
    """Open a patient's record and leave a row in the audit trail of it (promise 11).

    A practice that can only be read keeps no trace of looking: nothing can be written there.

    Args:
        ws: the open practice.
        patient_id: whose record.
        what: the part that is looked at, such as ``account`` or ``insurance``; the row's reason.

    Raises:
        PermissionDeniedError: the actor may not look up patients.
        RefusedError: there is no such patient.
    """
    require(ws.actor, Permission.SEE_PATIENTS)
    header = patient_header(ws, patient_id)
    if not ws.db.read_only:
        with ws.db.writing() as session:
            audit.record(
                session,
                at=ws.clock.now(),
                user_name=ws.actor.name,
                event="patient.viewed",
                patient_id=patient_id,
                subject=f"patient {patient_id}",
                reason=what[:200],
            )
    return header


@question(Permission.SEE_PATIENTS)
def patient_header(rd: Reading, patient_id: int) -> PatientHeader:
    """The strip's facts again, for a record that is open already; leaves no trace.

    Raises:
        RefusedError: there is no such patient.
    """
    patient = by_id(rd, Patient, patient_id, "patient")
    guarantor = rd.session.get_one(Guarantor, patient.guarantor_id)
    name = PersonName(patient.last, patient.first, patient.middle, patient.suffix)
    plan = primary_coverage(rd, patient_id, rd.today)
    state = patient_state(rd.session, patient_id)
    return PatientHeader(
        patient_id=patient_id,
        guarantor_id=guarantor.id,
        name=name.filed,
        natural_name=name.natural,
        sex=patient.sex,
        birth_date=patient.birth_date,
        age=age_in_years(patient.birth_date, patient.death_date or rd.today),
        account=guarantor.account,
        payer=rd.session.get_one(Payer, plan.payer_id).name if plan else "",
        member_id=plan.member_id if plan else "",
        patient_cents=state.patient_open,
        insurance_cents=state.insurance_open,
        credit_cents=state.credit,
        alerts=_alerts(rd, patient, state, is_covered=plan is not None),
    )


def _alerts(rd: Reading, patient: Patient, state: State, *, is_covered: bool) -> tuple[Alert, ...]:
    found: list[Alert] = []
    if patient.death_date is not None:
        found.append(Alert("deceased", f"Died {us_date(patient.death_date)}"))
    elif not is_covered and _had_coverage(rd, patient.id):
        # Who never had a plan pays alone and needs no warning.
        found.append(Alert("no_coverage", "No coverage in force"))
    denied = _denied_claims(rd, patient.id)
    if denied:
        words = "1 denied claim" if denied == 1 else f"{denied} denied claims"
        found.append(Alert("denied", words))
    note = _first_follow_up(rd, patient.id)
    if note is not None:
        found.append(Alert("follow_up", f"Follow-up due {us_date(note)}"))
    # What no statement could ask for needs no look at the account line by line.
    due = statement_due(rd, patient.guarantor_id) if state.patient_open > 0 else 0
    if due:
        found.append(Alert("statement_due", "Statement due"))
    if state.credit > 0:
        found.append(Alert("credit", f"Credit {dollars(state.credit)}"))
    return tuple(found)


def _had_coverage(rd: Reading, patient_id: int) -> bool:
    query = sa.select(Coverage.id).where(Coverage.patient_id == patient_id).limit(1)
    return rd.session.scalar(query) is not None


def _denied_claims(rd: Reading, patient_id: int) -> int:
    count = rd.session.scalar(
        sa.select(sa.func.count(WorkItem.claim_id.distinct()))
        .join(Claim, Claim.id == WorkItem.claim_id)
        .where(
            Claim.patient_id == patient_id,
            WorkItem.kind == "denial",
            WorkItem.closed_on.is_(None),
        )
    )
    return int(count or 0)


def _first_follow_up(rd: Reading, patient_id: int) -> dt.date | None:
    return rd.session.scalar(
        sa.select(sa.func.min(Note.follow_up_on)).where(
            Note.patient_id == patient_id,
            Note.done_on.is_(None),
            Note.follow_up_on <= rd.today,
        )
    )
