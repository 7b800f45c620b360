"""What stands in the form of a patient's payment, and where the money will go: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

Purpose = Literal["copay", "account", "prepayment"]
Method = Literal["cash", "check", "card", "eft"]

REFERENCE_WORDS: Mapping[str, str] = {
    "check": "Check &no.",
    "card": "Last four di&gits",
    "eft": "Trace &no.",
}
"""What the reference is called, by method; cash has none."""
DETAIL_WORDS: Mapping[str, str] = {
    "check": "Name on the check",
    "card": "Approval code",
    "eft": "Sent by",
}


class OpenLine(Protocol):
    """A line on which a patient owes something; the oldest comes first."""

    @property
    def line_id(self) -> int: ...

    @property
    def open_cents(self) -> int: ...


@dataclass(frozen=True, slots=True)
class PaymentForm:
    """What was typed. Cents; ``cents`` is None where the amount is blank or can't be read.

    Attributes:
        told: amounts by line that the user set by hand; empty for oldest first.
    """

    purpose: Purpose = "copay"
    cents: int | None = None
    method: Method = "cash"
    reference: str = ""
    detail: str = ""
    told: Mapping[int, int] = field(default_factory=dict)


def oldest_first(lines: Sequence[OpenLine], cents: int) -> dict[int, int]:
    """How an amount goes to open lines, the oldest first; lines that get nothing are left out."""
    left, parts = cents, {}
    for line in lines:
        part = max(0, min(left, line.open_cents))
        if part:
            parts[line.line_id] = part
            left -= part
    return parts


def shares(form: PaymentForm, lines: Sequence[OpenLine]) -> dict[int, int]:
    """What each line gets, by hand or oldest first; only a payment on account is spread here."""
    if form.purpose != "account":
        return {}
    if form.told:
        return {line_id: cents for line_id, cents in form.told.items() if cents}
    return oldest_first(lines, form.cents or 0)
