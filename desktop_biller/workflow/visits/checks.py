"""What stops a visit from being saved: dates, diagnoses, pointers, modifiers, authorizations.

Rule numbers are those of the billing rules. A code set that does not cover the date never blocks:
it is told as "not checked".
"""

import datetime as dt
from collections.abc import Sequence

from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.facts.findings import Finding
from desktop_biller.foundation import identifiers
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.models.coverage import Authorization
from desktop_biller.models.patient import Patient
from desktop_biller.models.visit import Encounter

_MOST_DIAGNOSES = 12
_MOST_POINTERS = 4
_MOST_MODIFIERS = 4
_LETTERS = "ABCDEFGHIJKL"


def refuse_impossible_date(day: dt.date, patient: Patient, today: dt.date) -> None:
    """Let a date of service within the patient's life and up to today pass (R06a, R06c)."""
    if day > today:
        raise InputError(
            f"The date of service {us_date(day)} is in the future.",
            effect="The visit was not saved.",
            remedy="Record the visit on the day it takes place.",
            field="service_date",
        )
    if day < patient.birth_date:
        raise InputError(
            f"The date of service {us_date(day)} is before the patient's birth on "
            f"{us_date(patient.birth_date)}.",
            effect="The visit was not saved.",
            remedy="Check the date of service, or the birth date in the patient's details.",
            field="service_date",
        )
    if patient.death_date is not None and day > patient.death_date:
        raise InputError(
            f"The date of service {us_date(day)} is after the patient's death.",
            effect="The visit was not saved.",
            remedy="Check the date of service.",
            field="service_date",
        )


def checked_diagnoses(
    catalogue: Catalogue, codes: Sequence[str], day: dt.date
) -> tuple[list[str], list[Finding]]:
    """The codes with their dot, and what could not be checked.

    Raises:
        InputError: none, more than 12 (R11c), one twice (R11d), unknown or not valid on the date
            (R30a), or a header that is not billable (R30b).
    """
    if not codes or len(codes) > _MOST_DIAGNOSES:
        raise InputError(
            "A visit needs at least one diagnosis."
            if not codes
            else f"{len(codes)} diagnoses are more than the 12 a claim can hold.",
            effect="The visit was not saved.",
            remedy="Add the reason of the visit." if not codes else "Split it into two visits.",
            field="diagnoses",
        )
    kept: list[str] = []
    findings: list[Finding] = []
    for letter, code in zip(_LETTERS, codes, strict=False):
        answer = catalogue.diagnosis(code, day)
        if answer.code in kept:
            raise InputError(
                f"Diagnosis {answer.code} is entered twice.",
                effect="The visit was not saved.",
                remedy="Take one of them out.",
                field=f"diagnosis {letter}",
            )
        kept.append(answer.code)
        if answer.valid is None:
            findings.append(
                Finding(
                    "R30a",
                    "info",
                    f"diagnosis {letter}",
                    f"{answer.code} was not checked: {answer.reason}",
                    "no data",
                )
            )
            continue
        if not answer.valid or not answer.billable:
            raise InputError(
                f"Diagnosis {letter} can't be billed: {answer.reason}",
                effect="The visit was not saved.",
                remedy=f"Choose one of {', '.join(answer.children[:6])}."
                if answer.children
                else "Search for the diagnosis by its words.",
                field=f"diagnosis {letter}",
            )
    return kept, findings


def refuse_line(
    number: int, pointers: Sequence[int], modifiers: Sequence[str], *, diagnoses: int
) -> list[str]:
    """The modifiers in capitals, where pointers (R11e) and modifiers (R13) are in order."""
    where = f"line {number} pointers"
    if not pointers:
        raise InputError(
            f"Line {number} points to no diagnosis.",
            effect="The visit was not saved.",
            remedy="Say which diagnosis is the reason for this service.",
            field=where,
        )
    if len(pointers) > _MOST_POINTERS or len(set(pointers)) < len(pointers):
        raise InputError(
            f"Line {number} needs one to four different diagnoses.",
            effect="The visit was not saved.",
            remedy="Keep the most important ones.",
            field=where,
        )
    for pointer in pointers:
        if not 1 <= pointer <= diagnoses:
            letter = _LETTERS[pointer - 1] if 1 <= pointer <= len(_LETTERS) else str(pointer)
            raise InputError(
                f"Line {number} points to diagnosis {letter}, which is empty.",
                effect="The visit was not saved.",
                remedy="Point to a diagnosis that is there, or add it.",
                field=where,
            )
    kept = [modifier.strip().upper() for modifier in modifiers]
    wrong = [m for m in kept if not identifiers.is_modifier(m) or kept.count(m) > 1]
    if wrong or len(kept) > _MOST_MODIFIERS:
        raise InputError(
            f"Line {number} has modifiers that can't be used: {', '.join(wrong or kept)}.",
            effect="The visit was not saved.",
            remedy="Use up to four different modifiers of two characters.",
            field=f"line {number} modifiers",
        )
    return kept


def refuse_inactive(approval: Authorization, encounter: Encounter) -> None:
    """Let a visit within the authorization's plan and dates pass (R20)."""
    within = approval.valid_from <= encounter.service_date <= approval.valid_to
    if approval.coverage_id != encounter.coverage_id or not within:
        raise RefusedError(
            f"Authorization {approval.number} does not cover this visit: it is for another plan, "
            f"or not for {us_date(encounter.service_date)}.",
            effect="The visit was not saved.",
            remedy="Choose another authorization, or record the new one first.",
            field="authorization_id",
        )


def refuse_overdrawn(approval: Authorization, used: int, asked: int) -> None:
    """Let a visit within the approved units pass (R20)."""
    left = approval.units - used
    if asked > left:
        raise RefusedError(
            f"Authorization {approval.number} has {left} units left, this visit uses {asked}.",
            effect="The visit was not saved.",
            remedy="Ask the payer for more units, or bill fewer.",
            field="authorization_id",
        )
