"""What the wizard asks of the workflow, which is loaded in the job that needs it first."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import platformdirs

from desktop_biller.foundation.progress import JobControl

Values = dict[str, Any]
"""What was typed on a page, by the names of the command's fields."""


@dataclass(frozen=True, slots=True)
class Made:
    """A practice that can be opened now, and how."""

    folder: Path
    user: str
    passphrase: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed on all pages of a new practice."""

    key: bytes
    practice: Values
    provider: Values
    owner: Values
    place: Values
    payers: tuple[Values, ...] = ()
    demonstration_services: bool = False


class Maker(Protocol):
    """Checks and acts; each may take a second or more and runs in a job."""

    def check(self, page: str, values: Values) -> None:
        """Let a page's values pass, or raise the UserError that says what is wrong."""
        ...

    def make(self, wanted: Wanted, job: JobControl) -> Made:
        """Make a practice of one's own."""
        ...

    def make_sample(self, folder: Path, job: JobControl) -> Made:
        """Make the sample practice."""
        ...

    def restore(self, values: Values, job: JobControl) -> Made:
        """Put a backup into a new folder."""
        ...

    def sample_login(self) -> tuple[str, str]:
        """User and passphrase of the sample practice, which are no secret."""
        ...


class PracticeMaker:
    """The workflow, loaded when it is first asked."""

    def check(self, page: str, values: Values) -> None:
        from desktop_biller.ui.wizard import making  # noqa: PLC0415 -- loads the database engine

        making.check(page, values)

    def make(self, wanted: Wanted, job: JobControl) -> Made:
        from desktop_biller.ui.wizard import making  # noqa: PLC0415 -- loads the database engine

        return making.make(wanted, job)

    def make_sample(self, folder: Path, job: JobControl) -> Made:
        from desktop_biller.ui.wizard import making  # noqa: PLC0415 -- loads the database engine

        return making.make_sample(folder, job)

    def restore(self, values: Values, job: JobControl) -> Made:
        from desktop_biller.ui.wizard import making  # noqa: PLC0415 -- loads the database engine

        return making.restore_backup(values, job)

    def sample_login(self) -> tuple[str, str]:
        from desktop_biller.ui.wizard import making  # noqa: PLC0415 -- loads the database engine

        return making.sample_login()


def usual_folder(name: str) -> Path:
    """Where a practice of that name is kept unless the user chooses: a folder that is free."""
    home = platformdirs.user_data_path("desktop-biller", appauthor=False)
    plain = "".join(c if c.isalnum() or c in " -_" else " " for c in name)
    called = " ".join(plain.split()) or "Practice"
    for number in range(1, 100):
        folder = home / (called if number == 1 else f"{called} {number}")
        if not folder.exists() or not any(folder.iterdir()):
            return folder
    return home / called
