import datetime as dt
from dataclasses import replace

import pytest

from desktop_biller.documents.cms1500.cells import CHANGED, CUT, LEFT_BLANK, UnprintableError
from desktop_biller.documents.cms1500.values import fill_form, form_values
from desktop_biller.facts.claim import (
    MEDICARE_HABITS,
    ClaimFacts,
    FacilityFacts,
    FormHabits,
    NdcFacts,
    OtherPlanFacts,
    PersonProviderFacts,
    ReferringFacts,
    RelatedCauses,
    ServiceLineFacts,
)
from desktop_biller.facts.people import Address, PersonName
from tests.documents.cms1500.claims import (
    BILLING_NPI,
    RENDERING_NPI,
    make_claim,
    make_line,
    with_habits,
)

SPOUSE_PLAN = OtherPlanFacts(
    insured_name=PersonName("Delgado", "Luis"),
    member_id="LD 77-1",
    plan_name="Ohio Steel Plan",
    relationship="spouse",
    insured_birth_date=dt.date(1956, 1, 9),
    insured_sex="M",
    insured_address=Address("12 N Oak St", "", "Springfield", "OH", "45503"),
)


def page_of(claim: ClaimFacts) -> dict[str, str]:
    """The only page of a claim."""
    (page,) = form_values(claim)
    return page


def medicare(claim: ClaimFacts) -> ClaimFacts:
    return with_habits(claim, MEDICARE_HABITS, program="medicare")


def one_line(line: ServiceLineFacts) -> ClaimFacts:
    return replace(make_claim(), lines=(line,))


def shaded(**over: object) -> str:
    return page_of(one_line(make_line(1, **over))).get("24.1.shaded", "")


# --- Who is insured -----------------------------------------------------------------------------


def test_a_commercial_claim_names_the_insured_even_where_it_is_the_patient() -> None:
    page = page_of(make_claim())
    assert page["1"] == "group"
    assert page["4"] == page["2"] == "DELGADO, ROSA, M"
    assert page["6"] == "self"
    assert page["7.zip"] == "455031127"
    assert (page["11"], page["11c"], page["11d"]) == ("GR881", "PRAIRIE PPO", "no")
    assert (page["11a.mm"], page["11a.dd"], page["11a.yy"]) == ("07", "04", "1958")


def test_medicare_first_leaves_the_insured_out_and_says_none() -> None:
    page = page_of(medicare(make_claim()))
    assert page["11"] == "NONE"
    empty = {"4", "6", "7.street", "7.city", "11a.mm", "11a.sex", "11c", "11d", "13.signature"}
    assert empty.isdisjoint(page)


def test_medicare_second_names_the_insured_of_the_plan_that_paid_first() -> None:
    page = page_of(medicare(make_claim(payer_rank=2, other_plan=SPOUSE_PLAN)))
    assert page["1a"] == "XYZ123456"
    assert (page["4"], page["6"]) == ("DELGADO, LUIS", "spouse")
    assert page["7.street"] == "12 N OAK ST"
    assert (page["11"], page["11c"]) == ("LD771", "OHIO STEEL PLAN")
    assert (page["11a.yy"], page["11a.sex"]) == ("1956", "M")
    assert {"9", "9a", "9d", "11d"}.isdisjoint(page)


def test_medicare_wants_box_9_and_13_for_a_medigap_plan_alone() -> None:
    medigap = replace(SPOUSE_PLAN, medigap=True, plan_name="Medigap G")
    page = page_of(medicare(make_claim(other_plan=medigap)))
    assert (page["9"], page["9a"], page["9d"]) == ("DELGADO, LUIS", "LD771", "MEDIGAP G")
    assert page["13.signature"] == "SIGNATURE ON FILE"
    assert "11d" not in page
    assert page["11"] == "NONE"


def test_a_secondary_claim_fills_9_and_answers_yes_in_11d() -> None:
    page = page_of(make_claim(payer_rank=2, other_plan=SPOUSE_PLAN, amount_paid_cents=8_440))
    assert (page["9"], page["9a"], page["9d"]) == ("DELGADO, LUIS", "LD771", "OHIO STEEL PLAN")
    assert page["11d"] == "yes"
    assert (page["29.dollars"], page["29.cents"]) == ("84", "40")


