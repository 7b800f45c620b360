"""Making a practice, opening it, and letting go of it."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.foundation.dates import Clock, ShiftedClock, SystemClock, local_zone_name, zone
from desktop_biller.foundation.errors import InputError, StorageError, UserError
from desktop_biller.foundation.files import move_into_place
from desktop_biller.foundation.text import clean
from desktop_biller.models.access import User
from desktop_biller.models.practice import Practice
from desktop_biller.security import audit, keyfile, login, recovery_code
from desktop_biller.security import passphrase as passphrases
from desktop_biller.security.keyfile import Cost
from desktop_biller.security.permissions import Actor
from desktop_biller.store.backup import make_backup
from desktop_biller.store.check import check_integrity
from desktop_biller.store.database import Database, is_writable, open_database
from desktop_biller.store.guards import install_guards
from desktop_biller.store.lock import PracticeLock
from desktop_biller.store.migrate import migrate
from desktop_biller.store.places import DATABASE_FILE, KEY_FILE, refuse_unsafe_place
from desktop_biller.workflow.backup_places import backup_folder
from desktop_biller.workflow.office.users import user_row
from desktop_biller.workflow.upkeep import digest_tables
from desktop_biller.workflow.workspace import Workspace

_LONGEST_PRACTICE_NAME = 60
_SHORTEST_REASON, _LONGEST_REASON = 5, 200

EMERGENCY = Actor(
    user_id=0,
    name="emergency access",
    full_name="Emergency access",
    initials="EMER",
    role="emergency",
)
"""Who acts when the practice was opened by the recovery code; no row of the file."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The first user of a new practice."""

    name: str  # login
    full_name: str
    passphrase: str
    initials: str = ""


