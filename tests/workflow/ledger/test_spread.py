import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_biller.workflow.ledger.spread import LineRoom, patient_part, spread

cents = st.integers(0, 50_000)
rooms = st.builds(LineRoom, due=st.integers(-500, 50_000), room=cents, fixed=cents)
monies = st.dictionaries(st.integers(1, 9), cents, max_size=4)


@given(st.lists(rooms, max_size=5), monies)
def test_no_cent_is_lost_or_made(lines: list[LineRoom], money: dict[int, int]) -> None:
    placed, left = spread(lines, money)
    for payment, whole in money.items():
        assert left[payment] + sum(line.get(payment, 0) for line in placed) == whole
        assert left[payment] >= 0


@given(st.lists(rooms, max_size=5), monies)
def test_no_line_takes_more_than_its_room(lines: list[LineRoom], money: dict[int, int]) -> None:
    placed, _ = spread(lines, money)
    for line, on_line in zip(lines, placed, strict=True):
        assert all(part > 0 for part in on_line.values())
        assert sum(on_line.values()) <= max(0, line.room - line.fixed)


@given(st.lists(rooms, max_size=5), monies)
def test_nothing_is_a_credit_while_a_line_has_room(
    lines: list[LineRoom], money: dict[int, int]
) -> None:
    placed, left = spread(lines, money)
    if any(left.values()):
        for line, on_line in zip(lines, placed, strict=True):
            assert sum(on_line.values()) == max(0, line.room - line.fixed)


@given(st.lists(rooms, max_size=5), monies)
def test_patient_parts_fill_before_expected_ones(
    lines: list[LineRoom], money: dict[int, int]
) -> None:
    placed, _ = spread(lines, money)
    totals = [sum(on_line.values()) for on_line in placed]
    wanted = [max(0, min(line.due, line.room) - line.fixed) for line in lines]
    if any(total > want for total, want in zip(totals, wanted, strict=True)):
        assert all(total >= want for total, want in zip(totals, wanted, strict=True))


@pytest.mark.parametrize(
    ("lines", "money", "placed", "left"),
    [
        # R66b: 40.00 taken; line 1 PR-3 30.00, line 2 PR-1 25.00
        ([(3000, 3000, 0), (2500, 2500, 0)], {1: 4000}, [{1: 3000}, {1: 1000}], {1: 0}),
        # a copay before the insurer's answer stands as expected share
        ([(0, 18500, 0), (0, 1500, 0)], {1: 3000}, [{1: 3000}, {}], {1: 0}),
        # two equal copays keep their own rows
        ([(3000, 3000, 0)], {1: 2000, 2: 2000}, [{1: 2000, 2: 1000}], {1: 0, 2: 1000}),
        # what another payment already covers is not paid twice
        ([(3000, 3000, 3000)], {1: 2000}, [{}], {1: 2000}),
    ],
)
def test_money_goes_where_the_rules_say(
    lines: list[tuple[int, int, int]],
    money: dict[int, int],
    placed: list[dict[int, int]],
    left: dict[int, int],
) -> None:
    assert spread([LineRoom(*line) for line in lines], money) == (placed, left)


@given(st.integers(-50_000, 50_000), st.integers(-50_000, 50_000), cents)
def test_the_patients_part_is_never_below_zero_nor_above_the_room(
    due: int, room: int, paid: int
) -> None:
    part = patient_part(due, room, paid)
    assert 0 <= part <= max(0, room)


@pytest.mark.parametrize(
    ("due", "room", "paid", "part"),
    [(883, 883, 0, 883), (0, 18500, 3000, 3000), (3000, 3000, 1000, 3000), (4000, 1500, 0, 1500)],
)
def test_the_patients_part_is_what_is_due_or_paid(
    due: int, room: int, paid: int, part: int
) -> None:
    assert patient_part(due, room, paid) == part
