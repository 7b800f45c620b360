"""Users of the practice: a row in the file, and a wrap of the data key in the key file.

Not a use case like the others: a passphrase must not enter the record of executed commands, and
the key file is no part of the database's transaction.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.foundation.text import clean
from desktop_biller.models.access import ROLES, User
from desktop_biller.security import audit, keyfile
from desktop_biller.security import passphrase as passphrases
from desktop_biller.security.keyfile import Cost
from desktop_biller.security.permissions import Permission, require
from desktop_biller.store.places import KEY_FILE
from desktop_biller.workflow.workspace import Workspace

GIVEN_ROLES = tuple(role for role in ROLES if role != "emergency")
"""The roles a person can be given; "emergency" is for the recovery code alone."""


@dataclass(frozen=True, slots=True)
class NewUser:
    """A person who shall be able to open the practice."""

    name: str  # login
    full_name: str
    role: str
    passphrase: str
    initials: str = ""


def add_user(ws: Workspace, new: NewUser, *, cost: Cost = keyfile.STRONG) -> int:
    """Add a user; returns the id. The row is kept only where the key file took the user too.

    Raises:
        PermissionDeniedError: the actor may not set up the practice.
        InputError: the login is blank, the role is none, or the passphrase is weak.
        RefusedError: there is a user of that login.
    """
    require(ws.actor, Permission.SET_UP_PRACTICE)
    name, full_name = clean(new.name), clean(new.full_name)
    if not name or not full_name:
        raise InputError("A user needs a login and a full name.", remedy="Type both.", field="name")
    if new.role not in GIVEN_ROLES:
        raise InputError(
            f"“{new.role}” is not a role.",
            remedy=f"Choose one of {', '.join(GIVEN_ROLES)}.",
            field="role",
        )
    passphrases.refuse_weak(new.passphrase, user=name)
    initials = clean(new.initials) or "".join(part[:1] for part in full_name.split())[:4].upper()
    with ws.db.writing() as session:
        if session.scalar(sa.select(User.id).where(User.name == name)) is not None:
            raise RefusedError(
                f"There is already a user {name}.",
                effect="No user was added.",
                remedy="Choose another login.",
            )
        user = User(name=name, full_name=full_name, initials=initials, role=new.role)
        session.add(user)
        session.flush()
        audit.record(
            session,
            at=ws.clock.now(),
            user_name=ws.actor.name,
            event="user.added",
            subject=f"user {user.id}",
            reason=new.role,
        )
        # Last: a failure of the file undoes the row. Where the row is lost after this (a power
        # cut), the wrap opens nothing, for opening needs the row as well; a retry replaces it.
        path = ws.folder / KEY_FILE
        write = keyfile.set_passphrase if name in keyfile.users(path) else keyfile.add_user
        write(path, ws.key, name, new.passphrase, cost=cost)
        return user.id
