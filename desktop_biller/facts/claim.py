"""One structure for a professional claim, from which rules, the CMS-1500 and the 837P are made.

It is also what is stored as the snapshot "as submitted". Values are as the office keeps them
(diagnoses with their dot, phones with punctuation); each format spells them in its own way.
Comments name the box of the CMS-1500 02/12 and the loop of the 837P that a value goes to.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from desktop_biller.facts.people import Address, PersonName
from desktop_biller.foundation.terms import (
    NdcUnit,
    Program,
    ProviderQualifier,
    Rank,
    Relationship,
    Sex,
    TaxIdKind,
)


@dataclass(frozen=True, slots=True)
class FormHabits:
    """What this payer wants otherwise on paper; the defaults are NUCC's, Medicare is a preset."""

    zip_hyphen: bool = False
    print_patient_phone: bool = True
    short_dates: bool = False  # MMDDYY in 14-16, 18, 12, 31 in place of MMDDCCYY
    multi_page_total: Literal["per_page", "last_page"] = "per_page"
    rendering_npi_when_same: bool = True  # 24J though it equals 33a
    repeat_from_date: bool = True  # 24A To of a one-day line
    ndc_gap: int = 3  # blanks between the NDC and its quantity in the shaded row
    one_pointer_a_line: bool = False  # 24E, Medicare paper (R11f)
    omit_insured_when_self: bool = False  # 4, 6, 7, Medicare primary
    no_primary_word: str = ""  # 11, Medicare: "NONE"
    omit_other_plan_answer: bool = False  # 11d, Medicare: blank
    onset_qualifier: bool = True  # 14, Medicare: date alone
    always_print_facility: bool = False  # 32, Medicare: every place of service
    signature_text: str = "SIGNATURE ON FILE"  # 12, 13, 31
    medigap_only: bool = False  # 9, 9a, 9d, 13, Medicare: filled for a Medigap plan alone
    primary_as_insured: bool = False  # 4, 6, 7, 11-11c, Medicare second: of the plan paying first
    blank_boxes: tuple[str, ...] = ()  # boxes the payer wants empty, such as 17a (Medicare)


MEDICARE_HABITS = FormHabits(
    short_dates=True,
    one_pointer_a_line=True,
    omit_insured_when_self=True,
    no_primary_word="NONE",
    omit_other_plan_answer=True,
    onset_qualifier=False,
    always_print_facility=True,
    medigap_only=True,
    primary_as_insured=True,
    blank_boxes=("15", "17a", "22", "24C", "24H", "24I", "33b"),
)
"""How Medicare's paper claims differ (Claims Processing Manual, chapter 26)."""


@dataclass(frozen=True, slots=True)
class PayerFacts:
    """The insurer this claim goes to (carrier block, box 1; loop 2010BB)."""

    name: str
    payer_id: str  # 2010BB NM109
    address: Address  # carrier block
    program: Program  # box 1
    filing_indicator: str  # SBR09
    habits: FormHabits = FormHabits()


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """The patient (boxes 2, 3, 5; loop 2010CA, or 2010BA where patient and insured are one)."""

    name: PersonName
    birth_date: dt.date
    sex: Sex
    address: Address
    phone: str = ""
    account_number: str = ""  # the office's own; box 26 holds the claim number
    death_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class InsuredFacts:
    """The subscriber of the plan that is billed (boxes 1a, 4, 6, 7, 11; loop 2010BA)."""

    name: PersonName
    relationship: Relationship  # box 6: the patient's relationship to the insured
    member_id: str  # box 1a
    birth_date: dt.date | None  # box 11a
    sex: Sex
    address: Address  # box 7
    phone: str = ""
    group_number: str = ""  # box 11
    plan_name: str = ""  # box 11c
    property_casualty_number: str = ""  # box 11b, with qualifier Y4


@dataclass(frozen=True, slots=True)
class OtherPlanFacts:
    """Another plan that also covers the patient (boxes 9, 9a, 9d; loop 2320/2330)."""

    insured_name: PersonName
    member_id: str  # box 9a: policy or group number
    plan_name: str  # box 9d
    payer_id: str = ""
    medigap: bool = False  # boxes 9-9d and 13 on a claim to Medicare
    relationship: Relationship = "self"  # box 6 where Medicare is second
    insured_birth_date: dt.date | None = None  # box 11a where Medicare is second
    insured_sex: Sex = "U"
    insured_address: Address | None = None  # box 7 where Medicare is second


@dataclass(frozen=True, slots=True)
class BillingProviderFacts:
    """Who is paid (boxes 25, 33; loop 2010AA)."""

    name: str  # box 33 line 1
    npi: str  # box 33a
    tax_id: str  # box 25, nine digits
    tax_id_kind: TaxIdKind
    address: Address  # a street, never a PO box (R04b)
    phone: str = ""
    taxonomy: str = ""
    secondary_id: str = ""  # box 33b: qualifier and number without blank


