from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Desk
from desktop_biller.ui.payments.payment_form import PaymentForm
from desktop_biller.ui.payments.take_payment_presenter import TakePaymentPresenter
from desktop_biller.workflow.payments.payment_defaults import OwedLine
from desktop_biller.workflow.payments.payment_list import payment_ids, payment_rows
from desktop_biller.workflow.reading import ListQuery
from tests.office import Office
from tests.ui.payments.conftest import Heard


class FakeForm:
    """Remembers what it was shown; what is typed is put into ``typed``."""

    def __init__(self) -> None:
        self.typed = PaymentForm()
        self.patient: tuple[int | None, str] = (None, "")
        self.due = (0, 0)
        self.parts: dict[int, int] = {}
        self.by_hand = False
        self.where = ""
        self.lines: Sequence[OwedLine] = ()
        self.foot = ""
        self.why_not = ""
        self.taken: str | None = None
        self.refusal: UserError | None = None
        self.problem = ("", "")
        self.focus = ""

    def form(self) -> PaymentForm:
        return self.typed

    def show_form(self, form: PaymentForm) -> None:
        self.typed = form

    def show_patient(self, patient_id: int | None, name: str) -> None:
        self.patient = patient_id, name

    def show_due(self, copay_cents: int, account_cents: int) -> None:
        self.due = copay_cents, account_cents

    def show_lines(
        self, lines: Sequence[OwedLine], parts: Mapping[int, int], *, by_hand: bool
    ) -> None:
        self.lines, self.parts, self.by_hand = lines, dict(parts), by_hand

    def show_where(self, words: str, *, lines: bool) -> None:
        del lines
        self.where = words

    def show_foot(self, words: str) -> None:
        self.foot = words

    def show_busy(self, *, busy: bool) -> None:
        pass

    def show_why_not(self, reason: str) -> None:
        self.why_not = reason

    def show_taken(self, words: str | None) -> None:
        self.taken = words

    def show_refusal(self, error: UserError) -> None:
        self.refusal = error

    def show_problem(self, field: str, words: str) -> None:
        self.problem = field, words

    def clear_error(self) -> None:
        self.refusal, self.problem = None, ("", "")

    def focus_on(self, part: str) -> None:
        self.focus = part

    def reads(self) -> bool:
        return True


@pytest.fixture
def view() -> FakeForm:
    return FakeForm()


@pytest.fixture
def presenter(desk: Desk, view: FakeForm) -> TakePaymentPresenter:
    return TakePaymentPresenter(desk, view)


def paid(office: Office) -> list[tuple[str, str, int, int]]:
    """Purpose, method, cents and unapplied cents of all payments, the latest first."""
    rows = payment_rows(office.ws, payment_ids(office.ws, ListQuery(shown="all")))
    return [(row.purpose, row.method, row.cents, row.unapplied_cents) for row in rows]


def test_the_form_begins_with_the_copay_and_the_focus_on_how_it_is_paid(
    office: Office, presenter: TakePaymentPresenter, view: FakeForm, heard: Heard
) -> None:
    patient = office.insured_patient().patient_id
    presenter.open(patient)
    assert (view.typed.purpose, view.typed.cents, view.focus) == ("copay", 3000, "method")
    assert heard.patients[-1] == patient
    assert not presenter.has_unsaved()


def test_without_a_copay_it_begins_with_the_balance_and_without_both_with_a_prepayment(
    office: Office, presenter: TakePaymentPresenter, view: FakeForm
) -> None:
    owing = office.patient().patient_id
    office.visit(owing, ("G0439", 18500))
    presenter.open(owing)
    assert (view.typed.purpose, view.typed.cents) == ("account", 18500)
    presenter.open(office.patient().patient_id)
    assert (view.typed.purpose, view.typed.cents, view.focus) == ("prepayment", None, "amount")


def test_a_payment_is_posted_once_and_its_receipt_is_what_comes_next(
    office: Office, presenter: TakePaymentPresenter, view: FakeForm, heard: Heard
) -> None:
    presenter.open(office.insured_patient().patient_id)
    view.typed = replace(view.typed, method="check", reference="2211")
    presenter.change()
    presenter.post()
    presenter.post()
    assert paid(office) == [("Copay", "Check", 3000, 3000)]
    assert view.taken is not None
    assert "It waits for today's visit." in view.taken
    presenter.open_receipt()
    (preview,) = heard.previews
    assert len(preview.document_ids) == 1
    assert not presenter.has_unsaved()


