"""Papers that were issued: their list, looking at them, printing and saving them.

Each way out of the practice file leaves its row in the audit trail (promise 38): ``paper.viewed``,
``paper.printed``, ``paper.saved``. A practice that can't be written may be looked at and printed
without one; saving is refused there.
"""

import datetime as dt
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.models.document import Document
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.security import audit
from desktop_biller.security.permissions import Permission, require
from desktop_biller.workflow.claims.build import person_name
from desktop_biller.workflow.reading import Readable, Reading, question
from desktop_biller.workflow.workspace import Workspace

KIND_WORDS = {
    "claim_form": "Claim, data for the red form",
    "claim_copy": "Claim, on plain paper",
    "invoice": "Invoice",
    "receipt": "Receipt",
    "statement": "Statement",
    "day_sheet": "Day sheet",
}
_MOST_COPIES = 99


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One issued paper in a list.

    Attributes:
        words: what kind of paper it is.
        about: whom it is about as filed, blank for the practice's own papers.
        file_name: what it is saved as; no name of a patient is in it.
    """

    document_id: int
    kind: str
    words: str
    number: str
    dated: dt.date
    made_at: dt.datetime
    amount_cents: int | None
    patient_id: int | None
    about: str
    file_name: str


@question(Permission.READ_BOOKS)
def papers_of(
    rd: Reading,
    *,
    patient_id: int | None = None,
    guarantor_id: int | None = None,
    claim_id: int | None = None,
    payment_id: int | None = None,
) -> tuple[PaperRow, ...]:
    """The papers of a patient, an account, a claim or a payment, newest first.

    A patient's papers include the statements of the account. Nothing named lists every paper.
    """
    return paper_rows(
        rd,
        patient_id=patient_id,
        guarantor_id=guarantor_id,
        claim_id=claim_id,
        payment_id=payment_id,
    )


def paper_rows(
    rd: Readable,
    *,
    patient_id: int | None = None,
    guarantor_id: int | None = None,
    claim_id: int | None = None,
    payment_id: int | None = None,
    document_ids: Sequence[int] | None = None,
) -> tuple[PaperRow, ...]:
    """The same for other questions, and for papers that are named by their ids."""
    which: list[sa.ColumnElement[bool]] = []
    if document_ids is not None:
        which.append(Document.id.in_(document_ids))
    if patient_id is not None:
        account = sa.select(Patient.guarantor_id).where(Patient.id == patient_id).scalar_subquery()
        whole = sa.and_(Document.patient_id.is_(None), Document.guarantor_id == account)
        which.append(sa.or_(Document.patient_id == patient_id, whole))
    for column, wanted in (
        (Document.guarantor_id, guarantor_id),
        (Document.claim_id, claim_id),
        (Document.payment_id, payment_id),
    ):
        if wanted is not None:
            which.append(column == wanted)
    rows = rd.session.execute(
        sa.select(
            Document.id,
            Document.kind,
            Document.number,
            Document.dated,
            Document.made_at,
            Document.amount_cents,
            Document.patient_id,
            Patient,
            Guarantor,
        )
        .outerjoin(Patient, Patient.id == Document.patient_id)
        .outerjoin(Guarantor, Guarantor.id == Document.guarantor_id)
        .where(*which)
        .order_by(Document.id.desc())
    )
    return tuple(
        PaperRow(
            document_id=row.id,
            kind=row.kind,
            words=KIND_WORDS[row.kind],
            number=row.number,
            dated=row.dated,
            made_at=row.made_at,
            amount_cents=row.amount_cents,
            patient_id=row.patient_id,
            about=person_name(row.Patient or row.Guarantor).filed
            if row.Patient or row.Guarantor
            else "",
            file_name=f"{row.kind.replace('_', '-')}-{row.number}.pdf",
        )
        for row in rows
    )


def view_paper(ws: Workspace, document_id: int) -> bytes:
    """The bytes of an issued paper for the screen; audited.

    Raises:
        RefusedError: there is no such paper.
    """
    return _taken_out(ws, document_id, "paper.viewed", untold=ws.db.read_only).pdf


def read_paper(ws: Workspace, document_id: int) -> bytes:
    """The bytes of an issued paper for saving outside the practice file; audited.

    Raises:
        RefusedError: there is no such paper.
        StorageError: the practice can't be written, so that saving would leave no trace.
    """
    return _taken_out(ws, document_id, "paper.saved").pdf


def record_print(ws: Workspace, document_id: int, *, printer: str, copies: int = 1) -> None:
    """Tell the trail that a paper went to a printer.

    Raises:
        RefusedError: there is no such paper.
        InputError: no copy, or more than 99.
    """
    if not 1 <= copies <= _MOST_COPIES:
        raise InputError(
            f"{copies} copies can't be printed.",
            effect="Nothing was printed.",
            remedy=f"Ask for 1 to {_MOST_COPIES}.",
            field="copies",
        )
    how = f"{copies} cop{'y' if copies == 1 else 'ies'} on {printer}"
    _taken_out(ws, document_id, "paper.printed", reason=how[:200], untold=ws.db.read_only)


def _taken_out(
    ws: Workspace, document_id: int, event: str, *, reason: str = "", untold: bool = False
) -> Document:
    """The paper, with its audit row unless it is left ``untold``."""
    require(ws.actor, Permission.READ_BOOKS)
    lane: AbstractContextManager[Session] = ws.db.reading() if untold else ws.db.writing()
    with lane as session:
        document = session.get(Document, document_id)
        if document is None:
            raise RefusedError("There is no such paper.", remedy="Choose a paper from the list.")
        if not untold:
            audit.record(
                session,
                at=ws.clock.now(),
                user_name=ws.actor.name,
                event=event,
                patient_id=document.patient_id,
                subject=f"{document.kind} {document.number}",
                reason=reason,
            )
        return document
