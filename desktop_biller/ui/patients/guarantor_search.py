"""Offers the people who answer for bills, as their name is typed."""

from collections.abc import Callable, Sequence
from functools import partial

from desktop_biller.ui.desk import Desk
from desktop_biller.ui.kit.suggest import Suggestion
from desktop_biller.workflow.patients.details import GuarantorChoice, guarantor_choices


class GuarantorSearch:
    """Asks for guarantors; the newest answer counts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, text: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        """Offer the guarantors that a text means."""
        self._desk.jobs.read(
            partial(guarantor_choices, self._desk.ws, text),
            lambda found: show([_offered(row) for row in found]),
            slot=f"guarantors {id(self)}",
        )


def _offered(row: GuarantorChoice) -> Suggestion:
    return Suggestion(value=row.guarantor_id, words=row.name, note=row.account)
