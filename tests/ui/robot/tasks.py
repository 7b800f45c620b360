"""The tasks of screens.md 13 that exist so far, each a line of the table; new ones are added here.

A task is done by keys alone on a sample practice of any seed, within its budget of gestures, and
what it did to the books is compared with what it should have done.
"""

from collections.abc import Callable
from dataclasses import dataclass

from desktop_biller.reports.state import State, practice_state
from desktop_biller.ui.desk import Place
from desktop_biller.workflow.patients.insurance import patient_coverages
from desktop_biller.workflow.patients.patient_list import patient_ids, patient_rows
from desktop_biller.workflow.reading import ListQuery
from tests.ui.robot.robot import Robot


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the table.

    Attributes:
        budget: most gestures.
        do: carries it out and asserts what came of it.
    """

    name: str
    budget: int
    do: Callable[[Robot], None]


def find_patient(robot: Robot) -> None:
    """Ctrl+K, some letters of last and first name, Enter."""
    ws = robot.ws
    people = patient_rows(ws, patient_ids(ws, ListQuery()))
    letters = [name_letters(row.name) for row in people]
    wanted, typed = next(
        (row, text) for row, text in zip(people, letters, strict=True) if letters.count(text) == 1
    )
    robot.press("Ctrl+K")
    robot.type(typed)
    robot.press("Enter")
    assert robot.window.place() == Place("patients", "record", wanted.patient_id)


def name_letters(filed: str) -> str:
    """The first letters of last and first name, as people type them: ``smi j``."""
    last, _, first = filed.partition(", ")
    return f"{last[:3]} {first[:2]}".lower()


def register_patient(robot: Robot) -> None:
    """Ctrl+N in Patients, a sheet's worth of fields, a payer by type-ahead, Ctrl+Enter."""
    ws = robot.ws
    robot.start_at(Place("patients"))
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
    robot.press("Ctrl+Enter")
    (patient,) = patient_ids(ws, ListQuery(text="quintero marisol"))
    (plan,) = patient_coverages(ws, patient)
    assert plan.member_id == "XQ5550188"
    assert robot.window.place() == Place("patients", "record", patient)


def copay_and_receipt(robot: Robot) -> None:
    """Ctrl+D (the copay is filled in), K for a check, its number, Ctrl+Enter, Enter, Enter."""
    ws = robot.ws
    patient, copay = next(
        (n, plan.copay_cents)
        for n in patient_ids(ws, ListQuery())
        for plan in patient_coverages(ws, n)
        if plan.copay_cents and plan.is_in_force
    )
    before = books(robot)
    robot.start_at(Place("patients", "record", patient))
    robot.press("Ctrl+D")
    robot.press("V")
    robot.press("Ctrl+Enter")
    robot.press("Enter")
    robot.press("Enter")
    after = books(robot)
    assert after.patient_paid - before.patient_paid == copay
    assert len(robot.printers.printed) == 1


def books(robot: Robot) -> State:
    """The whole practice's figures."""
    with robot.ws.db.reading() as session:
        state = practice_state(session)
    assert state.holds
    return state


TASKS = (
    Task("find a patient", 2, find_patient),
    Task("new patient with one plan", 20, register_patient),
    Task("copay and receipt", 5, copay_and_receipt),
)
