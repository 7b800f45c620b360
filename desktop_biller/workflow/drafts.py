"""Drafts: what a user has typed and not saved yet, kept inside the encrypted file.

No row of the audit trail tells of them: a draft changes nothing of the practice, and is kept every
few seconds while somebody types. Each user sees their own. A practice that can't be written keeps
none.
"""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop_biller.models.draft import Draft
from desktop_biller.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it was kept last.

    Attributes:
        kind: which form, ``visit``.
        subject: what it is about by its ids, ``patient 12``; blank where there is one only.
        body: JSON, as the form wrote it.
        kept_at: aware, UTC.
    """

    kind: str
    subject: str
    body: str
    kept_at: dt.datetime


_KEEP = upsert(Draft)
_KEEP_OVER = _KEEP.on_conflict_do_update(
    index_elements=[Draft.user_id, Draft.kind, Draft.subject],
    set_={"body": _KEEP.excluded.body, "kept_at": _KEEP.excluded.kept_at},
)


def keep_draft(ws: Workspace, kind: str, subject: str, body: str) -> bool:
    """Keep a draft in place of the one before; False where it is open to look at it only.

    Raises:
        StorageError: the disk or the file failed; the draft before it stands.
    """
    if ws.db.read_only or ws.actor.role == "emergency":  # who only looks has no row as a user
        return False
    with ws.db.writing() as session:
        session.execute(
            _KEEP_OVER,
            {
                "user_id": ws.actor.user_id,
                "kind": kind,
                "subject": subject,
                "body": body,
                "kept_at": ws.clock.now(),
            },
        )
    return True


def read_draft(ws: Workspace, kind: str, subject: str = "") -> KeptDraft | None:
    """The user's draft of that form, None where there is none."""
    return next(iter(_drafts(ws, Draft.kind == kind, Draft.subject == subject)), None)


def drafts_of(ws: Workspace) -> tuple[KeptDraft, ...]:
    """All drafts of the user, the one kept last first."""
    return _drafts(ws)


def drop_draft(ws: Workspace, kind: str, subject: str = "") -> None:
    """Let go of a draft that was saved or thrown away; one that isn't there is no error."""
    if ws.db.read_only:
        return
    with ws.db.writing() as session:
        session.execute(
            sa.delete(Draft).where(
                Draft.user_id == ws.actor.user_id, Draft.kind == kind, Draft.subject == subject
            )
        )


def _drafts(ws: Workspace, *which: sa.ColumnElement[bool]) -> tuple[KeptDraft, ...]:
    with ws.db.reading() as session:
        rows = session.scalars(
            sa.select(Draft)
            .where(Draft.user_id == ws.actor.user_id, *which)
            .order_by(Draft.kept_at.desc(), Draft.id.desc())
        )
        return tuple(KeptDraft(row.kind, row.subject, row.body, row.kept_at) for row in rows)
