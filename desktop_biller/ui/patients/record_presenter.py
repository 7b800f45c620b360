"""What the record of a patient shows, tab by tab, and what its acts do."""

import secrets
from collections.abc import Callable
from functools import partial

from msgspec import structs

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Desk, Place, PreviewRequest
from desktop_biller.ui.patients.insurance_acts import InsuranceActs
from desktop_biller.ui.patients.record_view import RecordView
from desktop_biller.workflow.claims.claim_list import claim_rows
from desktop_biller.workflow.followup.notes import FinishNote, WriteNote, finish_note, write_note
from desktop_biller.workflow.paper_archive import papers_of
from desktop_biller.workflow.patients.account import patient_account
from desktop_biller.workflow.patients.change_patient import ChangePatient, change_patient
from desktop_biller.workflow.patients.details import (
    patient_details,
    patient_history,
    patient_notes,
)
from desktop_biller.workflow.patients.insurance import (
    eligibility_checks,
    patient_authorizations,
    patient_cases,
    patient_coverages,
)
from desktop_biller.workflow.patients.ledger_row import LedgerRow
from desktop_biller.workflow.patients.of_patient import claims_of_patient, visits_of_patient
from desktop_biller.workflow.visits.visit_list import visit_rows
from desktop_biller.workflow.workspace import Kind

_SHOWN = frozenset(Kind) - {Kind.PRACTICE, Kind.DAY}
_PLACES = {"claim": ("claims", "claim"), "check": ("payments", "payment")}
_PLACES["era"] = _PLACES["check"]


