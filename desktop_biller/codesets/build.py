"""How the reference database is made from the classification's files and our own tables."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from desktop_biller.codesets import icd10cm, own_tables, rank
from desktop_biller.codesets.catalogue import Load
from desktop_biller.codesets.schema import INDEXES, TABLES, row_id
from desktop_biller.codesets.words import indexed, said_and_lacking
from desktop_biller.foundation.progress import JobControl

_STEPS = 30  # 22 chapters read, then writing
_ALWAYS = ("0001-01-01", "9999-12-31")
_NEAR = 4  # an inclusion term of a code this long or longer names every code below it
_INDEX_MEMORY = 64 * 2**20  # bytes; the whole index is sorted in memory and written once
_PLAIN = 100  # the standing of everything that is not ranked


def build(path: Path, job: JobControl) -> None:
    """Write a complete reference database to ``path``, which must not exist yet.

    Raises:
        Cancelled: the user stopped the job; the half-written file is the caller's to remove.
    """
    release = icd10cm.read_release(
        *icd10cm.data_files(),
        lambda done, _total: job.step(done, _STEPS, "Reading the diagnosis codes"),
    )
    connection = sqlite3.connect(path)
    try:
        connection.execute("pragma journal_mode = off")  # a half file is thrown away anyhow
        connection.execute("pragma synchronous = off")  # the caller syncs the whole file
        connection.executescript(TABLES)
        connection.execute(
            "insert into found (found, rank) values ('hashsize', ?)", (_INDEX_MEMORY,)
        )
        _write_diagnoses(connection, release, job)
        _write_own_tables(connection)
        job.step(28, _STEPS, "Indexing")
        connection.executescript(INDEXES)
        connection.execute("insert into found (found) values ('optimize')")
        connection.commit()
        job.step(_STEPS, _STEPS, "Diagnosis codes are ready")
    finally:
        connection.close()


def _write_diagnoses(
    connection: sqlite3.Connection, release: icd10cm.Release, job: JobControl
) -> None:
    span = (release.covers_from.isoformat(), release.covers_to.isoformat())
    job.step(22, _STEPS, "Ranking the diagnosis codes")
    rows = _ranked(release)
    system = icd10cm.SYSTEM
    job.step(24, _STEPS, "Writing the diagnosis codes")
    connection.executemany(
        "insert into code values (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (row, system, entry.code, entry.title, entry.billable, entry.parent, *span)
            for row, entry in rows
        ),
    )
    job.step(26, _STEPS, "Indexing the diagnosis codes")
    names = _Names(release)
    connection.executemany(
        "insert into found (rowid, title, lacking, lay, names, far) values (?, ?, ?, ?, ?, ?)",
        (
            (row, *map(indexed, said_and_lacking(entry.title)), *names.of(entry))
            for row, entry in rows
        ),
    )
    connection.executemany(
        "insert into heading values (?, ?, ?, ?, ?)",
        ((system, h.name, h.title, h.parent, span[0]) for h in release.headings),
    )
    connection.executemany(
        "insert into note (system, owner, kind, text, valid_from, valid_to)"
        " values (?, ?, ?, ?, ?, ?)",
        ((system, n.owner, n.kind, n.text, *span) for n in release.notes),
    )
    _write_load(
        connection,
        Load(
            system,
            release.source,
            f"FY{release.fiscal_year}",
            release.covers_from,
            release.covers_to,
            codes=len(rows),
            billable=sum(entry.billable for _row, entry in rows),
        ),
    )


def _ranked(release: icd10cm.Release) -> list[tuple[int, icd10cm.Code]]:
    """Every code with its row id, best first."""
    weights = own_tables.common_diagnoses()
    standings = sorted(
        (
            rank.standing(
                entry.code,
                entry.title,
                billable=entry.billable,
                common=_weight(entry.code, weights),
            ),
            entry.code,
        )
        for entry in release.codes.values()
    )
    return [
        (row_id(icd10cm.SYSTEM, standing, number), release.codes[code])
        for number, (standing, code) in enumerate(standings)
    ]


def _weight(code: str, weights: dict[str, int]) -> int:
    """The weight of the longest listed beginning of a code."""
    for length in range(len(code), 1, -1):
        weight = weights.get(code[:length])
        if weight is not None:
            return weight
    return 0


class _Names:
    """The other names of each code: its own, and those it has from the levels above."""

    def __init__(self, release: icd10cm.Release) -> None:
        self._codes = release.codes
        self._lay = own_tables.lay_terms()
        self._of: dict[str, tuple[str, str, str]] = {}
        self._sections: dict[str, str] = {}
        for note in release.notes:
            if note.owner not in release.codes and note.kind == "includes":
                so_far = self._sections.get(note.owner, "")
                self._sections[note.owner] = f"{so_far} {indexed(note.text)}".strip()

    def of(self, entry: icd10cm.Code) -> tuple[str, str, str]:
        """The words of (lay, names, far) for one code."""
        known = self._of.get(entry.code)
        if known is None:
            known = self._of[entry.code] = self._gather(entry)
        return known

    def _gather(self, entry: icd10cm.Code) -> tuple[str, str, str]:
        own_lay = " ".join(indexed(term) for term in self._lay_terms(entry))
        own = " ".join(indexed(term) for term in entry.terms)
        above = self._codes.get(entry.parent)
        if above is None:
            return own_lay, own, self._sections.get(entry.parent, "")
        lay, names, far = self.of(above)
        names = f"{names} {above.title}"
        if len(above.code) < _NEAR:
            names, far = "", f"{far} {names}".strip()
        return f"{lay} {own_lay}".strip(), f"{names} {own}".strip(), far

    def _lay_terms(self, entry: icd10cm.Code) -> list[str]:
        """The lay terms of every listed beginning that names this code and not one above."""
        shortest = len(entry.parent) + 1 if entry.parent in self._codes else 3
        return [
            term
            for length in range(shortest, len(entry.code) + 1)
            for term in self._lay.get(entry.code[:length], ())
        ]


def _write_own_tables(connection: sqlite3.Connection) -> None:
    services, places = own_tables.services(), own_tables.places()
    modifiers = own_tables.modifiers()
    cover = (own_tables.SERVICES_COVER[0].isoformat(), own_tables.SERVICES_COVER[1].isoformat())
    connection.executemany(
        "insert into service values (?, ?, ?, ?, ?)",
        ((s.code, s.words, s.patient_words, s.kind, s.fee_cents) for s in services),
    )
    connection.executemany(
        "insert into place values (?, ?, ?, ?)",
        ((p.code, p.name, p.words, p.facility) for p in places),
    )
    connection.executemany(
        "insert into modifier values (?, ?)", ((m.code, m.words) for m in modifiers)
    )
    _write_plain(connection, "HCPCS", [(s.code, s.descriptor, s.words) for s in services], cover)
    _write_plain(connection, "POS", [(p.code, p.name, p.words) for p in places], _ALWAYS)
    _write_plain(connection, "MODIFIER", [(m.code, m.words, "") for m in modifiers], _ALWAYS)
    _write_load(
        connection,
        Load(
            "HCPCS",
            "Demonstration services, CMS HCPCS Level II short descriptors",
            "demonstration",
            *own_tables.SERVICES_COVER,
            codes=len(services),
            billable=len(services),
        ),
    )


def _write_plain(
    connection: sqlite3.Connection,
    system: str,
    rows: list[tuple[str, str, str]],
    span: tuple[str, str],
) -> None:
    """Write (code, title, other words) of a small system, in the order given."""
    for number, (code, title, other) in enumerate(rows):
        row = row_id(system, _PLAIN, number)
        connection.execute(
            "insert into code values (?, ?, ?, ?, 1, '', ?, ?)", (row, system, code, title, *span)
        )
        connection.execute(
            "insert into found_other (rowid, title, lay) values (?, ?, ?)",
            (row, indexed(title), indexed(other)),
        )


def _write_load(connection: sqlite3.Connection, load: Load) -> None:
    connection.execute(
        "insert into load (system, source, version, covers_from, covers_to, codes, billable)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        (
            load.system,
            load.source,
            load.version,
            load.covers_from.isoformat(),
            load.covers_to.isoformat(),
            load.codes,
            load.billable,
        ),
    )


def own_texts() -> Iterator[bytes]:
    """The bytes of every table of ours that goes into the database (for its fingerprint)."""
    for name in own_tables.TABLES:
        yield own_tables.table(name).read_bytes()