def test_assignment_of_benefits_and_acceptance_of_assignment_are_two_answers() -> None:
    page = page_of(make_claim(benefits_assigned=False, accepts_assignment=True))
    assert "13.signature" not in page
    assert page["27"] == "yes"
    page = page_of(make_claim(release_of_information=False, accepts_assignment=False))
    assert "12.signature" not in page
    assert (page["13.signature"], page["27"]) == ("SIGNATURE ON FILE", "no")


def test_an_unknown_sex_gets_no_x() -> None:
    claim = make_claim()
    unknown = replace(claim, patient=replace(claim.patient, sex="U"))
    assert "3.sex" not in page_of(unknown)


def test_a_plan_that_paid_first_without_a_known_address_leaves_box_7_empty() -> None:
    plan = replace(SPOUSE_PLAN, insured_address=None, insured_birth_date=None)
    page = page_of(medicare(make_claim(payer_rank=2, other_plan=plan)))
    assert page["4"] == "DELGADO, LUIS"
    assert {"7.street", "7.zip", "11a.mm"}.isdisjoint(page)


def test_a_property_and_casualty_number_has_its_qualifier_left_of_the_dotted_line() -> None:
    claim = make_claim()
    insured = replace(claim.insured, property_casualty_number="PC-99 8")
    page = page_of(replace(claim, insured=insured))
    assert (page["11b.qual"], page["11b"]) == ("Y4", "PC998")


# --- Condition and dates ------------------------------------------------------------------------


def test_each_cause_is_answered_and_an_auto_accident_names_its_state() -> None:
    related = RelatedCauses(auto_accident=True, auto_state="oh", condition_codes="AA W2")
    page = page_of(make_claim(related=related))
    assert [page[box] for box in ("10a", "10b", "10c")] == ["no", "yes", "no"]
    assert (page["10b.state"], page["10d"]) == ("OH", "AA W2")
    assert "10b.state" not in page_of(make_claim(related=replace(related, auto_accident=False)))


@pytest.mark.parametrize(
    ("short", "year", "signed"), [(False, "2026", "03142026"), (True, "26", "031426")]
)
def test_dates_have_six_or_eight_digits_but_birth_dates_always_eight_and_24a_six(
    short: bool, year: str, signed: str
) -> None:
    day = dt.date(2026, 2, 9)
    related = RelatedCauses(
        onset_date=day,
        other_date=day,
        other_date_qualifier="439",
        unable_to_work_from=day,
        hospital_to=day,
    )
    claim = with_habits(make_claim(related=related), FormHabits(short_dates=short))
    page = page_of(claim)
    for box in ("14", "15", "16.from", "18.to"):
        assert (page[f"{box}.mm"], page[f"{box}.dd"], page[f"{box}.yy"]) == ("02", "09", year)
    assert page["31.date"] == signed
    assert page["3.yy"] == page["11a.yy"] == "1958"
    assert page["24.1.from.yy"] == "26"


def test_medicare_takes_the_onset_date_without_qualifier_and_no_other_date() -> None:
    day = dt.date(2026, 2, 9)
    related = RelatedCauses(onset_date=day, other_date=day, other_date_qualifier="454")
    page = page_of(make_claim(related=related))
    assert (page["14.qual"], page["15.qual"]) == ("431", "454")
    page = page_of(medicare(make_claim(related=related)))
    assert page["14.yy"] == "26"
    assert {"14.qual", "15.qual", "15.mm"}.isdisjoint(page)


def test_a_referring_provider_fills_17_and_medicare_leaves_17a_empty() -> None:
    provider = PersonProviderFacts(PersonName("Quinn", "Sam", "Lee"), RENDERING_NPI, "M.D.")
    referring = ReferringFacts("DK", provider, "G2", "AB 12-3")
    page = page_of(make_claim(referring=referring))
    assert (page["17.qual"], page["17"]) == ("DK", "SAM L QUINN MD")
    assert (page["17a.qual"], page["17a"], page["17b"]) == ("G2", "AB123", RENDERING_NPI)
    page = page_of(medicare(make_claim(referring=referring)))
    assert page["17b"] == RENDERING_NPI
    assert {"17a", "17a.qual"}.isdisjoint(page)


def test_box_19_runs_on_after_its_23rd_character_with_its_blanks() -> None:
    text = "NTEADDfirst   REFSY123456789   PWKOBAA"
    page = page_of(make_claim(additional_information=text))
    assert page["19.1"] == "NTEADDFIRST   REFSY1234"
    assert page["19.1"] + page["19.2"] == text.upper()


