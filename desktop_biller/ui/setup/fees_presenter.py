"""The fees of the chosen service, and a new one from a date on."""

import secrets
from collections.abc import Sequence
from functools import partial
from typing import Protocol

from msgspec import structs

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Desk
from desktop_biller.workflow.office.office_lists import FeeRow, fees_of_service
from desktop_biller.workflow.office.payer_choices import payer_choices
from desktop_biller.workflow.office.services import FeeSet, SetFee, set_fee

Option = tuple[object, str]


class View(Protocol):
    """What the presenter asks of the page."""

    def show_fees(self, fees: Sequence[FeeRow]) -> None: ...
    def show_payers(self, payers: Sequence[Option]) -> None: ...
    def show_fee_refusal(self, error: UserError) -> None: ...
    def end_fee(self) -> None: ...


class FeesPresenter:
    """Presents the fees beside a service."""

    def __init__(self, desk: Desk, view: View) -> None:
        self._desk, self._view = desk, view
        self._working = False

    def reload_payers(self) -> None:
        """Read which payers can have fees of their own."""
        ask = partial(payer_choices, self._desk.ws)
        self._desk.jobs.read(
            ask,
            lambda found: self._view.show_payers([(one.payer_id, one.name) for one in found]),
            slot=f"setup payers {id(self)}",
        )

    def on_service(self, service_id: int | None) -> None:
        """Another service is shown."""
        if service_id is not None:
            ask = partial(fees_of_service, self._desk.ws, service_id)
            self._desk.jobs.read(ask, self._view.show_fees, slot=f"setup fees {id(self)}")

    def on_fee(self, command: SetFee) -> None:
        """Keep a new fee."""
        if self._working:
            return
        self._working = True
        keyed = structs.replace(command, key=secrets.token_hex(16))
        act = partial(set_fee, self._desk.ws, keyed)
        self._desk.jobs.write(lambda _job: act(), self._on_set, self._on_refused)

    def _on_set(self, result: FeeSet) -> None:
        self._working = False
        self._view.end_fee()
        self._desk.tell("Fee saved.")
        self._desk.act(result)

    def _on_refused(self, error: UserError) -> None:
        self._working = False
        self._view.show_fee_refusal(error)
