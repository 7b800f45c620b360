"""The live check of a visit that is being typed: what would stop it, and whom it bills."""

from dataclasses import dataclass

from desktop_biller.facts.findings import Finding
from desktop_biller.models.practice import Payer
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.reading import Reading, question
from desktop_biller.workflow.visits.background import VisitBackground, background_of
from desktop_biller.workflow.visits.checks import visit_checks
from desktop_biller.workflow.visits.stops import Stop
from desktop_biller.workflow.visits.visit_input import (
    LineInput,
    RecordVisit,
    without_empty_slots,
)

_GRAVEST = ("block", "warn", "info")


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """What a line costs and who is billed for it.

    Attributes:
        words: the practice's own words for the service, blank where its list has none.
        charge_cents: typed, or the fee of the date times the units; None where neither is known.
        billed_to: the insurer's name, or ``Patient``.
    """

    words: str
    charge_cents: int | None
    billed_to: str


@dataclass(frozen=True, slots=True)
class VisitCheck:
    """What a draft lacks.

    Attributes:
        findings: stops (``block``) first, then what is to be looked at, each in the form's order.
        passed: how many checks found nothing.
        total_cents: of the lines whose charge is known.
    """

    findings: tuple[Finding, ...]
    passed: int
    total_cents: int
    lines: tuple[CheckedLine, ...]

    @property
    def can_be_saved(self) -> bool:
        """True where nothing stops the visit."""
        return not any(finding.severity == "block" for finding in self.findings)


@question(Permission.SEE_PATIENTS)
def check_visit(rd: Reading, draft: RecordVisit) -> VisitCheck:
    """Run every check of ``record_visit`` on a draft and collect what they find.

    The draft is the command as far as it is typed: the provider may be 0, diagnoses and codes
    blank, lines without pointers. A blank diagnosis at the end is an empty slot and no finding.

    Raises:
        RefusedError: there is no such patient.
    """
    draft = without_empty_slots(draft)
    known = background_of(rd, draft)
    findings: list[Finding] = []
    passed = 0
    for check in visit_checks(draft, known):
        found = [told.finding() if isinstance(told, Stop) else told for told in check]
        findings += found
        passed += not found
    payer = rd.session.get_one(Payer, known.coverage.payer_id).name if known.coverage else ""
    lines = tuple(_line(line, known, payer or "Patient") for line in draft.lines)
    return VisitCheck(
        findings=tuple(sorted(findings, key=lambda finding: _GRAVEST.index(finding.severity))),
        passed=passed,
        total_cents=sum(line.charge_cents or 0 for line in lines),
        lines=lines,
    )


def _line(line: LineInput, known: VisitBackground, billed_to: str) -> CheckedLine:
    service = known.services.get(line.code.strip().upper())
    charge = line.charge_cents
    if charge is None and service is not None and service.fee_cents is not None:
        charge = service.fee_cents * line.units
    return CheckedLine(service.description if service else "", charge, billed_to)
