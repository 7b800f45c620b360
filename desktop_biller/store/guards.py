"""Triggers: what the database itself refuses, whoever writes to it (promises 14 and 16).

Alembic's batch changes drop a table's triggers, so all of them are made anew after each upgrade.
"""

import sqlalchemy as sa

APPEND_ONLY = (
    "audit",
    "claim_event",
    "claim_snapshot",
    "day_close",
    "document",
    "executed_command",
    "journal_entry",
    "line_adjustment",
    "payment",
    "posting",
    "remittance",
    "remittance_claim",
    "remittance_line",
    "statement_line",
)
"""Tables whose rows never change once written; corrections are new rows that name the old."""


_KEPT = """BEFORE %(act)s ON %(table)s
BEGIN SELECT RAISE(ABORT, 'posted rows are kept for audit: %(table)s'); END"""

GUARDS = {
    f"guard_{table}_{act}": _KEPT % {"act": act.upper(), "table": table}
    for table in APPEND_ONLY
    for act in ("update", "delete")
} | {
    # The entry row is written after its postings: then the whole entry can be judged at once, and
    # a posting that comes later finds the entry sealed.
    "guard_posting_sealed": """BEFORE INSERT ON posting
WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'the entry is sealed: no posting can be added'); END""",
    "guard_entry_balanced": """BEFORE INSERT ON journal_entry
WHEN coalesce((SELECT sum(cents) FROM posting WHERE entry_id = NEW.id), 1) <> 0
BEGIN SELECT RAISE(ABORT, 'an entry must sum to zero'); END""",
    "guard_entry_closed": """BEFORE INSERT ON journal_entry
WHEN NEW.posted_on <= (SELECT max(closed_through) FROM day_close)
BEGIN SELECT RAISE(ABORT, 'the books are closed on that date'); END""",
    "guard_entry_reversal": """BEFORE INSERT ON journal_entry
WHEN NEW.reverses_id IS NOT NULL AND (
    (SELECT kind FROM journal_entry WHERE id = NEW.reverses_id) = 'reversal'
    OR EXISTS (
        SELECT 1 FROM posting WHERE entry_id IN (NEW.id, NEW.reverses_id)
        GROUP BY account, effect, patient_id, charge_line_id, claim_id, coverage_id, payer_id,
            payment_id, provider_id, adjustment_kind, group_code, reason_code, method
        HAVING sum(cents) <> 0))
BEGIN SELECT RAISE(ABORT, 'a reversal must be the exact negation of a first entry'); END""",
}
"""Every trigger of the file: its name, and what follows the name. Another text needs a migration,
for the guards are made anew only then, and ``verify`` compares them with these."""

_MASTER = sa.table("sqlite_master", sa.column("name"), sa.column("type"), sa.column("sql"))


def install_guards(connection: sa.Connection) -> None:
    """Drop every trigger of ours and make all of them anew, in the caller's transaction."""
    for name in installed_guards(connection):
        _execute(connection, "DROP TRIGGER %(name)s", name=name)
    for name, text in GUARDS.items():
        _execute(connection, "CREATE TRIGGER %(name)s %(text)s", name=name, text=text)


def _execute(connection: sa.Connection, template: str, **context: str) -> None:
    ddl = sa.DDL(template, context=context)  # type: ignore[no-untyped-call] # SQLAlchemy gives it no types
    connection.execute(ddl)


def installed_guards(connection: sa.Connection) -> list[str]:
    """Names of our triggers that stand in the file, sorted."""
    return sorted(name for name in _triggers(connection) if name.startswith("guard_"))


def expected_guards() -> list[str]:
    """Names of all triggers that must stand in the file, sorted."""
    return sorted(GUARDS)


def wrong_guards(connection: sa.Connection) -> list[str]:
    """What is wrong with the file's triggers, each in two words, sorted; a sound file has none.

    A trigger is known by its text: one that lets everything pass may bear a guard's name, and one
    under a foreign name may undo what another guards.
    """
    found = _triggers(connection)
    return sorted(
        [f"missing {name}" for name in GUARDS.keys() - found.keys()]
        + [f"foreign {name}" for name in found.keys() - GUARDS.keys()]
        + [
            f"altered {name}"
            for name in GUARDS.keys() & found.keys()
            if found[name].split() != ["CREATE", "TRIGGER", name, *GUARDS[name].split()]
        ]
    )


def _triggers(connection: sa.Connection) -> dict[str, str]:
    rows = connection.execute(
        sa.select(_MASTER.c.name, _MASTER.c.sql).where(_MASTER.c.type == "trigger")
    )
    return {name: text for name, text in rows}  # noqa: C416 -- dict() of rows is no typed dict