class RecordPresenter:
    """Presents one patient at a time."""

    def __init__(self, desk: Desk, view: RecordView) -> None:
        self._desk, self._view = desk, view
        self._patient_id = 0
        self._tab = "account"
        self._key = secrets.token_hex(16)
        self._insurance = InsuranceActs(desk, view)
        self.end: Callable[[], None] = desk.bus.subscribe(self._on_changed)
        self._fill: dict[str, Callable[[], None]] = {
            "account": self._fill_account,
            "details": self._fill_details,
            "insurance": self._fill_insurance,
            "visits": self._fill_visits,
            "claims": self._fill_claims,
            "documents": self._fill_documents,
            "notes": self._fill_notes,
            "history": self._fill_history,
        }
        self._connect()

    def open(self, patient_id: int, tab: str) -> None:
        """Show a patient's record at a tab."""
        if patient_id != self._patient_id:
            self._view.details.mark_saved()
            self._view.notes.clear()
            self._tab = "account"
        self._patient_id = patient_id
        self._tab = tab if tab in self._fill else self._tab
        self._desk.show_patient(patient_id)
        self._view.clear_error()
        self._view.show_tab(self._tab)
        self.reload()

    def reload(self) -> None:
        """Fill the tab that is shown anew."""
        self._fill[self._tab]()

    def _connect(self) -> None:
        view = self._view
        view.tab_chosen.connect(self._on_tab)
        view.new_patient_asked.connect(self._on_new_patient)
        view.account.row_opened.connect(self._on_row)
        view.account.claim_opened.connect(partial(self._to, "claims", "claim"))
        view.account.visit_asked.connect(self._on_visit)
        view.account.statement_asked.connect(self._on_statement)
        view.account.payment_asked.connect(self._on_payment)
        view.details.save_asked.connect(self._on_change)
        view.insurance.plan_asked.connect(self._on_plan)
        view.insurance.authorization_asked.connect(self._on_authorization)
        view.insurance.case_asked.connect(self._on_case)
        view.insurance.check_asked.connect(self._on_check)
        view.visits.opened.connect(partial(self._to, "visits", "visit"))
        view.claims.opened.connect(partial(self._to, "claims", "claim"))
        view.documents.opened.connect(self._on_paper)
        view.documents.act_asked.connect(self._on_paper)
        view.notes.write_asked.connect(self._on_note)
        view.notes.finish_asked.connect(self._on_note_done)

    # --- Filling -------------------------------------------------------------------------------

    def _ask(self, ask: Callable[[], object], show: Callable[..., None]) -> None:
        patient = self._patient_id

        def done(answer: object) -> None:
            if patient == self._patient_id:
                show(answer)

        self._desk.jobs.read(ask, done, self._view.show_error, slot=f"record {id(self)}")

    def _fill_account(self) -> None:
        ask = partial(patient_account, self._desk.ws, self._patient_id)
        self._ask(ask, self._view.account.show_account)

    def _fill_details(self) -> None:
        ask = partial(patient_details, self._desk.ws, self._patient_id)
        self._ask(ask, self._view.details.show_details)

    def _fill_insurance(self) -> None:
        ws, patient = self._desk.ws, self._patient_id
        self._ask(
            lambda: (
                patient_coverages(ws, patient),
                patient_authorizations(ws, patient),
                patient_cases(ws, patient),
                eligibility_checks(ws, patient),
            ),
            lambda found: self._view.insurance.show_insurance(*found),
        )

    def _fill_visits(self) -> None:
        ws, patient = self._desk.ws, self._patient_id
        self._ask(
            lambda: visit_rows(ws, visits_of_patient(ws, patient)), self._view.visits.show_rows
        )

    def _fill_claims(self) -> None:
        ws, patient = self._desk.ws, self._patient_id
        self._ask(
            lambda: claim_rows(ws, claims_of_patient(ws, patient)), self._view.claims.show_rows
        )

    def _fill_documents(self) -> None:
        ws, patient = self._desk.ws, self._patient_id
        self._ask(lambda: papers_of(ws, patient_id=patient), self._view.documents.show_rows)

    def _fill_notes(self) -> None:
        ask = partial(patient_notes, self._desk.ws, self._patient_id)
        self._ask(ask, self._view.notes.show_notes)

    def _fill_history(self) -> None:
        ask = partial(patient_history, self._desk.ws, self._patient_id)
        self._ask(ask, self._view.history.show_rows)

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & _SHOWN and self._patient_id:
            self.reload()

    # --- Going on ------------------------------------------------------------------------------

    def _on_tab(self, key: str) -> None:
        self._tab = key
        self._view.show_tab(key)
        self._view.take_focus()
        self.reload()

    def _to(self, section: str, view: str, record_id: int) -> None:
        self._desk.go(Place(section, view, record_id))

    def _on_row(self, found: LedgerRow) -> None:
        belongs = found.belongs_to
        if belongs is not None and belongs.kind in _PLACES:
            self._to(*_PLACES[belongs.kind], belongs.row_id)
        elif found.payment_id is not None:
            self._to("payments", "payment", found.payment_id)
        elif belongs is not None:
            self._on_paper(belongs.row_id)

    def _on_new_patient(self) -> None:
        self._desk.go(Place("patients", "register", new=True))

    def _on_visit(self) -> None:
        self._desk.go(Place("visits", "entry", self._patient_id, new=True))

    def _on_payment(self) -> None:
        self._desk.go(Place("payments", "take", self._patient_id, new=True))

    def _on_statement(self) -> None:
        ws, patient = self._desk.ws, self._patient_id
        self._desk.jobs.read(
            lambda: patient_details(ws, patient).guarantor_id,
            lambda guarantor: self._desk.go(Place("statements", "", guarantor)),
        )

    def _on_paper(self, document_id: int | None) -> None:
        if document_id is not None:
            self._desk.preview(PreviewRequest("1 paper", (document_id,)))

    # --- Acts ----------------------------------------------------------------------------------

    def _on_change(self, command: ChangePatient) -> None:
        keyed = structs.replace(command, key=self._key)
        ws = self._desk.ws
        self._view.details.save.say_why("The details are being saved.")
        self._desk.jobs.write(
            lambda _job: change_patient(ws, keyed), self._on_patient_changed, self._on_refused
        )

    def _on_patient_changed(self, done: object) -> None:
        self._key = secrets.token_hex(16)
        self._view.clear_error()
        self._view.details.mark_saved()
        self._desk.tell("Details saved.")
        self._desk.act(done)

    def _on_refused(self, error: UserError) -> None:
        self._key = secrets.token_hex(16)
        self._view.details.save.say_why("")
        if not self._view.details.show_refusal(error):
            self._view.show_error(error)

    def _on_plan(self, plan: object) -> None:
        self._insurance.open_plan(self._patient_id, plan)

    def _on_authorization(self) -> None:
        self._insurance.open_authorization(self._patient_id)

    def _on_case(self) -> None:
        self._insurance.open_case(self._patient_id)

    def _on_check(self) -> None:
        self._insurance.open_check(self._patient_id)

    def _on_note(self, text: str, follow_up_on: object) -> None:
        command = WriteNote(
            key=self._key,
            subject="patient",
            subject_id=self._patient_id,
            text=text,
            follow_up_on=follow_up_on,  # type: ignore[arg-type]  # a signal carries a date or None
        )
        ws = self._desk.ws
        self._desk.jobs.write(
            lambda _job: write_note(ws, command), self._on_noted, self._on_note_refused
        )

    def _on_noted(self, done: object) -> None:
        self._key = secrets.token_hex(16)
        self._view.notes.clear()
        self._desk.tell("Note saved.")
        self._desk.act(done)

    def _on_note_refused(self, error: UserError) -> None:
        self._key = secrets.token_hex(16)
        if not self._view.notes.show_refusal(error):
            self._view.show_error(error)

    def _on_note_done(self, note_id: int) -> None:
        ws = self._desk.ws
        command = FinishNote(note_id=note_id)
        self._desk.jobs.write(
            lambda _job: finish_note(ws, command), self._desk.act, self._view.show_error
        )
