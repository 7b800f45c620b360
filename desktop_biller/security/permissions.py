"""Who may do what: roles and permissions, denied unless granted (promise 6)."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_biller.foundation.errors import PermissionDeniedError


class Permission(StrEnum):
    """One right; each use case names the one it needs."""

    SET_UP_PRACTICE = "set up the practice"
    REGISTER_PATIENTS = "register patients and their insurance"
    SEE_PATIENTS = "look up patients, their insurance and their visits"
    RECORD_VISITS = "record visits"
    MAKE_CLAIMS = "make and send claims"
    TAKE_PAYMENTS = "take patients' payments"
    VOID_PAYMENTS = "void payments"
    POST_REMITTANCES = "post insurers' payments"
    BILL_PATIENTS = "issue invoices and statements"
    WRITE_NOTES = "write notes"
    CLOSE_DAYS = "print the day sheet and close days"
    READ_BOOKS = "read accounts and reports"
    KEEP_FILE = "back up, restore and verify the practice file"


_FRONT_DESK = {
    Permission.REGISTER_PATIENTS,
    Permission.SEE_PATIENTS,
    Permission.TAKE_PAYMENTS,
    Permission.WRITE_NOTES,
    Permission.READ_BOOKS,
}
_BILLER = _FRONT_DESK | {
    Permission.RECORD_VISITS,
    Permission.MAKE_CLAIMS,
    Permission.VOID_PAYMENTS,
    Permission.POST_REMITTANCES,
    Permission.BILL_PATIENTS,
    Permission.CLOSE_DAYS,
    Permission.KEEP_FILE,
}
GRANTS: dict[str, frozenset[Permission]] = {
    "front desk": frozenset(_FRONT_DESK),
    "biller": frozenset(_BILLER),
    "provider": frozenset(
        {Permission.SEE_PATIENTS, Permission.RECORD_VISITS, Permission.WRITE_NOTES}
    ),
    "owner": frozenset(Permission),
    "auditor": frozenset({Permission.SEE_PATIENTS, Permission.READ_BOOKS}),
    "emergency": frozenset({Permission.SEE_PATIENTS, Permission.READ_BOOKS}),
}
"""Rights by role; a role that is not here has none."""

GIVEN_ROLES = tuple(role for role in GRANTS if role != "emergency")
"""The roles a person can be given: all but "emergency", which the recovery code alone gives."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The user who acts. ``name`` is the login, ``initials`` stand on the day sheet."""

    user_id: int
    name: str
    full_name: str
    initials: str
    role: str


def require(actor: Actor, permission: Permission) -> None:
    """Let the action pass.

    Raises:
        PermissionDeniedError: the actor's role does not hold the permission.
    """
    if permission not in GRANTS.get(actor.role, frozenset()):
        raise PermissionDeniedError(
            f"{actor.full_name} ({actor.role}) may not {permission.value}.",
            remedy="Ask the owner of the practice, or switch to a user who may.",
        )
