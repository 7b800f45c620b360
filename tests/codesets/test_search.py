"""Search by code and by words, and how often it puts the right code where it is seen.

The five lists of look-ups were written without looking at results, list by list, and each was
scored once before anything was changed after it. First scores (hit@1, hit@5): list 1 61, 64 of 64;
list 2 55, 59 of 60; list 3 61, 74 of 80; list 4 64, 78 of 90; list 5 63, 66 of 75. Lists 1 and 2
are everyday look-ups, lists 3 to 5 go out of their way. Later changes learned from them, so the
floors below hold what was reached and say nothing about look-ups nobody has seen.
"""

import csv
import datetime as dt
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec
import pytest

from desktop_biller.codesets.search import CodeHit, CodeSearch

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / ".." / "shared" / "reference" / "codes" / "icd_queries.tsv"
ON = dt.date(2026, 3, 2)
FLOORS = {1: (62, 64), 2: (58, 60), 3: (74, 79), 4: (76, 85), 5: (69, 73)}


def codes(hits: list[CodeHit]) -> list[str]:
    return [hit.code for hit in hits]


def score(search: CodeSearch, path: Path) -> tuple[int, int, list[str]]:
    """(right first, right among five, look-ups missed) of a list of look-ups."""
    first = five = 0
    missed = []
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            accepted = row["acceptable_codes"].split()
            found = codes(search.search(row["query"], on=ON, limit=5))
            right = [any(fnmatchcase(code, wanted) for wanted in accepted) for code in found]
            first += right[:1] == [True]
            five += any(right)
            if not any(right):
                missed.append(row["query"])
    return first, five, missed


@pytest.mark.parametrize("number", FLOORS)
def test_look_ups_find_their_code_as_often_as_they_did(search: CodeSearch, number: int) -> None:
    first, five, missed = score(search, HERE / f"lookups_{number}.tsv")
    assert (first >= FLOORS[number][0], five >= FLOORS[number][1]) == (True, True), missed


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the example look-ups are not beside us")
def test_the_forty_examples_are_found(search: CodeSearch) -> None:
    first, five, missed = score(search, EXAMPLES)
    assert (first >= 38, five == 40) == (True, True), missed


@pytest.mark.parametrize("typed", ["E11.9", "e119", "E119", "e11.9"])
def test_a_whole_code_comes_first(search: CodeSearch, typed: str) -> None:
    assert codes(search.search(typed, on=ON))[0] == "E11.9"


def test_a_header_offers_its_billable_codes_first(search: CodeSearch) -> None:
    hits = search.search("m54.5", on=ON)
    assert codes(hits) == ["M54.50", "M54.51", "M54.59", "M54.5"]
    assert [hit.billable for hit in hits] == [True, True, True, False]


def test_billable_codes_come_first(search: CodeSearch) -> None:
    flags = [hit.billable for hit in search.search("diabetes", on=ON, limit=200)]
    assert flags == sorted(flags, reverse=True)


@pytest.mark.parametrize("typed", ["knee pain right", "right knee pain", "Pain, knee (right)"])
def test_words_come_in_any_order(search: CodeSearch, typed: str) -> None:
    assert codes(search.search(typed, on=ON))[0] == "M25.561"


@pytest.mark.parametrize(
    ("side", "code"), [("rt", "M25.561"), ("left", "M25.562"), ("lt", "M25.562")]
)
def test_the_side_chooses_the_code(search: CodeSearch, side: str, code: str) -> None:
    assert codes(search.search(f"knee pain {side}", on=ON))[0] == code


def test_a_side_that_no_code_has_is_given_up(search: CodeSearch) -> None:
    assert codes(search.search("hypertension left", on=ON))


@pytest.mark.parametrize("length", range(6, 13))
def test_a_word_being_typed_already_finds_its_code(search: CodeSearch, length: int) -> None:
    assert "I10" in codes(search.search("hypertension"[:length], on=ON))


@pytest.mark.parametrize(
    ("typed", "code"), [("hypretension", "I10"), ("pnuemonia", "J18.9"), ("numonia", "J18.9")]
)
def test_misspelled_words_are_mended(search: CodeSearch, typed: str, code: str) -> None:
    assert code in codes(search.search(typed, on=ON, limit=5))


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "...", "xqzzt", "xqzzt blorf", "zyxwvut knee", "'; drop table code --"],
)
def test_nonsense_finds_nothing(search: CodeSearch, typed: str) -> None:
    assert search.search(typed, on=ON) == []


