"""Offers payers under a field as their name is typed."""

from collections.abc import Callable, Sequence
from functools import partial

from desktop_biller.ui.desk import Desk
from desktop_biller.ui.kit.suggest import Suggestion
from desktop_biller.workflow.office.payer_choices import PayerChoice, payer_choices


class PayerSearch:
    """Asks for payers; the newest answer counts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, text: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        """Offer the payers whose name or number holds every word; the latest used while blank."""
        self._desk.jobs.read(
            partial(payer_choices, self._desk.ws, text),
            lambda found: show([_offered(row) for row in found]),
            slot=f"payers {id(self)}",
        )


def _offered(row: PayerChoice) -> Suggestion:
    return Suggestion(value=row.payer_id, words=row.name, note=row.number)
