"""The two families of failure: what the user can mend (here), and bugs (anything else).

A sentence for the user has three parts, in this order: what happened, what it means for the
data, what to do.
"""


class UserError(Exception):
    """An action that can't be done, told in words the user can act on.

    Args:
        what: what happened, one sentence with its full stop.
        effect: what it means for the data ("Nothing was posted.").
        remedy: what to do next.
        field: name of the command's field the words are about, or None.
    """

    def __init__(
        self,
        what: str,
        *,
        effect: str = "Nothing was changed.",
        remedy: str,
        field: str | None = None,
    ) -> None:
        super().__init__(what)
        self.what = what
        self.effect = effect
        self.remedy = remedy
        self.field = field

    def __str__(self) -> str:
        return f"{self.what} {self.effect} {self.remedy}"


class InputError(UserError):
    """A value that was typed, or read from a script, can't be taken as it is."""


class RefusedError(UserError):
    """A rule of the ledger or of billing forbids the action (closed day, unbalanced entry)."""


class StaleRecordError(UserError):
    """The record was changed by someone else since it was read."""


class StorageError(UserError):
    """The practice file can't be read or written (damaged, full disk, read-only, in use)."""


class WrongPassphraseError(UserError):
    """The passphrase opens no key of this practice; the file itself is sound."""


class PermissionDeniedError(UserError):
    """The user's role does not allow the action."""
