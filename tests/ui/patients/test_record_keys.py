"""A patient's record by keys: what Ctrl+N and Ctrl+P mean on its tabs, and what the menu says."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_biller.ui.desk import Bus, Desk, Place
from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.ui.main_window import MainWindow
from desktop_biller.ui.patients.record_view import RecordView
from desktop_biller.ui.sections import makers
from tests.office import Office

_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(office: Office, qtbot: QtBot) -> Iterator[MainWindow]:
    desk = Desk(office.ws, InlineRunner(), Bus(), go=lambda _place: None)
    made = MainWindow(desk, makers(), title="Cedar Hollow")
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.go(Place("patients", "record", office.patient().patient_id))
    yield made
    made.leave_everything()


def record(window: MainWindow) -> RecordView:
    shown = window.shown_screen()
    assert isinstance(shown, RecordView)
    return shown


def press(window: MainWindow, key: Qt.Key) -> None:
    focused = window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, _CTRL)


def test_ctrl_n_registers_another_patient_but_adds_a_plan_on_the_insurance_tab(
    window: MainWindow,
) -> None:
    view = record(window)
    words = {a.objectName(): a for a in view.acts()}
    assert words["new"].text() == "New patient"
    view.show_tab("insurance")
    assert words["new"].text() == "Add plan"
    view.show_tab("account")
    press(window, Qt.Key.Key_N)
    assert window.place() == Place("patients", "register", new=True)


def test_ctrl_p_on_the_account_leads_to_the_statement(window: MainWindow) -> None:
    patient = window.patient_id
    press(window, Qt.Key.Key_P)
    assert window.place() == Place("statements", "", patient)


def test_an_empty_account_says_so_and_has_the_focus_where_the_work_begins(
    window: MainWindow,
) -> None:
    account = record(window).account
    assert not account.ledger.isVisible()
    assert account._nothing.words.text() == "Nothing was charged or paid yet."
    assert window.focusWidget() is account._nothing.buttons[0]


def test_acts_that_a_tab_lacks_are_not_offered(window: MainWindow) -> None:
    view = record(window)
    able = {a.objectName(): a for a in view.acts()}
    assert not able["save"].isEnabled()
    view.show_tab("history")
    assert [able[name].isEnabled() for name in ("save", "print", "filter")] == [False] * 3
    view.show_tab("notes")
    assert able["save"].isEnabled()


def test_a_menu_calls_the_key_enter_as_the_buttons_do(window: MainWindow) -> None:
    save = next(a for a in record(window).acts() if a.objectName() == "save")
    assert [keys.toString() for keys in save.shortcuts()] == ["Ctrl+Enter", "Ctrl+Return"]


def test_at_larger_text_the_birth_date_stays_while_the_name_has_room(window: MainWindow) -> None:
    strip = window.strip
    assert strip._boxes["born"].isVisible()
    strip.resize(880, strip.height())
    assert strip._boxes["born"].isVisible()
    strip.resize(520, strip.height())
    assert not strip._boxes["born"].isVisible()
