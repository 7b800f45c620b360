"""What the machine finds in a window: a check that never finds anything would prove nothing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_biller.ui.inspection import cut_sideways, flaws_of
from desktop_biller.ui.kit.choice import Choice


def page_with(content_width: int, bar: Qt.ScrollBarPolicy) -> QWidget:
    """A page 200 pixels wide around a content of its own width."""
    window, area, content = QWidget(), QScrollArea(), QWidget()
    content.setMinimumWidth(content_width)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(bar)
    area.setWidget(content)
    box = QVBoxLayout(window)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(area)
    window.resize(200, 200)
    return window


def found_in(bot: QtBot, window: QWidget) -> list[str]:
    """What is cut at the right, once the window is shown."""
    bot.addWidget(window)
    with bot.waitExposed(window):
        window.show()
    return [flaw.words for flaw in cut_sideways(window)]


def test_content_wider_than_its_page_is_found_where_no_bar_reaches_it(qtbot: QtBot) -> None:
    (words,) = found_in(qtbot, page_with(300, Qt.ScrollBarPolicy.ScrollBarAlwaysOff))
    assert words.startswith("its content is cut by 10")


def test_content_that_fits_or_scrolls_is_no_flaw(qtbot: QtBot) -> None:
    policies = Qt.ScrollBarPolicy
    for wide, bar in ((120, policies.ScrollBarAlwaysOff), (300, policies.ScrollBarAsNeeded)):
        window = page_with(wide, bar)
        assert found_in(qtbot, window) == []


def test_a_short_choice_that_is_cut_is_found(qtbot: QtBot) -> None:
    choice = Choice([("page", "Whole page")])
    choice.setAccessibleName("Zoom")
    window = QWidget()
    QVBoxLayout(window).addWidget(choice)
    qtbot.addWidget(window)
    for wide, found in ((80, ["its choice “Whole page” is cut"]), (200, [])):
        choice.setFixedWidth(wide)
        window.resize(240, 60)
        with qtbot.waitExposed(window):
            window.show()
        assert [flaw.words for flaw in flaws_of(window)] == found
