"""A visit as it is typed: the command and the pieces it is made of."""

import datetime as dt
from typing import Annotated

from msgspec import Meta, structs

from desktop_biller.foundation import codec
from desktop_biller.foundation.money import NonNegativeCents
from desktop_biller.foundation.terms import NdcUnit, ProviderQualifier
from desktop_biller.workflow import inputs
from desktop_biller.workflow.usecase import Command, RowId


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


def without_empty_slots(visit: RecordVisit) -> RecordVisit:
    """The visit without the blank diagnoses at the end, which are slots of the form."""
    filled = [n for n, code in enumerate(visit.diagnoses, start=1) if code.strip()]
    return structs.replace(visit, diagnoses=visit.diagnoses[: max(filled, default=0)])
