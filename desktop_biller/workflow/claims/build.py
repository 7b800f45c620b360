"""Gathering the facts of a claim from the practice file."""

import sqlalchemy as sa

from desktop_biller.facts.claim import (
    BillingProviderFacts,
    ClaimFacts,
    FacilityFacts,
    FormHabits,
    InsuredFacts,
    NdcFacts,
    OtherPlanFacts,
    PatientFacts,
    PayerFacts,
    PersonProviderFacts,
    ReferringFacts,
    RelatedCauses,
    ServiceLineFacts,
)
from desktop_biller.facts.people import Address, PersonName
from desktop_biller.foundation import codec
from desktop_biller.models.base import Addressed, Named
from desktop_biller.models.coverage import Authorization, Coverage, InjuryCase
from desktop_biller.models.patient import Guarantor, Patient
from desktop_biller.models.practice import Payer, Practice, Provider
from desktop_biller.models.visit import ChargeLine, Diagnosis, Encounter
from desktop_biller.workflow.ledger.standing import standings
from desktop_biller.workflow.usecase import Transaction
from desktop_biller.workflow.visits.plans import coverages_on


def claim_facts(
    tx: Transaction, encounter: Encounter, coverage: Coverage, *, number: str, version: int
) -> ClaimFacts:
    """All facts of the claim for ``coverage`` of a visit, as they are known now."""
    session = tx.session
    patient = session.get_one(Patient, encounter.patient_id)
    guarantor = session.get_one(Guarantor, patient.guarantor_id)
    payer = session.get_one(Payer, coverage.payer_id)
    lines = session.scalars(
        sa.select(ChargeLine)
        .where(ChargeLine.encounter_id == encounter.id)
        .order_by(ChargeLine.position)
    ).all()
    codes = session.scalars(
        sa.select(Diagnosis.code)
        .where(Diagnosis.encounter_id == encounter.id)
        .order_by(Diagnosis.position)
    ).all()
    paid = standings(session, [line.id for line in lines]).values()
    earlier_payers = sum(s.insurer_paid for s in paid) if coverage.rank > 1 else 0
    return ClaimFacts(
        number=number,
        version=version,
        payer=_payer(payer),
        patient=PatientFacts(
            name=person_name(patient),
            birth_date=patient.birth_date,
            sex=patient.sex,
            address=postal_address(patient),
            phone=patient.phone,
            account_number=guarantor.account,
            death_date=patient.death_date,
        ),
        insured=_insured(coverage, encounter, tx),
        billing_provider=_billing_provider(session.get_one(Practice, 1)),
        rendering=_rendering(session.get_one(Provider, encounter.provider_id)),
        diagnoses=tuple(codes),
        lines=tuple(_line(line) for line in lines),
        other_plan=_other_plan(tx, encounter, coverage),
        payer_rank=coverage.rank,
        related=_related(tx, encounter),
        referring=_referring(encounter),
        facility=_facility(encounter),
        authorization_number=_authorization_number(tx, encounter, coverage),
        accepts_assignment=coverage.accepts_assignment,
        benefits_assigned=coverage.benefits_assigned,
        release_of_information=coverage.release_signed,
        amount_paid_cents=sum(s.patient_paid for s in paid) + earlier_payers,
        signed_on=tx.today,
    )


def person_name(row: Named) -> PersonName:
    """The name of any row that has one."""
    return PersonName(last=row.last, first=row.first, middle=row.middle, suffix=row.suffix)


def postal_address(row: Addressed) -> Address:
    """The address of any row that has one."""
    return Address(
        line1=row.line1,
        line2=row.line2,
        city=row.city,
        state=row.state,
        zip_code=row.zip_code,
    )


def _payer(payer: Payer) -> PayerFacts:
    return PayerFacts(
        name=payer.name,
        payer_id=payer.payer_id,
        address=postal_address(payer),
        program=payer.program,
        filing_indicator=payer.filing_indicator,
        habits=codec.from_json(FormHabits, payer.habits),
    )


