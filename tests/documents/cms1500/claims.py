"""Claims for the form's tests: an ordinary one, and one that fills every cell to its end."""

import datetime as dt
from dataclasses import replace

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

BILLING_NPI = "1234567893"
RENDERING_NPI = "1245319599"


def make_line(number: int = 1, **over: object) -> ServiceLineFacts:
    """One service line; each has a charge of its own, so that a repeated one shows."""
    line = ServiceLineFacts(
        control_number=f"L{number}",
        from_date=dt.date(2026, 3, number),
        to_date=dt.date(2026, 3, number),
        place_of_service="11",
        service_code="G0439",
        charge_cents=10_000 + number,
        units=1,
        diagnosis_pointers=(1, 2),
    )
    return replace(line, **over)  # type: ignore[arg-type]  # keywords of the test's choice


def make_claim(lines: int = 1, **over: object) -> ClaimFacts:
    """An ordinary claim to a commercial plan."""
    claim = ClaimFacts(
        number="A000123V1",
        version=1,
        payer=PayerFacts(
            name="Prairie Health Plan, Inc.",
            payer_id="PHP01",
            address=Address("P.O. Box 120", "", "Dayton", "OH", "45402"),
            program="group",
            filing_indicator="CI",
        ),
        patient=PatientFacts(
            name=PersonName("Delgado", "Rosa", "Maria"),
            birth_date=dt.date(1958, 7, 4),
            sex="F",
            address=Address("12 N. Oak St.", "Apt #4", "Springfield", "OH", "45503-1127"),
            phone="(937) 555-0142",
        ),
        insured=InsuredFacts(
            name=PersonName("Delgado", "Rosa", "Maria"),
            relationship="self",
            member_id="XYZ-123 456",
            birth_date=dt.date(1958, 7, 4),
            sex="F",
            address=Address("12 N. Oak St.", "Apt #4", "Springfield", "OH", "45503-1127"),
            group_number="GR-88 1",
            plan_name="Prairie P.P.O.",
        ),
        billing_provider=BillingProviderFacts(
            name="Oak Street Family Practice, LLC",
            npi=BILLING_NPI,
            tax_id="12-3456789",
            tax_id_kind="EIN",
            address=Address("500 Oak St.", "Suite 2", "Springfield", "OH", "455031100"),
            phone="937-555-0100",
        ),
        rendering=PersonProviderFacts(PersonName("Okafor", "Ada", "Nkem"), RENDERING_NPI, "MD"),
        diagnoses=("E11.9", "I10"),
        lines=tuple(make_line(number) for number in range(1, lines + 1)),
        signed_on=dt.date(2026, 3, 14),
    )
    return replace(claim, **over)  # type: ignore[arg-type]  # keywords of the test's choice


def with_habits(claim: ClaimFacts, habits: FormHabits, **payer: object) -> ClaimFacts:
    """The same claim to a payer with other habits."""
    changed = replace(claim.payer, habits=habits, **payer)  # type: ignore[arg-type]  # as above
    return replace(claim, payer=changed)


def letters(count: int, first: str = "A") -> str:
    """``count`` characters without a blank, which show where a cut was made."""
    return (first + "BCDEFGHIJKLMNOPQRSTUVWXYZ" * 4)[:count]


def figures(count: int) -> str:
    """``count`` digits."""
    return ("1234567890" * 8)[:count]


def widest_line(number: int) -> ServiceLineFacts:
    """A line whose cells are all full (only the clear half of 24H can't be, beside the shaded)."""
    person = PersonProviderFacts(
        PersonName("Okafor", "Ada"), RENDERING_NPI, other_id_qualifier="ZZ", other_id=letters(11)
    )
    return make_line(
        number,
        to_date=dt.date(2026, 12, 31),
        from_date=dt.date(2026, 12, 10 + number),
        place_of_service="11",
        service_code="G04391",
        charge_cents=999_999_99,
        units=999,
        diagnosis_pointers=(12, 11, 10, 9),
        modifiers=("AA", "BB", "CC", "DD"),
        emergency=True,
        ndc=NdcFacts("12345-6789-01", "ML", 12_345_678_500),
        note=letters(61 - 13 - 3 - 12 - 3 - 2),
        epsdt="AV",
        rendering=person,
    )


def widest_claim(lines: int = 6) -> ClaimFacts:
    """Every cell that a claim can fill, filled to its last column."""
    long_place = Address(letters(29), "", letters(24), "ABC", figures(9))
    day = dt.date(2026, 12, 28)
    return ClaimFacts(
        number=letters(14),
        version=1,
        payer=PayerFacts(
            name=letters(38),
            payer_id="X",
            address=Address(letters(38), letters(38, "B"), letters(25), "OH", figures(9)),
            program="medicare",
            filing_indicator="MB",
        ),
        patient=PatientFacts(
            name=PersonName(letters(15), letters(8), "M"),
            birth_date=dt.date(1958, 12, 28),
            sex="M",
            address=replace(long_place, line1=letters(28)),
            phone="9375550142",
        ),
        insured=InsuredFacts(
            name=PersonName(letters(16), letters(8), "M"),
            relationship="spouse",
            member_id=letters(29),
            birth_date=dt.date(1957, 12, 28),
            sex="F",
            address=replace(long_place, city=letters(23), state="ABCD"),
            phone="9375550143",
            group_number=letters(29),
            plan_name=letters(29),
            property_casualty_number=letters(28),
        ),
        billing_provider=BillingProviderFacts(
            name=letters(29),
            npi=BILLING_NPI,
            tax_id=letters(15),
            tax_id_kind="SSN",
            address=Address(letters(29), "", letters(16), "OH", figures(9)),
            phone="9375550100",
            secondary_id=letters(17),
        ),
        rendering=PersonProviderFacts(PersonName("Okafor", "Ada"), RENDERING_NPI),
        diagnoses=tuple(f"{letter}12.3456" for letter in "ABCDEFGHIJKL"),
        lines=tuple(widest_line(number) for number in range(1, lines + 1)),
        other_plan=OtherPlanFacts(
            insured_name=PersonName(letters(15), letters(8), "M"),
            member_id=letters(28),
            plan_name=letters(28),
        ),
        frequency="7",
        payer_claim_number=letters(18),
        related=RelatedCauses(
            employment=True,
            auto_accident=True,
            auto_state="OH",
            other_accident=True,
            condition_codes=letters(19),
            onset_date=day,
            other_date=day,
            other_date_qualifier="439",
            unable_to_work_from=day,
            unable_to_work_to=day,
            hospital_from=day,
            hospital_to=day,
        ),
        referring=ReferringFacts(
            "DN",
            PersonProviderFacts(PersonName(letters(8), letters(8), "M"), RENDERING_NPI, "ABCD"),
            other_id_qualifier="G2",
            other_id=letters(17),
        ),
        facility=FacilityFacts(
            name=letters(26),
            address=Address(letters(26), "", letters(13), "OH", figures(9)),
            npi=RENDERING_NPI,
            other_id=letters(14),
        ),
        authorization_number=letters(29),
        additional_information=letters(71),
        outside_lab=True,
        outside_lab_cents=99_999_999_99,
        amount_paid_cents=999_999_99,
        signed_on=day,
    )
