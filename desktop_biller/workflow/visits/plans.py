"""Which plans answer for a date of service."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from desktop_biller.models.coverage import Coverage
from desktop_biller.workflow.reading import Readable


def primary_coverage(rd: Readable, patient_id: int, day: dt.date) -> Coverage | None:
    """The plan that is billed first for a date of service, or None for a self-pay patient."""
    plans = coverages_on(rd, patient_id, day)
    return plans[0] if plans else None


def coverages_on(rd: Readable, patient_id: int, day: dt.date) -> Sequence[Coverage]:
    """The patient's plans in force on a date, in the order in which they are billed."""
    return rd.session.scalars(
        sa.select(Coverage)
        .where(
            Coverage.patient_id == patient_id,
            Coverage.effective_from <= day,
            sa.or_(Coverage.effective_to.is_(None), Coverage.effective_to >= day),
        )
        .order_by(Coverage.rank)
    ).all()
