"""The due list without its widgets: who is ticked, what is printed, what becomes of a run."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from unittest.mock import Mock, create_autospec

import pytest

from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.progress import JobControl
from desktop_biller.ui.desk import Bus, Desk, Place
from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.ui.statements.due_presenter import DuePresenter, DueScreen
from desktop_biller.workflow.paper_archive import papers_of
from desktop_biller.workflow.statements.due_list import DueRules, statement_due_rows
from desktop_biller.workflow.workspace import Kind
from tests.office import Office
from tests.ui.desks import Heard


def owing(office: Office, last: str, cents: int = 15000) -> int:
    """The guarantor of a self-pay patient who owes so much."""
    patient = office.patient(name={"last": last, "first": "Ana"})
    office.visit(patient.patient_id, ("G0101", cents))
    return patient.guarantor_id


@pytest.fixture
def view() -> Mock:
    fake: Mock = create_autospec(DueScreen)
    fake.current.return_value = None
    return fake


@pytest.fixture
def presenter(desk: Desk, view: Mock) -> DuePresenter:
    return DuePresenter(desk, view)


def stand_on(office: Office, view: Mock, guarantor_id: int) -> None:
    """Put the focus of the list on an account."""
    view.current.return_value = statement_due_rows(office.ws, (guarantor_id,))[0]


def last(call: Mock) -> tuple[Any, ...]:
    """What a method of the view was last told."""
    told: tuple[Any, ...] = call.call_args.args
    return told


def test_all_that_are_due_are_ticked_at_the_start(
    office: Office, presenter: DuePresenter, view: Mock
) -> None:
    abel, baker = owing(office, "Abel"), owing(office, "Baker", 5000)
    small = owing(office, "Cole", 499)
    presenter.open(Place("statements"))
    assert set(last(view.show_ids)[0]) == {abel, baker, small}
    assert last(view.show_counts) == (3, 2, 1)
    assert presenter.ticked() == (abel, baker)
    assert last(view.show_ticks) == ({abel, baker}, {abel, baker})
    assert last(view.show_totals) == ("2 of 3 selected", "200.00", "1 on hold")
    assert last(view.show_print) == ("Print 2 statements...", "")


def test_a_tick_goes_and_comes_and_one_on_hold_tells_why_it_cannot(
    office: Office, presenter: DuePresenter, view: Mock, heard: Heard
) -> None:
    abel, small = owing(office, "Abel"), owing(office, "Cole", 499)
    presenter.open(Place("statements"))
    presenter.tick(abel)
    assert presenter.ticked() == ()
    assert last(view.show_print) == ("Print 0 statements...", "No account is ticked.")
    presenter.tick(abel)
    assert presenter.ticked() == (abel,)
    stand_on(office, view, small)
    presenter.tick(small)
    assert presenter.ticked() == (abel,)
    assert heard.told == ["On hold: Below $5.00. Print it by hand, or lower the minimum."]


def test_the_box_in_the_head_takes_all_out_and_puts_them_back(
    office: Office, presenter: DuePresenter
) -> None:
    both = (owing(office, "Abel"), owing(office, "Baker"))
    presenter.open(Place("statements"))
    presenter.tick_all(on=False)
    assert presenter.ticked() == ()
    presenter.tick_all(on=True)
    assert presenter.ticked() == both


def test_what_is_ticked_stays_so_while_words_narrow_the_list(
    office: Office, presenter: DuePresenter, view: Mock
) -> None:
    abel, baker = owing(office, "Abel"), owing(office, "Baker")
    presenter.open(Place("statements"))
    presenter.tick(baker)
    presenter.filter("bak")
    assert last(view.show_ids)[0] == (baker,)
    assert presenter.ticked() == (abel,)
    presenter.filter("nobody")
    assert "fits “nobody”" in last(view.show_empty)[0]


def test_another_minimum_and_other_days_are_asked_of_the_practice(
    office: Office, presenter: DuePresenter, view: Mock
) -> None:
    small = owing(office, "Cole", 499)
    recent = owing(office, "Dunn")
    office.statement(recent)
    office.on(dt.date(2026, 3, 12))
    presenter.open(Place("statements"))
    assert presenter.ticked() == ()
    presenter.rule(DueRules(100, 10))
    assert presenter.ticked() == (small, recent)
    presenter.print_ticked()
    assert last(view.show_print)[0] == "Print 0 statements..."
    assert len(papers_of(office.ws, guarantor_id=small)) == 1
    assert len(papers_of(office.ws, guarantor_id=recent)) == 2


def test_printing_makes_all_that_are_ticked_and_asks_whether_they_printed(
    office: Office, presenter: DuePresenter, view: Mock, heard: Heard
) -> None:
    abel, baker = owing(office, "Abel"), owing(office, "Baker")
    owing(office, "Cole")
    presenter.open(Place("statements"))
    presenter.tick(presenter.ticked()[-1])
    presenter.print_ticked()
    made = [papers_of(office.ws, guarantor_id=known)[0].document_id for known in (abel, baker)]
    (request,) = heard.previews
    assert list(request.document_ids) == made
    assert (request.title, request.question) == ("2 statements", "Did all 2 statements print?")
    assert request.yes == "Yes, all printed"
    assert last(view.show_counts) == (3, 1, 2), "what was made is on hold now"
    assert request.confirmed is not None
    request.confirmed()
    assert heard.told == ["2 statements printed"]


def test_nothing_is_made_twice_while_a_run_is_under_way(
    office: Office, view: Mock, heard: Heard
) -> None:
    owing(office, "Abel")
    waiting: list[Callable[[], None]] = []

    class Slow(InlineRunner):
        """Hands what is written over to the test."""

        def write(self, act: Any, done: Any, failed: Any = None, **rest: Any) -> None:
            waiting.append(lambda: InlineRunner.write(self, act, done, failed, **rest))

    desk = Desk(office.ws, Slow(), Bus(), go=heard.places.append, preview=heard.previews.append)
    presenter = DuePresenter(desk, view)
    presenter.open(Place("statements"))
    presenter.print_ticked()
    presenter.print_ticked()
    assert len(waiting) == 1
    assert last(view.show_print) == ("Print 1 statement...", "Statements are being made.")
    waiting[0]()
    assert last(view.show_print)[1] == "No account is ticked."
    assert len(heard.previews) == 1


class ImpatientUser(JobControl):
    """Presses Cancel after the first statement."""

    def step(self, done: int, total: int, text: str) -> None:
        """Report a step, and stop the second one."""
        if done == 1:
            self.cancel()
        super().step(done, total, text)


class StoppedAfterOne(InlineRunner):
    """A runner whose user stops every job."""

    def _run(self, act: Any, done: Any, failed: Any) -> None:
        try:
            result = act(ImpatientUser())
        except UserError as error:
            failed(error)
            return
        done(result)


def test_a_run_that_is_stopped_says_what_stands_and_where_it_is(
    office: Office, view: Mock, heard: Heard
) -> None:
    for name in ("Abel", "Baker", "Cole"):
        owing(office, name)
    desk = Desk(office.ws, StoppedAfterOne(), Bus(), go=heard.places.append)
    presenter = DuePresenter(desk, view)
    presenter.open(Place("statements"))
    presenter.print_ticked()
    words = last(view.show_result)[0]
    assert words == "1 of 3 made; 2 still due. Those that were made stand in the history."
    assert view.show_result.call_args.kwargs == {"history": True}
    assert last(view.show_print) == ("Print 2 statements...", "")


def test_one_on_hold_is_printed_alone_after_asking(
    office: Office, presenter: DuePresenter, view: Mock, heard: Heard
) -> None:
    small = owing(office, "Cole", 499)
    presenter.open(Place("statements", record_id=small))
    assert last(view.show_ids)[1] == small
    stand_on(office, view, small)
    presenter.print_one()
    words, go_on = last(view.ask_one)
    assert words == (
        "Cole, Ana owes $4.99, but is on hold: Below $5.00. Print a statement all the same?"
    )
    assert not heard.previews
    go_on()
    assert heard.previews[0].question == "Did the statement print?"


def test_one_that_is_due_is_printed_alone_at_once(
    office: Office, presenter: DuePresenter, view: Mock, heard: Heard
) -> None:
    abel = owing(office, "Abel")
    presenter.open(Place("statements"))
    stand_on(office, view, abel)
    presenter.print_one()
    view.ask_one.assert_not_called()
    assert len(heard.previews) == 1


def test_a_balance_that_waits_for_insurance_has_no_statement(
    office: Office, presenter: DuePresenter, view: Mock, heard: Heard
) -> None:
    owing(office, "Abel")
    presenter.open(Place("statements"))
    view.current.return_value = Mock(balance_cents=0, held="Waits for insurance", remedy="Post it.")
    presenter.choose()
    presenter.look()
    presenter.print_one()
    assert "wait for insurance" in last(view.show_one)[1]
    view.show_statement.assert_not_called()
    assert not heard.previews


def test_who_comes_for_an_account_that_owes_nothing_is_told_so(
    office: Office, presenter: DuePresenter, view: Mock
) -> None:
    nobody = office.patient().guarantor_id
    presenter.open(Place("statements", record_id=nobody))
    assert "Nothing is due from this account" in last(view.show_result)[0]


def test_the_statement_of_the_row_is_shown_where_the_focus_rests(
    office: Office, presenter: DuePresenter, view: Mock
) -> None:
    abel = owing(office, "Abel")
    presenter.open(Place("statements"))
    stand_on(office, view, abel)
    presenter.look()
    pdf, name = last(view.show_statement)
    assert pdf.startswith(b"%PDF")
    assert name == "Statement of Abel, Ana"


def test_enter_opens_the_account_of_the_patient_who_owes(
    office: Office, presenter: DuePresenter, view: Mock, heard: Heard
) -> None:
    patient = office.patient()
    office.visit(patient.patient_id, ("G0101", 15000))
    presenter.open(Place("statements"))
    stand_on(office, view, patient.guarantor_id)
    presenter.open_account()
    presenter.history()
    assert heard.places == [
        Place("patients", "record", patient.patient_id, "account"),
        Place("statements", "history"),
    ]


def test_a_user_who_may_not_bill_is_refused_in_words_and_nothing_is_made(
    office: Office, presenter: DuePresenter, view: Mock
) -> None:
    abel = owing(office, "Abel")
    presenter.open(Place("statements"))
    with office.acting_as("front desk"):
        presenter.print_ticked()
    assert "may not issue invoices and statements" in last(view.show_error)[0].what
    assert papers_of(office.ws, guarantor_id=abel) == ()
    assert last(view.show_print) == ("Print 1 statement...", "")


def test_a_change_elsewhere_fills_the_list_anew(
    office: Office, desk: Desk, presenter: DuePresenter, view: Mock
) -> None:
    presenter.open(Place("statements"))
    assert last(view.show_empty) == ("No one is due a statement.",)
    abel = owing(office, "Abel")
    desk.bus.publish({Kind.LEDGER})
    assert presenter.ticked() == (abel,)
