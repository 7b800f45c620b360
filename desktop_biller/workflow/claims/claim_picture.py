"""A look at a claim as it would print now; nothing is issued or kept but the trace of the look."""

from typing import Literal

from desktop_biller.documents.cms1500 import render_cms1500
from desktop_biller.models.claim import Claim
from desktop_biller.models.practice import Practice
from desktop_biller.security import audit
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.make import latest_facts
from desktop_biller.workflow.reading import Reading, question
from desktop_biller.workflow.usecase import by_id
from desktop_biller.workflow.workspace import Workspace


def claim_picture(ws: Workspace, claim_id: int, output: Literal["form", "copy"] = "copy") -> bytes:
    """The PDF of a claim's latest version; audited as ``claim.viewed`` with its patient.

    Args:
        ws: the open practice; one that can't be written leaves no trace.
        claim_id: whose.
        output: ``copy`` with the form drawn under the data, ``form`` the data alone, as it goes
            on the red form.

    Raises:
        RefusedError: there is no such claim.
        UnprintableError: a value does not fit its box and must not be cut.
    """
    patient_id, pdf = _drawn_claim(ws, claim_id, output)
    if not ws.db.read_only:
        with ws.db.writing() as session:
            audit.record(
                session,
                at=ws.clock.now(),
                user_name=ws.actor.name,
                event="claim.viewed",
                patient_id=patient_id,
                subject=f"claim {claim_id}",
                reason=output,
            )
    return pdf


@question(Permission.READ_BOOKS)
def _drawn_claim(rd: Reading, claim_id: int, output: str) -> tuple[int, bytes]:
    claim = by_id(rd, Claim, claim_id, "claim")
    facts = latest_facts(rd, claim)
    sample = rd.session.get_one(Practice, 1).is_sample
    return claim.patient_id, render_cms1500(facts, outline=output == "copy", sample=sample).pdf
