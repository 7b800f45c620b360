"""Lists with boxes: Space, clicks, the box in the head."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_biller.ui.kit.check_table import CheckTable
from desktop_biller.ui.kit.table_model import Column

COLUMNS: tuple[Column[int], ...] = (
    Column("check", "", lambda _row: "", 32, "check", sortable=False),
    Column("name", "Name", lambda row: f"Row {row}"),
)


@pytest.fixture
def table(qtbot: QtBot) -> CheckTable[int]:
    shown: CheckTable[int] = CheckTable("Rows", COLUMNS, list, lambda row: row)
    qtbot.addWidget(shown)
    shown.set_ids((1, 2, 3))
    shown.show_ticks({1}, {1, 2})
    shown.resize(300, 200)
    shown.show()
    return shown


def test_the_model_keeps_qts_rules(table: CheckTable[int], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table.rows)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped


def test_space_asks_for_the_tick_of_the_row(table: CheckTable[int], qtbot: QtBot) -> None:
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.tick_asked, timeout=500) as heard:
        QTest.keyClick(table, Qt.Key.Key_Space)
    assert heard.args == [2]


def test_a_click_on_the_box_asks_and_a_click_on_the_name_does_not(
    table: CheckTable[int], qtbot: QtBot
) -> None:
    box = table.visualRect(table.rows.index(2, 0)).center()
    with qtbot.waitSignal(table.tick_asked, timeout=500) as heard:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert heard.args == [3]
    name = table.visualRect(table.rows.index(1, 1)).center()
    with qtbot.assertNotEmitted(table.tick_asked):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=name)


def test_the_box_in_the_head_shows_some_all_or_none(table: CheckTable[int]) -> None:
    states = Qt.CheckState
    assert table.all_box.checkState() == states.PartiallyChecked
    table.show_ticks({1, 2}, {1, 2})
    assert table.all_box.checkState() == states.Checked
    table.show_ticks(set(), {1, 2})
    assert table.all_box.checkState() == states.Unchecked
    table.show_ticks(set(), set())
    assert not table.all_box.isEnabled()


def test_the_box_in_the_head_asks_for_all_and_then_for_none(
    table: CheckTable[int], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(table.all_asked, timeout=500) as heard:
        QTest.mouseClick(
            table.all_box, Qt.MouseButton.LeftButton, pos=table.all_box.rect().center()
        )
    assert heard.args == [True]
    table.show_ticks({1, 2}, {1, 2})
    with qtbot.waitSignal(table.all_asked, timeout=500) as heard:
        QTest.keyClick(table.all_box, Qt.Key.Key_Space)
    assert heard.args == [False]


def test_what_is_ticked_is_told_in_words(table: CheckTable[int]) -> None:
    told = [table.rows.index(at, 0).data() for at in range(3)]
    assert told == ["ticked", "not ticked", "can't be ticked"]
