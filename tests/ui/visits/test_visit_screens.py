"""The screens of the Visits section by keys, on a real practice."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_biller.ui.desk import Bus, Desk, Place
from desktop_biller.ui.inspection import flaws_of
from desktop_biller.ui.jobs import InlineRunner, JobRunner
from desktop_biller.ui.kit.grid_model import RowKey
from desktop_biller.ui.main_window import MainWindow
from desktop_biller.ui.sections import makers
from desktop_biller.ui.visits.visit_entry_view import PAUSE_MS, VisitEntryView
from desktop_biller.ui.visits.visit_list_view import VisitListView
from desktop_biller.workflow.drafts import read_draft
from desktop_biller.workflow.patients.authorization import (
    RecordAuthorization,
    record_authorization,
)
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.visits.visit_details import VisitDetails, visit_details
from desktop_biller.workflow.visits.visit_list import visit_ids
from tests.office import Office, command

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTER = Qt.Key.Key_Return


class Robot:
    """Types and counts gestures: a key that is no letter, digit or blank."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.gestures = 0

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.gestures += 1
        widget = QApplication.focusWidget() or self.window
        QTest.keyClick(widget, key, held)
        QApplication.processEvents()

    def keys(self, text: str) -> None:
        for letter in text:
            widget = QApplication.focusWidget()
            assert widget is not None
            QTest.keyClicks(widget, letter)

    def enter(self, *texts: str) -> None:
        for text in texts:
            self.keys(text)
            self.press(ENTER)

    def focus(self) -> str:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget.objectName()


def window_of(office: Office, qtbot: QtBot, jobs: InlineRunner | JobRunner) -> MainWindow:
    desk = Desk(office.ws, jobs, Bus(), go=lambda _place: None)
    made = MainWindow(desk, makers(), title="Cedar Hollow")
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def window(office: Office, qtbot: QtBot) -> Iterator[MainWindow]:
    made = window_of(office, qtbot, InlineRunner())
    yield made
    made.leave_everything()


@pytest.fixture
def robot(window: MainWindow) -> Robot:
    return Robot(window)


@pytest.fixture
def patient_id(office: Office) -> int:
    return office.insured_patient().patient_id


def entry(window: MainWindow) -> VisitEntryView:
    screen = window.shown_screen()
    assert isinstance(screen, VisitEntryView)
    return screen


def only_visit(office: Office) -> VisitDetails:
    (visit_id,) = visit_ids(office.ws, ListQuery(shown="all"))
    return visit_details(office.ws, visit_id)


def has_lines(view: VisitEntryView, count: int) -> bool:
    return len(view.charges.rows()) == count


def keys_of_lines(view: VisitEntryView) -> list[RowKey]:
    return [row.key for row in view.charges.rows()]


def test_a_visit_with_one_diagnosis_and_three_codes_takes_seven_gestures(
    office: Office, window: MainWindow, robot: Robot, patient_id: int
) -> None:
    window.show_patient(patient_id)
    robot.press(Qt.Key.Key_E, CONTROL)
    robot.enter("hypert", "", "g0439", "couns", "P9612")
    robot.press(ENTER, CONTROL)
    assert robot.gestures <= 7
    visit = only_visit(office)
    assert [diagnosis.code for diagnosis in visit.diagnoses] == ["I10"]
    assert [line.code for line in visit.lines] == ["G0439", "G0447", "P9612"]
    assert [line.pointers for line in visit.lines] == ["A", "A", "A"]
    assert visit.charge_cents == 18500 + 6000 + 1500
    assert window.place() == Place("visits", "visit", visit.encounter_id)
    assert robot.focus() == "make_claim"


def test_with_real_lanes_fast_typing_takes_the_same_codes(
    office: Office, qtbot: QtBot, patient_id: int
) -> None:
    jobs = JobRunner()
    window = window_of(office, qtbot, jobs)
    robot = Robot(window)
    window.go(Place("visits", "entry", patient_id, new=True))
    view = entry(window)
    robot.enter("hypert")
    qtbot.waitUntil(view.diagnoses.slots[1].hasFocus)
    robot.press(ENTER)
    for n, text in enumerate(("wellness", "couns", "blood"), start=1):
        robot.keys(text)
        robot.press(ENTER)
        qtbot.waitUntil(partial(has_lines, view, n))
    robot.press(ENTER, CONTROL)
    qtbot.waitUntil(lambda: not jobs.busy() and bool(visit_ids(office.ws, ListQuery())))
    assert [line.code for line in only_visit(office).lines] == ["G0439", "G0447", "P9612"]
    window.leave_everything()
    jobs.close()


