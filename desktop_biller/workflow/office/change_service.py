"""Changing a service. Its code never changes: visits and claims are recorded under it."""

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from desktop_biller.foundation.errors import InputError
from desktop_biller.foundation.text import clean
from desktop_biller.models.practice import Service
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.inputs import printable
from desktop_biller.workflow.usecase import (
    Command,
    RowId,
    Transaction,
    by_id,
    refuse_stale,
    use_case,
)
from desktop_biller.workflow.workspace import Kind


class ChangeService(Command, frozen=True, kw_only=True):
    """A service's words and class as they shall be; one out of use is no longer ``active``.

    ``version`` is the one the service was read with. Fees are set by ``set_fee``.
    """

    service_id: RowId
    version: Annotated[int, Meta(ge=1)]
    description: Annotated[str, Meta(min_length=1, max_length=80)]
    patient_words: Annotated[str, Meta(max_length=60)] = ""
    service_class: Annotated[str, Meta(max_length=20)] = "other"
    active: bool = True


@dataclass(frozen=True, slots=True)
class ServiceChanged:
    """The service is kept; ``version`` is the new one."""

    service_id: int
    version: int
    changed: frozenset[Kind] = frozenset({Kind.PRACTICE})


@use_case(Permission.SET_UP_PRACTICE, "service.changed")
def change_service(tx: Transaction, command: ChangeService) -> ServiceChanged:
    """Change a service's words, or take it off the lists."""
    service = by_id(tx, Service, command.service_id, "service")
    refuse_stale(service.version, command.version)
    words = printable(command.description, "The description", "description")
    if not words:
        raise InputError(
            "The service needs a description.",
            effect="The change was not saved.",
            remedy="Say in your own words what is done.",
            field="description",
        )
    service.description = words
    service.patient_words = (
        printable(command.patient_words, "The text for the patient", "patient_words") or words[:60]
    )
    service.service_class = clean(command.service_class).lower()
    service.active = command.active
    tx.session.flush()
    tx.about(f"service {service.code}")
    return ServiceChanged(service_id=service.id, version=service.version)
