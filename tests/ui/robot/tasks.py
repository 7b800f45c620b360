"""The tasks of screens.md 13 that exist so far, each a line of the table; new ones are added here.

The check of which every amount is typed is counted in ``tests/ui/payments``, on claims made for it.
A task is done by keys alone on a sample practice of any seed, within its budget of gestures, and
what it did to the books is compared with what it should have done.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView

from desktop_biller.foundation.text import folded
from desktop_biller.reports.state import State, practice_state
from desktop_biller.ui.desk import Place
from desktop_biller.workflow.claims.claim_list import claim_rows
from desktop_biller.workflow.office.payer_choices import payer_choices
from desktop_biller.workflow.patients.insurance import patient_coverages
from desktop_biller.workflow.patients.of_patient import claims_of_patient, visits_of_patient
from desktop_biller.workflow.patients.patient_list import patient_ids, patient_rows
from desktop_biller.workflow.payments.open_claims import open_claims
from desktop_biller.workflow.payments.typed_answer import OpenClaim, as_expected
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.sample_practice.setup import do
from desktop_biller.workflow.statements.due_list import statement_due_ids
from desktop_biller.workflow.statements.history import statement_history_ids
from desktop_biller.workflow.visits.visit_details import visit_details
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
    return folded(f"{last[:3]} {first[:2]}")


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


def insured_patient(robot: Robot) -> int:
    """Somebody with a plan in force, and no visit today."""
    ws = robot.ws
    return next(
        n
        for n in patient_ids(ws, ListQuery())
        if any(plan.is_in_force for plan in patient_coverages(ws, n))
    )


def record_visit(robot: Robot) -> None:
    """Ctrl+E, one diagnosis, three codes, Ctrl+Enter."""
    patient = insured_patient(robot)
    before = books(robot)
    visits = visits_of_patient(robot.ws, patient)
    robot.start_at(Place("patients", "record", patient))
    robot.press("Ctrl+E")
    robot.type("hypertension")
    robot.press("Enter")
    robot.press("Enter")  # no second diagnosis: on to the charges
    for code in ("G0439", "G0444", "P9612"):
        robot.type(code)
        robot.press("Enter")
    robot.press("Ctrl+Enter")
    (made,) = set(visits_of_patient(robot.ws, patient)) - set(visits)
    visit = visit_details(robot.ws, made)
    assert [line.code for line in visit.lines] == ["G0439", "G0444", "P9612"]
    assert [d.code for d in visit.diagnoses] == ["I10"]
    charged = sum(line.charge_cents for line in visit.lines)
    assert books(robot).charges - before.charges == charged > 0


def make_and_print_claim(robot: Robot) -> None:
    """With a visit typed: Ctrl+Shift+Enter, Ctrl+P, Enter prints, Enter says that it printed."""
    patient = insured_patient(robot)
    robot.start_at(Place("visits", "entry", patient, new=True))
    robot.type("hypertension")
    robot.press("Enter")
    robot.press("Enter")
    robot.type("G0439")
    robot.press("Enter")
    claims = claims_of_patient(robot.ws, patient)
    robot.begin()
    robot.press("Ctrl+Shift+Enter")
    robot.press("Ctrl+P")
    robot.press("Enter")
    robot.press("Enter")
    (made,) = set(claims_of_patient(robot.ws, patient)) - set(claims)
    assert claim_rows(robot.ws, (made,))[0].state == "sent"
    assert len(robot.printers.printed) == 1


def twelve_claims(robot: Robot) -> tuple[int, list[OpenClaim]]:
    """A payer with a dozen claims that were sent: what is missing is made by the workflow."""
    ws = robot.ws
    payer = next(choice for choice in payer_choices(ws) if choice.name == "Blue Harbor Health")
    insured = [
        n
        for n in patient_ids(ws, ListQuery())
        for plan in patient_coverages(ws, n)
        if plan.payer_id == payer.payer_id and plan.is_in_force
    ]
    while len(open_claims(ws, payer.payer_id)) < 12:
        patient = insured[len(open_claims(ws, payer.payer_id)) % len(insured)]
        visit = do(
            ws,
            "record_visit",
            patient_id=patient,
            provider_id=1,
            service_date=ws.clock.today().isoformat(),
            diagnoses=["I10"],
            lines=[{"code": "G0439", "pointers": [1]}],
        )
        claim = do(ws, "make_claim", encounter_id=visit.encounter_id)
        do(ws, "record_claim_sent", claim_id=claim.claim_id)
    return payer.payer_id, list(open_claims(ws, payer.payer_id))


def check_as_expected(robot: Robot) -> None:
    """A check over twelve claims that were paid as expected: Space takes each."""
    _, claims = twelve_claims(robot)
    before = books(robot)
    robot.start_at(Place("payments"))
    robot.press("Ctrl+D")
    robot.type("blue")
    robot.press("Enter")
    robot.type("884477")
    robot.press("Enter")
    robot.press("Enter")  # the date is today's
    known = {c.number: c for c in claims if as_expected(c) is not None}
    rows = shown_claims(robot)
    twelve = [known[number] for number in rows if number in known][:12]
    cents = sum(line.expected_paid_cents or 0 for claim in twelve for line in claim.lines)
    robot.type(f"{cents / 100:.2f}")
    robot.press("Enter")
    robot.press("Tab")  # by check, as it stands
    left = {claim.number for claim in twelve}
    while left:
        number = cell(robot, "Claim")
        if number in left:
            robot.press("Space")
            left.discard(number)
        if left:
            robot.press("Down")
    robot.press("Ctrl+Enter")
    after = books(robot)
    assert after.insurer_paid - before.insurer_paid == cents
    states = {row.state for row in claim_rows(robot.ws, [claim.claim_id for claim in twelve])}
    assert states <= {"paid", "denied"}


def shown_claims(robot: Robot) -> list[str]:
    """The claims of the check in the order in which a person sees them."""
    tables = robot.window.findChildren(QTableView, "Claims_of_the_check")
    model = next(table.model() for table in tables if table.isVisible())
    assert model is not None
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    at = heads.index("Claim")
    return [str(model.index(row, at).data() or "") for row in range(model.rowCount())]


def all_statements(robot: Robot) -> None:
    """Ctrl+7, Ctrl+P for those that are ticked, Enter prints, Enter says that they printed."""
    due = statement_due_ids(robot.ws, ListQuery(shown="due"))
    robot.start_at(Place("patients"))
    robot.press("Ctrl+7")
    robot.press("Ctrl+P")
    robot.press("Enter")
    robot.press("Enter")
    made = statement_history_ids(robot.ws, ListQuery())
    assert len(robot.printers.printed) == len(due) > 0, f"{len(due)} were due"
    assert len(made) >= len(due)


def cell(robot: Robot, head: str) -> str:
    """What a person reads in the row with the focus, under a head."""
    table = QApplication.focusWidget()
    assert isinstance(table, QTableView), robot.told()
    model = table.model()
    assert model is not None
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    return str(model.index(table.currentIndex().row(), heads.index(head)).data() or "")


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
    Task("visit with one diagnosis and three codes", 10, record_visit),
    Task("make and print a claim", 4, make_and_print_claim),
    Task("check over twelve claims paid as expected", 40, check_as_expected),
    Task("all statements", 5, all_statements),
)
