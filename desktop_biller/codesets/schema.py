"""The tables of the reference database, and how its row ids carry the order of the hits.

One row stands for one code of one system while it meant the same: a release that changes a
title or ends a code closes ``valid_to`` and adds a row. Importers of further releases (order
files, addenda, ANWEB) add rows and a ``load``; nothing here is bound to one year.
"""

SCHEMA_VERSION = 1
"""Raised when the tables, the order of the hits or the indexed words change."""

SYSTEMS = ("ICD-10-CM", "HCPCS", "POS", "MODIFIER")
"""Every code system of the database; its place here is the first digit of its row ids."""

_SYSTEM = 10**12
_STANDING = 10**7

TABLES = """
create table load (
    id integer primary key,
    system text not null,
    source text not null,      -- publisher and release, as the screens name it
    version text not null,
    covers_from text not null, -- dates of service this load answers for
    covers_to text not null,
    codes integer not null,
    billable integer not null
);
create table code (
    id integer primary key,    -- system, standing and a running number: see row_id
    system text not null,
    code text not null,        -- without its dot
    title text not null,
    billable integer not null,
    parent text not null,      -- the code, section or chapter above; '' for none
    valid_from text not null,
    valid_to text not null
);
create table heading (         -- sections and chapters: no codes, but they carry notes
    system text not null,
    name text not null,
    title text not null,
    parent text not null,
    valid_from text not null,
    primary key (system, name, valid_from)
) without rowid;
create table note (
    id integer primary key,
    system text not null,
    owner text not null,       -- a code, section or chapter
    kind text not null,
    text text not null,
    valid_from text not null,
    valid_to text not null
);
create table service (         -- our own words for a procedure code
    code text primary key,
    words text not null,
    patient_words text not null,
    kind text not null,
    fee_cents integer not null
) without rowid;
create table place (
    code text primary key,
    name text not null,
    words text not null,
    facility integer not null
) without rowid;
create table modifier (code text primary key, words text not null) without rowid;
create virtual table found using fts5 (
    title, lay, names, far, lacking, content='', columnsize=0, detail=column,
    tokenize="unicode61 remove_diacritics 2", prefix='1 2 3'
);
create virtual table found_other using fts5 ( -- the small systems, apart: every key asks them too
    title, lay, content='', columnsize=0, detail=column,
    tokenize="unicode61 remove_diacritics 2", prefix='1 2 3'
);
"""
# found.lay: our lay terms; found.names: its inclusion terms and the titles right above;
# found.far: those of its category and what its section includes; found.lacking: what its title
# says is absent. The index holds no text: titles come from ``code``.

INDEXES = """
create unique index code_of_date on code (system, code, valid_from);
create index code_below on code (system, parent);
create index note_of on note (system, owner);
create virtual table temp.vocabulary using fts5vocab(main, found, 'row');
create virtual table temp.vocabulary_other using fts5vocab(main, found_other, 'row');
create table word (word text primary key, uses integer not null) without rowid;
insert into word select term, sum(doc) from (
    select term, doc from vocabulary union all select term, doc from vocabulary_other
) group by term;
drop table vocabulary;
drop table vocabulary_other;
"""


def row_id(system: str, standing: int, number: int) -> int:
    """The id of a code: within its system, a smaller one is the better hit.

    Args:
        system: one of SYSTEMS.
        standing: 0 to 9,999, smaller is better.
        number: tells codes of one standing apart.
    """
    return SYSTEMS.index(system) * _SYSTEM + min(standing, 9_999) * _STANDING + number


def standing_of(row: int) -> int:
    """The standing that a row id was made with."""
    return row % _SYSTEM // _STANDING


def id_range(system: str) -> tuple[int, int]:
    """The first and last id a system can have."""
    first = SYSTEMS.index(system) * _SYSTEM
    return first, first + _SYSTEM - 1
