"""Recording a visit: its diagnoses, its services, and the charge it makes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

import sqlalchemy as sa
from msgspec import Meta

from desktop_biller.facts.findings import Finding
from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import RefusedError
from desktop_biller.foundation.money import NonNegativeCents, dollars
from desktop_biller.foundation.terms import NdcUnit, ProviderQualifier
from desktop_biller.foundation.text import clean
from desktop_biller.models.coverage import Authorization, Coverage, InjuryCase
from desktop_biller.models.patient import Patient
from desktop_biller.models.practice import Provider
from desktop_biller.models.visit import ChargeLine, Diagnosis, Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow import inputs
from desktop_biller.workflow.ledger.journal import Side, post
from desktop_biller.workflow.ledger.settle import settle_visit
from desktop_biller.workflow.ledger.visit_account import has_payments
from desktop_biller.workflow.office.services import services_on
from desktop_biller.workflow.usecase import (
    Command,
    RowId,
    Transaction,
    by_id,
    next_numbers,
    use_case,
)
from desktop_biller.workflow.visits.checks import (
    checked_diagnoses,
    refuse_impossible_date,
    refuse_inactive,
    refuse_line,
    refuse_overdrawn,
)
from desktop_biller.workflow.workspace import Kind


class NdcInput(codec.Strict, frozen=True, kw_only=True):
    """A drug's NDC: 11 digits, unit, quantity in thousandths of the unit."""

    code: Annotated[str, Meta(pattern="^[0-9]{11}$")]
    unit: NdcUnit
    quantity_thousandths: Annotated[int, Meta(ge=1, le=99_999_999)]


class LineInput(codec.Strict, frozen=True, kw_only=True):
    """One service. ``pointers`` name the diagnoses by number, 1 is the first.

    ``charge_cents`` is for the whole line; left out, it is the fee of the date times the units.
    """

    code: inputs.ServiceCode
    pointers: tuple[int, ...]
    units: Annotated[int, Meta(ge=1, le=999)] = 1
    modifiers: tuple[str, ...] = ()
    charge_cents: NonNegativeCents | None = None
    minutes: Annotated[int, Meta(ge=1, le=1440)] | None = None
    place_of_service: inputs.PlaceOfService | None = None
    emergency: bool = False
    ndc: NdcInput | None = None
    note: Annotated[str, Meta(max_length=61)] = ""


class ReferringInput(codec.Strict, frozen=True, kw_only=True):
    """Who referred, ordered or supervised (box 17): DN, DK or DQ."""

    qualifier: ProviderQualifier
    last: Annotated[str, Meta(min_length=1, max_length=60)]
    first: Annotated[str, Meta(min_length=1, max_length=40)]
    npi: str


class FacilityInput(codec.Strict, frozen=True, kw_only=True):
    """Where it was done, if not in the practice (box 32)."""

    name: Annotated[str, Meta(min_length=1, max_length=60)]
    address: inputs.AddressInput
    npi: str = ""


class RecordVisit(Command, frozen=True, kw_only=True):
    """A visit. ``self_pay`` bills the patient though a plan is on file."""

    patient_id: RowId
    provider_id: RowId
    service_date: dt.date
    diagnoses: tuple[str, ...]
    lines: tuple[LineInput, ...]
    place_of_service: inputs.PlaceOfService = "11"
    self_pay: bool = False
    authorization_id: RowId | None = None
    case_id: RowId | None = None
    onset_date: dt.date | None = None
    admitted_on: dt.date | None = None
    discharged_on: dt.date | None = None
    referring: ReferringInput | None = None
    facility: FacilityInput | None = None


@dataclass(frozen=True, slots=True)
class VisitRecorded:
    """The visit is kept and charged; ``findings`` tell what could not be checked."""

    encounter_id: int
    line_ids: tuple[int, ...]
    charge_cents: int
    findings: tuple[Finding, ...] = ()
    changed: frozenset[Kind] = frozenset({Kind.VISIT, Kind.LEDGER})


