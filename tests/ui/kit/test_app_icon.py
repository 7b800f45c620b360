"""The program's icon is drawn in every size and can be told apart from an empty one."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from desktop_biller.ui.kit.app_icon import SIZES, app_icon, icon_picture
from desktop_biller.ui.kit.tokens import LIGHT


@pytest.mark.parametrize("size", SIZES)
def test_each_size_shows_a_white_paper_on_the_ground_with_clear_corners(size: int) -> None:
    picture = icon_picture(size)
    assert (picture.width(), picture.height()) == (size, size)
    assert picture.pixelColor(0, 0).alpha() < 128
    assert picture.pixelColor(size // 10, size // 2) == QColor(LIGHT.accent)
    assert picture.pixelColor(round(size * 0.3), round(size * 0.78)) == QColor(LIGHT.on_accent)
    marked = picture.pixelColor(int(size * 0.72), int(size * 0.84))
    assert marked.green() > marked.blue(), "the mark is green"


def test_the_system_is_given_all_sizes(qapp: QApplication) -> None:
    del qapp
    assert {s.width() for s in app_icon().availableSizes()} == set(SIZES)
