"""The acts of the insurance tab: each opens a dialog, which closes once its command is done."""

import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from msgspec import structs
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_biller.ui.desk import Desk
from desktop_biller.ui.patients.insurance_dialogs import (
    AuthorizationDialog,
    CaseDialog,
    CheckDialog,
    FormDialog,
    PlanDialog,
)
from desktop_biller.ui.patients.payer_search import PayerSearch
from desktop_biller.ui.patients.plan_form import TypedPlan
from desktop_biller.ui.patients.register_presenter import coverage_command
from desktop_biller.workflow.patients.authorization import (
    record_authorization,
    record_eligibility,
)
from desktop_biller.workflow.patients.change_coverage import ChangeCoverage, change_coverage
from desktop_biller.workflow.patients.coverage import record_coverage
from desktop_biller.workflow.patients.details import patient_details
from desktop_biller.workflow.patients.family_plan import FamilyPlan, plan_of_relatives
from desktop_biller.workflow.patients.injury_case import record_case
from desktop_biller.workflow.patients.insurance import CoverageRow, patient_coverages
from desktop_biller.workflow.usecase import Command, UseCase
from desktop_biller.workflow.workspace import Workspace

C = TypeVar("C", bound=Command)
R = TypeVar("R")

Opened = Callable[[Sequence[CoverageRow]], None]


def _family(ws: Workspace, patient_id: int) -> tuple[FamilyPlan | None, dt.date]:
    """What the patient's family has, and when the patient was born."""
    return plan_of_relatives(ws, patient_id), patient_details(ws, patient_id).birth_date


def _offer(dialog: PlanDialog, found: tuple[FamilyPlan | None, dt.date]) -> None:
    if isValid(dialog):  # it may be closed by now
        dialog.plan.offer_family(*found)


class InsuranceActs:
    """Opens the dialogs over a screen."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent
        self._payers = PayerSearch(desk).ask

    def open_plan(self, patient_id: int, plan: object) -> None:
        """Add a plan (None), or change one."""
        known = plan if isinstance(plan, CoverageRow) else None
        dialog = PlanDialog(self._parent, self._payers, self._desk.ws.clock.today, known)
        dialog.save_asked.connect(partial(self._save_plan, dialog, patient_id, known))
        dialog.open()
        if known is None:
            self._desk.jobs.read(
                partial(_family, self._desk.ws, patient_id), partial(_offer, dialog)
            )

    def open_authorization(self, patient_id: int) -> None:
        """Record an authorization."""
        self._with_plans(patient_id, self._open_authorization)

    def open_case(self, patient_id: int) -> None:
        """Record an accident."""
        dialog = CaseDialog(self._parent, patient_id, self._payers, self._desk.ws.clock.today)
        dialog.save_asked.connect(partial(self._carry_out, dialog, record_case))
        dialog.open()

    def open_check(self, patient_id: int) -> None:
        """Record what the payer said."""
        self._with_plans(patient_id, self._open_check)

    def _with_plans(self, patient_id: int, opened: Opened) -> None:
        self._desk.jobs.read(partial(patient_coverages, self._desk.ws, patient_id), opened)

    def _open_authorization(self, plans: Sequence[CoverageRow]) -> None:
        dialog = AuthorizationDialog(self._parent, plans, self._desk.ws.clock.today)
        dialog.save_asked.connect(partial(self._carry_out, dialog, record_authorization))
        dialog.open()

    def _open_check(self, plans: Sequence[CoverageRow]) -> None:
        dialog = CheckDialog(self._parent, plans)
        dialog.save_asked.connect(partial(self._carry_out, dialog, record_eligibility))
        dialog.open()

    def _save_plan(
        self, dialog: PlanDialog, patient_id: int, known: CoverageRow | None, typed: TypedPlan
    ) -> None:
        if known is None:
            self._carry_out(dialog, record_coverage, coverage_command(patient_id, typed, ""))
            return
        command = ChangeCoverage(
            coverage_id=known.coverage_id,
            version=known.version,
            relationship=typed.relationship,
            member_id=typed.member_id,
            group_number=typed.group_number,
            plan_name=typed.plan_name,
            subscriber=typed.subscriber,
            effective_from=typed.effective_from,
            effective_to=typed.effective_to,
            copay_cents=typed.copay_cents,
            accepts_assignment=typed.accepts_assignment,
            benefits_assigned=known.benefits_assigned,
        )
        self._carry_out(dialog, change_coverage, command)

    def _carry_out(self, dialog: FormDialog, case: UseCase[C, R], command: C) -> None:
        dialog.hold()
        keyed = structs.replace(command, key=secrets.token_hex(16))
        ws = self._desk.ws

        def done(result: R) -> None:
            dialog.accept()
            self._desk.tell("Saved.")
            self._desk.act(result)

        self._desk.jobs.write(lambda _job: case(ws, keyed), done, dialog.show_refusal)
