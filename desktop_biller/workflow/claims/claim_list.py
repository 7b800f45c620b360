"""The list of claims: which, in what order, how many in each state, and their rows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from desktop_biller.models.claim import CLAIM_STATES, Claim, ClaimEvent
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.models.practice import Payer
from desktop_biller.models.visit import Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name
from desktop_biller.workflow.claims.claim_words import (
    ANSWER_DAYS,
    DONE_STATES,
    chip_words,
    next_action,
)
from desktop_biller.workflow.claims.send import sent_words
from desktop_biller.workflow.listing import by_ids, in_order, typed
from desktop_biller.workflow.reading import ListQuery, Reading, question


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim in a list.

    Attributes:
        state: one of ``CLAIM_STATES``; ``chip`` is its word, ``Printed`` where it went on paper.
        days: since the last change of state.
        next_action: what to do next, in a few words.
    """

    claim_id: int
    number: str
    patient_id: int
    patient: str
    account: str
    payer_id: int
    payer: str
    service_date: dt.date
    billed_cents: int
    state: str
    chip: str
    days: int
    next_action: str


@dataclass(frozen=True, slots=True)
class ClaimTotals:
    """Of all claims that a query shows."""

    claims: int
    billed_cents: int


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many claims are in a state; a blank state is all that are open."""

    state: str
    claims: int
    billed_cents: int


_LAST_STEP = (
    sa.select(ClaimEvent.on_date)
    .where(ClaimEvent.claim_id == Claim.id)
    .order_by(ClaimEvent.id.desc())
    .limit(1)
    .correlate(Claim)
    .scalar_subquery()
)
_SENT_ON = (
    sa.select(ClaimEvent.on_date)
    .where(ClaimEvent.claim_id == Claim.id, ClaimEvent.state == "sent")
    .order_by(ClaimEvent.id.desc())
    .limit(1)
    .correlate(Claim)
    .scalar_subquery()
)
_SENT_AS = (
    sa.select(ClaimEvent.words)
    .where(ClaimEvent.claim_id == Claim.id, ClaimEvent.state == "sent")
    .order_by(ClaimEvent.id.desc())
    .limit(1)
    .correlate(Claim)
    .scalar_subquery()
)
_STATE_ORDER = sa.case({state: n for n, state in enumerate(CLAIM_STATES)}, value=Claim.state)
_SORTS = {
    "number": (Claim.number,),
    "patient": (Patient.search_name,),
    "payer": (Payer.name,),
    "date": (Encounter.service_date,),
    "billed": (Claim.billed_cents,),
    "state": (_STATE_ORDER,),
    "days": (_LAST_STEP,),
}


@question(Permission.READ_BOOKS)
def claim_ids(rd: Reading, query: ListQuery) -> tuple[int, ...]:
    """The claims that a query shows, those of the latest dates of service first.

    ``shown``: blank for all open ones (neither paid nor closed), a state, or ``no_answer`` (sent
    more than 30 days ago). ``sort``: number, patient, payer, date, billed, state or days. The text
    may be a claim's number or its payer too.
    """
    if query.sort == "days":  # many days are an early date
        query = replace(query, descending=not query.descending)
    newest = (Encounter.service_date.desc(), Claim.id.desc())
    ids = in_order(_shown(rd, query, Claim.id), query, _SORTS, newest, Claim.id)
    return tuple(rd.session.scalars(ids))


@question(Permission.READ_BOOKS)
def claim_totals(rd: Reading, query: ListQuery) -> ClaimTotals:
    """How many claims a query shows, and what they ask for."""
    sums = _shown(rd, query, sa.func.count(), sa.func.coalesce(sa.func.sum(Claim.billed_cents), 0))
    count, cents = rd.session.execute(sums).one()
    return ClaimTotals(count, int(cents))


@question(Permission.READ_BOOKS)
def claim_counts(rd: Reading, text: str = "") -> tuple[StateCount, ...]:
    """All open claims, then those of each state in their order, as the tabs show them."""
    rows = rd.session.execute(
        _joined(Claim.state, sa.func.count(), sa.func.sum(Claim.billed_cents))
        .where(_answering(text))
        .group_by(Claim.state)
    )
    found = {state: StateCount(state, count, int(cents)) for state, count, cents in rows}
    each = [found.get(state, StateCount(state, 0, 0)) for state in CLAIM_STATES]
    waiting = [told for told in each if told.state not in DONE_STATES]
    everything = StateCount(
        "", sum(told.claims for told in waiting), sum(told.billed_cents for told in waiting)
    )
    return (everything, *each)


@question(Permission.READ_BOOKS)
def claim_rows(rd: Reading, ids: Sequence[int]) -> tuple[ClaimRow, ...]:
    """The rows of some claims, in the order of the ids."""
    found = rd.session.execute(
        _joined(
            Claim,
            Patient,
            Guarantor.account,
            Payer.name.label("payer"),
            Encounter.service_date.label("day"),
            sa.type_coerce(_LAST_STEP, ClaimEvent.on_date.type).label("since"),
            _SENT_AS.label("sent_as"),
        ).where(Claim.id.in_(ids))
    )
    rows = (
        ClaimRow(
            claim_id=row.Claim.id,
            number=row.Claim.number,
            patient_id=row.Patient.id,
            patient=person_name(row.Patient).filed,
            account=row.account,
            payer_id=row.Claim.payer_id,
            payer=row.payer,
            service_date=row.day,
            billed_cents=row.Claim.billed_cents,
            state=row.Claim.state,
            chip=chip_words(row.Claim.state, on_paper=row.sent_as == sent_words("paper")),
            days=(rd.today - row.since).days,
            next_action=next_action(row.Claim.state, (rd.today - row.since).days),
        )
        for row in found
    )
    return by_ids(ids, rows, lambda row: row.claim_id)


def _shown(rd: Reading, query: ListQuery, *columns: Any) -> sa.Select[Any]:  # noqa: ANN401 -- columns of any kind
    which: sa.ColumnElement[bool]
    match query.shown:
        case "":
            which = Claim.state.not_in(DONE_STATES)
        case "no_answer":
            latest = rd.today - dt.timedelta(days=ANSWER_DAYS)
            which = sa.and_(Claim.state.in_(("sent", "accepted")), latest > _SENT_ON)
        case _:
            which = Claim.state == query.shown
    return _joined(*columns).where(which, _answering(query.text))


def _answering(text: str) -> sa.ColumnElement[bool]:
    return typed(text, Guarantor.account, Claim.number, Payer.name)


def _joined(*columns: Any) -> sa.Select[Any]:  # noqa: ANN401 -- columns of any kind
    return (
        sa.select(*columns)
        .select_from(Claim)
        .join(Patient, Patient.id == Claim.patient_id)
        .join(Guarantor, Guarantor.id == Patient.guarantor_id)
        .join(Payer, Payer.id == Claim.payer_id)
        .join(Encounter, Encounter.id == Claim.encounter_id)
    )
