"""What every paper checks before its first line is drawn: letters, sums, room for amounts."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from desktop_biller.documents.fonts import TextTooLongError, check_text, text_width
from desktop_biller.foundation.errors import RefusedError
from desktop_biller.foundation.money import format_cents

Facts = TypeVar("Facts")

MINUS = "−"
"""The typographic minus sign; a hyphen is easily overlooked in a column."""


def check_fields(facts: Facts, where: str) -> Facts:
    """``facts`` with every text in them, at any depth, as it prints.

    Raises:
        MissingLetterError: the face lacks a letter; the error names field and letter.
    """
    changed = {
        field.name: checked
        for field in fields(facts)  # type: ignore[arg-type]  # callers pass dataclasses
        for value in (getattr(facts, field.name),)
        if (checked := _check(value, f"{where}, {field.name.replace('_', ' ')}")) is not value
    }
    return replace(facts, **changed) if changed else facts  # type: ignore[type-var]  # as above


def _check(value: Any, where: str) -> Any:  # noqa: ANN401 - any field of any facts
    if isinstance(value, str):
        return check_text(value, where=where)
    if isinstance(value, tuple):
        checked = tuple(_check(part, f"{where} {n}") for n, part in enumerate(value, 1))
        unchanged = all(new is old for new, old in zip(checked, value, strict=True))
        return value if unchanged else checked
    return check_fields(value, where) if is_dataclass(value) else value


def require_equal(paper: str, words: str, reckoned: int, stated: int) -> None:
    """Refuse to print a paper whose sums do not hold; ``words`` names what was added up.

    Raises:
        RefusedError: ``reckoned`` and ``stated`` cents differ.
    """
    if reckoned != stated:
        raise RefusedError(
            f"{paper} does not add up: {words} {format_cents(reckoned)}, "
            f"but {format_cents(stated)} was given.",
            effect="Nothing was printed.",
            remedy="Run “Check books” on the practice and correct the entries it names.",
        )


def amount(cents: int) -> str:
    """``1,234.56``, below zero with a minus sign that is seen."""
    return format_cents(cents).replace("-", MINUS)


def term(sign: str, cents: int) -> str:
    """A term of a sum, ``+ 1,234.56`` or ``− 1,234.56``; a negative one turns its sign round."""
    if cents < 0:
        sign = "+" if sign == MINUS else MINUS
    return f"{sign} {format_cents(abs(cents))}"


def require_room(text: str, width: float, where: str, size: float = 10, font: str = "") -> str:
    """``text`` if it is at most ``width`` points wide: for what may never be cut.

    Raises:
        TextTooLongError: it is wider.
    """
    if text_width(text, size, *([font] if font else [])) > width:
        raise TextTooLongError(text, where)
    return text


def largest_fit(text: str, width: float, sizes: Sequence[float], where: str, font: str) -> float:
    """The first of ``sizes`` at which ``text`` fits into ``width`` points.

    Raises:
        TextTooLongError: it fits at none.
    """
    for size in sizes:
        if text_width(text, size, font) <= width:
            return size
    raise TextTooLongError(text, where)
