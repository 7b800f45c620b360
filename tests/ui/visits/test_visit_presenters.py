"""What the presenters of the Visits section decide, on a real practice without windows."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from unittest.mock import create_autospec

import pytest

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Bus, Desk, Place, PreviewRequest
from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.ui.visits.code_search import CodeSearch
from desktop_biller.ui.visits.visit_entry_presenter import VisitEntryPresenter, VisitEntryScreen
from desktop_biller.ui.visits.visit_form import LineForm, VisitForm
from desktop_biller.ui.visits.visit_list_presenter import VisitListPresenter, VisitListScreen
from desktop_biller.ui.visits.visit_presenter import VisitPresenter, VisitScreen
from desktop_biller.workflow.drafts import read_draft
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.visits.draft_check import VisitCheck
from desktop_biller.workflow.visits.visit_details import visit_details
from desktop_biller.workflow.visits.visit_list import visit_ids
from desktop_biller.workflow.workspace import Kind
from tests.office import Office


@dataclass
class Around:
    """A desk that remembers where it was sent."""

    office: Office
    desk: Desk
    gone: list[Place] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    shown: list[PreviewRequest] = field(default_factory=list)


@pytest.fixture
def around(office: Office) -> Around:
    desk = Desk(office.ws, InlineRunner(), Bus(), go=lambda _place: None)
    made = Around(office, desk)
    desk.go, desk.tell, desk.preview = made.gone.append, made.said.append, made.shown.append
    return made


class EntryView:
    """A form without widgets: what a test types stands in ``typed``."""

    def __init__(self) -> None:
        self.typed = VisitForm()
        self.choosing = True
        self.checked: VisitCheck | None = None
        self.titles: Mapping[str, tuple[str, str]] = {}
        self.reason = ""
        self.refusals: list[UserError] = []
        self.draft = ""
        self.unread = ""
        self.discard: Callable[[], object] | None = None

    def show_whom(self, *, choosing: bool) -> None:
        self.choosing = choosing

    def form(self) -> VisitForm:
        return self.typed

    def settled_form(self) -> VisitForm:
        return self.typed

    def show_form(self, form: VisitForm) -> None:
        self.typed = form

    def show_choices(self, choices: object, places: object) -> None:
        del choices, places

    def show_draft(self, words: str) -> None:
        self.draft = words

    def finish_edit(self) -> str:
        return self.unread

    def show_check(self, check: VisitCheck, titles: Mapping[str, tuple[str, str]]) -> None:
        self.checked, self.titles = check, titles

    def show_unchecked(self) -> None:
        self.checked = None

    def show_acts(self, reason: str, short: str, *, bad: bool, busy: bool) -> None:
        del short, bad, busy
        self.reason = reason

    def show_refusal(self, error: UserError) -> None:
        self.refusals.append(error)

    def clear_error(self) -> None:
        pass

    def go_to_start(self) -> None:
        pass

    def ask_discard(self, do: Callable[[], object]) -> None:
        self.discard = do


@dataclass
class Entry:
    view: EntryView
    act: VisitEntryPresenter

    def type(self, *codes: str, diagnoses: tuple[str, ...] = ("I10",)) -> None:
        self.view.typed = VisitForm(
            service_date=self.view.typed.service_date,
            provider_id=self.view.typed.provider_id,
            diagnoses=diagnoses,
            lines=tuple(LineForm(code=code, dx="A", units=1) for code in codes),
        )
        self.act.check()


def entry_of(around: Around, patient_id: int | None) -> Entry:
    view = EntryView()
    screen: VisitEntryScreen = view
    act = VisitEntryPresenter(around.desk, screen, CodeSearch(around.desk))
    act.open(patient_id)
    return Entry(view, act)


@pytest.fixture
def patient_id(office: Office) -> int:
    return office.insured_patient().patient_id


def visits_in(around: Around) -> tuple[int, ...]:
    return visit_ids(around.office.ws, ListQuery(shown="all"))


def test_a_form_starts_with_today_and_the_usual_provider(around: Around, patient_id: int) -> None:
    entry = entry_of(around, patient_id)
    assert entry.view.typed.service_date == around.office.clock.today()
    assert entry.view.typed.provider_id == around.office.provider_id
    assert not entry.view.choosing


def test_without_a_patient_it_asks_whose_visit_it_is(around: Around, patient_id: int) -> None:
    entry = entry_of(around, None)
    assert entry.view.choosing
    entry.act.take_patient(patient_id)
    assert around.gone == [Place("visits", "entry", patient_id, new=True)]


def test_the_check_counts_stops_and_says_why_there_is_no_claim(
    around: Around, patient_id: int
) -> None:
    entry = entry_of(around, patient_id)
    assert entry.view.reason == ""
    entry.type("G0439", diagnoses=("E11",))
    assert entry.view.reason == "Fix 1 stop before making a claim"
    entry.type("G0439")
    assert entry.view.reason == ""
    assert entry.view.checked is not None
    assert entry.view.checked.total_cents == 18500
    assert entry.view.titles == {
        "I10": ("Essential (primary) hypertension", "Essential (primary) hypertension")
    }


def test_saving_records_the_visit_once_and_shows_it(around: Around, patient_id: int) -> None:
    entry = entry_of(around, patient_id)
    entry.type("G0439", "G0447")
    entry.act.save(with_claim=False)
    entry.act.save(with_claim=False)
    (visit_id,) = visits_in(around)
    assert around.gone == [Place("visits", "visit", visit_id)]
    assert around.said == ["Visit saved, $245.00."]
    assert entry.view.typed.is_blank()


def test_saving_with_a_claim_goes_to_the_claim(around: Around, patient_id: int) -> None:
    entry = entry_of(around, patient_id)
    entry.type("G0439")
    entry.act.save(with_claim=True)
    (claim,) = visit_details(around.office.ws, visits_in(around)[0]).claims
    assert around.gone == [Place("claims", "claim", claim.claim_id)]


def test_a_visit_billed_to_the_patient_makes_no_claim(around: Around) -> None:
    entry = entry_of(around, around.office.patient().patient_id)
    entry.type("G0439")
    assert entry.view.reason == "Billed to the patient: no claim"
    entry.act.save(with_claim=True)
    assert visits_in(around) == ()
    assert "billed to the patient" in entry.view.refusals[0].what


def test_a_refused_visit_keeps_what_was_typed(around: Around, patient_id: int) -> None:
    entry = entry_of(around, patient_id)
    entry.type("G0439", diagnoses=("E11",))
    entry.act.save(with_claim=False)
    assert entry.view.refusals[0].field == "diagnosis A"
    assert entry.view.typed.lines[0].code == "G0439"
    assert visits_in(around) == ()
    entry.type("G0439")
    entry.act.save(with_claim=False)
    assert len(visits_in(around)) == 1


def test_a_text_that_cannot_be_read_is_not_saved(around: Around, patient_id: int) -> None:
    entry = entry_of(around, patient_id)
    entry.type("G0439")
    entry.view.unread = "line 1"
    entry.act.save(with_claim=False)
    assert visits_in(around) == ()
    assert entry.view.refusals


def test_a_draft_comes_back_and_goes_with_the_save(around: Around, patient_id: int) -> None:
    entry = entry_of(around, patient_id)
    entry.type("G0439", "G0447")
    entry.act.keep()
    entry.act.close()
    again = entry_of(around, patient_id)
    assert [line.code for line in again.view.typed.lines] == ["G0439", "G0447"]
    assert "Kept as a draft on 03/02/2026" in again.view.draft
    assert again.view.checked is not None
    again.act.save(with_claim=False)
    assert read_draft(around.office.ws, "visit", f"patient {patient_id}") is None
    assert entry_of(around, patient_id).view.typed.is_blank()


def test_another_patient_starts_a_form_of_their_own(around: Around, patient_id: int) -> None:
    other = around.office.insured_patient().patient_id
    entry = entry_of(around, patient_id)
    entry.type("G0439")
    entry.act.open(other)
    assert entry.view.typed.is_blank()
    entry.act.open(patient_id)
    assert [line.code for line in entry.view.typed.lines] == ["G0439"]


def test_coming_back_to_the_same_patient_leaves_the_form_alone(
    around: Around, patient_id: int
) -> None:
    entry = entry_of(around, patient_id)
    entry.type("G0439")
    entry.act.open(patient_id)
    assert [line.code for line in entry.view.typed.lines] == ["G0439"]


def test_discarding_asks_and_then_forgets_the_draft(around: Around, patient_id: int) -> None:
    entry = entry_of(around, patient_id)
    entry.type("G0439")
    entry.act.keep()
    entry.act.discard()
    assert entry.view.typed.lines
    assert entry.view.discard is not None
    entry.view.discard()
    assert entry.view.typed.is_blank()
    assert read_draft(around.office.ws, "visit", f"patient {patient_id}") is None


def test_a_new_plan_of_the_patient_is_offered_at_once(around: Around) -> None:
    patient_id = around.office.patient().patient_id
    entry = entry_of(around, patient_id)
    entry.type("G0439")
    around.office.coverage(patient_id)
    around.desk.bus.publish([Kind.COVERAGE])
    assert entry.view.reason == ""


def test_the_list_shows_its_tabs_and_counts_what_is_not_billed(around: Around) -> None:
    patient = around.office.insured_patient()
    around.office.visit(patient.patient_id, ("G0439", 18500))
    view = create_autospec(VisitListScreen, instance=True)
    act = VisitListPresenter(around.desk, view)
    act.open(Place("visits", shown="not_billed"))
    view.show_ids.assert_called_with(visits_in(around), None)
    view.show_totals.assert_called_with("1 visit", "185.00")
    view.show_count.assert_called_with("not_billed", 1)
    act.show("today")
    view.show_empty.assert_called_with("")
    act.filter("nobody")
    view.show_empty.assert_called_with("No visit fits “nobody”.")


def test_the_list_hears_of_a_claim(around: Around) -> None:
    patient = around.office.insured_patient()
    visit = around.office.visit(patient.patient_id, ("G0439", 18500))
    view = create_autospec(VisitListScreen, instance=True)
    act = VisitListPresenter(around.desk, view)
    act.open(Place("visits", shown="not_billed"))
    around.desk.act(around.office.claim(visit))
    view.show_empty.assert_called_with("Every visit is billed.")
    act.close()


def test_a_visit_offers_its_claim_once(around: Around) -> None:
    patient = around.office.insured_patient()
    visit = around.office.visit(patient.patient_id, ("G0439", 18500))
    view = create_autospec(VisitScreen, instance=True)
    act = VisitPresenter(around.desk, view)
    act.open(visit.encounter_id)
    view.show_acts.assert_called_with("Ma&ke claim", "")
    act.make_claim()
    (claim,) = visit_details(around.office.ws, visit.encounter_id).claims
    assert around.gone == [Place("claims", "claim", claim.claim_id)]
    view.show_acts.assert_called_with("", "")


def test_a_visit_of_the_patient_offers_its_invoice_and_shows_it(around: Around) -> None:
    visit = around.office.visit(around.office.patient().patient_id, ("G0439", 18500))
    view = create_autospec(VisitScreen, instance=True)
    act = VisitPresenter(around.desk, view)
    act.open(visit.encounter_id)
    view.show_acts.assert_called_with("", "&Invoice")
    act.make_invoice()
    assert len(around.shown) == 1
    assert around.shown[0].document_ids
    view.show_acts.assert_called_with("", "")
    papers = view.show_papers.call_args[0][0]
    assert [paper.kind for paper in papers] == ["invoice"]


def test_the_second_plan_is_offered_when_the_first_has_answered(around: Around) -> None:
    office = around.office
    patient = office.insured_patient()
    other = office.payer("Lakeshore HMO", payer_id="LH001")
    office.coverage(patient.patient_id, payer_id=other, rank=2)
    visit = office.visit(patient.patient_id, ("G0439", 18500))
    claim = office.claim(visit)
    view = create_autospec(VisitScreen, instance=True)
    act = VisitPresenter(around.desk, view)
    act.open(visit.encounter_id)
    view.show_acts.assert_called_with("", "")
    office.remit(claim.claim_id, (15500, "PR-3 3000"))
    act.reload()
    view.show_acts.assert_called_with("Ma&ke claim to Lakeshore HMO", "")
    act.make_claim()
    claims = visit_details(office.ws, visit.encounter_id).claims
    assert [made.payer for made in claims] == ["Blue Harbor Health", "Lakeshore HMO"]


def test_a_visit_that_is_not_there_says_so(around: Around) -> None:
    view = create_autospec(VisitScreen, instance=True)
    VisitPresenter(around.desk, view).open(999)
    assert "no visit number 999" in view.show_error.call_args[0][0].what


def test_another_date_asks_for_its_plans(around: Around, patient_id: int) -> None:
    entry = entry_of(around, patient_id)
    entry.type("G0439")
    entry.view.typed = VisitForm(
        service_date=dt.date(2025, 12, 30),
        provider_id=entry.view.typed.provider_id,
        diagnoses=("I10",),
        lines=entry.view.typed.lines,
    )
    entry.act.choose_day(dt.date(2025, 12, 30))
    assert entry.view.reason == "Billed to the patient: no claim"
