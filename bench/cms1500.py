"""Pages a second of the red form's data, against a bare canvas that draws the same strings.

The bare canvas has no claim to read, no cells to fit and no findings: it is told every string
with its place. The ratio is what the mapping of a claim costs. Run: ``python bench/cms1500.py``.
"""

import datetime as dt
import io
import statistics
import time
from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from desktop_biller.documents.cms1500 import form_values, render_cms1500
from desktop_biller.documents.cms1500.face import DATA_SIZE, register_data_face
from desktop_biller.documents.cms1500.render import placed
from desktop_biller.documents.cms1500.shapes import PAGE_HEIGHT, PAGE_WIDTH
from desktop_biller.facts.claim import (
    BillingProviderFacts,
    ClaimFacts,
    InsuredFacts,
    PatientFacts,
    PayerFacts,
    PersonProviderFacts,
    ServiceLineFacts,
)
from desktop_biller.facts.people import Address, PersonName

CLAIMS = 100
ROUNDS = 5
HOME = Address("12 N. Oak St.", "Apt #4", "Springfield", "OH", "45503-1127")

Strings = list[tuple[float, float, str]]


def claim_of(number: int, lines: int) -> ClaimFacts:
    """A claim that fills the boxes most claims fill."""
    name = PersonName("Delgado", "Rosa", "Maria")
    born = dt.date(1958, 7, 4)
    return ClaimFacts(
        number=f"A{number:06d}V1",
        version=1,
        payer=PayerFacts("Prairie Health Plan", "PHP01", HOME, "group", "CI"),
        patient=PatientFacts(name, born, "F", HOME, "(937) 555-0142"),
        insured=InsuredFacts(name, "self", "XYZ123456", born, "F", HOME, group_number="GR881"),
        billing_provider=BillingProviderFacts(
            "Oak Street Clinic", "1234567893", "12-3456789", "EIN", HOME, "937-555-0100"
        ),
        rendering=PersonProviderFacts(PersonName("Okafor", "Ada"), "1245319599"),
        diagnoses=("E11.9", "I10", "Z79.4"),
        lines=tuple(
            ServiceLineFacts(
                control_number=f"L{line}",
                from_date=dt.date(2026, 3, line),
                to_date=dt.date(2026, 3, line),
                place_of_service="11",
                service_code="G0439",
                charge_cents=10_000 + line,
                units=1,
                diagnosis_pointers=(1, 2),
            )
            for line in range(1, lines + 1)
        ),
        signed_on=dt.date(2026, 3, 14),
    )


def print_bare(pages: list[Strings]) -> bytes:
    """The strings of one claim on a plain canvas."""
    face = register_data_face()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1)
    for strings in pages:
        canvas.setFont(face, DATA_SIZE)
        for x, baseline, text in strings:
            canvas.drawString(x, PAGE_HEIGHT - baseline, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def seconds(work: Callable[[], None]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Time both in turn, so that a busy machine slows both, and print the medians."""
    print("lines  pages   claim->PDF p/s   bare p/s   ratio   with outline p/s")
    for lines in (6, 24):
        claims = [claim_of(number, lines) for number in range(CLAIMS * 6 // lines)]
        strings = [[list(placed(page)) for page in form_values(claim)] for claim in claims]
        pages = sum(len(claim) for claim in strings)

        def full(claims: list[ClaimFacts] = claims) -> None:
            for claim in claims:
                render_cms1500(claim, outline=False)

        def bare(strings: list[list[Strings]] = strings) -> None:
            for claim in strings:
                print_bare(claim)

        def drawn(claims: list[ClaimFacts] = claims) -> None:
            for claim in claims:
                render_cms1500(claim, outline=True)

        drawn(claims[:1])
        rounds = [(seconds(full), seconds(bare), seconds(drawn)) for _ in range(ROUNDS)]
        full_s, bare_s, drawn_s = (statistics.median(part) for part in zip(*rounds, strict=True))
        print(
            f"{lines:5d} {pages:6d} {pages / full_s:16.0f} {pages / bare_s:10.0f}"
            f" {bare_s / full_s:7.2f} {pages / drawn_s:18.0f}"
        )


if __name__ == "__main__":
    main()
