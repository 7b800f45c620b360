"""Issued papers: number, facts and bytes are kept in the transaction that issues them."""

import hashlib
from dataclasses import dataclass

from desktop_biller.facts.papers import Letterhead
from desktop_biller.facts.people import Address
from desktop_biller.foundation import codec, identifiers
from desktop_biller.models.document import Document
from desktop_biller.models.practice import Practice
from desktop_biller.workflow.claims.build import postal_address
from desktop_biller.workflow.reading import Readable
from desktop_biller.workflow.usecase import Transaction


@dataclass(frozen=True, slots=True)
class Paper:
    """An issued paper: its id, number, and the file name it is saved under (no patient in it)."""

    document_id: int
    kind: str
    number: str
    file_name: str


def letterhead(rd: Readable) -> Letterhead:
    """The practice as the head of a paper shows it."""
    practice = rd.session.get_one(Practice, 1)
    remit = Address(
        line1=practice.remit_line1,
        line2=practice.remit_line2,
        city=practice.remit_city,
        state=practice.remit_state,
        zip_code=practice.remit_zip,
    )
    home = postal_address(practice)
    lines = [practice.name]
    if practice.remit_name and practice.remit_name != practice.name:
        lines.append(practice.remit_name)
    lines.extend((remit if remit.is_complete else home).lines)
    return Letterhead(
        name=practice.name,
        address=home,
        phone=practice.phone,
        hours=practice.hours,
        tax_id=identifiers.format_ein(practice.tax_id)
        if practice.tax_id_kind == "EIN"
        else practice.tax_id,
        npi=practice.npi,
        website=practice.website,
        remit_lines=tuple(lines),
        returned_check_fee_cents=practice.returned_check_fee_cents,
        is_sample=practice.is_sample,
    )


def issue(
    tx: Transaction,
    *,
    kind: str,
    number: str,
    facts: object,
    pdf: bytes,
    file_name: str,
    amount_cents: int | None = None,
    patient_id: int | None = None,
    guarantor_id: int | None = None,
    claim_id: int | None = None,
    payment_id: int | None = None,
) -> Paper:
    """Keep an issued paper for ever; a reprint comes from these bytes."""
    document = Document(
        kind=kind,
        number=number,
        dated=tx.today,
        made_at=tx.now,
        user_id=tx.actor.user_id,
        patient_id=patient_id,
        guarantor_id=guarantor_id,
        claim_id=claim_id,
        payment_id=payment_id,
        amount_cents=amount_cents,
        facts=codec.to_json(facts).decode(),
        pdf=pdf,
        digest=hashlib.sha256(pdf).hexdigest(),
    )
    tx.session.add(document)
    tx.session.flush()
    return Paper(document_id=document.id, kind=kind, number=number, file_name=file_name)
