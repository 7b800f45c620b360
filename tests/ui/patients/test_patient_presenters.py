"""The Patients section without its widgets: what is asked, shown and saved."""

from collections.abc import Sequence

import pytest

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Bus, Desk, Place
from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.ui.patients.patient_list_presenter import PatientListPresenter
from desktop_biller.workflow.patients.patient_list import PatientTotals
from desktop_biller.workflow.workspace import Kind
from tests.office import Office


class FakeList:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.ids: Sequence[int] = ()
        self.totals: PatientTotals | None = None
        self.part = "?"
        self.error: UserError | None = None

    def show_error(self, error: UserError) -> None:
        self.error = error

    def show_ids(self, ids: Sequence[int]) -> None:
        self.ids = ids

    def show_totals(self, totals: PatientTotals) -> None:
        self.totals = totals

    def show_part(self, shown: str) -> None:
        self.part = shown


@pytest.fixture
def went() -> list[Place]:
    return []


@pytest.fixture
def desk(office: Office, went: list[Place]) -> Desk:
    return Desk(office.ws, InlineRunner(), Bus(), go=went.append)


def test_the_list_shows_all_patients_and_what_they_owe(office: Office, desk: Desk) -> None:
    office.visit(office.patient().patient_id, ("G0439", 18500))
    office.patient(name={"last": "Adeyemi", "first": "Gia"})
    view = FakeList()
    PatientListPresenter(desk, view).open("")
    assert len(view.ids) == 2
    assert view.totals is not None
    assert (view.totals.count, view.totals.patient_cents) == (2, 18500)


def test_letters_in_the_filter_narrow_the_list(office: Office, desk: Desk) -> None:
    office.patient()
    wanted = office.patient(name={"last": "Zielińska", "first": "Łucja"}).patient_id
    view = FakeList()
    presenter = PatientListPresenter(desk, view)
    presenter.open("")
    presenter.filter("zielinska lu")
    assert view.ids == (wanted,)
    presenter.filter("")
    assert len(view.ids) == 2


def test_only_those_with_a_balance_are_shown_when_asked(office: Office, desk: Desk) -> None:
    office.patient()
    owing = office.patient().patient_id
    office.visit(owing, ("G0439", 18500))
    view = FakeList()
    PatientListPresenter(desk, view).open("balance")
    assert (view.ids, view.part) == ((owing,), "balance")


def test_the_list_fills_itself_anew_when_somebody_registers_a_patient(
    office: Office, desk: Desk
) -> None:
    view = FakeList()
    presenter = PatientListPresenter(desk, view)
    presenter.open("")
    desk.act(office.patient())
    assert len(view.ids) == 1
    presenter.close()
    desk.act(office.patient())
    assert len(view.ids) == 1


def test_what_the_list_does_not_show_does_not_fill_it_anew(office: Office, desk: Desk) -> None:
    view = FakeList()
    PatientListPresenter(desk, view).open("")
    office.patient()
    desk.bus.publish({Kind.DAY})
    assert view.ids == ()


def test_a_chosen_patient_opens_the_record(desk: Desk, went: list[Place]) -> None:
    presenter = PatientListPresenter(desk, FakeList())
    presenter.open_patient(7)
    presenter.register()
    assert went == [Place("patients", "record", 7), Place("patients", "register", new=True)]
