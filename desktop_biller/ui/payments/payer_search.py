"""Offers payers under a field as their name or payer ID is typed."""

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
        """Offer the payers that a text means; those billed most while it is blank."""

        def found(rows: Sequence[PayerChoice]) -> None:
            show([Suggestion(row.payer_id, row.name, note=row.number) for row in rows])

        self._desk.jobs.read(
            partial(payer_choices, self._desk.ws, text), found, slot=f"payers {id(self)}"
        )
