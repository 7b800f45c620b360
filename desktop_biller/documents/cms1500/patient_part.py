"""The carrier block and boxes 1-13: payer, patient, insured and the other plan."""

import datetime as dt
from dataclasses import dataclass

from desktop_biller.documents.cms1500 import spelling
from desktop_biller.documents.cms1500.cells import Cells
from desktop_biller.facts.claim import ClaimFacts, OtherPlanFacts
from desktop_biller.facts.people import Address, PersonName
from desktop_biller.foundation.terms import Relationship, Sex


@dataclass(frozen=True, slots=True)
class _Insured:
    """Whom boxes 4, 6, 7 and 11-11c are about."""

    name: PersonName
    relationship: Relationship
    address: Address | None
    phone: str
    birth_date: dt.date | None
    sex: Sex
    policy: str
    plan_name: str
    property_casualty_number: str


def patient_part(claim: ClaimFacts) -> Cells:
    """Everything above the heavy rule at 384 pt."""
    cells = Cells(claim.payer.habits.blank_boxes)
    _carrier(cells, claim)
    _patient(cells, claim)
    _insured(cells, claim)
    _other_plan(cells, claim)
    _related_causes(cells, claim)
    _signatures(cells, claim)
    return cells


def _carrier(cells: Cells, claim: ClaimFacts) -> None:
    """Four lines, of which the third stays empty where the address has one street line."""
    payer = claim.payer
    cells.write("carrier.1", payer.name, spelling.name, cut=True)
    cells.write("carrier.2", payer.address.line1, spelling.address, cut=True)
    cells.write("carrier.3", payer.address.line2, spelling.address, cut=True)
    _city_line(cells, "carrier.4", payer.address, claim)


def _city_line(cells: Cells, field_id: str, place: Address, claim: ClaimFacts) -> None:
    number = spelling.zip_code(place.zip_code, hyphen=claim.payer.habits.zip_hyphen)
    cells.write_city(field_id, place.city, place.state, number)


def _patient(cells: Cells, claim: ClaimFacts) -> None:
    patient = claim.patient
    cells.mark("1", claim.payer.program)
    cells.write("1a", claim.insured.member_id, spelling.number)
    cells.write("2", spelling.listed_name(patient.name), spelling.listed, cut=True)
    cells.date("3", patient.birth_date, short=False)
    cells.mark("3.sex", patient.sex)
    phone = patient.phone if claim.payer.habits.print_patient_phone else ""
    _address(cells, "5", patient.address, phone, hyphen=claim.payer.habits.zip_hyphen)


def _address(cells: Cells, box: str, place: Address, phone: str, *, hyphen: bool) -> None:
    """The five cells of box 5 or 7."""
    cells.write(f"{box}.street", spelling.street(place), spelling.address, cut=True)
    cells.write(f"{box}.city", place.city, spelling.address, cut=True)
    cells.write(f"{box}.state", place.state, spelling.number)
    cells.write(f"{box}.zip", spelling.zip_code(place.zip_code, hyphen=hyphen))
    cells.phone(f"{box}.area", f"{box}.phone", phone)


def _insured(cells: Cells, claim: ClaimFacts) -> None:
    """Boxes 4, 6, 7 and 11-11c; Medicare asks there for the plan that pays before it."""
    habits = claim.payer.habits
    insured = _insured_of(claim)
    if not (insured.relationship == "self" and habits.omit_insured_when_self) or _is_second(claim):
        cells.write("4", spelling.listed_name(insured.name), spelling.listed, cut=True)
        cells.mark("6", insured.relationship)
        if insured.address is not None:
            _address(cells, "7", insured.address, insured.phone, hyphen=habits.zip_hyphen)
    if habits.no_primary_word and claim.payer_rank == 1:
        cells.write("11", habits.no_primary_word)
        return
    cells.write("11", insured.policy, spelling.number)
    cells.date("11a", insured.birth_date, short=False)
    cells.mark("11a.sex", insured.sex)
    if insured.property_casualty_number:
        cells.write("11b.qual", "Y4")
        cells.write("11b", insured.property_casualty_number, spelling.number)
    cells.write("11c", insured.plan_name, spelling.name, cut=True)


def _is_second(claim: ClaimFacts) -> bool:
    """True where the payer wants the plan that paid before it in the insured's boxes."""
    return (
        claim.payer.habits.primary_as_insured
        and claim.payer_rank > 1
        and claim.other_plan is not None
        and not claim.other_plan.medigap
    )


def _insured_of(claim: ClaimFacts) -> _Insured:
    plan, insured = claim.other_plan, claim.insured
    if plan is not None and _is_second(claim):
        return _Insured(
            name=plan.insured_name,
            relationship=plan.relationship,
            address=plan.insured_address,
            phone="",
            birth_date=plan.insured_birth_date,
            sex=plan.insured_sex,
            policy=plan.member_id,
            plan_name=plan.plan_name,
            property_casualty_number="",
        )
    return _Insured(
        name=insured.name,
        relationship=insured.relationship,
        address=insured.address,
        phone=insured.phone,
        birth_date=insured.birth_date,
        sex=insured.sex,
        policy=insured.group_number,
        plan_name=insured.plan_name,
        property_casualty_number=insured.property_casualty_number,
    )


def _shown_plan(claim: ClaimFacts) -> OtherPlanFacts | None:
    """The plan of boxes 9, 9a and 9d; Medicare wants a Medigap plan there and no other."""
    plan = claim.other_plan
    if plan is not None and claim.payer.habits.medigap_only and not plan.medigap:
        return None
    return plan


def _other_plan(cells: Cells, claim: ClaimFacts) -> None:
    """Boxes 9, 9a and 9d, filled where 11d says YES (or would, if the payer wanted it)."""
    plan = _shown_plan(claim)
    if plan is not None:
        cells.write("9", spelling.listed_name(plan.insured_name), spelling.listed, cut=True)
        cells.write("9a", plan.member_id, spelling.number)
        cells.write("9d", plan.plan_name, spelling.name, cut=True)
    if not claim.payer.habits.omit_other_plan_answer:
        cells.answer("11d", yes=plan is not None)


def _related_causes(cells: Cells, claim: ClaimFacts) -> None:
    related = claim.related
    cells.answer("10a", yes=related.employment)
    cells.answer("10b", yes=related.auto_accident)
    if related.auto_accident:
        cells.write("10b.state", related.auto_state, spelling.number)
    cells.answer("10c", yes=related.other_accident)
    cells.write("10d", related.condition_codes, spelling.squeezed)


def _signatures(cells: Cells, claim: ClaimFacts) -> None:
    """Boxes 12 and 13: a signature on file bears no date, nobody having signed this sheet."""
    habits = claim.payer.habits
    if claim.release_of_information:
        cells.write("12.signature", habits.signature_text, spelling.squeezed, cut=True)
    assigned = claim.benefits_assigned
    if assigned and not (habits.medigap_only and _shown_plan(claim) is None):
        cells.write("13.signature", habits.signature_text, spelling.squeezed, cut=True)
