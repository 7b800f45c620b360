"""Insurers with their habits on paper and their deadlines (R50-R55)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from msgspec import Meta

from desktop_biller.facts.claim import MEDICARE_HABITS, FormHabits
from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.foundation.terms import Program
from desktop_biller.foundation.text import clean
from desktop_biller.models.practice import Payer, PayerClock
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow import inputs
from desktop_biller.workflow.usecase import Command, Transaction, exists, use_case
from desktop_biller.workflow.workspace import Kind


class ClockInput(codec.Strict, frozen=True, kw_only=True):
    """One deadline of a payer: days, or whole calendar years."""

    kind: Literal["initial", "secondary", "corrected", "appeal"]
    start: Literal["service", "remittance", "notice"]
    days: Annotated[int, Meta(ge=1, le=3650)] | None = None
    years: Annotated[int, Meta(ge=1, le=10)] | None = None
    source: Annotated[str, Meta(max_length=200)] = "verify in contract"
    verified_on: dt.date | None = None


class AddPayer(Command, frozen=True, kw_only=True):
    """An insurer. ``preset`` sets its habits on paper; each can be changed later."""

    name: Annotated[str, Meta(min_length=1, max_length=60)]
    address: inputs.AddressInput
    payer_id: Annotated[str, Meta(max_length=20)] = ""
    phone: str = ""
    program: Program = "group"
    filing_indicator: Annotated[str, Meta(min_length=2, max_length=2)] = "CI"
    preset: Literal["usual", "medicare"] = "usual"
    accepts_replacement: bool = True
    capitated: bool = False
    plain_paper: bool = False
    clocks: tuple[ClockInput, ...] = ()


@dataclass(frozen=True, slots=True)
class PayerAdded:
    """The payer is kept."""

    payer_id: int
    changed: frozenset[Kind] = frozenset({Kind.PRACTICE})


@use_case(Permission.SET_UP_PRACTICE, "payer.added")
def add_payer(tx: Transaction, command: AddPayer) -> PayerAdded:
    """Add an insurer with its deadlines."""
    values = payer_columns(command)
    if exists(tx, sa.select(Payer.id).where(Payer.name == values["name"])):
        raise RefusedError(
            f"A payer named {values['name']} is already there.",
            effect="Nothing was saved.",
            remedy="Open that payer in Setup, or use another name.",
            field="name",
        )
    habits = MEDICARE_HABITS if command.preset == "medicare" else FormHabits()
    payer = Payer(**values, habits=codec.to_json(habits).decode())
    tx.session.add(payer)
    tx.session.flush()
    tx.session.add_all(clock_row(payer.id, clock) for clock in command.clocks)
    tx.about(f"payer {payer.id}")
    return PayerAdded(payer_id=payer.id)


def payer_columns(command: AddPayer) -> dict[str, Any]:
    """Values for a payer's columns, but for its habits on paper.

    Raises:
        InputError: the address or the phone number is none, or a deadline is not told right.
    """
    refuse_wrong_clocks(command.clocks)
    return {
        "name": inputs.printable(command.name, "The payer's name", "name"),
        **command.address.columns(),
        "payer_id": clean(command.payer_id),
        "phone": inputs.optional_phone(command.phone),
        "program": command.program,
        "filing_indicator": command.filing_indicator,
        "accepts_replacement": command.accepts_replacement,
        "capitated": command.capitated,
        "plain_paper": command.plain_paper,
    }


def refuse_wrong_clocks(clocks: Sequence[ClockInput]) -> None:
    """Let the deadlines of a payer pass: one of each kind, told in days or in years.

    Raises:
        InputError: one has neither days nor years, or both, or two are of one kind.
    """
    kinds = [clock.kind for clock in clocks]
    twice = next((kind for kind in kinds if kinds.count(kind) > 1), None)
    if twice is not None:
        raise InputError(
            f"There are two {twice} deadlines.",
            effect="Nothing was saved.",
            remedy="Keep one of each kind.",
            field="clocks",
        )
    for clock in clocks:
        clock_row(0, clock)


def clock_row(payer_id: int, clock: ClockInput) -> PayerClock:
    """The row of a deadline.

    Raises:
        InputError: it has neither days nor years, or both.
    """
    if (clock.days is None) == (clock.years is None):
        raise InputError(
            f"The {clock.kind} deadline needs days or years, one of them.",
            remedy="Give one of the two.",
            field="clocks",
        )
    return PayerClock(
        payer_id=payer_id,
        kind=clock.kind,
        start=clock.start,
        days=clock.days,
        years=clock.years,
        source=clean(clock.source),
        verified_on=clock.verified_on,
    )
