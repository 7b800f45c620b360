"""The one list of what stops a visit from being saved.

Recording a visit raises the first stop; checking a draft collects all of them. Rule numbers are
those of the billing rules. A code set that does not cover the date never stops a visit: it is told
as "not checked".
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from desktop_biller.codesets.catalogue import CodeAnswer
from desktop_biller.facts.findings import Finding
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.text import clean
from desktop_biller.models.patient import Patient
from desktop_biller.workflow import inputs
from desktop_biller.workflow.visits.background import VisitBackground
from desktop_biller.workflow.visits.line_checks import line_checks
from desktop_biller.workflow.visits.stops import LETTERS, Check, Stop, refused, wrong_input
from desktop_biller.workflow.visits.visit_input import (
    FacilityInput,
    LineInput,
    RecordVisit,
    ReferringInput,
)


def visit_checks(visit: RecordVisit, known: VisitBackground) -> Iterator[Check]:
    """Every check of a visit, in the order of the form; each runs when it is iterated over."""
    yield _provider(visit, known)
    yield _date(visit.service_date, known.patient, known.today)
    yield _places(visit)
    yield _enough_diagnoses(visit.diagnoses)
    for position, code in enumerate(visit.diagnoses[: len(LETTERS)]):
        yield _diagnosis(LETTERS[position], code, visit.diagnoses[:position], known)
    yield _case(visit, known)
    if visit.referring is not None:
        yield _refused_by("R01", partial(referring_columns, visit.referring))
    if visit.facility is not None:
        yield _refused_by("R05a", partial(facility_columns, visit.facility))
    yield _enough_lines(visit.lines)
    filled = {n for n, code in enumerate(visit.diagnoses, start=1) if code.strip()}
    for number, line in enumerate(visit.lines, start=1):
        yield from line_checks(number, line, known.services, filled)
    if visit.authorization_id is not None:
        yield _authorization(visit, known)


def referring_columns(who: ReferringInput) -> dict[str, str]:
    """Values for the columns of the referring provider.

    Raises:
        InputError: the NPI is none (R01).
    """
    npi = inputs.required_npi(who.npi, f"{who.first} {who.last}", field="referring npi")
    return {
        "referring_qualifier": who.qualifier,
        "referring_last": clean(who.last),
        "referring_first": clean(who.first),
        "referring_npi": npi,
    }


def facility_columns(place: FacilityInput) -> dict[str, str]:
    """Values for the columns of the facility.

    Raises:
        InputError: the address (R05a) or the NPI (R01) is none.
    """
    address = place.address.columns("facility_")
    npi = inputs.required_npi(place.npi, place.name, field="facility npi") if place.npi else ""
    streets = (address["facility_line1"], address["facility_line2"])
    return {
        "facility_name": clean(place.name),
        "facility_npi": npi,
        "facility_line1": " ".join(street for street in streets if street),
        "facility_city": address["facility_city"],
        "facility_state": address["facility_state"],
        "facility_zip": address["facility_zip_code"],
    }


def _refused_by(rule: str, attempt: Callable[[], object]) -> Check:
    try:
        attempt()
    except UserError as error:
        yield Stop(rule, error)


def _provider(visit: RecordVisit, known: VisitBackground) -> Check:
    if known.provider is None:
        yield refused(
            "R01",
            f"There is no provider number {visit.provider_id} in this practice."
            if visit.provider_id
            else "The visit names no provider.",
            "Choose who saw the patient.",
            "provider_id",
        )


def _date(day: dt.date, patient: Patient, today: dt.date) -> Check:
    """A date of service is within the patient's life and not after today (R06a, R06c)."""
    if day > today:
        yield wrong_input(
            "R06a",
            f"The date of service {us_date(day)} is in the future.",
            "Record the visit on the day it takes place.",
            "service_date",
        )
    if day < patient.birth_date:
        yield wrong_input(
            "R06c",
            f"The date of service {us_date(day)} is before the patient's birth on "
            f"{us_date(patient.birth_date)}.",
            "Check the date of service, or the birth date in the patient's details.",
            "service_date",
        )
    if patient.death_date is not None and day > patient.death_date:
        yield wrong_input(
            "R06c",
            f"The date of service {us_date(day)} is after the patient's death.",
            "Check the date of service.",
            "service_date",
        )