def test_a_purchased_service_has_its_price_and_otherwise_box_20_says_no() -> None:
    page = page_of(make_claim())
    assert page["20"] == "no"
    assert "20.charges.dollars" not in page
    page = page_of(make_claim(outside_lab=True, outside_lab_cents=4_205))
    assert (page["20"], page["20.charges.dollars"], page["20.charges.cents"]) == ("yes", "42", "05")


def test_diagnoses_lose_their_point_and_run_across() -> None:
    page = page_of(make_claim(diagnoses=("E11.9", "I10", "M54.50", "Z79.4", "J45.909")))
    assert page["21.ind"] == "0"
    assert [page[f"21.{x}"] for x in "ABCDE"] == ["E119", "I10", "M5450", "Z794", "J45909"]


def test_an_unfinished_claim_previews_with_empty_boxes() -> None:
    bare = replace(make_claim(0), diagnoses=(), signed_on=None, lines=())
    page = page_of(bare)
    assert {"21.ind", "21.A", "31.date", "24.1.cpt"}.isdisjoint(page)
    assert (page["28.dollars"], page["28.cents"]) == ("0", "00")


def test_a_pasted_page_is_not_repeated_in_the_message() -> None:
    error = refused(make_claim(authorization_number="A" * 10_000))
    assert "10000" in error.what
    assert len(error.what) < 250


def test_a_replacement_names_the_original_and_an_original_leaves_22_empty() -> None:
    claim = make_claim(frequency="7", payer_claim_number="ICN 20-26")
    page = page_of(claim)
    assert (page["22.code"], page["22.ref"]) == ("7", "ICN2026")
    assert "22.code" not in page_of(replace(claim, frequency="1"))
    assert "22.code" not in page_of(medicare(claim))


def test_box_23_prints_an_authorization_or_a_clia_number_but_never_two() -> None:
    assert page_of(make_claim(authorization_number="AUTH-1 2"))["23"] == "AUTH12"
    assert page_of(make_claim(clia_number="36D0000001"))["23"] == "36D0000001"
    with pytest.raises(UnprintableError, match=r"Box 23 .* holds one number"):
        form_values(make_claim(authorization_number="A1", clia_number="36D0000001"))


# --- Service lines ------------------------------------------------------------------------------


def test_a_line_prints_its_cells_left_aligned_without_separators() -> None:
    page = page_of(one_line(make_line(units=12, modifiers=("25", "LT"), emergency=True)))
    line = {key[5:]: text for key, text in page.items() if key.startswith("24.1.")}
    assert line == {
        "from.mm": "03", "from.dd": "01", "from.yy": "26",
        "to.mm": "03", "to.dd": "01", "to.yy": "26",
        "pos": "11", "emg": "Y", "cpt": "G0439", "mod1": "25", "mod2": "LT", "ptr": "AB",
        "charge.dollars": "100", "charge.cents": "01", "units": "12", "j_npi": RENDERING_NPI,
    }  # fmt: skip


def test_the_to_date_of_one_day_is_left_out_where_the_payer_wants_it_so() -> None:
    habits = FormHabits(repeat_from_date=False)
    assert "24.1.to.mm" not in page_of(with_habits(make_claim(), habits))
    span = replace(make_claim(), lines=(make_line(to_date=dt.date(2026, 3, 2)),))
    assert page_of(with_habits(span, habits))["24.1.to.dd"] == "02"


def test_medicare_takes_one_pointer_and_no_emergency_epsdt_or_other_id() -> None:
    person = PersonProviderFacts(
        PersonName("Okafor", "Ada"), RENDERING_NPI, other_id_qualifier="G2", other_id="77-1"
    )
    claim = one_line(make_line(emergency=True, epsdt="AV", rendering=person))
    page = page_of(claim)
    assert (page["24.1.i_qual"], page["24.1.j_id"]) == ("G2", "771")
    assert (page["24.1.h_shaded"], page["24.1.ptr"]) == ("AV", "AB")
    page = page_of(medicare(claim))
    assert (page["24.1.ptr"], page["24.1.j_npi"]) == ("A", RENDERING_NPI)
    assert {"24.1.emg", "24.1.h_shaded", "24.1.i_qual", "24.1.j_id"}.isdisjoint(page)


def test_family_planning_stands_in_the_clear_half_of_24h() -> None:
    page = page_of(one_line(make_line(epsdt="y")))
    assert page["24.1.epsdt"] == "Y"
    assert "24.1.h_shaded" not in page


