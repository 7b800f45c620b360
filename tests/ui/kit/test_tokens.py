"""The colors reach the contrast that reading needs, in both themes."""

import pytest

from desktop_biller.ui.kit.tokens import DARK, LIGHT, PAIRS, Colors, contrast


def test_contrast_is_that_of_the_wcag_formula() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("one", "other", "needed"), PAIRS)
def test_every_pair_that_meets_on_a_screen_can_be_read(
    theme: Colors, one: str, other: str, needed: float
) -> None:
    assert contrast(getattr(theme, one), getattr(theme, other)) >= needed


def test_secondary_text_on_a_selected_row_is_readable_in_light_only() -> None:
    # Why painters take the text color there in dark.
    assert contrast(LIGHT.muted, LIGHT.selected) >= 4.5
    assert contrast(DARK.muted, DARK.selected) < 4.5
