"""The cards of waiting work by keys, and their model."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.work_cards import Row, WorkCard, WorkList

ROWS: tuple[Row, ...] = (
    "Visits and claims",
    WorkCard("a", "Visits not billed", "visits", "3", "1,006.00", "4 d"),
    WorkCard("b", "Claims rejected", "claims", "0", waits=False),
    "Safety",
    WorkCard("c", "Backup", "backup", oldest="7:30 AM", chip=ChipSpec("OK", "green", "good")),
)


@pytest.fixture
def cards(qtbot: QtBot) -> WorkList:
    shown = WorkList("Waiting")
    qtbot.addWidget(shown)
    shown.show_rows(ROWS)
    shown.resize(500, 300)
    shown.show()
    return shown


def test_the_model_keeps_qts_rules(cards: WorkList, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(cards.work)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped


@pytest.mark.parametrize(
    ("down", "up"), [(Qt.Key.Key_Down, Qt.Key.Key_Up), (Qt.Key.Key_J, Qt.Key.Key_K)]
)
def test_arrows_or_j_and_k_go_from_card_to_card_past_the_heads(
    cards: WorkList, down: Qt.Key, up: Qt.Key
) -> None:
    seen = [cards.card()]
    for key in (down, down, down, up, up, up):
        QTest.keyClick(cards, key)
        seen.append(cards.card())
    assert seen == ["a", "b", "c", "c", "b", "a", "a"]


def test_home_and_end_go_to_the_first_and_the_last_card(cards: WorkList) -> None:
    QTest.keyClick(cards, Qt.Key.Key_End)
    assert cards.card() == "c"
    QTest.keyClick(cards, Qt.Key.Key_Home)
    assert cards.card() == "a"


def test_enter_opens_the_card_with_the_focus(cards: WorkList, qtbot: QtBot) -> None:
    QTest.keyClick(cards, Qt.Key.Key_J)
    with qtbot.waitSignal(cards.opened, timeout=500) as heard:
        QTest.keyClick(cards, Qt.Key.Key_Enter)
    assert heard.args == ["b"]


def test_a_head_takes_neither_a_click_nor_the_focus(cards: WorkList, qtbot: QtBot) -> None:
    place = cards.visualRect(cards.work.index(3)).center()
    with qtbot.assertNotEmitted(cards.opened):
        QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert cards.card() == "a"


def test_the_cards_are_refilled_in_place(cards: WorkList) -> None:
    cards.choose("c")
    cards.show_rows((*ROWS[:3], "Payments", WorkCard("d", "Credits", "credit"), *ROWS[3:]))
    assert cards.card() == "c"
    cards.show_rows(ROWS[:3])
    assert cards.card() == "a", "a card that is gone gives way to the first"


def test_a_screen_reader_hears_all_of_a_card(cards: WorkList) -> None:
    told = cards.work.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Visits not billed, 3 waiting, 1,006.00 dollars, 4 d"
    assert cards.work.index(4).data(Qt.ItemDataRole.AccessibleTextRole) == "Backup, 7:30 AM, OK"
