"""Changing what the office is made of: versions, words that say why not, and what stays."""

from typing import Any

import pytest
import sqlalchemy as sa

from desktop_biller.facts.claim import FormHabits
from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import StaleRecordError
from desktop_biller.models.claim import ClaimSnapshot
from desktop_biller.workflow.office.change_payer import ChangePayer, change_payer
from desktop_biller.workflow.office.change_provider import ChangeProvider, change_provider
from desktop_biller.workflow.office.change_service import ChangeService, change_service
from desktop_biller.workflow.office.office_lists import (
    FeeRow,
    fees_of_service,
    office_payers,
    office_providers,
    office_services,
    practice_details,
)
from desktop_biller.workflow.office.practice import (
    AddProvider,
    SetUpPractice,
    add_provider,
    set_up_practice,
)
from desktop_biller.workflow.office.services import SetFee, set_fee
from tests.office import ADDRESS, PRACTICE, Office, command

PARK: dict[str, Any] = {
    "provider_id": 1,
    "version": 1,
    "name": {"last": "Park", "first": "Elena"},
    "npi": "1999999984",
    "credentials": "MD",
}
HARBOR: dict[str, Any] = {
    "payer_id": 1,
    "version": 1,
    "name": "Blue Harbor Health",
    "number": "BH001",
    "address": ADDRESS,
}
WELLNESS: dict[str, Any] = {"service_id": 1, "version": 1, "description": "Yearly wellness visit"}
CLOCK = {"kind": "initial", "start": "service", "days": 90}


# --- Lists --------------------------------------------------------------------------------------


def test_the_practices_details_can_be_set_again_as_they_were_read(office: Office) -> None:
    told = practice_details(office.ws)
    assert (told.name, told.npi, told.tax_id) == (PRACTICE["name"], "1234567893", "123456789")
    assert (told.address.city, told.statement_minimum_cents) == ("Springfield", 500)
    over = {**PRACTICE, "version": told.version, "statement_minimum_cents": 1000}
    done = set_up_practice(office.ws, command(SetUpPractice, **over))
    now = practice_details(office.ws)
    assert (now.version, now.statement_minimum_cents) == (done.version, 1000)
    assert done.version > told.version
    with pytest.raises(StaleRecordError):
        set_up_practice(office.ws, command(SetUpPractice, **over))


def test_lists_tell_all_that_can_be_changed(office: Office) -> None:
    (provider,) = office_providers(office.ws)
    assert (provider.name.filed, provider.npi, provider.initials) == (
        "Park, Elena",
        "1999999984",
        "EP",
    )
    assert (provider.version, provider.active) == (1, True)
    (payer,) = office_payers(office.ws)
    assert (payer.name, payer.number, payer.program) == ("Blue Harbor Health", "BH001", "group")
    assert (payer.habits, payer.clocks, payer.active) == (FormHabits(), (), True)
    services = office_services(office.ws)
    assert [service.code for service in services] == sorted(s.code for s in services)
    assert services[-1].fee_cents == 1500  # P9612


def test_the_fees_of_a_service_are_told_the_latest_first_with_the_one_in_force(
    office: Office,
) -> None:
    for day, cents, payer in (
        ("2026-02-01", 1600, None),
        ("2027-01-01", 1700, None),
        ("2026-01-01", 1200, 1),
    ):
        told = {"service_code": "P9612", "effective_from": day, "fee_cents": cents}
        set_fee(office.ws, command(SetFee, **told, payer_id=payer))
    service = next(s for s in office_services(office.ws) if s.code == "P9612")
    assert service.fee_cents == 1600
    fees = fees_of_service(office.ws, service.service_id)
    assert [(fee.payer, fee.effective_from.year, fee.cents) for fee in fees] == [
        ("", 2027, 1700),
        ("", 2026, 1600),
        ("", 2020, 1500),
        ("Blue Harbor Health", 2026, 1200),
    ]
    assert isinstance(fees[0], FeeRow)
    with office.refusing("no service number 99"):
        fees_of_service(office.ws, 99)


# --- Changes ------------------------------------------------------------------------------------


def test_a_provider_who_left_stands_at_the_end(office: Office) -> None:
    told = {"name": {"last": "Zhou", "first": "Wei"}, "npi": "1679523708"}
    add_provider(office.ws, command(AddProvider, **told))
    over = {**PARK, "active": False, "taxonomy": "207q00000x", "initials": "EPK"}
    done = change_provider(office.ws, command(ChangeProvider, **over))
    rows = office_providers(office.ws)
    assert [row.name.last for row in rows] == ["Zhou", "Park"]
    assert (rows[1].active, rows[1].taxonomy, rows[1].initials) == (False, "207Q00000X", "EPK")
    assert rows[1].version == done.version == 2


