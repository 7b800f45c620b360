"""Decides what is shown of one claim and carries its acts out: print, mark, check, notes."""

import datetime as dt
import secrets
from collections.abc import Sequence
from functools import partial
from typing import Literal, Protocol

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.claims.print_claims import ClaimToPrint, Output, PrintClaims
from desktop_biller.ui.desk import Desk, Place, PreviewRequest
from desktop_biller.workflow.claims.claim_details import ClaimDetails, claim_details
from desktop_biller.workflow.claims.claim_notes import ClaimNote, claim_notes
from desktop_biller.workflow.claims.claim_picture import claim_picture
from desktop_biller.workflow.claims.send import RecordClaimSent, record_claim_sent
from desktop_biller.workflow.drafts import KeptDraft, drop_draft, keep_draft, read_draft
from desktop_biller.workflow.followup.notes import WriteNote, write_note
from desktop_biller.workflow.workspace import Kind

DRAFT = "claim note"
_SHOWN = {Kind.CLAIM, Kind.LEDGER, Kind.PATIENT, Kind.COVERAGE, Kind.DOCUMENT}


class ClaimScreen(Protocol):
    """What the presenter asks of its view."""

    def show_claim(self, claim: ClaimDetails) -> None: ...
    def show_tab(self, key: str) -> None: ...
    def show_form(self, pdf: bytes, name: str) -> None: ...
    def say_form(self, words: str) -> None: ...
    def show_notes(self, notes: Sequence[ClaimNote]) -> None: ...
    def show_draft(self, text: str) -> None: ...
    def show_note_error(self, error: UserError) -> bool: ...
    def show_acts(self, *, prints: str, sends: str, notes: str) -> None: ...
    def ask_how_sent(self, what: str) -> None: ...
    def say(self, words: str) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def clear_error(self) -> None: ...


