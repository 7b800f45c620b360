"""The list of payments and one payment, without their widgets."""

from collections.abc import Sequence

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.payments.payment_list_presenter import PaymentListPresenter
from desktop_biller.ui.payments.payment_presenter import PaymentPresenter
from desktop_biller.workflow.payments.payment_details import AppliedLine
from desktop_biller.workflow.payments.payment_list import PaymentRow, payment_rows
from tests.office import Office
from tests.ui.payments.conftest import Heard, waiting_claim


class FakeList:
    def __init__(self, office: Office) -> None:
        self._ws = office.ws
        self.tab = ""
        self.text = ""
        self.ids: Sequence[int] = ()
        self.at = 0
        self.empty = ""
        self.totals = ("", "", "")
        self.methods = ""
        self.credit = ("", False)
        self.error: UserError | None = None

    def show_tab(self, key: str) -> None:
        self.tab = key

    def show_filter(self, text: str) -> None:
        self.text = text

    def show_ids(self, ids: Sequence[int], select: int | None) -> None:
        self.ids = ids
        self.at = ids.index(select) if select in ids else 0

    def show_empty(self, words: str) -> None:
        self.empty = words

    def show_totals(self, words: str, amount: str, unapplied: str) -> None:
        self.totals = words, amount, unapplied

    def show_methods(self, words: str) -> None:
        self.methods = words

    def show_credit(self, reason: str, *, shown: bool) -> None:
        self.credit = reason, shown

    def show_error(self, error: UserError) -> None:
        self.error = error

    def clear_error(self) -> None:
        self.error = None

    def current(self) -> PaymentRow | None:
        rows = payment_rows(self._ws, self.ids)
        return rows[self.at] if rows else None


class FakePayment:
    def __init__(self) -> None:
        self.title = ""
        self.facts: dict[str, str] = {}
        self.notes = ""
        self.lines: Sequence[AppliedLine] = ()
        self.nowhere = ""
        self.void_why = self.receipt_why = "?"
        self.credit: str | None = None
        self.has_account = False
        self.error: UserError | None = None
        self.asked: tuple[str, int] | None = None
        self.asked_note = False

    def show_title(self, words: str) -> None:
        self.title = words

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        self.facts = dict(facts)

    def show_notes(self, words: str) -> None:
        self.notes = words

    def show_lines(self, lines: Sequence[AppliedLine], total: str, nowhere: str) -> None:
        del total
        self.lines, self.nowhere = lines, nowhere

    def show_acts(self, *, void: str, credit: str | None, receipt: str, has_account: bool) -> None:
        self.void_why, self.credit, self.receipt_why = void, credit, receipt
        self.has_account = has_account

    def show_error(self, error: UserError) -> None:
        self.error = error

    def clear_error(self) -> None:
        self.error = None

    def ask_void(self, who: str, cents: int) -> None:
        self.asked = who, cents

    def ask_note(self) -> None:
        self.asked_note = True

    def line(self, line_id: int) -> AppliedLine | None:
        return next((line for line in self.lines if line.line_id == line_id), None)


def test_the_list_shows_today_with_its_totals_by_method(
    office: Office, desk: Desk, heard: Heard
) -> None:
    view = FakeList(office)
    presenter = PaymentListPresenter(desk, view)
    presenter.open(Place("payments"))
    assert view.empty == "No payments today."
    patient = office.patient().patient_id
    desk.act(office.pay(patient, 3000, "prepayment"))
    desk.act(office.pay(patient, 1000, "prepayment", method="check", reference="7"))
    assert view.empty == ""
    assert view.totals == ("2 payments", "40.00", "40.00")
    assert view.methods == "Cash 30.00   Check 10.00"
    assert heard.patients == [None]


def test_tab_filter_and_order_ask_another_question(office: Office, desk: Desk) -> None:
    patient = office.patient(name={"last": "Zeller", "first": "Ana"}).patient_id
    first = office.pay(patient, 3000, "prepayment").payment_id
    second = office.pay(patient, 1000, "prepayment").payment_id
    office.remit(waiting_claim(office, "Adams", ("G0439", 18500)), (18500, ""))
    view = FakeList(office)
    presenter = PaymentListPresenter(desk, view)
    presenter.open(Place("payments", shown="patient"))
    assert list(view.ids) == [second, first]
    presenter.sort("amount", descending=True)
    assert list(view.ids) == [first, second]
    presenter.filter("10.00")
    assert list(view.ids) == [second]
    presenter.filter("nobody")
    assert view.empty == "No payment here fits “nobody”. Look under All, or type less."
    presenter.filter("")
    presenter.show("insurer")
    assert len(view.ids) == 1


