import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.payments.check_presenter import CheckPresenter
from desktop_biller.ui.payments.check_ready import Tile
from desktop_biller.ui.payments.check_rows import CheckRow, CheckTotals
from desktop_biller.ui.payments.typed_check import CheckHead, RowKey
from desktop_biller.workflow.claims.claim_list import claim_rows
from desktop_biller.workflow.drafts import drafts_of
from desktop_biller.workflow.payments.payment_list import payment_ids, payment_rows
from desktop_biller.workflow.payments.remittance_input import AdjustmentInput
from desktop_biller.workflow.reading import ListQuery
from tests.office import Office
from tests.ui.payments.conftest import Heard, waiting_claim


class FakeCheck:
    """Remembers what it was shown; what is typed over the grid is put into ``head``."""

    def __init__(self) -> None:
        self.head = CheckHead()
        self.rows: Sequence[CheckRow] = ()
        self.totals: CheckTotals | None = None
        self.tile = Tile("grey", "", "", "")
        self.empty = ""
        self.look_at = ""
        self.rest = ""
        self.said: list[tuple[str, str, str]] = []
        self.do: Callable[[], None] | None = None
        self.refusal: UserError | None = None
        self.problem = ("", "")
        self.went: tuple[RowKey, str] | None = None
        self.began = ""
        self.focus = ""
        self.asked = ("", "")
        self.answer: Callable[[], None] | None = None
        self.reasons: tuple[str, Sequence[AdjustmentInput], int] | None = None
        self.take_reasons: Callable[[Sequence[AdjustmentInput]], None] | None = None
        self.refuse: Callable[[str, str], None] | None = None

    def head_typed(self) -> CheckHead:
        return self.head

    def show_head(self, head: CheckHead) -> None:
        self.head = head

    def show_rows(self, rows: Sequence[CheckRow]) -> None:
        self.rows = rows

    def show_totals(self, totals: CheckTotals, payer: str) -> None:
        del payer
        self.totals = totals

    def show_tile(self, tile: Tile) -> None:
        self.tile = tile

    def show_empty(self, words: str) -> None:
        self.empty = words

    def show_to_look_at(self, words: str) -> None:
        self.look_at = words

    def show_rest(self, words: str) -> None:
        self.rest = words

    def show_busy(self, *, busy: bool) -> None:
        pass

    def say(
        self, hue: str, words: str, act: str = "", do: Callable[[], None] | None = None
    ) -> None:
        self.said.append((hue, words, act))
        self.do = do

    def show_refusal(self, error: UserError) -> None:
        self.refusal = error

    def show_problem(self, field: str, words: str) -> None:
        self.problem = field, words

    def clear_error(self) -> None:
        self.refusal, self.problem = None, ("", "")

    def reads(self) -> bool:
        return True

    def go(self, key: RowKey, column: str) -> None:
        self.went = key, column

    def start(self, text: str) -> None:
        self.began = text

    def focus_on(self, part: str) -> None:
        self.focus = part

    def ask_rest(self, words: str, verb: str, do: Callable[[], None]) -> None:
        self.asked, self.answer = (words, verb), do

    def ask_discard(self, do: Callable[[], None]) -> None:
        self.answer = do

    def edit_reasons(
        self,
        title: str,
        reasons: Sequence[AdjustmentInput],
        left_cents: int,
        do: Callable[[Sequence[AdjustmentInput]], None],
    ) -> None:
        self.reasons, self.take_reasons = (title, reasons, left_cents), do

    def ask_refused(self, title: str, words: str, do: Callable[[str, str], None]) -> None:
        del words
        self.reasons, self.refuse = (title, (), 0), do


@pytest.fixture
def view() -> FakeCheck:
    return FakeCheck()


@pytest.fixture
def presenter(desk: Desk, view: FakeCheck) -> CheckPresenter:
    return CheckPresenter(desk, view)


def begin(
    presenter: CheckPresenter, view: FakeCheck, cents: int, reference: str = "771204"
) -> None:
    """A check of the office's payer with its head filled in."""
    presenter.open(1)
    view.head = replace(view.head, reference=reference, cents=cents)
    presenter.change_head()


def checks(office: Office) -> list[tuple[str, int, int]]:
    """Number, cents and unapplied cents of the insurers' checks, the latest first."""
    rows = payment_rows(office.ws, payment_ids(office.ws, ListQuery(shown="insurer")))
    return [(row.reference, row.cents, row.unapplied_cents) for row in rows]


def state_of(office: Office, claim_id: int) -> str:
    return claim_rows(office.ws, [claim_id])[0].state


def type_line(presenter: CheckPresenter, row: RowKey, paid: int, write_off: int) -> None:
    presenter.type(row, "paid", paid)
    presenter.type(row, "write_off", write_off)


