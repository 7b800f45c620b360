"""Claims: one visit (or part of it) to one payer, with every version as it was sent."""

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
    Versioned,
    Words,
)

CLAIM_STATES = (
    "draft",
    "held",
    "ready",
    "sent",
    "accepted",
    "rejected",
    "paid",
    "denied",
    "appealed",
    "closed",
)
"""In the order in which a claim may pass through them; rejected is not denied."""


class Claim(Identified, Versioned, Base):
    """A claim to one payer. Its number is box 26 and CLM01: 14 characters A-Z 0-9 at most."""

    __tablename__ = "claim"
    __table_args__ = (
        sa.CheckConstraint("number NOT GLOB '*[^A-Z0-9]*'", name="number_characters").ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("length(number) >= 1", name="number_given"),
        sa.CheckConstraint("rank BETWEEN 1 AND 3", name="rank_range"),
        STRICT,
    )

    number: Mapped[str] = mapped_column(Words(14), nullable=False, unique=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patient.id"), nullable=False, index=True)
    encounter_id: Mapped[int] = mapped_column(
        sa.ForeignKey("encounter.id"), nullable=False, index=True
    )
    coverage_id: Mapped[int] = mapped_column(sa.ForeignKey("coverage.id"), nullable=False)
    payer_id: Mapped[int] = mapped_column(sa.ForeignKey("payer.id"), nullable=False, index=True)
    rank: Mapped[int] = mapped_column(sa.Integer, nullable=False)
    state: Mapped[str] = mapped_column(Choice(*CLAIM_STATES), nullable=False)
    billed_cents: Mapped[int] = mapped_column(Cents, nullable=False)  # box 28
    payer_claim_number: Mapped[str] = mapped_column(Words(40), nullable=False, default="")  # CLP07
    follow_up_on: Mapped[dt.date | None] = mapped_column(Day)


class ClaimLine(Base):
    """Which charge lines a claim carries, in order."""

    __tablename__ = "claim_line"
    __table_args__ = (sa.UniqueConstraint("claim_id", "position"), STRICT)

    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"), primary_key=True)
    charge_line_id: Mapped[int] = mapped_column(
        sa.ForeignKey("charge_line.id"), primary_key=True, index=True
    )
    position: Mapped[int] = mapped_column(sa.Integer, nullable=False)


class ClaimSnapshot(Identified, Base):
    """A version of a claim exactly as submitted; never changed, never deleted."""

    __tablename__ = "claim_snapshot"
    __table_args__ = (sa.UniqueConstraint("claim_id", "version"), STRICT)

    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"), nullable=False)
    version: Mapped[int] = mapped_column(sa.Integer, nullable=False)
    facts: Mapped[str] = mapped_column(sa.Text, nullable=False)  # ClaimFacts as JSON
    digest: Mapped[str] = mapped_column(Words(64), nullable=False)  # SHA-256 of the JSON
    made_at: Mapped[dt.datetime] = mapped_column(Instant, nullable=False)


class ClaimEvent(Identified, Base):
    """One step of a claim's history; the history is never rewritten."""

    __tablename__ = "claim_event"
    __table_args__ = (STRICT,)

    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"), nullable=False, index=True)
    at: Mapped[dt.datetime] = mapped_column(Instant, nullable=False)
    on_date: Mapped[dt.date] = mapped_column(Day, nullable=False)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("app_user.id"), nullable=False)
    state: Mapped[str] = mapped_column(Choice(*CLAIM_STATES), nullable=False)
    words: Mapped[str] = mapped_column(Words(200), nullable=False)
