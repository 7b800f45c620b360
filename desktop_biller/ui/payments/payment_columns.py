"""The columns of the list of payments, and the chip that tells how one stands."""

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.shown import blank_nil, money
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.workflow.payments.payment_list import PaymentRow


def standing(row: PaymentRow) -> ChipSpec:
    """Whether a payment is applied, waits as a credit, or was voided."""
    if row.voided:
        return ChipSpec("Voided", "grey", "blocked")
    if row.unapplied_cents > 0:
        whole = row.unapplied_cents >= row.cents
        return ChipSpec("Unapplied" if whole else "Partly applied", "amber", "credit")
    return ChipSpec("Applied", "green", "good")


def _paid_by(row: PaymentRow) -> str:
    return f"{row.method} {row.reference}".strip()


COLUMNS: tuple[Column[PaymentRow], ...] = (
    Column("date", "Date", lambda row: us_date(row.received_on), 96, "date"),
    Column("who", "From", lambda row: row.who),
    Column("purpose", "For", lambda row: row.purpose, 128, gives_way=2),
    Column("method", "Paid by", _paid_by, 160),
    Column("amount", "Amount", lambda row: money(row.cents), 104, "money"),
    Column(
        "unapplied",
        "Unapplied",
        lambda row: blank_nil(row.unapplied_cents),
        96,
        "money",
    ),
    Column(
        "standing",
        "Standing",
        lambda row: standing(row).words,
        136,
        "chip",
        chip=standing,
        sortable=False,
        gives_way=1,
    ),
)
