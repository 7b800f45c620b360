"""Money that came in: into the receipts by its method, and to the credit of who paid it."""

from desktop_biller.workflow.ledger.journal import Side


def deposit(
    payment_id: int,
    method: str,
    cents: int,
    *,
    patient_id: int | None = None,
    payer_id: int | None = None,
) -> list[Side]:
    """The two sides of a payment before any of it is applied; one of the two ids says who paid."""
    credit = "patient_credit" if payer_id is None else "payer_credit"
    return [
        Side(
            account="receipts",
            effect="receipt",
            cents=cents,
            patient_id=patient_id,
            payer_id=payer_id,
            payment_id=payment_id,
            method=method,
        ),
        Side(
            account=credit,
            effect="credit",
            cents=-cents,
            patient_id=patient_id,
            payer_id=payer_id,
            payment_id=payment_id,
        ),
    ]
