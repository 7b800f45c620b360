"""Boxes 14-23, 25-27 and 31-33: the condition, the claim and those who treat and bill."""

from desktop_biller.documents.cms1500 import spelling
from desktop_biller.documents.cms1500.cells import Cells
from desktop_biller.facts.claim import ClaimFacts, FacilityFacts
from desktop_biller.facts.people import Address

DIAGNOSIS_LETTERS = "ABCDEFGHIJKL"
"""Box 21 holds twelve; they run across, then down."""


def provider_part(claim: ClaimFacts) -> Cells:
    """Everything below the heavy rule at 384 pt but the service lines and the totals."""
    cells = Cells(claim.payer.habits.blank_boxes)
    _dates(cells, claim)
    _referring(cells, claim)
    cells.write_flow(("19.1", "19.2"), claim.additional_information)
    _outside_lab(cells, claim)
    _diagnoses(cells, claim)
    _resubmission(cells, claim)
    _authorization(cells, claim)
    billing = claim.billing_provider
    cells.write("25", billing.tax_id, spelling.number)
    cells.mark("25.type", billing.tax_id_kind.lower())
    cells.write("26", claim.number, spelling.number)
    cells.answer("27", yes=claim.accepts_assignment)
    cells.write("31.signature", claim.payer.habits.signature_text, spelling.squeezed, cut=True)
    if claim.signed_on is not None:
        short = claim.payer.habits.short_dates
        signed = (spelling.short_date if short else spelling.long_date)(claim.signed_on)
        cells.write("31.date", signed)
    _facility(cells, claim)
    cells.phone("33.area", "33.phone", billing.phone)
    _place(cells, "33", billing.name, billing.address, claim)
    cells.write("33a", billing.npi, spelling.number)
    cells.write("33b", billing.secondary_id, spelling.number)
    return cells


def _dates(cells: Cells, claim: ClaimFacts) -> None:
    related, short = claim.related, claim.payer.habits.short_dates
    cells.date("14", related.onset_date, short=short)
    if related.onset_date is not None and claim.payer.habits.onset_qualifier:
        cells.write("14.qual", related.onset_qualifier)
    cells.date("15", related.other_date, short=short)
    if related.other_date is not None:
        cells.write("15.qual", related.other_date_qualifier, spelling.number)
    cells.date("16.from", related.unable_to_work_from, short=short)
    cells.date("16.to", related.unable_to_work_to, short=short)
    cells.date("18.from", related.hospital_from, short=short)
    cells.date("18.to", related.hospital_to, short=short)


def _referring(cells: Cells, claim: ClaimFacts) -> None:
    if claim.referring is None:
        return
    provider = claim.referring.provider
    cells.write("17.qual", claim.referring.qualifier)
    shown = spelling.provider_name(provider.name, provider.credentials)
    cells.write("17", shown, spelling.name, cut=True)
    if claim.referring.other_id:
        cells.write("17a.qual", claim.referring.other_id_qualifier, spelling.number)
        cells.write("17a", claim.referring.other_id, spelling.number)
    cells.write("17b", provider.npi, spelling.number)


def _outside_lab(cells: Cells, claim: ClaimFacts) -> None:
    cells.answer("20", yes=claim.outside_lab)
    if claim.outside_lab:
        cells.money("20.charges", claim.outside_lab_cents)


def _diagnoses(cells: Cells, claim: ClaimFacts) -> None:
    if not claim.diagnoses:
        return
    if len(claim.diagnoses) > len(DIAGNOSIS_LETTERS):
        raise cells.refuse(
            "21.L",
            f"is the last of box 21; “{claim.diagnoses[len(DIAGNOSIS_LETTERS)]}” is diagnosis 13 "
            "and belongs on a second claim.",
        )
    cells.write("21.ind", "0")
    for letter, diagnosis in zip(DIAGNOSIS_LETTERS, claim.diagnoses, strict=False):
        cells.write(f"21.{letter}", diagnosis, spelling.code)


def _resubmission(cells: Cells, claim: ClaimFacts) -> None:
    """Box 22 stays empty on an original."""
    if claim.frequency != "1":
        cells.write("22.code", claim.frequency)
        cells.write("22.ref", claim.payer_claim_number, spelling.number)


def _authorization(cells: Cells, claim: ClaimFacts) -> None:
    """Box 23 holds one number, though the 837P carries both (R19b)."""
    if claim.authorization_number and claim.clia_number:
        raise cells.refuse(
            "23",
            f"holds one number; this claim has the authorization “{claim.authorization_number}” "
            f"and the CLIA number “{claim.clia_number}”.",
        )
    cells.write("23", claim.authorization_number or claim.clia_number, spelling.number)


def _facility(cells: Cells, claim: ClaimFacts) -> None:
    """Box 32; its NPI only where it is another organization's than that of box 33a."""
    billing, facility = claim.billing_provider, claim.facility
    if facility is None:
        if not claim.payer.habits.always_print_facility:
            return
        facility = FacilityFacts(name=billing.name, address=billing.address)
    _place(cells, "32", facility.name, facility.address, claim)
    if spelling.number(facility.npi) != spelling.number(billing.npi):
        cells.write("32a", facility.npi, spelling.number)
    cells.write("32b", facility.other_id, spelling.number)


def _place(cells: Cells, box: str, name: str, place: Address, claim: ClaimFacts) -> None:
    """The three lines of box 32 or 33."""
    cells.write(f"{box}.1", name, spelling.name, cut=True)
    cells.write(f"{box}.2", spelling.street(place), spelling.address, cut=True)
    number = spelling.zip_code(place.zip_code, hyphen=claim.payer.habits.zip_hyphen)
    cells.write_city(f"{box}.3", place.city, place.state, number)
