"""Visits: the encounter, its diagnoses and its charge lines."""

import datetime as dt
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from desktop_biller.foundation.terms import NdcUnit, ProviderQualifier
from desktop_biller.models.base import (
    STRICT,
    Base,
    Cents,
    Choice,
    Day,
    Flag,
    Identified,
    Versioned,
    Words,
)


class Encounter(Identified, Versioned, Base):
    """One visit of one patient to one provider on one date of service."""

    __tablename__ = "encounter"
    __table_args__ = (
        sa.CheckConstraint("length(place_of_service) = 2", name="place_two_digits"),
        sa.Index("ix_encounter_patient_day", "patient_id", "service_date"),
        STRICT,
    )

    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patient.id"), nullable=False, index=True)
    provider_id: Mapped[int] = mapped_column(sa.ForeignKey("provider.id"), nullable=False)
    coverage_id: Mapped[int | None] = mapped_column(sa.ForeignKey("coverage.id"))  # None: self-pay
    authorization_id: Mapped[int | None] = mapped_column(sa.ForeignKey("authorization.id"))
    injury_case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("injury_case.id"))
    service_date: Mapped[dt.date] = mapped_column(Day, nullable=False, index=True)
    place_of_service: Mapped[str] = mapped_column(Words(2), nullable=False)  # box 24B
    onset_date: Mapped[dt.date | None] = mapped_column(Day)  # box 14
    referring_qualifier: Mapped[ProviderQualifier | Literal[""]] = mapped_column(  # box 17
        Choice("", "DN", "DK", "DQ"), nullable=False, default=""
    )
    referring_last: Mapped[str] = mapped_column(Words(60), nullable=False, default="")
    referring_first: Mapped[str] = mapped_column(Words(40), nullable=False, default="")
    referring_npi: Mapped[str] = mapped_column(Words(10), nullable=False, default="")  # box 17b
    facility_name: Mapped[str] = mapped_column(Words(60), nullable=False, default="")  # box 32
    facility_npi: Mapped[str] = mapped_column(Words(10), nullable=False, default="")  # box 32a
    facility_line1: Mapped[str] = mapped_column(Words(80), nullable=False, default="")
    facility_city: Mapped[str] = mapped_column(Words(40), nullable=False, default="")
    facility_state: Mapped[str] = mapped_column(Words(2), nullable=False, default="")
    facility_zip: Mapped[str] = mapped_column(Words(10), nullable=False, default="")
    admitted_on: Mapped[dt.date | None] = mapped_column(Day)  # box 18
    discharged_on: Mapped[dt.date | None] = mapped_column(Day)  # box 18


class Diagnosis(Identified, Base):
    """One ICD-10-CM code of a visit, in order (box 21 A-L, HI)."""

    __tablename__ = "diagnosis"
    __table_args__ = (
        sa.UniqueConstraint("encounter_id", "position"),
        sa.UniqueConstraint("encounter_id", "code"),  # R11d
        sa.CheckConstraint("position BETWEEN 1 AND 12", name="twelve_at_most"),  # R11c
        STRICT,
    )

    encounter_id: Mapped[int] = mapped_column(sa.ForeignKey("encounter.id"), nullable=False)
    position: Mapped[int] = mapped_column(sa.Integer, nullable=False)
    code: Mapped[str] = mapped_column(Words(8), nullable=False)  # with its dot


class ChargeLine(Identified, Base):
    """One service of a visit; its money lives in the ledger (box 24, loop 2400)."""

    __tablename__ = "charge_line"
    __table_args__ = (
        sa.UniqueConstraint("encounter_id", "position"),
        sa.CheckConstraint("charge_cents >= 0", name="charge_not_negative"),  # R10c
        sa.CheckConstraint("units > 0", name="units_positive"),
        sa.CheckConstraint("length(code) = 5", name="code_five_characters"),
        sa.CheckConstraint("to_date >= from_date", name="dates_forward"),  # R06b
        sa.CheckConstraint(  # R11e: at least one, none twice, no gap
            "pointer1 BETWEEN 1 AND 12"
            " AND (pointer2 IS NULL OR pointer2 NOT IN (pointer1))"
            " AND (pointer3 IS NULL OR (pointer2 IS NOT NULL"
            " AND pointer3 NOT IN (pointer1, pointer2)))"
            " AND (pointer4 IS NULL OR (pointer3 IS NOT NULL"
            " AND pointer4 NOT IN (pointer1, pointer2, pointer3)))",
            name="pointers",
        ),
        sa.CheckConstraint(
            "(ndc = '') = (ndc_unit = '') AND (ndc = '') = (ndc_quantity_thousandths = 0)",
            name="ndc_whole",
        ),
        STRICT,
    )

    encounter_id: Mapped[int] = mapped_column(sa.ForeignKey("encounter.id"), nullable=False)
    patient_id: Mapped[int] = mapped_column(sa.ForeignKey("patient.id"), nullable=False, index=True)
    provider_id: Mapped[int] = mapped_column(sa.ForeignKey("provider.id"), nullable=False)
    position: Mapped[int] = mapped_column(sa.Integer, nullable=False)
    control_number: Mapped[str] = mapped_column(Words(30), nullable=False, unique=True)  # REF*6R
    from_date: Mapped[dt.date] = mapped_column(Day, nullable=False)  # box 24A
    to_date: Mapped[dt.date] = mapped_column(Day, nullable=False)
    place_of_service: Mapped[str] = mapped_column(Words(2), nullable=False)  # box 24B
    emergency: Mapped[bool] = mapped_column(Flag, nullable=False, default=False)  # box 24C
    code: Mapped[str] = mapped_column(Words(5), nullable=False)  # box 24D
    modifier1: Mapped[str] = mapped_column(Words(2), nullable=False, default="")
    modifier2: Mapped[str] = mapped_column(Words(2), nullable=False, default="")
    modifier3: Mapped[str] = mapped_column(Words(2), nullable=False, default="")
    modifier4: Mapped[str] = mapped_column(Words(2), nullable=False, default="")
    pointer1: Mapped[int] = mapped_column(sa.Integer, nullable=False)  # box 24E, 1 is A
    pointer2: Mapped[int | None] = mapped_column(sa.Integer)
    pointer3: Mapped[int | None] = mapped_column(sa.Integer)
    pointer4: Mapped[int | None] = mapped_column(sa.Integer)
    charge_cents: Mapped[int] = mapped_column(Cents, nullable=False)  # box 24F, whole line
    units: Mapped[int] = mapped_column(sa.Integer, nullable=False)  # box 24G
    minutes: Mapped[int | None] = mapped_column(sa.Integer)
    ndc: Mapped[str] = mapped_column(Words(11), nullable=False, default="")  # 2410 LIN03
    ndc_unit: Mapped[NdcUnit | Literal[""]] = mapped_column(
        Choice("", "UN", "ML", "GR", "ME", "F2"), nullable=False, default=""
    )
    ndc_quantity_thousandths: Mapped[int] = mapped_column(sa.Integer, nullable=False, default=0)
    description: Mapped[str] = mapped_column(Words(80), nullable=False)
    patient_words: Mapped[str] = mapped_column(Words(60), nullable=False)
    note: Mapped[str] = mapped_column(Words(61), nullable=False, default="")  # box 24 shaded, ZZ
