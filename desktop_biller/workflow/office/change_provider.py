"""Changing a provider. Claims that were made keep what they were made with."""

from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from msgspec import Meta

from desktop_biller.foundation.errors import RefusedError
from desktop_biller.foundation.text import clean
from desktop_biller.models.practice import Provider
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow import inputs
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


class ChangeProvider(Command, frozen=True, kw_only=True):
    """A provider as it shall be; one who has left is no longer ``active``.

    ``version`` is the one the provider was read with.
    """

    provider_id: RowId
    version: Annotated[int, Meta(ge=1)]
    name: inputs.NameInput
    npi: str
    credentials: Annotated[str, Meta(max_length=20)] = ""
    taxonomy: str = ""
    initials: Annotated[str, Meta(max_length=4)] = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class ProviderChanged:
    """The provider is kept; ``version`` is the new one."""

    provider_id: int
    version: int
    changed: frozenset[Kind] = frozenset({Kind.PRACTICE})


@use_case(Permission.SET_UP_PRACTICE, "provider.changed")
def change_provider(tx: Transaction, command: ChangeProvider) -> ProviderChanged:
    """Change a provider, or take one who has left off the lists."""
    provider = by_id(tx, Provider, command.provider_id, "provider")
    refuse_stale(provider.version, command.version)
    name = command.name.columns()
    whose = f"{name['first']} {name['last']}"
    npi = inputs.required_npi(command.npi, whose)
    if exists(tx, sa.select(Provider.id).where(Provider.npi == npi, Provider.id != provider.id)):
        raise RefusedError(
            f"Another provider has NPI {npi}.",
            effect="The change was not saved.",
            remedy="Compare the number with the provider's letter.",
            field="npi",
        )
    for part, value in name.items():
        setattr(provider, part, value)
    provider.npi = npi
    provider.credentials = clean(command.credentials)
    provider.taxonomy = inputs.taxonomy(command.taxonomy, whose)
    provider.initials = clean(command.initials) or (name["first"][:1] + name["last"][:1]).upper()
    provider.active = command.active
    tx.session.flush()
    tx.about(f"provider {provider.id}")
    return ProviderChanged(provider_id=provider.id, version=provider.version)
