"""Accidents and injuries that another insurer may answer for."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

from desktop_biller.foundation import identifiers
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import InputError
from desktop_biller.foundation.text import clean
from desktop_biller.models.coverage import InjuryCase
from desktop_biller.models.patient import Patient
from desktop_biller.models.practice import Payer
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow import inputs
from desktop_biller.workflow.usecase import Command, RowId, Transaction, by_id, use_case
from desktop_biller.workflow.workspace import Kind


class RecordCase(Command, frozen=True, kw_only=True):
    """An accident or injury that another insurer may answer for (boxes 10a-c)."""

    patient_id: RowId
    kind: Literal["auto", "work", "other"]
    happened_on: dt.date
    state: Annotated[str, Meta(max_length=2)] = ""
    payer_id: RowId | None = None
    claim_number: Annotated[str, Meta(max_length=28)] = ""
    adjuster: Annotated[str, Meta(max_length=80)] = ""
    adjuster_phone: str = ""


@dataclass(frozen=True, slots=True)
class CaseRecorded:
    """The case is kept."""

    case_id: int
    changed: frozenset[Kind] = frozenset({Kind.COVERAGE})


@use_case(Permission.REGISTER_PATIENTS, "case.recorded")
def record_case(tx: Transaction, command: RecordCase) -> CaseRecorded:
    """Record an accident or injury; a car accident needs its state (R16a)."""
    patient = by_id(tx, Patient, command.patient_id, "patient")
    state = command.state.strip().upper()
    if (command.kind == "auto" or state) and not identifiers.is_state(state):
        raise InputError(
            "The state of the accident is missing or unknown.",
            effect="The case was not saved.",
            remedy="Use the two-letter postal code, such as OH.",
            field="state",
        )
    if command.happened_on > tx.today:
        raise InputError(
            f"{us_date(command.happened_on)} is in the future.",
            effect="The case was not saved.",
            remedy="Check the date of the accident.",
            field="happened_on",
        )
    if command.payer_id is not None:
        by_id(tx, Payer, command.payer_id, "payer")
    case = InjuryCase(
        patient_id=patient.id,
        payer_id=command.payer_id,
        kind=command.kind,
        happened_on=command.happened_on,
        state=state,
        claim_number=clean(command.claim_number),
        adjuster=clean(command.adjuster),
        adjuster_phone=inputs.optional_phone(command.adjuster_phone),
    )
    tx.session.add(case)
    tx.session.flush()
    tx.about(f"case {case.id}", patient_id=patient.id)
    return CaseRecorded(case_id=case.id)
