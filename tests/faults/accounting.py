"""What a practice file must hold, told from nothing but the commands that are on its record.

Two independent ways. ``unaccounted`` counts: each kind of command makes so many rows of so many
tables. ``Twin`` repeats every command, in the order of the audit trail, in a practice that nobody
kills; then every row of every table must be the same.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import UserError
from desktop_biller.models.access import AuditRow, ExecutedCommand
from desktop_biller.models.base import Base
from desktop_biller.models.ledger import JournalEntry
from desktop_biller.models.payment import WorkItem
from desktop_biller.security import audit
from desktop_biller.security.permissions import Actor
from desktop_biller.store.check import fingerprint
from desktop_biller.store.database import open_database
from desktop_biller.workflow.steps import all_use_cases
from desktop_biller.workflow.workspace import Workspace
from tests.office import ZONE, catalogue, fixed_clock


@dataclass(frozen=True, slots=True)
class Order:
    """One command as it was given; ``at`` is what the clock said."""

    key: str
    use_case: str
    at: str
    arguments: Mapping[str, Any]

    @property
    def command(self) -> Any:
        kind = all_use_cases()[self.use_case].command
        return codec.from_builtins(kind, {**self.arguments, "key": self.key})


@dataclass(frozen=True, slots=True)
class Done:
    """A command on the record: the order, and the result that was recorded with it."""

    order: Order
    result: Mapping[str, Any]


FIXED: dict[str, dict[str, int]] = {
    "set_up_practice": {},
    "add_provider": {"provider": 1},
    "add_payer": {"payer": 1},
    "add_service": {"service": 1, "fee": 1},
    "set_fee": {"fee": 1},
    "change_provider": {},
    "change_payer": {},
    "change_service": {},
    "register_patient": {"patient": 1},
    "change_patient": {},
    "record_coverage": {"coverage": 1},
    "change_coverage": {},
    "record_authorization": {"authorization": 1},
    "record_eligibility": {"eligibility_check": 1},
    "record_case": {"injury_case": 1},
    "record_visit": {"encounter": 1, "entry charge": 1},
    "make_claim": {"claim": 1, "claim_snapshot": 1, "claim_event": 1},
    "print_claim": {"document": 1},
    "record_claim_sent": {"claim_event": 1},
    "record_claims_sent": {"claim_event": 1},
    "take_patient_payment": {"payment": 1, "document": 1, "entry patient_payment": 1},
    "apply_credit": {},
    "void_patient_payment": {"entry reversal": 1},
    "post_remittance": {"payment": 1, "remittance": 1},
    "write_note": {"note": 1},
    "finish_note": {},
    "issue_statement": {"document": 1},
    "issue_invoice": {"document": 1},
    "print_day_sheet": {"document": 1},
    "close_day": {"document": 1, "day_close": 1},
}
"""Rows that every command of a kind makes; ``entry charge`` is a journal entry of that kind."""

COUNTED = frozenset({
    *(table for made in FIXED.values() for table in made),
    *("guarantor", "payer_clock", "diagnosis", "charge_line", "line_balance", "claim_line"),
    *("remittance_claim", "remittance_line", "line_adjustment", "entry remittance"),
    *("work told", "invoiced_visit", "executed_command"),
})  # fmt: skip
"""All that ``unaccounted`` counts. How many application and transfer entries, postings, statement
lines and counters there must be depends on amounts: the twin and the ledger's proofs know."""


def made_by(done: Done, visits: Mapping[int, int]) -> Counter[str]:
    """The rows one command makes. ``visits`` tells the lines of each visit, by its id."""
    made = Counter({"executed_command": 1, **FIXED[done.order.use_case]})
    told, result = done.order.arguments, done.result
    match done.order.use_case:
        case "add_payer":
            made["payer_clock"] += len(told["clocks"])
        case "register_patient":
            made["guarantor"] += told["guarantor_id"] is None
        case "record_visit":
            made["diagnosis"] += len(told["diagnoses"])
            for table in ("charge_line", "line_balance"):
                made[table] += len(result["line_ids"])
        case "make_claim":
            made["claim_line"] += visits[told["encounter_id"]]
        case "post_remittance":
            lines = [line for claim in told["claims"] for line in claim["lines"]]
            for table in ("remittance_claim", "claim_event"):
                made[table] += len(told["claims"])
            made["remittance_line"] += len(lines)
            made["line_adjustment"] += sum(len(line["adjustments"]) for line in lines)
            made["work told"] += result["work_items"]
            # The check itself, and each claim that moves money (a denial moves none).
            paid = [sum(line["paid_cents"] for line in c["lines"]) for c in told["claims"]]
            made["entry remittance"] += (told["cents"] > 0) + sum(cents > 0 for cents in paid)
        case "issue_invoice":
            made["invoiced_visit"] += len(told["encounter_ids"])
        case _:
            pass
    return made


