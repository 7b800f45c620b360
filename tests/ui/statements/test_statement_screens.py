"""The Statements section with its widgets: keys, boxes, the paper beside the list."""

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.inspection import flaws_of
from desktop_biller.ui.statements.due_view import DueView
from desktop_biller.ui.statements.history_view import HistoryView
from desktop_biller.ui.statements.section import StatementsSection
from tests.office import Office
from tests.ui.desks import Heard


@pytest.fixture
def people(office: Office) -> dict[str, int]:
    """Guarantors by last name: two who are due, one whose balance is small."""
    found = {}
    for name, cents in (("Abel", 15000), ("Baker", 5000), ("Cole", 499)):
        patient = office.patient(name={"last": name, "first": "Ana"})
        office.visit(patient.patient_id, ("G0101", cents))
        found[name] = patient.guarantor_id
    return found


@pytest.fixture
def section(desk: Desk) -> Iterator[StatementsSection]:
    made = StatementsSection(desk)
    yield made
    made.close()


@pytest.fixture
def view(people: dict[str, int], section: StatementsSection, qtbot: QtBot) -> Iterator[DueView]:
    assert people
    shown = section.open(Place("statements"))
    assert isinstance(shown, DueView)
    qtbot.addWidget(shown)
    shown.resize(1104, 580)
    shown.show()
    shown.take_focus()
    QApplication.processEvents()
    yield shown
    shown.hide()


def boxes(view: DueView) -> list[str]:
    return [str(view.table.rows.index(at, 0).data()) for at in range(view.table.rows.rowCount())]


def test_the_list_is_ready_and_ctrl_p_prints_it(view: DueView, heard: Heard) -> None:
    assert boxes(view) == ["ticked", "ticked", "can't be ticked"]
    assert view.print.text() == "Print 2 statements..."
    QTest.keyClick(view.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert heard.previews[0].title == "2 statements"
    assert not view.print.isEnabled()
    assert "No account is ticked" in view.print.toolTip()


def test_space_takes_a_row_out_and_the_box_in_the_head_shows_a_part(view: DueView) -> None:
    QTest.keyClick(view.table, Qt.Key.Key_Space)
    assert boxes(view) == ["not ticked", "ticked", "can't be ticked"]
    assert view.table.all_box.checkState() == Qt.CheckState.PartiallyChecked
    assert view.print.text() == "Print 1 statement..."
    QTest.mouseClick(view.filter.all, Qt.MouseButton.LeftButton)
    assert boxes(view)[:2] == ["ticked", "ticked"]
    QTest.mouseClick(
        view.table.all_box, Qt.MouseButton.LeftButton, pos=view.table.all_box.rect().center()
    )
    assert boxes(view)[:2] == ["not ticked", "not ticked"]


def test_space_on_a_row_on_hold_says_why(view: DueView, heard: Heard) -> None:
    QTest.keyClick(view.table, Qt.Key.Key_End)
    QTest.keyClick(view.table, Qt.Key.Key_Space)
    assert boxes(view)[2] == "can't be ticked"
    assert heard.told == ["On hold: Below $5.00. Print it by hand, or lower the minimum."]


def test_a_lower_minimum_brings_an_account_in(view: DueView, qtbot: QtBot) -> None:
    assert view.filter.minimum.text() == "5.00", "the practice's own"
    view.filter.minimum.setFocus()
    view.filter.minimum.selectAll()
    QTest.keyClicks(view.filter.minimum, "1")
    QTest.keyClick(view.filter.minimum, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: boxes(view) == ["ticked"] * 3)
    assert view.print.text() == "Print 3 statements..."


def test_a_minimum_that_is_no_amount_marks_its_field_and_changes_nothing(view: DueView) -> None:
    view.filter.minimum.setFocus()
    view.filter.minimum.selectAll()
    QTest.keyClicks(view.filter.minimum, "much")
    QTest.keyClick(view.filter.minimum, Qt.Key.Key_Return)
    assert view.filter.minimum.problem
    assert view.filter.minimum.text() == "much"
    assert boxes(view) == ["ticked", "ticked", "can't be ticked"]


def test_letters_find_a_name_and_down_goes_back_to_the_list(view: DueView) -> None:
    QTest.keyClicks(view.table, "b")
    assert view.filter.text.hasFocus()
    assert view.table.rows.rowCount() == 1
    QTest.keyClick(view.filter.text, Qt.Key.Key_Down)
    assert view.table.hasFocus()
    assert view.print.text() == "Print 2 statements...", "what is ticked stays ticked"


def test_the_statement_stands_beside_the_list_once_the_focus_rests(
    view: DueView, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: view.paper.pages.pages() >= 1, timeout=5000)
    assert "Abel, Ana" in view.paper.pages.desk.accessibleName()
    assert "150.00" in view.paper.pages.desk.accessibleDescription()


def test_one_on_hold_is_asked_about_and_the_dialogs_default_is_to_print(
    view: DueView, heard: Heard
) -> None:
    QTest.keyClick(view.table, Qt.Key.Key_End)
    assert not view.paper.one.isHidden()
    QTest.mouseClick(view.paper.one, Qt.MouseButton.LeftButton)
    dialog = view.findChild(QDialog)
    assert dialog is not None
    assert not heard.previews
    verbs = [b for b in dialog.findChildren(QPushButton) if b.text() == "Print it"]
    verbs[0].click()
    assert len(heard.previews) == 1


@pytest.mark.parametrize(("width", "height"), [(1104, 580), (917, 450), (797, 330)])
def test_nothing_of_the_due_list_is_cut_at_any_size(view: DueView, width: int, height: int) -> None:
    view.resize(width, height)
    for _ in range(3):
        QApplication.processEvents()
    assert [str(flaw) for flaw in flaws_of(view)] == []


def test_an_office_where_nobody_owes_says_so(section: StatementsSection, qtbot: QtBot) -> None:
    shown = section.open(Place("statements"))
    assert isinstance(shown, DueView)
    qtbot.addWidget(shown)
    assert shown.empty.words.text() == "No one is due a statement."
    assert not shown.empty.isHidden()
    assert shown.entry is shown.filter.text


def test_the_history_lists_days_and_their_statements(
    office: Office, people: dict[str, int], section: StatementsSection, qtbot: QtBot
) -> None:
    office.statement(people["Abel"])
    office.on(dt.date(2026, 3, 9))
    office.statement(people["Baker"])
    shown = section.open(Place("statements", "history"))
    assert isinstance(shown, HistoryView)
    qtbot.addWidget(shown)
    shown.resize(1104, 580)
    shown.show()
    QApplication.processEvents()
    assert shown.table.rows.rowCount() == 2
    shown.runs.setFocus()
    QTest.keyClick(shown.runs, Qt.Key.Key_Down)
    assert shown.table.rows.rowCount() == 1
    QTest.keyClick(shown.runs, Qt.Key.Key_Return)
    assert shown.table.hasFocus()
    assert [str(flaw) for flaw in flaws_of(shown)] == []
