import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_biller.foundation.text import clean, folded


@given(st.text())
def test_clean_text_holds_nothing_unseen_and_stays_clean(text: str) -> None:
    kept = clean(text)
    assert clean(kept) == kept
    assert kept == kept.strip()
    assert "  " not in kept
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"} for c in kept)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Rosa \t Delgado\r\n", "Rosa Delgado"),
        ("Nu\u0301n\u0303ez", "Núñez"),
        ("O\u2019Brien", "O\u2019Brien"),
        ("a\u202eb\u200bc\x00d", "abcd"),
        ("a\u00a0b", "a b"),
        ("\ud800", ""),
        ("", ""),
    ],
)
def test_typed_text_is_kept_as_people_read_it(text: str, kept: str) -> None:
    assert clean(text) == kept


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Zielińska", "zielinska"),
        ("ŁUCJA", "lucja"),
        ("O\u2019Brien-Núñez", "obrien nunez"),
        ("  De  La Cruz, Jr. ", "de la cruz jr"),
        ("Strauß Åse Þór Sørensen", "strauss ase thor sorensen"),
        ("Nu\u0301n\u0303ez", "nunez"),
        ("%_*\"'", ""),
        ("\u0130\u0131", "ii"),
        ("Ольга", "ольга"),
        ("\u2102 \ufb01n", "c fin"),
    ],
)
def test_a_folded_name_has_no_case_accents_or_marks(text: str, wanted: str) -> None:
    assert folded(text) == wanted


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert not set(folded(text)) & set("%_'\"\\")
