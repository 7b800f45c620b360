"""The reports there are, and in one honest line each what is still to come."""

from dataclasses import dataclass

from desktop_biller.ui.desk import Place
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.table_model import Column


@dataclass(frozen=True, slots=True)
class Report:
    """One report.

    Attributes:
        tells: what it shows, or will show.
        place: where it opens; None where it is still to come.
        until: where the same is found until then.
    """

    number: int
    name: str
    tells: str
    place: Place | None = None
    until: str = ""

    @property
    def is_there(self) -> bool:
        """It can be opened now."""
        return self.place is not None


_DAY = Place("reports", "day")

REPORTS: tuple[Report, ...] = (
    Report(1, "Day sheet", "What was posted on a day, and the proof that it adds up", _DAY),
    Report(2, "Close day", "Locks a day and all before it; its sheet is kept for ever", _DAY),
    Report(
        3,
        "A/R aging",
        "What is owed by age, by patient, payer and provider",
        until="Today shows the whole by age.",
    ),
    Report(
        4,
        "Collections",
        "What came in by month, payer and provider",
        until="Today shows the last 12 months.",
    ),
    Report(5, "Charges by code", "How often each service was done, and for how much"),
    Report(
        6,
        "Denials by reason",
        "Why insurers refused to pay, and how much",
        until="Claims lists those that are denied.",
    ),
    Report(7, "Payer mix", "How much of the work each insurer pays for"),
    Report(
        8,
        "Unbilled visits",
        "Visits of which no claim or invoice was made",
        until="Visits lists those that are not billed.",
    ),
    Report(
        9,
        "Credit balances",
        "Money that is on no charge yet, by account",
        until="Payments lists what is unapplied.",
    ),
    Report(10, "Write-offs", "What was written off, by kind and by user"),
    Report(
        11,
        "Close month",
        "A checklist, then the whole month is locked",
        until="Closing its last day locks it.",
    ),
    Report(12, "Audit trail", "Who did what, and when"),
)
"""All reports, those that are there first."""


def _chip(report: Report) -> ChipSpec:
    if report.is_there:
        return ChipSpec("Ready", "green", "good")
    return ChipSpec("To come", "grey", "hourglass")


def _tells(report: Report) -> str:
    return f"{report.tells}. {report.until}" if report.until else report.tells


COLUMNS: tuple[Column[Report], ...] = (
    Column(
        "name",
        "Report",
        lambda report: report.name,
        168,
        muted=lambda report: not report.is_there,
        sortable=False,
    ),
    Column(
        "tells",
        "What it tells",
        _tells,
        muted=lambda report: not report.is_there,
        tip=_tells,
        sortable=False,
    ),
    Column(
        "state", "", lambda report: _chip(report).words, 108, "chip", chip=_chip, sortable=False
    ),
)
