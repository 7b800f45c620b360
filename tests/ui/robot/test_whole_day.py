"""Scenario S1, steps 1 to 5, as a person works through it: windows, keys, and nothing else."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_biller.codesets import reference_db
from desktop_biller.reports.state import State
from desktop_biller.ui.desk import Place
from desktop_biller.ui.kept_settings import KeptSettings
from desktop_biller.workflow.claims.claim_list import claim_rows
from desktop_biller.workflow.opening import open_practice
from desktop_biller.workflow.patients.of_patient import claims_of_patient
from desktop_biller.workflow.patients.patient_list import patient_ids
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.statements.history import (
    statement_history_ids,
    statement_history_rows,
)
from tests.office import OWNER, PASSPHRASE, Office, fixed_clock
from tests.ui.robot.conftest import at_the_desk
from tests.ui.robot.robot import Robot

pytestmark = pytest.mark.slow


@pytest.fixture
def day(practice_folder: Path, reference: reference_db.ReferenceDatabase) -> Office:
    """A practice with its provider, payer and services, and nobody in it yet."""
    clock = fixed_clock(dt.date(2026, 3, 2), dt.time(8, 5))
    ws = open_practice(practice_folder, PASSPHRASE, catalogue=reference, clock=clock)
    return Office(ws, clock, provider_id=1, payer_id=1)


@pytest.fixture
def robot(day: Office, tmp_path: Path, qtbot: QtBot) -> Iterator[Robot]:
    """Somebody at the desk of it."""
    settings = KeptSettings(tmp_path / "windows.ini")
    with at_the_desk(day.ws, settings, OWNER.name, qtbot) as made:
        yield made


def test_s1_is_worked_through_in_windows_by_keys_true_to_the_cent(
    day: Office, robot: Robot
) -> None:
    patient = register_somebody_with_a_plan(robot)
    # Step 1: the copay, with its receipt.
    robot.press("Ctrl+D")
    robot.press("Ctrl+Enter")
    robot.press("Enter")
    robot.press("Enter")
    assert day.state(patient) == State(patient_paid=3000, credit=3000)
    assert len(robot.printers.printed) == 1
    # Steps 2 and 3: the visit, its claim on paper, and the answer that it was printed.
    robot.press("Ctrl+E")
    robot.type("I10")
    robot.press("Enter", 2)
    for code in ("G0439", "P9612"):
        robot.type(code)
        robot.press("Enter")
    robot.press("Ctrl+Shift+Enter")
    robot.press("Ctrl+P")
    robot.press("Enter", 2)
    (claim,) = claims_of_patient(day.ws, patient)
    assert claim_rows(day.ws, (claim,))[0].state == "sent"
    assert len(robot.printers.printed) == 2
    sent = State(charges=20000, patient_paid=3000, insurance_open=17000)
    assert day.state(patient) == sent
    # Step 4: two weeks later the insurer's check is typed from its paper.
    day.on(dt.date(2026, 3, 16))
    robot.press("Ctrl+5")
    robot.press("Ctrl+D")
    robot.type("blue")
    robot.press("Enter")
    robot.type("771204")
    robot.press("Enter", 2)
    robot.type("98.40")
    robot.press("Enter", 2)
    robot.type("quin")
    robot.press("Enter")
    for amount in ("98.40", "56.60", "0", "6.17"):
        robot.type(amount)
        robot.press("Enter")
    robot.press("Ctrl+Enter")
    paid = replace(sent, insurer_paid=9840, write_off=6277, insurance_open=0, patient_open=883)
    assert day.state(patient) == paid
    # Step 5: the next day's statement asks for 8.83, not for the responsibility of 38.83.
    day.on(dt.date(2026, 3, 17))
    robot.press("Ctrl+7")
    robot.press("Ctrl+P")
    robot.press("Enter", 2)
    (statement,) = statement_history_rows(day.ws, statement_history_ids(day.ws, ListQuery()))
    assert statement.amount_due_cents == 883
    assert len(robot.printers.printed) == 3
    assert day.state(patient) == paid
    assert day.findings() == []
    assert robot.slow == [], robot.told()


def register_somebody_with_a_plan(robot: Robot) -> int:
    """A new patient with a plan of Blue Harbor and a copay of 30.00, by keys."""
    robot.press("Ctrl+N")
    for text in ("Quintero", "Marisol", "", "", "2/11/68", "F", "9375550188", "7 Larkspur Ave", ""):
        robot.type(text)
        robot.press("Tab")
    for text in ("Urbana", "OH", "43078", "", "", ""):
        robot.type(text)
        robot.press("Tab")
    robot.type("blue")
    robot.press("Enter")
    robot.type("XQ5550188")
    robot.press("Tab")
    robot.type("30")
    robot.press("Ctrl+Enter")
    (patient,) = patient_ids(robot.ws, ListQuery())
    assert robot.window.place() == Place("patients", "record", patient)
    return patient
