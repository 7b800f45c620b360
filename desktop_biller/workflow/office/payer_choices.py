"""The payers that a picker offers: by name or payer number, those billed most first."""

from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.models.coverage import Coverage
from desktop_biller.models.practice import Payer
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.reading import Reading, question

_MOST = 20


@dataclass(frozen=True, slots=True)
class PayerChoice:
    """One payer; ``number`` is its payer ID, which tells two of one name apart."""

    payer_id: int
    name: str
    number: str


@question(Permission.SEE_PATIENTS)
def payer_choices(rd: Reading, text: str = "") -> tuple[PayerChoice, ...]:
    """The payers in use whose name or number holds every word of a text."""
    plans = (
        sa.select(sa.func.count(Coverage.id))
        .where(Coverage.payer_id == Payer.id)
        .correlate(Payer)
        .scalar_subquery()
    )
    query = sa.select(Payer.id, Payer.name, Payer.payer_id).where(Payer.active)
    # Compared here: SQLite's own lower() knows no letter beyond A to Z, and a practice has few.
    rows = rd.session.execute(query.order_by(plans.desc(), Payer.name)).all()
    words = text.casefold().split()
    fitting = (
        PayerChoice(row.id, row.name, row.payer_id)
        for row in rows
        if all(word in f"{row.name} {row.payer_id}".casefold() for word in words)
    )
    return tuple(found for found, _ in zip(fitting, range(_MOST), strict=False))
