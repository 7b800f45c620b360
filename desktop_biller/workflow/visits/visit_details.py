"""One visit in full: its diagnoses, its lines with what is open on them, and its claims."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.models.claim import Claim
from desktop_biller.models.coverage import Authorization, Coverage
from desktop_biller.models.document import Document, InvoicedVisit
from desktop_biller.models.ledger import LineBalance
from desktop_biller.models.patient import Patient
from desktop_biller.models.practice import Payer, Provider
from desktop_biller.models.visit import ChargeLine, Diagnosis, Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name
from desktop_biller.workflow.reading import Reading, question
from desktop_biller.workflow.statements.invoice import provider_words
from desktop_biller.workflow.usecase import by_id
from desktop_biller.workflow.visits.stops import LETTERS


@dataclass(frozen=True, slots=True)
class VisitDiagnosis:
    """One diagnosis with its letter; the title is the catalogue's on the date of service."""

    letter: str
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class VisitLineDetails:
    """One line of a visit. Cents; ``pointers`` are the letters of its diagnoses (``AB``)."""

    line_id: int
    number: int
    code: str
    words: str
    modifiers: tuple[str, ...]
    pointers: str
    units: int
    charge_cents: int
    insurance_open_cents: int
    patient_open_cents: int


@dataclass(frozen=True, slots=True)
class VisitClaim:
    """A claim that was made of the visit; ``state`` is one of the claim's states."""

    claim_id: int
    number: str
    payer: str
    rank: int
    state: str
    billed_cents: int


@dataclass(frozen=True, slots=True)
class VisitDetails:
    """One visit.

    Attributes:
        payer: who is billed first, blank where the patient pays.
        invoice: the number of the invoice it stands on, or blank.
    """

    encounter_id: int
    patient_id: int
    patient: str
    service_date: dt.date
    provider_id: int
    provider: str
    place_of_service: str
    payer: str
    authorization: str
    case_id: int | None
    invoice: str
    diagnoses: tuple[VisitDiagnosis, ...]
    lines: tuple[VisitLineDetails, ...]
    claims: tuple[VisitClaim, ...]

    @property
    def charge_cents(self) -> int:
        """The sum of its lines."""
        return sum(line.charge_cents for line in self.lines)


@question(Permission.SEE_PATIENTS)
def visit_details(rd: Reading, encounter_id: int) -> VisitDetails:
    """Everything of one visit that a screen shows.

    Raises:
        RefusedError: there is no such visit.
    """
    session = rd.session
    visit = by_id(rd, Encounter, encounter_id, "visit")
    payer = session.scalar(
        sa.select(Payer.name)
        .join(Coverage, Coverage.payer_id == Payer.id)
        .where(Coverage.id == visit.coverage_id)
    )
    invoice = session.scalar(
        sa.select(Document.number)
        .join(InvoicedVisit, InvoicedVisit.document_id == Document.id)
        .where(InvoicedVisit.encounter_id == visit.id)
    )
    approval = session.get(Authorization, visit.authorization_id or 0)
    return VisitDetails(
        encounter_id=visit.id,
        patient_id=visit.patient_id,
        patient=person_name(session.get_one(Patient, visit.patient_id)).filed,
        service_date=visit.service_date,
        provider_id=visit.provider_id,
        provider=provider_words(session.get_one(Provider, visit.provider_id)),
        place_of_service=visit.place_of_service,
        payer=payer or "",
        authorization=approval.number if approval else "",
        case_id=visit.injury_case_id,
        invoice=invoice or "",
        diagnoses=_diagnoses(rd, visit),
        lines=_lines(rd, visit),
        claims=_claims(rd, visit),
    )


def pointer_letters(line: ChargeLine) -> str:
    """The letters of the diagnoses a line points to, in its own order: ``BA``."""
    pointers = (line.pointer1, line.pointer2, line.pointer3, line.pointer4)
    return "".join(LETTERS[pointer - 1] for pointer in pointers if pointer)


def given_modifiers(line: ChargeLine) -> tuple[str, ...]:
    """The modifiers a line has, in order."""
    four = (line.modifier1, line.modifier2, line.modifier3, line.modifier4)
    return tuple(modifier for modifier in four if modifier)


def _diagnoses(rd: Reading, visit: Encounter) -> tuple[VisitDiagnosis, ...]:
    rows = rd.session.scalars(
        sa.select(Diagnosis).where(Diagnosis.encounter_id == visit.id).order_by(Diagnosis.position)
    )
    return tuple(
        VisitDiagnosis(
            letter=LETTERS[row.position - 1],
            code=row.code,
            title=rd.catalogue.diagnosis(row.code, visit.service_date).title,
        )
        for row in rows
    )


def _lines(rd: Reading, visit: Encounter) -> tuple[VisitLineDetails, ...]:
    rows = rd.session.execute(
        sa.select(ChargeLine, LineBalance.insurance_cents, LineBalance.patient_cents)
        .outerjoin(LineBalance, LineBalance.charge_line_id == ChargeLine.id)
        .where(ChargeLine.encounter_id == visit.id)
        .order_by(ChargeLine.position)
    )
    return tuple(
        VisitLineDetails(
            line_id=line.id,
            number=line.position,
            code=line.code,
            words=line.description,
            modifiers=given_modifiers(line),
            pointers=pointer_letters(line),
            units=line.units,
            charge_cents=line.charge_cents,
            insurance_open_cents=insurance or 0,
            patient_open_cents=patient or 0,
        )
        for line, insurance, patient in rows
    )


def _claims(rd: Reading, visit: Encounter) -> tuple[VisitClaim, ...]:
    rows = rd.session.execute(
        sa.select(Claim, Payer.name)
        .join(Payer, Payer.id == Claim.payer_id)
        .where(Claim.encounter_id == visit.id)
        .order_by(Claim.id)
    )
    return tuple(
        VisitClaim(claim.id, claim.number, payer, claim.rank, claim.state, claim.billed_cents)
        for claim, payer in rows
    )
