"""One claim as the texts of its pages: what stands in which cell, and nothing of how it looks."""

from dataclasses import dataclass

from desktop_biller.documents.cms1500.cells import Cells, merged
from desktop_biller.documents.cms1500.patient_part import patient_part
from desktop_biller.documents.cms1500.provider_part import provider_part
from desktop_biller.documents.cms1500.service_lines import LINES_PER_PAGE, service_line
from desktop_biller.facts.claim import ClaimFacts
from desktop_biller.facts.findings import Finding


@dataclass(frozen=True, slots=True)
class FilledForm:
    """The pages of a claim and what the user should know about them."""

    pages: tuple[dict[str, str], ...]
    findings: tuple[Finding, ...]


def form_values(claim: ClaimFacts) -> list[dict[str, str]]:
    """For each page the printed text by field id; for a check box the option that gets the X.

    Raises:
        UnprintableError: a value doesn't fit its box and must not be cut.
    """
    return list(fill_form(claim).pages)


def fill_form(claim: ClaimFacts) -> FilledForm:
    """The pages with their findings, each finding once though the header repeats.

    Raises:
        UnprintableError: a value doesn't fit its box and must not be cut.
    """
    count = max(1, -(-len(claim.lines) // LINES_PER_PAGE))
    header = [patient_part(claim), provider_part(claim)]
    lines = [service_line(claim, index) for index in range(len(claim.lines))]
    totals = [_totals(claim, page, count) for page in range(count)]
    shared, findings = merged(header)
    pages = []
    for page in range(count):
        first = page * LINES_PER_PAGE
        own, remarks = merged([*lines[first : first + LINES_PER_PAGE], totals[page]])
        pages.append({**shared, **own})
        findings += remarks
    return FilledForm(tuple(pages), findings)


def _totals(claim: ClaimFacts, page: int, count: int) -> Cells:
    """Boxes 28 and 29 and the page number, as the payer wants several pages totaled.

    ``per_page``: every page is a claim by itself, the payment stands on the first. ``last_page``:
    the total and the payment stand on the last, the others say CONTINUED.
    """
    cells = Cells(claim.payer.habits.blank_boxes)
    if claim.payer.habits.multi_page_total == "per_page":
        first = page * LINES_PER_PAGE
        lines = claim.lines[first : first + LINES_PER_PAGE]
        cells.money("28", sum(line.charge_cents for line in lines))
        cells.money("29", 0 if page else claim.amount_paid_cents)
        return cells
    if count > 1:
        cells.write("page_no", f"PAGE {page + 1} OF {count}")
    if page < count - 1:
        # The word's nine letters fill the nine columns of the box, across the cents rule.
        cells.write("28.dollars", "CONTINU")
        cells.write("28.cents", "ED")
    else:
        cells.money("28", claim.total_cents)
        cells.money("29", claim.amount_paid_cents)
    return cells
