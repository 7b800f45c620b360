"""The sample practice's own data: providers, payers with their deadlines, services."""

from dataclasses import dataclass
from typing import Any

from desktop_biller.codesets import own_tables
from desktop_biller.foundation import codec
from desktop_biller.workflow.steps import all_use_cases
from desktop_biller.workflow.workspace import Workspace

NAME = "Cedar Hollow Family Medicine"

_PRACTICE: dict[str, Any] = {
    "name": NAME,
    "address": {
        "line1": "1200 Cedar Hollow Rd",
        "line2": "Ste 4",
        "city": "Springfield",
        "state": "OH",
        "zip_code": "45502-1234",
    },
    "phone": "(937) 555-0142",
    "hours": "Monday to Friday, 8 am to 4:30 pm",
    "website": "chfm.example/pay",
    "tax_id": "12-3456789",
    "npi": "1234567893",
    "taxonomy": "261QP2300X",
    "remit_name": "Patient Payments",
    "remit_address": {
        "line1": "PO Box 4410",
        "city": "Springfield",
        "state": "OH",
        "zip_code": "45501",
    },
    "returned_check_fee_cents": 2500,
}
_PROVIDERS: tuple[dict[str, Any], ...] = (
    {
        "name": {"last": "Park", "first": "Elena"},
        "credentials": "MD",
        "npi": "1999999984",
        "taxonomy": "207Q00000X",
    },
    {
        "name": {"last": "Obi", "first": "Samuel"},
        "credentials": "NP",
        "npi": "1558598797",
        "taxonomy": "363LF0000X",
    },
)


def _payer(name: str, box: str, zip_code: str, **over: Any) -> dict[str, Any]:  # noqa: ANN401 -- fields of AddPayer
    address = {"line1": f"PO Box {box}", "city": "Columbus", "state": "OH", "zip_code": zip_code}
    initial = {"kind": "initial", "start": "service", "days": 90}
    return {"name": name, "address": address, "clocks": [initial], **over}


_PAYERS = (
    _payer("Blue Harbor Health", "9001", "43085", payer_id="BHH01", filing_indicator="12"),
    _payer(
        "Medicare Part B",
        "6704",
        "43216",
        payer_id="MCB15",
        program="medicare",
        filing_indicator="MB",
        preset="medicare",
        accepts_replacement=False,
        clocks=[{"kind": "initial", "start": "service", "years": 1}],
    ),
    _payer(
        "Ohio Valley Medicaid Plan",
        "2210",
        "43218",
        payer_id="OVM22",
        program="medicaid",
        filing_indicator="MC",
    ),
    _payer("Cardinal Mutual", "7040", "43224", payer_id="CDM70"),
    _payer(
        "Lakeshore HMO", "3301", "43229", payer_id="LKS33", filing_indicator="HM", capitated=True
    ),
)


@dataclass(frozen=True, slots=True)
class SampleIds:
    """Ids of what was set up, in the order given above."""

    providers: tuple[int, ...]
    payers: tuple[int, ...]
    services: tuple[own_tables.ServiceRow, ...]


def set_up_sample(ws: Workspace) -> SampleIds:
    """Set up the sample practice with the demonstration list of services."""
    do(ws, "set_up_practice", **_PRACTICE)
    providers = tuple(do(ws, "add_provider", **p).provider_id for p in _PROVIDERS)
    payers = tuple(do(ws, "add_payer", **p).payer_id for p in _PAYERS)
    services = tuple(own_tables.services())
    for row in services:
        do(
            ws,
            "add_service",
            code=row.code,
            description=row.words,
            patient_words=row.patient_words,
            service_class=row.kind,
            fee_cents=row.fee_cents,
            effective_from="2025-01-01",
        )
    return SampleIds(providers, payers, services)


def do(ws: Workspace, name: str, /, **values: Any) -> Any:  # noqa: ANN401 -- as a script does
    """Carry out the workflow function of that name, its command made from plain values."""
    case = all_use_cases()[name]
    return case(ws, codec.from_builtins(case.command, values))
