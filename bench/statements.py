"""Pages per second and peak memory of a statement run, beside ReportLab's own platypus.

    python bench/statements.py [--count 2000]

Both print the same words with the same faces into one file, each in its own process, twice;
the better time counts. The canvas version draws rules, boxes and the QR code as well, which
platypus is spared. Asked of it: at least twice the pages of platypus, and at most 100 MB more
memory at 2,000 pages. Exit code 1 where either is missed.
"""

import argparse
import datetime as dt
import io
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from desktop_biller.documents.fonts import REGULAR, SEMIBOLD, register_fonts
from desktop_biller.documents.statement import render_statements
from desktop_biller.facts.papers import (
    Letterhead,
    StatementFacts,
    StatementItem,
    StatementPatient,
)
from desktop_biller.facts.people import Address
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.identifiers import format_phone
from desktop_biller.foundation.money import dollars, format_cents

LEAST_RATIO = 2.0
MOST_MEGABYTES = 100.0

_LETTERHEAD = Letterhead(
    name="Cedar Hollow Family Medicine",
    address=Address("1200 Cedar Hollow Road", "Suite 4", "Springfield", "OH", "45502"),
    phone="9375550142",
    hours="Monday to Friday, 8 am to 4:30 pm",
    tax_id="12-3456789",
    npi="1999999984",
    website="chfm.example/pay",
    remit_lines=("Cedar Hollow Family Medicine", "PO Box 4410", "Springfield, OH 45501"),
    returned_check_fee_cents=2500,
)
_SERVICES = (
    ("Office visit", "Copay: the fee for each visit"),
    ("Blood draw", "Deductible: your part comes first"),
    ("Vitamin B12 shot", "Coinsurance: your share, 20%"),
)


class Measured(NamedTuple):
    """What one process found."""

    seconds: float
    megabytes: float  # peak growth while printing
    file_megabytes: float


def statements(count: int) -> Iterator[StatementFacts]:
    """``count`` invented statements of one page, no two alike."""
    for number in range(count):
        items = tuple(
            StatementItem(
                service_date=dt.date(2026, 3, 2 + place),
                description=words,
                charge_cents=18500 + number,
                insurance_paid_cents=9840,
                discount_cents=5660,
                patient_paid_cents=1000,
                owed_cents=2000 + number,
                reason=reason,
            )
            for place, (words, reason) in enumerate(_SERVICES)
        )
        owed = sum(item.owed_cents for item in items)
        yield StatementFacts(
            letterhead=_LETTERHEAD,
            number=f"S-2026-{number:05d}",
            statement_date=dt.date(2026, 3, 17),
            due_date=dt.date(2026, 4, 7),
            account=f"{10000 + number}",
            guarantor_name=f"Rosa M Delgado {number}",
            guarantor_address=Address(f"{number} Juniper Lane", "", "Springfield", "OH", "45503"),
            message="Thank you for your visit. This part is yours to pay.",
            previous_cents=0,
            new_charges_cents=sum(item.charge_cents for item in items),
            insurance_paid_cents=3 * 9840,
            discount_cents=3 * 5660,
            patient_paid_cents=3 * 1000,
            amount_due_cents=owed,
            patients=(StatementPatient(f"Rosa Delgado {number}", "Elena Park, MD", items),),
            pending=(),
            aging_cents=(owed, 0, 0, 0, 0),
        )


def print_with_platypus(items: Iterable[StatementFacts]) -> bytes:
    """The words of our statements as paragraphs and tables, page after page."""
    register_fonts()
    plain = ParagraphStyle("plain", fontName=REGULAR, fontSize=10, leading=12.5)
    bold = ParagraphStyle("bold", parent=plain, fontName=SEMIBOLD)
    large = ParagraphStyle("large", parent=bold, fontSize=27, leading=30)
    story: list[Flowable] = []
    for facts in items:
        story += _story(facts, plain, bold, large)
    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer, pagesize=LETTER, initialFontName=REGULAR, topMargin=20, bottomMargin=20
    )
    document.build(story)
    return buffer.getvalue()


