"""A catalogue of a few rows, in place of the code set database."""

import datetime as dt
from collections.abc import Mapping

from desktop_biller.codesets.catalogue import (
    CodeAnswer,
    CodeNote,
    Modifier,
    PlaceOfService,
    ServiceAnswer,
)
from desktop_biller.codesets.search import CodeHit


class DictCatalogue:
    """A catalogue of a few rows, for tests: what it lacks is no data.

    Args:
        diagnoses: answers by code, with the dot.
        services: answers by code.
        places: places by code.
        modifiers: modifiers by code.
        notes: notes by code, with the dot.
        excludes1: notes by a pair of codes, with their dots, in either order.
    """

    def __init__(
        self,
        *,
        diagnoses: Mapping[str, CodeAnswer] | None = None,
        services: Mapping[str, ServiceAnswer] | None = None,
        places: Mapping[str, PlaceOfService] | None = None,
        modifiers: Mapping[str, Modifier] | None = None,
        notes: Mapping[str, tuple[CodeNote, ...]] | None = None,
        excludes1: Mapping[tuple[str, str], CodeNote] | None = None,
    ) -> None:
        self._diagnoses = {_bare(code): answer for code, answer in (diagnoses or {}).items()}
        self._services = dict(services or {})
        self._places = dict(places or {})
        self._modifiers = dict(modifiers or {})
        self._notes = {_bare(code): found for code, found in (notes or {}).items()}
        self._excludes1 = {
            frozenset(map(_bare, pair)): note for pair, note in (excludes1 or {}).items()
        }

    def diagnosis(self, code: str, on: dt.date) -> CodeAnswer:
        del on
        missing = CodeAnswer(code, "", billable=False, valid=None, reason="No codes are loaded.")
        return self._diagnoses.get(_bare(code), missing)

    def notes(self, code: str, on: dt.date) -> tuple[CodeNote, ...]:
        del on
        return self._notes.get(_bare(code), ())

    def excludes1(self, first: str, second: str, on: dt.date) -> CodeNote | None:
        del on
        return self._excludes1.get(frozenset((_bare(first), _bare(second))))

    def service(self, code: str, on: dt.date) -> ServiceAnswer:
        del on
        missing = ServiceAnswer(code, "", valid=None, reason="No services are loaded.")
        return self._services.get(code.strip().upper(), missing)

    def place_of_service(self, code: str) -> PlaceOfService | None:
        return self._places.get(code.strip())

    def search(
        self, text: str, *, on: dt.date, limit: int = 20, system: str | None = None
    ) -> list[CodeHit]:
        """The diagnoses whose code begins so, or whose title has all the words."""
        del on, system
        words = text.lower().split()
        found = [
            CodeHit("ICD-10-CM", a.code, a.title, a.billable, a.valid)
            for bare, a in self._diagnoses.items()
            if bare.startswith(_bare(text)) or all(word in a.title.lower() for word in words)
        ]
        return found[:limit]

    def modifier(self, code: str) -> Modifier | None:
        return self._modifiers.get(code.strip().upper())


def _bare(code: str) -> str:
    return code.strip().replace(".", "").upper()
