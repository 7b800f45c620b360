"""Users of the practice: a row in the file, and a wrap of the data key in the key file.

Not a use case like the others: a passphrase must not enter the record of executed commands, and
the key file is no part of the database's transaction.
"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.foundation.text import clean
from desktop_biller.models.access import ROLES, User
from desktop_biller.security import audit, keyfile
from desktop_biller.security import passphrase as passphrases
from desktop_biller.security.keyfile import Cost, same_name
from desktop_biller.security.permissions import Permission, require
from desktop_biller.store.places import KEY_FILE
from desktop_biller.workflow.workspace import Workspace

GIVEN_ROLES = tuple(role for role in ROLES if role != "emergency")
"""The roles a person can be given: all but "emergency", which nothing gives yet."""

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
        raise InputError(
            f"“{role}” is not a role.",
            remedy=f"Choose one of {', '.join(GIVEN_ROLES)}.",
            field="role",
        )
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