def test_the_shaded_row_holds_the_drug_and_the_narrative_three_blanks_apart() -> None:
    ndc = NdcFacts("00409488501", "ML", 10_000)
    assert shaded(ndc=ndc) == "N400409488501   ML10"
    assert shaded(note="Custom splint") == "ZZCUSTOM SPLINT"
    assert shaded(ndc=ndc, note="Waste") == "N400409488501   ML10   ZZWASTE"


def test_anesthesia_prints_minutes_as_units_and_in_the_shaded_row() -> None:
    anesthesia = make_line(service_code="00" + "X" * 3, minutes=47)
    assert page_of(one_line(anesthesia))["24.1.units"] == "1"
    timed = replace(anesthesia, service_code="0" * 5)
    page = page_of(one_line(timed))
    assert (page["24.1.units"], page["24.1.shaded"]) == ("47", "7TIME 47 MINUTES")


def test_a_line_of_its_own_provider_prints_that_provider() -> None:
    other = PersonProviderFacts(PersonName("Quinn", "Sam"), BILLING_NPI)
    claim = replace(make_claim(2), lines=(make_line(1), make_line(2, rendering=other)))
    page = page_of(claim)
    assert (page["24.1.j_npi"], page["24.2.j_npi"]) == (RENDERING_NPI, BILLING_NPI)
    page = page_of(with_habits(claim, FormHabits(rendering_npi_when_same=False)))
    assert page["24.1.j_npi"] == RENDERING_NPI
    assert "24.2.j_npi" not in page


# --- Provider and place -------------------------------------------------------------------------


def test_the_place_of_service_prints_with_its_npi_only_where_it_is_another_organization() -> None:
    place = FacilityFacts("Mercy Hosp.", Address("1 Elm", "", "Dayton", "OH", "45402"), BILLING_NPI)
    page = page_of(make_claim(facility=place))
    assert (page["32.1"], page["32.3"]) == ("MERCY HOSP", "DAYTON OH 45402")
    assert "32a" not in page
    assert page_of(make_claim(facility=replace(place, npi=RENDERING_NPI)))["32a"] == RENDERING_NPI


def test_medicare_wants_the_place_of_service_even_where_it_is_the_office() -> None:
    assert "32.1" not in page_of(make_claim())
    page = page_of(medicare(make_claim()))
    assert page["32.2"] == "500 OAK ST SUITE 2"
    assert "32a" not in page


def test_the_billing_provider_fills_25_and_33_and_medicare_leaves_33b_empty() -> None:
    claim = make_claim()
    billing = replace(claim.billing_provider, secondary_id="G2-77 1", name="Oak Street Clinic")
    claim = replace(claim, billing_provider=billing)
    page = page_of(claim)
    assert (page["25"], page["25.type"], page["26"]) == ("123456789", "ein", "A000123V1")
    assert (page["33.area"], page["33.phone"]) == ("937", "5550100")
    assert (page["33.1"], page["33.2"]) == ("OAK STREET CLINIC", "500 OAK ST SUITE 2")
    assert (page["33.3"], page["33a"], page["33b"]) == (
        "SPRINGFIELD OH 455031100", BILLING_NPI, "G2771",
    )  # fmt: skip
    assert "33b" not in page_of(medicare(claim))


def test_a_payer_that_wants_the_hyphen_gets_it_in_every_zip_code() -> None:
    page = page_of(with_habits(make_claim(), FormHabits(zip_hyphen=True)))
    assert page["5.zip"] == page["7.zip"] == "45503-1127"
    assert page["33.3"] == "SPRINGFIELD OH 45503-1100"


def test_the_third_line_of_the_carrier_block_is_empty_for_a_short_address() -> None:
    page = page_of(make_claim())
    assert page["carrier.2"] == "PO BOX 120"
    assert "carrier.3" not in page
    assert page["carrier.4"] == "DAYTON OH 45402"


def test_the_patients_phone_is_left_out_where_the_payer_wants_it_so() -> None:
    assert page_of(make_claim())["5.phone"] == "5550142"
    assert "5.phone" not in page_of(
        with_habits(make_claim(), FormHabits(print_patient_phone=False))
    )


