import pytest

from desktop_biller.codesets.words import (
    fold,
    forms,
    indexed,
    said_and_lacking,
    stem,
    unglued,
    words,
)


def test_accents_and_case_do_not_tell_words_apart() -> None:
    assert fold("Sézary") == "sezary"
    assert words("Ménière's disease, LEFT ear") == ["meniere", "s", "disease", "left", "ear"]


def test_a_hyphened_pair_is_also_indexed_as_one_word() -> None:
    assert indexed("Gastro-esophageal reflux").endswith("gastroesophageal")
    assert indexed("Reflux") == "Reflux"


def test_what_a_title_says_is_absent_is_kept_apart() -> None:
    said, lacking = said_and_lacking(
        "Spondylosis without myelopathy or radiculopathy, lumbar region"
    )
    assert "lumbar" in said
    assert "radiculopathy" not in said
    assert words(lacking) == ["myelopathy", "or", "radiculopathy"]


def test_a_place_named_after_what_is_absent_still_counts() -> None:
    said, lacking = said_and_lacking("Laceration without foreign body of left index finger")
    assert "left index finger" in said
    assert words(lacking) == ["foreign", "body"]


def test_a_title_that_lacks_nothing_is_said_whole() -> None:
    assert said_and_lacking("Essential hypertension") == ("Essential hypertension", "")


@pytest.mark.parametrize(
    ("glued", "parts"),
    [("ckd3", ["ckd", "3"]), ("ckd3a", ["ckd", "3a"]), ("b12", ["b12"]), ("knee", ["knee"])],
)
def test_letters_glued_to_a_number_come_apart(glued: str, parts: list[str]) -> None:
    assert unglued(glued) == parts


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("fracture", "fractures"),
        ("fractures", "fracture"),
        ("allergies", "allergy"),
        ("abscesses", "abscess"),
    ],
)
def test_singular_and_plural_are_one_word(word: str, other: str) -> None:
    assert set(forms(word)) == {word, other}


@pytest.mark.parametrize("word", ["abscess", "sinus", "otitis", "32", "uti"])
def test_words_that_only_look_like_plurals_keep_their_end(word: str) -> None:
    assert all(not form.startswith(word[:-1]) or form.startswith(word) for form in forms(word))


def test_relatives_share_a_beginning() -> None:
    assert "diabetes".startswith(stem("diabetic"))
    assert "hypertension".startswith(stem("hypertensive"))
    assert stem("gout") == "gout"
