"""Settling a visit: patients' money and the patient's part are put where they belong.

It may be called at any time and as often as one likes: it computes where everything ought to
stand and posts only the difference, at most one application and one transfer entry.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

import sqlalchemy as sa

from desktop_biller.models.coverage import Coverage
from desktop_biller.models.ledger import Posting
from desktop_biller.models.payment import Payment
from desktop_biller.models.visit import ChargeLine
from desktop_biller.workflow.ledger.journal import Side, post
from desktop_biller.workflow.ledger.spread import LineRoom, patient_part, spread
from desktop_biller.workflow.ledger.standing import Standing, standings
from desktop_biller.workflow.ledger.visit_account import (
    VisitAccount,
    VisitLine,
    visit_accounts,
    visit_lines,
)
from desktop_biller.workflow.usecase import Transaction


def settle_visit(tx: Transaction, encounter_id: int) -> None:
    """Read a visit and settle it."""
    settle(tx, visit_accounts(tx, [encounter_id])[encounter_id])


def settle(tx: Transaction, account: VisitAccount) -> None:
    """Bring the visit's applications and transfers to where they belong, and note them."""
    lines, now, due = account.lines, account.now, account.due
    money = {
        payment: account.unapplied[payment]
        + sum(now[line.id].patient_paid_by[payment] for line in lines)
        for payment in account.payments
    }
    fixed = [_fixed(now[line.id], account.payments) for line in lines]
    placed, _ = spread(
        [
            LineRoom(due[line.id], now[line.id].remaining, sum(others.values()))
            for line, others in zip(lines, fixed, strict=True)
        ],
        money,
    )
    targets = {
        line.id: {**others, **visits}
        for line, others, visits in zip(lines, fixed, placed, strict=True)
    }
    applications = [
        side for line in lines for side in _moves(tx, line, now[line.id], targets[line.id])
    ]
    if applications:
        post(tx, "application", "Patient payment put to this visit", applications)
    transfers: list[Side] = []
    for line in lines:
        paid = sum(targets[line.id].values())
        part = patient_part(due[line.id], now[line.id].remaining, paid)
        transfers.extend(_transfer(account, line, part=part))
    if transfers:
        post(tx, "transfer", "Patient's part of this visit", transfers)
    account.note([*applications, *transfers])


def release(tx: Transaction, payment_id: int) -> list[int]:
    """Take a payment off every line it stands on; returns the visits it stood on."""
    lines = visit_lines(tx, ChargeLine.id.in_(_lines_of_payment(payment_id)))
    now = standings(tx.session, [line.id for line in lines])
    sides = [
        side
        for line in lines
        for side in _moves(
            tx,
            line,
            now[line.id],
            {p: c for p, c in now[line.id].patient_paid_by.items() if p != payment_id},
        )
    ]
    if sides:
        post(tx, "application", "Payment taken off", sides)
    return sorted({line.encounter_id for line in lines})


def apply_to_line(line: VisitLine, payment: Payment, cents: int) -> list[Side]:
    """The two sides that put ``cents`` of a payment on a line (below zero: take them off).

    The credit is that of the patient who paid, also where the line is a relative's.
    """
    return [
        Side(
            account="patient_credit",
            effect="credit",
            cents=cents,
            patient_id=payment.patient_id,
            payment_id=payment.id,
        ),
        Side(
            account="patient_receivable",
            effect="patient_payment",
            cents=-cents,
            patient_id=line.patient_id,
            charge_line_id=line.id,
            payment_id=payment.id,
            provider_id=line.provider_id,
        ),
    ]


def _lines_of_payment(payment_id: int) -> sa.Select[int | None]:
    return sa.select(Posting.charge_line_id).where(
        Posting.payment_id == payment_id, Posting.account == "patient_receivable"
    )


def _fixed(line: Standing, own: Collection[int]) -> dict[int, int]:
    """Other payments' money on the line; what no longer fits comes off, the latest first."""
    others = {p: c for p, c in line.patient_paid_by.items() if p not in own and c}
    excess = sum(others.values()) - max(line.remaining, 0)
    for payment in sorted(others, reverse=True):
        off = min(max(excess, 0), others[payment])
        others[payment] -= off
        excess -= off
    return others


def _moves(
    tx: Transaction, line: VisitLine, now: Standing, target: Mapping[int, int]
) -> Iterator[Side]:
    for payment in sorted({*now.patient_paid_by, *target}):
        change = target.get(payment, 0) - now.patient_paid_by.get(payment, 0)
        if change:
            yield from apply_to_line(line, tx.session.get_one(Payment, payment), change)


def _transfer(account: VisitAccount, line: VisitLine, *, part: int) -> Iterator[Side]:
    """Move the patient's part to where it belongs, and no insurer's part below zero."""
    now = account.now[line.id]
    change = part - now.patient_part
    if change:
        yield Side(
            account="patient_receivable",
            effect="transfer",
            cents=change,
            patient_id=line.patient_id,
            charge_line_id=line.id,
            provider_id=line.provider_id,
        )
    coverages = _last_payer_first(account, now)
    before = [now.insurance_open.get(coverage.id, 0) for coverage in coverages]
    after = _insurers_after(before, change)
    for coverage, old, new in zip(coverages, before, after, strict=True):
        if new != old:
            yield Side(
                account="insurance_receivable",
                effect="transfer",
                cents=new - old,
                patient_id=line.patient_id,
                charge_line_id=line.id,
                coverage_id=coverage.id,
                payer_id=coverage.payer_id,
                provider_id=line.provider_id,
            )


def _last_payer_first(account: VisitAccount, now: Standing) -> list[Coverage]:
    billed = {*now.insurance_open, account.encounter.coverage_id}
    found = [plan for plan in account.plans if plan.id in billed]
    return sorted(found, key=lambda plan: (-plan.rank, plan.id))


def _insurers_after(before: Sequence[int], change: int) -> list[int]:
    """Each insurer's part once ``change`` cents went to the patient, the last payer's first."""
    after = list(before)
    if not after:
        return after
    after[0] -= change
    for short in range(len(after)):
        for over in range(len(after)):
            if after[short] < 0 < after[over]:
                part = min(-after[short], after[over])
                after[short] += part
                after[over] -= part
    return after
