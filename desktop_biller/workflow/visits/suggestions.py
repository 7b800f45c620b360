"""Type-ahead of diagnoses and services: what was used lately first, a typed code never lost."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.codesets.icd10cm import SYSTEM, compact
from desktop_biller.codesets.lookups import ReferenceDatabase
from desktop_biller.codesets.search import CodeHit, CodeSearch
from desktop_biller.foundation.text import folded
from desktop_biller.models.visit import ChargeLine, Diagnosis, Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.office.services import PricedService, all_services_on
from desktop_biller.workflow.reading import Reading, question

MOST_RECENT = 30
"""Codes of each kind that count as used lately."""

_VISITS_BACK = 500
"""How many visits are looked through for them."""


@runtime_checkable
class FindsCodes(Protocol):
    """A catalogue, or what stands beside one, that finds codes by their words."""

    def search(
        self, text: str, *, on: dt.date, limit: int = 20, system: str | None = None
    ) -> list[CodeHit]:
        """The codes that a text names, best first."""
        ...


@dataclass(frozen=True, slots=True)
class RecentCodes:
    """Codes this practice used lately, the latest first, at most 30 of each kind."""

    diagnoses: tuple[str, ...]
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeSuggestion:
    """One line of the type-ahead.

    Attributes:
        words: the practice's own words for a service, else the title.
        title: the official title, as a tooltip shows it; may be blank.
        billable: a complete diagnosis, or a service in the practice's list.
        valid: in force on the day; None where there is no data.
        fee_cents: of a service on the day; None where none is known.
    """

    code: str
    words: str
    title: str
    billable: bool
    valid: bool | None
    recent: bool = False
    fee_cents: int | None = None


@question(Permission.SEE_PATIENTS)
def recent_codes(rd: Reading, patient_id: int | None = None) -> RecentCodes:
    """Codes used lately: the patient's own first where one is named, then the practice's."""
    return _recent(rd, patient_id)


@question(Permission.SEE_PATIENTS)
def suggest_diagnoses(
    rd: Reading, text: str, day: dt.date, limit: int = 12, patient_id: int | None = None
) -> tuple[CodeSuggestion, ...]:
    """Diagnoses that begin with a code or have all the words, those used lately first.

    A text that is itself a code stands first, so that Enter never swaps it; one that needs more
    characters is kept in the list. Nothing typed shows what was used lately.
    """
    recent = _recent(rd, patient_id).diagnoses
    lately = [_of_catalogue(rd, code, day) for code in recent]
    typed = text.strip()
    if not typed:
        return tuple(replace(hit, recent=True) for hit in lately[:limit])
    finder = _finder(rd.catalogue)
    hits = finder.search(typed, on=day, limit=limit, system=SYSTEM) if finder else []
    found = [CodeSuggestion(h.code, h.title, h.title, h.billable, h.valid) for h in hits]
    matching = {hit.code for hit in found}
    first = [hit for hit in lately if hit.code in matching or _fits(hit, typed)]
    exact = _of_catalogue(rd, typed, day)
    known = exact.title != "" or any(hit.code == exact.code for hit in found)
    return _ordered([*first, *found], exact if known else None, recent, limit)


@question(Permission.SEE_PATIENTS)
def suggest_services(
    rd: Reading, text: str, day: dt.date, limit: int = 12, patient_id: int | None = None
) -> tuple[CodeSuggestion, ...]:
    """The practice's services that begin with a code or have all the words, recent ones first.

    A typed code that the catalogue knows and the practice's list lacks is told, not billable.
    """
    recent = _recent(rd, patient_id).services
    own = {s.code: _of_service(rd, s, day) for s in all_services_on(rd, day)}
    typed = text.strip()
    lately = [own[code] for code in recent if code in own]
    if not typed:
        return tuple(replace(hit, recent=True) for hit in lately[:limit])
    exact = own.get(typed.upper()) or _unlisted(rd, typed, day)
    fitting = [hit for hit in (*lately, *own.values()) if _fits(hit, typed)]
    return _ordered(fitting, exact, recent, limit)


def _ordered(
    hits: Iterable[CodeSuggestion],
    exact: CodeSuggestion | None,
    recent: Sequence[str],
    limit: int,
) -> tuple[CodeSuggestion, ...]:
    """Each code once; the typed one first, or last of the list where it can't be billed."""
    each: dict[str, CodeSuggestion] = {}
    for hit in hits:
        each.setdefault(hit.code, replace(hit, recent=hit.code in recent))
    kept = list(each.values())
    if exact is None:
        return tuple(kept[:limit])
    others = [hit for hit in kept if hit.code != exact.code]
    exact = replace(exact, recent=exact.code in recent)
    if exact.billable:
        return (exact, *others[: limit - 1])
    return (*others[: limit - 1], exact)


