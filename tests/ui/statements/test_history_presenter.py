"""The statements that were made, by days, shown and printed again."""

import datetime as dt
from typing import Any
from unittest.mock import Mock, create_autospec

import pytest

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.statements.history_presenter import HistoryPresenter, HistoryScreen
from desktop_biller.workflow.workspace import Kind
from tests.office import Office
from tests.ui.desks import Heard


def made(office: Office, last: str, cents: int = 15000) -> int:
    """A statement that was made of a new account; its document."""
    patient = office.patient(name={"last": last, "first": "Ana"})
    office.visit(patient.patient_id, ("G0101", cents))
    return office.statement(patient.guarantor_id).paper.document_id


@pytest.fixture
def view() -> Mock:
    fake: Mock = create_autospec(HistoryScreen)
    return fake


@pytest.fixture
def presenter(desk: Desk, view: Mock) -> HistoryPresenter:
    return HistoryPresenter(desk, view)


def last(call: Mock) -> tuple[Any, ...]:
    told: tuple[Any, ...] = call.call_args.args
    return told


def test_days_stand_under_the_whole_and_the_latest_first(
    office: Office, presenter: HistoryPresenter, view: Mock
) -> None:
    first = made(office, "Abel")
    office.on(dt.date(2026, 3, 9))
    later = (made(office, "Baker", 5000), made(office, "Cole", 700))
    presenter.open(Place("statements", "history"))
    runs, chosen = last(view.show_runs)
    assert [(run.day, run.statements, run.cents) for run in runs] == [
        (None, 3, 20700),
        (dt.date(2026, 3, 9), 2, 5700),
        (dt.date(2026, 3, 2), 1, 15000),
    ]
    assert chosen == 0
    assert last(view.show_ids)[0] == (*reversed(later), first)
    assert last(view.show_totals) == ("3 statements", "207.00")


def test_a_day_that_is_chosen_shows_its_statements_and_prints_them_again(
    office: Office, presenter: HistoryPresenter, view: Mock, heard: Heard
) -> None:
    first = made(office, "Abel")
    office.on(dt.date(2026, 3, 9))
    made(office, "Baker")
    presenter.open(Place("statements", "history"))
    presenter.choose_run(dt.date(2026, 3, 2).toordinal())
    assert last(view.show_ids)[0] == (first,)
    assert last(view.show_print) == ("Print 1 statement again...", "")
    presenter.print_again()
    (request,) = heard.previews
    assert (request.document_ids, request.question) == ((first,), "")


def test_words_find_a_statement_by_name_account_or_number(
    office: Office, presenter: HistoryPresenter, view: Mock
) -> None:
    made(office, "Abel")
    wanted = made(office, "Baker", 5000)
    presenter.open(Place("statements", "history"))
    presenter.filter("bak")
    assert last(view.show_ids)[0] == (wanted,)
    assert last(view.show_totals) == ("1 statement", ""), "a part of a day has no sum of its own"
    presenter.filter("2026-00002")
    assert last(view.show_ids)[0] == (wanted,)


def test_enter_shows_a_statement_as_it_was_made(
    office: Office, presenter: HistoryPresenter, heard: Heard
) -> None:
    document = made(office, "Abel")
    presenter.open(Place("statements", "history"))
    presenter.open_statement(document)
    assert heard.previews[0].document_ids == (document,)
    presenter.who_is_due()
    assert heard.places == [Place("statements")]


def test_nothing_was_made_yet(presenter: HistoryPresenter, view: Mock, heard: Heard) -> None:
    presenter.open(Place("statements", "history"))
    assert last(view.show_runs) == ((), 0)
    assert last(view.show_print) == ("Print again...", "No statement is shown.")
    presenter.print_again()
    assert not heard.previews


def test_a_place_names_a_day_and_one_that_is_none_shows_all(
    office: Office, presenter: HistoryPresenter, view: Mock
) -> None:
    made(office, "Abel")
    presenter.open(Place("statements", "history", shown="2026-03-02"))
    assert last(view.show_runs)[1] == dt.date(2026, 3, 2).toordinal()
    presenter.open(Place("statements", "history", shown="yesterday"))
    assert last(view.show_runs)[1] == 0


def test_a_statement_that_is_made_elsewhere_comes_in(
    office: Office, desk: Desk, presenter: HistoryPresenter, view: Mock
) -> None:
    presenter.open(Place("statements", "history"))
    document = made(office, "Abel")
    desk.bus.publish({Kind.DOCUMENT})
    assert last(view.show_ids)[0] == (document,)
