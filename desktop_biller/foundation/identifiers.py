"""Numbers and codes that the trade gives its own check: NPI, tax ID, taxonomy, ZIP, state.

Each function returns True or False, or the cleaned value; the words for the user are the
caller's, who knows whose number it is. Rule numbers are those of the billing rules (R01-R05).
"""

import re

_STATES = """
AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC
ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI AA AE AP FM MH PW
"""
US_STATES = frozenset(_STATES.split())
"""USPS codes of states, territories, freely associated states and military mail (R05a)."""

_NPI_PREFIX_LUHN = 24
"""What the issuer prefix 80840 adds to the Luhn sum of the ten digits."""


def is_npi(text: str) -> bool:
    """True for ten digits that begin with 1 or 2 and pass Luhn over 80840 + NPI (R01)."""
    if re.fullmatch(r"[12]\d{9}", text, re.ASCII) is None:
        return False
    total = _NPI_PREFIX_LUHN
    for place, digit in enumerate(reversed(text)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value // 10 + value % 10
    return total % 10 == 0


def is_taxonomy(text: str) -> bool:
    """True for ten letters or digits ending in X (R02)."""
    return re.fullmatch(r"[0-9A-Z]{9}X", text, re.ASCII) is not None


def digits(text: str) -> str:
    """Only the ASCII digits of ``text``."""
    return re.sub(r"[^0-9]", "", text)


def is_tax_id(text: str) -> bool:
    """True for nine digits, with or without the usual dashes (R03a)."""
    return re.fullmatch(r"\d{9}|\d{2}-\d{7}|\d{3}-\d{2}-\d{4}", text, re.ASCII) is not None


def is_state(text: str) -> bool:
    """True for a USPS code in capitals (R05a)."""
    return text in US_STATES


def is_zip(text: str) -> bool:
    """True for 5 or 9 digits, the latter with or without the hyphen."""
    return re.fullmatch(r"\d{5}(-?\d{4})?", text, re.ASCII) is not None


def is_phone(text: str) -> bool:
    """True for ten digits however they are punctuated."""
    return len(digits(text)) == 10 and re.fullmatch(r"[0-9()+.\- ]+", text, re.ASCII) is not None


def format_phone(text: str) -> str:
    """``9375550142`` as ``(937) 555-0142``; anything else unchanged."""
    number = digits(text)
    return f"({number[:3]}) {number[3:6]}-{number[6:]}" if len(number) == 10 else text


def format_ein(text: str) -> str:
    """``123456789`` as ``12-3456789``; anything else unchanged."""
    number = digits(text)
    return f"{number[:2]}-{number[2:]}" if len(number) == 9 else text


def is_email(text: str) -> bool:
    """True for one address of the shape ``name@domain.part``; whether it exists nobody can tell."""
    return re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+", text) is not None


def is_service_code(text: str) -> bool:
    """True for a five-character procedure code, letters in capitals."""
    return re.fullmatch(r"[0-9A-Z]{5}", text, re.ASCII) is not None


def is_modifier(text: str) -> bool:
    """True for two letters or digits in capitals (R13)."""
    return re.fullmatch(r"[0-9A-Z]{2}", text, re.ASCII) is not None
