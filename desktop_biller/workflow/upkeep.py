"""Keeping the practice file: backups made and checked, restored, and the whole file verified."""

import datetime as dt
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from desktop_biller.facts.findings import Finding
from desktop_biller.foundation.dates import us_date, us_time
from desktop_biller.foundation.errors import StorageError
from desktop_biller.models.access import ExecutedCommand, User
from desktop_biller.reports.state import State, practice_state
from desktop_biller.reports.verify import verify
from desktop_biller.security import audit, login
from desktop_biller.security.permissions import Permission, require
from desktop_biller.store.backup import (
    Backup,
    is_due,
    list_backups,
    make_backup,
    prune,
    restore_backup,
)
from desktop_biller.store.check import (
    Fingerprint,
    check_integrity,
    fingerprint,
    fingerprint_file,
)
from desktop_biller.store.database import open_database
from desktop_biller.store.guards import APPEND_ONLY
from desktop_biller.store.manifest import digest_of_file
from desktop_biller.store.migrate import schema_revision
from desktop_biller.store.places import DATABASE_FILE, KEY_FILE, refuse_unsafe_place
from desktop_biller.workflow.backup_places import (
    SecondPlace,
    backup_folder,
    copy_to_second_place,
    holds_practice,
    refuse_occupied,
    second_place,
)
from desktop_biller.workflow.workspace import Workspace

_LEDGER_TABLES = tuple(table for table in APPEND_ONLY if table != "audit")
"""What a drill compares: the drill itself adds audit rows."""

_COMES_AND_GOES = ("audit", "draft")
"""Tables whose rows a drill doesn't count: a draft is kept while somebody types."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What ``verify_practice`` found; no findings means that all is in order."""

    findings: tuple[Finding, ...]
    rows: int
    digest: str


def digest_tables() -> tuple[str, ...]:
    """The tables whose every row enters a backup's digest: all that never changes."""
    return APPEND_ONLY


def back_up(ws: Workspace, target: Path | None = None, *, reason: str = "by hand") -> Backup:
    """Make a backup, open it again, check it, and let go of those no longer kept.

    Without a ``target`` it is made in the practice's own folder and copied to the second place,
    where the office has one; ``second_place`` tells how that went.

    Raises:
        StorageError: the backup could not be made or does not hold, or ``target`` holds a practice
            or a backup itself; nothing was removed.
    """
    require(ws.actor, Permission.KEEP_FILE)
    place = target or backup_folder(ws.folder)
    refuse_occupied(place)
    with ws.db.reading() as session:
        head = audit.head(session)
    backup = make_backup(
        ws.db,
        ws.key,
        ws.folder,
        place,
        reason=reason,
        now=ws.clock.now(),
        digest_tables=digest_tables(),
        notes={"audit head": head},
    )
    _tell(ws, "backup.made", reason)
    prune(place, ws.clock.now(), ws.key)
    if target is None:
        copy_to_second_place(ws, backup)
    return backup


def close_practice(ws: Workspace) -> None:
    """Let go of the practice, with a backup before where anything was done since the last one."""
    try:
        if not ws.db.read_only and _needs_backup(ws):
            place = backup_folder(ws.folder)
            backup = make_backup(
                ws.db,
                ws.key,
                ws.folder,
                place,
                reason="at exit",
                now=ws.clock.now(),
                digest_tables=digest_tables(),
            )
            prune(place, ws.clock.now(), ws.key)
            copy_to_second_place(ws, backup)
    finally:
        ws.close()


def _needs_backup(ws: Workspace) -> bool:
    """True on the first exit of a day, and whenever something was done since the newest backup.

    Something is a command, a new user or passphrase; that the practice was opened is not.
    """
    place, keys = backup_folder(ws.folder), ws.folder / KEY_FILE
    newest = next(iter(list_backups(place, ws.key)), None)
    if newest is None or is_due(place, ws.clock.now(), ws.key):
        return True
    if not keys.is_file() or digest_of_file(keys) != newest.keys_sha256:
        return True
    with ws.db.reading() as session:
        return any(
            session.scalar(sa.select(sa.func.count()).select_from(table))
            != newest.counts.get(table.__tablename__)
            for table in (ExecutedCommand, User)
        )


def restore(backup: Path, into: Path, passphrase: str, *, user: str | None = None) -> Backup:
    """Put a backup's practice into a new or empty folder, checked and compared.

    The passphrase is that of the day of the backup. The live practice is never overwritten.

    Raises:
        TooEarlyError: too many wrong passphrases were tried just now.
        WrongPassphraseError: the passphrase is not that of the backup.
        StorageError: the backup was altered or is damaged, or ``into`` lies inside a practice or a
            backup; nothing was restored.
    """
    if not (backup / KEY_FILE).exists():
        raise StorageError(
            f"{backup} is not a backup.",
            effect="Nothing was restored.",
            remedy="Choose one of the folders inside the practice's folder “backups”.",
        )
    refuse_unsafe_place(into.absolute())
    _refuse_inside(into)
    now = dt.datetime.now(dt.UTC)
    unlocked = login.unlock(backup, user, passphrase, now)
    login.record_success(backup, unlocked.user)
    login.record_told(backup, unlocked.user)
    return restore_backup(backup, into.absolute(), unlocked.key)


def _refuse_inside(into: Path) -> None:
    """A practice inside another, or inside a backup, would be pruned or moved along with it."""
    for outer in into.resolve().parents:
        if holds_practice(outer):
            raise StorageError(
                f"The folder {into} lies inside {outer}, which holds a practice or a backup.",
                effect="Nothing was restored.",
                remedy="Choose a new or empty folder elsewhere.",
            )