def _story(
    facts: StatementFacts, plain: ParagraphStyle, bold: ParagraphStyle, large: ParagraphStyle
) -> list[Flowable]:
    head, due = facts.letterhead, us_date(facts.due_date)
    phone, day = format_phone(head.phone), us_date(facts.statement_date)
    address, fee = facts.guarantor_address, head.returned_check_fee_cents

    def say(*texts: str, style: ParagraphStyle = plain) -> list[Flowable]:
        return [Paragraph(escape(text), style) for text in texts]

    capitals = (line.upper().replace(",", "") for line in (facts.guarantor_name, *address.lines))
    return [
        *say(head.name, style=bold),
        *say(" ".join(head.address.lines)),
        *say(f"Questions about this bill? {phone} {head.hours}"),
        *say("Statement", style=bold),
        _table([["Statement date", day], ["Account", facts.account], ["Page", "1 of 1"]]),
        *say("Amount due now", style=bold),
        *say(dollars(facts.amount_due_cents), style=large),
        *say(f"Pay by {due}"),
        *say("How to pay", style=bold),
        *say(f"Web {head.website} Phone {phone} Mail the slip below"),
        *say(" ".join(capitals)),
        *say(facts.message),
        _summary(facts),
        _services(facts),
        _table(
            [
                ["What you owe, by age in days", "", "", "", ""],
                ["0 to 30", "31 to 60", "61 to 90", "91 to 120", "Over 120"],
                [format_cents(cents) for cents in facts.aging_cents],
            ]
        ),
        *say("Hard to pay, or wrong?", style=bold),
        *say(f"Call us. Ayuda en español. Returned check: {dollars(fee)}"),
        *say("Please mail this part with your check", style=bold),
        _table([["From", facts.guarantor_name], *(["", line] for line in address.lines)]),
        _table([["Account", facts.account], ["Statement", day]]),
        *say("New address or new insurance? Check here and write it on the back."),
        _table([["Amount due", dollars(facts.amount_due_cents)], ["Pay by", due]]),
        *say("Amount enclosed $"),
        *say(f"Make your check payable to {head.name} Write {facts.account} on the check."),
        *say(" ".join(head.remit_lines)),
        PageBreak(),
    ]


def _summary(facts: StatementFacts) -> Table:
    labels = ["Last bill", "New charges", "Insurance paid", "Plan discount", "You paid"]
    return _table(
        [
            [*labels, "You owe now"],
            [
                format_cents(facts.previous_cents),
                f"+ {format_cents(facts.new_charges_cents)}",
                f"− {format_cents(facts.insurance_paid_cents)}",
                f"− {format_cents(facts.discount_cents)}",
                f"− {format_cents(facts.patient_paid_cents)}",
                f"= {format_cents(facts.amount_due_cents)}",
            ],
        ]
    )


def _services(facts: StatementFacts) -> Table:
    heads = ["Date", "What was done", "Charge"]
    rows = [[*heads, "Insurance paid", "Plan discount", "You paid", "You owe"]]
    items = [item for patient in facts.patients for item in patient.items]
    for patient in facts.patients:
        rows.append([f"{patient.name}, seen by {patient.provider}"])
        for item in patient.items:
            rows.append([us_date(item.service_date), item.description, *_amounts([item])])
            rows.append(["", item.reason])
    rows.append(["", "Total", *_amounts(items)])
    widest = max(len(row) for row in rows)
    return _table([row + [""] * (widest - len(row)) for row in rows])


def _amounts(items: list[StatementItem]) -> list[str]:
    return [
        format_cents(sum(item.charge_cents for item in items)),
        format_cents(sum(item.insurance_paid_cents for item in items)),
        format_cents(sum(item.discount_cents for item in items)),
        format_cents(sum(item.patient_paid_cents for item in items)),
        format_cents(sum(item.owed_cents for item in items)),
    ]


def _table(rows: list[list[str]]) -> Table:
    look = TableStyle([("FONT", (0, 0), (-1, -1), REGULAR, 10), ("PADDING", (0, 0), (-1, -1), 0)])
    return Table(rows, style=look)


def _peak_megabytes() -> float:
    """Highest memory of this process so far; 0 where the system does not tell (Windows)."""
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415 - missing on Windows

    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _measure(kind: str, count: int) -> Measured:
    """Print in this process, after one statement that loads all modules."""
    printer = render_statements if kind == "canvas" else print_with_platypus
    printer(statements(1))
    before, start = _peak_megabytes(), time.perf_counter()
    data = printer(statements(count))
    seconds = time.perf_counter() - start
    return Measured(seconds, _peak_megabytes() - before, len(data) / 1e6)


def _measure_apart(kind: str, count: int) -> Measured:
    command = [sys.executable, __file__, "--count", str(count), "--only", kind]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return Measured(*json.loads(done.stdout))


def main() -> int:
    """Measure both and print the table."""
    parser = argparse.ArgumentParser(description="Statement run beside platypus")
    parser.add_argument("--count", type=int, default=2000, help="statements in one file")
    parser.add_argument("--only", choices=("canvas", "platypus"), help="one, as JSON")
    given = parser.parse_args()
    if given.only:
        print(json.dumps(_measure(given.only, given.count)))
        return 0
    # In turns, so that a busy moment of the computer does not meet one of them alone.
    runs: dict[str, list[Measured]] = {"canvas": [], "platypus": []}
    for _ in range(2):
        for kind, found in runs.items():
            found.append(_measure_apart(kind, given.count))
    best = {kind: min(found) for kind, found in runs.items()}
    print(f"{given.count:,} one-page statements in one file")
    for kind, run in best.items():
        print(
            f"{kind:9} {given.count / run.seconds:7.0f} pages/s   "
            f"+{run.megabytes:.0f} MB peak   {run.file_megabytes:.1f} MB file"
        )
    ratio = best["platypus"].seconds / best["canvas"].seconds
    print(f"ratio {ratio:.2f} (at least {LEAST_RATIO}), memory at most {MOST_MEGABYTES:.0f} MB")
    return int(ratio < LEAST_RATIO or best["canvas"].megabytes > MOST_MEGABYTES)


if __name__ == "__main__":
    raise SystemExit(main())
