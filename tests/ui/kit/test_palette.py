"""The palette finds, marks, opens by Enter and goes to acts by Tab."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
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
    made.open_at(QPoint(10, 10), QSize(640, 600))
    yield made
    made.hide()


def line(palette: Palette) -> QWidget:
    return palette._line


def test_enter_opens_the_first_hit(palette: Palette, world: World) -> None:
    QTest.keyClicks(line(palette), "smith")
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert world.done == ["open Smith, Jo"]
    assert palette.isHidden()


def test_it_ends_where_the_window_ends(palette: Palette) -> None:
    QTest.keyClicks(line(palette), "s")
    whole = palette.height()
    palette.open_at(QPoint(10, 10), QSize(640, whole - 20))
    QTest.keyClicks(line(palette), "m")
    assert palette.height() <= whole - 20


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


def test_enter_waits_for_what_was_typed_and_opens_nothing_else(qtbot: QtBot) -> None:
    waiting: list[Callable[[], None]] = []
    world = World()

    def look_later(text: str, show: Callable[[Sequence[Hit]], None]) -> None:
        waiting.append(lambda: world.look(text, show))

    window = QWidget()
    qtbot.addWidget(window)
    palette = Palette(window, look_later)
    palette.open_at(QPoint(10, 10), QSize(640, 600))
    waiting.pop()()
    QTest.keyClicks(line(palette), "smithers")
    waiting.pop(0)()  # for the first letter, too late
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert world.done == []
    waiting.pop()()
    assert world.done == ["open Smithers, Al"]


def test_who_closes_the_palette_meanwhile_opens_nothing(qtbot: QtBot) -> None:
    waiting: list[Callable[[], None]] = []
    world = World()
    window = QWidget()
    qtbot.addWidget(window)
    palette = Palette(window, lambda text, show: waiting.append(lambda: world.look(text, show)))
    palette.open_at(QPoint(10, 10), QSize(640, 600))
    QTest.keyClicks(line(palette), "smith")
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    QTest.keyClick(line(palette), Qt.Key.Key_Escape)
    for answer in waiting:
        answer()
    assert world.done == []


def test_the_row_that_was_marked_meanwhile_is_the_one_that_opens(
    palette: Palette, world: World
) -> None:
    QTest.keyClicks(line(palette), "smith")
    QTest.keyClick(line(palette), Qt.Key.Key_Down)
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert world.done == ["open Smithers, Al"]
