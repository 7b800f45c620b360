"""Changing a payer, its habits on paper and its deadlines. Claims keep what they were made with."""

from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from msgspec import Meta
from sqlalchemy.orm.attributes import flag_modified

from desktop_biller.facts.claim import FormHabits
from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.foundation.terms import Program
from desktop_biller.foundation.text import clean
from desktop_biller.models.practice import Payer, PayerClock
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow import inputs
from desktop_biller.workflow.office.payers import ClockInput, clock_row, refuse_wrong_clocks
from desktop_biller.workflow.usecase import (
    Command,
    RowId,
    Transaction,
    by_id,
    exists,
    refuse_stale,
    use_case,
)
from desktop_biller.workflow.workspace import Kind


class ChangePayer(Command, frozen=True, kw_only=True):
    """A payer as it shall be, with all its deadlines; one out of use is no longer ``active``.

    ``version`` is the one the payer was read with. ``habits`` left out stay as they are.
    """

    payer_id: RowId
    version: Annotated[int, Meta(ge=1)]
    name: Annotated[str, Meta(min_length=1, max_length=60)]
    address: inputs.AddressInput
    number: Annotated[str, Meta(max_length=20, description="Payer ID of electronic claims.")] = ""
    phone: str = ""
    program: Program = "group"
    filing_indicator: Annotated[str, Meta(min_length=2, max_length=2)] = "CI"
    habits: FormHabits | None = None
    accepts_replacement: bool = True
    capitated: bool = False
    plain_paper: bool = False
    clocks: tuple[ClockInput, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class PayerChanged:
    """The payer is kept; ``version`` is the new one."""

    payer_id: int
    version: int
    changed: frozenset[Kind] = frozenset({Kind.PRACTICE})


@use_case(Permission.SET_UP_PRACTICE, "payer.changed")
def change_payer(tx: Transaction, command: ChangePayer) -> PayerChanged:
    """Change a payer with its deadlines, or take it off the lists."""
    payer = by_id(tx, Payer, command.payer_id, "payer")
    refuse_stale(payer.version, command.version)
    refuse_wrong_clocks(command.clocks)
    name = inputs.printable(command.name, "The payer's name", "name")
    if not name:
        raise InputError(
            "The payer needs a name.",
            effect="The change was not saved.",
            remedy="Type it as it stands on the insurance card.",
            field="name",
        )
    if exists(tx, sa.select(Payer.id).where(Payer.name == name, Payer.id != payer.id)):
        raise RefusedError(
            f"Another payer is named {name}.",
            effect="The change was not saved.",
            remedy="Use another name.",
            field="name",
        )
    values = {
        "name": name,
        **command.address.columns(),
        "payer_id": clean(command.number),
        "phone": inputs.optional_phone(command.phone),
        "program": command.program,
        "filing_indicator": command.filing_indicator,
        "accepts_replacement": command.accepts_replacement,
        "capitated": command.capitated,
        "plain_paper": command.plain_paper,
        "active": command.active,
    }
    if command.habits is not None:
        values["habits"] = codec.to_json(command.habits).decode()
    for column, value in values.items():
        setattr(payer, column, value)
    flag_modified(payer, "name")  # a deadline is another table's; its change counts as the payer's
    tx.session.execute(sa.delete(PayerClock).where(PayerClock.payer_id == payer.id))
    tx.session.add_all(clock_row(payer.id, clock) for clock in command.clocks)
    tx.session.flush()
    tx.about(f"payer {payer.id}")
    return PayerChanged(payer_id=payer.id, version=payer.version)
