"""Decides which notes are due, where they lead, and marks them as done."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.workflow.followup.notes import FinishNote, NoteFinished, finish_note
from desktop_biller.workflow.followup.notes_due import FollowUp, notes_due
from desktop_biller.workflow.workspace import Kind


class FollowupScreen(Protocol):
    """What the presenter asks of its view."""

    def show_notes(self, notes: Sequence[FollowUp]) -> None: ...
    def show_done(self, reason: str) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def clear_error(self) -> None: ...


class FollowupPresenter:
    """Presents the notes that are due."""

    def __init__(self, desk: Desk, view: FollowupScreen) -> None:
        self._desk, self._view = desk, view
        self._notes: Mapping[int, FollowUp] = {}
        self._end = desk.bus.subscribe(self._on_changed)

    def open(self) -> None:
        """Show the notes that are due."""
        self._desk.show_patient(None)
        self.reload()

    def close(self) -> None:
        """The window closes."""
        self._end()

    def reload(self) -> None:
        """Ask again."""
        self._desk.jobs.read(
            partial(notes_due, self._desk.ws),
            self._show,
            self._view.show_error,
            slot=f"notes due {id(self)}",
        )

    def open_note(self, note_id: int) -> None:
        """Open what a note is about."""
        note = self._notes.get(note_id)
        if note is None:
            return
        places = {
            "claim": Place("claims", "claim", note.subject_id),
            "payment": Place("payments", "payment", note.subject_id),
        }
        notes = Place("patients", "record", note.subject_id, "notes")
        self._desk.go(places.get(note.subject, notes))

    def denied_claims(self) -> None:
        """Show the denied claims."""
        self._desk.go(Place("claims", shown="denied"))

    def today(self) -> None:
        """Show Today."""
        self._desk.go(Place("today"))

    def finish(self, note_id: int) -> None:
        """Mark a follow-up as done."""
        self._view.clear_error()
        self._view.show_done("It is being marked as done.")
        self._desk.jobs.write(
            lambda _job: finish_note(self._desk.ws, FinishNote(note_id=note_id)),
            self._on_done,
            self._on_refused,
        )

    def _show(self, notes: Sequence[FollowUp]) -> None:
        self._notes = {note.note_id: note for note in notes}
        self._view.show_notes(notes)
        self._view.show_done("")

    def _on_done(self, result: NoteFinished) -> None:
        self._desk.tell("Follow-up done")
        self._desk.act(result)

    def _on_refused(self, error: UserError) -> None:
        self.reload()
        self._view.show_error(error)

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.NOTE, Kind.PATIENT, Kind.CLAIM}:
            self.reload()
