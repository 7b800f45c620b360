"""The places of service that a visit can name (box 24B), in the office's own words."""

from dataclasses import dataclass
from functools import cache

from desktop_biller.codesets import own_tables


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place of service: its two digits and our words."""

    code: str
    words: str


@cache
def place_choices() -> tuple[PlaceChoice, ...]:
    """Every place of service by its code."""
    return tuple(PlaceChoice(place.code, place.words) for place in own_tables.places())
