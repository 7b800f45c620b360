"""Finding a patient as one types: names without case and accents, and the indexes for the rest.

Revision ID: 0006
"""

import unicodedata
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_guarantor_search_name", "guarantor", ["search_name"]),
    ("ix_patient_search_name", "patient", ["search_name"]),
    ("ix_patient_search_given", "patient", ["search_given"]),
    ("ix_patient_birth_date", "patient", ["birth_date"]),
    ("ix_patient_phone", "patient", ["phone"]),
    ("ix_coverage_member_id", "coverage", ["member_id"]),
    ("ix_encounter_patient_day", "encounter", ["patient_id", "service_date"]),
    ("ix_payment_reference", "payment", ["reference"]),
)

# This revision's own copy of foundation.text.folded: what a file was given must not change later.
_WHOLE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("'’‘ʼ`.")
)


def upgrade() -> None:
    """Add the columns, fill them for the patients who are there, and make the indexes."""
    # Written out, for a batch change would build the table anew without its checks.
    op.execute(
        "ALTER TABLE guarantor ADD COLUMN search_name TEXT DEFAULT '' NOT NULL\n"
        "CONSTRAINT ck_guarantor_search_name CHECK (length(search_name) <= 200)\n"
    )
    op.execute(
        "ALTER TABLE patient ADD COLUMN search_name TEXT DEFAULT '' NOT NULL\n"
        "CONSTRAINT ck_patient_search_name CHECK (length(search_name) <= 200)\n"
    )
    op.execute(
        "ALTER TABLE patient ADD COLUMN search_given TEXT DEFAULT '' NOT NULL\n"
        "CONSTRAINT ck_patient_search_given CHECK (length(search_given) <= 200)\n"
    )
    _fill("guarantor", search_name=("last", "first", "middle"))
    _fill(
        "patient",
        search_name=("last", "first", "middle"),
        search_given=("first", "middle", "last"),
    )
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns, unique=False)


def _fill(name: str, **searched: tuple[str, ...]) -> None:
    parts = ("id", "last", "first", "middle")
    table = sa.table(name, *(sa.column(column) for column in (*parts, *searched)))
    found = op.get_bind().execute(sa.select(*(table.c[part] for part in parts))).all()
    if found:
        op.get_bind().execute(
            sa.update(table).where(table.c.id == sa.bindparam("row")),
            [
                {
                    "row": row.id,
                    **{
                        column: _joined(*(getattr(row, part) for part in order))
                        for column, order in searched.items()
                    },
                }
                for row in found
            ],
        )


def _joined(*parts: str) -> str:
    return " ".join(filter(None, map(_folded, parts)))[:200].strip()


def _folded(text: str) -> str:
    return " ".join("".join(_plain(text)).split())


def _plain(text: str) -> Iterator[str]:
    apart = unicodedata.normalize("NFKD", text).casefold()
    for letter in unicodedata.normalize("NFKD", apart.translate(_WHOLE)):
        if not unicodedata.combining(letter):
            yield letter if letter.isalnum() else " "


def downgrade() -> None:
    """Drop what was added."""
    for name, table, _ in reversed(INDEXES):
        op.drop_index(name, table)
    op.drop_column("patient", "search_given")
    op.drop_column("patient", "search_name")
    op.drop_column("guarantor", "search_name")
