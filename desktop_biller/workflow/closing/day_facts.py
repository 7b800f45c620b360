"""What the day sheet shows: every posting that moved the receivable, and its proof."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.facts.papers import (
    DaySheetCheck,
    DaySheetFacts,
    DaySheetLine,
    DaySheetPeriod,
    DaySheetRow,
)
from desktop_biller.foundation.money import format_cents
from desktop_biller.models.access import User
from desktop_biller.models.claim import Claim
from desktop_biller.models.ledger import JournalEntry, Posting
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.models.payment import Payment
from desktop_biller.models.practice import Payer, Provider
from desktop_biller.models.visit import ChargeLine, Encounter
from desktop_biller.reports.journal import Movement, movement, receivable_on
from desktop_biller.security import audit
from desktop_biller.workflow.claims.build import person_name
from desktop_biller.workflow.papers import letterhead
from desktop_biller.workflow.payments.receipt import method_words
from desktop_biller.workflow.reading import Readable

_KIND_WORDS = {
    "contractual": "Plan discount",
    "sequestration": "Medicare sequestration",
    "incentive": "Incentive",
    "capitation": "Capitation",
    "small_balance": "Small balance written off",
    "discount": "Discount",
    "other": "Adjustment",
}
_METHODS = {"cash": "Cash", "check": "Checks", "card": "Cards", "eft": "Bank transfers"}


@dataclass(slots=True)
class _Row:
    """A row of the sheet while its postings are gathered."""

    entry: JournalEntry
    line: ChargeLine | None
    patient_id: int | None
    words: str
    charge: int = 0
    payment: int = 0
    adjustment: int = 0
    refund: int = 0


def day_sheet_facts(rd: Readable, day: dt.date, *, closed_by: str) -> DaySheetFacts:
    """The facts of one posting date's sheet."""
    session = rd.session
    postings = _postings(rd, day)
    rows = list(_rows(rd, postings))
    today = movement(session, day, day)
    start = receivable_on(session, day - dt.timedelta(days=1))
    end = receivable_on(session, day)
    return DaySheetFacts(
        letterhead=letterhead(rd),
        day=day,
        printed_at=rd.now,
        printed_by=rd.actor.full_name,
        rows=tuple(_sheet_row(rd, row) for row in rows),
        start_cents=start,
        end_cents=end,
        receivable=(
            DaySheetLine("Start of day", start),
            DaySheetLine("+ Charges", today.charges),
            DaySheetLine("− Payments", today.payments),
            DaySheetLine("− Adjustments", today.adjustments),
            DaySheetLine("+ Refunds", today.refunds),
            DaySheetLine("End of day", end, total=True),
        ),
        money_in=tuple(_money_in(rd, day)),
        by_provider=tuple(_by_provider(rd, rows, today)),
        checks=tuple(_checks(rd, day)),
        periods=(
            _period(f"{day:%B}", movement(session, day.replace(day=1), day)),
            _period("This year", movement(session, day.replace(month=1, day=1), day)),
        ),
        closed_by=closed_by,
    )


def _postings(rd: Readable, day: dt.date) -> Sequence[tuple[JournalEntry, Posting]]:
    return rd.session.execute(
        sa.select(JournalEntry, Posting)
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(JournalEntry.posted_on == day)
        .order_by(JournalEntry.id, Posting.id)
    ).all()


class _Gathering:
    """Rows by entry and subject, in the order in which they were posted."""

    def __init__(self) -> None:
        self.rows: dict[tuple[object, ...], _Row] = {}

    def row(
        self, entry: JournalEntry, side: Posting, line: ChargeLine | None, words: str, *key: object
    ) -> _Row:
        """The row of that subject; it is made where there is none yet."""
        if entry.kind == "reversal":
            words = f"Voided: {words}"
        new = _Row(entry, line, side.patient_id, words)
        return self.rows.setdefault((entry.id, *key), new)

    def take_from_check(self, payment_id: int | None, cents: int) -> None:
        """What a claim took of a check no longer shows in the check's own row."""
        for key, row in self.rows.items():
            if key[1:] == ("receipt", payment_id):
                row.payment -= cents


def _rows(rd: Readable, postings: Sequence[tuple[JournalEntry, Posting]]) -> Iterator[_Row]:
    """One row per charge line, per payment, and per claim of an insurer's check.

    A check shows by the claims it paid; what no claim took stands in a row of its own, so that
    the column of payments adds up to the receipts.
    """
    found = _Gathering()
    for entry, side in postings:
        line = rd.session.get(ChargeLine, side.charge_line_id) if side.charge_line_id else None
        at = (entry, side, line)
        match side.account:
            case "charges" if line is not None:
                units = f", {line.units} units" if line.units > 1 else ""
                words = f"{line.code} {line.description}{units}"
                found.row(*at, words, "charge", line.id).charge -= side.cents
            case "receipts":
                words, on_line = _payment_words(rd, side), _first_line(rd, side.payment_id)
                row = found.row(entry, side, on_line, words, "receipt", side.payment_id)
                row.payment += side.cents
            case "insurance_receivable" | "payer_credit" if line and side.payment_id:
                words = _payment_words(rd, side)
                found.row(*at, words, "claim", side.claim_id).payment -= side.cents
                found.take_from_check(side.payment_id, -side.cents)
            case "adjustment":
                words = _KIND_WORDS[side.adjustment_kind or "other"]
                found.row(*at, words, "claim", side.claim_id).adjustment += side.cents
            case "refunds":
                found.row(*at, f"Refund, {side.method}", "refund").refund -= side.cents
            case _:
                pass
    for row in found.rows.values():
        if row.charge or row.payment or row.adjustment or row.refund:
            yield row


