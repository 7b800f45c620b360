"""Money received, and what the insurers said about each line."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from desktop_biller.models.base import (
    STRICT,
    Base,
    Cents,
    Choice,
    Day,
    Identified,
    Instant,
    Words,
)

METHODS = ("cash", "check", "card", "eft", "other")


class Payment(Identified, Base):
    """One check, card slip, transfer or handful of cash. Two equal ones are two rows (R67b)."""

    __tablename__ = "payment"
    __table_args__ = (
        sa.CheckConstraint("cents >= 0", name="not_negative"),  # R60d
        sa.CheckConstraint(
            "(source = 'insurer') = (payer_id IS NOT NULL)"
            " AND (source = 'patient') = (patient_id IS NOT NULL)",
            name="who_paid",
        ),
        sa.Index(
            "uq_payment_insurer_check",
            "payer_id",
            "reference",
            "cents",
            unique=True,
            sqlite_where=sa.text("source = 'insurer' AND reference <> ''"),
            postgresql_where=sa.text("source = 'insurer' AND reference <> ''"),
        ),
        STRICT,
    )

    source: Mapped[str] = mapped_column(Choice("patient", "insurer"), nullable=False)
    payer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("payer.id"))
    patient_id: Mapped[int | None] = mapped_column(sa.ForeignKey("patient.id"), index=True)
    encounter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("encounter.id"), index=True)
    purpose: Mapped[str] = mapped_column(
        Choice("copay", "account", "prepayment", "remittance"), nullable=False
    )
    method: Mapped[str] = mapped_column(Choice(*METHODS), nullable=False)  # BPR04
    reference: Mapped[str] = mapped_column(  # TRN02
        Words(40), nullable=False, default="", index=True
    )
    detail: Mapped[str] = mapped_column(Words(40), nullable=False, default="")
    cents: Mapped[int] = mapped_column(Cents, nullable=False)  # BPR02
    received_on: Mapped[dt.date] = mapped_column(Day, nullable=False, index=True)
    received_at: Mapped[dt.datetime] = mapped_column(Instant, nullable=False)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("app_user.id"), nullable=False)


class Remittance(Identified, Base):
    """An insurer's explanation that came with a payment (an EOB on paper, or one ST of an 835)."""

    __tablename__ = "remittance"
    __table_args__ = (STRICT,)

    payment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("payment.id"), nullable=False, unique=True
    )
    payer_id: Mapped[int] = mapped_column(sa.ForeignKey("payer.id"), nullable=False)
    source: Mapped[str] = mapped_column(Choice("paper", "835"), nullable=False)
    dated: Mapped[dt.date] = mapped_column(Day, nullable=False)
    posted_on: Mapped[dt.date] = mapped_column(Day, nullable=False)


class RemittanceClaim(Identified, Base):
    """One claim of a remittance (CLP): what was charged, paid and left to the patient."""

    __tablename__ = "remittance_claim"
    __table_args__ = (STRICT,)

    remittance_id: Mapped[int] = mapped_column(
        sa.ForeignKey("remittance.id"), nullable=False, index=True
    )
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"), nullable=False, index=True)
    entry_id: Mapped[int | None] = mapped_column(  # None: the answer moved no money
        sa.ForeignKey("journal_entry.id")
    )
    status_code: Mapped[str] = mapped_column(Words(2), nullable=False)  # CLP02
    payer_claim_number: Mapped[str] = mapped_column(Words(40), nullable=False, default="")  # CLP07
    charge_cents: Mapped[int] = mapped_column(Cents, nullable=False)  # CLP03
    paid_cents: Mapped[int] = mapped_column(Cents, nullable=False)  # CLP04
    patient_cents: Mapped[int] = mapped_column(Cents, nullable=False)  # CLP05


class RemittanceLine(Identified, Base):
    """One service line of a remittance (SVC): charge = paid + sum of its adjustments (R60a)."""

    __tablename__ = "remittance_line"
    __table_args__ = (STRICT,)

    remittance_claim_id: Mapped[int] = mapped_column(
        sa.ForeignKey("remittance_claim.id"), nullable=False, index=True
    )
    charge_line_id: Mapped[int] = mapped_column(
        sa.ForeignKey("charge_line.id"), nullable=False, index=True
    )
    charge_cents: Mapped[int] = mapped_column(Cents, nullable=False)  # SVC02
    paid_cents: Mapped[int] = mapped_column(Cents, nullable=False)  # SVC03


class LineAdjustment(Identified, Base):
    """One reason why a line was not paid in full (one CAS triplet), and what was done with it."""

    __tablename__ = "line_adjustment"
    __table_args__ = (STRICT,)

    remittance_line_id: Mapped[int] = mapped_column(
        sa.ForeignKey("remittance_line.id"), nullable=False, index=True
    )
    group_code: Mapped[str] = mapped_column(Choice("CO", "PR", "OA", "PI", "CR"), nullable=False)
    reason_code: Mapped[str] = mapped_column(Words(5), nullable=False)  # CARC
    cents: Mapped[int] = mapped_column(Cents, nullable=False)
    quantity: Mapped[int | None] = mapped_column(sa.Integer)
    posted_as: Mapped[str] = mapped_column(
        Choice("write_off", "patient", "next_payer", "denial", "information", "review"),
        nullable=False,
    )
    posted_cents: Mapped[int] = mapped_column(Cents, nullable=False)  # after the cap (R61c)


class WorkItem(Identified, Base):
    """Something an insurer's answer left to do: a denial, a hold, a review."""

    __tablename__ = "work_item"
    __table_args__ = (STRICT,)

    kind: Mapped[str] = mapped_column(
        Choice("denial", "review", "coverage", "overpayment", "cut_write_off"), nullable=False
    )
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"), nullable=False, index=True)
    charge_line_id: Mapped[int | None] = mapped_column(sa.ForeignKey("charge_line.id"))
    remittance_line_id: Mapped[int | None] = mapped_column(sa.ForeignKey("remittance_line.id"))
    group_code: Mapped[str] = mapped_column(Words(2), nullable=False, default="")
    reason_code: Mapped[str] = mapped_column(Words(5), nullable=False, default="")
    cents: Mapped[int] = mapped_column(Cents, nullable=False)
    words: Mapped[str] = mapped_column(Words(200), nullable=False)
    opened_on: Mapped[dt.date] = mapped_column(Day, nullable=False)
    closed_on: Mapped[dt.date | None] = mapped_column(Day)
