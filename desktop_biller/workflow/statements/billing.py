"""The statement of one guarantor's account: what is theirs to pay, and nothing else (R70)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_biller.documents.statement import render_statement
from desktop_biller.facts.papers import StatementFacts, StatementPatient
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import RefusedError
from desktop_biller.foundation.money import dollars
from desktop_biller.models.document import StatementLine
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.models.practice import Practice, Provider
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name, postal_address
from desktop_biller.workflow.papers import Paper, issue, letterhead
from desktop_biller.workflow.reading import Readable
from desktop_biller.workflow.statements.account import (
    AccountLine,
    Figures,
    account_lines,
    last_told,
    unapplied_credit,
)
from desktop_biller.workflow.statements.due import CYCLE_DAYS, last_statement
from desktop_biller.workflow.statements.invoice import provider_words
from desktop_biller.workflow.statements.wording import aging_buckets, pending_item, statement_item
from desktop_biller.workflow.usecase import (
    Command,
    RowId,
    Transaction,
    by_id,
    next_number,
    use_case,
)
from desktop_biller.workflow.workspace import Kind


class IssueStatement(Command, frozen=True, kw_only=True):
    """A statement for one guarantor. The two flags are for printing one by hand at any time."""

    guarantor_id: RowId
    even_if_small: bool = False
    even_if_recent: bool = False


@dataclass(frozen=True, slots=True)
class StatementIssued:
    """The statement is kept. Cents."""

    paper: Paper
    amount_due_cents: int
    changed: frozenset[Kind] = frozenset({Kind.DOCUMENT})


@use_case(Permission.BILL_PATIENTS, "statement.issued")
def issue_statement(tx: Transaction, command: IssueStatement) -> StatementIssued:
    """Issue a statement; insurance-pending and held amounts are shown apart and never asked."""
    guarantor = by_id(tx, Guarantor, command.guarantor_id, "guarantor")
    lines = account_lines(tx, guarantor.id)
    billable = [line for line in lines if line.is_billable]
    credit = unapplied_credit(tx, guarantor.id)
    owed = sum(line.standing.patient_open for line in billable)
    _refuse_not_due(tx, command, guarantor, owed - credit)
    number = f"{tx.today.year}-{next_number(tx, f'statement {tx.today.year}'):05d}"
    facts = statement_facts(tx, guarantor, lines, credit, number)
    first = min((line.patient_id for line in lines), default=None)
    paper = issue(
        tx,
        kind="statement",
        number=facts.number,
        facts=facts,
        pdf=render_statement(facts),
        file_name=f"statement-{facts.number}.pdf",
        amount_cents=facts.amount_due_cents,
        guarantor_id=guarantor.id,
    )
    tx.session.add_all(
        StatementLine(
            document_id=paper.document_id,
            charge_line_id=line.line_id,
            charge_cents=line.standing.charge,
            insurance_paid_cents=line.standing.insurer_paid,
            discount_cents=line.standing.written_off,
            patient_paid_cents=line.standing.patient_paid,
        )
        for line in billable
    )
    tx.about(f"statement {facts.number}", patient_id=first)
    return StatementIssued(paper=paper, amount_due_cents=facts.amount_due_cents)


def _refuse_not_due(
    tx: Transaction, command: IssueStatement, guarantor: Guarantor, due: int
) -> None:
    minimum = tx.session.get_one(Practice, 1).statement_minimum_cents
    if due <= 0 or (due < minimum and not command.even_if_small):
        raise RefusedError(
            "Nothing is due from this account now."
            if due <= 0
            else f"{dollars(due)} is below your minimum of {dollars(minimum)} for a statement.",
            effect="No statement was made.",
            remedy="Amounts that wait for insurance are not billed to the patient."
            if due <= 0
            else "Print it by hand if you want to send it all the same.",
        )
    last = last_statement(tx, guarantor.id)
    if last is not None and (tx.today - last).days < CYCLE_DAYS and not command.even_if_recent:
        raise RefusedError(
            f"The last statement went out on {us_date(last)}, less than {CYCLE_DAYS} days ago.",
            effect="No statement was made.",
            remedy=f"The next is due on {us_date(last + dt.timedelta(days=CYCLE_DAYS))}; "
            "print one by hand if it is wanted earlier.",
        )


def statement_facts(
    rd: Readable, guarantor: Guarantor, lines: Sequence[AccountLine], credit: int, number: str
) -> StatementFacts:
    """What a statement of today says; ``credit`` is the account's unapplied money in cents."""
    practice = rd.session.get_one(Practice, 1)
    told = last_told(rd, guarantor.id)
    billable = [line for line in lines if line.is_billable]
    now = sum((line.figures for line in billable), Figures())
    before = sum(told.values(), Figures())
    shown = [
        line
        for line in billable
        if line.standing.patient_open or told.get(line.line_id) != line.figures
    ]
    owed = sum(line.standing.patient_open for line in billable)
    return StatementFacts(
        letterhead=letterhead(rd),
        number=number,
        statement_date=rd.today,
        due_date=rd.today + dt.timedelta(days=practice.statement_due_days),
        account=guarantor.account,
        guarantor_name=person_name(guarantor).natural,
        guarantor_address=postal_address(guarantor),
        message="Thank you for your visit. Your insurance has answered, and this part is yours "
        "to pay."
        if any(line.payer for line in shown)
        else "Thank you for your visit.",
        previous_cents=before.owed,
        new_charges_cents=now.charge - before.charge,
        insurance_paid_cents=now.insurer - before.insurer,
        discount_cents=now.discount - before.discount,
        patient_paid_cents=now.patient - before.patient,
        amount_due_cents=owed - credit,
        patients=tuple(_patients(rd, guarantor, shown)),
        pending=tuple(pending_item(rd, line) for line in lines if line.pending_cents),
        aging_cents=aging_buckets(billable, rd.today),
        credit_cents=credit,
    )


def _patients(
    rd: Readable, guarantor: Guarantor, shown: Sequence[AccountLine]
) -> Iterator[StatementPatient]:
    """One block per patient and provider, the guarantor first, newest service first."""
    groups: dict[tuple[bool, int, int], list[AccountLine]] = {}
    for line in shown:
        patient = rd.session.get_one(Patient, line.patient_id)
        other = person_name(patient) != person_name(guarantor)
        groups.setdefault((other, line.patient_id, line.provider_id), []).append(line)
    for (_, patient_id, provider_id), lines in sorted(groups.items(), key=lambda g: g[0]):
        patient = rd.session.get_one(Patient, patient_id)
        provider = rd.session.get_one(Provider, provider_id)
        yield StatementPatient(
            name=person_name(patient).natural,
            provider=provider_words(provider),
            items=tuple(statement_item(line) for line in lines),
        )
