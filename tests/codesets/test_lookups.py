import datetime as dt
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.codesets.lookups import ReferenceDatabase

ON = dt.date(2026, 3, 2)
NEXT_YEAR = dt.date(2026, 10, 1)


def test_the_database_is_a_catalogue(database: ReferenceDatabase) -> None:
    catalogue: Catalogue = database
    assert catalogue.diagnosis("I10", ON).title == "Essential (primary) hypertension"


@pytest.mark.parametrize("typed", ["E11.9", "e119", " e11.9 "])
def test_a_valid_code_is_found_however_it_is_typed(database: ReferenceDatabase, typed: str) -> None:
    answer = database.diagnosis(typed, ON)
    assert (answer.code, answer.billable, answer.valid) == ("E11.9", True, True)
    assert answer.title == "Type 2 diabetes mellitus without complications"
    assert answer.reason == ""


def test_a_header_offers_the_codes_below_it(database: ReferenceDatabase) -> None:
    answer = database.diagnosis("M54.5", ON)
    assert (answer.billable, answer.valid) == (False, True)
    assert answer.children == ("M54.50", "M54.51", "M54.59")
    assert answer.reason == "M54.5 needs more characters; choose one of the codes below it."


@pytest.mark.parametrize("typed", ["E11.99", "XYZ", ""])
def test_what_is_no_code_is_not_valid(database: ReferenceDatabase, typed: str) -> None:
    answer = database.diagnosis(typed, ON)
    assert (answer.billable, answer.valid, answer.title) == (False, False, "")
    assert answer.reason.endswith("is not an ICD-10-CM code.")


@pytest.mark.parametrize("day", [dt.date(2025, 9, 30), NEXT_YEAR])
def test_a_date_that_no_release_covers_is_no_data(
    database: ReferenceDatabase, day: dt.date
) -> None:
    for typed in ("E11.9", "E11.99"):
        answer = database.diagnosis(typed, day)
        assert answer.valid is None
        assert "is not loaded" in answer.reason
    assert "FY2027" in database.diagnosis("E11.9", NEXT_YEAR).reason
    assert database.diagnosis("E11.9", NEXT_YEAR).title  # the screen may still name it
    nonsense = database.diagnosis("zzzz", day)  # no year has a code of that shape
    assert (nonsense.valid, nonsense.reason) == (False, "“ZZZ.Z” is not an ICD-10-CM code.")


@pytest.mark.parametrize("day", [dt.date(2025, 10, 1), dt.date(2026, 9, 30)])
def test_the_first_and_the_last_day_of_the_year_are_covered(
    database: ReferenceDatabase, day: dt.date
) -> None:
    assert database.diagnosis("E11.9", day).valid is True


@pytest.mark.parametrize(
    ("code", "manifestation"),
    [("F02.80", True), ("H42", True), ("G30.9", False), ("M25.561", False), ("A49.8", False)],
)
def test_a_manifestation_says_that_it_cannot_come_first(
    database: ReferenceDatabase, code: str, manifestation: bool
) -> None:
    assert database.diagnosis(code, ON).manifestation is manifestation


def test_notes_are_inherited_from_category_section_and_chapter(database: ReferenceDatabase) -> None:
    owners = {note.owner for note in database.notes("J44.1", ON)}
    assert {"J44.1", "J44", "10"} <= owners
    assert database.notes("J441", ON)[0].owner == "J44.1"


@pytest.mark.parametrize(
    ("first", "second", "exclude"),
    [
        ("E10.9", "E11.9", True),
        ("R73.9", "E11.9", True),
        ("E11.9", "R73.9", True),
        ("E11.9", "I10", False),
    ],
)
def test_codes_that_never_go_together_name_their_note(
    database: ReferenceDatabase, first: str, second: str, exclude: bool
) -> None:
    note = database.excludes1(first, second, ON)
    assert (note is not None) is exclude
    assert note is None or note.kind == "excludes1"


def test_a_service_of_the_list_has_words_for_office_and_patient(
    database: ReferenceDatabase,
) -> None:
    answer = database.service("g0444", ON)
    assert (answer.title, answer.valid) == ("Depression screen annual", True)
    assert answer.patient_words == "Screening questions"
    assert (answer.kind, answer.fee_cents) == ("screening", 3500)


def test_a_service_outside_the_list_is_no_data_and_never_not_valid(
    database: ReferenceDatabase,
) -> None:
    assert database.service("G9999", ON).valid is None


def test_a_service_outside_the_dates_of_its_list_is_no_data(database: ReferenceDatabase) -> None:
    answer = database.service("G0439", dt.date(2030, 1, 1))
    assert answer.valid is None
    assert "01/01/2030" in answer.reason
    assert answer.title == "Ppps, subseq visit"


def test_places_and_modifiers_are_found_by_code(database: ReferenceDatabase) -> None:
    place = database.place_of_service("22")
    assert place is not None
    assert place.facility
    assert place.name == "On Campus-Outpatient Hospital"
    modifier = database.modifier("lt")
    assert modifier is not None
    assert modifier.words == "Left side"
    assert database.place_of_service("98") is None
    assert database.modifier("!!") is None


@pytest.fixture
def two_years(database: ReferenceDatabase, tmp_path: Path) -> Iterator[ReferenceDatabase]:
    """The database after FY2027: M72.2 became a header, M72.20 and a service came, one went."""
    path = tmp_path / "two years.db"
    shutil.copyfile(database.path, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(
            """
            insert into load (system, source, version, covers_from, covers_to, codes, billable)
            values ('ICD-10-CM', 'test', 'FY2027', '2026-10-01', '2027-09-30', 3, 2);
            insert into code values
              (7, 'ICD-10-CM', 'M722', 'Plantar fascial fibromatosis', 0, 'M72',
               '2026-10-01', '2027-09-30'),
              (8, 'ICD-10-CM', 'M7220', 'Plantar fascial fibromatosis, unspecified', 1, 'M722',
               '2026-10-01', '2027-09-30');
            update code set valid_to = '2025-12-31' where system = 'HCPCS' and code = 'G0442';
            """
        )
    with ReferenceDatabase(path) as opened:
        yield opened


def test_a_code_is_judged_by_the_release_of_its_date(two_years: ReferenceDatabase) -> None:
    assert two_years.diagnosis("M72.2", dt.date(2026, 9, 30)).billable is True
    later = two_years.diagnosis("M72.2", NEXT_YEAR)
    assert (later.valid, later.billable, later.children) == (True, False, ("M72.20",))


def test_a_code_of_another_year_is_not_valid_and_says_since_when(
    two_years: ReferenceDatabase,
) -> None:
    early = two_years.diagnosis("M72.20", ON)
    assert (early.valid, early.reason) == (False, "M72.20 begins on 10/01/2026.")
    late = two_years.diagnosis("E11.9", NEXT_YEAR)
    assert (late.valid, late.reason) == (False, "E11.9 ended on 09/30/2026.")


def test_a_service_that_ended_is_not_valid_within_the_dates_of_its_list(
    two_years: ReferenceDatabase,
) -> None:
    answer = two_years.service("G0442", ON)
    assert (answer.valid, answer.reason) == (False, "G0442 was not in force on 03/02/2026.")


def test_any_thread_may_ask(database: ReferenceDatabase) -> None:
    codes = ["I10", "E11.9", "M54.5", "J44.1"] * 25
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda code: database.diagnosis(code, ON).code, codes))
    assert answers == codes
