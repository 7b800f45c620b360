"""What the reference database answers, by code and date of service."""

import datetime as dt
import re
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from desktop_biller.codesets import icd10cm
from desktop_biller.codesets.catalogue import (
    CodeAnswer,
    CodeNote,
    Load,
    Modifier,
    PlaceOfService,
    ServiceAnswer,
)
from desktop_biller.codesets.notes import names_code
from desktop_biller.foundation.dates import us_date

_DIAGNOSES = icd10cm.SYSTEM
_ICD_CODE = re.compile(r"[A-Z]\d[0-9A-Z]{1,5}")


class ReferenceDatabase:
    """An open reference database; any thread may ask it. Implements ``Catalogue``.

    Args:
        path: a complete file, as ``ensure`` makes it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        try:
            self._spans = self._read_spans()
        except sqlite3.DatabaseError:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Every row of a query, as tuples."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def _read_spans(self) -> dict[str, list[tuple[dt.date, dt.date]]]:
        spans: dict[str, list[tuple[dt.date, dt.date]]] = {}
        for load in self.loads():
            spans.setdefault(load.system, []).append((load.covers_from, load.covers_to))
        return spans

    def loads(self) -> list[Load]:
        """Every release that is loaded, for Setup and the About box."""
        return [
            Load(system, source, version, _day(first), _day(last), codes, billable)
            for system, source, version, first, last, codes, billable in self.rows(
                "select system, source, version, covers_from, covers_to, codes, billable"
                " from load order by system, covers_from"
            )
        ]

    def covers(self, system: str, on: dt.date) -> bool:
        """Whether a loaded release answers for that date of service."""
        spans = self._spans.get(system)
        return spans is None or any(first <= on <= last for first, last in spans)

    def nearest_covered(self, system: str, on: dt.date) -> dt.date:
        """The date itself, or the closest one that a loaded release answers for."""
        edges = [min(max(on, first), last) for first, last in self._spans.get(system, [(on, on)])]
        return min(edges, key=lambda edge: abs(edge - on))

    def diagnosis(self, code: str, on: dt.date) -> CodeAnswer:
        """What ICD-10-CM says of a code on a date of service."""
        bare = icd10cm.compact(code)
        shown = icd10cm.dotted(bare)
        covered = self.covers(_DIAGNOSES, on)
        day = self.nearest_covered(_DIAGNOSES, on)
        row = self._row(_DIAGNOSES, bare, day)
        reason = "" if covered else self._no_data(on)
        if row is None:
            ended = self._other_span(bare, on) if covered else None
            title = ended[0] if ended else ""
            known = covered or not _ICD_CODE.fullmatch(bare)  # no year has a code of another shape
            no_code = ended[1] if ended else f"“{shown}” is not an ICD-10-CM code."
            return CodeAnswer(
                shown,
                title,
                billable=False,
                valid=False if known else None,
                reason=no_code if known else reason,
            )
        title, billable = row
        children = () if billable else self._children(bare, day)
        if not billable and not reason:
            reason = f"{shown} needs more characters; choose one of the codes below it."
        return CodeAnswer(
            shown,
            title,
            billable=bool(billable),
            valid=True if covered else None,
            reason=reason,
            children=children,
            manifestation=self._is_manifestation(bare, title, day),
        )

    def notes(self, code: str, on: dt.date) -> tuple[CodeNote, ...]:
        """The notes that hold for a code, its own first, then those of the levels above."""
        day = self.nearest_covered(_DIAGNOSES, on)
        iso = day.isoformat()
        return tuple(
            CodeNote(kind, text, _shown_owner(owner))
            for owner in self._levels(icd10cm.compact(code), day)
            for kind, text in self.rows(
                "select kind, text from note where system = ? and owner = ?"
                " and valid_from <= ? and valid_to >= ? order by id",
                *(_DIAGNOSES, owner, iso, iso),
            )
        )

    def excludes1(self, first: str, second: str, on: dt.date) -> CodeNote | None:
        """The Excludes1 note of either code that names the other, if there is one."""
        for code, other in ((first, second), (second, first)):
            for note in self.notes(code, on):
                if note.kind == "excludes1" and names_code(note.text, icd10cm.compact(other)):
                    return note
        return None

    def service(self, code: str, on: dt.date) -> ServiceAnswer:
        """What is known of a procedure code; one that is not in the list is no data."""
        typed = code.strip().upper()
        found = self.rows(
            "select c.title, c.valid_from, c.valid_to, s.words, s.patient_words, s.kind,"
            " s.fee_cents from code c left join service s on s.code = c.code"
            " where c.system = 'HCPCS' and c.code = ? order by c.valid_from desc",
            typed,
        )
        if not found:
            reason = f"{typed} is in no loaded list of services."
            return ServiceAnswer(typed, "", valid=None, reason=reason)
        title, _first, _last, words, patient_words, kind, fee = found[0]
        iso = on.isoformat()
        valid = any(first <= iso <= last for _title, first, last, *_own in found)
        covered = self.covers("HCPCS", on)
        reason = "" if valid else f"{typed} was not in force on {us_date(on)}."
        if not covered:
            reason = f"No list of services for {us_date(on)} is loaded."
        return ServiceAnswer(
            typed,
            title,
            valid=valid if covered else None,
            reason=reason,
            words=words or "",
            patient_words=patient_words or "",
            kind=kind or "",
            fee_cents=fee or 0,
        )

    def place_of_service(self, code: str) -> PlaceOfService | None:
        """The place of a two-digit code."""
        sql = "select code, name, words, facility from place where code = ?"
        for found, name, words, facility in self.rows(sql, code.strip()):
            return PlaceOfService(found, name, words, facility=bool(facility))
        return None

    def modifier(self, code: str) -> Modifier | None:
        """A common modifier in our words."""
        sql = "select code, words from modifier where code = ?"
        for found, words in self.rows(sql, code.strip().upper()):
            return Modifier(found, words)
        return None

    def _row(self, system: str, code: str, day: dt.date) -> tuple[str, bool] | None:
        iso = day.isoformat()
        sql = (
            "select title, billable from code where system = ? and code = ?"
            " and valid_from <= ? and valid_to >= ?"
        )
        for title, billable in self.rows(sql, system, code, iso, iso):
            return title, bool(billable)
        return None

    def _children(self, code: str, day: dt.date) -> tuple[str, ...]:
        iso = day.isoformat()
        # The plus keeps SQLite from reading a whole system in order, to find a few of one parent.
        sql = (
            "select code from code where system = ? and parent = ?"
            " and valid_from <= ? and valid_to >= ? order by +code"
        )
        found = self.rows(sql, _DIAGNOSES, code, iso, iso)
        return tuple(icd10cm.dotted(child) for (child,) in found)

    def _other_span(self, code: str, on: dt.date) -> tuple[str, str] | None:
        """Title and sentence of a code that another loaded date knows."""
        shown = icd10cm.dotted(code)
        sql = "select title, valid_from, valid_to from code where system = ? and code = ?"
        for title, first, last in self.rows(sql, _DIAGNOSES, code):
            if _day(last) < on:
                return title, f"{shown} ended on {us_date(_day(last))}."
            return title, f"{shown} begins on {us_date(_day(first))}."
        return None

    def _levels(self, code: str, day: dt.date) -> Iterator[str]:
        """The code, then every code, section and chapter above it."""
        iso = day.isoformat()
        owner = code
        while owner:
            yield owner
            above = self.rows(
                "select parent from code where system = ?1 and code = ?2"
                " and valid_from <= ?3 and valid_to >= ?3 union all"
                " select parent from heading where system = ?1 and name = ?2",
                *(_DIAGNOSES, owner, iso),
            )
            owner = above[0][0] if above else ""

    def _is_manifestation(self, code: str, title: str, day: dt.date) -> bool:
        """In diseases classified elsewhere, with a note that tells which to code first."""
        if "classified elsewhere" not in title or "not elsewhere classified" in title:
            return False
        return any(note.kind == "code_first" for note in self.notes(code, day))

    def _no_data(self, on: dt.date) -> str:
        year = on.year + (on.month >= 10)  # the fiscal year begins on October 1
        return (
            f"ICD-10-CM FY{year} is not loaded in this version of the program, so codes of"
            f" {us_date(on)} can't be checked."
        )


def _shown_owner(owner: str) -> str:
    return icd10cm.dotted(owner) if _ICD_CODE.fullmatch(owner) else owner


def _day(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)
