"""The screens of the Claims section: keys, focus, sizes, and the way from a claim to paper."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_biller.ui.claims.claim_list_view import ClaimListView
from desktop_biller.ui.claims.claim_view import ClaimView
from desktop_biller.ui.claims.section import ClaimsSection
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.inspection import flaws_of
from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.workflow.claims.claim_details import claim_details
from tests.ui.claims.conftest import Claims, Heard

SIZES = [(1104, 580), (917, 480), (797, 340)]


@pytest.fixture
def section(desk: Desk, claims: Claims) -> Iterator[ClaimsSection]:
    assert claims.ready
    made = ClaimsSection(desk)
    yield made
    made.close()


def show(qtbot: QtBot, screen: Screen, size: tuple[int, int] = SIZES[0]) -> None:
    qtbot.addWidget(screen)
    screen.resize(*size)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.take_focus()
    qtbot.wait(260)


@pytest.fixture
def listing(section: ClaimsSection, qtbot: QtBot) -> ClaimListView:
    screen = section.open(Place("claims"))
    assert isinstance(screen, ClaimListView)
    show(qtbot, screen)
    return screen


@pytest.fixture
def claim(section: ClaimsSection, claims: Claims, qtbot: QtBot) -> ClaimView:
    screen = section.open(Place("claims", "claim", claims.ready[0]))
    assert isinstance(screen, ClaimView)
    show(qtbot, screen)
    return screen


def press(screen: QWidget, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    modifiers = held[0] if held else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(screen.focusWidget(), key, modifiers)


def test_the_model_of_the_list_is_sound(listing: ClaimListView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(listing.table.rows)  # type: ignore[no-untyped-call]  # pytest-qt's own


def test_the_focus_begins_in_the_list_and_enter_opens_the_claim(
    listing: ClaimListView, heard: Heard
) -> None:
    assert listing.focusWidget() is listing.table
    press(listing, Qt.Key.Key_Return)
    assert heard.places[0].view == "claim"


def test_arrows_that_only_pass_a_claim_look_at_none(
    qtbot: QtBot, listing: ClaimListView, heard: Heard
) -> None:
    before = len(heard.patients)
    for _ in range(3):
        press(listing, Qt.Key.Key_Down)
    assert len(heard.patients) == before
    qtbot.waitUntil(lambda: len(heard.patients) == before + 1)
    assert listing.panel.picture.has_picture()


def test_shift_and_arrows_choose_what_ctrl_p_prints(listing: ClaimListView, heard: Heard) -> None:
    listing.table.select_row(1)
    press(listing, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert listing.print_button.text() == "Print 2 chosen..."
    press(listing, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert heard.previews[0].title == "2 claims"


def test_letters_go_to_the_filter_and_enter_back_to_the_list(listing: ClaimListView) -> None:
    QTest.keyClicks(listing.table, "bro")
    assert listing.filter.text() == "bro"
    assert listing.table.rows.rowCount() == 1
    press(listing, Qt.Key.Key_Return)
    assert listing.focusWidget() is listing.table


def test_a_claim_that_is_marked_as_sent_leaves_its_neighbors_chosen(
    qtbot: QtBot, listing: ClaimListView, desk: Desk, claims: Claims
) -> None:
    listing.table.select_id(claims.ready[0])
    QTest.mouseClick(listing.sent_button, Qt.MouseButton.LeftButton)
    dialog = listing.findChild(Dialog, "how_sent")
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: claim_details(desk.ws, claims.ready[0]).chip == "Printed")
    assert listing.table.current_id() == claims.ready[0]


def test_ctrl_p_on_a_claim_makes_the_form_and_opens_the_preview(
    claim: ClaimView, heard: Heard
) -> None:
    assert claim.focusWidget() is claim.print_button
    press(claim, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert heard.previews[0].question == "Did the claim print?"


def test_the_whole_of_a_note_is_read_below_the_notes(qtbot: QtBot, claim: ClaimView) -> None:
    words = "Called the payer; they ask for the records of the visit. " * 3
    claim.show_tab("notes")
    claim.parts.notes.text.setPlainText(words)
    claim.parts.notes.text.setFocus()
    press(claim, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: claim.parts.notes.list.rows.rowCount() == 1)
    assert claim.parts.notes.text.value() == ""
    whole = claim.findChild(QWidget, "whole_note")
    assert whole is not None
    assert words.strip() in str(whole.property("text"))


def test_a_follow_up_in_the_past_marks_its_field_and_keeps_the_note(claim: ClaimView) -> None:
    claim.show_tab("notes")
    notes = claim.parts.notes
    notes.text.setPlainText("Call back")
    notes.follow.setText("02/01/2026")
    notes.save.click()
    assert "in the past" in notes.follow.problem
    assert notes.text.value() == "Call back"


@pytest.mark.parametrize("size", SIZES)
def test_nothing_of_the_list_is_cut_unnamed_or_hidden(
    qtbot: QtBot, listing: ClaimListView, size: tuple[int, int]
) -> None:
    listing.resize(*size)
    qtbot.wait(260)
    assert flaws_of(listing, listing.grab().toImage()) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("tab", ["overview", "lines", "notes", "papers"])
def test_nothing_of_a_claim_is_cut_unnamed_or_hidden(
    qtbot: QtBot, claim: ClaimView, size: tuple[int, int], tab: str
) -> None:
    claim.resize(*size)
    claim.show_tab(tab)
    qtbot.wait(120)
    assert flaws_of(claim, claim.grab().toImage()) == []
