"""Papers that were issued: their facts and their bytes, for ever."""

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


class Document(Identified, Base):
    """An issued paper. Later postings never change it; a reprint comes from these bytes."""

    __tablename__ = "document"
    __table_args__ = (
        sa.UniqueConstraint("kind", "number"),
        sa.Index("ix_document_account", "guarantor_id", "kind", "dated"),
        STRICT,
    )

    kind: Mapped[str] = mapped_column(
        Choice("claim_form", "claim_copy", "invoice", "receipt", "statement", "day_sheet"),
        nullable=False,
    )
    number: Mapped[str] = mapped_column(Words(30), nullable=False)
    dated: Mapped[dt.date] = mapped_column(Day, nullable=False)
    made_at: Mapped[dt.datetime] = mapped_column(Instant, nullable=False)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("app_user.id"), nullable=False)
    patient_id: Mapped[int | None] = mapped_column(sa.ForeignKey("patient.id"), index=True)
    guarantor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("guarantor.id"))
    claim_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    payment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("payment.id"), index=True)
    amount_cents: Mapped[int | None] = mapped_column(Cents)
    facts: Mapped[str] = mapped_column(sa.Text, nullable=False)  # JSON the paper was made from
    pdf: Mapped[bytes] = mapped_column(sa.LargeBinary, nullable=False)
    digest: Mapped[str] = mapped_column(Words(64), nullable=False)  # SHA-256 of the PDF


class InvoicedVisit(Base):
    """A visit stands on one open invoice only; the invoice's void would free it."""

    __tablename__ = "invoiced_visit"
    __table_args__ = (STRICT,)

    encounter_id: Mapped[int] = mapped_column(sa.ForeignKey("encounter.id"), primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), nullable=False)


class StatementLine(Base):
    """What a statement said of a charge line: the next one tells only what is new since."""

    __tablename__ = "statement_line"
    __table_args__ = (STRICT,)

    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), primary_key=True)
    charge_line_id: Mapped[int] = mapped_column(
        sa.ForeignKey("charge_line.id"), primary_key=True, index=True
    )
    charge_cents: Mapped[int] = mapped_column(Cents, nullable=False)
    insurance_paid_cents: Mapped[int] = mapped_column(Cents, nullable=False)
    discount_cents: Mapped[int] = mapped_column(Cents, nullable=False)
    patient_paid_cents: Mapped[int] = mapped_column(Cents, nullable=False)
