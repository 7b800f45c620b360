"""The palette finds, marks, opens by Enter and goes to acts by Tab."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_biller.ui.kit.palette import Hit, Palette


class World:
    """What can be found, and what was done."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def look(self, text: str, show: Callable[[Sequence[Hit]], None]) -> None:
        people = [
            Hit(name, "01/02/1960", "person", do=self.does(f"open {name}"), subject=n)
            for n, name in enumerate(("Smith, Jo", "Smithers, Al"))
            if text.casefold() in name.casefold()
        ]
        acts = [
            Hit(
                "Enter visit",
                keys="Ctrl+E",
                do=self.does(f"visit {hit.subject}"),
                subject=hit.subject,
            )
            for hit in people
        ]
        show([Hit("Patients"), *people, Hit("Actions"), *acts])

    def does(self, what: str) -> Callable[[], None]:
        return lambda: self.done.append(what)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def palette(qtbot: QtBot, world: World) -> Iterator[Palette]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 500)
    window.show()
    made = Palette(window, world.look)
    made.open_at(QPoint(10, 10), 640)
    yield made
    made.hide()


def line(palette: Palette) -> QWidget:
    return palette._line


def test_enter_opens_the_first_hit(palette: Palette, world: World) -> None:
    QTest.keyClicks(line(palette), "smith")
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert world.done == ["open Smith, Jo"]
    assert palette.isHidden()


def test_heads_are_stepped_over_by_the_arrows(palette: Palette, world: World) -> None:
    QTest.keyClicks(line(palette), "smith")
    QTest.qWait(80)
    for _ in range(2):
        QTest.keyClick(line(palette), Qt.Key.Key_Down)
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert world.done == ["visit 0"]


def test_tab_goes_to_the_acts_of_the_marked_patient(palette: Palette, world: World) -> None:
    QTest.keyClicks(line(palette), "smith")
    QTest.qWait(80)
    QTest.keyClick(line(palette), Qt.Key.Key_Down)
    QTest.keyClick(line(palette), Qt.Key.Key_Tab)
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert world.done == ["visit 1"]


def test_escape_closes_and_opens_nothing(palette: Palette, world: World, qtbot: QtBot) -> None:
    with qtbot.waitSignal(palette.closed):
        QTest.keyClick(line(palette), Qt.Key.Key_Escape)
    assert world.done == []


def test_letters_typed_last_count_even_when_enter_follows_at_once(
    palette: Palette, world: World
) -> None:
    QTest.keyClicks(line(palette), "smithers")
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert world.done == ["open Smithers, Al"]
