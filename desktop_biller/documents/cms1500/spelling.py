"""How the form spells values (NUCC): pure functions on text already folded to ASCII capitals."""

import datetime as dt
import re
from collections.abc import Callable

from desktop_biller.facts.claim import NdcFacts
from desktop_biller.facts.people import Address, PersonName
from desktop_biller.foundation.identifiers import digits

Spelling = Callable[[str], str]


def plain(text: str) -> str:
    """Free text: runs of blanks part the entries of boxes 19 and 24 and stay."""
    return text.strip()


def squeezed(text: str) -> str:
    """One blank between words."""
    return " ".join(text.split())


def name(text: str) -> str:
    """Names of people, firms and plans: no commas, no periods; hyphens and apostrophes stay."""
    return squeezed(text.replace(".", "").replace(",", " "))


def address(text: str) -> str:
    """No commas, periods, ``#`` or other symbols; ``1/2``, hyphens and apostrophes stay."""
    return squeezed(re.sub(r"[^A-Z0-9 '/&-]", " ", text.replace(".", "")))


def number(text: str) -> str:
    """Identifiers: no hyphens, no blanks."""
    return re.sub(r"[\s-]", "", text)


def code(text: str) -> str:
    """Diagnosis codes: the decimal point is not printed."""
    return number(text).replace(".", "")


def listed_name(person: PersonName) -> str:
    """``LAST SUFFIX, FIRST, M`` of boxes 2, 4 and 9, parts spelled later by `listed`."""
    family = f"{_part(person.last)} {_part(person.suffix)}".strip()
    parts = (family, _part(person.first), _part(person.middle)[:1])
    return ", ".join(part for part in parts if part)


def listed(text: str) -> str:
    """A listed name keeps the commas between its parts and loses its periods."""
    return squeezed(text.replace(".", ""))


def provider_name(person: PersonName, credentials: str) -> str:
    """``FIRST M LAST CREDENTIALS`` of box 17, without suffix."""
    parts = (person.first, _part(person.middle)[:1], person.last, credentials)
    return " ".join(part for part in parts if part)


def street(place: Address) -> str:
    """Both street lines in one."""
    return f"{place.line1} {place.line2}".strip()


def zip_code(text: str, *, hyphen: bool) -> str:
    """Five or nine digits, the hyphen by the payer's habit; anything else as it stands."""
    found = digits(text)
    return f"{found[:5]}-{found[5:]}" if hyphen and len(found) == 9 else found or text.strip()


def phone_parts(text: str) -> tuple[str, str] | None:
    """Area code and seven digits, ``("", "5550142")`` without one; None for anything else."""
    found = digits(text)
    if len(found) == 11 and found.startswith("1"):
        found = found[1:]
    if len(found) == 7:
        return ("", found)
    return (found[:3], found[3:]) if len(found) == 10 else None


def short_date(day: dt.date) -> str:
    """``011526``."""
    return f"{day.month:02d}{day.day:02d}{day.year % 100:02d}"


def long_date(day: dt.date) -> str:
    """``01152026``."""
    return f"{day.month:02d}{day.day:02d}{day.year:04d}"


def thousandths(quantity: int) -> str:
    """``10500`` as ``10.5``: a decimal point only where there is a fraction."""
    whole, fraction = divmod(quantity, 1000)
    return f"{whole}.{fraction:03d}".rstrip("0") if fraction else str(whole)


def ndc_entry(ndc: NdcFacts, gap: int) -> str:
    """``N400409488501   ML10`` of the shaded row."""
    quantity = thousandths(ndc.quantity_thousandths)
    return f"N4{digits(ndc.code)}{' ' * gap}{ndc.unit}{quantity}"


def _part(text: str) -> str:
    """A part of a name without the commas that would look like the form's own."""
    return text.replace(",", " ").strip()