def test_the_patient_is_chosen_first_where_none_is_open(
    office: Office, window: MainWindow, robot: Robot, patient_id: int
) -> None:
    del office
    robot.press(Qt.Key.Key_E, CONTROL)
    assert robot.focus() == "patient_id"
    robot.keys("delg")
    robot.press(Qt.Key.Key_Backspace)
    robot.keys("gado")
    robot.press(ENTER)
    assert window.place() == Place("visits", "entry", patient_id, new=True)
    assert robot.focus() == "diagnosis_A"


def test_save_and_make_claim_goes_to_the_claim(
    office: Office, window: MainWindow, robot: Robot, patient_id: int
) -> None:
    window.desk.go(Place("visits", "entry", patient_id, new=True))
    robot.enter("I10", "", "G0439")
    gone: list[Place] = []
    window.desk.go = gone.append
    robot.press(ENTER, CONTROL | SHIFT)
    (claim,) = only_visit(office).claims
    assert gone == [Place("claims", "claim", claim.claim_id)]


def test_a_stop_marks_its_cell_and_its_link_goes_into_it(
    window: MainWindow, robot: Robot, patient_id: int
) -> None:
    window.go(Place("visits", "entry", patient_id, new=True))
    view = entry(window)
    robot.enter("I10", "", "G0439", "G0447")
    view.charges.go_to(keys_of_lines(view)[1], "dx")
    robot.enter("C")
    here = view.charges.current()
    QTest.qWait(PAUSE_MS + 50)
    assert view.charges.current() == here  # the check never moves the focus
    link = view.findings.first_link()
    assert isinstance(link, QPushButton)
    assert link.text() == "Go to line 2, Dx"
    claim = view.findChild(QPushButton, "save_and_make_claim")
    assert isinstance(claim, QPushButton)
    assert not claim.isEnabled()
    assert "Fix 1 stop" in claim.toolTip()
    link.click()
    assert view.charges.current() == (keys_of_lines(view)[1], "dx")
    robot.enter("A")
    QTest.qWait(PAUSE_MS + 50)
    assert claim.isEnabled()
    assert view.findings.first_link() is None


def test_a_cell_that_cannot_be_read_is_a_stop_and_keeps_the_visit_from_being_saved(
    office: Office, window: MainWindow, robot: Robot, patient_id: int
) -> None:
    window.go(Place("visits", "entry", patient_id, new=True))
    view = entry(window)
    robot.enter("I10", "", "G0439")
    (key,) = keys_of_lines(view)
    view.charges.go_to(key, "m2")
    robot.enter("2")
    assert view.charges.current() == (key, "m2")
    QTest.qWait(PAUSE_MS + 50)
    assert "is not a modifier" in view.charges.words()
    link = view.findings.first_link()
    assert isinstance(link, QPushButton)
    assert link.text() == "Go to line 1"
    robot.press(ENTER, CONTROL)
    assert visit_ids(office.ws, ListQuery(shown="all")) == ()
    assert "can't be read" in view.banner.words()
    assert view.charges.current() == (key, "m2")
    robot.enter("25")
    robot.press(ENTER, CONTROL)
    assert only_visit(office).lines[0].modifiers == ("25",)


def test_half_a_word_is_not_judged_while_it_is_typed(
    window: MainWindow, robot: Robot, patient_id: int
) -> None:
    window.go(Place("visits", "entry", patient_id, new=True))
    view = entry(window)
    robot.enter("I10", "", "G0439")
    view.diagnoses.go_to(1)
    robot.keys("xyz")
    QTest.qWait(PAUSE_MS + 50)
    assert view.findings.first_link() is None
    robot.press(Qt.Key.Key_Tab)
    QTest.qWait(PAUSE_MS + 50)
    link = view.findings.first_link()
    assert isinstance(link, QPushButton)
    assert link.text() == "Go to diagnosis B"


def test_a_fee_of_ones_own_stays_and_an_emptied_one_is_the_usual_again(
    window: MainWindow, robot: Robot, patient_id: int
) -> None:
    window.go(Place("visits", "entry", patient_id, new=True))
    view = entry(window)
    robot.enter("I10", "", "G0439")
    QTest.qWait(PAUSE_MS + 50)
    (key,) = keys_of_lines(view)
    column = view.charges.model.columns[view.charges.model.column_of("fee")]
    row = view.charges.row(key)
    assert row is not None
    assert view.charges.model.text_of(row, column) == "185.00"
    view.charges.go_to(key, "units")
    robot.enter("2")
    QTest.qWait(PAUSE_MS + 50)
    assert view.charges.model.text_of(row, column) == "370.00"
    view.charges.go_to(key, "fee")
    robot.enter("100")
    QTest.qWait(PAUSE_MS + 50)
    assert view.charges.model.text_of(row, column) == "100.00"
    assert view.form().lines[0].fee_cents == 10000
    view.charges.go_to(key, "fee")
    robot.press(Qt.Key.Key_Delete)
    QTest.qWait(PAUSE_MS + 50)
    assert view.charges.model.text_of(row, column) == "370.00"
    assert view.form().lines[0].fee_cents is None


