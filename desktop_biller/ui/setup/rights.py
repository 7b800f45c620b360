"""Who may change what in Setup, told before the workflow refuses it."""

from desktop_biller.security.permissions import GRANTS, Permission
from desktop_biller.ui.desk import Desk

_WORDS = {
    Permission.SET_UP_PRACTICE: "Only an owner of the practice may change this.",
    Permission.KEEP_FILE: "Only an owner or a biller may do this.",
}


def why_not(desk: Desk, permission: Permission) -> str:
    """Why the user may not; blank where they may."""
    if desk.ws.db.read_only:
        return "The practice is open read-only."
    if permission in GRANTS.get(desk.ws.actor.role, frozenset()):
        return ""
    return _WORDS[permission]
