"""Postings of a patient gathered into what a person would call one movement.

Every posting of the patient's receivables and credits is in exactly one row, so that the running
balance is true whatever was posted: also what no words were foreseen for.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from desktop_biller.facts.people import PersonName
from desktop_biller.foundation.dates import us_date
from desktop_biller.models.claim import Claim
from desktop_biller.models.document import Document
from desktop_biller.models.ledger import JournalEntry, Posting
from desktop_biller.models.patient import Patient
from desktop_biller.models.payment import Payment, Remittance, RemittanceClaim
from desktop_biller.models.practice import Payer
from desktop_biller.models.visit import ChargeLine
from desktop_biller.reports.journal import RECEIVABLE
from desktop_biller.workflow.patients.ledger_row import BelongsTo, LedgerRow, Placed, RowKind
from desktop_biller.workflow.patients.ledger_words import (
    check_chip,
    payment_words,
    write_off_words,
)
from desktop_biller.workflow.reading import Reading


class _Side(NamedTuple):
    """A posting with its entry."""

    entry_id: int
    posted_on: dt.date
    posted_at: dt.datetime
    entry_kind: str
    memo: str
    reverses_id: int | None
    account: str
    effect: str
    cents: int
    line_id: int | None
    claim_id: int | None
    payment_id: int | None
    payer_id: int | None
    write_off: str
    check_id: int | None


class _Moved(NamedTuple):
    """What makes postings of one entry one row."""

    kind: RowKind
    line_id: int | None = None  # of a charge: each service is a row
    payment_id: int | None = None
    payer_id: int | None = None
    claim_id: int | None = None
    write_off: str = ""


def movements(
    rd: Reading, patient_id: int, open_lines: frozenset[int], open_payments: frozenset[int]
) -> Iterator[Placed]:
    """One row for each thing an entry did to the account; what comes to nothing is left out."""
    sides = _sides(rd, patient_id)
    known = _Known(rd, patient_id, sides)
    on_open_lines = {side.payment_id for side in sides if side.line_id in open_lines}
    moved: dict[tuple[int, _Moved], list[_Side]] = {}
    for side in sides:
        moved.setdefault((side.entry_id, _thing(side)), []).append(side)
    for (entry_id, thing), parts in moved.items():
        cents = sum(side.cents for side in parts)
        if not cents:
            continue
        first, charged = parts[0], thing.kind == "charge"
        line = known.lines.get(thing.line_id or 0)
        paid_open = thing.kind == "patient_payment" and (
            thing.payment_id in open_payments or thing.payment_id in on_open_lines
        )
        words = known.words(thing, first, cents)
        is_reversal = first.reverses_id is not None
        row = LedgerRow(
            kind=thing.kind,
            date=first.posted_on,
            words=f"Reversal: {words}" if is_reversal else words,
            belongs_to=known.chip(thing, first),
            charge_cents=cents if charged else None,
            paid_or_adjusted_cents=None if charged else cents,
            entry_id=entry_id,
            payment_id=thing.payment_id,
            line_id=thing.line_id,
            service_date=line.from_date if line else None,
            note=first.memo.removeprefix("Reversal: ") if is_reversal else "",
            is_reversal=is_reversal,
            is_open=paid_open or any(side.line_id in open_lines for side in parts),
        )
        yield first.posted_on, first.posted_at, entry_id, row


def _sides(rd: Reading, patient_id: int) -> list[_Side]:
    """The patient's postings; a write-off with its kind, an answer's with the insurer's check."""
    other = sa.orm.aliased(Posting)
    kind = (  # of the side that the write-off was booked to
        sa.select(sa.func.max(other.adjustment_kind))
        .where(
            other.entry_id == Posting.entry_id,
            other.account == "adjustment",
            other.charge_line_id == Posting.charge_line_id,
            other.group_code.is_not_distinct_from(Posting.group_code),
            other.reason_code.is_not_distinct_from(Posting.reason_code),
        )
        .scalar_subquery()
    )
    check = (
        sa.select(sa.func.max(Remittance.payment_id))
        .join(RemittanceClaim, RemittanceClaim.remittance_id == Remittance.id)
        .join(Claim, Claim.id == RemittanceClaim.claim_id)
        .where(
            Claim.patient_id == patient_id,
            RemittanceClaim.entry_id == sa.func.coalesce(JournalEntry.reverses_id, JournalEntry.id),
        )
        .scalar_subquery()
    )
    is_write_off = Posting.effect == "write_off"
    rows = rd.session.execute(
        sa.select(
            JournalEntry.id,
            JournalEntry.posted_on,
            JournalEntry.posted_at,
            JournalEntry.kind,
            JournalEntry.memo,
            JournalEntry.reverses_id,
            Posting.account,
            Posting.effect,
            Posting.cents,
            Posting.charge_line_id,
            Posting.claim_id,
            Posting.payment_id,
            Posting.payer_id,
            sa.case((is_write_off, sa.func.coalesce(kind, "")), else_=""),
            sa.case((is_write_off, check)),
        )
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.patient_id == patient_id, Posting.account.in_(RECEIVABLE))
        .order_by(JournalEntry.id, Posting.id)
    )
    return [_Side._make(row) for row in rows]


