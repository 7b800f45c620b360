"""What the cells of a visit read, and how a form becomes a command and a draft."""

import datetime as dt

import pytest

from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import InputError
from desktop_biller.ui.visits.visit_form import (
    LineForm,
    VisitForm,
    read_fee,
    read_letters,
    read_modifier,
    read_service_code,
    read_units,
    to_command,
)
from desktop_biller.ui.visits.visit_words import Spot, spot_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("a", "A"), ("AB", "AB"), ("b, a", "BA"), ("1 12", "AL"), ("A a", "A"), ("a;c", "AC")],
)
def test_letters_of_diagnoses_are_read_however_they_are_parted(typed: str, meant: str) -> None:
    assert read_letters(typed) == meant


@pytest.mark.parametrize("typed", ["M", "13", "0", "A?", "Ä"])
def test_what_is_no_letter_of_a_diagnosis_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="names no diagnosis"):
        read_letters(typed)


@pytest.mark.parametrize(("typed", "meant"), [("1", 1), (" 12 ", 12), ("999", 999)])
def test_units_are_whole_numbers(typed: str, meant: int) -> None:
    assert read_units(typed) == meant


@pytest.mark.parametrize("typed", ["0", "1000", "1.5", "-1", "x", "²", "٣"])
def test_other_units_are_refused(typed: str) -> None:
    with pytest.raises(InputError, match="units"):
        read_units(typed)


def test_codes_and_modifiers_are_in_capitals() -> None:
    assert read_service_code(" g0439 ") == "G0439"
    assert read_modifier("jz") == "JZ"


@pytest.mark.parametrize("typed", ["G043", "wellness", "G0439X"])
def test_words_are_no_service_code(typed: str) -> None:
    with pytest.raises(InputError, match="not a service"):
        read_service_code(typed)


def test_a_modifier_has_two_characters() -> None:
    with pytest.raises(InputError, match="modifier"):
        read_modifier("251")


def test_a_fee_is_cents_and_not_below_zero() -> None:
    assert read_fee("1,200") == 120_000
    with pytest.raises(InputError, match="below zero"):
        read_fee("-1")


def test_a_form_becomes_the_command_it_says() -> None:
    form = VisitForm(
        service_date=dt.date(2026, 3, 2),
        provider_id=4,
        diagnoses=("I10", "E11.9"),
        lines=(
            LineForm(code="G0439", dx="BA", units=2, modifiers=("25", "", "", ""), fee_cents=5),
            LineForm(code="", dx="", units=None),
        ),
        self_pay=True,
    )
    command = to_command(form, 7, key="k")
    assert (command.patient_id, command.provider_id, command.key) == (7, 4, "k")
    assert command.self_pay
    first, second = command.lines
    assert (first.pointers, first.units, first.modifiers) == ((2, 1), 2, ("25",))
    assert first.charge_cents == 5
    assert (second.pointers, second.units, second.charge_cents) == ((), 0, None)


def test_a_draft_reads_back_as_it_was() -> None:
    form = VisitForm(
        service_date=dt.date(2026, 3, 2),
        diagnoses=("I10", "scr"),
        lines=(LineForm(code="G0439", dx="A", units=1, unread={"units": "many"}),),
    )
    assert codec.from_json(VisitForm, codec.to_json(form)) == form


def test_a_form_with_a_date_alone_is_blank() -> None:
    assert VisitForm(service_date=dt.date(2026, 3, 2), provider_id=1).is_blank()
    assert not VisitForm(diagnoses=("I10",)).is_blank()


@pytest.mark.parametrize(
    ("field", "spot"),
    [
        ("line 3 pointers", Spot("cell", 2, "dx")),
        ("line 1 code", Spot("cell", 0, "code")),
        ("line 2 modifiers", Spot("cell", 1, "m1")),
        ("line 4 cell m3", Spot("cell", 3, "m3")),
        ("lines", Spot("cell", 0, "code")),
        ("diagnosis C", Spot("diagnosis", 2)),
        ("diagnoses", Spot("diagnosis", 0)),
        ("service_date", Spot("field", name="service_date")),
        ("facility_state", Spot("field", name="facility")),
    ],
)
def test_every_finding_has_its_place_in_the_form(field: str, spot: Spot) -> None:
    assert spot_of(field) == spot
