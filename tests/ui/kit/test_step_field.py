"""Small numbers that are typed or moved by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_biller.ui.kit.step_field import StepField
from desktop_biller.ui.kit.timeline import Timeline, TimelineStep


@pytest.fixture
def offset(qtbot: QtBot) -> StepField:
    field = StepField(-50, 50, hundredths=True, signed=True)
    qtbot.addWidget(field)
    field.set_number(0)
    return field


@pytest.mark.parametrize(
    ("typed", "number", "shown"),
    [
        ("0.05", 5, "+0.05"),
        (".5", 50, "+0.50"),
        ("-.1", -10, "−0.10"),
        ("−0.03", -3, "−0.03"),
        ("+0.2", 20, "+0.20"),
        ("0", 0, "0.00"),
    ],
)
def test_an_offset_is_read_in_hundredths_of_an_inch(
    offset: StepField, typed: str, number: int, shown: str
) -> None:
    offset.setText(typed)
    assert offset.read_now()
    assert (offset.number(), offset.text()) == (number, shown)


@pytest.mark.parametrize("typed", ["0.51", "-1", "x", "", ".", "0.005", "1e3"])
def test_what_is_no_offset_stays_and_says_what_would_fit(offset: StepField, typed: str) -> None:
    offset.setText(typed)
    assert not offset.read_now()
    assert offset.text() == typed
    assert offset.number() is None
    assert "from −0.50 to +0.50" in offset.problem


def test_up_and_down_move_by_a_hundredth_and_stop_at_the_ends(
    offset: StepField,
) -> None:
    told = []
    offset.stepped.connect(lambda: told.append(offset.number()))
    QTest.keyClick(offset, Qt.Key.Key_Up)
    QTest.keyClick(offset, Qt.Key.Key_Down)
    QTest.keyClick(offset, Qt.Key.Key_Down)
    assert told == [1, 0, -1]
    offset.set_number(-50)
    QTest.keyClick(offset, Qt.Key.Key_Down)
    assert offset.number() == -50


def test_copies_are_whole(qtbot: QtBot) -> None:
    copies = StepField(1, 99)
    qtbot.addWidget(copies)
    copies.setText("1.5")
    assert copies.number() is None
    copies.setText("12")
    assert copies.number() == 12


def test_a_timeline_shows_its_steps_anew(qtbot: QtBot) -> None:
    line = Timeline("History")
    qtbot.addWidget(line)
    first = TimelineStep("Made from the visit", "03/02/2026, TN", "good", "blue")
    line.show_steps([first])
    line.show_steps([first, TimelineStep("Sent by paper", "03/03/2026, TN", "print")])
    assert [step.words for step in line.steps()] == ["Made from the visit", "Sent by paper"]
