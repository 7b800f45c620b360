import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_biller.foundation.errors import InputError
from desktop_biller.foundation.money import (
    LARGEST_CENTS,
    allocate,
    dollars,
    format_cents,
    parse_cents,
)

amounts = st.integers(-LARGEST_CENTS, LARGEST_CENTS)
weights = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(sum)


@given(amounts)
def test_what_is_printed_can_be_typed(cents: int) -> None:
    assert parse_cents(format_cents(cents)) == cents
    assert parse_cents(dollars(cents)) == cents


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12", 1200),
        ("12.5", 1250),
        ("12.50", 1250),
        (".5", 50),
        ("12.", None),
        ("1,200", 120000),
        ("1,200.00", 120000),
        ("$3", 300),
        ("-$3", -300),
        ("−3", -300),
        ("+3", 300),
        ("  3 ", 300),
        ("0", 0),
        ("-0", 0),
        ("", None),
        (".", None),
        ("-", None),
        ("$", None),
        ("1.234", None),
        ("12,00", None),
        ("1,2345", None),
        ("1 200", None),
        ("1e3", None),
        ("twelve", None),
        ("NaN", None),
    ],
)
def test_amounts_as_people_type_them(text: str, cents: int | None) -> None:
    if cents is None:
        with pytest.raises(InputError, match="is not an amount"):
            parse_cents(text)
    else:
        assert parse_cents(text) == cents


def test_a_typing_slip_of_a_billion_is_refused() -> None:
    assert parse_cents("999,999,999.99") == LARGEST_CENTS
    with pytest.raises(InputError, match="larger than any amount"):
        parse_cents("1,000,000,000.00")


@pytest.mark.parametrize(
    ("cents", "formatted", "sentence"),
    [
        (0, "0.00", "$0.00"),
        (5, "0.05", "$0.05"),
        (-5, "-0.05", "-$0.05"),
        (1234567, "12,345.67", "$12,345.67"),
        (-100, "-1.00", "-$1.00"),
    ],
)
def test_amounts_as_they_are_printed(cents: int, formatted: str, sentence: str) -> None:
    assert (format_cents(cents), dollars(cents)) == (formatted, sentence)


@given(amounts, weights)
def test_the_parts_make_the_whole(total: int, shares: list[int]) -> None:
    parts = allocate(total, shares)
    assert sum(parts) == total
    assert len(parts) == len(shares)
    for part, share in zip(parts, shares, strict=True):
        exact = abs(total) * share
        assert abs(abs(part) * sum(shares) - exact) < sum(shares)  # within a cent
        assert part * total >= 0  # never of the other sign
        assert share or not part


@given(amounts, weights)
def test_a_negative_whole_is_split_as_its_positive_twin(total: int, shares: list[int]) -> None:
    assert allocate(-total, shares) == [-part for part in allocate(total, shares)]


def test_r75_odd_cents_go_to_the_largest_remainders_the_earlier_first() -> None:
    assert allocate(10000, [1, 1, 1]) == [3334, 3333, 3333]
    assert allocate(100, [1, 2]) == [33, 67]
    assert allocate(-100, [1, 1, 1]) == [-34, -33, -33]


@pytest.mark.parametrize("shares", [[], [0, 0], [1, -1], [3, -1]])
def test_shares_that_make_no_whole_are_a_bug(shares: list[int]) -> None:
    with pytest.raises(ValueError, match="weights must be"):
        allocate(100, shares)