class ClaimPresenter:
    """Presents one claim."""

    def __init__(self, desk: Desk, view: ClaimScreen) -> None:
        self._desk, self._view = desk, view
        self._claim_id: int | None = None
        self._claim: ClaimDetails | None = None
        self._pictured: tuple[int, int] | None = None
        self._busy = False
        self._note_key = secrets.token_hex(16)
        self._printing = PrintClaims(desk, self._on_refused, view.say, self._on_printing)
        self._end = desk.bus.subscribe(self._on_changed)

    def open(self, claim_id: int, tab: str = "") -> None:
        """Show a claim."""
        if claim_id != self._claim_id:
            self._claim_id, self._claim, self._pictured = claim_id, None, None
            view = self._view
            view.clear_error()
            view.say_form("Drawing the form...")
            view.show_draft("")
            view.show_tab(tab)
            self._desk.jobs.read(
                partial(read_draft, self._desk.ws, DRAFT, str(claim_id)),
                partial(self._on_draft, claim_id),
                self._on_refused,
            )
        elif tab:
            self._view.show_tab(tab)
        self.reload()

    def close(self) -> None:
        """The window closes."""
        self._end()

    def reload(self) -> None:
        """Read the claim again."""
        if self._claim_id is None:
            return
        ws, jobs = self._desk.ws, self._desk.jobs
        jobs.read(
            partial(claim_details, ws, self._claim_id),
            self._show,
            self._on_refused,
            slot=f"claim {id(self)}",
        )
        self._read_notes()

    def _read_notes(self) -> None:
        if self._claim_id is not None:
            self._desk.jobs.read(
                partial(claim_notes, self._desk.ws, self._claim_id),
                self._view.show_notes,
                self._on_refused,
                slot=f"notes {id(self)}",
            )

    def _show(self, claim: ClaimDetails) -> None:
        if claim.claim_id != self._claim_id:
            return
        self._claim = claim
        self._desk.show_patient_at("claims", "claim", claim.patient_id)
        self._view.show_claim(claim)
        self._show_acts()
        wanted = claim.claim_id, claim.version
        if self._pictured != wanted:  # each look at the form is on record: one a version
            self._pictured = wanted
            self._desk.jobs.read(
                partial(claim_picture, self._desk.ws, claim.claim_id),
                partial(self._on_picture, claim),
                lambda error: self._view.say_form(f"{error.what} {error.remedy}"),
                slot=f"form {id(self)}",
            )

    def _on_picture(self, claim: ClaimDetails, pdf: bytes) -> None:
        if claim.claim_id == self._claim_id:
            self._view.show_form(pdf, f"Claim {claim.number}")

    # --- Printing and sending ------------------------------------------------------------------

    def print_form(self) -> None:
        """Print the red form's data; a ready claim is then marked as sent by a yes."""
        self._print("form")

    def print_copy(self) -> None:
        """Print a copy on plain paper, which is never marked as sent."""
        self._print("copy")

    def _print(self, output: Output) -> None:
        claim = self._claim
        if claim is not None:
            self._view.clear_error()
            self._printing.start(
                (ClaimToPrint(claim.claim_id, claim.number),),
                output=output,
                marks_sent=output == "form" and claim.state == "ready",
            )

    def ask_how_sent(self) -> None:
        """Ask how the claim went out."""
        if self._claim is not None and not self._busy:
            self._view.ask_how_sent(f"Claim {self._claim.number}")

    def mark_sent(self, how: Literal["paper", "portal"]) -> None:
        """Mark the claim as sent."""
        claim = self._claim
        if claim is None or self._busy:
            return
        told = RecordClaimSent(key=secrets.token_hex(16), claim_id=claim.claim_id, how=how)
        self._start()
        ws = self._desk.ws
        self._desk.jobs.write(
            lambda _job: record_claim_sent(ws, told),
            partial(self._on_done, f"Claim {claim.number} marked as sent by {how}"),
            self._on_refused,
        )

    def open_paper(self, document_id: int) -> None:
        """Open an issued form again."""
        papers = self._claim.papers if self._claim is not None else ()
        is_red = any(p.document_id == document_id and p.kind == "claim_form" for p in papers)
        self._desk.preview(
            PreviewRequest("1 claim", (document_id,), form="cms1500" if is_red else "plain")
        )

    # --- Going on ------------------------------------------------------------------------------

    def post_check(self) -> None:
        """Post a check of the claim's insurer."""
        if self._claim is not None:
            self._desk.go(Place("payments", "check", self._claim.payer_id, new=True))

    def open_payment(self, payment_id: int) -> None:
        """Open the check with which the insurer answered."""
        self._desk.go(Place("payments", "payment", payment_id))

    def open_visit(self) -> None:
        """Open the visit that the claim was made from."""
        if self._claim is not None:
            self._desk.go(Place("visits", "visit", self._claim.encounter_id))

    # --- Notes ---------------------------------------------------------------------------------

    def write_note(self, text: str, follow_up_on: dt.date | None) -> None:
        """Keep a note."""
        if self._claim_id is None or self._busy:
            return
        told = WriteNote(
            key=self._note_key,
            subject="claim",
            subject_id=self._claim_id,
            text=text,
            follow_up_on=follow_up_on,
        )
        self._start()
        ws, claim_id = self._desk.ws, self._claim_id

        def act(_job: object) -> object:
            kept = write_note(ws, told)
            drop_draft(ws, DRAFT, str(claim_id))
            return kept

        self._desk.jobs.write(act, partial(self._on_noted, claim_id), self._on_note_refused)

    def keep_draft(self, text: str) -> None:
        """Keep what is being written, so that a lock or a power cut loses nothing."""
        if self._claim_id is None:
            return
        ws, subject = self._desk.ws, str(self._claim_id)
        if text:
            self._desk.jobs.write(lambda _job: keep_draft(ws, DRAFT, subject, text), _nothing)
        else:
            self._desk.jobs.write(lambda _job: drop_draft(ws, DRAFT, subject), _nothing)

    def _on_draft(self, claim_id: int, kept: KeptDraft | None) -> None:
        if kept is not None and claim_id == self._claim_id:
            self._view.show_draft(kept.body)

    def _on_noted(self, claim_id: int, result: object) -> None:
        self._busy = False
        self._note_key = secrets.token_hex(16)
        if claim_id == self._claim_id:
            self._view.show_draft("")
        self._desk.tell("Note saved")
        self._desk.act(result)
        self._show_acts()

    def _on_note_refused(self, error: UserError) -> None:
        self._busy = False
        self._note_key = secrets.token_hex(16)
        if not self._view.show_note_error(error):
            self._view.show_error(error)
        self._show_acts()

    # --- What all have in common ---------------------------------------------------------------

    def _start(self) -> None:
        self._busy = True
        self._view.clear_error()
        self._show_acts()

    def _on_done(self, words: str, result: object) -> None:
        self._busy = False
        self._desk.tell(words)
        self._desk.act(result)
        self._show_acts()

    def _on_refused(self, error: UserError) -> None:
        self._busy = False
        self._view.show_error(error)
        self._show_acts()

    def _on_printing(self, busy: bool) -> None:
        del busy
        self._show_acts()

    def _show_acts(self) -> None:
        wait = "Something is being saved." if self._busy else ""
        making = "The form is being made." if self._printing.is_busy else ""
        claim = self._claim
        sends = wait
        if claim is None:
            sends = making = "The claim is being opened."
        elif claim.state != "ready":
            sends = "Only a claim that is ready can be marked as sent."
        self._view.show_acts(prints=making, sends=sends, notes=wait)

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & _SHOWN:
            self.reload()
        elif Kind.NOTE in kinds:
            self._read_notes()


def _nothing(_result: object) -> None:
    """Nobody waits for a draft."""
