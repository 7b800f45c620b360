import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import InputError
from desktop_biller.foundation.money import PositiveCents


@dataclass(frozen=True)
class Fact:
    day: dt.date
    cents: int
    words: str = ""
    parts: tuple[int, ...] = ()


class Told(codec.Strict, frozen=True, kw_only=True):
    cents: PositiveCents
    day: dt.date | None = None


facts = st.builds(
    Fact,
    day=st.dates(),
    cents=st.integers(-(2**60), 2**60),
    words=st.text(),
    parts=st.lists(st.integers(-9, 9)).map(tuple),
)


@given(facts)
def test_a_fact_comes_back_as_it_was(fact: Fact) -> None:
    kept = codec.to_json(fact)
    assert codec.from_json(Fact, kept) == fact
    assert codec.to_json(codec.from_json(Fact, kept)) == kept
    assert codec.from_builtins(Fact, codec.to_builtins(fact)) == fact


def test_json_is_canonical() -> None:
    kept = codec.to_json(Fact(dt.date(2026, 3, 2), 1250, "é")).decode()
    assert kept == '{"day":"2026-03-02","cents":1250,"words":"é","parts":[]}'
    assert codec.to_json({"b": 1, "a": 2}) == codec.to_json({"a": 2, "b": 1})


def test_equal_facts_have_equal_digests_and_others_do_not() -> None:
    one, two = Fact(dt.date(2026, 3, 2), 1), Fact(dt.date(2026, 3, 2), 2)
    assert codec.digest(one) == codec.digest(Fact(dt.date(2026, 3, 2), 1))
    assert codec.digest(one) != codec.digest(two)
    assert len(codec.digest(one)) == 64


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"cents": 0}, "cents"),
        ({"cents": 12.5}, "cents"),
        ({"cents": "12"}, "cents"),
        ({"cents": True}, "cents"),
        ({"cents": 1, "day": "03/02/2026"}, "day"),
        ({"cents": 1, "cent": 2}, "cent"),
        ({}, "cents"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(value: dict[str, object], place: str) -> None:
    with pytest.raises(InputError, match=place):
        codec.from_builtins(Told, value)
    with pytest.raises(InputError, match=place):
        codec.from_json(Told, codec.to_json(value))


@pytest.mark.parametrize("text", ["", "{", '{"cents": 1}}', "[1]", "\x00"])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="can't be read"):
        codec.from_json(Told, text)
