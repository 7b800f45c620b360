"""Recording a visit: its diagnoses, its services, and the charge it makes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from desktop_biller.facts.findings import Finding
from desktop_biller.foundation.money import dollars
from desktop_biller.foundation.text import clean
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.visit import ChargeLine, Diagnosis, Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.ledger.journal import Side, post
from desktop_biller.workflow.ledger.settle import settle_visit
from desktop_biller.workflow.ledger.visit_account import has_payments
from desktop_biller.workflow.usecase import Transaction, next_numbers, use_case
from desktop_biller.workflow.visits.background import VisitBackground, background_of
from desktop_biller.workflow.visits.checks import (
    facility_columns,
    referring_columns,
    visit_checks,
)
from desktop_biller.workflow.visits.line_checks import kept_modifiers
from desktop_biller.workflow.visits.stops import Stop
from desktop_biller.workflow.visits.visit_input import RecordVisit, without_empty_slots
from desktop_biller.workflow.workspace import Kind


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
    command = without_empty_slots(command)
    known = background_of(tx, command)
    findings = tuple(_unstopped(command, known))
    coverage = known.coverage
    encounter = Encounter(
        patient_id=command.patient_id,
        provider_id=command.provider_id,
        coverage_id=coverage.id if coverage else None,
        service_date=command.service_date,
        place_of_service=command.place_of_service,
        onset_date=command.onset_date,
        admitted_on=command.admitted_on,
        discharged_on=command.discharged_on,
        injury_case_id=command.case_id,
        authorization_id=command.authorization_id,
        **referring_columns(command.referring) if command.referring else {},
        **facility_columns(command.facility) if command.facility else {},
    )
    tx.session.add(encounter)
    tx.session.flush()
    tx.session.add_all(
        Diagnosis(encounter_id=encounter.id, position=n, code=known.answers[code].code)
        for n, code in enumerate(command.diagnoses, start=1)
    )
    lines = _lines(tx, command, encounter, known)
    tx.insert(ChargeLine, lines)
    _charge(tx, coverage, lines)
    if has_payments(tx, encounter):
        settle_visit(tx, encounter.id)
    tx.about(f"visit {encounter.id}", patient_id=command.patient_id)
    return VisitRecorded(
        encounter_id=encounter.id,
        line_ids=tuple(line["id"] for line in lines),
        charge_cents=sum(line["charge_cents"] for line in lines),
        findings=findings,
    )


def _unstopped(command: RecordVisit, known: VisitBackground) -> Iterator[Finding]:
    """What could not be checked.

    Raises:
        UserError: the first thing that stops the visit.
    """
    for check in visit_checks(command, known):
        for found in check:
            if isinstance(found, Stop):
                raise found.error
            yield found


def _lines(
    tx: Transaction, command: RecordVisit, encounter: Encounter, known: VisitBackground
) -> list[dict[str, Any]]:
    """The visit's charge lines as rows."""
    controls = next_numbers(tx, "line", len(command.lines))
    rows = []
    for position, line in enumerate(command.lines, start=1):
        service = known.services[line.code.strip().upper()]
        charge = line.charge_cents
        if charge is None:
            charge = service.fee_on_date() * line.units
        four = [*kept_modifiers(line.modifiers), "", "", "", ""]
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