def _places(visit: RecordVisit) -> Check:
    places = [("place_of_service", visit.place_of_service)]
    places += [
        (f"line {number} place", line.place_of_service)
        for number, line in enumerate(visit.lines, start=1)
        if line.place_of_service is not None
    ]
    for field, place in places:
        if len(place) != 2 or not (place.isascii() and place.isdigit()):
            yield wrong_input(
                "R17",
                f"“{place}” is not a place of service.",
                "Use its two digits, such as 11 for the office.",
                field,
            )


def _enough_diagnoses(codes: Sequence[str]) -> Check:
    if not any(code.strip() for code in codes):
        yield wrong_input(
            "R11e",
            "A visit needs at least one diagnosis.",
            "Add the reason of the visit.",
            "diagnoses",
        )
    elif len(codes) > len(LETTERS):
        yield wrong_input(
            "R11c",
            f"{len(codes)} diagnoses are more than the 12 a claim can hold.",
            "Split it into two visits.",
            "diagnoses",
        )


def _diagnosis(letter: str, code: str, before: Sequence[str], known: VisitBackground) -> Check:
    """A diagnosis is there, once (R11d), in force on the date (R30a) and billable (R30b)."""
    field = f"diagnosis {letter}"
    if not code.strip():
        yield wrong_input(
            "R11e",
            f"Diagnosis {letter} is empty.",
            "Fill it, or move the diagnoses below it up.",
            field,
        )
        return
    answer = known.answers[code]
    if answer.code in {known.answers[earlier].code for earlier in before if earlier.strip()}:
        yield wrong_input(
            "R11d",
            f"Diagnosis {answer.code} is entered twice.",
            "Take one of them out.",
            field,
        )
    elif answer.valid is None:
        message = f"{answer.code} was not checked: {answer.reason}"
        yield Finding("R30a", "info", field, message, "no data")
    elif not answer.valid or not answer.billable:
        yield wrong_input(
            "R30a" if not answer.valid else "R30b",
            f"Diagnosis {letter} can't be billed: {answer.reason}",
            _instead(answer),
            field,
        )


def _instead(answer: CodeAnswer) -> str:
    if answer.children:
        return f"Choose one of {', '.join(answer.children[:6])}."
    return "Search for the diagnosis by its words."


def _case(visit: RecordVisit, known: VisitBackground) -> Check:
    if visit.case_id is None:
        return
    if known.case is None:
        yield refused(
            "R06d",
            f"There is no case number {visit.case_id} in this practice.",
            "Choose one of this patient's cases.",
            "case_id",
        )
    elif known.case.patient_id != known.patient.id:
        yield refused(
            "R06d",
            "That case belongs to another patient.",
            "Choose one of this patient's cases.",
            "case_id",
        )


def _enough_lines(lines: Sequence[LineInput]) -> Check:
    if not lines:
        yield refused("R10a", "The visit has no service.", "Add at least one line.", "lines")


def _authorization(visit: RecordVisit, known: VisitBackground) -> Check:
    """The authorization covers plan, date and units of the visit (R20)."""
    approval = known.authorization
    field = "authorization_id"
    if approval is None:
        yield refused(
            "R20",
            f"There is no authorization number {visit.authorization_id} in this practice.",
            "Choose an authorization from the list.",
            field,
        )
        return
    billed = known.coverage.id if known.coverage else None
    if (
        approval.coverage_id != billed
        or not approval.valid_from <= visit.service_date <= approval.valid_to
    ):
        yield refused(
            "R20",
            f"Authorization {approval.number} does not cover this visit: it is for another plan, "
            f"or not for {us_date(visit.service_date)}.",
            "Choose another authorization, or record the new one first.",
            field,
        )
        return
    covered = set(approval.codes.split())
    asked = sum(
        line.units for line in visit.lines if not covered or line.code.strip().upper() in covered
    )
    if asked > known.units_left:
        yield refused(
            "R20",
            f"Authorization {approval.number} has {known.units_left} units left, this visit uses "
            f"{asked}.",
            "Ask the payer for more units, or bill fewer.",
            field,
        )
