"""The Reports section with its widgets: the list, the day by keys, its proof and its close."""

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.inspection import flaws_of
from desktop_biller.ui.reports.catalog import REPORTS
from desktop_biller.ui.reports.day_panel import adds_up, proof_of
from desktop_biller.ui.reports.day_view import DayView
from desktop_biller.ui.reports.report_list_view import ReportListView
from desktop_biller.ui.reports.section import ReportsSection
from desktop_biller.workflow.closing.days import closed_days, day_summary
from tests.office import Office
from tests.ui.desks import Heard

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def section(desk: Desk) -> Iterator[ReportsSection]:
    made = ReportsSection(desk)
    yield made
    made.close()


@pytest.fixture
def day(office: Office, section: ReportsSection, qtbot: QtBot) -> DayView:
    patient = office.insured_patient().patient_id
    office.visit(patient, ("G0439", 18500))
    office.pay(patient, 3000)
    shown = section.open(Place("reports", "day"))
    assert isinstance(shown, DayView)
    qtbot.addWidget(shown)
    shown.resize(1104, 580)
    shown.show()
    shown.take_focus()
    QApplication.processEvents()
    return shown


@pytest.fixture
def reports(section: ReportsSection, qtbot: QtBot) -> ReportListView:
    shown = section.open(Place("reports"))
    assert isinstance(shown, ReportListView)
    qtbot.addWidget(shown)
    shown.resize(1104, 580)
    shown.show()
    shown.take_focus()
    return shown


def test_enter_on_the_day_sheet_opens_the_day(reports: ReportListView, heard: Heard) -> None:
    QTest.keyClick(reports.table, Qt.Key.Key_Return)
    assert heard.places == [Place("reports", "day")]


def test_a_report_that_is_still_to_come_says_so_and_where_to_look_until_then(
    reports: ReportListView, heard: Heard
) -> None:
    reports.table.select_id(3)
    open_report = reports.findChild(QPushButton, "open_report")
    assert open_report is not None
    assert not open_report.isEnabled()
    QTest.keyClick(reports.table, Qt.Key.Key_Return)
    assert heard.places == []
    assert reports.banner.words() == (
        "A/R aging is still to come. Until then: Today shows the whole by age."
    )
    reports.table.select_id(1)
    assert reports.banner.words() == ""


def test_reports_are_named_once() -> None:
    assert len({report.name for report in REPORTS}) == len(REPORTS)


def test_the_day_shows_its_entries_and_a_proof_that_adds_up(office: Office, day: DayView) -> None:
    assert day.entries.rows.rowCount() == 2
    assert day.panel.totals.accessibleName() == "2 entries: 185.00, 30.00, 0.00, 0.00"
    assert day.proof.proof.accessibleName() == (
        "Owed to us $: Start of day 0.00, + Charges 185.00, − Payments 30.00, − Adjustments 0.00,"
        " + Refunds 0.00, End of day 155.00"
    )
    assert day.proof.proof.chip.words() == "Adds up"
    summary = day_summary(office.ws, dt.date(2026, 3, 2))
    assert adds_up(summary)
    assert proof_of(summary)[-1].value == "155.00"


def test_the_date_is_reached_by_ctrl_f_and_moved_by_minus(day: DayView) -> None:
    QTest.keyClick(day, Qt.Key.Key_F, CTRL)
    assert day.date.hasFocus()
    QTest.keyClick(day.date, Qt.Key.Key_Minus)
    assert day.date.text() == "03/01/2026"
    assert day.date.hasFocus(), "the next key moves the date again"
    assert not day.empty.isHidden()
    assert day.empty.words.text() == "Nothing was posted on this day."
    QTest.keyClick(day.date, Qt.Key.Key_Plus)
    assert day.entries.rows.rowCount() == 2


def test_ctrl_p_prints_the_sheet(day: DayView, heard: Heard) -> None:
    QTest.keyClick(day.entries, Qt.Key.Key_P, CTRL)
    assert heard.previews[0].title == "Day sheet"


def test_closing_asks_first_and_the_safe_answer_is_the_default(
    day: DayView, office: Office, heard: Heard
) -> None:
    day.close_day.click()
    dialog = day.findChild(QDialog)
    assert dialog is not None
    verbs = {button.text(): button for button in dialog.findChildren(QPushButton)}
    assert verbs["Cancel"].isDefault()
    assert not verbs["Close day"].isDefault()
    assert closed_days(office.ws) == ()
    verbs["Close day"].click()
    assert [close.day for close in closed_days(office.ws)] == [dt.date(2026, 3, 2)]
    assert not day.close_day.isEnabled()
    assert "closed already" in day.close_day.toolTip()
    assert day.proof.closed.text().startswith("Closed by Thuy Nguyen, 03/02/2026")
    heard.previews.clear()
    day.tabs.step(2)
    QTest.keyClick(day.closed, Qt.Key.Key_Return)
    assert len(heard.previews) == 1, "Enter shows the sheet that closed the day"


def test_a_day_still_open_is_opened_from_its_list(day: DayView, office: Office) -> None:
    office.on(dt.date(2026, 3, 5))
    day.day_chosen.emit(dt.date(2026, 3, 5))
    assert day.entries.rows.rowCount() == 0
    day.tabs.step(1)
    assert day.open_days.rows.rowCount() == 1
    QTest.keyClick(day.open_days, Qt.Key.Key_Return)
    assert day.date.text() == "03/02/2026"
    assert day.tabs.key() == "entries"
    assert day.entries.rows.rowCount() == 2


@pytest.mark.parametrize(("width", "height"), [(1104, 580), (917, 450), (797, 330)])
def test_nothing_of_a_day_is_cut_at_any_size(day: DayView, width: int, height: int) -> None:
    day.resize(width, height)
    for _ in range(3):
        QApplication.processEvents()
    assert [str(flaw) for flaw in flaws_of(day)] == []
