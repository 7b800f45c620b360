"""The notes on one claim."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.models.access import User
from desktop_biller.models.patient import Note
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.reading import Reading, question


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """One note on a claim; ``written_at`` is in the practice's zone."""

    note_id: int
    text: str
    written_at: dt.datetime
    written_by: str
    follow_up_on: dt.date | None
    done_on: dt.date | None


@question(Permission.READ_BOOKS)
def claim_notes(rd: Reading, claim_id: int) -> tuple[ClaimNote, ...]:
    """The notes on a claim, the newest first."""
    rows = rd.session.execute(
        sa.select(Note, User.full_name)
        .join(User, User.id == Note.user_id)
        .where(Note.claim_id == claim_id)
        .order_by(Note.written_at.desc(), Note.id.desc())
    )
    return tuple(
        ClaimNote(
            note_id=note.id,
            text=note.text,
            written_at=note.written_at.astimezone(rd.now.tzinfo),
            written_by=who,
            follow_up_on=note.follow_up_on,
            done_on=note.done_on,
        )
        for note, who in rows
    )
