"""What is wrong with a script's JSON, in the words of a person who writes one."""

import re

_EXPECTED = re.compile(r"Expected `([^`]*)`, got `([^`]*)`")
_KINDS = {
    "array": "a list",
    "object": "an object",
    "str": "text",
    "int": "a whole number",
    "float": "a number with a fraction",
    "bool": "true or false",
}
_OTHERS = (
    (r"Expected `array` of length >= (\d+)", r"a list of at least \1 is needed"),
    (r"Expected `str` of length <= (\d+)", r"text of at most \1 characters is needed"),
    (r"Expected `str` matching regex .*", r"a local time such as 09:00 is needed"),
    (r"Invalid RFC3339 encoded date", r"a date such as 2026-03-02 is needed"),
    (r"Object missing required field `([^`]*)`", r"“\1” is missing"),
    (r"Object contains unknown field `([^`]*)`", r"there is no field “\1”"),
    (r"Input data was truncated", r"it ends too early"),
    (r"JSON is malformed: (.*)", r"it is not JSON, \1"),
)
"""What msgspec says of a script; what it says else stays in its own words."""


def plain_words(words: str) -> str:
    """The decoder's message in plain words; the place, as ``$.steps[0]``, stays as it is."""
    what, at, place = words.partition(" - at ")
    if found := _EXPECTED.fullmatch(what):
        wanted, given = (
            " or ".join(_KINDS.get(kind, kind) for kind in part.split(" | "))
            for part in found.groups()
        )
        what = f"{wanted} is needed, not {given}"
    for pattern, plain in _OTHERS:
        what = re.sub(pattern, plain, what)
    return f"{what}, at {place}" if at else what
