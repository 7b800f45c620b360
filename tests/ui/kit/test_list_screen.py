"""A section's list: letters typed among the rows go to its filter, Down goes back to the rows."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_biller.ui.desk import MemorySettings
from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.list_screen import ListScreen
from desktop_biller.ui.kit.list_table import ListTable
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.tabs import Tabs


@dataclass(frozen=True, slots=True)
class Row:
    number: int


COLUMNS = (Column[Row]("name", "Patient", lambda r: f"Person {r.number}"),)


@pytest.fixture
def screen(qtbot: QtBot) -> ListScreen[Row]:
    made = ListScreen[Row](
        "People", Tabs("People", (("in", "In"), ("out", "Out"))), looks_for="Name", filter_width=200
    )
    made.hold(
        ListTable("People", COLUMNS, lambda ids: [Row(n) for n in ids], MemorySettings()),
        EmptyState("Nobody is here."),
    )
    for part in (made.tabs, made.filter, made.list):
        made.body.addWidget(part)
    qtbot.addWidget(made)
    made.resize(600, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_ids(range(1, 10))
    made.take_focus()
    return made


def test_the_rows_have_the_focus_first(screen: ListScreen[Row]) -> None:
    assert QApplication.focusWidget() is screen.table


def test_letters_typed_among_the_rows_go_to_the_filter(
    screen: ListScreen[Row], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(screen.filtered) as asked:
        QTest.keyClick(screen.table, Qt.Key.Key_N)
    assert asked.args == ["n"]
    assert screen.filter.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_down_and_enter_lead_from_the_filter_to_the_rows(
    screen: ListScreen[Row], key: Qt.Key
) -> None:
    screen.filter.setFocus()
    QTest.keyClick(screen.filter, key)
    assert screen.table.hasFocus()


def test_without_rows_words_say_why_and_the_filter_keeps_the_keys(
    screen: ListScreen[Row],
) -> None:
    screen.show_ids([])
    screen.show_empty("Nobody is called so.")
    assert screen.empty.words.text() == "Nobody is called so."
    assert not screen.table.isVisible()
    screen.take_focus()
    assert screen.filter.hasFocus()
    QTest.keyClick(screen.filter, Qt.Key.Key_Down)
    assert screen.filter.hasFocus()
    screen.show_empty("")
    assert screen.table.isVisible()


def test_the_row_with_the_focus_is_told_and_opened_by_enter(
    screen: ListScreen[Row], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(screen.chosen) as chosen:
        QTest.keyClick(screen.table, Qt.Key.Key_Down)
    assert chosen.args == [2]
    found = screen.current()
    assert found is not None
    assert found.number == 2
    with qtbot.waitSignal(screen.opened) as opened:
        QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert opened.args == [2]


def test_another_tab_is_another_question(screen: ListScreen[Row], qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.shown) as asked:
        screen.tabs.step(1)
    assert asked.args == ["out"]
    screen.show_count("out", 3)
    assert screen.tabs.tabToolTip(1) == "Out: 3"


def test_a_choice_of_the_presenter_asks_nothing_again(
    screen: ListScreen[Row], qtbot: QtBot
) -> None:
    with (
        qtbot.assertNotEmitted(screen.shown, wait=20),
        qtbot.assertNotEmitted(screen.filtered, wait=20),
    ):
        screen.show_tab("out")
        screen.show_filter("ada")
    assert screen.filter.value() == "ada"
