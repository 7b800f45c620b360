"""The practice, its providers, payers, services and fees."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from desktop_biller.foundation.terms import Program, TaxIdKind
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


class Practice(Identified, Addressed, Versioned, Base):
    """The one practice of this file: billing provider and head of every paper."""

    __tablename__ = "practice"
    __table_args__ = (sa.CheckConstraint("id = 1", name="only_one"), STRICT)

    name: Mapped[str] = mapped_column(Words(60), nullable=False)  # box 33, loop 2010AA NM103
    phone: Mapped[str] = mapped_column(Words(20), nullable=False)  # box 33
    hours: Mapped[str] = mapped_column(Words(60), nullable=False, default="")
    tax_id: Mapped[str] = mapped_column(Words(9), nullable=False)  # box 25, REF*EI
    tax_id_kind: Mapped[TaxIdKind] = mapped_column(Choice("EIN", "SSN"), nullable=False)
    npi: Mapped[str] = mapped_column(Words(10), nullable=False)  # box 33a, 2010AA NM109
    taxonomy: Mapped[str] = mapped_column(Words(10), nullable=False, default="")  # 2000A PRV03
    website: Mapped[str] = mapped_column(Words(80), nullable=False, default="")
    remit_name: Mapped[str] = mapped_column(Words(60), nullable=False, default="")
    remit_line1: Mapped[str] = mapped_column(Words(80), nullable=False, default="")
    remit_line2: Mapped[str] = mapped_column(Words(80), nullable=False, default="")
    remit_city: Mapped[str] = mapped_column(Words(40), nullable=False, default="")
    remit_state: Mapped[str] = mapped_column(Words(2), nullable=False, default="")
    remit_zip: Mapped[str] = mapped_column(Words(10), nullable=False, default="")
    time_zone: Mapped[str] = mapped_column(Words(60), nullable=False)  # IANA name
    statement_minimum_cents: Mapped[int] = mapped_column(Cents, nullable=False, default=500)
    statement_due_days: Mapped[int] = mapped_column(sa.Integer, nullable=False, default=21)
    invoice_due_days: Mapped[int] = mapped_column(sa.Integer, nullable=False, default=30)
    returned_check_fee_cents: Mapped[int] = mapped_column(Cents, nullable=False, default=0)
    is_sample: Mapped[bool] = mapped_column(Flag, nullable=False, default=False)


class Counter(Base):
    """The last number given out of each series; numbers are never reused."""

    __tablename__ = "counter"
    __table_args__ = (STRICT,)

    series: Mapped[str] = mapped_column(Words(40), primary_key=True)  # "invoice 2026"
    last: Mapped[int] = mapped_column(sa.Integer, nullable=False)


class Provider(Identified, Named, Versioned, Base):
    """A person who treats patients (box 24J and 31, loop 2310B)."""

    __tablename__ = "provider"
    __table_args__ = (STRICT,)

    credentials: Mapped[str] = mapped_column(Words(20), nullable=False, default="")
    initials: Mapped[str] = mapped_column(Words(4), nullable=False)
    npi: Mapped[str] = mapped_column(Words(10), nullable=False, unique=True)  # box 24J
    taxonomy: Mapped[str] = mapped_column(Words(10), nullable=False, default="")  # PRV03
    active: Mapped[bool] = mapped_column(Flag, nullable=False, default=True)


class Payer(Identified, Addressed, Versioned, Base):
    """An insurer with its address for paper and its habits."""

    __tablename__ = "payer"
    __table_args__ = (STRICT,)

    name: Mapped[str] = mapped_column(Words(60), nullable=False, unique=True)  # carrier block
    payer_id: Mapped[str] = mapped_column(Words(20), nullable=False, default="")  # 2010BB NM109
    phone: Mapped[str] = mapped_column(Words(20), nullable=False, default="")
    program: Mapped[Program] = mapped_column(  # box 1
        Choice("medicare", "medicaid", "tricare", "champva", "group", "feca", "other"),
        nullable=False,
    )
    filing_indicator: Mapped[str] = mapped_column(Words(2), nullable=False)  # SBR09
    habits: Mapped[str] = mapped_column(Words(4000), nullable=False)  # FormHabits as JSON
    accepts_replacement: Mapped[bool] = mapped_column(Flag, nullable=False, default=True)  # R15c
    capitated: Mapped[bool] = mapped_column(Flag, nullable=False, default=False)  # R61, CO-24
    plain_paper: Mapped[bool] = mapped_column(Flag, nullable=False, default=False)
    active: Mapped[bool] = mapped_column(Flag, nullable=False, default=True)


class PayerClock(Identified, Base):
    """How long the office has (R50-R55): days, or whole calendar years, from a start event."""

    __tablename__ = "payer_clock"
    __table_args__ = (
        sa.UniqueConstraint("payer_id", "kind"),
        sa.CheckConstraint("(days IS NULL) <> (years IS NULL)", name="days_or_years"),
        STRICT,
    )

    payer_id: Mapped[int] = mapped_column(sa.ForeignKey("payer.id"), nullable=False)
    kind: Mapped[str] = mapped_column(
        Choice("initial", "secondary", "corrected", "appeal"), nullable=False
    )
    days: Mapped[int | None] = mapped_column(sa.Integer)
    years: Mapped[int | None] = mapped_column(sa.Integer)
    start: Mapped[str] = mapped_column(Choice("service", "remittance", "notice"), nullable=False)
    source: Mapped[str] = mapped_column(Words(200), nullable=False, default="verify in contract")
    verified_on: Mapped[dt.date | None] = mapped_column(Day)


class Service(Identified, Versioned, Base):
    """A code the practice bills, in the practice's own words. No CPT text is shipped."""

    __tablename__ = "service"
    __table_args__ = (
        sa.CheckConstraint("length(code) = 5", name="five_characters"),
        STRICT,
    )

    code: Mapped[str] = mapped_column(Words(5), nullable=False, unique=True)  # box 24D, SV101-2
    description: Mapped[str] = mapped_column(Words(80), nullable=False)
    patient_words: Mapped[str] = mapped_column(Words(60), nullable=False)  # on mailed papers
    service_class: Mapped[str] = mapped_column(Words(20), nullable=False)  # visit, procedure, lab
    active: Mapped[bool] = mapped_column(Flag, nullable=False, default=True)


class Fee(Identified, Base):
    """What one unit of a service costs from a date on; the usual fee has no payer."""

    __tablename__ = "fee"
    __table_args__ = (
        sa.Index(
            "uq_fee_usual",
            "service_id",
            "effective_from",
            unique=True,
            sqlite_where=sa.text("payer_id IS NULL"),
            postgresql_where=sa.text("payer_id IS NULL"),
        ),
        sa.UniqueConstraint("service_id", "payer_id", "effective_from"),
        sa.CheckConstraint("cents >= 0", name="not_negative"),
        STRICT,
    )

    service_id: Mapped[int] = mapped_column(sa.ForeignKey("service.id"), nullable=False)
    payer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("payer.id"))
    effective_from: Mapped[dt.date] = mapped_column(Day, nullable=False)
    cents: Mapped[int] = mapped_column(Cents, nullable=False)