def _insured(coverage: Coverage, encounter: Encounter, tx: Transaction) -> InsuredFacts:
    case = (
        tx.session.get_one(InjuryCase, encounter.injury_case_id)
        if encounter.injury_case_id
        else None
    )
    return InsuredFacts(
        name=person_name(coverage),
        relationship=coverage.relationship,
        member_id=coverage.member_id,
        birth_date=coverage.birth_date,
        sex=coverage.sex,
        address=postal_address(coverage),
        phone=coverage.phone,
        group_number=coverage.group_number,
        plan_name=coverage.plan_name,
        property_casualty_number=case.claim_number if case else "",
    )


def _billing_provider(practice: Practice) -> BillingProviderFacts:
    return BillingProviderFacts(
        name=practice.name,
        npi=practice.npi,
        tax_id=practice.tax_id,
        tax_id_kind=practice.tax_id_kind,
        address=postal_address(practice),
        phone=practice.phone,
        taxonomy=practice.taxonomy,
    )


def _rendering(provider: Provider) -> PersonProviderFacts:
    return PersonProviderFacts(
        name=person_name(provider),
        npi=provider.npi,
        credentials=provider.credentials,
        taxonomy=provider.taxonomy,
    )


def _line(line: ChargeLine) -> ServiceLineFacts:
    modifiers = (line.modifier1, line.modifier2, line.modifier3, line.modifier4)
    pointers = (line.pointer1, line.pointer2, line.pointer3, line.pointer4)
    unit = line.ndc_unit
    return ServiceLineFacts(
        control_number=line.control_number,
        from_date=line.from_date,
        to_date=line.to_date,
        place_of_service=line.place_of_service,
        service_code=line.code,
        charge_cents=line.charge_cents,
        units=line.units,
        diagnosis_pointers=tuple(p for p in pointers if p is not None),
        modifiers=tuple(m for m in modifiers if m),
        emergency=line.emergency,
        minutes=line.minutes,
        ndc=NdcFacts(line.ndc, unit, line.ndc_quantity_thousandths) if unit else None,
        note=line.note,
    )


def _other_plan(tx: Transaction, encounter: Encounter, coverage: Coverage) -> OtherPlanFacts | None:
    others = [
        plan
        for plan in coverages_on(tx, encounter.patient_id, encounter.service_date)
        if plan.id != coverage.id
    ]
    if not others:
        return None
    other = others[0]
    payer = tx.session.get_one(Payer, other.payer_id)
    return OtherPlanFacts(
        insured_name=person_name(other),
        member_id=other.group_number or other.member_id,
        plan_name=other.plan_name,
        payer_id=payer.payer_id,
    )


def _related(tx: Transaction, encounter: Encounter) -> RelatedCauses:
    case = (
        tx.session.get_one(InjuryCase, encounter.injury_case_id)
        if encounter.injury_case_id
        else None
    )
    return RelatedCauses(
        employment=case is not None and case.kind == "work",
        auto_accident=case is not None and case.kind == "auto",
        auto_state=case.state if case is not None and case.kind == "auto" else "",
        other_accident=case is not None and case.kind == "other",
        onset_date=encounter.onset_date,
        other_date=case.happened_on if case else None,
        other_date_qualifier="439" if case else "",
        hospital_from=encounter.admitted_on,
        hospital_to=encounter.discharged_on,
    )


def _referring(encounter: Encounter) -> ReferringFacts | None:
    if not encounter.referring_qualifier:
        return None
    return ReferringFacts(
        qualifier=encounter.referring_qualifier,
        provider=PersonProviderFacts(
            name=PersonName(last=encounter.referring_last, first=encounter.referring_first),
            npi=encounter.referring_npi,
        ),
    )


def _facility(encounter: Encounter) -> FacilityFacts | None:
    if not encounter.facility_name:
        return None
    return FacilityFacts(
        name=encounter.facility_name,
        npi=encounter.facility_npi,
        address=Address(
            line1=encounter.facility_line1,
            city=encounter.facility_city,
            state=encounter.facility_state,
            zip_code=encounter.facility_zip,
        ),
    )


def _authorization_number(tx: Transaction, encounter: Encounter, coverage: Coverage) -> str:
    if encounter.authorization_id is None:
        return ""
    approval = tx.session.get_one(Authorization, encounter.authorization_id)
    return approval.number if approval.coverage_id == coverage.id else ""