@dataclass(frozen=True, slots=True)
class PersonProviderFacts:
    """A person who treats, refers, orders or supervises (boxes 17, 24J, 31; 2310A/B/D, 2420)."""

    name: PersonName
    npi: str
    credentials: str = ""
    taxonomy: str = ""
    other_id_qualifier: str = ""  # 24I shaded: 0B, 1G, G2, LU or ZZ (taxonomy)
    other_id: str = ""  # 24J shaded


@dataclass(frozen=True, slots=True)
class ReferringFacts:
    """Box 17 with its qualifier: DN referring, DK ordering, DQ supervising (R18)."""

    qualifier: ProviderQualifier
    provider: PersonProviderFacts
    other_id_qualifier: str = ""  # 17a
    other_id: str = ""


@dataclass(frozen=True, slots=True)
class FacilityFacts:
    """Where it was done, if not at the billing address (box 32; loop 2310C)."""

    name: str
    address: Address
    npi: str = ""  # 32a
    other_id: str = ""  # 32b


@dataclass(frozen=True, slots=True)
class RelatedCauses:
    """Boxes 10a-c, 14 and 15: what the condition is related to, and since when."""

    employment: bool = False
    auto_accident: bool = False
    auto_state: str = ""  # box 10b
    other_accident: bool = False
    condition_codes: str = ""  # box 10d
    onset_date: dt.date | None = None  # box 14
    onset_qualifier: Literal["431", "484"] = "431"
    other_date: dt.date | None = None  # box 15
    other_date_qualifier: str = ""  # 439 accident, 454 initial treatment, ...
    unable_to_work_from: dt.date | None = None  # box 16
    unable_to_work_to: dt.date | None = None
    hospital_from: dt.date | None = None  # box 18
    hospital_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class NdcFacts:
    """A drug line's NDC (shaded row of 24; 2410 LIN/CTP): 11 digits, quantity in thousandths."""

    code: str
    unit: NdcUnit
    quantity_thousandths: int


@dataclass(frozen=True, slots=True)
class ServiceLineFacts:
    """One service line (box 24; loop 2400)."""

    control_number: str  # REF*6R, unique within the practice
    from_date: dt.date  # 24A
    to_date: dt.date
    place_of_service: str  # 24B, two digits
    service_code: str  # 24D
    charge_cents: int  # 24F
    units: int  # 24G
    diagnosis_pointers: tuple[int, ...]  # 24E: 1 is diagnosis A
    modifiers: tuple[str, ...] = ()  # 24D, at most 4
    emergency: bool = False  # 24C
    minutes: int | None = None  # anesthesia and timed services
    ndc: NdcFacts | None = None
    note: str = ""  # shaded row of an unlisted code, qualifier ZZ; NTE in 2400
    epsdt: str = ""  # 24H
    rendering: PersonProviderFacts | None = None  # 24J; None: the claim's own


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A professional claim for one payer, complete in itself; money in integer cents."""

    number: str  # box 26, CLM01: at most 14 characters A-Z 0-9 (R14a)
    version: int  # 1 for the first claim of this number
    payer: PayerFacts
    patient: PatientFacts
    insured: InsuredFacts
    billing_provider: BillingProviderFacts
    rendering: PersonProviderFacts
    diagnoses: tuple[str, ...]  # box 21 A-L, with their dot
    lines: tuple[ServiceLineFacts, ...]
    other_plan: OtherPlanFacts | None = None
    payer_rank: Rank = 1
    frequency: Literal["1", "7", "8"] = "1"  # box 22 left, CLM05-3
    payer_claim_number: str = ""  # box 22 right, REF*F8
    related: RelatedCauses = RelatedCauses()
    referring: ReferringFacts | None = None
    facility: FacilityFacts | None = None
    authorization_number: str = ""  # box 23, REF*G1
    clia_number: str = ""  # box 23 (R19b), REF*X4
    additional_information: str = ""  # box 19
    outside_lab: bool = False  # box 20
    outside_lab_cents: int = 0
    accepts_assignment: bool = True  # box 27: a fact of its own (R21b)
    benefits_assigned: bool = True  # box 13
    release_of_information: bool = True  # box 12
    amount_paid_cents: int = 0  # box 29
    signed_on: dt.date | None = None  # box 31
    encounter_only: bool = False  # a total of 0.00 is meant

    @property
    def total_cents(self) -> int:
        """Box 28 and CLM02: the sum of the lines, never typed (R10b)."""
        return sum(line.charge_cents for line in self.lines)
