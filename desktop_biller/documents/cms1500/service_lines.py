"""Box 24: six service lines a page, each a clear row under its shaded supplement."""

from desktop_biller.documents.cms1500 import spelling
from desktop_biller.documents.cms1500.cells import Cells
from desktop_biller.documents.cms1500.provider_part import DIAGNOSIS_LETTERS
from desktop_biller.facts.claim import ClaimFacts, PersonProviderFacts, ServiceLineFacts

LINES_PER_PAGE = 6
_LARGEST_NDC_DIGITS = 8
_BETWEEN_ENTRIES = "   "
_EPSDT_REASONS = frozenset({"AV", "S2", "ST", "NU"})


def service_line(claim: ClaimFacts, index: int) -> Cells:
    """The cells of the claim's line ``index`` (from 0) in the slot it has on its page."""
    line = claim.lines[index]
    row = f"24.{index % LINES_PER_PAGE + 1}"
    cells = Cells(claim.payer.habits.blank_boxes, place=f"line {index + 1}")
    cells.write(f"{row}.shaded", _supplement(cells, row, line, claim.payer.habits.ndc_gap))
    cells.date(f"{row}.from", line.from_date, short=True)
    if claim.payer.habits.repeat_from_date or line.to_date != line.from_date:
        cells.date(f"{row}.to", line.to_date, short=True)
    cells.write(f"{row}.pos", line.place_of_service, spelling.number)
    cells.write(f"{row}.emg", "Y" if line.emergency else "")
    _procedure(cells, row, line)
    cells.write(f"{row}.ptr", _pointers(cells, row, line, claim))
    cells.money(f"{row}.charge", line.charge_cents)
    cells.write(f"{row}.units", _units(cells, row, line))
    _epsdt(cells, row, line.epsdt)
    _rendering(cells, row, line.rendering or claim.rendering, claim)
    return cells


def _supplement(cells: Cells, row: str, line: ServiceLineFacts, ndc_gap: int) -> str:
    """The shaded row: drug, anesthesia time, narrative; no blank between qualifier and value."""
    entries = []
    if line.ndc is not None:
        whole = line.ndc.quantity_thousandths // 1000
        if whole < 0 or len(str(whole)) > _LARGEST_NDC_DIGITS:
            raise cells.refuse(f"{row}.shaded", f"can't hold the drug quantity {whole}.")
        entries.append(spelling.ndc_entry(line.ndc, ndc_gap))
    if _is_anesthesia(line):
        entries.append(f"7TIME {line.minutes} MINUTES")
    if line.note:
        entries.append(f"ZZ{line.note.strip()}")
    return _BETWEEN_ENTRIES.join(entries)


def _is_anesthesia(line: ServiceLineFacts) -> bool:
    """True for a timed line of the anesthesia section, whose codes begin with 00 or 01."""
    return (
        line.minutes is not None
        and line.service_code.isdigit()
        and line.service_code.startswith(("00", "01"))
    )


def _procedure(cells: Cells, row: str, line: ServiceLineFacts) -> None:
    cells.write(f"{row}.cpt", line.service_code, spelling.number)
    if len(line.modifiers) > 4:
        raise cells.refuse(
            f"{row}.mod4", f"is the last modifier; “{line.modifiers[4]}” is a fifth."
        )
    for place, modifier in enumerate(line.modifiers, start=1):
        cells.write(f"{row}.mod{place}", modifier, spelling.number)


def _pointers(cells: Cells, row: str, line: ServiceLineFacts, claim: ClaimFacts) -> str:
    """Letters of box 21, primary first; Medicare's paper takes the first alone (R11f)."""
    known = range(1, min(len(claim.diagnoses), len(DIAGNOSIS_LETTERS)) + 1)
    for pointer in line.diagnosis_pointers:
        if pointer not in known:
            raise cells.refuse(f"{row}.ptr", f"points to diagnosis {pointer}, which isn't there.")
    letters = "".join(DIAGNOSIS_LETTERS[pointer - 1] for pointer in line.diagnosis_pointers)
    return letters[:1] if claim.payer.habits.one_pointer_a_line else letters


def _units(cells: Cells, row: str, line: ServiceLineFacts) -> str:
    """Days or units, for anesthesia the minutes."""
    units = line.minutes if _is_anesthesia(line) else line.units
    if units is None or units < 1:
        raise cells.refuse(f"{row}.units", f"must be at least 1, not {units}.")
    return str(units)


def _epsdt(cells: Cells, row: str, reason: str) -> None:
    """A reason in the shaded half, the family-planning answer in the clear one."""
    half = "h_shaded" if reason.strip().upper() in _EPSDT_REASONS else "epsdt"
    cells.write(f"{row}.{half}", reason, spelling.number)


def _rendering(cells: Cells, row: str, person: PersonProviderFacts, claim: ClaimFacts) -> None:
    """Who treated: the NPI in the clear row, an identifier of another kind in the shaded one."""
    habits = claim.payer.habits
    if person.other_id and "24I" not in habits.blank_boxes:
        cells.write(f"{row}.i_qual", person.other_id_qualifier, spelling.number)
        cells.write(f"{row}.j_id", person.other_id, spelling.number)
    if habits.rendering_npi_when_same or person.npi != claim.billing_provider.npi:
        cells.write(f"{row}.j_npi", person.npi, spelling.number)
