"""Follow-up lists the notes that are due, and says what will be there."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.followup.followup_view import FollowupView
from desktop_biller.ui.followup.section import FollowupSection
from desktop_biller.ui.inspection import flaws_of
from desktop_biller.workflow.followup.notes import (
    FinishNote,
    WriteNote,
    finish_note,
    write_note,
)
from desktop_biller.workflow.followup.notes_due import notes_due
from desktop_biller.workflow.today import todays_work
from tests.office import Office, command
from tests.ui.desks import Heard


@pytest.fixture
def notes(office: Office) -> dict[str, int]:
    """Notes on a claim (late), a patient (today), and one that is not due yet."""
    patient = office.insured_patient().patient_id
    claim = office.claim(office.visit(patient, ("G0439", 18500))).claim_id
    found = {"patient_id": patient, "claim_id": claim}
    for name, subject, subject_id, day in (
        ("late", "claim", claim, 9),
        ("today", "patient", patient, 12),
        ("later", "patient", patient, 13),
    ):
        found[name] = write_note(
            office.ws,
            command(
                WriteNote,
                subject=subject,
                subject_id=subject_id,
                text=f"Call {name}",
                follow_up_on=dt.date(2026, 3, day).isoformat(),
            ),
        ).note_id
    office.on(dt.date(2026, 3, 12))
    return found


@pytest.fixture
def view(notes: dict[str, int], desk: Desk, qtbot: QtBot) -> FollowupView:
    assert notes
    shown = FollowupSection(desk).open(Place("followup"))
    assert isinstance(shown, FollowupView)
    qtbot.addWidget(shown)
    shown.resize(1104, 580)
    shown.show()
    shown.take_focus()
    QApplication.processEvents()
    return shown


def test_the_list_holds_what_today_counts_the_latest_last(
    office: Office, notes: dict[str, int]
) -> None:
    due = notes_due(office.ws)
    assert [note.note_id for note in due] == [notes["late"], notes["today"]]
    assert [(note.days_late, note.subject, note.subject_id) for note in due] == [
        (3, "claim", notes["claim_id"]),
        (0, "patient", notes["patient_id"]),
    ]
    assert due[0].about.startswith("Claim ")
    assert due[0].patient == due[1].patient != ""
    counted = {card.key: card.count for card in todays_work(office.ws).cards}
    assert counted["follow_ups_due"] == len(due)


def test_enter_opens_what_a_note_is_about(
    view: FollowupView, notes: dict[str, int], heard: Heard
) -> None:
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert heard.places == [
        Place("claims", "claim", notes["claim_id"]),
        Place("patients", "record", notes["patient_id"], "notes"),
    ]


def test_ctrl_enter_marks_a_follow_up_as_done_and_the_next_one_has_the_focus(
    view: FollowupView, office: Office, notes: dict[str, int], heard: Heard
) -> None:
    QTest.keyClick(view.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [note.note_id for note in notes_due(office.ws)] == [notes["today"]]
    assert view.table.current_id() == notes["today"]
    assert heard.told == ["Follow-up done"]
    view.done.click()
    assert notes_due(office.ws) == ()
    assert not view.empty.isHidden()


def test_a_note_that_was_done_elsewhere_is_refused_and_goes(
    view: FollowupView, office: Office, notes: dict[str, int]
) -> None:
    finish_note(office.ws, command(FinishNote, note_id=notes["late"]))
    view.done.click()
    assert "was done on 03/12/2026" in view.banner.words()
    assert view.table.rows.rowCount() == 1


@pytest.mark.parametrize(("width", "height"), [(1104, 580), (917, 450), (797, 330)])
def test_nothing_is_cut_at_any_size(view: FollowupView, width: int, height: int) -> None:
    view.resize(width, height)
    QApplication.processEvents()
    assert [str(flaw) for flaw in flaws_of(view)] == []


def test_without_a_note_enter_leads_to_the_denied_claims(
    desk: Desk, heard: Heard, qtbot: QtBot
) -> None:
    shown = FollowupSection(desk).open(Place("followup"))
    assert isinstance(shown, FollowupView)
    qtbot.addWidget(shown)
    shown.resize(1104, 580)
    shown.show()
    shown.take_focus()
    QApplication.processEvents()
    assert "will be worked here" in shown.empty.words.text()
    assert shown.empty.buttons[0].hasFocus()
    QTest.keyClick(shown.empty.buttons[0], Qt.Key.Key_Return)
    QTest.keyClick(shown.empty.buttons[1], Qt.Key.Key_Enter)
    assert heard.places == [Place("claims", shown="denied"), Place("today")]
    assert [str(flaw) for flaw in flaws_of(shown)] == []