def _thing(side: _Side) -> _Moved:
    """What a posting is part of."""
    moved = _Moved("other")
    match side.effect:
        case "charge":
            moved = _Moved("charge", line_id=side.line_id)
        case "write_off":
            moved = _Moved(
                "write_off",
                payment_id=side.check_id,
                claim_id=side.claim_id,
                write_off=side.write_off,
            )
        case "insurer_payment" | "credit" if side.account != "patient_credit":
            # What is too much for a line is that insurer's credit: one check, one row.
            moved = _Moved(
                "insurer_payment",
                payment_id=side.payment_id,
                payer_id=side.payer_id,
                claim_id=side.claim_id,
            )
        case "credit" | "patient_payment":
            # The credit that was used and the line that was paid are two sides of one thing, and
            # come to nothing where both are this patient's.
            moved = _Moved("patient_payment", payment_id=side.payment_id)
        case "refund":
            moved = _Moved("refund", payment_id=side.payment_id)
        case "transfer":
            moved = _Moved("transfer")
    return moved


class _Known:
    """What words and chips are made of, read once."""

    def __init__(self, rd: Reading, patient_id: int, sides: Sequence[_Side]) -> None:
        session = rd.session
        self._patient_id = patient_id
        of_patient = sa.select(ChargeLine).where(ChargeLine.patient_id == patient_id)
        self.lines = {line.id: line for line in session.scalars(of_patient)}
        claims = session.scalars(
            sa.select(Claim)
            .where(Claim.patient_id == patient_id)
            .order_by(Claim.rank.desc(), Claim.id)
        ).all()
        self._claims = {claim.id: claim for claim in claims}
        # Of several claims of a visit, the first payer's latest stands beside its charges.
        self._claim_of_visit = {claim.encounter_id: claim for claim in claims}
        ids = {found for side in sides for found in (side.payment_id, side.check_id) if found}
        rows = session.execute(
            sa.select(Payment, Remittance.source, Document.id, Document.number)
            .outerjoin(Remittance, Remittance.payment_id == Payment.id)
            .outerjoin(
                Document,
                sa.and_(Document.payment_id == Payment.id, Document.kind == "receipt"),
            )
            .where(Payment.id.in_(ids))
        )
        self._payments: dict[int, Payment] = {}
        self._chips: dict[int, BelongsTo] = {}
        for payment, source, receipt_id, number in rows:
            self._payments[payment.id] = payment
            if payment.source == "insurer":
                self._chips[payment.id] = check_chip(payment, is_era=source == "835")
            elif receipt_id is not None:
                self._chips[payment.id] = BelongsTo("receipt", f"Receipt {number}", receipt_id)
        payers = sa.select(Payer).where(Payer.id.in_({side.payer_id for side in sides}))
        self._payers = {payer.id: payer.name for payer in session.scalars(payers)}
        whose = {payment.patient_id for payment in self._payments.values()}
        people = session.scalars(sa.select(Patient).where(Patient.id.in_(whose)))
        self._names = {who.id: PersonName(who.last, who.first).natural for who in people}

    def words(self, thing: _Moved, side: _Side, cents: int) -> str:
        """What was done; of a reversal, what was taken back."""
        payment = self._payments.get(thing.payment_id or 0)
        line = self.lines.get(thing.line_id or 0)
        words = side.memo
        match thing.kind:
            case "charge" if line is not None:
                # Entered later than it was done: the row stands on the day it was posted.
                late = "" if line.from_date == side.posted_on else f", {us_date(line.from_date)}"
                words = f"{line.code} {line.description}{late}"
            case "insurer_payment":
                words = f"{self._payers.get(thing.payer_id or 0, 'Insurance')} paid"
            case "write_off":
                words = write_off_words(thing.write_off)
            case "refund":
                words = "Refund"
            case "transfer":
                words = "Moved between patient and insurance"
            case "patient_payment" if payment is not None:
                words = self._money_words(payment, side, cents)
        return words

    def _money_words(self, payment: Payment, side: _Side, cents: int) -> str:
        if side.entry_kind != "application":
            return payment_words(payment)
        if payment.patient_id == self._patient_id:
            return "Credit used for a relative" if cents > 0 else "Credit back from a relative"
        whose = self._names.get(payment.patient_id or 0, "a relative")
        way = "from" if cents < 0 else "back to"
        return f"{payment_words(payment)}, {way} {whose}"

    def chip(self, thing: _Moved, side: _Side) -> BelongsTo | None:
        """What the movement belongs to: its claim, its receipt, or the insurer's check."""
        if thing.payment_id is not None:
            return self._chips.get(thing.payment_id)
        line = self.lines.get(thing.line_id or 0)
        if line is not None:
            claim = self._claim_of_visit.get(line.encounter_id)
        else:
            claim = self._claims.get(side.claim_id or 0)
        if claim is None:
            return None
        return BelongsTo("claim", f"Claim {claim.number}", claim.id, claim.state)