def test_a_place_may_name_the_payment_to_stand_on(office: Office, desk: Desk) -> None:
    patient = office.patient().patient_id
    first = office.pay(patient, 3000, "prepayment").payment_id
    office.pay(patient, 1000, "prepayment")
    view = FakeList(office)
    PaymentListPresenter(desk, view).open(Place("payments", record_id=first))
    assert view.ids[view.at] == first


def test_credit_of_an_account_is_used_from_the_list(
    office: Office, desk: Desk, heard: Heard
) -> None:
    patient = office.patient().patient_id
    office.pay(patient, 3000, "prepayment")
    visit = office.visit(patient, ("P9612", 1500))
    view = FakeList(office)
    presenter = PaymentListPresenter(desk, view)
    presenter.open(Place("payments", shown="unapplied"))
    assert view.credit == ("", True)
    presenter.use_credit()
    assert office.open_of(visit) == [0]
    assert heard.told[-1].startswith("$15.00 of credit applied")
    presenter.use_credit()
    assert view.error is not None


def test_an_insurers_money_can_t_be_used_as_a_credit(office: Office, desk: Desk) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500))
    office.remit(claim, (18500, ""), cents=20000, leave_unapplied=True)
    view = FakeList(office)
    PaymentListPresenter(desk, view).open(Place("payments", shown="unapplied"))
    assert view.credit[0].startswith("An insurer's unapplied money")


def test_a_payment_shows_where_it_went_and_opens_its_receipt_again(
    office: Office, desk: Desk, heard: Heard
) -> None:
    patient = office.patient().patient_id
    visit = office.visit(patient, ("P9612", 1500))
    taken = office.pay(patient, 1500, "account", method="check", reference="2211")
    view = FakePayment()
    presenter = PaymentPresenter(desk, view)
    presenter.open(taken.payment_id)
    assert view.title == "Payment of $15.00"
    assert view.facts["Paid by"] == "Check 2211"
    assert [line.line_id for line in view.lines] == list(visit.line_ids)
    assert (view.void_why, view.receipt_why, view.credit, view.has_account) == ("", "", None, True)
    presenter.open_receipt()
    assert heard.previews[-1].document_ids == (taken.receipt.document_id,)
    presenter.open_line(visit.line_ids[0])
    presenter.open_account()
    assert [place.section for place in heard.places] == ["visits", "patients"]


def test_a_payment_is_voided_with_its_reason_and_only_once(office: Office, desk: Desk) -> None:
    patient = office.patient().patient_id
    visit = office.visit(patient, ("P9612", 1500))
    taken = office.pay(patient, 1500, "account")
    view = FakePayment()
    presenter = PaymentPresenter(desk, view)
    presenter.open(taken.payment_id)
    presenter.ask_void()
    assert view.asked is not None
    presenter.void("Typed twice")
    assert office.open_of(visit) == [1500]
    assert view.void_why == "It was voided on 03/02/2026."
    assert view.facts["Voided"] == "03/02/2026: Typed twice"
    presenter.void("Typed twice")
    assert view.error is not None


def test_an_insurers_check_has_no_receipt_and_is_not_voided_here(
    office: Office, desk: Desk
) -> None:
    posted = office.remit(waiting_claim(office, "Adams", ("G0439", 18500)), (18500, ""))
    view = FakePayment()
    PaymentPresenter(desk, view).open(posted.payment_id)
    assert view.title == "Insurance check of $185.00"
    assert view.receipt_why
    assert view.void_why
    assert not view.has_account


def test_a_note_on_a_payment_is_kept_and_shown(office: Office, desk: Desk) -> None:
    taken = office.pay(office.patient().patient_id, 500, "prepayment")
    view = FakePayment()
    presenter = PaymentPresenter(desk, view)
    presenter.open(taken.payment_id)
    presenter.ask_note()
    assert view.asked_note
    presenter.note("Asked for a new card")
    assert view.notes.endswith(": Asked for a new card")


def test_credit_is_used_from_the_payment_it_belongs_to(office: Office, desk: Desk) -> None:
    patient = office.patient().patient_id
    taken = office.pay(patient, 3000, "prepayment")
    visit = office.visit(patient, ("P9612", 1500))
    view = FakePayment()
    presenter = PaymentPresenter(desk, view)
    presenter.open(taken.payment_id)
    assert view.credit == ""
    presenter.use_credit()
    assert office.open_of(visit) == [0]
    assert view.facts["Unapplied"] == "$15.00"
