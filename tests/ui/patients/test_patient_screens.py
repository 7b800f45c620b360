"""The screens of the Patients section by keys, on a real practice."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_biller.ui.desk import Bus, Desk, Place
from desktop_biller.ui.inspection import flaws_of
from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.ui.main_window import MainWindow
from desktop_biller.ui.patients.record_view import RecordView
from desktop_biller.ui.patients.register_view import RegisterView
from desktop_biller.ui.sections import makers
from desktop_biller.workflow.drafts import drafts_of
from desktop_biller.workflow.patients.details import patient_details, patient_notes
from desktop_biller.workflow.patients.insurance import patient_coverages
from desktop_biller.workflow.patients.patient_list import patient_ids
from desktop_biller.workflow.reading import ListQuery
from tests.office import Office


@pytest.fixture
def window(office: Office, qtbot: QtBot) -> Iterator[MainWindow]:
    desk = Desk(office.ws, InlineRunner(), Bus(), go=lambda _place: None)
    made = MainWindow(desk, makers(), title="Cedar Hollow")
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.leave_everything()


def typed(*steps: str) -> None:
    """Type texts; each is left by Tab."""
    for text in steps:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, text)
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)


def keys(text: str) -> None:
    """Type into what has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, held)


CTRL = Qt.KeyboardModifier.ControlModifier


def dialog_of(window: QWidget) -> QDialog:
    return next(d for d in window.findChildren(QDialog) if d.isVisible())


def another_window(office: Office, qtbot: QtBot) -> MainWindow:
    """The window of a later start, which knows nothing of the one before."""
    desk = Desk(office.ws, InlineRunner(), Bus(), go=lambda _place: None)
    made = MainWindow(desk, makers(), title="Cedar Hollow")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def register(window: MainWindow, qtbot: QtBot) -> RegisterView:
    window.go(Place("patients", "register", new=True))
    screen = window.shown_screen()
    assert isinstance(screen, RegisterView)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is screen.person.last)
    return screen


def fill_person() -> None:
    typed("Adeyemi", "Gia", "C", "", "9/5/72")
    keys("F")
    press(Qt.Key.Key_Tab)
    typed("937 555 0126", "12 Foxglove Way", "", "Enon", "oh", "45323")


