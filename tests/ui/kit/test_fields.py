"""Fields keep what was typed, say what they would accept, and hold exact values."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_biller.foundation.errors import InputError
from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.date_field import DateField
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.suggest import SuggestField, Suggestion
from desktop_biller.ui.kit.text_field import NoteField, TextField
from desktop_biller.ui.kit.typed_fields import MoneyField, PhoneField, SsnField

TODAY = dt.date(2026, 3, 18)
ALIVE: list[QWidget] = []
"""pytest-qt closes what it is given, but does not keep it alive."""


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    ALIVE.clear()


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    """The widgets in a window that has the focus."""
    window = QWidget()
    box = QVBoxLayout(window)
    for widget in widgets:
        box.addWidget(widget)
    qtbot.addWidget(window)
    ALIVE.append(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    widgets[0].setFocus()
    return window


@pytest.mark.parametrize(
    ("typed", "cents", "text"),
    [
        ("12", 1200, "12.00"),
        ("12.5", 1250, "12.50"),
        ("1,200", 120_000, "1,200.00"),
        ("$3", 300, "3.00"),
        (".5", 50, "0.50"),
        ("", None, ""),
    ],
)
def test_an_amount_is_cents_inside_and_two_decimals_outside(
    qtbot: QtBot, typed: str, cents: int | None, text: str
) -> None:
    field, other = MoneyField(), TextField()
    shown(qtbot, field, other)
    QTest.keyClicks(field, typed)
    other.setFocus()
    assert (field.cents(), field.text(), field.problem) == (cents, text, "")


def test_what_is_no_amount_stays_in_the_field_with_words(qtbot: QtBot) -> None:
    field, other = MoneyField(), TextField()
    shown(qtbot, field, other)
    QTest.keyClicks(field, "12.345")
    other.setFocus()
    assert field.text() == "12.345"
    assert "12.50" in field.problem
    assert field.property("state") == "error"
    assert field.cents() is None


def test_an_amount_below_zero_is_taken_only_where_it_makes_sense(qtbot: QtBot) -> None:
    usual, both = MoneyField(), MoneyField(may_be_negative=True)
    shown(qtbot, usual, both)
    for field in (usual, both):
        field.setText("-5")
        field.read_now()
    assert "below zero" in usual.problem
    assert (both.problem, both.cents()) == ("", -500)


def test_keys_move_a_date_at_once(qtbot: QtBot) -> None:
    field = DateField(lambda: TODAY)
    shown(qtbot, field)
    QTest.keyClicks(field, "t")
    assert field.date() == TODAY
    QTest.keyClicks(field, "+")
    QTest.keyClicks(field, "+")
    assert field.date() == dt.date(2026, 3, 20)
    QTest.keyClicks(field, "h")
    assert field.date() == dt.date(2026, 3, 31)


def test_a_sign_and_digits_count_from_today(qtbot: QtBot) -> None:
    field, other = DateField(lambda: TODAY), TextField()
    field.set_date(TODAY)
    shown(qtbot, field, other)
    field.selectAll()
    QTest.keyClicks(field, "-7")
    other.setFocus()
    assert field.date() == dt.date(2026, 3, 11)


def test_a_short_date_with_a_dash_can_be_typed(qtbot: QtBot) -> None:
    field, other = DateField(lambda: TODAY), TextField()
    shown(qtbot, field, other)
    QTest.keyClicks(field, "3-4")
    other.setFocus()
    assert field.date() == dt.date(2026, 3, 4)


def test_alt_down_opens_the_calendar_on_the_date(qtbot: QtBot) -> None:
    field = DateField(lambda: TODAY)
    field.set_date(dt.date(2026, 5, 5))
    shown(qtbot, field)
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_a_masked_number_shows_four_digits_until_it_has_the_focus(qtbot: QtBot) -> None:
    field, other = SsnField(), TextField()
    shown(qtbot, field, other)
    QTest.keyClicks(field, "123-45-6789")
    other.setFocus()
    assert field.text() == "•••-••-6789"
    assert field.number() == "123-45-6789"
    field.setFocus()
    assert field.text() == "123-45-6789"


def test_a_wrong_masked_number_stays_as_typed(qtbot: QtBot) -> None:
    field, other = SsnField(), TextField()
    shown(qtbot, field, other)
    QTest.keyClicks(field, "123-45")
    other.setFocus()
    assert field.text() == "123-45"
    assert "nine digits" in field.problem


def test_a_hundred_thousand_pasted_characters_are_cut_and_told(qtbot: QtBot) -> None:
    field, note = TextField(longest=60), NoteField(longest=2000)
    shown(qtbot, field, note)
    QApplication.clipboard().setText("x" * 100_000)
    field.paste()
    note.paste()
    assert len(field.text()) == 60
    assert "60 characters" in field.problem
    assert len(note.value()) == 2000
    assert "2,000 characters" in note.problem


def test_the_wheel_changes_only_a_choice_that_has_the_focus(qtbot: QtBot) -> None:
    choice, other = Choice([(1, "One"), (2, "Two"), (3, "Three")]), TextField()
    shown(qtbot, other, choice)

    def turn() -> None:
        event = QWheelEvent(
            QPointF(5, 5), QPointF(choice.mapToGlobal(QPoint(5, 5))), QPoint(0, -120),
            QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(choice, event)

    turn()
    assert choice.value() == 1
    choice.setFocus()
    turn()
    assert choice.value() == 2


def test_enter_in_a_half_filled_form_goes_on_and_presses_nothing(qtbot: QtBot) -> None:
    form = Form()
    first, second = TextField(), PhoneField()
    form.add("last", "&Last name", first)
    form.add("phone", "&Phone", second)
    pressed: list[bool] = []
    delete = QPushButton("Delete")
    delete.clicked.connect(lambda: pressed.append(True))
    window = shown(qtbot, form, delete)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert window.focusWidget() is second
    assert pressed == []


def test_a_form_marks_the_field_that_an_error_is_about(qtbot: QtBot) -> None:
    form = Form()
    field = TextField()
    form.add("zip_code", "&ZIP code", field)
    shown(qtbot, form)
    error = InputError("“45” is not a ZIP code.", remedy="Use 5 digits.", field="zip_code")
    assert form.show_error(error)
    assert field.problem == "“45” is not a ZIP code. Use 5 digits."
    assert field.accessibleDescription() == field.problem
    assert not form.show_error(InputError("No.", remedy="Go.", field="elsewhere"))


ROWS = (
    Suggestion("I10", "Essential hypertension", code="I10"),
    Suggestion("I11.9", "Hypertensive heart disease", code="I11.9"),
)


def offering(rows: Sequence[Suggestion]) -> SuggestField:
    def look(text: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        show([row for row in rows if text.lower() in f"{row.code} {row.words}".lower()])

    return SuggestField(look)


def test_enter_takes_the_marked_suggestion(qtbot: QtBot) -> None:
    field = offering(ROWS)
    shown(qtbot, field)
    QTest.keyClicks(field, "hyper")
    qtbot.waitUntil(field.popup.isVisible)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.taken_value(), field.text()) == ("I11.9", "I11.9")
    assert not field.popup.isVisible()


@pytest.mark.parametrize(
    ("typed", "keys"), [("hyper", "Enter takes it, Esc closes"), ("zz", "Esc closes")]
)
def test_a_popup_offers_enter_only_where_there_is_something_to_take(
    qtbot: QtBot, typed: str, keys: str
) -> None:
    field = offering(ROWS)
    shown(qtbot, field)
    QTest.keyClicks(field, typed)
    qtbot.waitUntil(field.popup.isVisible)
    words = [label.text() for label in field.popup.findChildren(QLabel)]
    assert keys in words


def test_a_code_typed_in_full_is_never_swapped(qtbot: QtBot) -> None:
    # The list puts another code first; what was typed wins.
    rows = (Suggestion("I10.5", "Another", code="I10.5"), *ROWS)
    field = offering(rows)
    shown(qtbot, field)
    QTest.keyClicks(field, "i10")
    qtbot.waitUntil(field.popup.isVisible)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.taken_value() == "I10"


PAYERS = (Suggestion(1, "Blue Harbor Health", note="BHH01"), Suggestion(2, "Lakeshore HMO"))


def left_after(
    bot: QtBot, rows: Sequence[Suggestion], typed: str, *, escape: bool = False
) -> object:
    """What a field holds after ``typed`` and Tab."""
    field = offering(rows)
    window = shown(bot, field, TextField())
    bot.waitUntil(window.isActiveWindow)
    QTest.keyClicks(field, typed)
    bot.waitUntil(lambda: field._answered == typed and field.popup.isVisible())
    if escape:
        QTest.keyClick(field, Qt.Key.Key_Escape)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    bot.waitUntil(lambda: not field.hasFocus())
    return field.taken_value()


def test_tab_takes_the_only_record_that_fits(qtbot: QtBot) -> None:
    assert left_after(qtbot, PAYERS, "blue") == 1


def test_tab_takes_no_record_where_several_fit_or_escape_said_no(qtbot: QtBot) -> None:
    assert left_after(qtbot, PAYERS, "h") is None
    assert left_after(qtbot, PAYERS, "blue", escape=True) is None


def test_tab_never_guesses_a_code_from_its_beginning(qtbot: QtBot) -> None:
    assert left_after(qtbot, ROWS, "I11") is None


def test_escape_closes_the_suggestions_and_keeps_the_text(qtbot: QtBot) -> None:
    field = offering(ROWS)
    shown(qtbot, field)
    QTest.keyClicks(field, "hyper")
    qtbot.waitUntil(field.popup.isVisible)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.taken_value()) == ("hyper", None)
    assert not field.popup.isVisible()