def count_rows(session: Session) -> Counter[str]:
    """Rows of each table, journal entries of each kind, and work items that results tell."""
    counted = Counter(fingerprint(session.connection(), ()).counts)
    kinds = sa.select(JournalEntry.kind, sa.func.count()).group_by(JournalEntry.kind)
    for kind, count in session.execute(kinds):
        counted[f"entry {kind}"] = count
    told = sa.select(sa.func.count()).select_from(WorkItem)
    counted["work told"] = session.scalars(told).one()
    return counted


def record_of(session: Session, orders: Mapping[str, Order], *, before: int) -> Iterator[Done]:
    """The commands on record, in the order of the audit trail, after its row ``before``."""
    rows = session.execute(
        sa.select(ExecutedCommand.key, ExecutedCommand.result)
        .join(AuditRow, AuditRow.command_key == ExecutedCommand.key)
        .where(AuditRow.seq > before)
        .order_by(AuditRow.seq)
    )
    for key, result in rows:
        if key in orders:
            yield Done(orders[key], json.loads(result))


def unaccounted(
    session: Session, base: Mapping[str, int], orders: Mapping[str, Order], *, before: int
) -> list[str]:
    """What the file holds more or less than its commands account for, as sentences.

    Args:
        session: the practice that was killed.
        base: its rows when the work began.
        orders: all commands that were given since, by key.
        before: the last audit row of that moment.
    """
    done = list(record_of(session, orders, before=before))
    visits = {
        d.result["encounter_id"]: len(d.result["line_ids"])
        for d in done
        if d.order.use_case == "record_visit"
    }
    wanted = Counter(base)
    for one in done:
        wanted.update(made_by(one, visits))
    found = count_rows(session)
    sentences = [
        f"{name}: {found[name]} rows, the commands account for {wanted[name]}"
        for name in sorted(COUNTED)
        if found[name] != wanted[name]
    ]
    return sentences + list(_unmatched(session, orders))


def _unmatched(session: Session, orders: Mapping[str, Order]) -> Iterator[str]:
    """Commands and audit rows one to one, entries with a command, and only what was ordered."""
    trail = Counter(key for key in session.scalars(sa.select(AuditRow.command_key)) if key)
    record = {key: (name, digest) for key, name, digest in session.execute(_RECORD)}
    for key in sorted(record.keys() | trail.keys()):
        if key not in record or trail[key] != 1:
            yield f"command {key}: on record {key in record}, {trail[key]} audit rows"
    for key in session.scalars(sa.select(JournalEntry.command_key).distinct()):
        if key not in record:
            yield f"entries of command {key}, which is not on record"
    for key in record.keys() & orders.keys():
        order = orders[key]
        given = codec.digest(codec.from_builtins(type(order.command), order.arguments))
        if record[key] != (order.use_case, given):
            yield f"command {key} is on record with other details"


_RECORD = sa.select(ExecutedCommand.key, ExecutedCommand.use_case, ExecutedCommand.digest)


class Twin:
    """A copy of the practice in which the recorded commands are repeated and nobody is killed."""

    def __init__(self, folder: Path, key: bytes, actor: Actor) -> None:
        self._clock = fixed_clock()
        # Not by open_practice: its audit row would be one that the killed practice doesn't have.
        self._ws = Workspace(
            folder=folder,
            db=open_database(folder, key),
            key=key,
            actor=actor,
            clock=self._clock,
            catalogue=catalogue(),
            on_close=[],
        )

    def close(self) -> None:
        self._ws.close()

    def differences(self, killed: Session, orders: Mapping[str, Order]) -> list[str]:
        """Follow the killed practice's trail, then name the tables whose rows are not the same."""
        with self._ws.db.reading() as session:
            reached = session.scalar(sa.select(sa.func.max(AuditRow.seq)))
        trail = sa.select(AuditRow).where(AuditRow.seq > reached).order_by(AuditRow.seq)
        for row in killed.scalars(trail):
            try:
                self._repeat(row, orders)
            except UserError as error:
                return [f"{row.event} could not be repeated: {error.what}"]
        tables = sorted(Base.metadata.tables)
        with self._ws.db.reading() as session:
            both = killed.connection(), session.connection()
            if fingerprint(both[0], tables) == fingerprint(both[1], tables):
                return []
            return [
                f"{table}: not the rows of a practice that nobody killed"
                for table in tables
                if fingerprint(both[0], [table]).digest != fingerprint(both[1], [table]).digest
            ]

    def _repeat(self, row: AuditRow, orders: Mapping[str, Order]) -> None:
        if row.command_key is not None:
            order = orders[row.command_key]
            self._clock.moment = dt.datetime.fromisoformat(order.at).astimezone(ZONE)
            all_use_cases()[order.use_case](self._ws, order.command)
            return
        with self._ws.db.writing() as session:  # opened, or backed up
            audit.record(
                session,
                at=row.at,
                user_name=row.user_name,
                event=row.event,
                subject=row.subject,
                reason=row.reason,
            )
