"""Money is whole cents in an int; decimals exist only at the edge, in text."""

import re
from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta

from desktop_biller.foundation.errors import InputError

LARGEST_CENTS = 999_999_999_99
"""No single amount of a small practice comes near it; a typing slip does."""

Cents = Annotated[
    int,
    Meta(ge=-LARGEST_CENTS, le=LARGEST_CENTS, description="Whole cents; 12.50 dollars is 1250."),
]
PositiveCents = Annotated[
    int, Meta(gt=0, le=LARGEST_CENTS, description="Whole cents above zero; 12.50 dollars is 1250.")
]
NonNegativeCents = Annotated[
    int,
    Meta(ge=0, le=LARGEST_CENTS, description="Whole cents, zero or more; 12.50 dollars is 1250."),
]

_AMOUNT = re.compile(
    r"(?P<sign>[-+−]?)\$?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)?(?:\.(?P<fraction>\d{1,2}))?",
    re.ASCII,
)


def parse_cents(text: str) -> int:
    """Cents of an amount as people type it: ``12``, ``12.5``, ``12.50``, ``1,200``, ``$3``.

    Raises:
        InputError: the text is no amount, or has more than two decimals, or is too large.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None or (match["whole"] is None and match["fraction"] is None):
        raise InputError(
            f"“{text}” is not an amount.",
            remedy="Type dollars and cents, such as 12, 12.50 or 1,200.",
        )
    whole = int((match["whole"] or "0").replace(",", ""))
    cents = whole * 100 + int((match["fraction"] or "").ljust(2, "0"))
    if cents > LARGEST_CENTS:
        raise InputError(
            f"{text} is larger than any amount this program takes.",
            remedy=f"The largest is {format_cents(LARGEST_CENTS)}.",
        )
    return -cents if match["sign"] in ("-", "−") else cents


def format_cents(cents: int) -> str:
    """``1234567`` as ``12,345.67``; below zero with a plain minus sign."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def dollars(cents: int) -> str:
    """``1250`` as ``$12.50``, for sentences."""
    return f"{'-' if cents < 0 else ''}${format_cents(abs(cents))}"


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Split ``total`` cents in proportion to ``weights`` so that the parts sum to the whole.

    Largest remainder: each part is rounded down and the odd cents go to the largest remainders,
    the earlier part first on a tie. A negative total is split as its positive twin.

    Raises:
        ValueError: no weights, a negative weight, or weights that sum to zero.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        msg = "weights must be zero or more and sum to more than zero"
        raise ValueError(msg)
    sign, amount = (-1, -total) if total < 0 else (1, total)
    parts = [amount * weight // whole for weight in weights]
    remainders = [amount * weight % whole for weight in weights]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-remainders[i], i))
    for index in by_remainder[: amount - sum(parts)]:
        parts[index] += 1
    return [sign * part for part in parts]
