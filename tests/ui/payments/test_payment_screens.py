"""The Payments section by keys alone, on a real practice, with its gestures counted."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_biller.ui.desk import Bus, Desk, Place, PreviewRequest
from desktop_biller.ui.inspection import flaws_of
from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.ui.main_window import MainWindow
from desktop_biller.ui.payments.check_view import CheckView
from desktop_biller.ui.payments.payment_list_view import PaymentListView
from desktop_biller.ui.payments.payment_view import PaymentView
from desktop_biller.ui.payments.take_payment_view import TakePaymentView
from desktop_biller.ui.sections import makers
from desktop_biller.workflow.payments.payment_list import payment_ids, payment_rows
from desktop_biller.workflow.reading import ListQuery
from tests.office import Office
from tests.ui.payments.conftest import waiting_claim

CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


class Hand:
    """Types and presses; every key that is no typed character counts as a gesture."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.gestures = 0

    def press(
        self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        for key in keys:
            self.gestures += 1
            QTest.keyClick(self.focus(), key, held)

    def type(self, text: str) -> None:
        for letter in text:  # the first one may open a cell, which has the focus then
            QTest.keyClicks(self.focus(), letter)

    def find(self, text: str) -> None:
        """Type what is looked up, and wait until it is offered."""
        self.type(text)
        self._qtbot.wait(120)

    def wait_for(self, name: str) -> QDialog:
        """The dialog of a name, once it has the focus."""

        def found() -> QDialog | None:
            window = self.focus().window()
            return window if isinstance(window, QDialog) and window.objectName() == name else None

        self._qtbot.waitUntil(lambda: found() is not None)
        dialog = found()
        assert dialog is not None
        return dialog

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


@pytest.fixture
def previews() -> list[PreviewRequest]:
    return []


@pytest.fixture
def window(office: Office, qtbot: QtBot, previews: list[PreviewRequest]) -> Iterator[MainWindow]:
    desk = Desk(office.ws, InlineRunner(), Bus(), go=lambda _place: None)
    made = MainWindow(desk, makers(), title="Cedar Hollow")
    desk.preview = previews.append
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.leave_everything()


def paid(office: Office) -> list[tuple[str, str, int, int]]:
    rows = payment_rows(office.ws, payment_ids(office.ws, ListQuery(shown="all")))
    return [
        (row.who, f"{row.method} {row.reference}".strip(), row.cents, row.unapplied_cents)
        for row in rows
    ]


def open_payments(window: MainWindow) -> None:
    window.go(Place("payments"))
    assert isinstance(window.shown_screen(), PaymentListView)


def test_a_copay_with_its_receipt_takes_four_keys(
    office: Office, window: MainWindow, hand: Hand, previews: list[PreviewRequest]
) -> None:
    patient = office.insured_patient(name={"last": "Ames", "first": "Lee"}).patient_id
    window.go(Place("payments"))
    window.show_patient(patient)
    hand.press(KEY.Key_D, held=CTRL)
    assert isinstance(window.shown_screen(), TakePaymentView)
    hand.press(KEY.Key_K)
    hand.press(KEY.Key_Return, held=CTRL)
    hand.press(KEY.Key_Return)
    assert paid(office) == [("Ames, Lee", "Check", 3000, 3000)]
    assert len(previews) == 1
    assert hand.gestures == 4  # and Enter in the preview prints


def test_a_payment_of_a_patient_to_be_chosen_is_taken_by_keys(
    office: Office, window: MainWindow, hand: Hand
) -> None:
    patient = office.patient(name={"last": "Ames", "first": "Lee"}).patient_id
    visit = office.visit(patient, ("G0439", 18500), ("P9612", 1500))
    open_payments(window)
    hand.press(KEY.Key_N, held=CTRL)
    hand.find("ames")
    hand.press(KEY.Key_Return)
    view = window.shown_screen()
    assert isinstance(view, TakePaymentView)
    assert view.amount.cents() == 20000
    view.grid.grid.go_to(visit.line_ids[1], "part")
    hand.type("10")
    hand.press(KEY.Key_Return)
    hand.press(KEY.Key_Return, held=CTRL)
    assert office.open_of(visit) == [0, 500]


def test_a_refused_reference_stays_in_its_marked_field(
    office: Office, window: MainWindow, hand: Hand
) -> None:
    patient = office.insured_patient().patient_id
    window.go(Place("payments", "take", patient, new=True))
    view = window.shown_screen()
    assert isinstance(view, TakePaymentView)
    hand.press(KEY.Key_V, KEY.Key_Tab)
    hand.type("4111111111111111")
    hand.press(KEY.Key_Return, held=CTRL)
    assert QApplication.focusWidget() is view.reference
    assert view.reference.value() == "4111111111111111"
    assert "last four digits" in view.reference.problem
    assert paid(office) == []


def test_letters_choose_how_it_is_paid_only_while_the_group_has_the_focus(
    office: Office, window: MainWindow, hand: Hand
) -> None:
    window.go(Place("payments", "take", office.insured_patient().patient_id, new=True))
    view = window.shown_screen()
    assert isinstance(view, TakePaymentView)
    for letter, method in ((KEY.Key_E, "eft"), (KEY.Key_C, "cash"), (KEY.Key_V, "card")):
        hand.press(letter)
        assert view.method.value() == method
    hand.press(KEY.Key_Left)
    assert view.method.value() == "check"
    view.reference.setFocus()
    hand.type("CVE")
    assert (view.method.value(), view.reference.value()) == ("check", "CVE")


def test_twelve_claims_paid_as_expected_take_at_most_forty_keys(
    office: Office, window: MainWindow, hand: Hand
) -> None:
    office.remit(waiting_claim(office, "Zeller", ("G0439", 18500)), (9000, "CO-45 6500, PR-3 3000"))
    for number in range(12):
        waiting_claim(office, f"Patient{chr(97 + number)}", ("G0439", 18500))
    open_payments(window)
    hand.press(KEY.Key_D, held=CTRL)
    view = window.shown_screen()
    assert isinstance(view, CheckView)
    hand.find("blue")
    hand.press(KEY.Key_Return)
    hand.type("771204")
    hand.press(KEY.Key_Return, KEY.Key_Return)
    hand.type("1080")
    hand.press(KEY.Key_Return, KEY.Key_Return)
    for _ in range(12):
        hand.press(KEY.Key_Space, KEY.Key_Down)
    hand.press(KEY.Key_Return, held=CTRL)
    assert paid(office)[0] == ("Blue Harbor Health", "Check 771204", 108000, 0)
    assert hand.gestures <= 40
    assert QApplication.focusWidget() is view.reference
    assert office.findings() == []


def test_twelve_claims_of_two_lines_typed_in_full_take_at_most_a_hundred_and_ten_keys(
    office: Office, window: MainWindow, hand: Hand
) -> None:
    names = [f"{chr(97 + number) * 3}ton" for number in range(12)]
    for name in names:
        waiting_claim(office, name.title(), ("G0439", 18500), ("P9612", 1500))
    open_payments(window)
    hand.press(KEY.Key_D, held=CTRL)
    hand.find("blue")
    hand.press(KEY.Key_Return)
    hand.type("771204")
    hand.press(KEY.Key_Return, KEY.Key_Return)
    hand.type("1200")
    hand.press(KEY.Key_Return, KEY.Key_Return)
    view = window.shown_screen()
    assert isinstance(view, CheckView)
    for name in reversed(names):  # as the paper has them, which is no order of ours
        view.claims._sought_at = 0.0  # a person takes longer than a name
        hand.type(name[:4])
        hand.press(KEY.Key_Return)
        for paid_cents, write_off in (("90", "65"), ("10", "5")):
            hand.type(paid_cents)
            hand.press(KEY.Key_Return)
            hand.type(write_off)
            hand.press(KEY.Key_Return)
    hand.press(KEY.Key_Return, held=CTRL)
    assert view.banner.words().startswith("Check 771204 posted: $1,200.00 paid")
    assert paid(office)[0][2] == 120000
    assert hand.gestures <= 110
    assert office.findings() == []


def check_of(window: MainWindow, hand: Hand, cents: str) -> CheckView:
    """A check with its head filled in and the focus in the grid."""
    window.go(Place("payments", "check", 1, new=True))
    view = window.shown_screen()
    assert isinstance(view, CheckView)
    hand.type("771204")
    hand.press(KEY.Key_Return, KEY.Key_Return)
    hand.type(cents)
    hand.press(KEY.Key_Return, KEY.Key_Return)
    return view


def test_a_denial_is_typed_with_its_reason(
    office: Office, window: MainWindow, hand: Hand, qtbot: QtBot
) -> None:
    waiting_claim(office, "Adams", ("G0439", 18500))
    view = check_of(window, hand, "0")
    hand.press(KEY.Key_F4)
    hand.wait_for("reasons")
    hand.type("97")
    hand.press(KEY.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    window.activateWindow()  # offscreen no system does it
    qtbot.waitUntil(lambda: QApplication.focusWidget() is view.claims.grid.table)
    hand.press(KEY.Key_Return, held=CTRL)
    assert view.banner.words().endswith("1 line to follow up.")


def test_arrows_open_and_close_the_lines_of_a_claim(
    office: Office, window: MainWindow, hand: Hand
) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500), ("P9612", 1500))
    view = check_of(window, hand, "100")
    seen = view.claims.grid.model.seen
    hand.press(KEY.Key_Right)
    assert [row.key for row in seen()] == [str(claim), f"{claim}.0", f"{claim}.1"]
    hand.press(KEY.Key_Down, KEY.Key_Left)
    assert [row.key for row in seen()] == [str(claim)]


