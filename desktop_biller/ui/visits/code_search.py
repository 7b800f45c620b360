"""Offers diagnoses, services and referring providers as they are typed; asked in a reader."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from desktop_biller.ui.desk import Desk
from desktop_biller.ui.kit.suggest import Suggestion
from desktop_biller.workflow.visits.referring import ReferringChoice, referring_providers
from desktop_biller.workflow.visits.suggestions import (
    CodeSuggestion,
    suggest_diagnoses,
    suggest_services,
)

Show = Callable[[Sequence[Suggestion]], None]


class CodeSearch:
    """What the fields of a visit ask; ``day`` and ``patient_id`` follow the form."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.day: dt.date = desk.ws.clock.today()
        self.patient_id: int | None = None

    def diagnoses(self, text: str, show: Show) -> None:
        """Diagnoses that begin so, or have all the words."""
        ask = partial(suggest_diagnoses, self._desk.ws, text, self.day, patient_id=self.patient_id)
        self._codes(ask, show, "diagnoses")

    def services(self, text: str, show: Show) -> None:
        """The practice's services that begin so, or have all the words."""
        ask = partial(suggest_services, self._desk.ws, text, self.day, patient_id=self.patient_id)
        self._codes(ask, show, "services")

    def referring(self, text: str, show: Show) -> None:
        """Those who referred before, and last the way to name somebody new."""
        self._desk.jobs.read(
            partial(referring_providers, self._desk.ws, text),
            lambda found: show([*(_referring(one) for one in found), NEW_REFERRING]),
            slot=f"referring {id(self)}",
        )

    def _codes(self, ask: Callable[[], tuple[CodeSuggestion, ...]], show: Show, kind: str) -> None:
        self._desk.jobs.read(
            ask, lambda found: show([_code(hit) for hit in found]), slot=f"{kind} {id(self)}"
        )


NEW_REFERRING = Suggestion(value=None, words="Somebody else...")
"""Taken to name a provider who was on no visit before."""


def _code(hit: CodeSuggestion) -> Suggestion:
    note = "Recent" if hit.recent else ""
    if hit.valid is False:
        note = "Not on this date"
    elif not hit.billable:
        note = "Needs more"
    return Suggestion(value=hit.code, words=hit.words or hit.title, code=hit.code, note=note)


def _referring(one: ReferringChoice) -> Suggestion:
    return Suggestion(value=one, words=f"{one.last}, {one.first}", note=f"NPI {one.npi}")