def test_an_npi_is_one_providers(office: Office) -> None:
    told = {"name": {"last": "Zhou", "first": "Wei"}, "npi": "1679523708"}
    add_provider(office.ws, command(AddProvider, **told))
    with office.refusing("Another provider has NPI 1679523708"):
        change_provider(office.ws, command(ChangeProvider, **{**PARK, "npi": "1679523708"}))
    with office.refusing("wrong check digit"):
        change_provider(office.ws, command(ChangeProvider, **{**PARK, "npi": "1679523709"}))


def test_a_payer_takes_new_habits_and_deadlines_and_claims_keep_the_old(office: Office) -> None:
    patient = office.insured_patient().patient_id
    office.claim(office.visit(patient, ("G0439", 18500)))
    with office.ws.db.reading() as session:
        before = session.scalars(sa.select(ClaimSnapshot.facts)).all()
    over = {
        **HARBOR,
        "name": "Blue Harbor",
        "habits": codec.to_builtins(FormHabits(short_dates=True)),
        "clocks": [CLOCK, {"kind": "appeal", "start": "notice", "days": 180}],
    }
    change_payer(office.ws, command(ChangePayer, **over))
    (row,) = office_payers(office.ws)
    assert (row.name, row.habits.short_dates) == ("Blue Harbor", True)
    assert [(clock.kind, clock.days) for clock in row.clocks] == [("initial", 90), ("appeal", 180)]
    with office.ws.db.reading() as session:
        assert session.scalars(sa.select(ClaimSnapshot.facts)).all() == before


def test_a_changed_deadline_is_a_change_of_the_payer_and_the_rest_stays(office: Office) -> None:
    change_payer(office.ws, command(ChangePayer, **{**HARBOR, "clocks": [CLOCK]}))
    over = {**HARBOR, "version": 2, "clocks": [{**CLOCK, "days": 120}]}
    assert change_payer(office.ws, command(ChangePayer, **over)).version == 3
    (row,) = office_payers(office.ws)
    assert [clock.days for clock in row.clocks] == [120]
    with office.refusing("changed by someone else"):
        change_payer(office.ws, command(ChangePayer, **over))


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"name": "Second Shore"}, "Another payer is named Second Shore"),
        ({"name": " "}, "needs a name"),
        ({"clocks": [CLOCK, CLOCK]}, "two initial deadlines"),
        ({"clocks": [{**CLOCK, "years": 1}]}, "needs days or years"),
        ({"payer_id": 99}, "no payer number 99"),
    ],
)
def test_a_payer_that_cannot_be_so_is_refused(
    over: dict[str, Any], words: str, office: Office
) -> None:
    office.payer("Second Shore")
    with office.refusing(words):
        change_payer(office.ws, command(ChangePayer, **{**HARBOR, **over}))


def test_a_new_payer_has_one_deadline_of_each_kind(office: Office) -> None:
    with office.refusing("two initial deadlines"):
        office.payer("Second Shore", clocks=[CLOCK, CLOCK])


def test_a_service_out_of_use_is_no_longer_offered(office: Office) -> None:
    over = {**WELLNESS, "patient_words": "Checkup", "service_class": "Visit", "active": False}
    change_service(office.ws, command(ChangeService, **over))
    row = office_services(office.ws)[-1]
    assert (row.code, row.patient_words, row.service_class) == ("G0439", "Checkup", "visit")
    assert (row.active, row.version) == (False, 2)
    patient = office.patient().patient_id
    with office.refusing("G0439 is not in your list"):
        office.visit(patient, ("G0439", 18500))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (change_provider, command(ChangeProvider, **{**PARK, "version": 7})),
        (change_payer, command(ChangePayer, **{**HARBOR, "version": 7})),
        (change_service, command(ChangeService, **{**WELLNESS, "version": 7})),
    ],
)
def test_a_stale_form_changes_nothing(change: Any, told: Any, office: Office) -> None:
    with office.refusing("changed by someone else"):
        change(office.ws, told)


def test_a_service_needs_a_description(office: Office) -> None:
    with office.refusing("needs a description"):
        change_service(office.ws, command(ChangeService, **{**WELLNESS, "description": " "}))