def create_practice(
    folder: Path,
    owner: Owner,
    *,
    practice_name: str,
    clock: Clock | None = None,
    time_zone: str = "",
    is_sample: bool = False,
    key: bytes | None = None,
    cost: Cost = keyfile.STRONG,
) -> str:
    """Make a new practice in an empty or new folder; returns its recovery code, shown once.

    Everything is made beside the folder and moved there as a whole: a failure leaves nothing.
    ``key`` is the data key where its recovery code was shown before; left out, one is drawn.

    Raises:
        UserError: a name is blank or too long, the folder is not empty or not a safe place, or the
            passphrase is weak.
    """
    folder = folder.absolute()
    called = _practice_name(practice_name)
    first = user_row(owner.name, owner.full_name, owner.initials, "owner")
    passphrases.refuse_weak(owner.passphrase, user=first.name, practice=called)
    refuse_unsafe_place(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StorageError(
            f"The folder {folder} is not empty.",
            effect="No practice was made.",
            remedy="Choose a new or empty folder.",
        )
    zone_name = time_zone or local_zone_name()
    now = (clock or SystemClock(zone(zone_name))).now()
    temp = folder.with_name(f".{folder.name}.unfinished")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temp.mkdir(mode=0o700)
    except OSError as error:
        raise StorageError(
            f"No folder can be made in {folder.parent}: {error.strerror}.",
            effect="No practice was made.",
            remedy="Choose a folder that you may write to.",
        ) from error
    try:
        key = keyfile.create_keyfile(
            temp / KEY_FILE, first.name, owner.passphrase, key=key, cost=cost
        )
        path = temp / DATABASE_FILE
        migrate(path, key, before=lambda: None, reinstall_guards=install_guards)
        database = Database(path, key)
        try:
            _first_rows(database, first, called, zone_name, now=now, is_sample=is_sample)
        finally:
            database.close()
        if folder.exists():
            folder.rmdir()
        move_into_place(temp, folder)
    finally:
        shutil.rmtree(temp, ignore_errors=True)
    return recovery_code.encode(key)


def _practice_name(typed: str) -> str:
    name = clean(typed)
    if not name or len(name) > _LONGEST_PRACTICE_NAME:
        raise InputError(
            "The practice needs a name."
            if not name
            else f"The practice's name is longer than {_LONGEST_PRACTICE_NAME} characters.",
            effect="No practice was made.",
            remedy="Type it as it shall stand on claims and statements.",
            field="practice_name",
        )
    return name


def open_practice(
    folder: Path,
    passphrase: str,
    *,
    catalogue: Catalogue,
    user: str | None = None,
    clock: Clock | None = None,
) -> Workspace:
    """Open a practice with a user's passphrase, and bring an older file up to date.

    Raises:
        TooEarlyError: too many wrong passphrases were tried just now.
        WrongPassphraseError: the file is sound, the passphrase is not this user's.
        StorageError: the file is open elsewhere, damaged, of a newer program or not there.
    """
    return _open(folder, passphrase, user, catalogue=catalogue, clock=clock, checked=False)


def reopen(
    folder: Path,
    passphrase: str,
    user: str,
    *,
    catalogue: Catalogue,
    clock: Clock | None = None,
) -> Workspace:
    """Open a practice again that was locked: the same as opening it, without the whole check.

    This run of the program has checked the whole file, which takes seconds in a large one; each
    part is still authenticated when it is read.

    Raises:
        UserError: as ``open_practice``.
    """
    return _open(folder, passphrase, user, catalogue=catalogue, clock=clock, checked=True)


def _open(
    folder: Path,
    passphrase: str,
    user: str | None,
    *,
    catalogue: Catalogue,
    clock: Clock | None,
    checked: bool,
) -> Workspace:
    folder = folder.absolute()
    moment = (clock or SystemClock(zone(local_zone_name()))).now()
    unlocked = login.unlock(folder, user, passphrase, moment)
    wrong_tries = login.record_success(folder, unlocked.user)
    return _enter(
        folder,
        unlocked,
        moment,
        lambda ws: _tell_of_opening(ws, wrong_tries),
        catalogue=catalogue,
        clock=clock,
        checked=checked,
    )


def open_in_emergency(
    folder: Path, code: str, reason: str, *, catalogue: Catalogue, clock: Clock | None = None
) -> Workspace:
    """Open a practice by its recovery code, to look at it only (promise 41).

    For the day on which nobody who has a passphrase can be reached, 45 CFR 164.312(a)(2)(ii). The
    trail tells of it with the reason.

    Raises:
        InputError: the code is mistyped, or there is no reason.
        StorageError: the code is of another practice, or the practice is open elsewhere.
    """
    folder = folder.absolute()
    key = recovery_code.decode(code)
    why = clean(reason)[:_LONGEST_REASON]
    if len(why) < _SHORTEST_REASON:
        raise InputError(
            "Emergency access needs a reason.",
            effect="The practice stays locked.",
            remedy="Type in a few words why nobody can open it with a passphrase.",
            field="reason",
        )

    def tell(ws: Workspace) -> None:
        with ws.db.writing() as session:
            audit.record(
                session,
                at=ws.clock.now(),
                user_name=ws.actor.name,
                event="practice.opened_in_emergency",
                reason=why,
            )

    moment = (clock or SystemClock(zone(local_zone_name()))).now()
    who = keyfile.Unlocked(EMERGENCY.name, key)
    return _enter(
        folder, who, moment, tell, catalogue=catalogue, clock=clock, checked=False, actor=EMERGENCY
    )


def _enter(
    folder: Path,
    who: keyfile.Unlocked,
    moment: dt.datetime,
    tell: Callable[[Workspace], None],
    *,
    catalogue: Catalogue,
    clock: Clock | None,
    checked: bool,
    actor: Actor | None = None,
) -> Workspace:
    """Take the practice, check it and open it with its key; ``tell`` tells the trail."""
    key = who.key
    refuse_unsafe_place(folder)
    lock = PracticeLock(folder)
    writable = is_writable(folder)  # a practice that can't be written takes no lock
    if writable:
        lock.acquire(who.user, moment)
    database: Database | None = None
    try:
        if writable:
            if not checked:
                _refuse_damaged(folder, key)
            _bring_up_to_date(folder, key, moment)
        database = open_database(folder, key)
        known = actor or _actor(database, who.user)
        ws = _workspace(folder, key, database, known, catalogue=catalogue, clock=clock)
        ws.on_close.append(lock.release)
        if writable:
            tell(ws)
    except BaseException:
        if database is not None:
            database.close()
        lock.release()
        raise
    return ws


def _tell_of_opening(ws: Workspace, wrong_tries: int) -> None:
    """Record the opening, and before it the wrong passphrases that nobody was told of yet."""
    now, name = ws.clock.now(), ws.actor.name
    with ws.db.writing() as session:
        if wrong_tries:
            words = f"{wrong_tries} wrong passphrase{'' if wrong_tries == 1 else 's'} before"
            audit.record(session, at=now, user_name=name, event="login.failed", reason=words)
        audit.record(session, at=now, user_name=name, event="practice.opened")
    login.record_told(ws.folder, name)


def _refuse_damaged(folder: Path, key: bytes) -> None:
    complaints = check_integrity(folder / DATABASE_FILE, key, quick=True)
    if complaints:
        first = complaints[0]
        raise StorageError(
            # The engine's own sentence says so already; what a check lists does not.
            first if "damaged" in first else f"The practice file is damaged ({first[:-1]}).",
            effect="Nothing was changed.",
            remedy="Restore the last good backup; the damaged file stays as it is.",
        )


def _bring_up_to_date(folder: Path, key: bytes, now: dt.datetime) -> None:
    def before() -> None:
        database = Database(folder / DATABASE_FILE, key)
        try:
            make_backup(
                database,
                key,
                folder,
                backup_folder(folder),
                reason="before an update of the program",
                now=now,
                digest_tables=digest_tables(),
            )
        finally:
            database.close()

    migrate(folder / DATABASE_FILE, key, before=before, reinstall_guards=install_guards)


def _actor(database: Database, user: str) -> Actor:
    with database.reading() as session:
        row = session.scalar(sa.select(User).where(User.name == user, User.active))
    if row is None:
        raise UserError(
            f"{user} is not a user of this practice any more.",
            remedy="Ask the owner of the practice.",
        )
    return Actor(
        user_id=row.id,
        name=row.name,
        full_name=row.full_name,
        initials=row.initials,
        role=row.role,
    )


def _workspace(
    folder: Path,
    key: bytes,
    database: Database,
    actor: Actor,
    *,
    catalogue: Catalogue,
    clock: Clock | None,
) -> Workspace:
    return Workspace(
        folder=folder,
        db=database,
        key=key,
        actor=actor,
        clock=clock or _own_clock(database),
        catalogue=catalogue,
        on_close=[],
    )


def _own_clock(database: Database) -> Clock:
    """The practice's clock; that of a sample goes on where its invented days end."""
    with database.reading() as session:
        practice = session.get_one(Practice, 1)
        last = audit.last_moment(session) if practice.is_sample else None
    usual = SystemClock(zone(practice.time_zone))
    return usual if last is None else ShiftedClock.going_on_from(last, usual.now())


def change_passphrase(
    folder: Path,
    user: str | None,
    old: str,
    new: str,
    *,
    clock: Clock | None = None,
    cost: Cost = keyfile.STRONG,
) -> None:
    """Give a user a new passphrase: the key file is rewritten, and the trail tells of it.

    Raises:
        TooEarlyError: too many wrong passphrases were tried just now.
        WrongPassphraseError: ``old`` is not this user's.
        InputError: ``new`` is weak.
        UserError: the user has left the practice.
        StorageError: the practice is open elsewhere, or can't be written.
    """
    folder = folder.absolute()
    now = (clock or SystemClock(zone(local_zone_name()))).now()
    unlocked = login.unlock(folder, user, old, now)
    login.record_success(folder, unlocked.user)
    passphrases.refuse_weak(new, user=unlocked.user)
    with _telling(folder, unlocked.key, unlocked.user, "passphrase.changed", clock) as name:
        # The old one once more: it may have been changed before the lock was ours.
        keyfile.change_passphrase(folder / KEY_FILE, name, old, new, cost=cost)


def set_passphrase_by_recovery_code(
    folder: Path,
    user: str,
    code: str,
    new: str,
    *,
    clock: Clock | None = None,
    cost: Cost = keyfile.STRONG,
) -> None:
    """Give a user a new passphrase by the recovery code, also where the key file is lost.

    Raises:
        InputError: the code is mistyped, or ``new`` is weak.
        UserError: there is no such user.
        StorageError: the code is of another practice, or the practice is open elsewhere or can't
            be written.
    """
    folder = folder.absolute()
    key = recovery_code.decode(code)
    passphrases.refuse_weak(new, user=user)
    path = folder / KEY_FILE
    with _telling(folder, key, user, "passphrase.recovered", clock) as name:
        if path.exists():
            keyfile.give_passphrase(path, key, name, new, cost=cost)
        else:
            keyfile.create_keyfile(path, name, new, key=key, cost=cost)


@contextmanager
def _telling(folder: Path, key: bytes, user: str, event: str, clock: Clock | None) -> Iterator[str]:
    """Hold the closed practice for a change of its key file, and tell the trail of it.

    Gives the user's login as it stands in the practice. The row is kept only where the change
    in the block succeeds, which is the last thing done before the commit.
    """
    now = (clock or SystemClock(zone(local_zone_name()))).now()
    with PracticeLock(folder) as lock:
        if is_writable(folder):  # else ``writing`` says that it isn't
            lock.acquire(user, now)
        with closing(open_database(folder, key)) as database, database.writing() as session:
            logins = session.scalars(sa.select(User.name).where(User.active))
            name = next((login for login in logins if keyfile.same_name(login, user)), None)
            if name is None:
                raise UserError(
                    f"There is no user {user} in this practice.",
                    remedy="Use the login name of one of its users.",
                    field="user",
                )
            audit.record(session, at=now, user_name=name, event=event)
            yield name


def _first_rows(
    database: Database,
    owner: User,
    practice_name: str,
    time_zone: str,
    *,
    now: dt.datetime,
    is_sample: bool,
) -> None:
    with database.writing() as session:
        session.add(
            Practice(
                id=1,
                name=practice_name,
                phone="",
                tax_id="",
                tax_id_kind="EIN",
                npi="",
                time_zone=time_zone,
                is_sample=is_sample,
            )
        )
        session.add(owner)
        audit.create_chain(session)
        audit.record(session, at=now, user_name=owner.name, event="practice.created")