def test_choosing_a_payer_shows_its_claims_and_todays_date(
    office: Office, presenter: CheckPresenter, view: FakeCheck
) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500))
    presenter.open(None)
    assert (view.focus, view.empty) == ("payer", "Choose the payer to see its open claims.")
    presenter.take_payer(office.payer_id, "Blue Harbor Health")
    assert view.head.dated == dt.date(2026, 3, 2)
    assert [row.key for row in view.rows if not row.key.is_line] == [RowKey(claim)]


def test_a_check_that_balances_is_posted_and_the_next_one_begins_with_its_number(
    office: Office, presenter: CheckPresenter, view: FakeCheck
) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500), ("P9612", 1500))
    begin(presenter, view, 11000)
    assert view.tile == Tile("amber", "Left to post", "posted 0.00", "110.00")
    type_line(presenter, RowKey(claim, 0), 10000, 5500)
    type_line(presenter, RowKey(claim, 1), 1000, 500)
    assert view.tile == Tile("green", "All posted", "posted 110.00", "0.00")
    presenter.post()
    assert view.refusal is None
    assert checks(office) == [("771204", 11000, 0)]
    assert state_of(office, claim) == "paid"
    hue, words, _ = view.said[-1]
    assert (hue, words) == ("green", "Check 771204 posted: $110.00 paid, $60.00 written off.")
    assert (view.head.payer_id, view.head.reference, view.head.cents) == (1, "", None)
    assert (view.focus, view.rows) == ("reference", ())
    assert drafts_of(office.ws) == ()
    assert office.findings() == []


def test_the_patients_part_is_told_as_the_copay_first_and_coinsurance_after(
    office: Office, presenter: CheckPresenter, view: FakeCheck
) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500))
    begin(presenter, view, 10000)
    type_line(presenter, RowKey(claim), 10000, 3500)
    presenter.edit_reasons(RowKey(claim))
    assert view.reasons is not None
    told = [(a.group, a.reason, a.cents) for a in view.reasons[1]]
    assert told == [("CO", "45", 3500), ("PR", "3", 3000), ("PR", "2", 2000)]


def test_a_claim_that_does_not_balance_stops_the_check_at_its_cell(
    office: Office, presenter: CheckPresenter, view: FakeCheck
) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500), ("P9612", 1500))
    begin(presenter, view, 10000)
    type_line(presenter, RowKey(claim, 0), 10000, 5500)
    presenter.post()
    assert view.went == (RowKey(claim, 1), "paid")
    assert view.refusal is not None
    assert view.refusal.what.endswith("Adams, Ana, C000001, has 15.00 left.")
    assert view.look_at == "1 entry to look at"
    assert checks(office) == []


def test_more_than_the_check_holds_is_never_posted(
    office: Office, presenter: CheckPresenter, view: FakeCheck
) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500))
    begin(presenter, view, 9000)
    type_line(presenter, RowKey(claim), 10000, 8500)
    assert view.tile == Tile("red", "Too much posted", "posted 100.00", "−10.00")
    presenter.post()
    assert view.refusal is not None
    assert view.refusal.field == "cents"
    assert checks(office) == []


def test_a_rest_is_asked_for_once_with_its_amount_and_then_stays_unapplied(
    office: Office, presenter: CheckPresenter, view: FakeCheck
) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500))
    begin(presenter, view, 11250)
    type_line(presenter, RowKey(claim), 10000, 8500)
    assert view.rest == "Leave 12.50 unapplied..."
    presenter.post()
    assert view.asked[0].startswith("This check is $12.50 more than you posted.")
    assert view.asked[1] == "Leave $12.50 unapplied"
    assert checks(office) == []
    assert view.answer is not None
    view.answer()
    assert checks(office) == [("771204", 11250, 1250)]


def test_a_denied_line_is_posted_with_its_reason_and_leaves_work_to_do(
    office: Office, presenter: CheckPresenter, view: FakeCheck
) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500))
    begin(presenter, view, 0)
    presenter.edit_reasons(RowKey(claim))
    assert view.reasons is not None
    assert view.reasons[2] == 18500
    assert view.take_reasons is not None
    view.take_reasons([AdjustmentInput(group="CO", reason="97", cents=18500)])
    presenter.post()
    assert view.said[-1][1].endswith("; 1 line to follow up.")
    assert state_of(office, claim) == "denied"


def test_one_reason_denies_a_whole_claim(
    office: Office, presenter: CheckPresenter, view: FakeCheck
) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500), ("P9612", 1500))
    begin(presenter, view, 0)
    presenter.edit_reasons(RowKey(claim))
    assert view.refuse is not None
    view.refuse("CO", "16")
    presenter.post()
    assert state_of(office, claim) == "denied"


