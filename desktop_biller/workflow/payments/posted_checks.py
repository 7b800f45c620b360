"""Whether an insurer's check was posted before (R63c)."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.foundation.text import clean
from desktop_biller.models.payment import Payment
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.reading import Readable, Reading, question


@dataclass(frozen=True, slots=True)
class PostedCheck:
    """A check that is in the books, and the date on which it was posted."""

    payment_id: int
    received_on: dt.date


@question(Permission.READ_BOOKS)
def check_looks_posted(
    rd: Reading, payer_id: int, reference: str, cents: int
) -> PostedCheck | None:
    """The check of that payer with that number and amount, or None where there is none."""
    return posted_check(rd, payer_id, reference, cents)


def posted_check(rd: Readable, payer_id: int, reference: str, cents: int) -> PostedCheck | None:
    """The same for posting, which refuses it."""
    wanted = {"payer": payer_id, "reference": clean(reference), "cents": cents}
    found = rd.session.execute(_SAME_CHECK, wanted).first()
    return PostedCheck(found.id, found.received_on) if found else None


_SAME_CHECK = sa.select(Payment.id, Payment.received_on).where(
    Payment.payer_id == sa.bindparam("payer"),
    Payment.reference == sa.bindparam("reference"),
    Payment.reference != "",
    Payment.cents == sa.bindparam("cents"),
)
