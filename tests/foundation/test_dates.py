import datetime as dt

import pytest
import tzlocal

from desktop_biller.foundation.dates import (
    FixedClock,
    ShiftedClock,
    SystemClock,
    local_zone_name,
    us_date,
    us_time,
    zone,
)
from desktop_biller.foundation.errors import InputError

HONOLULU = zone("Pacific/Honolulu")


def test_todays_date_is_the_practices_own() -> None:
    clock = FixedClock.on(dt.date(2026, 3, 2), dt.time(23, 30), HONOLULU)
    assert clock.today() == dt.date(2026, 3, 2)
    assert clock.now().astimezone(zone("Europe/London")).date() == dt.date(2026, 3, 3)


def test_the_systems_clock_tells_the_time_of_its_zone() -> None:
    clock = SystemClock(HONOLULU)
    assert clock.now().utcoffset() == dt.timedelta(hours=-10)
    assert abs(clock.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
    assert clock.today() in {clock.now().date(), clock.now().date() - dt.timedelta(days=1)}


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "EST5EDTX"])
def test_an_unknown_zone_is_told_with_examples(name: str) -> None:
    with pytest.raises(InputError, match="is not a time zone") as caught:
        zone(name)
    assert "Pacific/Honolulu" in caught.value.remedy


def test_the_computers_zone_has_a_name() -> None:
    assert zone(local_zone_name()).key == local_zone_name()


@pytest.mark.parametrize("name", [None, ""])
def test_a_computer_without_a_zone_counts_in_utc(
    name: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tzlocal, "get_localzone_name", lambda: name)
    assert local_zone_name() == "UTC"


@pytest.mark.parametrize(
    ("day", "words"), [(dt.date(2026, 3, 2), "03/02/2026"), (dt.date(987, 12, 31), "12/31/0987")]
)
def test_days_print_as_everywhere_in_the_country(day: dt.date, words: str) -> None:
    assert us_date(day) == words


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (0, 0, "12:00 AM"),
        (0, 5, "12:05 AM"),
        (9, 7, "9:07 AM"),
        (11, 59, "11:59 AM"),
        (12, 0, "12:00 PM"),
        (14, 14, "2:14 PM"),
        (23, 59, "11:59 PM"),
    ],
)
def test_times_print_without_padding(hour: int, minute: int, words: str) -> None:
    assert us_time(dt.datetime(2026, 3, 2, hour, minute, tzinfo=dt.UTC)) == words


def test_a_samples_clock_goes_on_where_its_days_end() -> None:
    here = zone("America/New_York")
    last = dt.datetime(2026, 3, 17, 16, 0, tzinfo=dt.UTC)  # noon in New York
    evening = dt.datetime(2026, 11, 24, 18, 0, tzinfo=here)
    clock = ShiftedClock.going_on_from(last, evening)
    assert (evening - dt.timedelta(days=clock.days_back)).date() == dt.date(2026, 3, 17)
    morning = dt.datetime(2026, 11, 24, 8, 0, tzinfo=here)
    clock = ShiftedClock.going_on_from(last, morning)
    assert (morning - dt.timedelta(days=clock.days_back)).date() == dt.date(2026, 3, 18)


def test_a_samples_clock_never_runs_ahead_of_the_computers() -> None:
    here = zone("America/New_York")
    now = dt.datetime(2026, 3, 2, 8, 0, tzinfo=here)
    assert ShiftedClock.going_on_from(now + dt.timedelta(days=3), now).days_back == 0
