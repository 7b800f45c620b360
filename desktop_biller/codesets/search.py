"""Code search while one types: best first, billable first, within 10 ms a key."""

import datetime as dt
import re
from dataclasses import dataclass

from desktop_biller.codesets import own_tables, query
from desktop_biller.codesets.icd10cm import compact, dotted
from desktop_biller.codesets.lookups import ReferenceDatabase
from desktop_biller.codesets.schema import SYSTEMS, id_range, row_id, standing_of
from desktop_biller.codesets.spelling import Vocabulary

_DIAGNOSES = SYSTEMS[0]
_CODED = SYSTEMS[:2]  # codes of these look like nothing else
_MOST = 200
_ENOUGH = 5  # hits of the words as typed, before their relatives are asked too
_OTHERS = 5  # places that services, places and modifiers keep in a mixed list
_TIERS = (
    ("title", 0),
    ("title lay", 8),
    ("title lay names lacking", 20),
    ("title lay names lacking far", 60),
)
"""Columns of the index, and what a hit that needs them loses in standing."""
_CODE = re.compile(r"[A-Za-z][0-9][0-9A-Za-z]?(\.?[0-9A-Za-z]{0,4})")
_OTHER_CODE = re.compile(r"[A-Za-z][0-9]{1,4}|[0-9]{2}|[A-Za-z][A-Za-z0-9]")

_DIAGNOSES_BY_WORDS = """
select c.id, c.system, c.code, c.title, c.billable
from found join code c on c.id = found.rowid
where found match ?1 and found.rowid between ?2 and ?3 and c.valid_from <= ?4 and c.valid_to >= ?4
order by found.rowid limit ?5
"""
_OTHERS_BY_WORDS = """
select c.id, c.system, c.code, c.title, c.billable
from found_other join code c on c.id = found_other.rowid
where found_other match ?1 order by found_other.rowid
"""
_BY_CODE = """
select id, system, code, title, billable from code
where system = ?1 and code >= ?2 and code < ?2 || '~' and valid_from <= ?3 and valid_to >= ?3
order by code <> ?2 or not billable, billable desc, code limit ?4
"""

Row = tuple[int, str, str, str, int]


@dataclass(frozen=True, slots=True)
class CodeHit:
    """One code that answers a search; its fields are those of the JSON output.

    Attributes:
        system: one of SYSTEMS.
        code: with its dot.
        valid: True on that date of service; None where no release of that date is loaded.
    """

    system: str
    code: str
    title: str
    billable: bool
    valid: bool | None


class CodeSearch:
    """Searches an open reference database; any thread may ask it."""

    def __init__(self, database: ReferenceDatabase) -> None:
        self._database = database
        self._abbreviations = own_tables.abbreviations()
        self._vocabulary = Vocabulary(database.rows("select word, uses from word"))

    def search(
        self, text: str, *, on: dt.date, limit: int = 20, system: str | None = None
    ) -> list[CodeHit]:
        """The codes that a text names, by code or by words; nothing for nonsense.

        Args:
            text: a code, its beginning, or words in any order; the last may be unfinished.
            on: the date of service.
            limit: most hits, 1 to 200.
            system: one of SYSTEMS; None asks all, diagnoses first.
        """
        limit = max(1, min(limit, _MOST))
        wanted = SYSTEMS if system is None else tuple(s for s in SYSTEMS if s == system)
        rows = self._by_code(text, on, limit, wanted)
        if not any(row[1] in _CODED for row in rows):
            rows = self._with_words(rows, text, on, limit, wanted)
        return [self._hit(row, on) for row in rows[:limit]]

    def _with_words(
        self, named: list[Row], text: str, on: dt.date, limit: int, wanted: tuple[str, ...]
    ) -> list[Row]:
        """What the words find, and the places and modifiers whose code was typed.

        In a list of all systems the words go first: "go" is a modifier, and begins "gout".
        """
        ids = {row[0] for row in named}
        found = [row for row in self._by_words(text, on, limit, wanted) if row[0] not in ids]
        if len(wanted) == 1:
            return named + found
        return found[: limit - min(len(named), limit)] + named

    def _hit(self, row: Row, on: dt.date) -> CodeHit:
        _id, system, code, title, billable = row
        valid = True if self._database.covers(system, on) else None
        shown = dotted(code) if system == _DIAGNOSES else code
        return CodeHit(system, shown, title, bool(billable), valid)

    def _by_code(self, text: str, on: dt.date, limit: int, wanted: tuple[str, ...]) -> list[Row]:
        typed = text.strip()
        abbreviated = (typed.lower(),) in self._abbreviations
        rows: list[Row] = []
        for system in wanted:
            if abbreviated and system in _CODED:
                continue  # "t2dm" looks like a code
            pattern = _CODE if system == _DIAGNOSES else _OTHER_CODE
            if pattern.fullmatch(typed):
                day = self._database.nearest_covered(system, on).isoformat()
                rows += self._database.rows(_BY_CODE, system, compact(typed), day, limit)
        return rows

    def _by_words(self, text: str, on: dt.date, limit: int, wanted: tuple[str, ...]) -> list[Row]:
        found = query.groups(text, self._abbreviations, self._vocabulary)
        if not found:
            return []
        rows: list[Row] = []
        day = self._database.nearest_covered(_DIAGNOSES, on).isoformat()
        for number, expression in enumerate(query.attempts(found, self._vocabulary)):
            more = self._matching(expression, day, limit, wanted)
            seen = {row[0] for row in rows}
            rows += [row for row in more if row[0] not in seen]
            if len(rows) >= _ENOUGH or (rows and number > 0):
                break
        return rows

    def _matching(
        self, expression: str, day: str, limit: int, wanted: tuple[str, ...]
    ) -> list[Row]:
        """The hits of one expression: diagnoses, then the small systems."""
        diagnoses: list[Row] = []
        others: list[Row] = []
        if _DIAGNOSES in wanted:
            diagnoses = self._diagnoses(expression, day, limit)
        if wanted != (_DIAGNOSES,):
            found = self._database.rows(_OTHERS_BY_WORDS, expression)
            others = [row for row in found if row[1] in wanted]
        kept = min(len(others), _OTHERS)
        return diagnoses[: limit - kept] + others[: limit - min(len(diagnoses), limit - kept)]

    def _diagnoses(self, expression: str, day: str, limit: int) -> list[Row]:
        """The best hits of all tiers; a lower tier is asked only for what could still win."""
        ranked: list[tuple[int, Row]] = []
        first, last = id_range(_DIAGNOSES)
        for listed, loss in _TIERS:
            if len(ranked) >= limit:
                last = row_id(_DIAGNOSES, max(0, ranked[-1][0] - loss), 0)
            columns = f"{listed} lacking" if '"without"' in expression else listed
            match = f"{{{columns}}} : ({expression})"
            seen = {row[0] for _place, row in ranked}
            ranked += [
                (standing_of(row[0]) + loss, row)
                for row in self._database.rows(_DIAGNOSES_BY_WORDS, match, first, last, day, limit)
                if row[0] not in seen
            ]
            ranked = sorted(ranked)[:limit]
        return [row for _place, row in ranked]
