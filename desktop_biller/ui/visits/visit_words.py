"""Where a finding of the check is, as this form calls its fields: pure."""

import re
from dataclasses import dataclass

from desktop_biller.facts.findings import Finding
from desktop_biller.ui.kit.findings_panel import PanelFinding
from desktop_biller.workflow.visits.stops import LETTERS

_LINE = re.compile(r"line (\d+) (\w+)")
_CELL = re.compile(r"line (\d+) cell (\w+)")
"""Of a cell that can't be read, by its column's own key."""
_CELLS = {
    "code": ("code", "code"),
    "pointers": ("dx", "Dx"),
    "modifiers": ("m1", "modifier"),
    "units": ("units", "units"),
    "fee": ("fee", "fee"),
    "place": ("code", "place"),
}
_FIELDS = {
    "provider_id": "the provider",
    "service_date": "the date",
    "place_of_service": "the place",
    "referring npi": "the referring provider",
    "authorization_id": "the authorization",
    "case_id": "the accident",
}
_GRADES = {"block": "stop", "warn": "warning", "info": "note"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the form.

    Attributes:
        kind: ``cell`` of the charges, ``diagnosis``, or ``field`` over them.
        at: of a cell the line from 0, of a diagnosis its slot from 0.
        name: of a cell its column, of a field its name.
    """

    kind: str
    at: int = 0
    name: str = ""


def spot_of(field: str) -> Spot:
    """Where the field of a finding or a refusal stands in the form."""
    cell = _CELL.fullmatch(field)
    if cell is not None:
        return Spot("cell", int(cell[1]) - 1, cell[2])
    match = _LINE.fullmatch(field)
    if match is not None:
        return Spot("cell", int(match[1]) - 1, _CELLS.get(match[2], ("code", ""))[0])
    if field == "lines":
        return Spot("cell", 0, "code")
    if field == "diagnoses":
        return Spot("diagnosis", 0)
    if field.startswith("diagnosis ") and field[-1] in LETTERS:
        return Spot("diagnosis", LETTERS.index(field[-1]))
    return Spot("field", name="facility" if field.startswith("facility") else field)


def panel_finding(finding: Finding) -> PanelFinding:
    """A finding as the panel shows it."""
    link, short = _link(finding.field)
    grade = _GRADES[finding.severity]
    return PanelFinding(
        "stop" if grade == "stop" else "warning" if grade == "warning" else "note",
        finding.message,
        finding.field,
        link,
        short,
    )


def unread_finding(at: int, column: str, why: str) -> PanelFinding:
    """A cell that can't be read, as the panel shows it; lines are counted from 0."""
    line = f"line {at + 1}"
    return PanelFinding("stop", f"L{line[1:]}: {why}", f"{line} cell {column}", line, line)


def _link(field: str) -> tuple[str, str]:
    match = _LINE.fullmatch(field)
    if match is not None:
        line = f"line {match[1]}"
        words = _CELLS.get(match[2], ("", match[2]))[1]
        return f"{line}, {words}", line
    if field == "lines":
        return "line 1", "line 1"
    if field == "diagnoses":
        return "diagnosis A", "A"
    if field.startswith("diagnosis "):
        return field, field[-1]
    if field.startswith("facility"):
        return "the facility", "facility"
    words = _FIELDS.get(field, "")
    return words, words.removeprefix("the ")
