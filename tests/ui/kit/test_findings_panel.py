"""The panel of findings: counts, links, height, and a focus that it never takes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_biller.ui.kit.chip import Chip
from desktop_biller.ui.kit.findings_panel import FindingsPanel, PanelFinding

STOP = PanelFinding("stop", "Line 3 has no diagnosis.", "line 3 pointers", "line 3, Dx", "line 3")
WARNING = PanelFinding("warning", "Line 4 has no modifier.", "line 4", "line 4, modifier", "line 4")


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[FindingsPanel]:
    outer = QWidget()
    box = QVBoxLayout(outer)
    made = FindingsPanel()
    box.addWidget(made)
    box.addStretch(1)
    qtbot.addWidget(outer)
    outer.resize(288, 600)
    outer.show()
    qtbot.waitExposed(outer)
    yield made
    outer.hide()  # and held until here


def words(panel: FindingsPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def links(panel: FindingsPanel) -> list[QPushButton]:
    return [link for link in panel.findChildren(QPushButton) if link.isVisible()]


def test_it_counts_and_says_how_many_checks_passed(panel: FindingsPanel) -> None:
    panel.show_findings([STOP, WARNING, WARNING], 38)
    chips = [chip.words() for chip in panel.findChildren(Chip) if chip.isVisible()]
    assert chips == ["1 stop", "2 warnings", "Stop", "Warning", "Warning"]
    assert "38 other checks passed" in words(panel)
    panel.show_findings([], 1)
    assert "1 check passed" in words(panel)
    assert links(panel) == []


def test_a_link_tells_where_to_go_and_is_reached_by_keys(
    panel: FindingsPanel, qtbot: QtBot
) -> None:
    panel.show_findings([STOP, WARNING], 3)
    first, second = links(panel)
    assert (first.text(), second.text()) == ("Go to line 3, Dx", "Go to line 4, modifier")
    second.setFocus()
    with qtbot.waitSignal(panel.go_to) as told:
        QTest.keyClick(second, Qt.Key.Key_Space)
    assert told.args == ["line 4"]


def test_new_findings_leave_the_focus_where_it_is(panel: FindingsPanel) -> None:
    panel.show_findings([STOP, WARNING], 3)
    link = links(panel)[0]
    link.setFocus()
    panel.show_findings([WARNING], 4)
    assert link.hasFocus()
    assert link.text() == "Go to line 4, modifier"


def test_a_finding_without_a_field_has_no_link(panel: FindingsPanel) -> None:
    panel.show_findings([PanelFinding("note", "Not checked: there is no data.")], 0)
    assert links(panel) == []


def test_where_room_is_short_the_link_stands_beside_the_chip(
    panel: FindingsPanel, qtbot: QtBot
) -> None:
    panel.show_findings([STOP], 0)
    outer = panel.parentWidget()
    assert outer is not None
    chip = next(chip for chip in panel.findChildren(Chip) if chip.words() == "Stop")

    def distance() -> int:
        link = links(panel)[0]
        return link.mapTo(panel, QPoint(0, 0)).y() - chip.mapTo(panel, QPoint(0, 0)).y()

    qtbot.waitUntil(lambda: distance() > chip.height())
    outer.resize(240, 600)
    qtbot.waitUntil(lambda: links(panel)[0].text() == "Go to line 3")
    qtbot.waitUntil(lambda: distance() < chip.height())


def test_it_is_as_high_as_what_it_says(panel: FindingsPanel, qtbot: QtBot) -> None:
    panel.show_findings([STOP], 5)
    qtbot.waitUntil(lambda: panel.height() > 0)
    one = panel.sizeHint().height()
    panel.show_findings([STOP, WARNING, WARNING], 5)
    assert panel.sizeHint().height() > one + 100
