"""Find anything: patients first, then claims, payments and codes, while one types.

Each part asks indexes only and stops at its few hits, so that a key is answered within 50 ms where
there are 50,000 patients (bench/find_patient.py).
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_biller.facts.people import PersonName
from desktop_biller.foundation.identifiers import is_service_code
from desktop_biller.models.claim import Claim
from desktop_biller.models.patient import Patient
from desktop_biller.models.payment import Payment
from desktop_biller.models.practice import Payer, Service
from desktop_biller.models.visit import Encounter
from desktop_biller.security.permissions import GRANTS, Permission
from desktop_biller.workflow.patients.patient_list import PatientRow, rows_of
from desktop_biller.workflow.patients.search import (
    Wanted,
    begins,
    begins_with_first_name,
    begins_with_last_name,
    matching,
    numbered,
    numbered_otherwise,
    understood,
)
from desktop_biller.workflow.reading import Reading, question

MOST_PATIENTS = 5
MOST_CLAIMS = 3
MOST_PAYMENTS = 3
MOST_CODES = 3
_DIAGNOSIS = re.compile(r"[A-Za-z][0-9][0-9A-Za-z](\.?[0-9A-Za-z]{1,4})?", re.ASCII)
_FEWEST_REFERENCE_CHARACTERS = 2
_FEWEST_WORD_LETTERS = 2
"""Of a word that is looked for inside names too: a single letter is in half of them."""


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim that answers to its number, or belongs to a patient who was found. Cents."""

    claim_id: int
    number: str
    patient_id: int
    patient: str
    payer: str
    service_date: dt.date
    billed_cents: int
    state: str


@dataclass(frozen=True, slots=True)
class FoundPayment:
    """A check or payment that answers to its number. Cents.

    Attributes:
        source: ``insurer`` or ``patient``.
        who: the insurer, or the patient as filed.
    """

    payment_id: int
    source: str
    who: str
    reference: str
    received_on: dt.date
    cents: int


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code that was typed: a service of the practice, or a diagnosis; ``words`` tell it."""

    system: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a text finds; each part is short, and its flag says that there is more."""

    patients: tuple[PatientRow, ...] = ()
    claims: tuple[FoundClaim, ...] = ()
    payments: tuple[FoundPayment, ...] = ()
    codes: tuple[FoundCode, ...] = ()
    more_patients: bool = False
    more_claims: bool = False
    more_payments: bool = False

    @property
    def count(self) -> int:
        """How many are shown."""
        return len(self.patients) + len(self.claims) + len(self.payments) + len(self.codes)


@question(Permission.SEE_PATIENTS)
def find_anything(rd: Reading, text: str, limit: int = MOST_PATIENTS) -> Found:
    """What answers to a text, the likeliest first; a blank text finds nothing.

    Payments are found for those who may read the books.

    Args:
        rd: the question's snapshot.
        text: beginnings of names in any order, a birth date, digits of a phone, the number of a
            chart, member, claim or check, or a code.
        limit: most patients; claims, payments and codes are three each at most.
    """
    text = text.strip()
    wanted = understood(text, rd.today)
    if not text or wanted.is_blank:
        return Found()
    numbers = _claims_by_number(rd, wanted)
    payments = _payments(rd, wanted)
    codes = tuple(_codes(rd, text))[:MOST_CODES]
    ids = _patient_ids(rd, wanted, limit + 1)
    if not (ids or numbers or codes):
        ids = _by_other_numbers(rd, wanted, limit + 1)
    patients = rows_of(rd, ids[:limit])
    claims = numbers or _claims_of(rd, wanted, patients)
    return Found(
        patients=patients,
        claims=claims[:MOST_CLAIMS],
        payments=payments[:MOST_PAYMENTS],
        codes=codes,
        more_patients=len(ids) > limit,
        more_claims=len(claims) > MOST_CLAIMS,
        more_payments=len(payments) > MOST_PAYMENTS,
    )


def _patient_ids(rd: Reading, wanted: Wanted, most: int) -> list[int]:
    """Ids of those who answer, the likeliest first; each step is asked only for want of others."""
    found: dict[int, None] = {}
    for step in _steps(wanted, most):
        found |= dict.fromkeys(rd.session.scalars(step))
        if len(found) >= most:
            break
    return list(found)[:most]


def _by_other_numbers(rd: Reading, wanted: Wanted, most: int) -> list[int]:
    """What is slower to find, for a number that is nothing else."""
    ways = numbered_otherwise(wanted) if wanted.born is None else []
    found = [one for way in ways for one in rd.session.scalars(way.limit(most))]
    return list(dict.fromkeys(found))[:most]


