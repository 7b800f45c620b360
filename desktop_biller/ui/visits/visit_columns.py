"""The columns of the lists of visits, their lines and claims, and the chips of their states."""

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.kit.chip import ChipSpec, Hue
from desktop_biller.ui.kit.claim_chip import claim_chip
from desktop_biller.ui.kit.shown import blank_nil, money
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.workflow.claims.claim_words import STATE_WORDS as CLAIM_WORDS
from desktop_biller.workflow.visits.visit_details import VisitClaim, VisitLineDetails
from desktop_biller.workflow.visits.visit_list import VisitRow

_OWN_LOOKS: dict[str, tuple[Hue, str]] = {
    "not_billed": ("amber", "missing"),
    "invoiced": ("blue", "invoice"),
}


def state_chip(row: VisitRow) -> ChipSpec:
    """How a visit stands: as its claim does, where there is one."""
    own = _OWN_LOOKS.get(row.state)
    return ChipSpec(row.state_words, *own) if own else claim_chip(row.state, row.state_words)


def chip_of_claim(claim: VisitClaim) -> ChipSpec:
    """How a claim of a visit stands."""
    return claim_chip(claim.state, CLAIM_WORDS[claim.state])


VISITS: tuple[Column[VisitRow], ...] = (
    Column("date", "Date", lambda row: us_date(row.service_date), 96, "date"),
    Column("patient", "Patient", lambda row: row.patient, share=2),
    Column("provider", "Provider", lambda row: row.provider, 140),
    Column("payer", "Billed to", lambda row: row.payer or "Patient", 132, sortable=False),
    Column(
        "diagnoses",
        "Diagnoses",
        lambda row: " ".join(row.diagnoses),
        sortable=False,
        share=2,
    ),
    Column("charge", "Charge", lambda row: money(row.charge_cents), 88, "money"),
    Column("state", "State", lambda row: row.state_words, 128, "chip", chip=state_chip),
)
LINES: tuple[Column[VisitLineDetails], ...] = (
    Column("number", "#", lambda row: str(row.number), 32, "count", sortable=False),
    Column("code", "Code", lambda row: row.code, 72, "code", sortable=False),
    Column("words", "Service", lambda row: row.words, sortable=False),
    Column("modifiers", "Modifiers", lambda row: " ".join(row.modifiers), 96, sortable=False),
    Column("dx", "Dx", lambda row: row.pointers, 56, sortable=False),
    Column("units", "Units", lambda row: str(row.units), 56, "count", sortable=False),
    Column("charge", "Charge", lambda row: money(row.charge_cents), 88, "money", sortable=False),
    Column(
        "insurance",
        "Insurance owes",
        lambda row: blank_nil(row.insurance_open_cents),
        112,
        "money",
        sortable=False,
    ),
    Column(
        "patient",
        "Patient owes",
        lambda row: blank_nil(row.patient_open_cents),
        104,
        "money",
        sortable=False,
    ),
)
CLAIMS: tuple[Column[VisitClaim], ...] = (
    Column("number", "Claim", lambda row: row.number, 92, "code", sortable=False),
    Column("payer", "Payer", lambda row: row.payer, sortable=False),
    Column("billed", "Billed", lambda row: money(row.billed_cents), 96, "money", sortable=False),
    Column(
        "state",
        "State",
        lambda row: CLAIM_WORDS[row.state],
        120,
        "chip",
        chip=chip_of_claim,
        sortable=False,
    ),
)