def _fits(hit: CodeSuggestion, typed: str) -> bool:
    """The code begins so, or every word typed begins a word of the title."""
    if compact(hit.code).startswith(compact(typed)):
        return True
    there = folded(f"{hit.words} {hit.title}").split()
    wanted = folded(typed).split()
    return bool(wanted) and all(any(word.startswith(w) for word in there) for w in wanted)


def _recent(rd: Reading, patient_id: int | None) -> RecentCodes:
    diagnoses: dict[str, None] = {}
    services: dict[str, None] = {}
    whose = [Encounter.patient_id == patient_id] if patient_id is not None else []
    for which in (*whose, sa.true()):
        diagnoses |= dict.fromkeys(_used(rd, Diagnosis, which))
        services |= dict.fromkeys(_used(rd, ChargeLine, which))
    return RecentCodes(tuple(diagnoses)[:MOST_RECENT], tuple(services)[:MOST_RECENT])


def _used(
    rd: Reading, model: type[Diagnosis] | type[ChargeLine], which: sa.ColumnElement[bool]
) -> Iterator[str]:
    lately = (
        sa.select(Encounter.id, Encounter.service_date)
        .where(which)
        .order_by(Encounter.service_date.desc(), Encounter.id.desc())
        .limit(_VISITS_BACK)
        .subquery()
    )
    last_day, last_visit = sa.func.max(lately.c.service_date), sa.func.max(lately.c.id)
    yield from rd.session.scalars(
        sa.select(model.code)
        .join(lately, lately.c.id == model.encounter_id)
        .group_by(model.code)
        .order_by(last_day.desc(), last_visit.desc(), sa.func.min(model.position), model.code)
        .limit(MOST_RECENT)
    )


def _of_catalogue(rd: Reading, code: str, day: dt.date) -> CodeSuggestion:
    answer = rd.catalogue.diagnosis(code, day)
    return CodeSuggestion(answer.code, answer.title, answer.title, answer.billable, answer.valid)


def _of_service(rd: Reading, service: PricedService, day: dt.date) -> CodeSuggestion:
    answer = rd.catalogue.service(service.code, day)
    return CodeSuggestion(
        code=service.code,
        words=service.description,
        title=answer.title,
        billable=True,
        valid=answer.valid,
        fee_cents=service.fee_cents,
    )


def _unlisted(rd: Reading, typed: str, day: dt.date) -> CodeSuggestion | None:
    answer = rd.catalogue.service(typed, day)
    if not answer.title and not answer.words:
        return None
    words = f"{answer.words or answer.title} (not in your list)"
    return CodeSuggestion(answer.code, words, answer.title, billable=False, valid=answer.valid)


_FINDERS: WeakKeyDictionary[ReferenceDatabase, CodeSearch] = WeakKeyDictionary()
"""By open reference database: a search reads its vocabulary once."""


def _finder(catalogue: Catalogue) -> FindsCodes | None:
    if isinstance(catalogue, ReferenceDatabase):
        if catalogue not in _FINDERS:
            _FINDERS[catalogue] = CodeSearch(catalogue)
        return _FINDERS[catalogue]
    return catalogue if isinstance(catalogue, FindsCodes) else None
