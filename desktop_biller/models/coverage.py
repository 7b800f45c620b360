"""Insurance of a patient: coverages, authorizations, cases, eligibility checks."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from desktop_biller.foundation.terms import Rank, Relationship, Sex
from desktop_biller.models.base import (
    STRICT,
    Addressed,
    Base,
    Cents,
    Choice,
    Day,
    Flag,
    Identified,
    Named,
    Versioned,
    Words,
)


class Coverage(Identified, Named, Addressed, Versioned, Base):
    """One plan of a patient for a span of dates; name and address are the subscriber's."""

    __tablename__ = "coverage"
    __table_args__ = (
        sa.CheckConstraint("rank BETWEEN 1 AND 3", name="rank_range"),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from", name="span_forward"
        ),
        STRICT,
    )

    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patient.id"), nullable=False, index=True)
    payer_id: Mapped[int] = mapped_column(sa.ForeignKey("payer.id"), nullable=False)
    rank: Mapped[Rank] = mapped_column(sa.Integer, nullable=False)  # 1 primary; SBR01 P/S/T
    relationship: Mapped[Relationship] = mapped_column(  # box 6; SBR02, PAT01
        Choice("self", "spouse", "child", "other"), nullable=False
    )
    member_id: Mapped[str] = mapped_column(  # box 1a, 2010BA NM109
        Words(29), nullable=False, index=True
    )
    group_number: Mapped[str] = mapped_column(Words(29), nullable=False, default="")  # box 11
    plan_name: Mapped[str] = mapped_column(Words(60), nullable=False, default="")  # box 11c
    birth_date: Mapped[dt.date | None] = mapped_column(Day)  # box 11a, subscriber's
    sex: Mapped[Sex] = mapped_column(Choice("M", "F", "U"), nullable=False)  # box 11a
    phone: Mapped[str] = mapped_column(Words(20), nullable=False, default="")  # box 7
    effective_from: Mapped[dt.date] = mapped_column(Day, nullable=False)
    effective_to: Mapped[dt.date | None] = mapped_column(Day)
    copay_cents: Mapped[int] = mapped_column(Cents, nullable=False, default=0)
    accepts_assignment: Mapped[bool] = mapped_column(Flag, nullable=False, default=True)  # box 27
    benefits_assigned: Mapped[bool] = mapped_column(Flag, nullable=False, default=True)  # box 13
    release_signed: Mapped[bool] = mapped_column(Flag, nullable=False, default=True)  # box 12


class Authorization(Identified, Versioned, Base):
    """A payer's prior approval: number, codes, units, dates (box 23, REF*G1)."""

    __tablename__ = "authorization"
    __table_args__ = (
        sa.UniqueConstraint("coverage_id", "number"),
        sa.CheckConstraint("valid_to >= valid_from", name="span_forward"),
        sa.CheckConstraint("units > 0 AND units_used_before >= 0", name="units"),
        STRICT,
    )

    coverage_id: Mapped[int] = mapped_column(
        sa.ForeignKey("coverage.id"), nullable=False, index=True
    )
    number: Mapped[str] = mapped_column(Words(29), nullable=False)
    codes: Mapped[str] = mapped_column(Words(400), nullable=False, default="")  # blank: any code
    units: Mapped[int] = mapped_column(sa.Integer, nullable=False)
    units_used_before: Mapped[int] = mapped_column(sa.Integer, nullable=False, default=0)
    valid_from: Mapped[dt.date] = mapped_column(Day, nullable=False)
    valid_to: Mapped[dt.date] = mapped_column(Day, nullable=False)


class InjuryCase(Identified, Versioned, Base):
    """An accident or injury that another insurer may answer for (boxes 10a-c, 11b, 15)."""

    __tablename__ = "injury_case"
    __table_args__ = (
        sa.CheckConstraint("kind <> 'auto' OR length(state) = 2", name="auto_needs_state"),
        STRICT,
    )

    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patient.id"), nullable=False, index=True)
    payer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("payer.id"))
    kind: Mapped[str] = mapped_column(Choice("auto", "work", "other"), nullable=False)
    happened_on: Mapped[dt.date] = mapped_column(Day, nullable=False)  # DTP*439
    state: Mapped[str] = mapped_column(Words(2), nullable=False, default="")  # box 10b
    claim_number: Mapped[str] = mapped_column(Words(28), nullable=False, default="")  # box 11b Y4
    adjuster: Mapped[str] = mapped_column(Words(80), nullable=False, default="")
    adjuster_phone: Mapped[str] = mapped_column(Words(20), nullable=False, default="")


class EligibilityCheck(Identified, Base):
    """What the payer said of a coverage on a date, and who said it."""

    __tablename__ = "eligibility_check"
    __table_args__ = (STRICT,)

    coverage_id: Mapped[int] = mapped_column(
        sa.ForeignKey("coverage.id"), nullable=False, index=True
    )
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("app_user.id"), nullable=False)
    checked_on: Mapped[dt.date] = mapped_column(Day, nullable=False)
    active: Mapped[bool] = mapped_column(Flag, nullable=False)
    spoke_with: Mapped[str] = mapped_column(Words(80), nullable=False, default="")
    reference: Mapped[str] = mapped_column(Words(40), nullable=False, default="")
    copay_cents: Mapped[int | None] = mapped_column(Cents)
    deductible_left_cents: Mapped[int | None] = mapped_column(Cents)
