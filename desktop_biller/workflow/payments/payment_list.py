"""The list of payments, patients' and insurers' together: which, in what order, their rows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_biller.models.document import Document
from desktop_biller.models.ledger import JournalEntry, Posting
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.models.payment import Payment
from desktop_biller.models.practice import Payer
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name
from desktop_biller.workflow.listing import by_ids, in_order, typed, typed_amount
from desktop_biller.workflow.payments.receipt import METHOD_WORDS
from desktop_biller.workflow.reading import ListQuery, Reading, question

PURPOSE_WORDS = {
    "copay": "Copay",
    "account": "On account",
    "prepayment": "Paid ahead",
    "remittance": "Insurance check",
}


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment in a list. Cents.

    Attributes:
        who: the patient as filed, or the insurer's name; one of the two ids says which.
        method: in words (``Check``); ``reference`` is its number or a card's last digits.
        unapplied_cents: what stands on no line yet; nothing of a voided payment does.
        receipt_id: the document of its receipt.
    """

    payment_id: int
    received_on: dt.date
    patient_id: int | None
    payer_id: int | None
    who: str
    purpose: str
    method: str
    reference: str
    cents: int
    applied_cents: int
    unapplied_cents: int
    voided: bool
    receipt_id: int | None


@dataclass(frozen=True, slots=True)
class PaymentTotals:
    """Of all payments that a query shows; voided ones are counted, but their money is not."""

    payments: int
    cents: int
    unapplied_cents: int


@dataclass(frozen=True, slots=True)
class MethodTotal:
    """What came in by one method, ``Check`` or another; voided payments are left out. Cents."""

    method: str
    payments: int
    cents: int


_UNAPPLIED = (
    sa.select(sa.func.coalesce(-sa.func.sum(Posting.cents), 0))
    .where(
        Posting.payment_id == Payment.id, Posting.account.in_(("patient_credit", "payer_credit"))
    )
    .correlate(Payment)
    .scalar_subquery()
)
VOIDED = (
    sa.select(Posting.id)
    .join(JournalEntry, JournalEntry.id == Posting.entry_id)
    .where(
        Posting.payment_id == Payment.id,
        Posting.account == "receipts",
        JournalEntry.kind == "reversal",
    )
    .correlate(Payment)
    .exists()
)
"""A payment whose money was taken back out of the receipts."""
_RECEIPT = (
    sa.select(sa.func.max(Document.id))
    .where(Document.payment_id == Payment.id, Document.kind == "receipt")
    .correlate(Payment)
    .scalar_subquery()
)
_WHO = sa.func.coalesce(Patient.search_name, sa.func.lower(Payer.name))
_SORTS = {
    "date": (Payment.received_on,),
    "who": (_WHO,),
    "purpose": (Payment.purpose,),
    "method": (Payment.method,),
    "reference": (Payment.reference,),
    "amount": (Payment.cents,),
    "unapplied": (_UNAPPLIED,),
}


@question(Permission.READ_BOOKS)
def payment_ids(rd: Reading, query: ListQuery) -> tuple[int, ...]:
    """The payments that a query shows, the latest first.

    ``shown``: blank for today's, ``all``, ``unapplied``, ``insurer`` or ``patient``. ``sort``:
    date, who, purpose, method, reference, amount or unapplied. The text may be a name, an account,
    a check number or an amount.
    """
    latest = (Payment.received_on.desc(), Payment.id.desc())
    ids = in_order(_shown(rd, query, Payment.id), query, _SORTS, latest, Payment.id)
    return tuple(rd.session.scalars(ids))


@question(Permission.READ_BOOKS)
def payment_totals(rd: Reading, query: ListQuery) -> PaymentTotals:
    """How many payments a query shows, their money, and what of it is unapplied."""
    money = sa.case((VOIDED, 0), else_=Payment.cents).label("cents")
    found = _shown(rd, query, money, _UNAPPLIED.label("unapplied")).subquery()
    count, cents, unapplied = rd.session.execute(
        sa.select(
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(found.c.cents), 0),
            sa.func.coalesce(sa.func.sum(found.c.unapplied), 0),
        )
    ).one()
    return PaymentTotals(count, int(cents), int(unapplied))


@question(Permission.READ_BOOKS)
def method_totals(rd: Reading, query: ListQuery) -> tuple[MethodTotal, ...]:
    """What a query shows by method, in the order of ``METHOD_WORDS``; unused ones are left out."""
    kept = _shown(rd, query, Payment.method, Payment.cents).where(sa.not_(VOIDED)).subquery()
    rows = rd.session.execute(
        sa.select(kept.c.method, sa.func.count(), sa.func.sum(kept.c.cents)).group_by(kept.c.method)
    )
    found = {method: MethodTotal(METHOD_WORDS[method], n, int(cents)) for method, n, cents in rows}
    return tuple(found[method] for method in METHOD_WORDS if method in found)


@question(Permission.READ_BOOKS)
def payment_rows(rd: Reading, ids: Sequence[int]) -> tuple[PaymentRow, ...]:
    """The rows of some payments, in the order of the ids."""
    found = rd.session.execute(
        _joined(
            Payment,
            Patient,
            Payer.name.label("payer"),
            _UNAPPLIED.label("unapplied"),
            VOIDED.label("voided"),
            _RECEIPT.label("receipt"),
        ).where(Payment.id.in_(ids))
    )
    rows = (
        PaymentRow(
            payment_id=row.Payment.id,
            received_on=row.Payment.received_on,
            patient_id=row.Payment.patient_id,
            payer_id=row.Payment.payer_id,
            who=person_name(row.Patient).filed if row.Patient else row.payer,
            purpose=PURPOSE_WORDS[row.Payment.purpose],
            method=METHOD_WORDS[row.Payment.method],
            reference=row.Payment.reference,
            cents=row.Payment.cents,
            applied_cents=0 if row.voided else row.Payment.cents - int(row.unapplied),
            unapplied_cents=int(row.unapplied),
            voided=bool(row.voided),
            receipt_id=row.receipt,
        )
        for row in found
    )
    return by_ids(ids, rows, lambda row: row.payment_id)


def _shown(rd: Reading, query: ListQuery, *columns: Any) -> sa.Select[Any]:  # noqa: ANN401 -- columns of any kind
    which: sa.ColumnElement[bool]
    match query.shown:
        case "all":
            which = sa.true()
        case "unapplied":
            which = _UNAPPLIED != 0
        case "insurer" | "patient":
            which = Payment.source == query.shown
        case _:
            which = Payment.received_on == rd.today
    words = typed(query.text, Guarantor.account, Payer.name, Payment.reference)
    answers = sa.or_(words, typed_amount(query.text, Payment.cents))
    return _joined(*columns).where(which, answers)


def _joined(*columns: Any) -> sa.Select[Any]:  # noqa: ANN401 -- columns of any kind
    return (
        sa.select(*columns)
        .select_from(Payment)
        .outerjoin(Patient, Patient.id == Payment.patient_id)
        .outerjoin(Guarantor, Guarantor.id == Patient.guarantor_id)
        .outerjoin(Payer, Payer.id == Payment.payer_id)
    )
