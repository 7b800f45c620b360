"""Decides what can be done with a recorded visit, and does it: a claim, an invoice, a paper."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from desktop_biller.foundation.errors import PermissionDeniedError, UserError
from desktop_biller.ui.desk import Desk, Place, PreviewRequest
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.visits.visit_columns import state_chip
from desktop_biller.workflow.claims.make import ClaimMade, MakeClaim, make_claim
from desktop_biller.workflow.paper_archive import PaperRow, papers_of
from desktop_biller.workflow.statements.invoice import InvoiceIssued, IssueInvoice, issue_invoice
from desktop_biller.workflow.visits.places import place_choices
from desktop_biller.workflow.visits.visit_choices import PlanChoice, visit_choices
from desktop_biller.workflow.visits.visit_details import VisitDetails, visit_details
from desktop_biller.workflow.visits.visit_list import VisitRow, visit_rows
from desktop_biller.workflow.workspace import Kind, Workspace

_SHOWN = frozenset({Kind.VISIT, Kind.CLAIM, Kind.LEDGER, Kind.DOCUMENT, Kind.COVERAGE})


class VisitScreen(Protocol):
    """What the presenter asks of its view."""

    def show_visit(self, visit: VisitDetails, place: str) -> None: ...
    def show_papers(self, papers: Sequence[PaperRow]) -> None: ...
    def show_state(self, spec: ChipSpec | None) -> None: ...
    def show_acts(self, claim: str, invoice: str) -> None: ...
    def show_busy(self, *, busy: bool) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def clear_error(self) -> None: ...
    def take_focus(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Found:
    visit: VisitDetails
    row: VisitRow
    papers: Sequence[PaperRow]
    plans: Sequence[PlanChoice]


class VisitPresenter:
    """Presents one visit."""

    def __init__(self, desk: Desk, view: VisitScreen) -> None:
        self._desk, self._view = desk, view
        self._encounter_id: int | None = None
        self._visit: VisitDetails | None = None
        self._coverage_id: int | None = None
        self._key = ""
        self._busy = False
        self._arrived = False
        self._end = desk.bus.subscribe(self._on_changed)

    def open(self, encounter_id: int) -> None:
        """Show a visit."""
        if encounter_id != self._encounter_id:
            self._view.clear_error()
        self._encounter_id, self._arrived = encounter_id, True
        self._key = secrets.token_hex(16)
        self.reload()

    def close(self) -> None:
        """The window closes."""
        self._end()

    def reload(self) -> None:
        """Ask for the visit again."""
        if self._encounter_id is not None:
            self._desk.jobs.read(
                partial(_find, self._desk.ws, self._encounter_id),
                self._on_found,
                self._view.show_error,
                slot=f"visit {id(self)}",
            )

    def make_claim(self) -> None:
        """Make the claim to the plan that is billed next, and go to it."""
        if self._busy or self._encounter_id is None:
            return
        command = MakeClaim(
            key=self._key, encounter_id=self._encounter_id, coverage_id=self._coverage_id
        )
        self._start()
        ws = self._desk.ws
        self._desk.jobs.write(
            lambda _job: make_claim(ws, command), self._on_claim, self._on_refused
        )

    def make_invoice(self) -> None:
        """Issue an invoice for the visit and show it in the preview."""
        if self._busy or self._encounter_id is None:
            return
        command = IssueInvoice(key=self._key, encounter_ids=(self._encounter_id,))
        self._start()
        ws = self._desk.ws
        self._desk.jobs.write(
            lambda _job: issue_invoice(ws, command), self._on_invoice, self._on_refused
        )

    def open_claim(self, claim_id: int) -> None:
        """Open a claim of the visit."""
        self._desk.go(Place("claims", "claim", claim_id))

    def open_paper(self, document_id: int) -> None:
        """Show a paper of the visit in the preview."""
        self._desk.preview(PreviewRequest(title="Paper of a visit", document_ids=(document_id,)))

    def open_account(self) -> None:
        """Go to the patient's account."""
        if self._visit is not None:
            self._desk.go(Place("patients", "record", self._visit.patient_id, "account"))

    def enter_next(self) -> None:
        """Enter the next visit, of a patient to be chosen."""
        self._desk.go(Place("visits", "entry", new=True))

    def _start(self) -> None:
        self._busy = True
        self._view.clear_error()
        self._view.show_busy(busy=True)

    def _stop(self) -> None:
        self._busy = False
        self._key = secrets.token_hex(16)
        self._view.show_busy(busy=False)

    def _on_claim(self, made: ClaimMade) -> None:
        self._stop()
        self._desk.act(made)
        self._desk.tell(f"Claim {made.number} is ready.")
        self._desk.go(Place("claims", "claim", made.claim_id))

    def _on_invoice(self, made: InvoiceIssued) -> None:
        self._stop()
        self._desk.act(made)
        paper = made.paper
        self._desk.tell(f"Invoice {paper.number} is issued.")
        self._desk.preview(
            PreviewRequest(title=f"Invoice {paper.number}", document_ids=(paper.document_id,))
        )

    def _on_refused(self, error: UserError) -> None:
        self._stop()
        self._view.show_error(error)

    def _on_found(self, found: _Found) -> None:
        if found.visit.encounter_id != self._encounter_id:
            return
        visit, view = found.visit, self._view
        self._visit = visit
        self._desk.show_patient_at("visits", "visit", visit.patient_id)
        words = next((p.words for p in place_choices() if p.code == visit.place_of_service), "")
        view.show_visit(visit, f"{visit.place_of_service} {words}".strip())
        view.show_papers(found.papers)
        view.show_state(state_chip(found.row))
        view.show_acts(self._claim_verb(found), self._invoice_verb(found))
        if self._arrived:
            self._arrived = False
            view.take_focus()

    def _claim_verb(self, found: _Found) -> str:
        """``Make claim``, or the plan that is billed next; blank where there is none left."""
        self._coverage_id = None
        if not found.visit.payer:
            return ""
        if not found.visit.claims:
            return "Ma&ke claim"
        made = {claim.rank for claim in found.visit.claims}
        left = [plan for plan in found.plans if plan.rank > max(made)]
        answered = all(claim.state in ("paid", "closed", "denied") for claim in found.visit.claims)
        if not left or not answered:
            return ""
        self._coverage_id = left[0].coverage_id
        payer = left[0].payer.replace("&", "&&")  # a payer's name is no mnemonic
        return f"Ma&ke claim to {payer}"

    def _invoice_verb(self, found: _Found) -> str:
        visit = found.visit
        owes = sum(line.patient_open_cents for line in visit.lines)
        return "&Invoice" if not visit.payer and not visit.invoice and owes > 0 else ""

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & _SHOWN:
            self.reload()


def _find(ws: Workspace, encounter_id: int) -> _Found:
    visit = visit_details(ws, encounter_id)
    return _Found(
        visit=visit,
        row=visit_rows(ws, [encounter_id])[0],
        papers=_papers(ws, visit),
        plans=visit_choices(ws, visit.patient_id, visit.service_date).plans,
    )


def _papers(ws: Workspace, visit: VisitDetails) -> Sequence[PaperRow]:
    """Papers of its claims and its invoice; none for who may not read the books."""
    try:
        found = [
            paper for claim in visit.claims for paper in papers_of(ws, claim_id=claim.claim_id)
        ]
        if visit.invoice:
            own = papers_of(ws, patient_id=visit.patient_id)
            found += [p for p in own if p.kind == "invoice" and p.number == visit.invoice]
    except PermissionDeniedError:
        return ()
    return found
