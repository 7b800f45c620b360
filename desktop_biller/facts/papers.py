"""What the office's own papers are made from: statement, invoice, receipt, day sheet.

All amounts are integer cents. A paper is a pure function of these facts, and they are stored
beside its bytes. No diagnosis and no SSN is in any of them.
"""

import datetime as dt
from dataclasses import dataclass

from desktop_biller.facts.people import Address


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The practice as the head of a paper shows it.

    ``remit_lines`` are the lines shown in the reply envelope's window (name first).
    """

    name: str
    address: Address
    phone: str  # ten digits or as typed
    hours: str  # "Monday to Friday, 8 am to 4:30 pm", or ""
    tax_id: str  # "12-3456789"
    npi: str
    website: str  # portal address for paying, or ""
    remit_lines: tuple[str, ...]
    returned_check_fee_cents: int = 0
    is_sample: bool = False  # prints the SAMPLE mark


@dataclass(frozen=True, slots=True)
class StatementItem:
    """One service on a statement: charge - insurance - discount - you paid = you owe."""

    service_date: dt.date
    description: str  # the practice's own words for the patient
    charge_cents: int
    insurance_paid_cents: int
    discount_cents: int
    patient_paid_cents: int
    owed_cents: int
    reason: str  # "Deductible: your part comes first"


@dataclass(frozen=True, slots=True)
class StatementPatient:
    """One patient of the guarantor's account, with services, newest first."""

    name: str  # natural order
    provider: str  # "Elena Park, MD"
    items: tuple[StatementItem, ...]


@dataclass(frozen=True, slots=True)
class PendingItem:
    """A service that waits for insurance: never part of the amount due."""

    service_date: dt.date
    words: str  # "Mateo: Wound closure"
    cents: int
    status: str  # "Sent to Blue Harbor Health on 03/06/2026. No answer yet."


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """A statement of one guarantor's account on one date.

    previous + new charges - insurance paid - discount - patient paid (+ refunds + fees) is the
    sum of what the items owe; less ``credit_cents`` it is the amount due. The caller guarantees
    it (I9) and the document refuses to print if it does not hold.
    """

    letterhead: Letterhead
    number: str
    statement_date: dt.date
    due_date: dt.date
    account: str
    guarantor_name: str
    guarantor_address: Address
    message: str
    previous_cents: int
    new_charges_cents: int
    insurance_paid_cents: int
    discount_cents: int
    patient_paid_cents: int
    amount_due_cents: int
    patients: tuple[StatementPatient, ...]
    pending: tuple[PendingItem, ...]
    aging_cents: tuple[int, int, int, int, int]  # 0-30, 31-60, 61-90, 91-120, over 120 days
    refund_cents: int = 0
    fee_cents: int = 0
    credit_cents: int = 0  # the patient's unapplied money, shown on its own line


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One billed service; fee and amount in cents."""

    service_date: dt.date
    description: str
    units: int
    fee_cents: int
    amount_cents: int
    patient: str = ""  # natural name, only where the bill goes to someone else


@dataclass(frozen=True, slots=True)
class InvoiceDeduction:
    """A discount or payment under the lines, as a positive amount that lowers the balance."""

    words: str  # "Paid 04/20/2026, card ending 4821"
    cents: int


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """A bill for chosen dates of service: sum of lines - deductions = balance."""

    letterhead: Letterhead
    number: str  # "2026-00318"
    invoice_date: dt.date
    due_date: dt.date
    terms: str  # "Terms: 30 days"
    account: str
    patient: str
    provider: str  # "Elena Park, MD"
    provider_npi: str
    bill_to_name: str
    bill_to_address: Address
    lines: tuple[InvoiceLine, ...]
    deductions: tuple[InvoiceDeduction, ...]
    balance_cents: int
    reference: str = ""  # a third party's purchase-order or case number
    third_party: bool = False  # then the patient stands per line and never above the fold
    waiting_cents: int = 0  # of the deductions, what insurers have not answered: then not PAID


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """What a payment was for: "Copay, for care on 03/02/2026"."""

    words: str
    cents: int


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """A receipt for one payment at the desk; the lines add up to the amount."""

    letterhead: Letterhead
    number: str  # "R-2026-00547"
    received_at: dt.datetime  # local time of the practice
    amount_cents: int
    method: str  # "Cash", "Check 2211", "Card ending 4821"
    method_detail: str  # "Approval 07315Z", or ""
    payer: str
    patient: str
    account: str
    received_by: str
    lines: tuple[ReceiptLine, ...]
    owed_before_cents: int
    owed_after_cents: int
    next_payment: str = ""  # "$60.00 on 06/20/2026", or ""


@dataclass(frozen=True, slots=True)
class DaySheetRow:
    """One posted entry of the day. A nil amount prints as a blank cell."""

    time: dt.datetime  # local
    patient: str  # "Abernathy, Lena"
    account: str
    provider: str  # initials
    service_date: dt.date | None
    entry: str  # "Copay, cash"
    charge_cents: int
    payment_cents: int
    adjustment_cents: int
    refund_cents: int
    user: str  # initials


@dataclass(frozen=True, slots=True)
class DaySheetLine:
    """A labelled amount of one of the blocks; ``total`` rows are set in bold with a rule."""

    words: str
    cents: int
    total: bool = False


@dataclass(frozen=True, slots=True)
class DaySheetCheck:
    """A line of the block "Before you close": a count or an amount, already in words."""

    words: str
    value: str


@dataclass(frozen=True, slots=True)
class DaySheetPeriod:
    """Month or year to date."""

    words: str
    charge_cents: int
    payment_cents: int
    adjustment_cents: int
    refund_cents: int


@dataclass(frozen=True, slots=True)
class DaySheetFacts:
    """All entries of one posting date: start + charges - payments - adjustments + refunds = end."""

    letterhead: Letterhead
    day: dt.date
    printed_at: dt.datetime  # local
    printed_by: str
    rows: tuple[DaySheetRow, ...]
    start_cents: int
    end_cents: int
    receivable: tuple[DaySheetLine, ...]  # block "All that is owed to us"
    money_in: tuple[DaySheetLine, ...]  # block "Money in, by method"
    by_provider: tuple[DaySheetLine, ...]
    checks: tuple[DaySheetCheck, ...]  # block "Before you close", audit head value included
    periods: tuple[DaySheetPeriod, ...]  # month and year to date
    closed_by: str = ""  # printed above the signature line once the day is closed
