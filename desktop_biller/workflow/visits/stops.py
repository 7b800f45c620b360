"""What a check of a visit yields: stops, and what could not be checked."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_biller.facts.findings import Finding
from desktop_biller.foundation.errors import InputError, RefusedError, UserError

LETTERS = "ABCDEFGHIJKL"
"""What the diagnoses of a visit are called, in order."""

_NOT_SAVED = "The visit was not saved."


@dataclass(frozen=True, slots=True)
class Stop:
    """What keeps a visit from being saved: the rule's number, and the refusal in words."""

    rule: str
    error: UserError

    def finding(self) -> Finding:
        """The same for a list of findings: without what it means for the data."""
        message = f"{self.error.what} {self.error.remedy}"
        return Finding(self.rule, "block", self.error.field or "", message)


Check = Iterator[Stop | Finding]
"""One thing that is looked at; it passed where it yields nothing."""


def wrong_input(rule: str, what: str, remedy: str, field: str) -> Stop:
    """What was typed can't be taken as it is."""
    return Stop(rule, InputError(what, effect=_NOT_SAVED, remedy=remedy, field=field))


def refused(rule: str, what: str, remedy: str, field: str) -> Stop:
    """A rule of billing forbids it."""
    return Stop(rule, RefusedError(what, effect=_NOT_SAVED, remedy=remedy, field=field))
