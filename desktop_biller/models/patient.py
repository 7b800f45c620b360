"""Patients and the people who answer for their bills."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from desktop_biller.foundation.terms import Sex
from desktop_biller.foundation.text import folded
from desktop_biller.models.base import (
    STRICT,
    Addressed,
    Base,
    Choice,
    Day,
    Identified,
    Instant,
    Named,
    Versioned,
    Words,
)

_SEARCHED = 200
"""Characters that are kept of a folded name."""


def _searched(*parts: str) -> str:
    return " ".join(filter(None, map(folded, parts)))[:_SEARCHED].strip()


class Guarantor(Identified, Named, Addressed, Versioned, Base):
    """Who answers for the bill of one or more patients; statements go here."""

    __tablename__ = "guarantor"
    __table_args__ = (STRICT,)

    account: Mapped[str] = mapped_column(Words(14), nullable=False, unique=True)
    phone: Mapped[str] = mapped_column(Words(20), nullable=False, default="")
    search_name: Mapped[str] = mapped_column(  # "last first middle", folded
        Words(_SEARCHED), nullable=False, default="", index=True
    )

    def keep_searchable(self) -> None:
        """Write the name once more as it is searched; to be called after each change of it."""
        self.search_name = _searched(self.last, self.first, self.middle)


class Patient(Identified, Named, Addressed, Versioned, Base):
    """A patient (boxes 2, 3, 5; loop 2010CA, or 2010BA where the patient is the subscriber)."""

    __tablename__ = "patient"
    __table_args__ = (
        sa.Index("ix_patient_name", "last", "first"),
        sa.CheckConstraint("death_date IS NULL OR death_date >= birth_date", name="life_dates"),
        STRICT,
    )

    guarantor_id: Mapped[int] = mapped_column(
        sa.ForeignKey("guarantor.id"), nullable=False, index=True
    )
    provider_id: Mapped[int | None] = mapped_column(sa.ForeignKey("provider.id"))
    birth_date: Mapped[dt.date] = mapped_column(Day, nullable=False, index=True)  # box 3, DMG02
    death_date: Mapped[dt.date | None] = mapped_column(Day)
    sex: Mapped[Sex] = mapped_column(Choice("M", "F", "U"), nullable=False)  # box 3, DMG03
    phone: Mapped[str] = mapped_column(  # box 5
        Words(20), nullable=False, default="", index=True
    )
    email: Mapped[str] = mapped_column(Words(80), nullable=False, default="")
    language: Mapped[str] = mapped_column(Choice("en", "es"), nullable=False, default="en")
    search_name: Mapped[str] = mapped_column(  # "last first middle", folded
        Words(_SEARCHED), nullable=False, default="", index=True
    )
    search_given: Mapped[str] = mapped_column(  # "first middle last", folded
        Words(_SEARCHED), nullable=False, default="", index=True
    )

    def keep_searchable(self) -> None:
        """Write the name once more as it is searched; to be called after each change of it."""
        self.search_name = _searched(self.last, self.first, self.middle)
        self.search_given = _searched(self.first, self.middle, self.last)


class Note(Identified, Base):
    """What was said or done, on a patient, a claim or a check; may ask for a follow-up."""

    __tablename__ = "note"
    __table_args__ = (
        sa.CheckConstraint(
            "CASE WHEN patient_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN claim_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN payment_id IS NULL THEN 0 ELSE 1 END = 1",
            name="one_subject",
        ),
        STRICT,
    )

    patient_id: Mapped[int | None] = mapped_column(sa.ForeignKey("patient.id"), index=True)
    claim_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    payment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("payment.id"), index=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("app_user.id"), nullable=False)
    written_at: Mapped[dt.datetime] = mapped_column(Instant, nullable=False)
    text: Mapped[str] = mapped_column(Words(2000), nullable=False)
    follow_up_on: Mapped[dt.date | None] = mapped_column(Day, index=True)
    done_on: Mapped[dt.date | None] = mapped_column(Day)
