"""A claim's history: each step is a row, and the claim stands where the last one left it."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.models.base import Base
from desktop_biller.models.claim import Claim, ClaimEvent
from desktop_biller.workflow.usecase import Transaction


@dataclass(frozen=True, slots=True)
class ClaimStep:
    """A claim moves to a state. ``payer_claim_number`` is kept where the payer named one."""

    claim_id: int
    state: str
    words: str
    payer_claim_number: str = ""


def record_steps(tx: Transaction, steps: Sequence[ClaimStep]) -> None:
    """Move claims to their states and write the steps into their histories."""
    tx.insert(
        ClaimEvent,
        [
            {
                "claim_id": step.claim_id,
                "at": tx.now,
                "on_date": tx.today,
                "user_id": tx.actor.user_id,
                "state": step.state,
                "words": step.words,
            }
            for step in steps
        ],
    )
    if steps:
        tx.session.connection().execute(
            _MOVE,
            [
                {"moved": s.claim_id, "new_state": s.state, "named": s.payer_claim_number}
                for s in steps
            ],
        )


_TABLE = Base.metadata.tables[Claim.__tablename__]

# The write lane is ours alone, so the version need not be compared, only counted on.
_MOVE = (
    sa.update(_TABLE)
    .where(_TABLE.c.id == sa.bindparam("moved"))
    .values(
        state=sa.bindparam("new_state"),
        version=_TABLE.c.version + 1,
        payer_claim_number=sa.case(
            (sa.bindparam("named") == "", _TABLE.c.payer_claim_number),
            else_=sa.bindparam("named"),
        ),
    )
)
