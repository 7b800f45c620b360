"""What a script says: the practice it starts with, and its steps with their dates."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import InputError
from desktop_biller.foundation.money import Cents
from desktop_biller.workflow.play.plain_words import plain_words

_LARGEST_BYTES = 5_000_000
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(2200, 12, 31)
"""Beyond them a step has no days before or after it, in any time zone."""


class StartWith(codec.Strict, frozen=True, kw_only=True):
    """The new practice in which the script is played."""

    name: Annotated[str, Meta(max_length=60, description="Name of the practice.")] = "Play practice"
    time_zone: Annotated[
        str, Meta(description="IANA zone of its dates, such as America/Chicago.")
    ] = "America/New_York"
    sample: Annotated[bool, Meta(description="Print the SAMPLE mark on every paper.")] = False


class ExpectedState(codec.Strict, frozen=True, kw_only=True):
    """The state row that must stand after a step, in cents; what is left out is not compared."""

    charges: Cents | None = None
    insurer_paid: Cents | None = None
    patient_paid: Cents | None = None
    write_off: Cents | None = None
    insurance_open: Cents | None = None
    patient_open: Cents | None = None
    credit: Cents | None = None


class Step(codec.Strict, frozen=True, kw_only=True, rename={"arguments": "with", "name": "as"}):
    """One step of a script."""

    on: Annotated[
        dt.date, Meta(description="Date on which the step takes place, 1900-01-01 to 2200-12-31.")
    ]
    at: Annotated[
        str, Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", description="Local time, HH:MM.")
    ] = "09:00"
    do: Annotated[str, Meta(description="Name of the workflow function.")]
    arguments: Annotated[
        dict[str, Any], Meta(description="Fields of its command; “$name.field” is a result.")
    ] = {}  # noqa: RUF012 -- msgspec copies an empty default for each step
    name: Annotated[str, Meta(description="Name under which later steps find the result.")] = ""
    show: Annotated[
        str, Meta(description="Whose state to print: practice, or a patient as “$name.patient_id”.")
    ] = "practice"
    expect: Annotated[ExpectedState | None, Meta(description="State that must stand.")] = None
    expect_result: Annotated[
        dict[str, Any], Meta(description="Fields of the result that must have these values.")
    ] = {}  # noqa: RUF012 -- as above
    refused: Annotated[
        str, Meta(description="Words of the refusal, where the step must be refused.")
    ] = ""
    save: Annotated[bool, Meta(description="Write the paper it issued to the output.")] = False

    def __post_init__(self) -> None:
        """Refuse a day that no practice has; the decoder adds the place to the words."""
        if not _FIRST_DAY <= self.on <= _LAST_DAY:
            msg = f"“on” must be a day from {_FIRST_DAY} to {_LAST_DAY}"
            raise ValueError(msg)

    @property
    def time(self) -> dt.time:
        """``at`` as a time."""
        return dt.time.fromisoformat(self.at)


class Script(codec.Strict, frozen=True, kw_only=True):
    """A scripted day, or months."""

    title: Annotated[str, Meta(max_length=200, description="What the script shows.")] = ""
    practice: StartWith = StartWith()
    steps: Annotated[tuple[Step, ...], Meta(min_length=1, max_length=100_000)]


def read_script(path: Path) -> Script:
    """The script in a JSON file.

    Raises:
        InputError: there is no such file, it is too large, or it does not fit; the words name
            the file and the place.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise InputError(
                f"{path.name} is larger than a script can be.",
                effect="Nothing was played.",
                remedy="Choose the JSON file of a script.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} can't be read: {error.strerror}.",
            effect="Nothing was played.",
            remedy="Check the name of the file.",
        ) from error
    try:
        return msgspec.json.decode(data.decode("utf-8-sig"), type=Script)
    except UnicodeDecodeError as error:
        raise _unreadable(path, "it is not text in UTF-8") from error
    except RecursionError as error:
        raise _unreadable(path, "its lists are nested too deep") from error
    except msgspec.DecodeError as error:
        raise _unreadable(path, plain_words(str(error))) from error


def _unreadable(path: Path, why: str) -> InputError:
    return InputError(
        f"{path.name} can't be read: {why}.",
        effect="Nothing was played.",
        remedy="Correct that place and try again.",
    )