def _steps(wanted: Wanted, most: int) -> Iterator[sa.Select[int]]:
    # Twice as many as are wanted: some were found by the step before.
    all_of = sa.select(Patient.id).limit(2 * most)
    by_name = (Patient.search_name, Patient.id)
    born = sa.true() if wanted.born is None else Patient.birth_date == wanted.born
    if wanted.number and wanted.born is not None:
        yield all_of.where(matching(wanted))
    elif wanted.number:
        yield from (ids.limit(2 * most) for ids in numbered(wanted))
    elif wanted.words:
        yield all_of.where(begins_with_last_name(wanted), born).order_by(*by_name)
        yield all_of.where(begins_with_first_name(wanted), born).order_by(
            Patient.search_given, Patient.id
        )
        if max(map(len, wanted.words)) >= _FEWEST_WORD_LETTERS:
            yield all_of.where(matching(wanted)).order_by(*by_name)
    else:
        yield all_of.where(born).order_by(*by_name)


def _claims_by_number(rd: Reading, wanted: Wanted) -> tuple[FoundClaim, ...]:
    number = wanted.number.upper()
    if not number:
        return ()
    # "2188" is meant as C002188: the letter and the zeros are the program's own.
    spelled = [number]
    if number.isdigit() and len(number) <= 6:
        spelled.append(f"C{int(number):06d}")
    which = sa.or_(*(begins(Claim.number, start) for start in spelled))
    # By the index that is searched: "C0" begins every number, and none of them need be sorted.
    return _claims(rd, which, Claim.number.desc())


def _claims_of(
    rd: Reading, wanted: Wanted, patients: Sequence[PatientRow]
) -> tuple[FoundClaim, ...]:
    """The latest claims of the patients who were found by name."""
    if not wanted.words or not patients:
        return ()
    which = Claim.patient_id.in_([patient.patient_id for patient in patients])
    return _claims(rd, which, Claim.id.desc())


def _claims(
    rd: Reading, which: sa.ColumnElement[bool], latest_first: sa.ColumnElement[Any]
) -> tuple[FoundClaim, ...]:
    rows = rd.session.execute(
        sa.select(Claim, Patient, Payer.name, Encounter.service_date)
        .join(Patient, Patient.id == Claim.patient_id)
        .join(Payer, Payer.id == Claim.payer_id)
        .join(Encounter, Encounter.id == Claim.encounter_id)
        .where(which)
        .order_by(latest_first)
        .limit(MOST_CLAIMS + 1)
    )
    return tuple(
        FoundClaim(
            claim_id=claim.id,
            number=claim.number,
            patient_id=claim.patient_id,
            patient=_filed(patient),
            payer=payer,
            service_date=day,
            billed_cents=claim.billed_cents,
            state=claim.state,
        )
        for claim, patient, payer, day in rows
    )


def _payments(rd: Reading, wanted: Wanted) -> tuple[FoundPayment, ...]:
    may_read = Permission.READ_BOOKS in GRANTS.get(rd.actor.role, frozenset())
    if len(wanted.number) < _FEWEST_REFERENCE_CHARACTERS or not may_read:
        return ()
    spelled = {wanted.number, wanted.number.upper()}
    rows = rd.session.execute(
        sa.select(Payment, Payer.name, Patient)
        .outerjoin(Payer, Payer.id == Payment.payer_id)
        .outerjoin(Patient, Patient.id == Payment.patient_id)
        .where(sa.or_(*(begins(Payment.reference, start) for start in sorted(spelled))))
        .order_by(Payment.reference, Payment.id.desc())
        .limit(MOST_PAYMENTS + 1)
    )
    return tuple(
        FoundPayment(
            payment_id=payment.id,
            source=payment.source,
            who=payer or _filed(patient),
            reference=payment.reference,
            received_on=payment.received_on,
            cents=payment.cents,
        )
        for payment, payer, patient in rows
    )


def _codes(rd: Reading, text: str) -> Iterator[FoundCode]:
    """A whole code as it was typed; words are searched by the code search, not here."""
    code = text.upper()
    if is_service_code(code):
        own = rd.session.scalar(sa.select(Service).where(Service.code == code))
        if own is not None:
            yield FoundCode("service", own.code, own.description)
        else:
            known = rd.catalogue.service(code, rd.today)
            if known.words or known.title:
                yield FoundCode("service", known.code, known.words or known.title)
    if _DIAGNOSIS.fullmatch(text):
        answer = rd.catalogue.diagnosis(text, rd.today)
        if answer.title:
            yield FoundCode("diagnosis", answer.code, answer.title)


def _filed(patient: Patient) -> str:
    return PersonName(patient.last, patient.first, patient.middle, patient.suffix).filed
