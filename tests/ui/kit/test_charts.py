"""Charts and tiles tell their numbers in words, and their axes start at zero."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_biller.ui.kit.axis import money_axis
from desktop_biller.ui.kit.bar_chart import Bar, BarChart
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.deadline_clock import DeadlineClock, deadline_words
from desktop_biller.ui.kit.spark_line import SparkLine
from desktop_biller.ui.kit.stack_bar import BarPart, StackBar
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tiles import Kpi, KpiTile, MoneyTile
from desktop_biller.ui.kit.tokens import LIGHT


@pytest.mark.parametrize(
    ("most", "top", "step", "unit"),
    [
        (0, 100, 100, "$"),
        (350_300, 400_000, 200_000, "$"),
        (4_630_000, 6_000_000, 2_000_000, "$ thousand"),
        (999_999_99, 100_000_000, 50_000_000, "$ thousand"),
    ],
)
def test_an_axis_starts_at_zero_and_ends_over_the_highest_amount(
    most: int, top: int, step: int, unit: str
) -> None:
    axis = money_axis(most)
    assert (axis.top, axis.step, axis.unit) == (top, step, unit)
    assert axis.marks[0] == 0
    assert axis.marks[-1] >= most
    assert 2 <= len(axis.marks) <= 5


def test_bars_are_labeled_in_thousands_with_one_place_or_in_whole_dollars() -> None:
    assert money_axis(4_630_000).label(4_516_000) == "45.2"
    assert money_axis(350_300).label(350_300) == "3,503"
    assert money_axis(350_300).label(-1200) == "−12"


def test_the_chart_of_months_tells_every_amount_and_that_one_runs_on(qtbot: QtBot) -> None:
    chart = BarChart("Collections")
    qtbot.addWidget(chart)
    chart.show_bars([Bar("May", 459_000, "4,590.00"), Bar("Jun", 22_400, "224.00", runs=True)])
    assert chart.accessibleDescription() == "May 4,590.00, Jun 224.00 so far"
    chart.resize(400, 160)
    chart.show()
    picture = chart.grab().toImage()
    fill = theme.color("chart3").name()
    assert picture.pixelColor(120, 130).name() == fill, "a bar that is over is filled"
    assert picture.pixelColor(304, 133).name() == theme.color("base").name()


def test_the_age_bar_gives_each_part_its_share_and_a_legend_that_fits(qtbot: QtBot) -> None:
    bar = StackBar("A/R")
    qtbot.addWidget(bar)
    parts = [BarPart(f"{at}1-{at + 3}0 days", size, f"{size}.00", "") for at, size in
             enumerate((300, 100, 0, 0, -50))]  # fmt: skip
    bar.show_parts(parts)
    assert "301-330" not in bar.accessibleDescription()
    assert "300.00" in bar.accessibleDescription()
    bar.resize(600, bar.height())
    bar.show()
    picture = bar.grab().toImage()
    assert picture.pixelColor(440, 10).name().upper() == LIGHT.chart1
    assert picture.pixelColor(460, 10).name().upper() == LIGHT.chart2
    assert bar.columns(600) == 5
    low = bar.height()
    bar.resize(220, low)
    assert bar.columns(220) < 5
    assert bar.height() > low, "the legend grows down, its words are not cut"


def test_a_spark_line_tells_its_values(qtbot: QtBot) -> None:
    spark = SparkLine("Days in A/R, 12 months")
    qtbot.addWidget(spark)
    spark.show_values([37.5, None, 40.0], 40.0, ["37.5", "none", "40.0"])
    spark.show()
    assert spark.accessibleDescription() == "37.5, none, 40.0"
    assert not spark.grab().isNull()


@pytest.mark.parametrize(
    ("days", "words"),
    [(30, "30 days left"), (1, "1 day left"), (0, "Last day"), (-1, "Expired")],
)
def test_a_limit_says_how_many_days_are_left(days: int, words: str) -> None:
    assert deadline_words(days) == words


def test_a_deadline_clock_tells_its_three_dates(qtbot: QtBot) -> None:
    clock = DeadlineClock("Appeal")
    qtbot.addWidget(clock)
    today = dt.date(2026, 3, 18)
    clock.show_limit("Denied", dt.date(2026, 3, 2), today, dt.date(2026, 3, 25))
    clock.resize(400, 54)
    clock.show()
    assert not clock.grab().isNull()
    assert clock.accessibleDescription() == (
        "Denied 03/02/2026, today 03/18/2026, last day 03/25/2026: 7 days left"
    )


GOOD = Kpi(
    "A/R > 90",
    "A/R over 90 days",
    "8.0 %",
    ChipSpec("On target", "green", "good"),
    "Target < 10 %",
    months=(9.0, 8.0),
    goal=10.0,
)


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_f1_or_enter_on_a_tile_asks_how_it_is_computed(qtbot: QtBot, key: Qt.Key) -> None:
    tile = KpiTile(GOOD)
    qtbot.addWidget(tile)
    tile.show()
    with qtbot.waitSignal(tile.clicked, timeout=500):
        QTest.keyClick(tile, key)


def test_a_tile_tells_name_value_standing_and_target(qtbot: QtBot) -> None:
    tile = KpiTile(GOOD)
    qtbot.addWidget(tile)
    assert tile.accessibleName() == "A/R over 90 days: 8.0 %, On target, Target < 10 %"


def test_a_tile_without_enough_claims_says_so_and_shows_no_value(qtbot: QtBot) -> None:
    words = "Not enough data (22 of 30 claims)"
    tile = KpiTile(Kpi("Net", "Net collection", "", None, "Target ≥ 95 %", too_little=words))
    qtbot.addWidget(tile)
    assert tile.accessibleName() == f"Net collection: {words}"
    tile.show()
    assert not tile.grab(tile.rect().translated(QPoint(0, 0))).isNull()


def test_a_money_tile_tells_its_amount(qtbot: QtBot) -> None:
    tile = MoneyTile("Left to post")
    qtbot.addWidget(tile)
    tile.show_amount("0.00", "All posted", "good")
    assert tile.accessibleName() == "Left to post: 0.00. All posted"
