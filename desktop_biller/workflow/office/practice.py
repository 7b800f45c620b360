"""The practice's own data and its providers."""

from dataclasses import dataclass
from typing import Annotated, Any

import sqlalchemy as sa
from msgspec import Meta

from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.foundation.money import NonNegativeCents
from desktop_biller.foundation.terms import TaxIdKind
from desktop_biller.foundation.text import clean
from desktop_biller.models.practice import Practice, Provider
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow import inputs
from desktop_biller.workflow.usecase import (
    Command,
    Transaction,
    exists,
    refuse_stale,
    use_case,
)
from desktop_biller.workflow.workspace import Kind

_PO_BOX = ("PO BOX", "P.O. BOX", "P O BOX", "POST OFFICE BOX", "POB ", "LOCKBOX", "PMB ")

_NO_REMIT = dict.fromkeys(
    ("remit_line1", "remit_line2", "remit_city", "remit_state", "remit_zip_code"), ""
)
"""Patients' payments go to the practice's own address."""


class SetUpPractice(Command, frozen=True, kw_only=True):
    """The practice as it bills: box 25 and 33 of every claim, head of every paper.

    ``version`` is the one the details were read with; left out, they are set whatever they were.
    """

    name: Annotated[str, Meta(min_length=1, max_length=60)]
    address: inputs.AddressInput
    phone: str
    tax_id: str
    tax_id_kind: TaxIdKind = "EIN"
    npi: str
    taxonomy: str = ""
    hours: Annotated[str, Meta(max_length=60)] = ""
    website: inputs.Line = ""
    remit_name: Annotated[str, Meta(max_length=60)] = ""
    remit_address: inputs.AddressInput | None = None
    statement_minimum_cents: NonNegativeCents = 500
    statement_due_days: Annotated[int, Meta(ge=1, le=120)] = 21
    invoice_due_days: Annotated[int, Meta(ge=1, le=120)] = 30
    returned_check_fee_cents: NonNegativeCents = 0
    version: Annotated[int, Meta(ge=1)] | None = None


@dataclass(frozen=True, slots=True)
class PracticeSetUp:
    """The practice's data are kept; ``version`` is the new one."""

    practice_id: int
    version: int
    changed: frozenset[Kind] = frozenset({Kind.PRACTICE})


@use_case(Permission.SET_UP_PRACTICE, "practice.set_up")
def set_up_practice(tx: Transaction, command: SetUpPractice) -> PracticeSetUp:
    """Set or change the practice's own data."""
    practice = tx.session.get_one(Practice, 1)
    if command.version is not None:
        refuse_stale(practice.version, command.version)
    for name, value in practice_columns(command).items():
        setattr(practice, name, value)
    tx.session.flush()
    tx.about("practice 1")
    return PracticeSetUp(practice_id=practice.id, version=practice.version)


def practice_columns(command: SetUpPractice) -> dict[str, Any]:
    """Values for the practice's columns.

    Raises:
        InputError: a number is none, or the billing address is a PO box.
    """
    street = command.address.line1.upper()
    if any(street.startswith(box) for box in _PO_BOX):
        raise InputError(
            "The billing address must be a street, not a PO box.",
            remedy="Type the street here and put the PO box in the remit-to address.",
            field="address",
        )
    values: dict[str, Any] = {
        "name": inputs.printable(command.name, "The practice's name", "name"),
        **command.address.columns(),
        "phone": inputs.optional_phone(command.phone),
        "tax_id": inputs.tax_id(command.tax_id),
        "tax_id_kind": command.tax_id_kind,
        "npi": inputs.required_npi(command.npi, "the practice"),
        "taxonomy": inputs.taxonomy(command.taxonomy, "the practice"),
        "hours": inputs.printable(command.hours, "The text of the hours", "hours"),
        "website": inputs.printable(command.website, "The website", "website"),
        "remit_name": inputs.printable(command.remit_name, "The remit-to name", "remit_name"),
        "statement_minimum_cents": command.statement_minimum_cents,
        "statement_due_days": command.statement_due_days,
        "invoice_due_days": command.invoice_due_days,
        "returned_check_fee_cents": command.returned_check_fee_cents,
    }
    remit = command.remit_address.columns("remit_") if command.remit_address else _NO_REMIT
    values.update({k.replace("zip_code", "zip"): v for k, v in remit.items()})
    return values


class AddProvider(Command, frozen=True, kw_only=True):
    """A person who treats patients."""

    name: inputs.NameInput
    npi: str
    credentials: Annotated[str, Meta(max_length=20)] = ""
    taxonomy: str = ""
    initials: Annotated[str, Meta(max_length=4)] = ""


@dataclass(frozen=True, slots=True)
class ProviderAdded:
    """The provider is kept."""

    provider_id: int
    changed: frozenset[Kind] = frozenset({Kind.PRACTICE})


@use_case(Permission.SET_UP_PRACTICE, "provider.added")
def add_provider(tx: Transaction, command: AddProvider) -> ProviderAdded:
    """Add a provider."""
    values = provider_columns(command)
    npi = values["npi"]
    if exists(tx, sa.select(Provider.id).where(Provider.npi == npi)):
        raise RefusedError(
            f"A provider with NPI {npi} is already there.",
            effect="Nothing was saved.",
            remedy="Open that provider in Setup and change it there.",
            field="npi",
        )
    provider = Provider(**values)
    tx.session.add(provider)
    tx.session.flush()
    tx.about(f"provider {provider.id}")
    return ProviderAdded(provider_id=provider.id)


def provider_columns(command: AddProvider) -> dict[str, Any]:
    """Values for a provider's columns; initials left out are taken from the name.

    Raises:
        InputError: the name is blank, or a number is none.
    """
    name = command.name.columns()
    whose = f"{name['first']} {name['last']}"
    return {
        **name,
        "npi": inputs.required_npi(command.npi, whose),
        "credentials": clean(command.credentials),
        "taxonomy": inputs.taxonomy(command.taxonomy, whose),
        "initials": clean(command.initials) or (name["first"][:1] + name["last"][:1]).upper(),
    }
