"""What people type is read as they mean it, and what can't be read is told in words."""

import contextlib
import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import InputError
from desktop_biller.ui.kit.typed import (
    move_date,
    read_date,
    read_email,
    read_npi,
    read_phone,
    read_ssn,
    read_state,
    read_zip,
)

TODAY = dt.date(2026, 3, 18)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("t", TODAY),
        ("T", TODAY),
        ("m", dt.date(2026, 3, 1)),
        ("h", dt.date(2026, 3, 31)),
        ("y", dt.date(2026, 1, 1)),
        ("r", dt.date(2026, 12, 31)),
        ("w", dt.date(2026, 3, 15)),
        ("k", dt.date(2026, 3, 21)),
        ("-7", dt.date(2026, 3, 11)),
        ("+30", dt.date(2026, 4, 17)),
        ("3/4", dt.date(2026, 3, 4)),
        ("3-4", dt.date(2026, 3, 4)),
        ("3/4/25", dt.date(2025, 3, 4)),
        ("304", dt.date(2026, 3, 4)),
        ("0304", dt.date(2026, 3, 4)),
        ("030425", dt.date(2025, 3, 4)),
        ("03042025", dt.date(2025, 3, 4)),
        (" 03/04/2025 ", dt.date(2025, 3, 4)),
    ],
)
def test_a_date_is_read_in_all_its_short_forms(typed: str, meant: dt.date) -> None:
    assert read_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed", ["13/40", "2/30", "abc", "x", "1/1/1750", "3/4/5/6", "٣/٤", "99999"]
)
def test_what_is_no_date_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(InputError, match="is not a date") as caught:
        read_date(typed, TODAY)
    assert "03/04/2026" in caught.value.remedy


def test_two_digits_of_a_birth_year_mean_the_past() -> None:
    assert read_date("3/4/30", TODAY).year == 2030
    assert read_date("3/4/30", TODAY, is_birth=True).year == 1930
    assert read_date("3/4/20", TODAY, is_birth=True).year == 2020


@given(st.dates(min_value=dt.date(1880, 1, 1), max_value=dt.date(9999, 12, 31)))
def test_a_date_as_it_is_shown_is_read_as_the_same_date(day: dt.date) -> None:
    assert read_date(us_date(day), TODAY) == day


@given(st.text(max_size=12))
def test_no_text_makes_the_reader_of_dates_fail_otherwise(text: str) -> None:
    with contextlib.suppress(InputError):
        read_date(text, TODAY)


def test_keys_move_a_date_and_other_letters_do_not() -> None:
    assert move_date("+", dt.date(2026, 2, 28), TODAY) == dt.date(2026, 3, 1)
    assert move_date("-", None, TODAY) == dt.date(2026, 3, 17)
    assert move_date("h", dt.date(2024, 2, 3), TODAY) == dt.date(2024, 2, 29)
    assert move_date("q", TODAY, TODAY) is None


def test_phone_zip_ssn_and_state_are_shown_as_papers_write_them() -> None:
    assert read_phone("937.555 0142") == "(937) 555-0142"
    assert read_zip("455031127") == "45503-1127"
    assert read_ssn("123456789") == "123-45-6789"
    assert read_state("oh") == "OH"
    assert (read_phone(""), read_zip(" "), read_ssn(""), read_npi("")) == ("", "", "", "")


@pytest.mark.parametrize(
    ("read", "typed", "words"),
    [
        (read_phone, "555-0142", "ten digits"),
        (read_zip, "4550", "5 or 9 digits"),
        (read_npi, "123456789", "10 digits"),
        (read_npi, "1234567890", "mistyped"),
        (read_ssn, "000-12-3456", "looks so"),
        (read_ssn, "12345", "nine digits"),
        (read_email, "zoe at home", "not an email address"),
        (read_email, "zoe@", "not an email address"),
        (read_state, "ZZ", "not a state"),
    ],
)
def test_a_number_that_can_not_be_is_told_in_words(
    read: Callable[[str], str], typed: str, words: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(typed)
    assert words in caught.value.what
    assert caught.value.remedy