@use_case(Permission.RECORD_VISITS, "visit.recorded")
def record_visit(tx: Transaction, command: RecordVisit) -> VisitRecorded:
    """Record a visit and charge its lines to the insurer, or to the patient if there is none."""
    patient = by_id(tx, Patient, command.patient_id, "patient")
    provider = by_id(tx, Provider, command.provider_id, "provider")
    refuse_impossible_date(command.service_date, patient, tx.today)
    codes, findings = checked_diagnoses(tx.catalogue, command.diagnoses, command.service_date)
    if not command.lines:
        raise RefusedError(
            "The visit has no service.",
            effect="Nothing was saved.",
            remedy="Add at least one line.",
        )
    coverage = None if command.self_pay else primary_coverage(tx, patient.id, command.service_date)
    encounter = Encounter(
        patient_id=patient.id,
        provider_id=provider.id,
        coverage_id=coverage.id if coverage else None,
        service_date=command.service_date,
        place_of_service=command.place_of_service,
        onset_date=command.onset_date,
        admitted_on=command.admitted_on,
        discharged_on=command.discharged_on,
        **_case_columns(tx, command, patient),
        **_referring_columns(command),
        **_facility_columns(command),
    )
    tx.session.add(encounter)
    tx.session.flush()
    tx.session.add_all(
        Diagnosis(encounter_id=encounter.id, position=n, code=code)
        for n, code in enumerate(codes, start=1)
    )
    lines = _lines(tx, command, encounter)
    tx.insert(ChargeLine, lines)
    if command.authorization_id is not None:
        _use_authorization(tx, command, encounter, lines)
    _charge(tx, coverage, lines)
    if has_payments(tx, encounter):
        settle_visit(tx, encounter.id)
    tx.about(f"visit {encounter.id}", patient_id=patient.id)
    return VisitRecorded(
        encounter_id=encounter.id,
        line_ids=tuple(line["id"] for line in lines),
        charge_cents=sum(line["charge_cents"] for line in lines),
        findings=tuple(findings),
    )


def primary_coverage(tx: Transaction, patient_id: int, day: dt.date) -> Coverage | None:
    """The plan that is billed first for a date of service, or None for a self-pay patient."""
    plans = coverages_on(tx, patient_id, day)
    return plans[0] if plans else None


def coverages_on(tx: Transaction, patient_id: int, day: dt.date) -> Sequence[Coverage]:
    """The patient's plans in force on a date, in the order in which they are billed."""
    return tx.session.scalars(
        sa.select(Coverage)
        .where(
            Coverage.patient_id == patient_id,
            Coverage.effective_from <= day,
            sa.or_(Coverage.effective_to.is_(None), Coverage.effective_to >= day),
        )
        .order_by(Coverage.rank)
    ).all()


def _case_columns(tx: Transaction, command: RecordVisit, patient: Patient) -> dict[str, int | None]:
    if command.case_id is not None:
        case = by_id(tx, InjuryCase, command.case_id, "case")
        if case.patient_id != patient.id:
            raise RefusedError(
                "That case belongs to another patient.",
                effect="Nothing was saved.",
                remedy="Choose one of this patient's cases.",
                field="case_id",
            )
    return {"injury_case_id": command.case_id, "authorization_id": command.authorization_id}


def _referring_columns(command: RecordVisit) -> dict[str, str]:
    if command.referring is None:
        return {}
    who = command.referring
    return {
        "referring_qualifier": who.qualifier,
        "referring_last": clean(who.last),
        "referring_first": clean(who.first),
        "referring_npi": inputs.required_npi(who.npi, f"{who.first} {who.last}"),
    }


