import pytest

from desktop_biller.codesets.spelling import Vocabulary


@pytest.fixture
def vocabulary() -> Vocabulary:
    counts = {"migraine": 90, "migrans": 3, "pneumonia": 80, "cough": 5, "seborrheic": 7, "b12": 2}
    return Vocabulary(counts.items())


@pytest.mark.parametrize("word", ["cough", "coughs", "pneumonias"])
def test_a_known_word_or_its_plural_needs_no_correction(vocabulary: Vocabulary, word: str) -> None:
    assert vocabulary.corrections(word, open_ended=False) == ()


def test_an_unfinished_word_is_known_by_its_beginning(vocabulary: Vocabulary) -> None:
    assert vocabulary.corrections("pneu", open_ended=True) == ()


def test_the_nearest_word_mends_a_slip(vocabulary: Vocabulary) -> None:
    assert vocabulary.corrections("pnemonia", open_ended=False) == ["pneumonia"]
    assert vocabulary.corrections("migrane", open_ended=False)[0] == "migraine"  # type: ignore[index]  # the test fails if it is None


def test_a_slip_in_the_first_letter_is_mended(vocabulary: Vocabulary) -> None:
    assert vocabulary.corrections("bneumonia", open_ended=False) == ["pneumonia"]


def test_a_slip_in_an_unfinished_word_is_mended(vocabulary: Vocabulary) -> None:
    assert vocabulary.corrections("pnuemo", open_ended=True) == ["pneumo"]


def test_what_nothing_resembles_has_no_correction(vocabulary: Vocabulary) -> None:
    assert vocabulary.corrections("qqzzxx", open_ended=False) is None
    assert vocabulary.corrections("qz", open_ended=False) is None


def test_a_word_cut_short_is_known_by_its_beginning(vocabulary: Vocabulary) -> None:
    assert vocabulary.corrections("seb", open_ended=False) == ()


def test_words_that_begin_alike_are_listed_while_they_are_few(vocabulary: Vocabulary) -> None:
    assert vocabulary.beginning_with("migra", 2) == ["migraine", "migrans"]
    assert vocabulary.beginning_with("migra", 1) == ()
    assert vocabulary.beginning_with("zz", 5) == []
