from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_biller.foundation import identifiers as ids

digits = st.text("0123456789", min_size=8, max_size=8)


def npi_of(first: str, rest: str) -> str:
    """A true NPI with those nine digits before its check digit, by Luhn over 80840 + NPI."""
    body = "80840" + first + rest
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return first + rest + str(-total % 10)


@pytest.mark.parametrize("npi", ["1234567893", "1558598797", "1679523708", "2000000002"])
def test_r01_true_npis_pass(npi: str) -> None:
    assert ids.is_npi(npi)


@pytest.mark.parametrize(
    "npi",
    [
        "1234567890",  # check digit
        "1234567839",  # two digits swapped
        "3234567893",
        "3234567899",  # check digit right, first digit wrong
        "123456789",
        "12345678930",
        "12345678a3",
        "１２３４５６７８９３",
        " 1234567893",
        "1234567893\n",
        "",
    ],
)
def test_r01_others_do_not(npi: str) -> None:
    assert not ids.is_npi(npi)


@given(st.sampled_from("12"), digits, st.integers(0, 9), st.integers(1, 9))
def test_r01_one_wrong_digit_is_always_found(first: str, rest: str, place: int, shift: int) -> None:
    npi = npi_of(first, rest)
    assert ids.is_npi(npi)
    wrong = str((int(npi[place]) + shift) % 10)
    assert not ids.is_npi(npi[:place] + wrong + npi[place + 1 :])


@given(st.sampled_from("12"), digits, st.integers(1, 8))
def test_r01_two_swapped_digits_are_found_but_for_09_and_90(
    first: str, rest: str, place: int
) -> None:
    npi = npi_of(first, rest)
    a, b = npi[place], npi[place + 1]
    swapped = npi[:place] + b + a + npi[place + 2 :]
    assert ids.is_npi(swapped) == (a == b or {a, b} == {"0", "9"})


TABLES: dict[Callable[[str], bool], tuple[list[str], list[str]]] = {
    ids.is_taxonomy: (["207Q00000X"], ["207Q0000X", "207Q000001", "207q00000X", ""]),
    ids.is_tax_id: (["12-3456789", "123456789", "123-45-6789"], ["12-345678", "1-23456789", ""]),
    ids.is_state: (["IL", "PR", "DC", "AP"], ["ZZ", "Il", "Il.", ""]),
    ids.is_zip: (["60201", "602011234", "60201-1234"], ["6020", "60201-", "60201-12", "6O201"]),
    ids.is_phone: (["(937) 555-0142", "937.555.0142"], ["555-0142", "937555014x", "+19375550142"]),
    ids.is_service_code: (["G0439", "99999"], ["g0439", "G043", "G04399", "G04.9"]),
    ids.is_modifier: (["59", "GP"], ["5", "five", "gp", "5 "]),
}


@pytest.mark.parametrize("check", TABLES, ids=lambda check: check.__name__)
def test_each_identifier_is_told_from_what_only_looks_like_it(check: Callable[[str], bool]) -> None:
    good, bad = TABLES[check]
    assert [text for text in good if not check(text)] == []
    assert [text for text in bad if check(text)] == []


@pytest.mark.parametrize("check", [*TABLES, ids.is_npi], ids=lambda check: check.__name__)
@pytest.mark.parametrize("text", ["\n", "１２３４５６７８９", "60201\n", "G0439\n", "59\n"])
def test_no_identifier_ends_in_a_line_break_or_holds_foreign_digits(
    check: Callable[[str], bool], text: str
) -> None:
    assert not check(text)


def test_numbers_print_in_their_usual_form_and_else_unchanged() -> None:
    assert ids.format_phone("9375550142") == "(937) 555-0142"
    assert ids.format_phone("ext. 12") == "ext. 12"
    assert ids.format_ein("123456789") == "12-3456789"
    assert ids.format_ein("12") == "12"
    assert ids.digits("(937) 555-0142 ٣") == "9375550142"
