import pytest

from desktop_biller.foundation.errors import InputError
from desktop_biller.security.passphrase import refuse_weak


@pytest.mark.parametrize(
    "passphrase",
    [
        "tuna violin mossy cart",
        "four mossy carts in May",
        "zażółć gęślą jaźń ćma",
        "kX9#vQ2!mP7$wL4",
        "we never eat soup before noon",
        "犬猫鳥魚馬牛羊豚鶏兎亀蛇虎龍象",
    ],
)
def test_a_long_passphrase_of_ones_own_is_taken(passphrase: str) -> None:
    refuse_weak(passphrase, user="Maria Lopez", practice="Lakeside Family Medicine")


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [
        ("", "has 0 characters; it needs 15 or more"),
        ("kX9#vQ2!mP7$wL", "has 14 characters; it needs 15 or more"),
        ("x9" * 200, "longer than 256"),
        ("               ", "repeats itself"),
        ("abababababababab", "repeats itself"),
        ("tuna42-tuna42-tuna42", "repeats itself"),
        ("qwertyuiopasdfghjkl", "row of the keyboard"),
        ("abcdefghijklmnopqrs", "row of the keyboard"),
        ("0987654321098765", "row of the keyboard"),
        ("Password123456789", "common words"),
        ("P@ssw0rd P@55word!", "common words"),
        ("correct horse battery staple", "common words"),
        ("CorrectHorseBatteryStaple1!", "common words"),
        ("iloveyou sunshine 2026", "common words"),
        ("Maria Lopez 1984!", "names of this practice"),
        ("lakeside-family-medicine-1", "names of this practice"),
        ("Summer2026Summer26", "common words"),
    ],
)
def test_a_passphrase_that_would_be_tried_first_is_refused(passphrase: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        refuse_weak(passphrase, user="Maria Lopez", practice="Lakeside Family Medicine")
    assert caught.value.field == "passphrase"
    assert passphrase == "" or passphrase not in str(caught.value)


def test_a_name_is_no_reason_when_enough_is_ones_own() -> None:
    refuse_weak("Maria never eats soup before noon", user="Maria", practice="")


def test_a_composed_letter_counts_once_however_it_is_typed() -> None:
    decomposed = "e\u0301" * 7 + "tuna42"  # 13 letters, 20 code points
    with pytest.raises(InputError, match="has 13 characters"):
        refuse_weak(decomposed)
