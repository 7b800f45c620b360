"""Users of the practice: a row in the file, and a wrap of the data key in the key file.

Not a use case like the others: a passphrase must not enter the record of executed commands, and
the key file is no part of the database's transaction.
"""

from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.foundation.text import clean
from desktop_biller.models.access import User
from desktop_biller.models.draft import Draft
from desktop_biller.security import audit, keyfile
from desktop_biller.security import passphrase as passphrases
from desktop_biller.security.keyfile import Cost, same_name
from desktop_biller.security.permissions import GIVEN_ROLES, Permission, require
from desktop_biller.store.places import KEY_FILE
from desktop_biller.workflow.workspace import Workspace

_LONGEST = {"login": 40, "full name": 80, "initials": 4}


@dataclass(frozen=True, slots=True)
class NewUser:
    """A person who shall be able to open the practice."""

    name: str  # login
    full_name: str
    role: str
    passphrase: str
    initials: str = ""


def user_row(name: str, full_name: str, initials: str, role: str) -> User:
    """The row of a new user, from what was typed; initials left out are taken from the full name.

    Raises:
        InputError: the login or the full name is blank, something is too long, or the role is none.
    """
    login, whole = clean(name), clean(full_name)
    if not login or not whole:
        raise InputError("A user needs a login and a full name.", remedy="Type both.", field="name")
    short = clean(initials) or "".join(part[:1] for part in whole.split()).upper()[:4]
    for what, text in zip(_LONGEST, (login, whole, short), strict=True):
        if len(text) > _LONGEST[what]:
            raise InputError(
                f"{len(text)} characters are too many for the {what}.",
                remedy=f"Use at most {_LONGEST[what]}.",
                field={"login": "name", "full name": "full_name"}.get(what, what),
            )
    if role not in GIVEN_ROLES:
        raise _no_role(role)
    return User(name=login, full_name=whole, initials=short, role=role)


def add_user(ws: Workspace, new: NewUser, *, cost: Cost = keyfile.STRONG) -> int:
    """Add a user; returns the id. The row is kept only where the key file took the user too.

    A user whose passphrase went with a lost key file is let in again: their row stands as it is,
    and only the key file takes the new passphrase.

    Raises:
        PermissionDeniedError: the actor may not set up the practice.
        InputError: a field can't be taken as it is, or the passphrase is weak.
        RefusedError: there is a user of that login, or one who lost the passphrase but has
            another role than asked for.
    """
    require(ws.actor, Permission.SET_UP_PRACTICE)
    user = user_row(new.name, new.full_name, new.initials, new.role)
    passphrases.refuse_weak(new.passphrase, user=user.name)
    path = ws.folder / KEY_FILE
    with ws.db.writing() as session:
        known = _same_login(session, user.name)
        if known is not None:
            _refuse_unless_locked_out(known, new.role, keyfile.users(path))
            user = known
        else:
            session.add(user)
            session.flush()
        audit.record(
            session,
            at=ws.clock.now(),
            user_name=ws.actor.name,
            event="user.added" if known is None else "user.key_restored",
            subject=f"user {user.id}",
            reason=user.role,
        )
        # Last: a failure of the file undoes the row. Where the row is lost after this (a power
        # cut), the wrap opens nothing, for opening needs the row as well; a retry replaces it.
        keyfile.give_passphrase(path, ws.key, user.name, new.passphrase, cost=cost)
        return user.id


def change_role(ws: Workspace, user_id: int, role: str) -> None:
    """Give a user another role; one's own change holds at once.

    Raises:
        PermissionDeniedError: the actor may not set up the practice.
        InputError: the role is none that a person can be given.
        RefusedError: there is no such user, or it is the last owner.
    """
    require(ws.actor, Permission.SET_UP_PRACTICE)
    if role not in GIVEN_ROLES:
        raise _no_role(role)
    with ws.db.writing() as session:
        user = _working_user(session, user_id)
        if role == user.role:
            return
        if role != "owner":
            _refuse_last_owner(session, user)
        audit.record(
            session,
            at=ws.clock.now(),
            user_name=ws.actor.name,
            event="user.role_changed",
            subject=f"user {user.id}",
            reason=f"{user.role} to {role}",
        )
        user.role = role
    if user_id == ws.actor.user_id:
        ws.actor = replace(ws.actor, role=role)


def remove_user(ws: Workspace, user_id: int) -> None:
    """Let a user who leaves open the practice no more; what they did keeps their name.

    The passphrase leaves the key file, and the drafts are thrown away. Older backups still open
    with it.

    Raises:
        PermissionDeniedError: the actor may not set up the practice.
        RefusedError: there is no such user, it is the last owner, or the actor's own login.
        StorageError: the key file can't be read or written; the user stays.
    """
    require(ws.actor, Permission.SET_UP_PRACTICE)
    with ws.db.writing() as session:
        user = _working_user(session, user_id)
        if user.role == "owner":
            _refuse_last_owner(session, user)
        if user.id == ws.actor.user_id:
            raise RefusedError(
                "You can't remove yourself.",
                remedy="Ask another owner to do it.",
            )
        user.active = False
        session.execute(sa.delete(Draft).where(Draft.user_id == user.id))
        audit.record(
            session,
            at=ws.clock.now(),
            user_name=ws.actor.name,
            event="user.removed",
            subject=f"user {user.id}",
            reason=user.role,
        )
        session.flush()
        # Last: a failure of the file undoes the row. Where the row is lost after this (a power
        # cut), the user has no passphrase and can be removed again.
        keyfile.take_passphrase(ws.folder / KEY_FILE, ws.key, user.name)


def _working_user(session: Session, user_id: int) -> User:
    user = session.get(User, user_id)
    if user is None or not user.active:
        raise RefusedError(
            f"There is no user number {user_id} in this practice.",
            remedy="Choose a user from the list.",
        )
    return user


def _refuse_last_owner(session: Session, user: User) -> None:
    """Somebody must be able to add users and set the practice up."""
    others = session.scalar(
        sa.select(sa.func.count()).where(User.role == "owner", User.active, User.id != user.id)
    )
    if user.role == "owner" and not others:
        raise RefusedError(
            f"{user.full_name} is the last owner of this practice.",
            remedy="Make someone else an owner first.",
        )


def _no_role(role: str) -> InputError:
    return InputError(
        f"“{role}” is not a role.",
        remedy=f"Choose one of {', '.join(GIVEN_ROLES)}.",
        field="role",
    )


def _same_login(session: Session, login: str) -> User | None:
    """The key file knows a name however its letters are cased, so the rows must as well."""
    return next((u for u in session.scalars(sa.select(User)) if same_name(u.name, login)), None)


def _refuse_unless_locked_out(known: User, role: str, with_passphrase: list[str]) -> None:
    if not known.active or any(same_name(known.name, name) for name in with_passphrase):
        raise RefusedError(
            f"There is already a user {known.name}.",
            effect="No user was added.",
            remedy="Choose another login.",
        )
    if role != known.role:
        raise RefusedError(
            f"{known.full_name} is {known.role} in this practice, not {role}.",
            effect="No passphrase was given.",
            remedy=f"Ask for the role “{known.role}” to let {known.name} in again.",
        )
