"""What the wizard does with what was typed: checks, makes, restores. Loads the workflow."""

from pathlib import Path

from desktop_biller.codesets import reference_db
from desktop_biller.foundation import codec
from desktop_biller.foundation.progress import JobControl
from desktop_biller.security.passphrase import refuse_weak
from desktop_biller.ui.wizard.maker import Made, Values, Wanted
from desktop_biller.workflow.backup_places import refuse_second_place
from desktop_biller.workflow.entrance import refuse_without_practice, users_of
from desktop_biller.workflow.new_folder import refuse_place, refuse_unwritable
from desktop_biller.workflow.office.first_run import FirstRun, make_practice
from desktop_biller.workflow.office.payers import AddPayer, payer_columns
from desktop_biller.workflow.office.practice import (
    AddProvider,
    SetUpPractice,
    practice_columns,
    provider_columns,
)
from desktop_biller.workflow.opening import Owner
from desktop_biller.workflow.sample_practice.demo import SAMPLE_PASSPHRASE, SAMPLE_USER
from desktop_biller.workflow.sample_practice.making import make_sample_practice
from desktop_biller.workflow.upkeep import restore


def check(page: str, values: Values) -> None:
    """Let a page's values pass.

    Raises:
        UserError: something can't be taken; ``field`` says what.
    """
    match page:
        case "practice":
            practice_columns(codec.from_builtins(SetUpPractice, values))
        case "provider":
            provider_columns(codec.from_builtins(AddProvider, values))
        case "owner":
            refuse_weak(values["passphrase"], user=values["name"], practice=values["practice_name"])
        case "place":
            _check_place(Path(values["folder"]), values["second_place"])
        case "payer":
            payer_columns(codec.from_builtins(AddPayer, values))
        case "open":
            refuse_without_practice(Path(values["folder"]))
        case "sample" | "restore":
            refuse_place(Path(values["folder"]))


def _check_place(folder: Path, second: str) -> None:
    refuse_place(folder)
    refuse_unwritable(folder)
    if second:
        refuse_second_place(folder, Path(second))


def make(wanted: Wanted, job: JobControl) -> Made:
    """Make the practice.

    Raises:
        UserError: something can't be taken, or the disk failed; nothing is left behind.
    """
    owner = wanted.owner
    second = wanted.place["second_place"]
    folder = make_practice(
        FirstRun(
            folder=Path(wanted.place["folder"]),
            owner=Owner(owner["name"], owner["name"], owner["passphrase"]),
            key=wanted.key,
            practice=codec.from_builtins(SetUpPractice, wanted.practice),
            provider=codec.from_builtins(AddProvider, wanted.provider),
            payers=tuple(codec.from_builtins(AddPayer, payer) for payer in wanted.payers),
            demonstration_services=wanted.demonstration_services,
            second_place=Path(second) if second else None,
        ),
        catalogue=reference_db.ensure(job=job),
        job=job,
    )
    return Made(folder, owner["name"], owner["passphrase"])


def make_sample(folder: Path, job: JobControl) -> Made:
    """Make the sample practice.

    Raises:
        StorageError: the place can't hold a practice, or can't be written.
    """
    made = make_sample_practice(folder, catalogue=reference_db.ensure(job=job), job=job)
    return Made(made, SAMPLE_USER, SAMPLE_PASSPHRASE)


def restore_backup(values: Values, job: JobControl) -> Made:
    """Put a backup into a new folder.

    Raises:
        UserError: the passphrase does not open it, or it was altered or is damaged.
    """
    job.step(0, 1, "Checking the backup")
    into = Path(values["folder"]).absolute()
    user = values["user"] or None
    restore(Path(values["backup"]), into, values["passphrase"], user=user)
    names = users_of(into)
    return Made(into, user or (names[0] if len(names) == 1 else ""), values["passphrase"])


def sample_login() -> tuple[str, str]:
    """User and passphrase of the sample practice."""
    return SAMPLE_USER, SAMPLE_PASSPHRASE
