import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_biller.documents.cms1500.fold import fold


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Łukasz Gałązka", "LUKASZ GALAZKA"),
        ("Nguyễn", "NGUYEN"),
        ("Sørensen-Åberg", "SORENSEN-ABERG"),
        ("Đorđević", "DORDEVIC"),
        ("Weiß", "WEISS"),
        ("Æther Œuvre Þór", "AETHER OEUVRE THOR"),
        ("O’Brien", "O'BRIEN"),
        ("Kaʻanāʻanā", "KA'ANA'ANA"),
        ("“Oak” – Annex", '"OAK" - ANNEX'),
        ("½ ﬁle №", "1/2 FILE NO"),
    ],
)
def test_letters_beyond_ascii_print_as_their_plain_spelling(typed: str, printed: str) -> None:
    folded = fold(typed)
    assert (folded.text, folded.lost) == (printed, "")
    assert folded.changed


def test_capitals_blanks_and_apostrophes_are_no_change() -> None:
    folded = fold("Mary\tAnn\r\nO'Brien\N{NO-BREAK SPACE}Jr")
    assert folded.text == "MARY ANN  O'BRIEN JR"
    assert folded.changed == ()


def test_each_changed_character_is_told_once() -> None:
    assert fold("Łukasz Łoś").changed == (("Ł", "L"), ("ś", "S"))


@pytest.mark.parametrize("typed", ["日本", "Иван", "🙂", "10 €", "\ue000"])
def test_a_character_without_a_plain_spelling_is_named_and_not_replaced(typed: str) -> None:
    assert fold(typed).lost != ""


def test_a_decomposed_name_prints_like_a_composed_one() -> None:
    assert fold(unicodedata.normalize("NFD", "José")).text == fold("José").text == "JOSE"


@given(st.text(max_size=40))
def test_what_is_folded_is_always_printable_ascii_in_capitals(typed: str) -> None:
    folded = fold(typed)
    assert folded.text.isascii()
    assert folded.text.isprintable() or folded.text == ""
    assert folded.text == folded.text.upper()
    assert fold(folded.text).text == folded.text
