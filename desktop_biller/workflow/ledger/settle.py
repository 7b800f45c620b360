"""Settling a visit: patients' money and the patient's part are put where they belong.

It may be called at any time and as often as one likes: it computes where everything ought to
stand and posts only the difference, at most one application and one transfer entry.
"""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa

from desktop_biller.models.coverage import Coverage
from desktop_biller.models.ledger import Posting
from desktop_biller.models.payment import LineAdjustment, Payment, RemittanceLine
from desktop_biller.models.visit import ChargeLine, Encounter
from desktop_biller.workflow.ledger.journal import Side, post
from desktop_biller.workflow.ledger.spread import LineRoom, patient_part, spread
from desktop_biller.workflow.ledger.standing import Standing, standings, unapplied_by_payment
from desktop_biller.workflow.usecase import Transaction


def settle(tx: Transaction, encounter_id: int) -> None:
    """Bring the visit's applications and transfers to where they belong."""
    encounter = tx.session.get_one(Encounter, encounter_id)
    lines = tx.session.scalars(
        sa.select(ChargeLine)
        .where(ChargeLine.encounter_id == encounter_id)
        .order_by(ChargeLine.position)
    ).all()
    now = standings(tx.session, [line.id for line in lines])
    due = _patient_due(tx, encounter, lines, now)
    own = _visit_payments(tx, encounter)
    unapplied = unapplied_by_payment(tx.session, own)
    money = {
        payment: left + sum(now[line.id].patient_paid_by[payment] for line in lines)
        for payment, left in unapplied.items()
    }
    fixed = [_fixed(now[line.id], own) for line in lines]
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
    transfers = [
        side
        for line in lines
        for side in _transfer(
            tx,
            encounter,
            line,
            now[line.id],
            part=patient_part(due[line.id], now[line.id].remaining, sum(targets[line.id].values())),
        )
    ]
    if transfers:
        post(tx, "transfer", "Patient's part of this visit", transfers)


def release(tx: Transaction, payment_id: int) -> list[int]:
    """Take a payment off every line it stands on; returns the visits it stood on."""
    lines = tx.session.scalars(
        sa.select(ChargeLine).where(ChargeLine.id.in_(_lines_of_payment(payment_id)))
    ).all()
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


def apply_to_line(line: ChargeLine, payment: Payment, cents: int) -> list[Side]:
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


def _patient_due(
    tx: Transaction,
    encounter: Encounter,
    lines: Sequence[ChargeLine],
    now: Mapping[int, Standing],
) -> dict[int, int]:
    """What the insurers have left to the patient on each line; all of it where none is billed."""
    if encounter.coverage_id is None:
        return {line.id: now[line.id].remaining for line in lines}
    rows = tx.session.execute(
        sa.select(RemittanceLine.charge_line_id, sa.func.sum(LineAdjustment.posted_cents))
        .join(LineAdjustment, LineAdjustment.remittance_line_id == RemittanceLine.id)
        .where(
            RemittanceLine.charge_line_id.in_([line.id for line in lines]),
            LineAdjustment.posted_as == "patient",
        )
        .group_by(RemittanceLine.charge_line_id)
    )
    due = {line_id: int(cents) for line_id, cents in rows}
    return {line.id: due.get(line.id, 0) for line in lines}


def _visit_payments(tx: Transaction, encounter: Encounter) -> list[int]:
    """Payments taken for this visit, and copays of its day that name no visit."""
    return list(
        tx.session.scalars(
            sa.select(Payment.id)
            .where(
                Payment.source == "patient",
                Payment.patient_id == encounter.patient_id,
                sa.or_(
                    Payment.encounter_id == encounter.id,
                    sa.and_(
                        Payment.encounter_id.is_(None),
                        Payment.purpose == "copay",
                        Payment.received_on == encounter.service_date,
                    ),
                ),
            )
            .order_by(Payment.id)
        )
    )


def _fixed(line: Standing, own: Sequence[int]) -> dict[int, int]:
    """Other payments' money on the line; what no longer fits comes off, the latest first."""
    others = {p: c for p, c in line.patient_paid_by.items() if p not in own and c}
    excess = sum(others.values()) - max(line.remaining, 0)
    for payment in sorted(others, reverse=True):
        off = min(max(excess, 0), others[payment])
        others[payment] -= off
        excess -= off
    return others


def _moves(
    tx: Transaction, line: ChargeLine, now: Standing, target: Mapping[int, int]
) -> Iterator[Side]:
    for payment in sorted({*now.patient_paid_by, *target}):
        change = target.get(payment, 0) - now.patient_paid_by.get(payment, 0)
        if change:
            yield from apply_to_line(line, tx.session.get_one(Payment, payment), change)


def _transfer(
    tx: Transaction,
    encounter: Encounter,
    line: ChargeLine,
    now: Standing,
    *,
    part: int,
) -> Iterator[Side]:
    """Move the patient's part to where it belongs, and no insurer's part below zero."""
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
    coverages = _last_payer_first(tx, encounter, now)
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


def _last_payer_first(tx: Transaction, encounter: Encounter, now: Standing) -> list[Coverage]:
    ids = {c for c in (*now.insurance_open, encounter.coverage_id) if c is not None}
    found = [tx.session.get_one(Coverage, c) for c in ids]
    return sorted(found, key=lambda coverage: (-coverage.rank, coverage.id))


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