def test_what_can_t_be_read_in_a_cell_stops_the_check_and_stays(
    office: Office, window: MainWindow, hand: Hand
) -> None:
    waiting_claim(office, "Adams", ("G0439", 18500))
    view = check_of(window, hand, "100")
    hand.type("1..2")
    hand.press(KEY.Key_Return, held=CTRL)
    assert paid(office) == []
    (row,) = [row for row in view.claims.grid.rows() if row.typed]
    assert row.typed["paid"][0] == "1..2"


def test_escape_twice_takes_back_what_was_typed_on_a_claim(
    office: Office, window: MainWindow, hand: Hand
) -> None:
    waiting_claim(office, "Adams", ("G0439", 18500))
    view = check_of(window, hand, "100")
    hand.type("90")
    hand.press(KEY.Key_Return)
    hand.press(KEY.Key_Escape)
    assert view.claims.grid.rows()[0].values["paid"] is None
    assert window.shown_screen() is view


def test_letters_in_the_list_filter_it_and_enter_opens_a_payment(
    office: Office, window: MainWindow, hand: Hand
) -> None:
    office.pay(office.patient(name={"last": "Ames", "first": "Lee"}).patient_id, 500, "prepayment")
    office.pay(office.patient(name={"last": "Bell", "first": "Kim"}).patient_id, 700, "prepayment")
    open_payments(window)
    hand.type("ames")
    hand.press(KEY.Key_Return, KEY.Key_Return)
    view = window.shown_screen()
    assert isinstance(view, PaymentView)
    assert view.head.title.text() == "Payment of $5.00"