def test_money_on_account_goes_to_the_oldest_lines_unless_the_user_says_otherwise(
    office: Office, presenter: TakePaymentPresenter, view: FakeForm
) -> None:
    patient = office.patient().patient_id
    visit = office.visit(patient, ("G0439", 18500), ("P9612", 1500))
    first, second = visit.line_ids
    presenter.open(patient)
    view.typed = replace(view.typed, cents=2000)
    presenter.change()
    assert view.parts == {first: 2000}
    presenter.tell(second, 1500)
    assert view.by_hand
    assert view.why_not == "The lines take $15.00 more than this. Put less to the lines."
    presenter.tell(first, 500)
    assert view.why_not == ""
    presenter.post()
    assert office.open_of(visit) == [18000, 0]


def test_a_line_takes_no_more_than_is_open_on_it(
    office: Office, presenter: TakePaymentPresenter, view: FakeForm
) -> None:
    patient = office.patient().patient_id
    visit = office.visit(patient, ("P9612", 1500))
    presenter.open(patient)
    view.typed = replace(view.typed, cents=9000)
    presenter.tell(visit.line_ids[0], 9000)
    presenter.post()
    assert view.problem == ("cents", "Only $15.00 is open on P9612. Put less to it.")
    assert paid(office) == []


def test_money_that_no_line_shall_get_is_kept_as_credit(
    office: Office, presenter: TakePaymentPresenter
) -> None:
    patient = office.patient().patient_id
    visit = office.visit(patient, ("P9612", 1500))
    presenter.open(patient)
    presenter.tell(visit.line_ids[0], 0)
    presenter.post()
    assert paid(office) == [("Paid ahead", "Cash", 1500, 1500)]
    assert office.open_of(visit) == [1500]


def test_another_purpose_brings_its_own_amount_but_never_over_a_typed_one(
    office: Office, presenter: TakePaymentPresenter, view: FakeForm
) -> None:
    patient = office.insured_patient().patient_id
    presenter.open(patient)
    view.typed = replace(view.typed, purpose="prepayment")
    presenter.change()
    assert view.typed.cents is None
    view.typed = replace(view.typed, cents=700)
    presenter.change()
    view.typed = replace(view.typed, purpose="copay")
    presenter.change()
    assert view.typed.cents == 700
    assert presenter.has_unsaved()


def test_a_form_without_patient_or_amount_says_what_it_lacks(
    office: Office, presenter: TakePaymentPresenter, view: FakeForm
) -> None:
    presenter.open(None)
    assert view.focus == "patient"
    presenter.post()
    assert view.problem[0] == "patient_id"
    presenter.take_patient(office.patient().patient_id)
    presenter.post()
    assert view.problem == ("cents", "Type the amount that was paid.")
    assert paid(office) == []


def test_a_card_number_is_refused_at_its_field_and_what_was_typed_stays(
    office: Office, presenter: TakePaymentPresenter, view: FakeForm
) -> None:
    presenter.open(office.insured_patient().patient_id)
    view.typed = replace(view.typed, method="card", reference="4111 1111 1111 1111")
    presenter.post()
    assert view.refusal is not None
    assert view.refusal.field == "reference"
    assert view.typed.reference == "4111 1111 1111 1111"
    view.typed = replace(view.typed, reference="1111")
    presenter.post()
    assert paid(office) == [("Copay", "Card", 3000, 3000)]


def test_a_payment_of_the_same_patient_elsewhere_changes_what_is_open_here(
    office: Office, desk: Desk, presenter: TakePaymentPresenter, view: FakeForm
) -> None:
    patient = office.patient().patient_id
    office.visit(patient, ("P9612", 1500))
    presenter.open(patient)
    desk.act(office.pay(patient, 1500, "account"))
    assert view.lines == ()
    assert view.typed.cents == 1500


def test_what_was_typed_before_the_patient_was_chosen_stays(
    office: Office, presenter: TakePaymentPresenter, view: FakeForm
) -> None:
    patient = office.insured_patient().patient_id
    presenter.open(None)
    view.typed = replace(view.typed, purpose="prepayment", cents=6000)
    presenter.change()
    presenter.take_patient(patient)
    assert (view.typed.purpose, view.typed.cents) == ("prepayment", 6000)
    assert presenter.has_unsaved()
    presenter.open(None)
    presenter.take_patient(patient)
    assert (view.typed.purpose, view.typed.cents) == ("copay", 3000)
