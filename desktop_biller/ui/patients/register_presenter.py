"""Saving a new patient and, where one was typed, the plan that is billed first."""

import secrets
from dataclasses import dataclass
from functools import partial

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.form_draft import FormDraft
from desktop_biller.ui.patients.plan_form import TypedPlan
from desktop_biller.ui.patients.register_view import RegisterView
from desktop_biller.workflow.patients.coverage import RecordCoverage, record_coverage
from desktop_biller.workflow.patients.family_plan import FamilyPlan, family_plan
from desktop_biller.workflow.patients.register import (
    PatientRegistered,
    RegisterPatient,
    register_patient,
)
from desktop_biller.workflow.workspace import Workspace

_TYPED = dict[str, dict[str, str]]
"""What stands in the fields, by form and field."""


@dataclass(frozen=True, slots=True)
class Registered:
    """The patient is kept; ``refusal`` says why the plan is not, where it is not."""

    patient: PatientRegistered
    refusal: UserError | None = None


def register_with_plan(
    ws: Workspace, command: RegisterPatient, plan: TypedPlan | None, key: str
) -> Registered:
    """Register a patient, then record the plan; a plan that is refused loses no patient.

    Raises:
        UserError: the patient was refused; nothing was saved.
    """
    patient = register_patient(ws, command)
    if plan is None:
        return Registered(patient)
    try:
        record_coverage(ws, coverage_command(patient.patient_id, plan, key))
    except UserError as error:
        return Registered(patient, error)
    return Registered(patient)


def coverage_command(patient_id: int, plan: TypedPlan, key: str) -> RecordCoverage:
    """The command of a typed plan."""
    return RecordCoverage(
        key=key,
        patient_id=patient_id,
        payer_id=plan.payer_id,
        rank=plan.rank,
        relationship=plan.relationship,
        member_id=plan.member_id,
        group_number=plan.group_number,
        plan_name=plan.plan_name,
        subscriber=plan.subscriber,
        effective_from=plan.effective_from,
        effective_to=plan.effective_to,
        copay_cents=plan.copay_cents,
        accepts_assignment=plan.accepts_assignment,
    )


class RegisterPresenter:
    """Presents the form."""

    def __init__(self, desk: Desk, view: RegisterView) -> None:
        self._desk, self._view = desk, view
        self._key = ""
        self._saved: PatientRegistered | None = None
        self._draft = FormDraft(desk, "new patient", _TYPED)

    def open(self) -> None:
        """Begin a new patient, unless one is half typed here or in a draft."""
        self._desk.show_patient(None)
        if not self._view.has_unsaved():
            self.begin()
            self._draft.read(self._on_draft)

    def on_rested(self) -> None:
        """Keep what was typed; a patient who is saved already needs no draft."""
        if self._view.has_unsaved() and self._saved is None:
            self._draft.keep(self._view.typed())

    def _on_draft(self, kept: dict[str, dict[str, str]] | None, when: str) -> None:
        view = self._view
        if kept is None or view.has_unsaved():
            return
        view.show_typed(kept)
        view.banner.say(
            "blue", f"This was kept as a draft on {when}.", "Discard draft", self._start_anew
        )
        self.on_guarantor(view.guarantor.taken_value())

    def _start_anew(self) -> None:
        self._draft.drop()
        self.begin()
        self._view.take_focus()

    def begin(self) -> None:
        """Empty the form; its key makes a second click save once."""
        self._key = secrets.token_hex(16)
        self._saved = None
        self._view.clear()

    def on_guarantor(self, guarantor_id: object) -> None:
        """Offer the plan of the family whose bills the guarantor answers for."""
        if isinstance(guarantor_id, int):
            self._desk.jobs.read(
                partial(family_plan, self._desk.ws, guarantor_id),
                partial(self._on_family, guarantor_id),
                slot="family plan",
            )

    def _on_family(self, guarantor_id: int, plan: FamilyPlan | None) -> None:
        if self._view.guarantor.taken_value() == guarantor_id:
            self._view.plan.offer_family(plan, self._view.person.born.date())

    def on_discard(self) -> None:
        """Throw away what was typed."""
        self._draft.drop()
        self.begin()
        self._desk.go(Place("patients"))

    def on_save(self, *, is_other: bool = False) -> None:
        """Save what was typed, where it is sound."""
        view = self._view
        born = view.person.born.date()
        if not view.is_sound() or born is None:
            return
        view.clear_error()
        view.show_working(working=True)
        plan = None if view.plan.is_blank() else view.plan.typed()
        if self._saved is not None and plan is not None:
            self._save_plan(self._saved.patient_id, plan)
            return
        guarantor = view.guarantor.taken_value()
        command = RegisterPatient(
            key=secrets.token_hex(16) if is_other else self._key,
            name=view.person.name(),
            birth_date=born,
            sex=view.person.chosen_sex(),
            address=view.person.address(),
            phone=view.person.phone.value(),
            email=view.email.value(),
            guarantor_id=guarantor if isinstance(guarantor, int) else None,
            language="es" if view.language.value() == "es" else "en",
            not_a_duplicate=is_other,
        )
        act = partial(register_with_plan, self._desk.ws, command, plan, f"{self._key} plan")
        self._desk.jobs.write(lambda _job: act(), self._on_saved, self._on_refused)

    def _save_plan(self, patient_id: int, plan: TypedPlan) -> None:
        command = coverage_command(patient_id, plan, secrets.token_hex(16))
        ws = self._desk.ws
        self._desk.jobs.write(
            lambda _job: record_coverage(ws, command), self._on_plan_saved, self._on_refused
        )

    def _on_saved(self, done: Registered) -> None:
        self._view.show_working(working=False)
        self._desk.act(done.patient)
        if done.refusal is not None:
            self._saved = done.patient
            self._draft.drop()  # read again it would register the patient twice
            self._view.show_refusal(done.refusal)
            self._desk.tell("The patient is saved; the insurance is not yet.")
            return
        self._leave(done.patient.patient_id)

    def _on_plan_saved(self, done: object) -> None:
        self._view.show_working(working=False)
        self._desk.act(done)
        if self._saved is not None:
            self._leave(self._saved.patient_id)

    def _leave(self, patient_id: int) -> None:
        self._view.mark_saved()
        self._draft.drop()
        self._desk.tell("Patient saved.")
        self._desk.go(Place("patients", "record", patient_id))

    def _on_refused(self, error: UserError) -> None:
        self._view.show_working(working=False)
        self._key = secrets.token_hex(16)
        self._view.show_refusal(error)
