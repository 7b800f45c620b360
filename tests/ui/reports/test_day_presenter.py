"""A day without its widgets: what it shows, its sheet, its close and what refuses them."""

import datetime as dt
from typing import Any
from unittest.mock import Mock, create_autospec

import pytest

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.reports.day_presenter import DayPresenter, DayScreen
from desktop_biller.workflow.closing.days import closed_days
from desktop_biller.workflow.paper_archive import PaperRow, papers_of
from desktop_biller.workflow.workspace import Kind
from tests.office import Office
from tests.ui.desks import Heard

DAY = dt.date(2026, 3, 2)


@pytest.fixture
def view() -> Mock:
    fake: Mock = create_autospec(DayScreen)
    return fake


@pytest.fixture
def presenter(desk: Desk, view: Mock) -> DayPresenter:
    return DayPresenter(desk, view)


@pytest.fixture
def posted(office: Office) -> Office:
    """A day with a visit and a copay."""
    patient = office.insured_patient().patient_id
    office.visit(patient, ("G0439", 18500))
    office.pay(patient, 3000)
    return office


def sheets(office: Office) -> list[PaperRow]:
    """The day sheets that were made."""
    return [paper for paper in papers_of(office.ws) if paper.kind == "day_sheet"]


def last(call: Mock) -> tuple[Any, ...]:
    told: tuple[Any, ...] = call.call_args.args
    return told


def test_a_place_without_a_day_shows_today_and_one_with_a_day_shows_it(
    posted: Office, presenter: DayPresenter, view: Mock
) -> None:
    del posted
    presenter.open(Place("reports", "day"))
    assert last(view.show_date) == (DAY,)
    (day,) = last(view.show_day)
    assert (day.charge_cents, day.payment_cents, len(day.rows)) == (18500, 3000, 2)
    presenter.open(Place("reports", "day", shown="2026-02-27"))
    assert last(view.show_date) == (dt.date(2026, 2, 27),)
    presenter.open(Place("reports", "day"))
    assert last(view.show_date) == (dt.date(2026, 2, 27),), "coming back keeps the day"
    presenter.open(Place("reports", "day", shown="soon"))
    assert last(view.show_date) == (dt.date(2026, 2, 27),)


def test_days_are_stepped_and_chosen(posted: Office, presenter: DayPresenter, view: Mock) -> None:
    del posted
    presenter.open(Place("reports", "day"))
    presenter.step(-1)
    assert last(view.show_day)[0].rows == ()
    presenter.choose(DAY)
    assert len(last(view.show_day)[0].rows) == 2


def test_a_day_in_the_future_is_neither_printed_nor_closed(
    posted: Office, presenter: DayPresenter, view: Mock
) -> None:
    del posted
    presenter.open(Place("reports", "day", shown="2026-03-03"))
    why = "03/03/2026 is in the future."
    assert last(view.show_acts) == (why, why)


def test_the_sheet_is_made_and_shown_for_printing(
    posted: Office, presenter: DayPresenter, view: Mock, heard: Heard
) -> None:
    presenter.open(Place("reports", "day"))
    presenter.print_sheet()
    (paper,) = sheets(posted)
    assert heard.previews[0].document_ids == (paper.document_id,)
    assert heard.previews[0].question == "", "a sheet has nothing to be marked"
    assert last(view.show_acts) == ("", "")


def test_closing_asks_with_the_date_and_what_is_locked_with_it(
    posted: Office, presenter: DayPresenter, view: Mock
) -> None:
    posted.on(dt.date(2026, 3, 4))
    posted.visit(posted.patient().patient_id, ("G0101", 15000))
    presenter.open(Place("reports", "day"))
    presenter.ask_close()
    words, _ = last(view.ask_close)
    assert words.startswith("Close 03/04/2026? 03/02/2026, still open, is closed with it.")
    assert "Visits not billed: 1." in words
    assert "with a date through 03/04/2026" in words
    assert "can't be undone" in words
    assert closed_days(posted.ws) == (), "asking closes nothing"


def test_a_closed_day_is_locked_shown_and_its_sheet_previewed(
    posted: Office, presenter: DayPresenter, view: Mock, heard: Heard
) -> None:
    presenter.open(Place("reports", "day"))
    presenter.ask_close()
    last(view.ask_close)[1]()
    (close,) = closed_days(posted.ws)
    assert close.day == DAY
    assert heard.told == ["The books are closed through 03/02/2026"]
    assert heard.previews[0].document_ids == (close.document_id,)
    assert last(view.show_day)[0].is_closed
    opened, closed = last(view.show_days)
    assert (opened, len(closed)) == ((), 1)
    assert last(view.show_acts) == ("", "03/02/2026 is closed already.")
    patient = posted.patient().patient_id
    with posted.refusing("closed"):
        posted.pay(patient, 500)


def test_a_refusal_stands_over_the_screen_and_at_the_date(
    posted: Office, presenter: DayPresenter, view: Mock
) -> None:
    presenter.open(Place("reports", "day"))
    presenter.ask_close()
    _, go_on = last(view.ask_close)
    posted.close(DAY)  # in another window, meanwhile
    go_on()
    assert "already closed through 03/02/2026" in last(view.show_error)[0].what
    assert "Choose a later day." in last(view.show_day_problem)[0]


def test_who_may_not_close_days_is_refused_in_words(
    posted: Office, presenter: DayPresenter, view: Mock, heard: Heard
) -> None:
    presenter.open(Place("reports", "day"))
    with posted.acting_as("front desk"):
        presenter.print_sheet()
    assert "may not print the day sheet and close days" in last(view.show_error)[0].what
    assert not heard.previews
    assert sheets(posted) == []


def test_what_is_posted_elsewhere_comes_in(
    posted: Office, desk: Desk, presenter: DayPresenter, view: Mock
) -> None:
    presenter.open(Place("reports", "day"))
    posted.visit(posted.patient().patient_id, ("G0101", 15000))
    desk.bus.publish({Kind.LEDGER})
    assert last(view.show_day)[0].charge_cents == 33500
    presenter.close()
    asked = view.show_day.call_count
    desk.bus.publish({Kind.LEDGER})
    assert view.show_day.call_count == asked
