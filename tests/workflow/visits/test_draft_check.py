import datetime as dt
from typing import Any

import msgspec
import pytest

from desktop_biller.foundation.errors import UserError
from desktop_biller.workflow.visits.draft_check import VisitCheck, check_visit
from desktop_biller.workflow.visits.encounters import record_visit
from desktop_biller.workflow.visits.visit_input import LineInput, RecordVisit, ReferringInput
from tests.office import Office

LINE = LineInput(code="G0439", pointers=(1,))


def draft(office: Office, **over: Any) -> RecordVisit:
    """A draft as a window builds it: the command itself, as far as it is typed."""
    values: dict[str, Any] = {
        "patient_id": 1,
        "provider_id": office.provider_id,
        "service_date": office.clock.today(),
        "diagnoses": ("E11.9", "I10"),
        "lines": (LINE,),
    }
    return RecordVisit(**(values | over))


def check(office: Office, **over: Any) -> VisitCheck:
    return check_visit(office.ws, draft(office, **over))


def fields(told: VisitCheck) -> list[tuple[str, str]]:
    return [(finding.severity, finding.field) for finding in told.findings]


def test_a_whole_visit_has_no_finding_and_tells_charge_and_who_is_billed(office: Office) -> None:
    office.insured_patient()
    told = check(office, lines=(LINE, LineInput(code="p9612", pointers=(2,), units=3)))
    assert told.can_be_saved
    assert told.findings == ()
    assert told.total_cents == 18500 + 4500
    assert [(line.words, line.charge_cents, line.billed_to) for line in told.lines] == [
        ("Yearly wellness visit", 18500, "Blue Harbor Health"),
        ("Blood draw", 4500, "Blue Harbor Health"),
    ]


def test_without_a_plan_or_by_wish_the_patient_is_billed(office: Office) -> None:
    office.patient()
    assert check(office).lines[0].billed_to == "Patient"
    office.coverage(1)
    assert check(office).lines[0].billed_to == "Blue Harbor Health"
    assert check(office, self_pay=True).lines[0].billed_to == "Patient"


def test_an_untouched_draft_is_checked_without_a_failure(office: Office) -> None:
    office.patient()
    told = check(
        office, provider_id=0, diagnoses=("", ""), lines=(LineInput(code="", pointers=()),)
    )
    assert fields(told) == [
        ("block", "provider_id"),
        ("block", "diagnoses"),
        ("block", "line 1 code"),
        ("block", "line 1 pointers"),
    ]
    assert not told.can_be_saved
    assert told.total_cents == 0
    assert (told.lines[0].words, told.lines[0].charge_cents) == ("", None)


def test_all_findings_are_told_and_the_rest_counts_as_passed(office: Office) -> None:
    office.patient()
    assert check(office).passed == 12
    bad = LineInput(code="G9999", pointers=(5, 5), modifiers=("x",), units=0, charge_cents=-1)
    told = check(
        office,
        service_date=dt.date(2026, 3, 3),
        diagnoses=("E11", "I10", "i10"),
        lines=(LINE, bad),
        authorization_id=77,
        case_id=78,
        referring=ReferringInput(qualifier="DN", last="Osei", first="Abena", npi="1234567890"),
    )
    assert fields(told) == [
        ("block", field)
        for field in (
            "service_date",
            "diagnosis A",
            "diagnosis C",
            "case_id",
            "referring npi",
            "line 2 code",
            "line 2 pointers",
            "line 2 pointers",
            "line 2 modifiers",
            "line 2 units",
            "line 2 fee",
            "authorization_id",
        )
    ]
    assert told.passed == 9  # provider, places, B, diagnoses and lines at all, 4 of line 1


def test_the_words_say_what_to_do_and_not_what_it_means_for_the_data(office: Office) -> None:
    office.patient()
    (told,) = check(office, diagnoses=("E11",)).findings
    assert "needs more characters. Choose one of E11.9." in told.message
    assert "not saved" not in told.message


def test_what_can_not_be_checked_is_told_after_the_stops(office: Office) -> None:
    office.patient()
    told = check(office, diagnoses=("Q99.9", "E11"))
    assert [(f.severity, f.outcome) for f in told.findings] == [
        ("block", "fail"),
        ("info", "no data"),
    ]


def test_an_empty_slot_between_diagnoses_is_a_finding_and_one_at_the_end_is_none(
    office: Office,
) -> None:
    office.patient()
    assert fields(check(office, diagnoses=("E11.9", "", "I10"))) == [("block", "diagnosis B")]
    assert check(office, diagnoses=("E11.9", "", "")).findings == ()
    pointing = LineInput(code="G0439", pointers=(1, 2))
    told = check(office, diagnoses=("E11.9", ""), lines=(pointing,))
    assert fields(told) == [("block", "line 1 pointers")]


def test_checking_writes_nothing(office: Office) -> None:
    office.patient()
    before = office.fingerprint()
    check(office)
    assert office.fingerprint() == before


DRAFTS: list[dict[str, Any]] = [
    {},
    {"diagnoses": ("E11.9", "", "")},
    {"diagnoses": ()},
    {"diagnoses": ("E11.9", "", "I10")},
    {"lines": ()},
    {"lines": (LineInput(code="", pointers=(1,)),)},
    {"lines": (LineInput(code="G0439", pointers=(1, 2, 3)),)},
    {"lines": (LineInput(code="G0439", pointers=(1,), modifiers=("25", "")),)},
    {"lines": (LineInput(code="G0439", pointers=(1,), units=1000),)},
    {"provider_id": 9},
    {"case_id": 9},
    {"authorization_id": 9},
    {"place_of_service": "1"},
    {"service_date": dt.date(2019, 12, 31)},
]


@pytest.mark.parametrize("over", DRAFTS)
def test_a_draft_can_be_saved_exactly_where_its_check_stops_nothing(
    over: dict[str, Any], office: Office
) -> None:
    office.insured_patient()
    told = check(office, **over)
    typed = draft(office, **over)
    if told.can_be_saved:
        assert record_visit(office.ws, typed).charge_cents == told.total_cents
        return
    with pytest.raises(UserError) as caught:
        record_visit(office.ws, typed)
    first = next(finding for finding in told.findings if finding.severity == "block")
    assert first.field == caught.value.field
    assert first.message == f"{caught.value.what} {caught.value.remedy}"


def test_an_unknown_patient_is_refused(office: Office) -> None:
    with office.refusing("no patient number 1"):
        check(office)


def test_a_draft_survives_the_way_of_a_command(office: Office) -> None:
    office.patient()
    typed = draft(office)
    assert msgspec.convert(msgspec.to_builtins(typed), RecordVisit) == typed
