"""The state row: how a patient or the practice stands, in seven figures.

Charges = insurer paid + patient paid + write-off + insurance open + patient open - credit.
"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.models.ledger import Posting


@dataclass(frozen=True, slots=True)
class State:
    """All in cents, net of reversals. ``credit`` is patients' and payers' typed money."""

    charges: int = 0
    insurer_paid: int = 0
    patient_paid: int = 0
    write_off: int = 0
    insurance_open: int = 0
    patient_open: int = 0
    credit: int = 0

    @property
    def holds(self) -> bool:
        """True where the identity holds to the cent."""
        parts = self.insurer_paid + self.patient_paid + self.write_off
        return self.charges == parts + self.insurance_open + self.patient_open - self.credit


def practice_state(session: Session) -> State:
    """The whole practice; a payer's money not applied to any patient counts as credit."""
    return _state(session, sa.true())


def patient_state(session: Session, patient_id: int) -> State:
    """One patient."""
    return _state(session, Posting.patient_id == patient_id)


def _state(session: Session, which: sa.ColumnElement[bool]) -> State:
    receivable = ("insurance_receivable", "patient_receivable")
    rows = session.execute(
        sa.select(Posting.account, Posting.effect, sa.func.sum(Posting.cents))
        .where(which, Posting.account.in_(receivable))
        .group_by(Posting.account, Posting.effect)
    ).all()
    by_effect: dict[str, int] = {}
    by_account: dict[str, int] = {}
    for account, effect, cents in rows:
        by_effect[effect] = by_effect.get(effect, 0) + int(cents)
        by_account[account] = by_account.get(account, 0) + int(cents)
    held = dict(
        session.execute(
            sa.select(Posting.account, sa.func.sum(Posting.cents))
            .where(which, Posting.account.in_(("patient_credit", "payer_credit")))
            .group_by(Posting.account)
        ).all()
    )
    patient_credit = -int(held.get("patient_credit", 0))
    payer_credit = -int(held.get("payer_credit", 0))
    return State(
        charges=by_effect.get("charge", 0),
        insurer_paid=-by_effect.get("insurer_payment", 0) + payer_credit,
        patient_paid=-by_effect.get("patient_payment", 0) + patient_credit,
        write_off=-by_effect.get("write_off", 0),
        insurance_open=by_account.get("insurance_receivable", 0),
        patient_open=by_account.get("patient_receivable", 0),
        credit=patient_credit + payer_credit,
    )