def _payment_words(rd: Readable, side: Posting) -> str:
    payment = rd.session.get_one(Payment, side.payment_id)
    if payment.source == "insurer":
        payer = rd.session.get_one(Payer, payment.payer_id)
        # The number first: a long name is cut at its end, a number never may be.
        return f"{method_words(payment)}, {payer.name}"
    how = method_words(payment)
    what = "Copay" if payment.purpose == "copay" else "Patient"
    return f"{what}, {how[0].lower()}{how[1:]}"


def _first_line(rd: Readable, payment_id: int | None) -> ChargeLine | None:
    """The line that a patient's payment was first put to: it tells provider and date.

    The first for ever, whatever was moved or voided since, so that a day's sheet stays the same.
    """
    return rd.session.scalar(
        sa.select(ChargeLine)
        .join(Posting, Posting.charge_line_id == ChargeLine.id)
        .where(Posting.payment_id == payment_id, Posting.effect == "patient_payment")
        .order_by(Posting.id)
        .limit(1)
    )


def _sheet_row(rd: Readable, row: _Row) -> DaySheetRow:
    session = rd.session
    patient = session.get(Patient, row.patient_id) if row.patient_id else None
    guarantor = session.get(Guarantor, patient.guarantor_id) if patient else None
    provider = session.get(Provider, row.line.provider_id) if row.line else None
    user = session.get_one(User, row.entry.user_id)
    zone = rd.now.tzinfo
    return DaySheetRow(
        time=row.entry.posted_at.astimezone(zone),
        patient=person_name(patient).filed if patient else "",
        account=guarantor.account if guarantor else "",
        provider=provider.initials if provider else "",
        service_date=row.line.from_date if row.line else None,
        entry=row.words,
        charge_cents=row.charge,
        payment_cents=row.payment,
        adjustment_cents=row.adjustment,
        refund_cents=row.refund,
        user=user.initials,
    )


def _money_in(rd: Readable, day: dt.date) -> Iterator[DaySheetLine]:
    """The bank slip is cash and checks; cards and transfers stand apart (R80)."""
    rows = rd.session.execute(
        sa.select(Posting.method, sa.func.sum(Posting.cents))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == "receipts", JournalEntry.posted_on == day)
        .group_by(Posting.method, Posting.payment_id)
    )
    found: dict[str | None, tuple[int, int]] = {}
    for method, cents in rows:  # one row a payment; what came and went within the day is none
        count, total = found.get(method, (0, 0))
        found[method] = (count + bool(cents), total + int(cents))
    cash = found.get("cash", (0, 0))[1]
    count, checks = found.get("check", (0, 0))
    yield DaySheetLine("Cash", cash)
    yield DaySheetLine(f"Checks, {count}", checks)
    yield DaySheetLine("Bank deposit slip", cash + checks, total=True)
    for method in ("card", "eft", "other"):
        if method in found:
            yield DaySheetLine(_METHODS.get(method, "Other"), found[method][1])
    everything = sum(cents for _, cents in found.values())
    yield DaySheetLine("All payments", everything, total=True)


def _by_provider(rd: Readable, rows: Sequence[_Row], today: Movement) -> Iterator[DaySheetLine]:
    for what, total in (("Charges", today.charges), ("Payments", today.payments)):
        sums: dict[str, int] = {}
        for row in rows:
            cents = row.charge if what == "Charges" else row.payment
            if cents:
                name = _provider_name(rd, row)
                sums[name] = sums.get(name, 0) + cents
        for name, cents in sorted(sums.items()):
            yield DaySheetLine(f"{what}, {name}", cents)
        yield DaySheetLine(f"All {what.lower()}", total, total=True)


def _provider_name(rd: Readable, row: _Row) -> str:
    if row.line is None:
        return "no provider"
    provider = rd.session.get_one(Provider, row.line.provider_id)
    return f"{provider.first[:1]}. {provider.last}"


def _checks(rd: Readable, day: dt.date) -> Iterator[DaySheetCheck]:
    session = rd.session

    def count(query: sa.Select[int]) -> int:
        return int(session.scalar(query) or 0)

    visits = sa.select(sa.func.count()).select_from(Encounter)
    seen = count(visits.where(Encounter.service_date == day))
    unbilled = count(
        visits.outerjoin(Claim, Claim.encounter_id == Encounter.id).where(
            Encounter.coverage_id.is_not(None),
            Encounter.service_date <= day,
            sa.or_(Claim.id.is_(None), Claim.state.in_(("draft", "held", "ready"))),
        )
    )
    voided = count(
        sa.select(sa.func.count())
        .select_from(JournalEntry)
        .where(JournalEntry.kind == "reversal", JournalEntry.posted_on == day)
    )
    credits_ = _balances(rd, day)
    yield DaySheetCheck("Visits seen", str(seen))
    yield DaySheetCheck("Visits not billed", str(unbilled))
    yield DaySheetCheck("Not yet posted", format_cents(credits_.get("payer_credit", 0)))
    yield DaySheetCheck("Credit not used", format_cents(credits_.get("patient_credit", 0)))
    yield DaySheetCheck("Voided entries", str(voided))
    yield DaySheetCheck("Audit", audit.head(session))


def _balances(rd: Readable, day: dt.date) -> dict[str, int]:
    rows = rd.session.execute(
        sa.select(Posting.account, sa.func.sum(-Posting.cents))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(
            Posting.account.in_(("patient_credit", "payer_credit")),
            JournalEntry.posted_on <= day,
        )
        .group_by(Posting.account)
    )
    return {account: int(cents) for account, cents in rows}


def _period(words: str, sums: Movement) -> DaySheetPeriod:
    return DaySheetPeriod(words, sums.charges, sums.payments, sums.adjustments, sums.refunds)
