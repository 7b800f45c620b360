"""Today's widgets: cards keep the focus, tiles tell how they are computed, narrow windows stack."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.inspection import flaws_of
from desktop_biller.ui.today.section import TodaySection
from desktop_biller.ui.today.today_view import TodayView
from tests.office import Office
from tests.ui.desks import Heard


@pytest.fixture
def section(desk: Desk) -> TodaySection:
    return TodaySection(desk)


@pytest.fixture
def view(office: Office, section: TodaySection, qtbot: QtBot) -> TodayView:
    office.visit(office.insured_patient().patient_id, ("G0439", 18500))
    shown = section.open(Place("today"))
    assert isinstance(shown, TodayView)
    qtbot.addWidget(shown)
    shown.resize(1104, 580)
    shown.show()
    return shown


def test_the_first_card_has_the_focus_and_enter_opens_its_list(
    view: TodayView, heard: Heard
) -> None:
    view.take_focus()
    QTest.keyClick(view.cards, Qt.Key.Key_Return)
    assert heard.places == [Place("visits", shown="not_billed")]


def test_coming_back_stands_on_the_same_card(
    view: TodayView, section: TodaySection, heard: Heard
) -> None:
    for _ in range(3):
        QTest.keyClick(view.cards, Qt.Key.Key_J)
    QTest.keyClick(view.cards, Qt.Key.Key_Enter)
    assert heard.places == [Place("claims", shown="denied")]
    assert section.open(Place("today")) is view
    assert view.cards.card() == "denied"


def test_where_nothing_waits_a_sentence_says_so(section: TodaySection, qtbot: QtBot) -> None:
    shown = section.open(Place("today"))
    assert isinstance(shown, TodayView)
    qtbot.addWidget(shown)
    assert not shown.nothing.isHidden()
    assert shown.nothing.text() == "Nothing waiting. New visits and denials show up here."
    assert len(shown.cards.work.rows) == 15, "the cards keep their place"


def test_the_sentence_goes_once_something_waits(view: TodayView) -> None:
    assert view.nothing.isHidden()


def test_f1_on_a_tile_tells_how_it_is_computed_with_both_numbers(view: TodayView) -> None:
    tile = view.measures.tiles.tiles()[2]
    QTest.keyClick(tile, Qt.Key.Key_F1)
    dialog = view.findChild(QDialog, "how_computed")
    assert dialog is not None
    assert dialog.windowTitle() == "Clean claims"
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Sent once, never rejected" in words
    assert "Claims sent" in words
    assert "Not enough data" in words
    assert "0, 30 needed" in words
    dialog.close()


@pytest.mark.parametrize(("width", "height"), [(1104, 580), (917, 450), (797, 330), (680, 400)])
def test_nothing_is_cut_or_lies_over_another_at_any_size(
    view: TodayView, width: int, height: int
) -> None:
    view.resize(width, height)
    QApplication.processEvents()
    assert [str(flaw) for flaw in flaws_of(view)] == []


def test_tiles_stand_in_as_many_columns_as_there_is_room_for(view: TodayView) -> None:
    def columns() -> int:
        tops = [tile.y() for tile in view.measures.tiles.tiles()]
        return tops.count(tops[0])

    QApplication.processEvents()
    assert columns() == 4
    view.resize(917, 450)
    QApplication.processEvents()
    assert columns() == 3
    view.resize(1104, 580)
    QApplication.processEvents()
    assert columns() == 4


def test_in_a_narrow_window_the_measures_stand_below_the_cards(view: TodayView) -> None:
    view.resize(680, 400)
    QApplication.processEvents()
    QApplication.processEvents()
    cards, measures = view.cards, view.measures
    below = measures.mapTo(view, measures.rect().topLeft()).y()
    assert below >= cards.mapTo(view, cards.rect().bottomLeft()).y()
    assert cards.height() >= cards.content_height()
