"""An invoice: a bill for chosen visits, each of which stands on one open invoice only."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from msgspec import Meta

from desktop_biller.documents.invoice import render_invoice
from desktop_biller.facts.papers import InvoiceDeduction, InvoiceFacts, InvoiceLine
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import RefusedError
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.document import Document, InvoicedVisit
from desktop_biller.models.ledger import Posting
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.models.payment import Payment
from desktop_biller.models.practice import Payer, Practice, Provider
from desktop_biller.models.visit import ChargeLine, Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name, postal_address
from desktop_biller.workflow.ledger.standing import Standing, standings
from desktop_biller.workflow.papers import Paper, issue, letterhead
from desktop_biller.workflow.payments.receipt import method_words
from desktop_biller.workflow.usecase import (
    Command,
    RowId,
    Transaction,
    by_id,
    next_number,
    use_case,
)
from desktop_biller.workflow.workspace import Kind


class IssueInvoice(Command, frozen=True, kw_only=True):
    """A bill for one or more visits of one patient."""

    encounter_ids: Annotated[tuple[RowId, ...], Meta(min_length=1, max_length=50)]


@dataclass(frozen=True, slots=True)
class InvoiceIssued:
    """The invoice is kept. Cents."""

    paper: Paper
    balance_cents: int
    changed: frozenset[Kind] = frozenset({Kind.DOCUMENT})


@use_case(Permission.BILL_PATIENTS, "invoice.issued")
def issue_invoice(tx: Transaction, command: IssueInvoice) -> InvoiceIssued:
    """Issue an invoice: what was done, what was paid, what insurers still owe, what is left."""
    chosen = dict.fromkeys(command.encounter_ids)  # a visit that is named twice is meant once
    visits = [by_id(tx, Encounter, visit_id, "visit") for visit_id in chosen]
    visits.sort(key=lambda visit: (visit.service_date, visit.id))
    patient = tx.session.get_one(Patient, visits[0].patient_id)
    _refuse_unfit(tx, visits)
    lines = tx.session.scalars(
        sa.select(ChargeLine)
        .where(ChargeLine.encounter_id.in_([visit.id for visit in visits]))
        .order_by(ChargeLine.from_date, ChargeLine.encounter_id, ChargeLine.position)
    ).all()
    facts = _facts(tx, patient, visits[0], lines)
    number = facts.number
    paper = issue(
        tx,
        kind="invoice",
        number=number,
        facts=facts,
        pdf=render_invoice(facts),
        file_name=f"invoice-{number}.pdf",
        amount_cents=facts.balance_cents,
        patient_id=patient.id,
        guarantor_id=patient.guarantor_id,
    )
    tx.session.add_all(
        InvoicedVisit(encounter_id=visit.id, document_id=paper.document_id) for visit in visits
    )
    tx.about(f"invoice {number}", patient_id=patient.id)
    return InvoiceIssued(paper=paper, balance_cents=facts.balance_cents)


def _refuse_unfit(tx: Transaction, visits: Sequence[Encounter]) -> None:
    if len({visit.patient_id for visit in visits}) > 1:
        raise RefusedError(
            "The visits belong to different patients.",
            effect="No invoice was made.",
            remedy="Make one invoice for each patient.",
            field="encounter_ids",
        )
    earlier = tx.session.execute(
        sa.select(Document.number, Encounter.service_date)
        .join(InvoicedVisit, InvoicedVisit.document_id == Document.id)
        .join(Encounter, Encounter.id == InvoicedVisit.encounter_id)
        .where(InvoicedVisit.encounter_id.in_([visit.id for visit in visits]))
    ).first()
    if earlier is not None:
        raise RefusedError(
            f"The visit of {us_date(earlier.service_date)} is already on invoice {earlier.number}.",
            effect="No invoice was made.",
            remedy="Print that invoice again.",
            field="encounter_ids",
        )


def _facts(
    tx: Transaction, patient: Patient, first: Encounter, lines: Sequence[ChargeLine]
) -> InvoiceFacts:
    guarantor = tx.session.get_one(Guarantor, patient.guarantor_id)
    practice = tx.session.get_one(Practice, 1)
    provider = tx.session.get_one(Provider, first.provider_id)
    now = standings(tx.session, [line.id for line in lines])
    deductions = tuple(_deductions(tx, lines, list(now.values())))
    total = sum(line.charge_cents for line in lines)
    someone_else = person_name(guarantor) != person_name(patient)
    return InvoiceFacts(
        letterhead=letterhead(tx),
        number=f"{tx.today.year}-{next_number(tx, f'invoice {tx.today.year}'):05d}",
        invoice_date=tx.today,
        due_date=tx.today + dt.timedelta(days=practice.invoice_due_days),
        terms=f"Terms: {practice.invoice_due_days} days",
        account=guarantor.account,
        patient=person_name(patient).natural,
        provider=provider_words(provider),
        provider_npi=provider.npi,
        bill_to_name=person_name(guarantor).natural,
        bill_to_address=postal_address(guarantor),
        lines=tuple(
            _invoice_line(line, person_name(patient).natural if someone_else else "")
            for line in lines
        ),
        deductions=deductions,
        balance_cents=total - sum(d.cents for d in deductions),
        waiting_cents=sum(line.insurance_open_total for line in now.values()),
    )


def _invoice_line(line: ChargeLine, patient: str) -> InvoiceLine:
    """One line; a charge that its units do not divide is shown as one, with the units in words."""
    even = line.charge_cents % line.units == 0
    units = line.units if even else 1
    words = line.patient_words if even else f"{line.patient_words}, {line.units} units"
    return InvoiceLine(
        service_date=line.from_date,
        description=words,
        units=units,
        fee_cents=line.charge_cents // units,
        amount_cents=line.charge_cents,
        patient=patient,
    )


def provider_words(provider: Provider) -> str:
    """``Elena Park, MD``."""
    name = person_name(provider).natural
    return f"{name}, {provider.credentials}" if provider.credentials else name


def _deductions(
    tx: Transaction, lines: Sequence[ChargeLine], now: Sequence[Standing]
) -> Iterator[InvoiceDeduction]:
    insurer_paid = sum(line.insurer_paid for line in now)
    written_off = sum(line.written_off for line in now)
    if insurer_paid:
        yield InvoiceDeduction("Paid by insurance", insurer_paid)
    if written_off:
        yield InvoiceDeduction("Plan discount", written_off)
    rows = tx.session.execute(
        sa.select(Payment, sa.func.sum(-Posting.cents))
        .join(Posting, Posting.payment_id == Payment.id)
        .where(
            Posting.charge_line_id.in_([line.id for line in lines]),
            Posting.effect == "patient_payment",
        )
        .group_by(Payment.id)
        .order_by(Payment.received_on, Payment.id)
    )
    for payment, cents in rows:
        if cents:
            how = method_words(payment)
            words = f"Paid {us_date(payment.received_on)}, {how[0].lower()}{how[1:]}"
            yield InvoiceDeduction(words, int(cents))
    waiting: dict[int, int] = {}
    for line in now:
        for coverage_id, cents in line.insurance_open.items():
            waiting[coverage_id] = waiting.get(coverage_id, 0) + cents
    for coverage_id, cents in waiting.items():
        if cents:
            coverage = tx.session.get_one(Coverage, coverage_id)
            payer = tx.session.get_one(Payer, coverage.payer_id)
            yield InvoiceDeduction(f"Waiting on {payer.name}", cents)
