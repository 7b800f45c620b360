"""What rules and screens ask of the code sets.

Every answer about a code knows three outcomes: valid, not valid, and no data for that date of
service (``valid`` is None). No data is never a pass.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """What the loaded code sets say of one code on one date of service.

    Attributes:
        code: as it is written, with its dot.
        title: the official title; empty where no loaded release knows the code.
        billable: complete, so that it may go on a claim (a header may not).
        valid: in force on that date; None where no release of that date is loaded.
        reason: empty for a valid billable code, else one sentence with its full stop.
        children: the codes right below a header, with their dots.
        manifestation: its "code first" note says that it can't be the first diagnosis.
    """

    code: str
    title: str
    billable: bool
    valid: bool | None
    reason: str = ""
    children: tuple[str, ...] = ()
    manifestation: bool = False


@dataclass(frozen=True, slots=True)
class CodeNote:
    """An instruction of the classification that holds for a code, from itself or from above.

    Attributes:
        kind: inclusion, includes, excludes1, excludes2, code_first, code_also, use_additional
            or note.
        text: unchanged, as CDC/NCHS has it.
        owner: the code (with its dot), section ("J40-J4A") or chapter ("10") it stands under.
    """

    kind: str
    text: str
    owner: str


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """What is known of a procedure code; practices type their own, so unknown is no data.

    Attributes:
        title: the official short descriptor.
        words: the office's own words for it.
        patient_words: neutral words for papers that are mailed.
        kind: visit, procedure, lab, drug, vaccine, supply, ...
        fee_cents: the sample fee of the demonstration list.
    """

    code: str
    title: str
    valid: bool | None
    reason: str = ""
    words: str = ""
    patient_words: str = ""
    kind: str = ""
    fee_cents: int = 0


@dataclass(frozen=True, slots=True)
class PlaceOfService:
    """A place of service (box 24B): CMS's name, our words, whether the facility rate holds."""

    code: str
    name: str
    words: str
    facility: bool


@dataclass(frozen=True, slots=True)
class Modifier:
    """A modifier (box 24D) in our own words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Load:
    """One release that was loaded: where it came from and the dates it answers for."""

    system: str
    source: str
    version: str
    covers_from: dt.date
    covers_to: dt.date
    codes: int  # headers included
    billable: int


class Catalogue(Protocol):
    """The look-ups by date of service; codes come with or without dot, in any case."""

    def diagnosis(self, code: str, on: dt.date) -> CodeAnswer:
        """What ICD-10-CM says of a code."""
        ...

    def notes(self, code: str, on: dt.date) -> tuple[CodeNote, ...]:
        """Its notes, its own first, then those of every level above."""
        ...

    def excludes1(self, first: str, second: str, on: dt.date) -> CodeNote | None:
        """The note by which two codes never go together, if there is one."""
        ...

    def service(self, code: str, on: dt.date) -> ServiceAnswer:
        """What the loaded service lists say of a procedure code."""
        ...

    def place_of_service(self, code: str) -> PlaceOfService | None:
        """The place of that code, or None where there is none."""
        ...

    def modifier(self, code: str) -> Modifier | None:
        """A modifier we have words for, or None."""
        ...
