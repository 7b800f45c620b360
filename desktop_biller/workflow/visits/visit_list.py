"""The list of visits: which, in what order, and their rows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_biller.models.claim import Claim
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.document import InvoicedVisit
from desktop_biller.models.ledger import LineBalance
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.models.practice import Payer, Provider
from desktop_biller.models.visit import ChargeLine, Diagnosis, Encounter
from desktop_biller.reports.filing_deadlines import FILING_DAYS, filing_deadlines
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name
from desktop_biller.workflow.listing import by_ids, in_order, typed
from desktop_biller.workflow.reading import ListQuery, Reading, question
from desktop_biller.workflow.statements.invoice import provider_words

RECENT_DAYS = 365
"""How far back the usual list reaches; ``all`` shows every visit."""

STATE_WORDS = {
    "not_billed": "Not billed",
    "draft": "Claim draft",
    "held": "Claim held",
    "ready": "Claim ready",
    "sent": "Sent",
    "accepted": "Accepted",
    "rejected": "Rejected",
    "denied": "Denied",
    "appealed": "Appealed",
    "invoiced": "Invoiced",
    "paid": "Paid",
    "closed": "Closed",
}
"""A visit's state in words, in the order in which a list sorts them: what waits comes first."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit in a list.

    Attributes:
        payer: the insurer's name, blank where the patient pays.
        state: a key of ``STATE_WORDS``, as ``state_words`` says it.
        claim_id: the latest claim made of it.
    """

    encounter_id: int
    patient_id: int
    patient: str
    account: str
    service_date: dt.date
    provider: str
    payer: str
    diagnoses: tuple[str, ...]
    lines: int
    charge_cents: int
    state: str
    state_words: str
    claim_id: int | None


@dataclass(frozen=True, slots=True)
class VisitTotals:
    """Of all visits that a query shows."""

    visits: int
    charge_cents: int


_CHARGE = (
    sa.select(sa.func.coalesce(sa.func.sum(ChargeLine.charge_cents), 0))
    .where(ChargeLine.encounter_id == Encounter.id)
    .correlate(Encounter)
    .scalar_subquery()
)
_LINE_COUNT = (
    sa.select(sa.func.count())
    .where(ChargeLine.encounter_id == Encounter.id)
    .correlate(Encounter)
    .scalar_subquery()
)
_PATIENT_OWES = (
    sa.select(sa.func.coalesce(sa.func.sum(LineBalance.patient_cents), 0))
    .join(ChargeLine, ChargeLine.id == LineBalance.charge_line_id)
    .where(ChargeLine.encounter_id == Encounter.id)
    .correlate(Encounter)
    .scalar_subquery()
)
_LAST_CLAIM = (
    sa.select(sa.func.max(Claim.id))
    .where(Claim.encounter_id == Encounter.id)
    .correlate(Encounter)
    .scalar_subquery()
)
_CLAIM_STATE = (
    sa.select(Claim.state)
    .where(Claim.encounter_id == Encounter.id)
    .order_by(Claim.id.desc())
    .limit(1)
    .correlate(Encounter)
    .scalar_subquery()
)
_INVOICED = sa.exists().where(InvoicedVisit.encounter_id == Encounter.id).correlate(Encounter)
# A self-pay visit that was paid at the desk needs no invoice: nothing of it waits to be billed.
_STATE = sa.case(
    (Encounter.coverage_id.is_not(None), sa.func.coalesce(_CLAIM_STATE, "not_billed")),
    (_PATIENT_OWES <= 0, "paid"),
    (_INVOICED, "invoiced"),
    else_="not_billed",
)
_SORTS = {
    "date": (Encounter.service_date,),
    "patient": (Patient.search_name,),
    "provider": (Provider.last, Provider.first),
    "charge": (_CHARGE,),
    "state": (sa.case({state: n for n, state in enumerate(STATE_WORDS)}, value=_STATE),),
}


@question(Permission.SEE_PATIENTS)
def visit_ids(rd: Reading, query: ListQuery) -> tuple[int, ...]:
    """The visits that a query shows, newest first unless it says otherwise.

    ``shown``: blank for the last 365 days, ``today``, ``not_billed`` (insured without a claim, or
    self-pay with something open and no invoice), ``filing_due`` (not filed yet, and the payer's
    time limit is near or past) or ``all``. ``sort``: date, patient, provider, charge or state.
    """
    newest = (Encounter.service_date.desc(), Encounter.id.desc())
    ids = in_order(_shown(rd, query, Encounter.id), query, _SORTS, newest, Encounter.id)
    return tuple(rd.session.scalars(ids))


@question(Permission.SEE_PATIENTS)
def visit_totals(rd: Reading, query: ListQuery) -> VisitTotals:
    """How many visits a query shows, and what they were charged."""
    charged = _shown(rd, query, _CHARGE.label("cents")).subquery()
    count, cents = rd.session.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(charged.c.cents), 0))
    ).one()
    return VisitTotals(count, int(cents))


@question(Permission.SEE_PATIENTS)
def visit_rows(rd: Reading, ids: Sequence[int]) -> tuple[VisitRow, ...]:
    """The rows of some visits, in the order of the ids."""
    codes: dict[int, list[str]] = {}
    for encounter_id, code in rd.session.execute(
        sa.select(Diagnosis.encounter_id, Diagnosis.code)
        .where(Diagnosis.encounter_id.in_(ids))
        .order_by(Diagnosis.encounter_id, Diagnosis.position)
    ):
        codes.setdefault(encounter_id, []).append(code)
    found = rd.session.execute(
        sa.select(
            Encounter,
            Patient,
            Guarantor.account,
            Provider,
            Payer.name.label("payer"),
            _LINE_COUNT.label("lines"),
            _CHARGE.label("charge"),
            _STATE.label("state"),
            _LAST_CLAIM.label("claim"),
        )
        .join(Patient, Patient.id == Encounter.patient_id)
        .join(Guarantor, Guarantor.id == Patient.guarantor_id)
        .join(Provider, Provider.id == Encounter.provider_id)
        .outerjoin(Coverage, Coverage.id == Encounter.coverage_id)
        .outerjoin(Payer, Payer.id == Coverage.payer_id)
        .where(Encounter.id.in_(ids))
    )
    rows = (
        VisitRow(
            encounter_id=row.Encounter.id,
            patient_id=row.Patient.id,
            patient=person_name(row.Patient).filed,
            account=row.account,
            service_date=row.Encounter.service_date,
            provider=provider_words(row.Provider),
            payer=row.payer or "",
            diagnoses=tuple(codes.get(row.Encounter.id, ())),
            lines=row.lines,
            charge_cents=int(row.charge),
            state=row.state,
            state_words=STATE_WORDS[row.state],
            claim_id=row.claim,
        )
        for row in found
    )
    return by_ids(ids, rows, lambda row: row.encounter_id)


def _shown(rd: Reading, query: ListQuery, *columns: Any) -> sa.Select[Any]:  # noqa: ANN401 -- columns of any kind
    which: sa.ColumnElement[bool]
    match query.shown:
        case "today":
            which = Encounter.service_date == rd.today
        case "not_billed":
            which = _STATE == "not_billed"
        case "filing_due":
            near = filing_deadlines(rd.session, rd.today, FILING_DAYS)
            which = Encounter.id.in_([deadline.encounter_id for deadline in near])
        case "all":
            which = sa.true()
        case _:
            which = Encounter.service_date >= rd.today - dt.timedelta(days=RECENT_DAYS)
    return (
        sa.select(*columns)
        .select_from(Encounter)
        .join(Patient, Patient.id == Encounter.patient_id)
        .join(Guarantor, Guarantor.id == Patient.guarantor_id)
        .join(Provider, Provider.id == Encounter.provider_id)
        .where(which, typed(query.text, Guarantor.account))
    )