def _facility_columns(command: RecordVisit) -> dict[str, str]:
    if command.facility is None:
        return {}
    place = command.facility
    address = place.address.columns("facility_")
    return {
        "facility_name": clean(place.name),
        "facility_npi": inputs.required_npi(place.npi, place.name) if place.npi else "",
        "facility_line1": " ".join(
            p for p in (address["facility_line1"], address["facility_line2"]) if p
        ),
        "facility_city": address["facility_city"],
        "facility_state": address["facility_state"],
        "facility_zip": address["facility_zip_code"],
    }


def _lines(tx: Transaction, command: RecordVisit, encounter: Encounter) -> list[dict[str, Any]]:
    """The visit's charge lines as rows."""
    modifiers = [
        refuse_line(number, line.pointers, line.modifiers, diagnoses=len(command.diagnoses))
        for number, line in enumerate(command.lines, start=1)
    ]
    priced = services_on(tx, [line.code for line in command.lines], command.service_date)
    controls = next_numbers(tx, "line", len(command.lines))
    rows = []
    for position, line in enumerate(command.lines, start=1):
        service = priced[line.code.strip().upper()]
        charge = line.charge_cents
        if charge is None:
            charge = service.fee_on_date() * line.units
        four = [*modifiers[position - 1], "", "", "", ""]
        pointers = [*line.pointers, None, None, None]
        drug = line.ndc
        rows.append(
            {
                "id": tx.new_id(ChargeLine),
                "encounter_id": encounter.id,
                "patient_id": encounter.patient_id,
                "provider_id": encounter.provider_id,
                "position": position,
                "control_number": f"L{controls[position - 1]}",
                "from_date": command.service_date,
                "to_date": command.service_date,
                "place_of_service": line.place_of_service or command.place_of_service,
                "emergency": line.emergency,
                "code": service.code,
                **{f"modifier{n}": four[n - 1] for n in range(1, 5)},
                **{f"pointer{n}": pointers[n - 1] for n in range(1, 5)},
                "charge_cents": charge,
                "units": line.units,
                "minutes": line.minutes,
                "ndc": drug.code if drug else "",
                "ndc_unit": drug.unit if drug else "",
                "ndc_quantity_thousandths": drug.quantity_thousandths if drug else 0,
                "description": service.description,
                "patient_words": service.patient_words,
                "note": clean(line.note),
            }
        )
    return rows


def _charge(tx: Transaction, coverage: Coverage | None, lines: Sequence[Mapping[str, Any]]) -> None:
    sides: list[Side] = []
    for line in lines:
        on_line = partial(
            Side,
            effect="charge",
            patient_id=line["patient_id"],
            charge_line_id=line["id"],
            provider_id=line["provider_id"],
        )
        sides.append(
            on_line(
                account="insurance_receivable" if coverage else "patient_receivable",
                cents=line["charge_cents"],
                coverage_id=coverage.id if coverage else None,
                payer_id=coverage.payer_id if coverage else None,
            )
        )
        sides.append(on_line(account="charges", cents=-line["charge_cents"]))
    total = sum(line["charge_cents"] for line in lines)
    if total:  # a visit of nil charges (quality codes alone) has nothing to post
        post(tx, "charge", f"Visit {lines[0]['encounter_id']}, {dollars(total)}", sides)


def _use_authorization(
    tx: Transaction,
    command: RecordVisit,
    encounter: Encounter,
    lines: Sequence[Mapping[str, Any]],
) -> None:
    approval = by_id(tx, Authorization, command.authorization_id or 0, "authorization")
    refuse_inactive(approval, encounter)
    covered = set(approval.codes.split())
    asked = sum(line["units"] for line in lines if not covered or line["code"] in covered)
    used = tx.session.scalar(
        sa.select(sa.func.sum(ChargeLine.units))
        .join(Encounter, Encounter.id == ChargeLine.encounter_id)
        .where(
            Encounter.authorization_id == approval.id,
            Encounter.id != encounter.id,
            ChargeLine.code.in_(covered) if covered else sa.true(),
        )
    )
    refuse_overdrawn(approval, approval.units_used_before + int(used or 0), asked)
