"""How a statement says things, in everyday words, and how old each amount is."""

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa

from desktop_biller.facts.papers import PendingItem, StatementItem
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.money import format_cents
from desktop_biller.models.claim import ClaimEvent
from desktop_biller.reports.aging import bucket
from desktop_biller.workflow.reading import Readable
from desktop_biller.workflow.statements.account import AccountLine

_REASONS = {
    "1": "Deductible: your part comes first",
    "2": "Coinsurance: your share",
    "3": "Copay: the fee for each visit",
}
_SHORT = {"1": "Deductible", "2": "your share", "3": "copay"}
_NOT_COVERED = "Not covered by your plan"


def statement_item(line: AccountLine) -> StatementItem:
    """One row of a statement."""
    return StatementItem(
        service_date=line.service_date,
        description=line.patient_words,
        charge_cents=line.standing.charge,
        insurance_paid_cents=line.standing.insurer_paid,
        discount_cents=line.standing.written_off,
        patient_paid_cents=line.standing.patient_paid,
        owed_cents=line.standing.patient_open,
        reason=_reason(line),
    )


def _reason(line: AccountLine) -> str:
    if not line.reasons:
        return "Charge" if line.standing.patient_open else "Paid in full"
    if len(line.reasons) == 1:
        code, cents = line.reasons[0]
        if code == "2":
            return _coinsurance(line, cents)
        return _REASONS.get(code, _NOT_COVERED)
    parts = [
        f"{_SHORT.get(code, 'not covered')} {format_cents(cents)}" for code, cents in line.reasons
    ]
    words = ", ".join(parts[:2])
    return words[:1].upper() + words[1:]


def _coinsurance(line: AccountLine, cents: int) -> str:
    """With its percentage, where it is a whole one of what the plan allows."""
    allowed = line.standing.charge - line.standing.written_off
    percent = round(100 * cents / allowed) if allowed else 0
    exact = allowed and abs(percent * allowed - 100 * cents) <= 50  # within half a cent
    return f"{_REASONS['2']}, {percent}%" if exact else _REASONS["2"]


def pending_item(rd: Readable, line: AccountLine) -> PendingItem:
    """One row of the block of what waits for insurance."""
    return PendingItem(
        service_date=line.service_date,
        words=f"{line.patient_first}: {line.patient_words}",
        cents=line.pending_cents,
        status=_status(rd, line),
    )


def _status(rd: Readable, line: AccountLine) -> str:
    if line.is_denied:
        return f"We are working on this with {line.payer}."
    sent = rd.session.scalar(
        sa.select(sa.func.min(ClaimEvent.on_date)).where(
            ClaimEvent.claim_id == line.claim_id, ClaimEvent.state == "sent"
        )
    )
    if sent is None:
        return f"Not sent to {line.payer} yet."
    return f"Sent to {line.payer} on {us_date(sent)}. No answer yet."


def aging_buckets(lines: Iterable[AccountLine], today: dt.date) -> tuple[int, int, int, int, int]:
    """The patient's open cents by age in days: 0-30, 31-60, 61-90, 91-120, over 120 (R90)."""
    buckets = [0, 0, 0, 0, 0]
    for line in lines:
        age = (today - line.patient_since).days
        buckets[bucket(age)] += line.standing.patient_open
    return (buckets[0], buckets[1], buckets[2], buckets[3], buckets[4])
