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


_NO_UPDATE = """
CREATE TRIGGER guard_%(target)s_update BEFORE UPDATE ON %(target)s
BEGIN SELECT RAISE(ABORT, 'posted rows are kept for audit: %(target)s'); END
"""

_NO_DELETE = """
CREATE TRIGGER guard_%(target)s_delete BEFORE DELETE ON %(target)s
BEGIN SELECT RAISE(ABORT, 'posted rows are kept for audit: %(target)s'); END
"""

# The entry row is written after its postings: then the whole entry can be judged at once, and a
# posting that comes later finds the entry sealed.
_SEALED = """
CREATE TRIGGER guard_posting_sealed BEFORE INSERT ON posting
WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'the entry is sealed: no posting can be added'); END
"""

_BALANCED = """
CREATE TRIGGER guard_entry_balanced BEFORE INSERT ON journal_entry
WHEN coalesce((SELECT sum(cents) FROM posting WHERE entry_id = NEW.id), 1) <> 0
BEGIN SELECT RAISE(ABORT, 'an entry must sum to zero'); END
"""

_CLOSED = """
CREATE TRIGGER guard_entry_closed BEFORE INSERT ON journal_entry
WHEN NEW.posted_on <= (SELECT max(closed_through) FROM day_close)
BEGIN SELECT RAISE(ABORT, 'the books are closed on that date'); END
"""

_EXACT_REVERSAL = """
CREATE TRIGGER guard_entry_reversal BEFORE INSERT ON journal_entry
WHEN NEW.reverses_id IS NOT NULL AND (
    (SELECT kind FROM journal_entry WHERE id = NEW.reverses_id) = 'reversal'
    OR EXISTS (
        SELECT 1 FROM posting WHERE entry_id IN (NEW.id, NEW.reverses_id)
        GROUP BY account, effect, patient_id, charge_line_id, claim_id, coverage_id, payer_id,
            payment_id, provider_id, adjustment_kind, group_code, reason_code, method
        HAVING sum(cents) <> 0))
BEGIN SELECT RAISE(ABORT, 'a reversal must be the exact negation of a first entry'); END
"""

_ENTRY_GUARDS = (_SEALED, _BALANCED, _CLOSED, _EXACT_REVERSAL)


def install_guards(connection: sa.Connection) -> None:
    """Drop every trigger of ours and make all of them anew, in the caller's transaction."""
    for name in installed_guards(connection):
        _execute(connection, "DROP TRIGGER %(target)s", name)
    for table in APPEND_ONLY:
        for template in (_NO_UPDATE, _NO_DELETE):
            _execute(connection, template, table)
    for statement in _ENTRY_GUARDS:
        _execute(connection, statement)


def _execute(connection: sa.Connection, template: str, target: str = "") -> None:
    ddl = sa.DDL(template, context={"target": target})  # type: ignore[no-untyped-call] # SQLAlchemy gives it no types
    connection.execute(ddl)


def installed_guards(connection: sa.Connection) -> list[str]:
    """Names of our triggers that stand in the file, sorted."""
    master = sa.table("sqlite_master", sa.column("name"), sa.column("type"))
    names = sa.select(master.c.name).where(
        master.c.type == "trigger", master.c.name.startswith("guard_", autoescape=True)
    )
    return sorted(connection.scalars(names))


def expected_guards() -> list[str]:
    """Names of all triggers that must stand in the file, sorted."""
    changes = [f"guard_{table}_{act}" for table in APPEND_ONLY for act in ("update", "delete")]
    entries = ["posting_sealed", "entry_balanced", "entry_closed", "entry_reversal"]
    return sorted(changes + [f"guard_{name}" for name in entries])
