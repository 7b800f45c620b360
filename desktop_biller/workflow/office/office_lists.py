"""What Setup shows: the practice, its providers, payers, services with their fees, and users."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.facts.claim import FormHabits
from desktop_biller.facts.people import Address, PersonName
from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import StorageError
from desktop_biller.foundation.terms import Program, TaxIdKind
from desktop_biller.models.access import User
from desktop_biller.models.practice import Fee, Payer, PayerClock, Practice, Provider, Service
from desktop_biller.security import keyfile
from desktop_biller.security.permissions import Permission
from desktop_biller.store.places import KEY_FILE
from desktop_biller.workflow.claims.build import person_name, postal_address
from desktop_biller.workflow.reading import Reading, question
from desktop_biller.workflow.usecase import by_id
from desktop_biller.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PracticeDetails:
    """The practice's own data and settings, as ``SetUpPractice`` takes them. Cents and days."""

    version: int
    name: str
    address: Address
    phone: str
    hours: str
    website: str
    tax_id: str
    tax_id_kind: TaxIdKind
    npi: str
    taxonomy: str
    remit_name: str
    remit_address: Address
    time_zone: str
    statement_minimum_cents: int
    statement_due_days: int
    invoice_due_days: int
    returned_check_fee_cents: int
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """One provider, as ``ChangeProvider`` takes it."""

    provider_id: int
    version: int
    name: PersonName
    credentials: str
    initials: str
    npi: str
    taxonomy: str
    active: bool


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One deadline of a payer: days, or whole calendar years, one of them None."""

    kind: str
    start: str
    days: int | None
    years: int | None
    source: str
    verified_on: dt.date | None


@dataclass(frozen=True, slots=True)
class PayerRow:
    """One payer, as ``ChangePayer`` takes it; ``number`` is its payer ID."""

    payer_id: int
    version: int
    name: str
    number: str
    address: Address
    phone: str
    program: Program
    filing_indicator: str
    habits: FormHabits
    accepts_replacement: bool
    capitated: bool
    plain_paper: bool
    clocks: tuple[ClockRow, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service; ``fee_cents`` is the usual fee of today, None where none is in force yet."""

    service_id: int
    version: int
    code: str
    description: str
    patient_words: str
    service_class: str
    fee_cents: int | None
    active: bool


@dataclass(frozen=True, slots=True)
class FeeRow:
    """What one unit costs from a date on; ``payer`` is blank for the usual fee. Cents."""

    fee_id: int
    payer_id: int | None
    payer: str
    effective_from: dt.date
    cents: int


@dataclass(frozen=True, slots=True)
class UserRow:
    """One user; ``has_passphrase`` is False where the key file lost it."""

    user_id: int
    name: str
    full_name: str
    initials: str
    role: str
    active: bool
    has_passphrase: bool


@question(Permission.SEE_PATIENTS)
def practice_details(rd: Reading) -> PracticeDetails:
    """The practice's own data and settings."""
    practice = rd.session.get_one(Practice, 1)
    return PracticeDetails(
        version=practice.version,
        name=practice.name,
        address=postal_address(practice),
        phone=practice.phone,
        hours=practice.hours,
        website=practice.website,
        tax_id=practice.tax_id,
        tax_id_kind=practice.tax_id_kind,
        npi=practice.npi,
        taxonomy=practice.taxonomy,
        remit_name=practice.remit_name,
        remit_address=Address(
            line1=practice.remit_line1,
            line2=practice.remit_line2,
            city=practice.remit_city,
            state=practice.remit_state,
            zip_code=practice.remit_zip,
        ),
        time_zone=practice.time_zone,
        statement_minimum_cents=practice.statement_minimum_cents,
        statement_due_days=practice.statement_due_days,
        invoice_due_days=practice.invoice_due_days,
        returned_check_fee_cents=practice.returned_check_fee_cents,
        is_sample=practice.is_sample,
    )


@question(Permission.SEE_PATIENTS)
def office_providers(rd: Reading) -> tuple[ProviderRow, ...]:
    """All providers by name, those who have left at the end."""
    rows = rd.session.scalars(
        sa.select(Provider).order_by(
            Provider.active.desc(), Provider.last, Provider.first, Provider.id
        )
    )
    return tuple(
        ProviderRow(
            provider_id=row.id,
            version=row.version,
            name=person_name(row),
            credentials=row.credentials,
            initials=row.initials,
            npi=row.npi,
            taxonomy=row.taxonomy,
            active=row.active,
        )
        for row in rows
    )


