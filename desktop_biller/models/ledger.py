"""The journal: append-only double entry in integer cents, and what is kept beside it.

Debits are positive, credits negative; every entry sums to zero. ``store.guards`` makes the
database itself refuse an unbalanced entry, an entry in a closed day, and any change of a row.
"""

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

ACCOUNTS = (
    "insurance_receivable",  # what insurers owe, by coverage and line
    "patient_receivable",  # what patients owe, by line
    "patient_credit",  # patients' money not applied yet
    "payer_credit",  # insurers' money not applied, or paid too much
    "charges",  # income of services
    "adjustment",  # write-offs and discounts, by reason
    "receipts",  # money that came in, by method
    "refunds",  # money paid back
    "payer_level",  # provider-level items of a payer (PLB): no claim, no patient
)

EFFECTS = (
    "charge",
    "insurer_payment",
    "patient_payment",
    "write_off",
    "transfer",  # between insurance part and patient part; sums to zero on a line
    "credit",  # in and out of a typed credit, patient's or payer's
    "receipt",
    "refund",
    "payer_level",
)
"""Why a posting was made: what state rows and statements are summed by."""

ADJUSTMENT_KINDS = (
    "contractual",
    "sequestration",
    "incentive",
    "capitation",
    "small_balance",
    "discount",
    "other",
)

ENTRY_KINDS = (
    "charge",
    "patient_payment",
    "application",  # patients' money to and from lines
    "transfer",  # between the insurers' part and the patient's part
    "remittance",
    "adjustment",
    "refund",
    "payer_level",
    "opening",
    "reversal",
)


class JournalEntry(Identified, Base):
    """One balanced entry. A correction is a linked reversal plus a new entry."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        sa.CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal"),
        STRICT,
    )

    command_key: Mapped[str] = mapped_column(
        sa.ForeignKey("executed_command.key", deferrable=True, initially="DEFERRED"),
        nullable=False,
        index=True,
    )
    kind: Mapped[str] = mapped_column(Choice(*ENTRY_KINDS), nullable=False)
    posted_on: Mapped[dt.date] = mapped_column(Day, nullable=False, index=True)  # local date
    posted_at: Mapped[dt.datetime] = mapped_column(Instant, nullable=False)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("app_user.id"), nullable=False)
    memo: Mapped[str] = mapped_column(Words(120), nullable=False)
    reverses_id: Mapped[int | None] = mapped_column(sa.ForeignKey("journal_entry.id"), unique=True)


class Posting(Identified, Base):
    """One side of an entry. The entry row is written last and seals its postings."""

    __tablename__ = "posting"
    __table_args__ = (
        sa.CheckConstraint("cents <> 0", name="not_nil"),
        sa.CheckConstraint(
            "account NOT IN ('insurance_receivable', 'patient_receivable')"
            " OR (patient_id IS NOT NULL AND charge_line_id IS NOT NULL)",
            name="receivable_names_line",
        ),
        sa.CheckConstraint(
            "account <> 'insurance_receivable' OR coverage_id IS NOT NULL",
            name="insurance_names_coverage",
        ),
        sa.CheckConstraint(
            "(account = 'adjustment') = (adjustment_kind IS NOT NULL)", name="adjustment_kind_set"
        ),
        sa.CheckConstraint(
            "(account IN ('receipts', 'refunds')) = (method IS NOT NULL)", name="method_set"
        ),
        sa.Index("ix_posting_balance", "charge_line_id", "account", "effect", "cents"),
        sa.Index("ix_posting_patient", "patient_id", "account", "effect", "cents"),
        sa.Index(
            "ix_posting_credit",
            "payment_id",
            "patient_id",
            "account",
            "cents",
            sqlite_where=sa.text("account IN ('patient_credit', 'payer_credit')"),
            postgresql_where=sa.text("account IN ('patient_credit', 'payer_credit')"),
        ),
        STRICT,
    )

    entry_id: Mapped[int] = mapped_column(
        sa.ForeignKey("journal_entry.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
        index=True,
    )
    account: Mapped[str] = mapped_column(Choice(*ACCOUNTS), nullable=False)
    effect: Mapped[str] = mapped_column(Choice(*EFFECTS), nullable=False)
    cents: Mapped[int] = mapped_column(Cents, nullable=False)
    patient_id: Mapped[int | None] = mapped_column(sa.ForeignKey("patient.id"))
    charge_line_id: Mapped[int | None] = mapped_column(sa.ForeignKey("charge_line.id"))
    claim_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    coverage_id: Mapped[int | None] = mapped_column(sa.ForeignKey("coverage.id"))
    payer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("payer.id"))
    payment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("payment.id"), index=True)
    provider_id: Mapped[int | None] = mapped_column(sa.ForeignKey("provider.id"))
    adjustment_kind: Mapped[str | None] = mapped_column(Choice(*ADJUSTMENT_KINDS))
    group_code: Mapped[str | None] = mapped_column(Words(2))
    reason_code: Mapped[str | None] = mapped_column(Words(5))
    method: Mapped[str | None] = mapped_column(Choice("cash", "check", "card", "eft", "other"))


CREDIT: sa.ColumnElement[bool] = Posting.account.in_(
    [sa.literal_column("'patient_credit'"), sa.literal_column("'payer_credit'")]
)
"""Postings in and out of unapplied money, written as the partial index has it."""


class LineBalance(Base):
    """What is open on a charge line, kept by the posting service alone (I11).

    ``verify`` proves it equal to the replay of the journal from zero.
    """

    __tablename__ = "line_balance"
    __table_args__ = (
        sa.Index(
            "ix_line_balance_open",
            "patient_id",
            sqlite_where=sa.text("insurance_cents <> 0 OR patient_cents <> 0"),
            postgresql_where=sa.text("insurance_cents <> 0 OR patient_cents <> 0"),
        ),
        STRICT,
    )

    charge_line_id: Mapped[int] = mapped_column(sa.ForeignKey("charge_line.id"), primary_key=True)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patient.id"), nullable=False)
    insurance_cents: Mapped[int] = mapped_column(Cents, nullable=False)
    patient_cents: Mapped[int] = mapped_column(Cents, nullable=False)


_NIL: sa.ColumnClause[int] = sa.literal_column("0")
OPEN: sa.ColumnElement[bool] = sa.or_(
    LineBalance.insurance_cents != _NIL, LineBalance.patient_cents != _NIL
)
"""Lines on which somebody owes something, written as the partial index has it."""


class DayClose(Identified, Base):
    """A closed posting date with its proof; nothing is posted on or before it (R80-R82)."""

    __tablename__ = "day_close"
    __table_args__ = (STRICT,)

    closed_through: Mapped[dt.date] = mapped_column(Day, nullable=False, unique=True)
    closed_at: Mapped[dt.datetime] = mapped_column(Instant, nullable=False)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("app_user.id"), nullable=False)
    receivable_cents: Mapped[int] = mapped_column(Cents, nullable=False)
    last_entry_id: Mapped[int] = mapped_column(sa.Integer, nullable=False)
    digest: Mapped[str] = mapped_column(Words(64), nullable=False)  # of all entries up to the date
