"""Today without its widgets: what is asked, shown, opened, and when it is asked again."""

from unittest.mock import Mock, create_autospec

import pytest

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.today.places import BACKUP, PLACES
from desktop_biller.ui.today.today_presenter import TodayPresenter, TodayScreen
from desktop_biller.workflow.today import TodaysWork, todays_work
from desktop_biller.workflow.workspace import Kind
from tests.office import Office
from tests.ui.desks import Heard


@pytest.fixture
def view() -> Mock:
    return create_autospec(TodayScreen)  # type: ignore[no-any-return]  # a mock of any shape


def shown_work(view: Mock) -> TodaysWork:
    work: TodaysWork = view.show_work.call_args.args[0]
    return work


def test_today_shows_work_backup_age_months_and_measures(
    office: Office, desk: Desk, view: Mock
) -> None:
    office.visit(office.insured_patient().patient_id, ("G0439", 18500))
    TodayPresenter(desk, view).open()
    cards = {card.key: card for card in shown_work(view).cards}
    assert (cards["visits_not_billed"].count, cards["visits_not_billed"].cents) == (1, 18500)
    assert view.show_work.call_args.args[1].state == "late", "this practice has no backup yet"
    assert view.show_aging.call_args.args[0].total == 18500
    assert len(view.show_months.call_args.args[0]) == 12
    assert len(view.show_measures.call_args.args[0]) == 7
    view.show_no_work.assert_not_called()


def test_every_card_leads_somewhere(office: Office) -> None:
    keys = {card.key for card in todays_work(office.ws).cards}
    assert keys | {BACKUP} == set(PLACES)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("claims_ready", Place("claims", shown="ready")),
        ("denied", Place("claims", shown="denied")),
        ("visits_not_billed", Place("visits", shown="not_billed")),
        ("filing_due", Place("visits", shown="filing_due")),
        ("no_answer", Place("claims", shown="no_answer")),
        ("statements_due", Place("statements")),
        ("unapplied_credits", Place("payments", shown="unapplied")),
    ],
)
def test_enter_on_a_card_goes_to_its_list(
    desk: Desk, heard: Heard, view: Mock, key: str, place: Place
) -> None:
    TodayPresenter(desk, view).open_card(key)
    assert heard.places == [place]


def test_a_change_elsewhere_asks_again_and_one_that_is_not_shown_does_not(
    office: Office, desk: Desk, view: Mock
) -> None:
    presenter = TodayPresenter(desk, view)
    presenter.open()
    office.visit(office.insured_patient().patient_id, ("G0439", 18500))
    asked = view.show_aging.call_count
    desk.bus.publish({Kind.VISIT})
    assert view.show_aging.call_count == asked + 1
    assert shown_work(view).cards[0].count == 1
    presenter.close()
    desk.bus.publish({Kind.VISIT})
    assert view.show_aging.call_count == asked + 1


def test_a_user_who_may_not_read_the_books_is_told_so_once(
    office: Office, desk: Desk, view: Mock
) -> None:
    with office.acting_as("provider"):
        TodayPresenter(desk, view).open()
    words = view.show_no_work.call_args.args[0]
    assert "may not read accounts and reports" in words
    view.show_work.assert_not_called()


def test_how_a_measure_is_computed_is_told_of_the_one_that_was_asked(
    desk: Desk, view: Mock
) -> None:
    presenter = TodayPresenter(desk, view)
    presenter.tell_how("clean_claims")
    view.show_how.assert_not_called()
    presenter.open()
    presenter.tell_how("clean_claims")
    assert view.show_how.call_args.args[0].name == "Clean claims"


def test_the_main_acts_start_with_a_patient_to_be_chosen(
    desk: Desk, heard: Heard, view: Mock
) -> None:
    presenter = TodayPresenter(desk, view)
    presenter.enter_visit()
    presenter.take_payment()
    assert heard.places == [
        Place("visits", "entry", new=True),
        Place("payments", "take", new=True),
    ]
