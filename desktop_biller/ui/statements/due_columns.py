"""The columns of the due list, and the chip that tells why an account is held."""

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.kit.chip import ChipSpec, Hue
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.workflow.statements.due_list import DueRow

_HOLDS: tuple[tuple[str, Hue, str], ...] = (
    ("Waits", "amber", "hourglass"),
    ("Address", "red", "bad"),
    ("Below", "grey", "credit"),
    ("Sent", "grey", "clock"),
)


def standing(row: DueRow) -> ChipSpec:
    """``Ready``, or ``Hold:`` with the reason."""
    if row.is_due:
        return ChipSpec("Ready", "green", "good")
    words = f"Hold: {row.held[:1].lower()}{row.held[1:]}"
    for begins, hue, icon in _HOLDS:
        if row.held.startswith(begins):
            return ChipSpec(words, hue, icon)
    return ChipSpec(words, "grey", "held")


def _last_sent(row: DueRow) -> str:
    return "None yet" if row.last_sent is None else us_date(row.last_sent)


def _days(row: DueRow) -> str:
    return "" if row.oldest_days is None else f"{row.oldest_days:,}"


def _tip(row: DueRow) -> str:
    words = row.remedy or "Goes out with the next statements."
    if row.pending_cents:
        return f"{words} {money(row.pending_cents)} more waits for insurers and is not asked for."
    return words


COLUMNS: tuple[Column[DueRow], ...] = (
    Column("check", "", lambda _row: "", 32, "check", sortable=False),
    Column("name", "Goes to", lambda row: row.name, tip=lambda row: f"Account {row.account}"),
    Column("balance", "Balance $", lambda row: money(row.balance_cents), 92, "money"),
    Column(
        "last_sent",
        "Last sent",
        _last_sent,
        96,
        "date",
        muted=lambda row: row.last_sent is None,
        gives_way=1,
    ),
    Column(
        "days", "Days", _days, 52, "count", tip=lambda _row: "Days since it became theirs to pay"
    ),
    Column(
        "state",
        "Due or held",
        lambda row: standing(row).words,
        196,
        "chip",
        chip=standing,
        tip=_tip,
    ),
)
