"""Fills the patient strip: opens the record once (which the trail tells), then keeps it true."""

from functools import partial

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.money import format_cents
from desktop_biller.ui.desk import Desk
from desktop_biller.ui.kit.chip import ChipSpec, Hue
from desktop_biller.ui.kit.patient_strip import PatientStrip, StripFacts
from desktop_biller.workflow.patients.record import (
    AlertKind,
    PatientHeader,
    open_patient_record,
    patient_header,
)
from desktop_biller.workflow.workspace import Kind

_SHOWN = frozenset({Kind.PATIENT, Kind.COVERAGE, Kind.LEDGER, Kind.NOTE, Kind.DOCUMENT, Kind.CLAIM})
_SEX = {"F": "Female", "M": "Male", "U": "Sex not known"}
_ALERTS: dict[AlertKind, tuple[Hue, str]] = {
    "deceased": ("red", "info"),
    "no_coverage": ("amber", "insurance"),
    "denied": ("red", "blocked"),
    "follow_up": ("amber", "clock"),
    "statement_due": ("amber", "statements"),
    "credit": ("blue", "credit"),
}


class PatientFacts:
    """Presents one patient at a time."""

    def __init__(self, desk: Desk, strip: PatientStrip) -> None:
        self._desk, self._strip = desk, strip
        self.patient_id: int | None = None
        self._end = desk.bus.subscribe(self._on_changed)

    def show(self, patient_id: int | None) -> None:
        """Show a patient, or nobody; the same one again is not opened twice."""
        if patient_id == self.patient_id:
            return
        self.patient_id = patient_id
        if patient_id is None:
            self._strip.show_facts(None)
            return
        ask = partial(open_patient_record, self._desk.ws, patient_id)
        self._desk.jobs.read(ask, self._on_header, slot=f"strip {id(self)}")

    def reload(self) -> None:
        """Ask for the same patient again; leaves no trace of its own."""
        if self.patient_id is not None:
            ask = partial(patient_header, self._desk.ws, self.patient_id)
            self._desk.jobs.read(ask, self._on_header, slot=f"strip {id(self)}")

    def close(self) -> None:
        """Hear of no more changes."""
        self._end()

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & _SHOWN:
            self.reload()

    def _on_header(self, header: PatientHeader) -> None:
        if header.patient_id == self.patient_id:
            self._strip.show_facts(strip_facts(header))


def strip_facts(header: PatientHeader) -> StripFacts:
    """The header in words."""
    return StripFacts(
        name=header.name,
        person=f"{_SEX[header.sex]}, {header.age}",
        born=us_date(header.birth_date),
        account=header.account,
        payer=header.payer,
        member=header.member_id,
        patient_owes=format_cents(header.patient_cents),
        insurance_owes=format_cents(header.insurance_cents),
        alerts=tuple(ChipSpec(alert.words, *_ALERTS[alert.kind]) for alert in header.alerts),
    )
