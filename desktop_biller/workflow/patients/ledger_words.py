"""How the account says what was done, in the trade's words."""

from desktop_biller.models.payment import Payment
from desktop_biller.workflow.patients.ledger_row import BelongsTo

_METHODS = {"cash": "cash", "check": "check", "card": "card", "eft": "bank transfer", "other": ""}
_PURPOSES = {"copay": "Copay", "account": "Patient payment", "prepayment": "Prepayment"}
_WRITE_OFFS = {
    "contractual": "Contract write-off",
    "sequestration": "Sequestration",
    "incentive": "Incentive adjustment",
    "capitation": "Capitation write-off",
    "small_balance": "Small-balance write-off",
    "discount": "Discount",
}


def payment_words(payment: Payment, payer: str = "") -> str:
    """``Patient payment, check 412``, ``Copay, cash``, ``Blue Harbor Health, check 88123``."""
    who = payer if payment.source == "insurer" else _PURPOSES[payment.purpose]
    how = _METHODS[payment.method]
    if payment.reference:
        joined = "ending" if payment.method == "card" else ""
        how = " ".join(part for part in (how, joined, payment.reference) if part)
    return f"{who}, {how}" if how else who


def write_off_words(kind: str) -> str:
    """``Contract write-off`` for the kind of an adjustment."""
    return _WRITE_OFFS.get(kind, "Write-off")


def check_chip(payment: Payment, *, is_era: bool) -> BelongsTo:
    """The chip of an insurer's payment."""
    word = "ERA" if is_era else "Check"
    return BelongsTo(
        "era" if is_era else "check", f"{word} {payment.reference}".strip(), payment.id
    )
