"""Making a claim from a visit, and printing it."""

from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from desktop_biller.documents.cms1500 import render_cms1500
from desktop_biller.facts.claim import ClaimFacts
from desktop_biller.facts.findings import Finding
from desktop_biller.foundation import codec
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import RefusedError
from desktop_biller.models.claim import Claim, ClaimLine, ClaimSnapshot
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.practice import Practice
from desktop_biller.models.visit import ChargeLine, Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import claim_facts
from desktop_biller.workflow.claims.history import ClaimStep, record_steps
from desktop_biller.workflow.ledger.visit_account import (
    refuse_before_earlier_payer,
    visit_accounts,
)
from desktop_biller.workflow.papers import Paper, issue
from desktop_biller.workflow.reading import Readable
from desktop_biller.workflow.usecase import (
    Command,
    RowId,
    Transaction,
    by_id,
    exists,
    next_number,
    use_case,
)
from desktop_biller.workflow.workspace import Kind


class MakeClaim(Command, frozen=True, kw_only=True):
    """A claim for a visit; without ``coverage_id`` it goes to the plan billed first."""

    encounter_id: RowId
    coverage_id: RowId | None = None


@dataclass(frozen=True, slots=True)
class ClaimMade:
    """The claim is ready, with version 1 of its facts kept."""

    claim_id: int
    number: str
    billed_cents: int
    changed: frozenset[Kind] = frozenset({Kind.CLAIM})


@use_case(Permission.MAKE_CLAIMS, "claim.made")
def make_claim(tx: Transaction, command: MakeClaim) -> ClaimMade:
    """Make a claim from all lines of a visit for one payer."""
    encounter = by_id(tx, Encounter, command.encounter_id, "visit")
    if encounter.coverage_id is None:
        raise RefusedError(
            "This visit is billed to the patient: there is no plan to send a claim to.",
            effect="No claim was made.",
            remedy="Print an invoice, or record the patient's insurance first.",
        )
    coverage_id = command.coverage_id or encounter.coverage_id
    coverage = by_id(tx, Coverage, coverage_id, "coverage")
    _refuse_wrong_coverage(encounter, coverage)
    visit = visit_accounts(tx, [encounter.id])[encounter.id]
    refuse_before_earlier_payer(visit, coverage, effect="No claim was made.")
    same = sa.select(Claim.id).where(
        Claim.encounter_id == encounter.id, Claim.coverage_id == coverage.id
    )
    if exists(tx, same):
        raise RefusedError(
            "This visit already has a claim to that plan.",
            effect="No second claim was made.",
            remedy="Open the claim that is there.",
        )
    number = f"C{next_number(tx, 'claim'):06d}"
    facts = claim_facts(tx, encounter, coverage, number=number, version=1)
    claim = Claim(
        number=number,
        patient_id=encounter.patient_id,
        encounter_id=encounter.id,
        coverage_id=coverage.id,
        payer_id=coverage.payer_id,
        rank=coverage.rank,
        state="ready",
        billed_cents=facts.total_cents,
    )
    tx.session.add(claim)
    tx.session.flush()
    lines = tx.session.scalars(
        sa.select(ChargeLine)
        .where(ChargeLine.encounter_id == encounter.id)
        .order_by(ChargeLine.position)
    )
    tx.session.add_all(
        ClaimLine(claim_id=claim.id, charge_line_id=line.id, position=line.position)
        for line in lines
    )
    _keep_snapshot(tx, claim, facts)
    record_steps(tx, [ClaimStep(claim.id, "ready", "Made from the visit")])
    tx.about(f"claim {claim.id}", patient_id=claim.patient_id)
    return ClaimMade(claim_id=claim.id, number=number, billed_cents=claim.billed_cents)


class PrintClaim(Command, frozen=True, kw_only=True):
    """The CMS-1500 of a claim: ``form`` for the red form, ``copy`` drawn on plain paper."""

    claim_id: RowId
    output: Literal["form", "copy"] = "form"


@dataclass(frozen=True, slots=True)
class ClaimPrinted:
    """The form as PDF, kept; ``findings`` name what was cut or respelled."""

    claim_id: int
    paper: Paper
    pages: int
    findings: tuple[Finding, ...]
    changed: frozenset[Kind] = frozenset({Kind.DOCUMENT})


@use_case(Permission.MAKE_CLAIMS, "claim.printed")
def print_claim(tx: Transaction, command: PrintClaim) -> ClaimPrinted:
    """Print the latest version of a claim. Printing does not mark it as sent."""
    claim = by_id(tx, Claim, command.claim_id, "claim")
    facts = latest_facts(tx, claim)
    sample = tx.session.get_one(Practice, 1).is_sample
    printed = render_cms1500(facts, outline=command.output == "copy", sample=sample)
    suffix = "cms1500" if command.output == "form" else "cms1500-form"
    paper = issue(
        tx,
        kind=f"claim_{command.output}",
        number=f"{claim.number}-{next_number(tx, f'print {claim.number}')}",
        facts=facts,
        pdf=printed.pdf,
        file_name=f"claim-{claim.number}-{suffix}.pdf",
        amount_cents=claim.billed_cents,
        patient_id=claim.patient_id,
        claim_id=claim.id,
    )
    tx.about(f"claim {claim.id}", patient_id=claim.patient_id, reason=command.output)
    return ClaimPrinted(
        claim_id=claim.id, paper=paper, pages=printed.pages, findings=printed.findings
    )


def latest_facts(rd: Readable, claim: Claim) -> ClaimFacts:
    """The latest kept version of a claim's facts."""
    kept = rd.session.scalar(
        sa.select(ClaimSnapshot.facts)
        .where(ClaimSnapshot.claim_id == claim.id)
        .order_by(ClaimSnapshot.version.desc())
        .limit(1)
    )
    return codec.from_json(ClaimFacts, kept or "")


def _keep_snapshot(tx: Transaction, claim: Claim, facts: ClaimFacts) -> None:
    tx.session.add(
        ClaimSnapshot(
            claim_id=claim.id,
            version=facts.version,
            facts=codec.to_json(facts).decode(),
            digest=codec.digest(facts),
            made_at=tx.now,
        )
    )
    tx.session.flush()


def _refuse_wrong_coverage(encounter: Encounter, coverage: Coverage) -> None:
    day = encounter.service_date
    ended = coverage.effective_to is not None and coverage.effective_to < day
    if coverage.patient_id != encounter.patient_id or ended or coverage.effective_from > day:
        raise RefusedError(
            f"That plan does not cover the visit of {us_date(day)}.",
            effect="No claim was made.",
            remedy="Choose a plan that is in force on that date.",
        )
