from dataclasses import dataclass

from desktop_biller.ui.payments.payment_form import PaymentForm, oldest_first, shares


@dataclass
class Line:
    line_id: int
    open_cents: int


LINES = (Line(1, 3000), Line(2, 4500), Line(3, 1000))


def test_money_goes_to_the_oldest_lines_and_stops_where_it_ends() -> None:
    assert oldest_first(LINES, 5000) == {1: 3000, 2: 2000}
    assert oldest_first(LINES, 99999) == {1: 3000, 2: 4500, 3: 1000}
    assert oldest_first(LINES, 0) == {}


def test_a_copay_and_a_prepayment_are_spread_over_no_lines() -> None:
    assert shares(PaymentForm(purpose="copay", cents=3000), LINES) == {}
    assert shares(PaymentForm(purpose="prepayment", cents=3000), LINES) == {}


def test_parts_set_by_hand_stand_and_those_of_nothing_are_left_out() -> None:
    form = PaymentForm(purpose="account", cents=3000, told={1: 0, 3: 1000})
    assert shares(form, LINES) == {3: 1000}
    assert shares(PaymentForm(purpose="account", cents=3000), LINES) == {1: 3000}
