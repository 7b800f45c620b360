"""The codes that a note of the classification names in its brackets."""

import re

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_CODE = r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?"
_RANGE = re.compile(rf"({_CODE})(?:-({_CODE}))?")


def named_ranges(text: str) -> list[tuple[str, str]]:
    """(first, last) beginnings of codes without dots: "(E08-E13, R73.9, S58.-)".

    A single code is a range of its own.
    """
    return [
        (first.replace(".", ""), (last or first).replace(".", ""))
        for inside in _BRACKETS.findall(text)
        for first, last in _RANGE.findall(inside)
    ]


def names_code(text: str, code: str) -> bool:
    """Whether a note names a code (without its dot), itself or a code or range above it."""
    return any(
        first <= code[: len(first)] and code[: len(last)] <= last
        for first, last in named_ranges(text)
    )
