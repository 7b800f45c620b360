"""Passphrases of an open practice: one's own, and one that the owner gives to who forgot theirs.

Not use cases, for the reason that ``users`` gives.
"""

from desktop_biller.foundation.errors import RefusedError
from desktop_biller.models.access import User
from desktop_biller.security import audit, keyfile, login
from desktop_biller.security import passphrase as passphrases
from desktop_biller.security.keyfile import Cost
from desktop_biller.security.permissions import Permission, require
from desktop_biller.store.places import KEY_FILE
from desktop_biller.workflow.workspace import Workspace


def change_own_passphrase(
    ws: Workspace, old: str, new: str, *, cost: Cost = keyfile.STRONG
) -> None:
    """Give the acting user a new passphrase; the old one stops working at once.

    Raises:
        TooEarlyError: too many wrong passphrases were tried just now.
        WrongPassphraseError: ``old`` is not theirs.
        InputError: ``new`` is weak.
        StorageError: the key file can't be read or written; the old passphrase still works.
    """
    name = ws.actor.name
    login.unlock(ws.folder, name, old, ws.clock.now())
    login.record_success(ws.folder, name)
    passphrases.refuse_weak(new, user=name)
    with ws.db.writing() as session:
        audit.record(session, at=ws.clock.now(), user_name=name, event="passphrase.changed")
        # Last: a failure of the file undoes the row.
        keyfile.change_passphrase(ws.folder / KEY_FILE, name, old, new, cost=cost)


def give_passphrase(ws: Workspace, user_id: int, new: str, *, cost: Cost = keyfile.STRONG) -> None:
    """Give another user a new passphrase in place of one they forgot.

    Raises:
        PermissionDeniedError: the actor may not set up the practice.
        InputError: ``new`` is weak.
        RefusedError: there is no such user.
        StorageError: the key file can't be read or written; nothing was changed.
    """
    require(ws.actor, Permission.SET_UP_PRACTICE)
    with ws.db.writing() as session:
        user = session.get(User, user_id)
        if user is None or not user.active:
            raise RefusedError(
                f"There is no user number {user_id} in this practice.",
                remedy="Choose a user from the list.",
            )
        passphrases.refuse_weak(new, user=user.name)
        audit.record(
            session,
            at=ws.clock.now(),
            user_name=ws.actor.name,
            event="passphrase.given",
            subject=f"user {user.id}",
        )
        # Last: a failure of the file undoes the row.
        keyfile.give_passphrase(ws.folder / KEY_FILE, ws.key, user.name, new, cost=cost)