def test_a_box_the_payer_wants_empty_is_neither_filled_nor_complained_about() -> None:
    place = FacilityFacts("A" * 40, Address("1 Elm", "", "B" * 40, "OH", "45402"))
    claim = make_claim(facility=place, additional_information="C" * 90)
    claim = replace(claim, patient=replace(claim.patient, phone="none"))
    habits = FormHabits(blank_boxes=("5", "19", "32", "27"))
    form = fill_form(with_habits(claim, habits))
    assert not [key for key in form.pages[0] if key.split(".")[0] in habits.blank_boxes]
    assert not [f for f in form.findings if not f.field.startswith("Box 33 ")]


def test_no_form_fills_the_boxes_that_are_reserved() -> None:
    reserved = {"8.1", "8.2", "9b", "9c", "30.dollars", "30.cents"}
    assert reserved.isdisjoint(page_of(make_claim()))


# --- Several pages ------------------------------------------------------------------------------

LAST = FormHabits(multi_page_total="last_page")


@pytest.mark.parametrize(("lines", "pages"), [(0, 1), (1, 1), (6, 1), (7, 2), (12, 2), (13, 3)])
def test_six_lines_fill_a_page_and_no_page_is_blank(lines: int, pages: int) -> None:
    for habits in (FormHabits(), LAST):
        printed = form_values(with_habits(make_claim(lines), habits))
        assert len(printed) == pages
        charges = [
            page[f"24.{n}.charge.dollars"] + page[f"24.{n}.charge.cents"]
            for page in printed
            for n in range(1, 7)
            if f"24.{n}.cpt" in page
        ]
        assert charges == [str(10_000 + number) for number in range(1, lines + 1)]


def test_each_page_is_totaled_by_itself_and_the_payment_stands_on_the_first() -> None:
    first, second = form_values(make_claim(7, amount_paid_cents=2_500))
    assert (first["28.dollars"], first["28.cents"]) == ("600", "21")
    assert (second["28.dollars"], second["28.cents"]) == ("100", "07")
    assert (first["29.dollars"], first["29.cents"]) == ("25", "00")
    assert (second["29.dollars"], second["29.cents"]) == ("0", "00")
    assert "page_no" not in first


def test_the_total_stands_on_the_last_page_and_the_others_say_continued() -> None:
    first, second, third = form_values(with_habits(make_claim(13, amount_paid_cents=2_500), LAST))
    for page in (first, second):
        assert page["28.dollars"] + page["28.cents"] == "CONTINUED"
        assert "29.dollars" not in page
    assert (third["28.dollars"], third["28.cents"]) == ("1300", "91")
    assert (third["29.dollars"], third["29.cents"]) == ("25", "00")
    assert [page["page_no"] for page in (first, second, third)] == [
        "PAGE 1 OF 3", "PAGE 2 OF 3", "PAGE 3 OF 3",
    ]  # fmt: skip
    assert "page_no" not in page_of(with_habits(make_claim(6), LAST))


def test_every_page_repeats_everything_but_lines_and_totals() -> None:
    first, second = form_values(make_claim(7))
    own = ("24.", "28.", "29.")
    header = {key: text for key, text in first.items() if not key.startswith(own)}
    assert {"2", "21.A", "25", "26", "27", "31.date", "33a"} <= header.keys()
    assert header == {key: text for key, text in second.items() if not key.startswith(own)}


# --- Findings and refusals ----------------------------------------------------------------------


def test_a_name_that_is_too_long_is_cut_with_a_warning_that_names_the_box() -> None:
    claim = make_claim(7)
    patient = replace(claim.patient, name=PersonName("Wolfeschlegelsteinhausen", "Hubert"))
    form = fill_form(replace(claim, patient=patient))
    assert form.pages[0]["2"] == "WOLFESCHLEGELSTEINHAUSEN, HU"
    (finding,) = [f for f in form.findings if f.field.startswith("Box 2 ")]
    assert (finding.code, finding.severity) == (CUT, "warn")
    assert "WOLFESCHLEGELSTEINHAUSEN, HUBERT" in finding.message


def test_a_long_city_is_cut_and_its_zip_code_stays_whole() -> None:
    claim = make_claim()
    place = Address("1 Elm", "", "Springfield Gardens", "NY", "114131234")
    form = fill_form(replace(claim, facility=FacilityFacts("Annex", place)))
    assert form.pages[0]["32.3"] == "SPRINGFIELD G NY 114131234"
    assert any(f.code == CUT and f.field.startswith("Box 32 ") for f in form.findings)