@question(Permission.SEE_PATIENTS)
def office_payers(rd: Reading) -> tuple[PayerRow, ...]:
    """All payers by name with their deadlines, those out of use at the end."""
    clocks: dict[int, list[ClockRow]] = {}
    for clock in rd.session.scalars(sa.select(PayerClock).order_by(PayerClock.id)):
        clocks.setdefault(clock.payer_id, []).append(
            ClockRow(
                kind=clock.kind,
                start=clock.start,
                days=clock.days,
                years=clock.years,
                source=clock.source,
                verified_on=clock.verified_on,
            )
        )
    rows = rd.session.scalars(
        sa.select(Payer).order_by(Payer.active.desc(), sa.func.lower(Payer.name), Payer.id)
    )
    return tuple(
        PayerRow(
            payer_id=row.id,
            version=row.version,
            name=row.name,
            number=row.payer_id,
            address=postal_address(row),
            phone=row.phone,
            program=row.program,
            filing_indicator=row.filing_indicator,
            habits=codec.from_json(FormHabits, row.habits),
            accepts_replacement=row.accepts_replacement,
            capitated=row.capitated,
            plain_paper=row.plain_paper,
            clocks=tuple(clocks.get(row.id, ())),
            active=row.active,
        )
        for row in rows
    )


@question(Permission.SEE_PATIENTS)
def office_services(rd: Reading) -> tuple[ServiceRow, ...]:
    """All services by code with their usual fee of today, those out of use at the end."""
    fee = (
        sa.select(Fee.cents)
        .where(
            Fee.service_id == Service.id,
            Fee.payer_id.is_(None),
            Fee.effective_from <= rd.today,
        )
        .order_by(Fee.effective_from.desc())
        .limit(1)
        .correlate(Service)
        .scalar_subquery()
    )
    rows = rd.session.execute(
        sa.select(Service, fee.label("fee")).order_by(Service.active.desc(), Service.code)
    )
    return tuple(
        ServiceRow(
            service_id=row.Service.id,
            version=row.Service.version,
            code=row.Service.code,
            description=row.Service.description,
            patient_words=row.Service.patient_words,
            service_class=row.Service.service_class,
            fee_cents=row.fee,
            active=row.Service.active,
        )
        for row in rows
    )


@question(Permission.SEE_PATIENTS)
def fees_of_service(rd: Reading, service_id: int) -> tuple[FeeRow, ...]:
    """All fees of a service: the usual ones first, then by payer, the latest of each first.

    Raises:
        RefusedError: there is no such service.
    """
    by_id(rd, Service, service_id, "service")
    rows = rd.session.execute(
        sa.select(Fee, Payer.name)
        .outerjoin(Payer, Payer.id == Fee.payer_id)
        .where(Fee.service_id == service_id)
        .order_by(Fee.payer_id.is_not(None), sa.func.lower(Payer.name), Fee.effective_from.desc())
    )
    return tuple(
        FeeRow(fee.id, fee.payer_id, payer or "", fee.effective_from, int(fee.cents))
        for fee, payer in rows
    )


def office_users(ws: Workspace) -> tuple[UserRow, ...]:
    """All users by login, those who have left at the end."""
    try:
        openers = keyfile.users(ws.folder / KEY_FILE)
    except StorageError:  # a lost key file takes nobody's row
        openers = []
    return _user_rows(ws, tuple(openers))


@question(Permission.SEE_PATIENTS)
def _user_rows(rd: Reading, openers: tuple[str, ...]) -> tuple[UserRow, ...]:
    rows = rd.session.scalars(sa.select(User).order_by(User.active.desc(), User.name))
    return tuple(
        UserRow(
            user_id=row.id,
            name=row.name,
            full_name=row.full_name,
            initials=row.initials,
            role=row.role,
            active=row.active,
            has_passphrase=any(keyfile.same_name(row.name, name) for name in openers),
        )
        for row in rows
    )
