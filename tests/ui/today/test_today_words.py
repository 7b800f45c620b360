"""How waiting work, measures and the age of money stand on the screen."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from desktop_biller.reports.months import MonthCents
from desktop_biller.ui.kit.work_cards import WorkCard as Card
from desktop_biller.ui.today.measure_words import (
    age_parts,
    kpi_of,
    month_bars,
    share_words,
    short_target,
)
from desktop_biller.ui.today.work_words import rows_of
from desktop_biller.workflow.backup_places import SecondPlace
from desktop_biller.workflow.kpi import KpiNumber, KpiTile
from desktop_biller.workflow.today import AgingBar, TodaysWork, WorkCard
from desktop_biller.workflow.upkeep import BackupState

DAY = dt.date(2026, 3, 18)


def card(key: str, count: int = 1, days: int | None = 4, cents: int | None = 100600) -> Card:
    """The one card of that key, as it stands on the screen."""
    work = TodaysWork(DAY, (WorkCard(key, "Name", count, cents, days),))
    found = [row for row in rows_of(work, None) if isinstance(row, Card)]
    return found[0]


def test_a_card_says_count_amount_and_age() -> None:
    told = card("visits_not_billed")
    assert (told.count, told.amount, told.oldest, told.chip) == ("1", "1,006.00", "4 d", None)
    assert card("copays_missed", days=0).oldest == "today"
    assert card("follow_ups_due", days=0, cents=None).amount == ""


def test_a_card_where_nothing_waits_is_muted_and_shows_its_nil_only() -> None:
    told = card("claims_rejected", count=0, days=None, cents=0)
    assert (told.count, told.amount, told.oldest, told.chip, told.waits) == (
        "0",
        "",
        "",
        None,
        False,
    )


@pytest.mark.parametrize(
    ("key", "days", "age", "words", "hue"),
    [
        ("claims_rejected", 6, "6 d", "Fix", "red"),
        ("filing_due", 12, "12 d left", "Due soon", "amber"),
        ("filing_due", 7, "7 d left", "Due soon", "red"),
        ("filing_due", 0, "last day", "Due soon", "red"),
        ("filing_due", -2, "2 d over", "Expired", "red"),
        ("follow_ups_due", 1, "1 d late", "Late", "red"),
    ],
)
def test_a_chip_stands_only_where_somebody_must_act(
    key: str, days: int, age: str, words: str, hue: str
) -> None:
    told = card(key, days=days)
    assert told.chip is not None
    assert (told.oldest, told.chip.words, told.chip.hue) == (age, words, hue)


def test_a_follow_up_of_today_is_not_late_yet() -> None:
    assert card("follow_ups_due", days=0).chip is None


@pytest.mark.parametrize(
    ("state", "made", "chip", "when"),
    [
        ("ok", dt.datetime(2026, 3, 18, 7, 30, tzinfo=dt.UTC), "OK", "7:30 AM"),
        ("due", dt.datetime(2026, 3, 17, 7, 30, tzinfo=dt.UTC), "Due", "1 d"),
        ("late", None, "Late", "none yet"),
    ],
)
def test_the_backup_stands_last_with_its_state(
    state: Any, made: dt.datetime | None, chip: str, when: str
) -> None:
    rows = rows_of(TodaysWork(DAY, ()), BackupState(state, made, Path()))
    assert rows[0] == "Safety"
    told = rows[1]
    assert isinstance(told, Card)
    assert told.chip is not None
    assert (told.chip.words, told.oldest) == (chip, when)


def test_a_backup_without_a_copy_at_the_second_place_is_due() -> None:
    made = dt.datetime(2026, 3, 18, 7, 30, tzinfo=dt.UTC)
    second = SecondPlace(Path("stick"), None, "")
    told = rows_of(TodaysWork(DAY, ()), BackupState("due", made, Path(), second, lacks_copy=True))
    card = told[1]
    assert isinstance(card, Card)
    assert card.chip is not None
    assert (card.chip.words, card.oldest) == ("Due", "no copy")


def measure(**over: Any) -> KpiTile:
    """A measure on target."""
    told = KpiTile(
        key="ar_over_90",
        name="A/R over 90 days",
        value_thousandths=8250,
        unit="%",
        target="under 10 %",
        state="on target",
        months=(None, 9000, 8250),
        how="How.",
        above=KpiNumber("Old", 825, "cents"),
        below=KpiNumber("All", 10000, "cents"),
        claims=169,
        goal_thousandths=10000,
    )
    return KpiTile(**{name: over.get(name, getattr(told, name)) for name in told.__slots__})


def test_a_tile_is_short_and_its_full_name_is_kept() -> None:
    told = kpi_of(measure())
    assert (told.name, told.full_name) == ("A/R > 90 days", "A/R over 90 days")
    assert (told.value, told.target, told.goal) == ("8.3 %", "Target < 10 %", 10.0)
    assert told.months == (None, 9.0, 8.25)


@pytest.mark.parametrize(
    ("key", "thousandths", "words"),
    [
        ("charge_lag", 1000, "1 day"),
        ("charge_lag", 2500, "2.5 days"),
        ("days_in_ar", 37500, "37.5"),
    ],
)
def test_days_are_named_where_they_are_few(key: str, thousandths: int, words: str) -> None:
    assert kpi_of(measure(key=key, unit="days", value_thousandths=thousandths)).value == words


def test_too_few_claims_leave_value_and_chip_out() -> None:
    few = measure(value_thousandths=None, state="not enough data", months=(), claims=22)
    told = kpi_of(few)
    assert (told.value, told.chip, told.months) == ("", None, ())
    assert told.too_little == "Not enough data (22 of 30 claims)"


def test_targets_are_signs_on_a_tile() -> None:
    assert short_target("under 40 days") == "< 40 days"
    assert short_target("95 % or more") == "≥ 95 %"
    assert short_target("2 days or fewer") == "≤ 2 days"


def test_the_parts_of_the_age_bar_are_those_of_the_question() -> None:
    ages = ("0-30", "31-60", "61-90", "91-120", ">120")
    bar = AgingBar(DAY, ages, (51200, 0, 0, 0, 0), (0, 21000, 13300, 7200, 7300), credit=3600)
    parts = age_parts(bar)
    assert [part.words for part in parts] == [
        "0-30 days", "31-60 days", "61-90 days", "91-120 days", "Over 120 days",
    ]  # fmt: skip
    assert sum(part.size for part in parts) == bar.total
    assert [part.share for part in parts] == ["51.2 %", "21.0 %", "13.3 %", "7.2 %", "7.3 %"]
    assert share_words(0, 0) == ""


def test_the_running_month_is_marked_on_its_bar() -> None:
    bars = month_bars(
        [MonthCents(dt.date(2026, 2, 1), 350300, False), MonthCents(DAY, 45700, True)]
    )
    assert [(bar.words, bar.told, bar.runs) for bar in bars] == [
        ("Feb", "3,503.00", False),
        ("Mar", "457.00", True),
    ]