def test_amounts_with_reasons_are_changed_where_the_reasons_are(
    office: Office, presenter: CheckPresenter, view: FakeCheck
) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500))
    begin(presenter, view, 0)
    presenter.edit_reasons(RowKey(claim))
    assert view.take_reasons is not None
    view.take_reasons([AdjustmentInput(group="CO", reason="97", cents=18500)])
    view.reasons = None
    presenter.type(RowKey(claim), "write_off", 100)
    assert view.reasons is not None
    assert view.rows[0].write_off_cents == 0


def test_nothing_expected_asks_to_type(
    office: Office, presenter: CheckPresenter, view: FakeCheck, heard: Heard
) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500), ("P9612", 1500))
    begin(presenter, view, 100)
    presenter.accept(RowKey(claim))
    assert heard.told[-1].endswith("Type the amounts.")
    assert view.went == (RowKey(claim, 0), "paid")


def test_what_a_payer_allowed_before_is_accepted_with_one_key(
    office: Office, presenter: CheckPresenter, view: FakeCheck
) -> None:
    first = waiting_claim(office, "Adams", ("G0439", 18500))
    office.remit(first, (9000, "CO-45 6500, PR-3 3000"))
    second = waiting_claim(office, "Baker", ("G0439", 18500))
    begin(presenter, view, 9000)
    presenter.accept(RowKey(second))
    assert view.rows[0].words == "Good"
    presenter.post()
    assert checks(office)[0] == ("771204", 9000, 0)


def test_a_check_that_is_in_the_books_is_told_before_it_is_typed(
    office: Office, presenter: CheckPresenter, view: FakeCheck, heard: Heard
) -> None:
    office.remit(waiting_claim(office, "Adams", ("G0439", 18500)), (18500, ""), reference="88123")
    waiting_claim(office, "Baker", ("G0439", 18500))
    begin(presenter, view, 18500, "88123")
    hue, words, act = view.said[-1]
    assert (hue, words, act) == (
        "amber",
        "This check looks already posted on 03/02/2026.",
        "Show it",
    )
    assert view.do is not None
    view.do()
    assert heard.places[-1].view == "payment"


def test_a_half_typed_check_is_there_again_after_the_program_was_closed(
    office: Office, desk: Desk, presenter: CheckPresenter, view: FakeCheck
) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500))
    begin(presenter, view, 10000)
    type_line(presenter, RowKey(claim), 10000, 8500)
    presenter.close()
    again = FakeCheck()
    other = CheckPresenter(desk, again)
    other.open(None)
    assert (again.head.reference, again.head.cents) == ("771204", 10000)
    assert again.said[-1][1].startswith("This check was kept as a draft on 03/02/2026 at ")
    other.post()
    assert checks(office) == [("771204", 10000, 0)]


def test_a_discarded_check_is_forgotten(
    office: Office, presenter: CheckPresenter, view: FakeCheck
) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500))
    begin(presenter, view, 10000)
    presenter.type(RowKey(claim), "paid", 100)
    presenter.discard()
    assert view.answer is not None
    view.answer()
    assert view.rows[0].paid_cents is None
    assert drafts_of(office.ws) == ()


def test_another_payer_is_not_taken_while_amounts_are_typed(
    office: Office, presenter: CheckPresenter, view: FakeCheck
) -> None:
    other = office.payer("Maple Valley", payer_id="MV002")
    claim = waiting_claim(office, "Adams", ("G0439", 18500))
    begin(presenter, view, 10000)
    presenter.type(RowKey(claim), "paid", 100)
    presenter.take_payer(other, "Maple Valley")
    assert view.refusal is not None
    assert view.head.payer_id == office.payer_id
    assert view.rows[0].paid_cents == 100


def test_blank_fields_over_the_grid_are_marked_first(
    office: Office, presenter: CheckPresenter, view: FakeCheck
) -> None:
    waiting_claim(office, "Adams", ("G0439", 18500))
    presenter.open(1)
    presenter.post()
    assert view.problem == ("reference", "Type the number on the check.")
    begin(presenter, view, 100)
    presenter.post()
    assert view.refusal is not None
    assert view.refusal.what == "No claim of this check has an amount yet."


def test_the_posted_check_can_be_opened_from_its_result(
    office: Office, presenter: CheckPresenter, view: FakeCheck, heard: Heard
) -> None:
    claim = waiting_claim(office, "Adams", ("G0439", 18500))
    begin(presenter, view, 18500)
    presenter.type(RowKey(claim), "paid", 18500)
    presenter.post()
    assert view.do is not None
    view.do()
    assert heard.places == [Place("payments", "payment", 1)]
