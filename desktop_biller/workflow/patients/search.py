"""What people type to find a patient, and the conditions in SQL that it stands for.

A text is read as a birth date, as digits of a phone, account or member number, or as the beginnings
of names in any order.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_biller.foundation.identifiers import digits
from desktop_biller.foundation.text import folded
from desktop_biller.models.coverage import Coverage
from desktop_biller.models.patient import Guarantor, Patient

_HIGHEST = "\U0010ffff"
"""Sorts after whatever follows a prefix."""
_WRITTEN_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)", re.ASCII)
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", re.ASCII)
_EIGHT_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_PHONE_CHARACTERS = re.compile(r"[0-9()+. -]+", re.ASCII)
_FEWEST_PHONE_DIGITS = 4
_FEWEST_MEMBER_CHARACTERS = 3
_MOST_WORDS = 6
"""Of a name; what is pasted beyond them is not looked at."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text as it was understood.

    Attributes:
        words: beginnings of names, folded.
        born: a birth date that was written as one.
        number: the text where it holds a digit and is no date, blanks left out.
        digits_only: only digits and what stands between those of a phone number.
    """

    words: tuple[str, ...] = ()
    born: dt.date | None = None
    number: str = ""
    digits_only: bool = False

    @property
    def is_blank(self) -> bool:
        """True where nothing is asked for: everybody answers."""
        return not self.words and self.born is None and not self.number


def understood(text: str, today: dt.date) -> Wanted:
    """What a typed text asks for; ``today`` tells the century of a year of two digits."""
    born, rest = _written_date(text[:200], today)
    if any(c.isascii() and c.isdigit() for c in rest):
        return Wanted(
            born=born,
            number="".join(rest.split()),
            digits_only=_PHONE_CHARACTERS.fullmatch(rest.strip()) is not None,
        )
    return Wanted(words=tuple(folded(rest).split()[:_MOST_WORDS]), born=born)


def begins(column: Any, start: str) -> sa.ColumnElement[bool]:  # noqa: ANN401 -- a mapped column, of any table
    """The condition that a column begins with a text, answered from the column's index."""
    return sa.and_(column >= start, column < start + _HIGHEST)


def matching(wanted: Wanted) -> sa.ColumnElement[bool]:
    """The condition on Patient for all who answer to a text."""
    parts: list[sa.ColumnElement[bool]] = []
    if wanted.born is not None:
        parts.append(Patient.birth_date == wanted.born)
    parts.extend(_word(Patient.search_name, word) for word in wanted.words)
    if wanted.number:
        ways = (*numbered(wanted), *numbered_otherwise(wanted))
        parts.append(sa.or_(sa.false(), *(Patient.id.in_(way.order_by(None)) for way in ways)))
    return sa.and_(sa.true(), *parts)


def begins_with_last_name(wanted: Wanted) -> sa.ColumnElement[bool]:
    """The last name begins with the first word, and the rest are beginnings too: ``smi j``."""
    return _in_order(Patient.search_name, wanted)


def begins_with_first_name(wanted: Wanted) -> sa.ColumnElement[bool]:
    """The first name begins with the first word, and the rest are beginnings too: ``j smi``."""
    return _in_order(Patient.search_given, wanted)


def numbered(wanted: Wanted) -> list[sa.Select[int]]:
    """Ids of patients by birth date, account, phone and member number, the likeliest first.

    Each is answered from an index, in its order.
    """
    number = wanted.number
    found: list[sa.Select[int]] = []
    if wanted.digits_only:
        bare = digits(number)
        day = _date_of_eight(bare)
        if day is not None:
            found.append(sa.select(Patient.id).where(Patient.birth_date == day))
        found.append(
            sa.select(Patient.id)
            .join(Guarantor, Guarantor.id == Patient.guarantor_id)
            .where(begins(Guarantor.account, bare))
            .order_by(Guarantor.account)
        )
        if len(bare) >= _FEWEST_PHONE_DIGITS:
            by_phone = sa.select(Patient.id).where(begins(Patient.phone, bare))
            found.append(by_phone.order_by(Patient.phone))
    if len(number) >= _FEWEST_MEMBER_CHARACTERS:
        by_member = sa.select(Coverage.patient_id).where(begins(Coverage.member_id, number.upper()))
        found.append(by_member.order_by(Coverage.member_id))
    return found


def numbered_otherwise(wanted: Wanted) -> list[sa.Select[int]]:
    """Ids by the last digits of a phone, and by member numbers that are written another way.

    Each looks through a whole index: 15 ms among 50,000 patients.
    """
    number = wanted.number
    found: list[sa.Select[int]] = []
    if wanted.digits_only and len(digits(number)) >= _FEWEST_PHONE_DIGITS:
        ends = Patient.phone.like(f"%{digits(number)}")
        found.append(sa.select(Patient.id).where(ends))
    if len(number) >= _FEWEST_MEMBER_CHARACTERS and "/" not in number:  # a date half typed
        # Cards print the number in groups, and people type it in one, or in small letters.
        member = sa.func.replace(sa.func.upper(Coverage.member_id), " ", "")
        spelled = member.startswith(number.upper(), autoescape=True)
        found.append(sa.select(Coverage.patient_id).where(spelled))
    return found


def _in_order(column: Any, wanted: Wanted) -> sa.ColumnElement[bool]:  # noqa: ANN401 -- a mapped column
    first, *rest = wanted.words
    return sa.and_(begins(column, first), *(_word(column, word) for word in rest))


def _word(column: Any, word: str) -> sa.ColumnElement[bool]:  # noqa: ANN401 -- a mapped column
    """A word of the name begins so; a folded word holds no character that LIKE minds."""
    spaced: sa.ColumnElement[bool] = (sa.literal(" ") + column).like(f"% {word}%")
    return spaced


def _written_date(text: str, today: dt.date) -> tuple[dt.date | None, str]:
    """The first date that is written out in a text, and the text without it."""
    for pattern in (_WRITTEN_DATE, _ISO_DATE):
        match = pattern.search(text)
        if match is None:
            continue
        first, second, third = map(int, match.groups())
        if pattern is _ISO_DATE:
            day = _date(first, second, third)
        else:
            day = _date(_whole_year(third, today), first, second)
        if day is not None:
            return day, text[: match.start()] + " " + text[match.end() :]
    return None, text


def _whole_year(year: int, today: dt.date) -> int:
    """``68`` as 1968: the latest year with those digits that is not to come."""
    if year > 99:
        return year
    century = today.year - today.year % 100
    return century + year if century + year <= today.year else century - 100 + year


def _date_of_eight(bare: str) -> dt.date | None:
    match = _EIGHT_DIGITS.fullmatch(bare)
    if match is None:
        return None
    month, day, year = map(int, match.groups())
    return _date(year, month, day)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