def test_a_void_needs_its_reason_and_enter_in_it_voids_nothing(
    office: Office, window: MainWindow, hand: Hand
) -> None:
    taken = office.pay(office.patient().patient_id, 500, "prepayment")
    window.go(Place("payments", "payment", taken.payment_id))
    view = window.shown_screen()
    assert isinstance(view, PaymentView)
    view.void.click()
    dialog = hand.wait_for("void_payment")
    hand.type("Typed twice")
    hand.press(KEY.Key_Return)
    assert dialog.isVisible()
    assert view.void.isEnabled()
    hand.press(KEY.Key_Return)
    assert not view.void.isEnabled()


@pytest.mark.parametrize("size", [(1280, 720), (1093, 614), (853, 480)])
def test_no_screen_has_a_flaw_that_a_machine_can_see(
    office: Office, window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    patient = office.insured_patient(
        name={"last": "Wolfeschlegelsteinhausenberger", "first": "Maximilian"}
    ).patient_id
    office.visit(patient, ("G0439", 18500))
    taken = office.pay(patient, 99_999_99, "account", method="check", reference="2211")
    waiting_claim(office, "Adams", ("G0439", 18500))
    window.resize(*size)
    for place in (
        Place("payments"),
        Place("payments", "payment", taken.payment_id),
        Place("payments", "take", patient, new=True),
        Place("payments", "check", 1, new=True),
    ):
        window.go(place)
        qtbot.wait(10)
        assert [str(flaw) for flaw in flaws_of(window)] == [], place


def test_the_models_of_list_and_grid_keep_qts_rules(
    office: Office, window: MainWindow, qtmodeltester: ModelTester
) -> None:
    waiting_claim(office, "Adams", ("G0439", 18500), ("P9612", 1500))
    office.pay(office.patient().patient_id, 500, "prepayment")
    window.go(Place("payments"))
    view = window.shown_screen()
    assert isinstance(view, PaymentListView)
    qtmodeltester.check(view.table.rows)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    window.go(Place("payments", "check", 1, new=True))
    check = window.shown_screen()
    assert isinstance(check, CheckView)
    qtmodeltester.check(check.claims.grid.model)  # type: ignore[no-untyped-call]  # as above
