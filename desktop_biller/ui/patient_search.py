"""Offers patients under a field as their name, birth date or number is typed."""

from collections.abc import Callable, Sequence
from functools import partial

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.desk import Desk
from desktop_biller.ui.kit.suggest import Suggestion
from desktop_biller.workflow.patients.patient_list import PatientRow, patient_ids, patient_rows
from desktop_biller.workflow.reading import ListQuery

_MOST = 8


class PatientSearch:
    """Asks for patients; the newest answer counts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, text: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        """Offer the patients that a text means; nobody while it is blank."""
        if not text:
            show(())
            return
        self._desk.jobs.read(
            partial(self._find, text),
            lambda found: show([_offered(row) for row in found]),
            slot=f"patients {id(self)}",
        )

    def _find(self, text: str) -> Sequence[PatientRow]:
        ws = self._desk.ws
        return patient_rows(ws, patient_ids(ws, ListQuery(text=text))[:_MOST])


def _offered(row: PatientRow) -> Suggestion:
    return Suggestion(
        value=row.patient_id,
        words=row.name,
        note=f"{us_date(row.birth_date)} · {row.account}",
    )
