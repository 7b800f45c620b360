"""The practice's own list of services and what they cost from which date on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from msgspec import Meta

from desktop_biller.foundation import identifiers
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.foundation.money import NonNegativeCents
from desktop_biller.foundation.text import clean
from desktop_biller.models.practice import Fee, Payer, Service
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow import inputs
from desktop_biller.workflow.reading import Readable
from desktop_biller.workflow.usecase import Command, RowId, Transaction, by_id, exists, use_case
from desktop_biller.workflow.workspace import Kind


class AddService(Command, frozen=True, kw_only=True):
    """A code the practice bills, in its own words, with its usual fee from a date on."""

    code: inputs.ServiceCode
    description: Annotated[str, Meta(min_length=1, max_length=80)]
    fee_cents: NonNegativeCents
    effective_from: dt.date
    patient_words: Annotated[str, Meta(max_length=60)] = ""
    service_class: Annotated[str, Meta(max_length=20)] = "other"


@dataclass(frozen=True, slots=True)
class ServiceAdded:
    """The service and its first fee are kept."""

    service_id: int
    changed: frozenset[Kind] = frozenset({Kind.PRACTICE})


@use_case(Permission.SET_UP_PRACTICE, "service.added")
def add_service(tx: Transaction, command: AddService) -> ServiceAdded:
    """Add a service with its usual fee."""
    code = command.code.strip().upper()
    if not identifiers.is_service_code(code):
        raise InputError(
            f"“{command.code}” is not a service code.",
            effect="Nothing was saved.",
            remedy="Use the five characters of the code, such as G0439.",
            field="code",
        )
    if exists(tx, sa.select(Service.id).where(Service.code == code)):
        raise RefusedError(
            f"Service {code} is already in your list.",
            effect="Nothing was saved.",
            remedy="Open it there, or add a new fee to it.",
        )
    words = inputs.printable(command.description, "The description", "description")
    patient_words = inputs.printable(
        command.patient_words, "The text for the patient", "patient_words"
    )
    service = Service(
        code=code,
        description=words,
        patient_words=patient_words or words[:60],
        service_class=clean(command.service_class).lower(),
    )
    tx.session.add(service)
    tx.session.flush()
    tx.session.add(
        Fee(service_id=service.id, effective_from=command.effective_from, cents=command.fee_cents)
    )
    tx.about(f"service {code}")
    return ServiceAdded(service_id=service.id)


class SetFee(Command, frozen=True, kw_only=True):
    """A new fee of a service from a date on, usual or for one payer."""

    service_code: inputs.ServiceCode
    fee_cents: NonNegativeCents
    effective_from: dt.date
    payer_id: RowId | None = None


@dataclass(frozen=True, slots=True)
class FeeSet:
    """The fee is kept."""

    fee_id: int
    changed: frozenset[Kind] = frozenset({Kind.PRACTICE})


@use_case(Permission.SET_UP_PRACTICE, "fee.set")
def set_fee(tx: Transaction, command: SetFee) -> FeeSet:
    """Set what a service costs from a date on; earlier dates keep their fee."""
    service = find_service(tx, command.service_code)
    if command.payer_id is not None:
        by_id(tx, Payer, command.payer_id, "payer")
    fee = tx.session.scalar(
        sa.select(Fee).where(
            Fee.service_id == service.id,
            Fee.payer_id.is_not_distinct_from(command.payer_id),
            Fee.effective_from == command.effective_from,
        )
    )
    if fee is None:
        fee = Fee(
            service_id=service.id,
            payer_id=command.payer_id,
            effective_from=command.effective_from,
            cents=command.fee_cents,
        )
        tx.session.add(fee)
    fee.cents = command.fee_cents
    tx.session.flush()
    tx.about(f"service {service.code}")
    return FeeSet(fee_id=fee.id)


def find_service(tx: Transaction, code: str) -> Service:
    """The practice's own service of that code.

    Raises:
        RefusedError: the practice has no such service in use.
    """
    wanted = code.strip().upper()
    service = tx.session.scalar(sa.select(Service).where(Service.code == wanted))
    if service is None or not service.active:
        raise not_listed(wanted)
    return service


@dataclass(frozen=True, slots=True)
class PricedService:
    """A service of the practice with its usual fee on a date, None where none is in force yet."""

    code: str
    description: str
    patient_words: str
    day: dt.date
    fee_cents: int | None

    def fee_on_date(self) -> int:
        """The usual fee of one unit, in cents.

        Raises:
            RefusedError: no fee is in force on that date.
        """
        if self.fee_cents is None:
            raise RefusedError(
                f"Service {self.code} has no fee yet on {us_date(self.day)}.",
                effect="Nothing was saved.",
                remedy="Set a fee that begins on or before that date.",
            )
        return self.fee_cents


def services_on(rd: Readable, codes: Sequence[str], day: dt.date) -> dict[str, PricedService]:
    """The practice's own services in use of those codes, with their usual fees on a date."""
    wanted = sorted({code.strip().upper() for code in codes})
    rows = rd.session.execute(_PRICED, {"codes": wanted, "day": day})
    return {
        row.code: PricedService(row.code, row.description, row.patient_words, day, row.cents)
        for row in rows
    }


def all_services_on(rd: Readable, day: dt.date) -> list[PricedService]:
    """All services in use by code, with their usual fees on a date."""
    rows = rd.session.execute(_IN_USE, {"day": day})
    return [
        PricedService(row.code, row.description, row.patient_words, day, row.cents) for row in rows
    ]


def not_listed(code: str) -> RefusedError:
    """The refusal of a code that the practice has no service in use for."""
    return RefusedError(
        f"Service {code} is not in your list of services.",
        effect="Nothing was saved.",
        remedy="Add it with your own words and fee in Setup, then try again.",
    )


_FEE = (
    sa.select(Fee.cents)
    .where(
        Fee.service_id == Service.id,
        Fee.payer_id.is_(None),
        Fee.effective_from <= sa.bindparam("day"),
    )
    .order_by(Fee.effective_from.desc())
    .limit(1)
    .correlate(Service)
    .scalar_subquery()
)
_IN_USE = (
    sa.select(Service.code, Service.description, Service.patient_words, _FEE.label("cents"))
    .where(Service.active)
    .order_by(Service.code)
)
_PRICED = _IN_USE.where(Service.code.in_(sa.bindparam("codes", expanding=True)))
