"""The list of claims and one claim, without their widgets."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import InputError, UserError
from desktop_biller.models.access import AuditRow
from desktop_biller.ui.claims import print_claims
from desktop_biller.ui.claims.claim_list_presenter import ClaimListPresenter
from desktop_biller.ui.claims.claim_presenter import DRAFT, ClaimPresenter
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.workflow.claims.claim_details import ClaimDetails, claim_details
from desktop_biller.workflow.claims.claim_notes import ClaimNote
from desktop_biller.workflow.claims.make import ClaimPrinted, PrintClaim, print_claim
from desktop_biller.workflow.drafts import read_draft
from desktop_biller.workflow.workspace import Workspace
from tests.office import Office
from tests.ui.claims.conftest import Claims, Heard


class FakeList:
    def __init__(self) -> None:
        self.ids: Sequence[int] = ()
        self.select: int | None = None
        self.counts: Mapping[str, int] = {}
        self.empty = ""
        self.totals = ("", "")
        self.print = ("", "")
        self.sent = ("", "")
        self.asked: list[str] = []
        self.said: list[str] = []
        self.picked: tuple[int, ...] = ()
        self.error: UserError | None = None
        self.tab = self.text = ""
        self.order = ("", False)

    def show_tab(self, key: str) -> None:
        self.tab = key

    def show_filter(self, text: str) -> None:
        self.text = text

    def show_counts(self, counts: Mapping[str, int]) -> None:
        self.counts = counts

    def show_ids(self, ids: Sequence[int], select: int | None) -> None:
        self.ids, self.select = ids, select

    def show_order(self, key: str, *, descending: bool) -> None:
        self.order = key, descending

    def show_empty(self, words: str) -> None:
        self.empty = words

    def show_totals(self, words: str, billed: str) -> None:
        self.totals = words, billed

    def show_print(self, words: str, why: str) -> None:
        self.print = words, why

    def show_sent(self, words: str, why: str) -> None:
        self.sent = words, why

    def show_error(self, error: UserError) -> None:
        self.error = error

    def clear_error(self) -> None:
        self.error = None

    def ask_how_sent(self, what: str) -> None:
        self.asked.append(what)

    def say(self, words: str) -> None:
        self.said.append(words)

    def picked_ids(self) -> tuple[int, ...]:
        return self.picked


class FakePanel:
    def __init__(self) -> None:
        self.claim: ClaimDetails | None = None
        self.picture = b""

    def show_nothing(self) -> None:
        self.claim, self.picture = None, b""

    def show_claim(self, claim: ClaimDetails) -> None:
        self.claim = claim

    def show_picture(self, pdf: bytes) -> None:
        self.picture = pdf

    def say_picture(self, words: str) -> None:
        self.picture, self.words = b"", words


class FakeClaim:
    def __init__(self) -> None:
        self.claim: ClaimDetails | None = None
        self.notes: Sequence[ClaimNote] = ()
        self.pdf = b""
        self.draft = ""
        self.acts: dict[str, str] = {}
        self.asked: list[str] = []
        self.said: list[str] = []
        self.error: UserError | None = None
        self.note_error: UserError | None = None
        self.tab = ""

    def show_claim(self, claim: ClaimDetails) -> None:
        self.claim = claim

    def show_tab(self, key: str) -> None:
        self.tab = key

    def show_form(self, pdf: bytes, name: str) -> None:
        self.pdf, self.name = pdf, name

    def say_form(self, words: str) -> None:
        self.words = words

    def show_notes(self, notes: Sequence[ClaimNote]) -> None:
        self.notes = notes

    def show_draft(self, text: str) -> None:
        self.draft = text

    def show_note_error(self, error: UserError) -> bool:
        self.note_error = error
        return error.field in ("text", "follow_up_on")

    def show_acts(self, *, prints: str, sends: str, notes: str) -> None:
        self.acts = {"prints": prints, "sends": sends, "notes": notes}

    def ask_how_sent(self, what: str) -> None:
        self.asked.append(what)

    def say(self, words: str) -> None:
        self.said.append(words)

    def show_error(self, error: UserError) -> None:
        self.error = error

    def clear_error(self) -> None:
        self.error = None


@pytest.fixture
def view() -> FakeList:
    return FakeList()


@pytest.fixture
def panel() -> FakePanel:
    return FakePanel()


@pytest.fixture
def listed(desk: Desk, claims: Claims, view: FakeList, panel: FakePanel) -> ClaimListPresenter:
    assert claims.ready
    act = ClaimListPresenter(desk, view, panel)
    act.open(Place("claims"))
    return act


@pytest.fixture
def one() -> FakeClaim:
    return FakeClaim()


def looks(desk: Desk) -> int:
    """How many looks at a form are on record."""
    with desk.ws.db.reading() as session:
        count = sa.select(sa.func.count()).where(AuditRow.event == "claim.viewed")
        return session.scalar(count) or 0


def state(desk: Desk, claim_id: int) -> str:
    return claim_details(desk.ws, claim_id).chip


# --- The list ----------------------------------------------------------------------------------


def test_all_open_claims_are_listed_with_their_states_counted_and_totaled(
    listed: ClaimListPresenter, view: FakeList
) -> None:
    listed.reload()
    assert len(view.ids) == 4
    assert (view.counts[""], view.counts["ready"], view.counts["sent"]) == (4, 3, 1)
    assert view.totals == ("All 4 open claims", "740.00")
    assert view.print == ("Print 3 ready...", "")


def test_a_state_without_claims_says_so_and_can_still_print_what_is_ready(
    listed: ClaimListPresenter, view: FakeList
) -> None:
    listed.show("rejected")
    assert (view.ids, view.empty) == ((), "No claims in this state.")
    assert view.print == ("Print 3 ready...", "")


def test_a_filter_narrows_what_is_counted_and_printed(
    listed: ClaimListPresenter, view: FakeList
) -> None:
    listed.filter("adams")
    assert view.print == ("Print 1 ready...", "")
    assert view.totals == ("1 open claim", "185.00")
    listed.filter("nobody")
    assert "nobody" in view.empty
    assert view.print == ("Print ready...", "No claim is ready to print.")


def test_the_claim_with_the_focus_stands_beside_the_list_and_is_looked_at_once(
    listed: ClaimListPresenter, desk: Desk, panel: FakePanel, claims: Claims, heard: Heard
) -> None:
    listed.choose(claims.ready[0])
    assert panel.claim is not None
    assert panel.claim.patient == "Adams, Ana"
    assert panel.picture.startswith(b"%PDF")
    assert heard.patients[-1] == panel.claim.patient_id
    listed.choose(claims.ready[0])
    assert looks(desk) == 1
    listed.choose(claims.sent)
    assert looks(desk) == 2


def test_printing_asks_in_the_preview_and_marks_only_after_a_yes(
    listed: ClaimListPresenter, desk: Desk, view: FakeList, claims: Claims, heard: Heard
) -> None:
    listed.print_ready()
    (request,) = heard.previews
    assert (request.title, request.form) == ("3 claims", "cms1500")
    assert (request.question, request.yes) == ("Did all 3 claims print?", "Yes, mark sent")
    assert len(request.document_ids) == 3
    assert {state(desk, claim_id) for claim_id in claims.ready} == {"Ready"}
    assert request.confirmed is not None
    request.confirmed()
    assert {state(desk, claim_id) for claim_id in claims.ready} == {"Printed"}
    assert heard.told[-1] == "3 claims marked as sent on paper"
    assert view.print == ("Print ready...", "No claim is ready to print.")


def test_chosen_claims_alone_are_printed_and_only_those_that_are_ready(
    listed: ClaimListPresenter, view: FakeList, claims: Claims, heard: Heard
) -> None:
    view.picked = (claims.ready[1], claims.sent)
    listed.pick(view.picked)
    assert view.print == ("Print 1 chosen...", "")
    listed.print_ready()
    assert heard.previews[0].question == "Did the claim print?"
    view.picked = (claims.sent,)
    listed.pick(view.picked)
    assert view.print == ("Print 3 ready...", "")


def test_a_claim_that_can_not_be_printed_blocks_no_other(
    listed: ClaimListPresenter,
    view: FakeList,
    claims: Claims,
    heard: Heard,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refusing(ws: Workspace, command: PrintClaim) -> ClaimPrinted:
        if command.claim_id == claims.ready[1]:
            raise InputError("The member ID is too long for its box.", remedy="Shorten it.")
        return print_claim(ws, command)

    monkeypatch.setattr(print_claims, "print_claim", refusing)
    listed.print_ready()
    assert heard.previews[0].question == "Did all 2 claims print?"
    assert view.said == ["2 of 3 can print. Claim C000002: The member ID is too long for its box."]


def test_claims_are_marked_as_sent_by_portal_without_printing(
    listed: ClaimListPresenter, desk: Desk, view: FakeList, claims: Claims, heard: Heard
) -> None:
    view.picked = (claims.sent,)
    listed.pick(view.picked)
    assert view.sent == ("&Mark sent...", "Only a claim that is ready can be marked as sent.")
    view.picked = claims.ready[:2]
    listed.pick(view.picked)
    assert view.sent == ("&Mark 2 sent...", "")
    listed.ask_how_sent()
    assert view.asked == ["2 claims"]
    listed.mark_sent("portal")
    assert [state(desk, claim_id) for claim_id in claims.ready] == ["Sent", "Sent", "Ready"]
    assert heard.told == ["2 claims marked as sent by portal"]


def test_enter_opens_the_claim_and_a_place_can_name_the_row(
    listed: ClaimListPresenter, view: FakeList, claims: Claims, heard: Heard
) -> None:
    listed.open_claim(claims.sent)
    assert heard.places == [Place("claims", "claim", claims.sent)]
    listed.open(Place("claims", shown="sent", record_id=claims.sent))
    assert (view.tab, view.ids, view.select) == ("sent", (claims.sent,), claims.sent)


def test_a_closed_list_listens_no_more(
    listed: ClaimListPresenter, desk: Desk, view: FakeList, office: Office
) -> None:
    listed.close()
    patient = office.insured_patient().patient_id
    desk.act(office.claim(office.visit(patient, ("G0439", 18500))))
    assert len(view.ids) == 4


# --- One claim ---------------------------------------------------------------------------------


def shown(desk: Desk, one: FakeClaim, claim_id: int) -> ClaimPresenter:
    act = ClaimPresenter(desk, one)
    act.open(claim_id)
    return act


def test_a_claim_shows_its_form_once_and_its_patient(
    desk: Desk, one: FakeClaim, claims: Claims, heard: Heard
) -> None:
    act = shown(desk, one, claims.ready[0])
    assert one.claim is not None
    assert heard.patients == [one.claim.patient_id]
    assert one.pdf.startswith(b"%PDF")
    assert one.acts == {"prints": "", "sends": "", "notes": ""}
    act.reload()
    assert looks(desk) == 1


def test_make_and_print_is_ctrl_p_enter_and_yes(
    desk: Desk, one: FakeClaim, claims: Claims, heard: Heard
) -> None:
    act = shown(desk, one, claims.ready[0])
    act.print_form()
    (request,) = heard.previews
    assert (request.form, request.question) == ("cms1500", "Did the claim print?")
    assert state(desk, claims.ready[0]) == "Ready"
    assert request.confirmed is not None
    request.confirmed()
    assert one.claim is not None
    assert one.claim.chip == "Printed"
    assert one.acts["sends"] == "Only a claim that is ready can be marked as sent."
    assert [paper.kind for paper in one.claim.papers] == ["claim_form"]


def test_a_copy_and_a_second_print_of_a_sent_claim_ask_nothing(
    desk: Desk, one: FakeClaim, claims: Claims, heard: Heard
) -> None:
    shown(desk, one, claims.ready[0]).print_copy()
    shown(desk, one, claims.sent).print_form()
    assert [request.form for request in heard.previews] == ["plain", "cms1500"]
    assert [request.question for request in heard.previews] == ["", ""]


def test_a_claim_is_marked_as_sent_on_the_users_word(
    desk: Desk, one: FakeClaim, claims: Claims, heard: Heard
) -> None:
    act = shown(desk, one, claims.ready[0])
    act.ask_how_sent()
    assert one.asked == ["Claim C000001"]
    act.mark_sent("portal")
    assert one.claim is not None
    assert one.claim.steps[-1].words == "Sent by portal"
    assert heard.told == ["Claim C000001 marked as sent by portal"]
    act.mark_sent("paper")
    assert one.error is not None
    assert "was sent on 03/02/2026" in one.error.what


def test_an_insurers_check_begins_with_the_claims_payer(
    desk: Desk, one: FakeClaim, office: Office, claims: Claims, heard: Heard
) -> None:
    act = shown(desk, one, claims.sent)
    act.post_check()
    act.open_visit()
    assert heard.places[0] == Place("payments", "check", office.payer_id, new=True)
    assert heard.places[1].section == "visits"


def test_a_note_is_kept_with_its_day_and_its_draft_goes(
    desk: Desk, one: FakeClaim, claims: Claims
) -> None:
    act = shown(desk, one, claims.sent)
    act.keep_draft("Called")
    assert read_draft(desk.ws, DRAFT, str(claims.sent)) is not None
    act.write_note("Called, they have it", dt.date(2026, 3, 9))
    assert [(note.text, note.follow_up_on) for note in one.notes] == [
        ("Called, they have it", dt.date(2026, 3, 9))
    ]
    assert read_draft(desk.ws, DRAFT, str(claims.sent)) is None


def test_a_note_that_is_refused_marks_its_field_and_can_be_saved_again(
    desk: Desk, one: FakeClaim, claims: Claims
) -> None:
    act = shown(desk, one, claims.sent)
    act.write_note("Call back", dt.date(2026, 3, 1))
    assert one.note_error is not None
    assert one.note_error.field == "follow_up_on"
    assert one.error is None
    act.write_note("Call back", dt.date(2026, 3, 3))
    assert len(one.notes) == 1


def test_what_was_written_before_a_lock_is_there_again(
    desk: Desk, one: FakeClaim, claims: Claims
) -> None:
    shown(desk, one, claims.sent).keep_draft("Half a no")
    again = FakeClaim()
    shown(desk, again, claims.sent)
    assert again.draft == "Half a no"
    other = FakeClaim()
    shown(desk, other, claims.ready[0])
    assert other.draft == ""
