"""The dialogs of a visit: what they keep, and what they refuse in words."""

import datetime as dt

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.visits.visit_dialogs import LineDialog, MoreDialog, ReferringDialog
from desktop_biller.ui.visits.visit_form import LineForm, VisitForm
from desktop_biller.workflow.visits.places import place_choices
from desktop_biller.workflow.visits.visit_choices import CaseChoice
from desktop_biller.workflow.visits.visit_input import ReferringInput
from tests.office import fixed_clock


def type_into(dialog: Dialog, **texts: str) -> None:
    for name, text in texts.items():
        field = dialog.findChild(TextField, name)
        assert field is not None, name
        field.setText(text)


def problem(dialog: Dialog, name: str) -> str:
    field = dialog.findChild(TextField, name)
    assert field is not None
    return field.problem


def press(dialog: Dialog, words: str) -> None:
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == words)
    button.click()


def test_somebody_new_who_refers_needs_an_npi_that_is_one(qtbot: QtBot) -> None:
    kept: list[ReferringInput | None] = []
    dialog = ReferringDialog(None, "Okafor, Jo", kept.append)
    qtbot.addWidget(dialog)
    type_into(dialog, npi="1234567890")
    press(dialog, "Use this provider")
    assert "digit" in problem(dialog, "npi")
    assert kept == []
    type_into(dialog, npi="1234567893")
    press(dialog, "Use this provider")
    assert kept == [ReferringInput(qualifier="DN", last="Okafor", first="Jo", npi="1234567893")]


def test_leaving_the_dialog_names_nobody(qtbot: QtBot) -> None:
    kept: list[ReferringInput | None] = []
    dialog = ReferringDialog(None, "", kept.append)
    qtbot.addWidget(dialog)
    press(dialog, "Cancel")
    assert kept == [None]


def more(qtbot: QtBot, form: VisitForm, kept: list[VisitForm]) -> MoreDialog:
    case = CaseChoice(3, "Auto accident", dt.date(2026, 2, 1), "CL-1")
    dialog = MoreDialog(None, form, [case], fixed_clock().today, kept.append)
    qtbot.addWidget(dialog)
    return dialog


def test_more_about_a_visit_is_kept_and_shown_again(qtbot: QtBot) -> None:
    kept: list[VisitForm] = []
    dialog = more(qtbot, VisitForm(case_id=3), kept)
    type_into(
        dialog,
        onset_date="2/27",
        name="Cedar Hospital",
        line1="1 Main Street",
        city="Springfield",
        state="oh",
        zip_code="45503",
    )
    press(dialog, "Keep")
    (form,) = kept
    assert (form.case_id, form.onset_date) == (3, dt.date(2026, 2, 27))
    assert form.facility is not None
    assert (form.facility.name, form.facility.address.state) == ("Cedar Hospital", "OH")
    again: list[VisitForm] = []
    press(more(qtbot, form, again), "Keep")
    assert again == [form]


def test_a_facility_without_its_address_is_asked_for_it(qtbot: QtBot) -> None:
    kept: list[VisitForm] = []
    dialog = more(qtbot, VisitForm(), kept)
    type_into(dialog, name="Cedar Hospital")
    press(dialog, "Keep")
    assert kept == []
    assert problem(dialog, "line1") == "This is needed."


def test_nobody_is_discharged_before_the_admission(qtbot: QtBot) -> None:
    kept: list[VisitForm] = []
    dialog = more(qtbot, VisitForm(), kept)
    type_into(dialog, admitted_on="2/20", discharged_on="2/19")
    press(dialog, "Keep")
    assert kept == []
    assert "before the admission on 02/20/2026" in problem(dialog, "discharged_on")


def test_details_of_a_line_are_kept_and_shown_again(qtbot: QtBot) -> None:
    kept: list[LineForm] = []
    dialog = LineDialog(None, LineForm(code="J3420"), place_choices(), kept.append)
    qtbot.addWidget(dialog)
    type_into(dialog, ndc="00517-0130-25", ndc_quantity="0.5", minutes="15", line_note="Left arm")
    press(dialog, "Keep")
    (line,) = kept
    assert line.ndc is not None
    assert (line.ndc.code, line.ndc.quantity_thousandths) == ("00517013025", 500)
    assert (line.minutes, line.note, line.place_of_service) == (15, "Left arm", "")
    again: list[LineForm] = []
    shown = LineDialog(None, line, place_choices(), again.append)
    qtbot.addWidget(shown)
    press(shown, "Keep")
    assert again == [line]


@pytest.mark.parametrize(
    ("name", "text"),
    [("ndc", "123"), ("ndc_quantity", "x"), ("ndc_quantity", "0"), ("minutes", "1441")],
)
def test_what_a_line_cannot_have_is_said_below_the_field(
    qtbot: QtBot, name: str, text: str
) -> None:
    kept: list[LineForm] = []
    dialog = LineDialog(None, LineForm(code="J3420"), place_choices(), kept.append)
    qtbot.addWidget(dialog)
    type_into(dialog, **{name: text})
    press(dialog, "Keep")
    assert kept == []
    assert problem(dialog, name)


def test_a_drug_needs_its_quantity(qtbot: QtBot) -> None:
    kept: list[LineForm] = []
    dialog = LineDialog(None, LineForm(code="J3420"), place_choices(), kept.append)
    qtbot.addWidget(dialog)
    type_into(dialog, ndc="00517013025")
    press(dialog, "Keep")
    assert kept == []
    assert problem(dialog, "ndc_quantity") == "This is needed."