def test_a_patient_with_a_plan_is_registered_by_keys_alone(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    register(window, qtbot)
    fill_person()
    typed("", "", "")
    keys("blue")
    QTest.qWait(120)
    press(Qt.Key.Key_Return)  # takes the payer and goes on
    typed("XQ9876543", "30")
    press(Qt.Key.Key_Return, CTRL)
    (patient,) = patient_ids(office.ws, ListQuery(text="adeyemi"))
    (plan,) = patient_coverages(office.ws, patient)
    assert (plan.payer, plan.member_id, plan.copay_cents) == (
        "Blue Harbor Health",
        "XQ9876543",
        3000,
    )
    assert window.place() == Place("patients", "record", patient)


def test_what_is_missing_is_marked_and_the_first_field_gets_the_focus(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    screen = register(window, qtbot)
    typed("Adeyemi")
    press(Qt.Key.Key_Return, CTRL)
    assert QApplication.focusWidget() is screen.person.first
    assert screen.person.first.problem == "This is needed."
    assert screen.person.last.text() == "Adeyemi"
    assert patient_ids(office.ws, ListQuery()) == ()


def test_a_second_patient_of_that_name_and_birth_date_is_asked_about(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    office.patient(name={"last": "Adeyemi", "first": "Gia"}, birth_date="1972-09-05")
    screen = register(window, qtbot)
    fill_person()
    press(Qt.Key.Key_Return, CTRL)
    assert "already registered" in screen.banner.words()
    screen.save_as_other_asked.emit()
    assert len(patient_ids(office.ws, ListQuery(text="adeyemi"))) == 2


def test_half_typed_registration_is_not_left_without_asking(
    window: MainWindow, qtbot: QtBot
) -> None:
    register(window, qtbot)
    typed("Adeyemi")
    window.go(Place("patients"))
    place = window.place()
    assert place is not None
    assert place.view == "register"
    dialog_of(window).reject()


def test_details_are_changed_in_place(window: MainWindow, office: Office) -> None:
    patient = office.patient().patient_id
    window.go(Place("patients", "record", patient, "details"))
    screen = window.shown_screen()
    assert isinstance(screen, RecordView)
    assert screen.details.save.toolTip().find("Nothing was changed") >= 0
    screen.details.person.city.setFocus()
    screen.details.person.city.selectAll()
    typed("Urbana")
    press(Qt.Key.Key_Return, CTRL)
    assert patient_details(office.ws, patient).address.city == "Urbana"
    assert not screen.has_unsaved()


def test_a_note_is_kept_and_its_follow_up_finished(window: MainWindow, office: Office) -> None:
    patient = office.patient().patient_id
    window.go(Place("patients", "record", patient, "notes"))
    screen = window.shown_screen()
    assert isinstance(screen, RecordView)
    screen.notes.text.setFocus()
    typed("Called, no answer", "t")
    press(Qt.Key.Key_Return, CTRL)
    (note,) = patient_notes(office.ws, patient)
    assert note.text == "Called, no answer"
    assert screen.notes.text.hasFocus(), "the next note is typed there"
    screen.notes.done.click()
    (note,) = patient_notes(office.ws, patient)
    assert note.done_on is not None


def test_a_name_with_markup_shows_literally(window: MainWindow, office: Office) -> None:
    patient = office.patient(name={"last": "O<b>Brien</b>", "first": "<img src=x>"}).patient_id
    window.go(Place("patients", "record", patient))
    assert window.strip._name.text() == "O<b>Brien</b>, <img src=x>"
    assert [f for f in flaws_of(window) if "markup" in f.words] == []


@pytest.mark.parametrize(
    "tab", ["account", "details", "insurance", "notes", "history", "documents"]
)
def test_every_tab_of_the_record_is_without_flaw(
    window: MainWindow, office: Office, tab: str
) -> None:
    patient = office.insured_patient().patient_id
    office.claim(office.visit(patient, ("G0439", 18500)))
    office.pay(patient, 3000)
    window.go(Place("patients", "record", patient, tab))
    QApplication.processEvents()
    assert [str(flaw) for flaw in flaws_of(window)] == []


def test_a_child_takes_the_plan_of_the_parent_who_answers_for_the_bill(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    parent = office.insured_patient()
    name = patient_details(office.ws, parent.patient_id).name
    screen = register(window, qtbot)
    typed("Lee", "Theodore", "", "", "09/09/2019", "M", "", "1 Elm St", "", "Troy", "OH", "45373")
    screen.guarantor.setFocus()
    keys(name.last)
    press(Qt.Key.Key_Return)
    assert screen.plan.use_family.isVisible()
    assert name.last in screen.plan.use_family.text()
    screen.plan.use_family.click()
    press(Qt.Key.Key_Return, CTRL)
    row = next(
        row
        for row in (
            coverage
            for patient_id in patient_ids(office.ws, ListQuery(text="Theodore"))
            for coverage in patient_coverages(office.ws, patient_id)
        )
    )
    assert row.relationship == "child"
    assert row.subscriber is not None
    assert row.subscriber.name == name


def test_who_leaves_a_window_without_saving_is_not_asked_again_when_the_program_quits(
    window: MainWindow, qtbot: QtBot
) -> None:
    register(window, qtbot)
    typed("Lee")
    window.close()
    leave = next(
        button
        for button in dialog_of(window).findChildren(QPushButton)
        if button.text() == "Leave without saving"
    )
    leave.click()
    assert window.close()


def test_the_keys_of_the_tabs_go_on_past_an_empty_list(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    patient = office.patient().patient_id
    window.go(Place("patients", "record", patient, "insurance"))
    screen = window.shown_screen()
    assert isinstance(screen, RecordView)
    for tab in ("visits", "claims", "documents", "notes"):
        press(Qt.Key.Key_Tab, CTRL)
        assert screen.tab() == tab
        focused = QApplication.focusWidget()
        assert focused is not None
        assert screen.isAncestorOf(focused)
    office.visit(patient, ("G0439", 18500))
    window.go(Place("patients", "record", patient, "visits"))
    qtbot.waitUntil(screen.visits.table.hasFocus)


def test_a_half_typed_patient_is_kept_as_a_draft_and_comes_back(
    office: Office, window: MainWindow, qtbot: QtBot
) -> None:
    register(window, qtbot)
    fill_person()
    window.hide()  # as a lock and another user do
    later = another_window(office, qtbot)
    view = register(later, qtbot)
    assert (view.person.last.value(), view.person.first.value()) == ("Adeyemi", "Gia")
    assert view.person.born.text() == "09/05/1972"
    assert view.person.sex.value() == "F"
    assert view.has_unsaved()
    assert view.banner.words().startswith("This was kept as a draft on 03/02/2026 at")
    later.leave_everything()


@pytest.mark.parametrize("end", ["discard", "save"])
def test_a_patient_who_was_saved_or_discarded_leaves_no_draft(
    office: Office, window: MainWindow, qtbot: QtBot, end: str
) -> None:
    view = register(window, qtbot)
    fill_person()
    view.rested.emit()
    if end == "discard":
        view.discard.click()
    else:
        for field, text in (
            (view.person.line1, "7 Larkspur Ave"),
            (view.person.city, "Urbana"),
            (view.person.state, "OH"),
            (view.person.zip, "43078"),
        ):
            field.set_value(text)
        view.save.click()
        assert len(patient_ids(office.ws, ListQuery())) == 1
    assert drafts_of(office.ws) == ()
    later = another_window(office, qtbot)
    assert register(later, qtbot).person.last.value() == ""
    later.leave_everything()