@pytest.mark.parametrize(
    "typed", ['"', "*", "a AND", "NOT (", "title:", "^x", "NEAR(a b)", "é", "🩺"]
)
def test_signs_of_the_index_are_plain_text(search: CodeSearch, typed: str) -> None:
    assert all(hit.title for hit in search.search(typed, on=ON))


def test_a_whole_paragraph_is_taken_and_cut(search: CodeSearch) -> None:
    assert isinstance(search.search("pain in the right knee " * 500, on=ON), list)


def test_what_a_title_lacks_is_found_only_when_it_is_asked_for(search: CodeSearch) -> None:
    assert codes(search.search("lumbar radiculopathy", on=ON))[0] == "M54.16"
    assert codes(search.search("migraine without aura", on=ON))[0].startswith("G43.0")
    assert codes(search.search("migraine with aura", on=ON))[0].startswith("G43.1")


def test_a_measure_is_asked_for_without_its_decimals(search: CodeSearch) -> None:
    assert codes(search.search("bmi 32.4", on=ON))[0] == "Z68.32"


def test_a_letter_glued_to_a_number_comes_apart(search: CodeSearch) -> None:
    assert codes(search.search("ckd3b", on=ON))[0] == "N18.32"


def test_a_date_that_no_release_covers_still_finds_but_says_no_data(search: CodeSearch) -> None:
    hits = search.search("hypertension", on=dt.date(2026, 10, 1))
    assert hits[0].code == "I10"
    assert {hit.valid for hit in hits if hit.system == "ICD-10-CM"} == {None}
    assert search.search("i10", on=dt.date(2026, 10, 1))[0].valid is None


@pytest.mark.parametrize(
    ("typed", "system", "code"),
    [
        ("g0439", "HCPCS", "G0439"),
        ("P9612", None, "P9612"),
        ("wellness visit", "HCPCS", "G0438"),
        ("office", "POS", "11"),
        ("11", "POS", "11"),
        ("left side", "MODIFIER", "LT"),
        ("lt", "MODIFIER", "LT"),
    ],
)
def test_each_system_is_searched(
    search: CodeSearch, typed: str, system: str | None, code: str
) -> None:
    hit = search.search(typed, on=ON, system=system)[0]
    assert hit.code == code
    assert system is None or hit.system == system


def test_a_mixed_list_puts_diagnoses_first_and_keeps_places_for_the_rest(
    search: CodeSearch,
) -> None:
    hits = search.search("depression screen", on=ON, limit=6)
    assert hits[0].code == "Z13.31"
    assert "G0444" in codes(hits)


def test_a_code_of_two_systems_is_offered_of_both(search: CodeSearch) -> None:
    hits = search.search("g0439", on=ON)  # written without its dot, G04.39 looks the same
    assert {(hit.system, hit.code) for hit in hits} >= {
        ("ICD-10-CM", "G04.39"),
        ("HCPCS", "G0439"),
    }


def test_a_modifier_does_not_hide_the_word_it_begins(search: CodeSearch) -> None:
    found = codes(search.search("go", on=ON))
    assert "GO" in found
    assert "M10.9" in codes(search.search("gou", on=ON))
    assert len(found) > 1


def test_a_system_that_does_not_exist_has_no_hits(search: CodeSearch) -> None:
    assert search.search("pain", on=ON, system="CPT") == []


@pytest.mark.parametrize(("asked", "most"), [(0, 1), (3, 3), (10_000, 200)])
def test_the_list_is_as_long_as_asked_within_reason(
    search: CodeSearch, asked: int, most: int
) -> None:
    assert len(search.search("fracture", on=ON, limit=asked)) == most


def test_no_code_is_named_twice(search: CodeSearch) -> None:
    for typed in ("diabetes", "left side", "ear infection", "go", "screening"):
        found = [(hit.system, hit.code) for hit in search.search(typed, on=ON, limit=200)]
        assert len(set(found)) == len(found)


def test_a_hit_is_ready_for_json(search: CodeSearch) -> None:
    assert msgspec.to_builtins(search.search("I10", on=ON)[0]) == {
        "system": "ICD-10-CM",
        "code": "I10",
        "title": "Essential (primary) hypertension",
        "billable": True,
        "valid": True,
    }