def test_who_is_billed_is_chosen_for_the_whole_visit(
    window: MainWindow, robot: Robot, patient_id: int
) -> None:
    window.go(Place("visits", "entry", patient_id, new=True))
    view = entry(window)
    robot.enter("I10", "", "G0439", "G0447")
    view.charges.go_to(keys_of_lines(view)[0], "billed")
    robot.press(Qt.Key.Key_F2)
    robot.press(Qt.Key.Key_P)
    robot.press(ENTER)
    QTest.qWait(PAUSE_MS + 50)
    assert view.form().self_pay
    assert [row.values["billed"] for row in view.charges.rows()] == ["Patient", "Patient"]


def test_leaving_the_screen_keeps_the_draft_and_coming_back_shows_it(
    office: Office, window: MainWindow, robot: Robot, patient_id: int
) -> None:
    window.go(Place("visits"))
    window.go(Place("visits", "entry", patient_id, new=True))
    robot.enter("I10", "", "G0439")
    robot.press(Qt.Key.Key_Escape)  # the line that was entered last
    window.back()
    draft = read_draft(office.ws, "visit", f"patient {patient_id}")
    assert draft is not None
    assert "I10" in draft.body
    window.go(Place("visits", "entry", patient_id, new=True))
    assert entry(window).form().diagnoses == ("I10",)


def test_a_draft_keeps_its_provider_and_its_authorization(
    office: Office, window: MainWindow, robot: Robot, patient_id: int
) -> None:
    approval = record_authorization(
        office.ws,
        command(
            RecordAuthorization,
            coverage_id=1,
            number="A-77",
            valid_from="2026-01-01",
            valid_to="2026-12-31",
            units=5,
        ),
    ).authorization_id
    window.go(Place("visits", "entry", patient_id, new=True))
    robot.enter("I10", "", "G0439")
    view = entry(window)
    view.header.authorization.set_value(approval)
    other = office.insured_patient().patient_id
    window.go(Place("visits", "entry", other, new=True))
    assert view.form().authorization_id is None
    window.go(Place("visits", "entry", patient_id, new=True))
    assert view.form().authorization_id == approval
    assert view.header.authorization.currentText() == "A-77, 5 left"


def test_discarding_asks_with_the_safe_answer_first(
    window: MainWindow, robot: Robot, patient_id: int
) -> None:
    window.go(Place("visits", "entry", patient_id, new=True))
    view = entry(window)
    robot.enter("I10", "", "G0439")
    view.discard_asked.emit()
    dialog = view.findChild(QDialog)
    assert dialog is not None
    robot.press(ENTER)
    assert view.form().diagnoses == ("I10",)


def test_the_list_filters_opens_and_comes_back(
    office: Office, window: MainWindow, robot: Robot, patient_id: int, qtmodeltester: ModelTester
) -> None:
    visit = office.visit(patient_id, ("G0439", 18500))
    window.go(Place("visits"))
    view = window.shown_screen()
    assert isinstance(view, VisitListView)
    qtmodeltester.check(view.table.rows)  # type: ignore[no-untyped-call]  # pytest-qt says no types
    robot.keys("delg")
    assert view.filter.value() == "delg"
    robot.press(Qt.Key.Key_Down)
    robot.press(ENTER)
    assert window.place() == Place("visits", "visit", visit.encounter_id)
    robot.press(Qt.Key.Key_Escape)
    assert window.shown_screen() is view


@pytest.mark.parametrize("size", [(1280, 720), (1093, 614), (853, 480)])
def test_nothing_is_cut_or_unnamed(
    window: MainWindow, robot: Robot, office: Office, patient_id: int, size: tuple[int, int]
) -> None:
    window.resize(*size)
    visit = office.visit(patient_id, ("G0439", 18500), ("G0447", 6000))
    for place in (
        Place("visits"),
        Place("visits", "visit", visit.encounter_id),
        Place("visits", "entry", new=True),
    ):
        window.go(place)
        QApplication.processEvents()
        assert flaws_of(window) == []
    window.go(Place("visits", "entry", patient_id, new=True))
    QApplication.processEvents()
    assert flaws_of(window) == []
    robot.enter("I10", "E11", "", "G0439", "G0447")
    QTest.qWait(PAUSE_MS + 50)
    assert flaws_of(window) == []
