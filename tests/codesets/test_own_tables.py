"""The tables we write ourselves: complete, neutral, and true to the code sets they name."""

import csv
import re
from bisect import bisect_left
from pathlib import Path

import pytest

from desktop_biller.codesets import own_tables
from desktop_biller.codesets.lookups import ReferenceDatabase

SHARED = Path(__file__).parents[2] / ".." / "shared" / "reference" / "codes"


@pytest.fixture(scope="module")
def billable(database: ReferenceDatabase) -> list[str]:
    return sorted(
        code
        for (code,) in database.rows(
            "select code from code where system = 'ICD-10-CM' and billable = 1"
        )
    )


def exists(beginning: str, codes: list[str]) -> bool:
    at = bisect_left(codes, beginning)
    return at < len(codes) and codes[at].startswith(beginning)


def test_every_lay_term_means_a_code_that_exists(billable: list[str]) -> None:
    assert [code for code in own_tables.lay_terms() if not exists(code, billable)] == []


def test_every_everyday_code_exists(billable: list[str]) -> None:
    assert [code for code in own_tables.common_diagnoses() if not exists(code, billable)] == []


def test_every_abbreviation_stands_for_words_of_the_classification(
    database: ReferenceDatabase,
) -> None:
    known = {word for (word,) in database.rows("select word from word")}
    meant = {
        word
        for alternatives in own_tables.abbreviations().values()
        for alternative in alternatives
        for word in alternative
    }
    assert meant - known == set()


def test_services_are_level_two_codes_and_never_cpt() -> None:
    codes = [row.code for row in own_tables.services()]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"[AEGJLPQ]\d{4}", code) for code in codes)


def test_words_for_the_patient_tell_no_diagnosis() -> None:
    telling = re.compile(
        r"depress|alcohol|obes|weight|diabet|cancer|prostate|pap|psa|pelvic|hepatitis|testost"
        r"|urine|blood|lung|suicid|sex",
        re.IGNORECASE,
    )
    assert [row for row in own_tables.services() if telling.search(row.patient_words)] == []
    assert all(row.patient_words and row.words for row in own_tables.services())


def test_sample_fees_are_positive_cents() -> None:
    assert all(row.fee_cents > 0 for row in own_tables.services())


def test_common_modifiers_are_two_characters_with_words() -> None:
    rows = own_tables.modifiers()
    assert len({row.code for row in rows}) == len(rows) >= 60
    assert all(re.fullmatch(r"[0-9A-Z]{2}", row.code) and row.words for row in rows)


def test_every_place_of_service_has_two_digits_and_two_names() -> None:
    rows = own_tables.places()
    assert len({row.code for row in rows}) == len(rows) == 52
    assert all(re.fullmatch(r"\d\d", row.code) and row.name and row.words for row in rows)
    assert {row.code for row in rows if row.facility} >= {"21", "22", "23", "24"}


@pytest.mark.skipif(not SHARED.exists(), reason="the official files lie beside this checkout only")
def test_service_descriptors_are_those_of_cms() -> None:
    path = SHARED / "hcpcs" / "opps_addendum_b_2026-04_hcpcs2_only.csv"
    with path.open(encoding="utf-8", newline="") as file:
        official = {row["HCPCSCode"]: row["ShortDescriptor"] for row in csv.DictReader(file)}
    ours = {row.code: row.descriptor for row in own_tables.services()}
    assert {code: official.get(code) for code in ours} == ours
