"""Dates of the practice, and the clock that every use case reads.

A posting date is the practice's local date, never cut from UTC: at 23:30 in Honolulu it is
already tomorrow in London.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal

from desktop_biller.foundation.errors import InputError


class Clock(Protocol):
    """Where "now" comes from; tests and scripts inject their own."""

    def now(self) -> dt.datetime:
        """The moment, aware, in the practice's own zone."""
        ...

    def today(self) -> dt.date:
        """The practice's local date."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The computer's clock read in the practice's zone."""

    zone: ZoneInfo

    def now(self) -> dt.datetime:
        return dt.datetime.now(self.zone)

    def today(self) -> dt.date:
        return self.now().date()


@dataclass(frozen=True, slots=True)
class ShiftedClock:
    """The computer's clock set back by whole days: the calendar of a sample practice.

    Its invented days lie in the past; on today's date every claim in it would be long overdue.
    """

    zone: ZoneInfo
    days_back: int

    @classmethod
    def going_on_from(cls, last: dt.datetime, now: dt.datetime) -> "ShiftedClock":
        """A clock that goes on at the hour of ``now``, on the day of ``last`` or the next one.

        Args:
            last: aware, when something was done last; the clock never stands before it.
            now: aware, in the practice's zone.
        """
        told = last.astimezone(now.tzinfo)
        days = (now.date() - told.date()).days
        earlier = now.time() <= told.time()
        zone = now.tzinfo
        if not isinstance(zone, ZoneInfo):
            msg = "the moment must be in the practice's zone"
            raise TypeError(msg)
        return cls(zone, max(0, days - earlier))

    def now(self) -> dt.datetime:
        return dt.datetime.now(self.zone) - dt.timedelta(days=self.days_back)

    def today(self) -> dt.date:
        return self.now().date()


@dataclass(slots=True)
class FixedClock:
    """A clock that a script or a test sets by hand (``moment`` is aware)."""

    moment: dt.datetime

    @classmethod
    def on(cls, day: dt.date, at: dt.time, zone: ZoneInfo) -> "FixedClock":
        """A clock standing at ``at`` o'clock local time of ``day``."""
        return cls(dt.datetime.combine(day, at, zone))

    def now(self) -> dt.datetime:
        return self.moment

    def today(self) -> dt.date:
        return self.moment.date()


def local_zone_name() -> str:
    """The IANA name of this computer's time zone, ``UTC`` where the system names none."""
    try:
        return str(tzlocal.get_localzone_name() or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"


def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name such as ``America/Chicago``.

    Raises:
        InputError: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InputError(
            f"“{name}” is not a time zone.",
            remedy="Use a name such as America/New_York or Pacific/Honolulu.",
            field="time_zone",
        ) from error


def us_date(day: dt.date) -> str:
    """``03/02/2026``, as every document prints it."""
    return f"{day.month:02d}/{day.day:02d}/{day.year:04d}"


def us_time(moment: dt.datetime) -> str:
    """``2:14 PM``, without the platform's own padding flags."""
    return f"{(moment.hour - 1) % 12 + 1}:{moment.minute:02d} {'AM' if moment.hour < 12 else 'PM'}"
