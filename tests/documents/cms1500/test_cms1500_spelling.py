import datetime as dt

import pytest

from desktop_biller.documents.cms1500 import spelling
from desktop_biller.facts.claim import NdcFacts
from desktop_biller.facts.people import PersonName


@pytest.mark.parametrize(
    ("person", "printed"),
    [
        (PersonName("DELGADO", "ROSA", "MARIA"), "DELGADO, ROSA, M"),
        (PersonName("KING", "MARTIN", "LUTHER", "JR."), "KING JR, MARTIN, L"),
        (PersonName("SMITH-JONES", "ANN"), "SMITH-JONES, ANN"),
        (PersonName("CHER", ""), "CHER"),
        (PersonName("DELGADO, MD", "ROSA"), "DELGADO MD, ROSA"),
    ],
)
def test_a_patient_is_listed_last_name_first(person: PersonName, printed: str) -> None:
    assert spelling.listed(spelling.listed_name(person)) == printed


def test_a_referring_provider_is_named_in_natural_order_without_suffix() -> None:
    person = PersonName("OKAFOR", "ADA", "NKEM", "III")
    assert spelling.name(spelling.provider_name(person, "M.D.")) == "ADA N OKAFOR MD"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("12 N. OAK ST., APT #4", "12 N OAK ST APT 4"),
        ("37-10 112TH ST", "37-10 112TH ST"),
        ("12 1/2 ELM AVE", "12 1/2 ELM AVE"),
        ("C/O O'BRIEN & SONS", "C/O O'BRIEN & SONS"),
        ("(REAR) BLDG: 7", "REAR BLDG 7"),
    ],
)
def test_an_address_has_no_punctuation_that_scanners_stumble_over(typed: str, printed: str) -> None:
    assert spelling.address(typed) == printed


@pytest.mark.parametrize(
    ("typed", "plain", "hyphenated"),
    [
        ("45503-1127", "455031127", "45503-1127"),
        ("455031127", "455031127", "45503-1127"),
        ("45503", "45503", "45503"),
        ("", "", ""),
    ],
)
def test_a_zip_code_has_its_hyphen_only_where_the_payer_wants_it(
    typed: str, plain: str, hyphenated: str
) -> None:
    assert spelling.zip_code(typed, hyphen=False) == plain
    assert spelling.zip_code(typed, hyphen=True) == hyphenated


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("(937) 555-0142", ("937", "5550142")),
        ("1-937-555-0142", ("937", "5550142")),
        ("555-0142", ("", "5550142")),
        ("937-555-0142 x12", None),
        ("none", None),
    ],
)
def test_a_phone_number_falls_into_area_and_seven_digits(
    typed: str, parts: tuple[str, str] | None
) -> None:
    assert spelling.phone_parts(typed) == parts


def test_identifiers_lose_hyphens_and_blanks_and_diagnoses_their_point() -> None:
    assert spelling.number("12-34 567") == "1234567"
    assert spelling.code("E11.9") == "E119"


def test_dates_are_six_or_eight_digits() -> None:
    day = dt.date(2026, 1, 5)
    assert spelling.short_date(day) == "010526"
    assert spelling.long_date(day) == "01052026"


@pytest.mark.parametrize(
    ("quantity", "printed"),
    [(10_000, "10"), (10_500, "10.5"), (125, "0.125"), (1_050, "1.05"), (0, "0")],
)
def test_a_drug_quantity_has_a_point_only_for_a_fraction(quantity: int, printed: str) -> None:
    assert spelling.thousandths(quantity) == printed


@pytest.mark.parametrize(
    ("gap", "printed"), [(3, "N400409488501   ML10"), (1, "N400409488501 ML10")]
)
def test_a_drug_is_written_as_its_number_a_gap_unit_and_quantity(gap: int, printed: str) -> None:
    ndc = NdcFacts("00409-4885-01", "ML", 10_000)
    assert spelling.ndc_entry(ndc, gap) == printed
