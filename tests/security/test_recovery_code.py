import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_biller.foundation.errors import InputError
from desktop_biller.security.recovery_code import ALPHABET, decode, encode

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_p04_every_key_comes_back_from_its_code(key: bytes) -> None:
    assert decode(encode(key)) == key


@given(KEYS, st.randoms(use_true_random=False))
def test_case_blanks_and_hyphens_are_forgiven(key: bytes, rng: random.Random) -> None:
    typed = "".join(
        rng.choice(["", "", " ", "-", "\n", " – "]) + rng.choice([c.lower(), c])
        for c in encode(key).replace("-", "")
    )
    assert decode(typed) == key


def test_a_code_is_fourteen_groups_without_look_alikes() -> None:
    code = encode(bytes(range(32)))
    groups = code.split("-")
    assert [len(group) for group in groups] == [4] * 14
    assert not set("ILOU") & set(ALPHABET)
    assert set(code) - {"-"} <= set(ALPHABET)


def test_who_writes_o_for_zero_or_l_for_one_is_understood() -> None:
    key = bytes(31) + b"\x01"
    code = encode(key)
    assert "0" in code
    assert decode(code.replace("0", "o").replace("1", "l")) == key
    assert decode(code.replace("0", "O").replace("1", "I")) == key


@pytest.mark.parametrize("key", [bytes(32), b"\xff" * 32, random.Random(4).randbytes(32)])
def test_p04_every_single_wrong_character_is_found(key: bytes) -> None:
    code = encode(key).replace("-", "")
    for place in range(len(code)):
        for other in ALPHABET:
            if other != code[place]:
                with pytest.raises(InputError, match="wrong character"):
                    decode(code[:place] + other + code[place + 1 :])


@given(KEYS)
def test_p04_every_swap_of_neighbors_is_found(key: bytes) -> None:
    code = encode(key).replace("-", "")
    for place in range(len(code) - 1):
        left, right = code[place], code[place + 1]
        if left != right:
            with pytest.raises(InputError, match="changed places"):
                decode(code[:place] + right + left + code[place + 2 :])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "has 56 characters; this has 0"),
        (encode(bytes(32))[:-1], "has 56 characters; this has 55"),
        (encode(bytes(32)) + "0", "has 56 characters; this has 57"),
        ("U" + encode(bytes(32))[1:], "“U” does not occur"),
        ("é" + encode(bytes(32))[1:], "“É” does not occur"),
    ],
)
def test_what_is_no_code_is_told_why(typed: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        decode(typed)
    assert caught.value.field == "recovery_code"


@pytest.mark.parametrize("size", [0, 31, 33])
def test_only_a_whole_key_is_written_down(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        encode(bytes(size))
