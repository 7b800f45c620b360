"""What a check says about data: where, how grave, and in words the user can act on."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["block", "warn", "info"]
Outcome = Literal["fail", "no data"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or that could not be checked (``no data`` is never a pass).

    Attributes:
        code: stable id of the rule ("R11e") or of the check ("I1").
        field: the field the words are about, as the screens name it ("line 2 pointers").
        message: what is wrong and what to do.
    """

    code: str
    severity: Severity
    field: str
    message: str
    outcome: Outcome = "fail"
