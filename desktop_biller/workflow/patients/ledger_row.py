"""One row of a patient's account, and the chip that says what it belongs to."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

ChipKind = Literal["claim", "receipt", "check", "era", "statement", "invoice"]
RowKind = Literal[
    "charge",
    "insurer_payment",
    "write_off",
    "patient_payment",
    "refund",
    "transfer",
    "other",
    "answer",  # an insurer's, that moved no money
    "statement",
    "invoice",
]


@dataclass(frozen=True, slots=True)
class BelongsTo:
    """The chip that opens what a row belongs to.

    Attributes:
        row_id: of the claim, of the document (receipt, statement, invoice), or of the payment
            (check, era).
        state: of a claim; blank for the others.
    """

    kind: ChipKind
    label: str
    row_id: int
    state: str = ""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One movement, or a paper that moved nothing. Cents.

    Attributes:
        date: when it was posted; for a charge the service date stands beside it.
        charge_cents: of a charge or its reversal, else None.
        paid_or_adjusted_cents: payments and write-offs below zero, their reversals above; None
            for a charge, and for a row that moved nothing.
        balance_cents: what patient and insurers owe together after it, less unapplied credit.
        note: the reason that was given, such as of a void; may be blank.
        is_open: it is about a line on which something is still open, or a credit that is left.
    """

    kind: RowKind
    date: dt.date
    words: str
    belongs_to: BelongsTo | None = None
    charge_cents: int | None = None
    paid_or_adjusted_cents: int | None = None
    balance_cents: int = 0
    entry_id: int | None = None
    payment_id: int | None = None
    line_id: int | None = None
    service_date: dt.date | None = None
    note: str = ""
    is_reversal: bool = False
    is_open: bool = False


Placed = tuple[dt.date, dt.datetime, int, LedgerRow]
"""A row with what it is ordered by: the day, the moment, and the journal entry (0 for none)."""
