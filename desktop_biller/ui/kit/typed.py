"""What people type into fields, read without Qt: dates by keys and in short, and other forms.

Each reader takes the text and gives the value, or raises ``InputError`` with the words that
stand under the field: what it would accept.
"""

import calendar
import datetime as dt
import re

from desktop_biller.foundation import identifiers
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import InputError

_OFFSET = re.compile(r"(?P<sign>[+-])\s*(?P<days>\d{1,4})", re.ASCII)
_PARTS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?", re.ASCII)
_DIGITS = re.compile(r"\d{3,4}|\d{6}|\d{8}", re.ASCII)
_FIRST_YEAR = 1880

DATE_KEYS = "t + - w k m h y r"
"""Keys that move a date: today, a day on or back, first and last day of its week, month, year."""


def move_date(key: str, day: dt.date | None, today: dt.date) -> dt.date | None:
    """Where a key moves a date (None counts as today); None where the key moves nothing."""
    at = day or today
    week_start = at - dt.timedelta(days=(at.weekday() + 1) % 7)  # Sunday, as US calendars print
    last = calendar.monthrange(at.year, at.month)[1]
    moves = {
        "t": today,
        "w": week_start,
        "k": week_start + dt.timedelta(days=6),
        "m": at.replace(day=1),
        "h": at.replace(day=last),
        "y": at.replace(month=1, day=1),
        "r": at.replace(month=12, day=31),
    }
    if key in ("+", "-"):
        ordinal = at.toordinal() + (1 if key == "+" else -1)
        return dt.date.fromordinal(max(1, min(ordinal, dt.date.max.toordinal())))
    return moves.get(key)


def read_date(text: str, today: dt.date, *, is_birth: bool = False) -> dt.date:
    """A date as typed: ``3/4``, ``3/4/26``, ``030426``, ``03042026``, ``t``, ``-7``, ``+30``.

    A date without its year is this year's. Two digits of a year mean the 2000s up to ten years
    from now, else the 1900s; of a birth date, the past.

    Raises:
        InputError: the text is no date.
    """
    typed = text.strip().lower()
    moved = move_date(typed, None, today) if len(typed) == 1 and typed.isalpha() else None
    if moved is not None:
        return moved
    offset = _OFFSET.fullmatch(typed)
    if offset is not None:
        days = int(offset["days"]) * (1 if offset["sign"] == "+" else -1)
        return today + dt.timedelta(days=days)
    parts = _parts_of(typed)
    if parts is None:
        raise _no_date(text)
    month, day, year = parts
    if year is None:
        year = today.year
    elif year < 100:
        latest = today.year if is_birth else today.year + 10
        year += 2000 if year + 2000 <= latest else 1900
    try:
        found = dt.date(year, month, day)
    except ValueError as error:
        raise _no_date(text) from error
    if found.year < _FIRST_YEAR:
        raise _no_date(text)
    return found


def _parts_of(typed: str) -> tuple[int, int, int | None] | None:
    match = _PARTS.fullmatch(typed)
    if match is not None:
        return int(match[1]), int(match[2]), int(match[3]) if match[3] else None
    if _DIGITS.fullmatch(typed) is None:
        return None
    ahead = typed if len(typed) % 2 == 0 else f"0{typed}"
    return int(ahead[:2]), int(ahead[2:4]), int(ahead[4:]) if ahead[4:] else None


def _no_date(text: str) -> InputError:
    return InputError(
        f"“{text.strip()[:20]}” is not a date.",
        remedy=f"Type it as {us_date(dt.date(2026, 3, 4))}, 3/4, 030426, t for today or -7.",
    )


def read_phone(text: str) -> str:
    """Ten digits as ``(937) 555-0142``; blank stays blank.

    Raises:
        InputError: it has not ten digits.
    """
    if text.strip() and not identifiers.is_phone(text.strip()):
        raise InputError("A phone number has ten digits.", remedy="Type it as 937 555 0142.")
    return identifiers.format_phone(text.strip())


def read_zip(text: str) -> str:
    """``45503`` or ``45503-1127``; blank stays blank.

    Raises:
        InputError: it has not 5 or 9 digits.
    """
    typed = text.strip()
    if typed and not identifiers.is_zip(typed):
        raise InputError("A ZIP code has 5 or 9 digits.", remedy="Type it as 45503 or 45503-1127.")
    number = identifiers.digits(typed)
    return f"{number[:5]}-{number[5:]}" if len(number) == 9 else number


def read_email(text: str) -> str:
    """An address such as ``zoe@example.com``; blank stays blank.

    Raises:
        InputError: it has no name, no @ or no domain, or a blank in it.
    """
    typed = text.strip()
    if typed and not identifiers.is_email(typed):
        raise InputError("That is not an email address.", remedy="Type it as ana@example.com.")
    return typed


def read_npi(text: str) -> str:
    """Ten digits with a right check digit (R01); blank stays blank.

    Raises:
        InputError: it is no NPI.
    """
    number = re.sub(r"\s", "", text)
    if number and not identifiers.is_npi(number):
        ten = len(number) == 10 and number.isdigit()
        raise InputError(
            "A digit is mistyped or two are swapped." if ten else "An NPI has 10 digits.",
            remedy="Compare it with the provider's letter.",
        )
    return number


def read_ssn(text: str) -> str:
    """Nine digits as ``123-45-6789``; blank stays blank.

    Raises:
        InputError: it has not nine digits, or is one that is never given out.
    """
    number = identifiers.digits(text)
    if not text.strip():
        return ""
    if len(number) != 9 or re.search(r"[^0-9 \-]", text):
        raise InputError("A Social Security number has nine digits.", remedy="Type all nine.")
    if number[:3] in ("000", "666") or number[3:5] == "00" or number[5:] == "0000":
        raise InputError("No Social Security number looks so.", remedy="Compare it with the card.")
    return f"{number[:3]}-{number[3:5]}-{number[5:]}"


def read_state(text: str) -> str:
    """A USPS code in capitals; blank stays blank.

    Raises:
        InputError: it is none (R05a).
    """
    code = text.strip().upper()
    if code and not identifiers.is_state(code):
        raise InputError("That is not a state.", remedy="Use two letters, such as OH.")
    return code