def test_a_changed_letter_is_told_once_though_the_page_repeats() -> None:
    claim = make_claim(13)
    patient = replace(claim.patient, name=PersonName("Łukasz", "Zoë"))
    form = fill_form(replace(claim, patient=patient))
    assert form.pages[2]["2"] == "LUKASZ, ZOE"
    (finding,) = [f for f in form.findings if f.code == CHANGED]
    assert (finding.severity, finding.field) == ("info", "Box 2 (Patient's name)")
    assert finding.message == "Box 2 (Patient's name): Ł prints as L, ë prints as E."


def test_what_is_no_phone_number_is_left_out_with_a_warning() -> None:
    claim = make_claim()
    form = fill_form(replace(claim, patient=replace(claim.patient, phone="call her son")))
    assert {"5.area", "5.phone"}.isdisjoint(form.pages[0])
    assert [f.code for f in form.findings if f.field.startswith("Box 5 ")] == [LEFT_BLANK]


def test_an_ordinary_claim_has_nothing_to_tell() -> None:
    claim = make_claim()
    shorter = replace(claim, billing_provider=replace(claim.billing_provider, name="Oak Clinic"))
    assert fill_form(shorter).findings == ()


def refused(claim: ClaimFacts) -> UnprintableError:
    with pytest.raises(UnprintableError) as caught:
        form_values(claim)
    return caught.value


def test_a_member_id_that_does_not_fit_stops_the_claim_and_is_named() -> None:
    claim = make_claim()
    error = refused(replace(claim, insured=replace(claim.insured, member_id="7" * 30)))
    assert error.field == "Box 1a (Insured's ID number)"
    assert "7" * 30 in error.what
    assert str(error).endswith(
        "Nothing was printed. Correct the value on the claim and print again."
    )


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"number": "A" * 15}, "Box 26"),
        ({"authorization_number": "A" * 30}, "Box 23"),
        ({"diagnoses": ("E11.98765",)}, "Box 21"),
        ({"diagnoses": tuple(f"E11.{n}" for n in range(13))}, "E11.12"),
        ({"frequency": "7", "payer_claim_number": "1" * 19}, "Box 22"),
        ({"amount_paid_cents": -1}, "-$0.01 is negative"),
        ({"amount_paid_cents": 1_000_000_00}, "$1,000,000.00 is too large"),
        ({"outside_lab": True, "outside_lab_cents": -500}, "-$5.00 is negative"),
        ({"related": RelatedCauses(condition_codes="A" * 20)}, "Box 10d"),
        ({"additional_information": "日本"}, "日本"),
        ({"lines": (make_line(charge_cents=-100),)}, "Box 24F (Charges dollars), line 1"),
        ({"lines": (make_line(charge_cents=1_000_000_00),)}, "$1,000,000.00"),
        ({"lines": (make_line(1), make_line(2, units=0))}, "line 2 must be at least 1"),
        ({"lines": (make_line(units=1000),)}, "Box 24G"),
        ({"lines": (make_line(service_code="G043912"),)}, "G043912"),
        ({"lines": (make_line(modifiers=("A1", "B2", "C3", "D4", "E5")),)}, "E5"),
        ({"lines": (make_line(modifiers=("A1B",)),)}, "A1B"),
        ({"lines": (make_line(diagnosis_pointers=(3,)),)}, "diagnosis 3"),
        ({"lines": (make_line(diagnosis_pointers=(1, 2, 1, 2, 1)),)}, "ABABA"),
        ({"lines": (make_line(note="N" * 60),)}, "Box 24 "),
        ({"lines": (make_line(ndc=NdcFacts("1" * 11, "UN", 10**12)),)}, "1000000000"),
        ({"lines": (make_line(place_of_service="111"),)}, "Box 24B"),
    ],
)  # fmt: skip
def test_an_identifier_code_or_amount_that_does_not_fit_stops_the_claim(
    over: dict[str, object], words: str
) -> None:
    claim = make_claim()
    assert words in refused(replace(claim, **over)).what  # type: ignore[arg-type]  # one each


def test_the_total_of_a_page_has_room_for_six_of_the_largest_charges() -> None:
    lines = tuple(make_line(n, charge_cents=999_999_99) for n in range(1, 7))
    page = page_of(replace(make_claim(), lines=lines))
    assert (page["28.dollars"], page["28.cents"]) == ("5999999", "94")
