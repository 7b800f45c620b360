"""The columns of the list of claims, and the steps of a claim's history as marks."""

from collections.abc import Sequence

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.claim_chip import claim_chip
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.timeline import TimelineStep
from desktop_biller.workflow.claims.claim_details import ClaimStepDetails
from desktop_biller.workflow.claims.claim_list import ClaimRow


def _chip(row: ClaimRow) -> ChipSpec:
    return claim_chip(row.state, row.chip)


COLUMNS: tuple[Column[ClaimRow], ...] = (
    Column("patient", "Patient", lambda row: row.patient, tip=lambda row: row.patient),
    Column("payer", "Payer", lambda row: row.payer, tip=lambda row: row.payer),
    Column("date", "Service date", lambda row: us_date(row.service_date), 92, "date"),
    Column("billed", "Billed $", lambda row: money(row.billed_cents), 82, "money"),
    Column("state", "State", lambda row: row.chip, 100, "chip", chip=_chip),
    Column("days", "Days", lambda row: f"{row.days:,}", 44, "count"),
    Column(
        "next",
        "Next action",
        lambda row: row.next_action,
        124,
        sortable=False,
        gives_way=1,  # the panel beside the list says it in full
        tip=lambda row: f"Claim {row.number}: {row.next_action}",
    ),
)
LEAST_WIDTH = 600
"""Of the list, at 100 % text: no head, date or amount is cut, names have room."""


def timeline_steps(steps: Sequence[ClaimStepDetails]) -> tuple[TimelineStep, ...]:
    """The history of a claim, oldest first."""
    made = []
    for step in steps:
        chip = claim_chip(step.state, "")
        icon = "print" if step.state == "sent" and step.words.endswith("paper") else chip.icon
        made.append(
            TimelineStep(step.words, f"{us_date(step.on_date)}, {step.initials}", icon, chip.hue)
        )
    return tuple(made)