def backups_of(folder: Path) -> list[Backup]:
    """The complete backups of a practice, newest first."""
    return list_backups(backup_folder(folder.absolute()))


def verify_practice(ws: Workspace) -> Verified:
    """Check the whole file: engine, ledger invariants, audit chain, kept papers."""
    require(ws.actor, Permission.KEEP_FILE)
    findings = [
        Finding("file", "block", "file", complaint)
        for complaint in check_integrity(ws.db.path, ws.key)
    ]
    with ws.db.reading() as session:
        findings.extend(verify(session, ws.clock.today()))
    print_ = ledger_fingerprint(ws)
    return Verified(tuple(findings), sum(print_.counts.values()), print_.digest)


@dataclass(frozen=True, slots=True)
class Drilled:
    """A restored backup compared with the live practice; ``equal`` is what counts."""

    backup: str
    equal: bool
    backup_digest: str
    live_digest: str
    restored: "DrillFigures | None" = None
    live: "DrillFigures | None" = None


@dataclass(frozen=True, slots=True)
class DrillFigures:
    """What a person knows of their practice, to be looked at side by side (promise 28). Cents.

    The amounts are None where the backup was made by an older version of the program.
    """

    patients: int
    claims: int
    patients_owe_cents: int | None
    insurers_owe_cents: int | None


def restore_drill(ws: Workspace, backup: Path | None = None) -> Drilled:
    """Restore the newest backup to a scratch folder and compare it with the live practice.

    Equal means: every row that never changes is there, byte for byte, and all tables have as
    many rows, but for the audit rows and drafts written since.

    Raises:
        StorageError: there is no backup, or it can't be restored.
    """
    require(ws.actor, Permission.KEEP_FILE)
    own = list_backups(backup_folder(ws.folder), ws.key)
    newest = backup or next((b.path for b in own), None)
    if newest is None:
        raise StorageError("There is no backup yet.", remedy="Make one, then try again.")
    with tempfile.TemporaryDirectory(prefix="desktop-biller-drill-") as scratch:
        into = Path(scratch) / "restored"
        restore_backup(newest, into, ws.key)
        file = into / DATABASE_FILE
        restored = fingerprint_file(file, ws.key, _LEDGER_TABLES)
        told = schema_revision(file, ws.key) == schema_revision(ws.db.path, ws.key)
        then = None
        if told:
            with closing(open_database(into, ws.key)) as copy, copy.reading() as session:
                then = practice_state(session)
    with ws.db.reading() as session:
        live = fingerprint(session.connection(), _LEDGER_TABLES)
        now = practice_state(session)
    counts = {name: count for name, count in live.counts.items() if name not in _COMES_AND_GOES}
    same = all(restored.counts.get(name) == count for name, count in counts.items())
    _tell(ws, "backup.drilled", newest.name)
    return Drilled(
        backup=newest.name,
        equal=same and restored.digest == live.digest,
        backup_digest=restored.digest,
        live_digest=live.digest,
        restored=_figures(restored, then),
        live=_figures(live, now),
    )


def _figures(found: Fingerprint, state: State | None) -> DrillFigures:
    return DrillFigures(
        patients=found.counts.get("patient", 0),
        claims=found.counts.get("claim", 0),
        patients_owe_cents=state.patient_open if state else None,
        insurers_owe_cents=state.insurance_open if state else None,
    )


def ledger_fingerprint(ws: Workspace) -> Fingerprint:
    """Row counts of every table and one digest over all that never changes."""
    with ws.db.reading() as session:
        return fingerprint(session.connection(), digest_tables())


def _tell(ws: Workspace, event: str, reason: str) -> None:
    with ws.db.writing() as session:
        audit.record(
            session, at=ws.clock.now(), user_name=ws.actor.name, event=event, reason=reason
        )


@dataclass(frozen=True, slots=True)
class BackupState:
    """How the newest backup stands.

    Attributes:
        state: ok (today's), due (older, or no copy at the second place for two days), late (none
            for two days, or none at all): promise 27.
        newest: when it was made, aware; None where there is none.
        place: where backups are kept.
        second: where they are copied to, if anywhere.
        lacks_copy: the newest copy at the second place is too old.
    """

    state: Literal["ok", "due", "late"]
    newest: dt.datetime | None
    place: Path
    second: SecondPlace | None = None
    lacks_copy: bool = False

    @property
    def words(self) -> str:
        """``Backup OK, today 7:30 AM``, as the status bar says it."""
        if self.newest is None:
            return "No backup yet"
        when = f"{us_date(self.newest.date())} {us_time(self.newest)}"
        if self.state == "late":
            return f"No backup since {when}"
        if self.lacks_copy and self.second is not None:
            copied = self.second.copied_at
            return f"No second backup since {us_date(copied)}" if copied else "No second backup yet"
        if self.state == "ok":
            return f"Backup OK, today {us_time(self.newest)}"
        return f"Backup due, last {when}"


_LATE_DAYS = 2


def backup_state(ws: Workspace) -> BackupState:
    """Look at the newest backup in the practice's own folder, and at what is known of its copy."""
    require(ws.actor, Permission.SEE_PATIENTS)
    place, second = backup_folder(ws.folder), second_place(ws)
    newest = next(iter(list_backups(place, ws.key)), None)
    if newest is None:
        return BackupState("late", None, place, second)
    now = ws.clock.now()
    made = newest.created.astimezone(now.tzinfo)
    days = (now.date() - made.date()).days
    lacks = second is not None and (
        second.copied_at is None or (now.date() - second.copied_at.date()).days > _LATE_DAYS
    )
    if days > _LATE_DAYS:
        return BackupState("late", made, place, second, lacks)
    return BackupState("due" if days > 0 or lacks else "ok", made, place, second, lacks)
