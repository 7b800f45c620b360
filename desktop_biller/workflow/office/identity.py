"""Which practice this is: what a window's title and its bands say."""

from dataclasses import dataclass

from desktop_biller.models.practice import Practice
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.reading import Reading, question


@dataclass(frozen=True, slots=True)
class PracticeIdentity:
    """The practice's name, and whether it is the invented one."""

    name: str
    is_sample: bool


@question(Permission.SEE_PATIENTS)
def practice_identity(rd: Reading) -> PracticeIdentity:
    """The practice of this file."""
    practice = rd.session.get_one(Practice, 1)
    return PracticeIdentity(practice.name, practice.is_sample)
