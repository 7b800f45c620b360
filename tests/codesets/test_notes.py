import pytest

from desktop_biller.codesets.notes import named_ranges, names_code


def test_brackets_name_codes_ranges_and_beginnings() -> None:
    text = "diabetes mellitus (E08-E13), open wound (S58.-) and reading (R73.09) [see also]"
    assert named_ranges(text) == [("E08", "E13"), ("S58", "S58"), ("R7309", "R7309")]


@pytest.mark.parametrize(
    ("code", "named"),
    [("E119", True), ("E13", True), ("E14", False), ("S58011A", True), ("R730", False)],
)
def test_a_note_names_every_code_below_what_it_says(code: str, named: bool) -> None:
    assert names_code("diabetes (E08-E13, R73.09), wound (S58.-)", code) is named


def test_codes_outside_brackets_are_not_named() -> None:
    assert not names_code("conditions in E11.9 of the mother", "E119")
