"""The sample practice as a user gets it: made in a folder, closed, and made anew on request."""

import shutil
from pathlib import Path

from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.foundation.errors import RefusedError, StorageError
from desktop_biller.foundation.files import move_into_place
from desktop_biller.foundation.progress import JobControl
from desktop_biller.workflow.new_folder import new_folder
from desktop_biller.workflow.office.identity import practice_identity
from desktop_biller.workflow.sample_practice.demo import (
    SAMPLE_PASSPHRASE,
    create_sample,
    open_sample,
)
from desktop_biller.workflow.upkeep import back_up
from desktop_biller.workflow.workspace import Workspace

SEED = 1
"""The same people and amounts for everybody who tries the program."""


def make_sample_practice(
    folder: Path, *, catalogue: Catalogue, job: JobControl | None = None, seed: int = SEED
) -> Path:
    """Make the sample practice in a new or empty folder; returns it. All of it, or nothing.

    Raises:
        StorageError: the place can't hold a practice, or can't be written.
        Cancelled: the user stopped it.
    """
    with new_folder(folder) as draft:
        create_sample(draft, SAMPLE_PASSPHRASE)
        sample = open_sample(
            draft, SAMPLE_PASSPHRASE, catalogue, seed=seed, job=job or JobControl()
        )
        try:
            back_up(sample.ws, reason="first")  # as a practice of one's own has
        finally:
            sample.ws.close()
    return folder.absolute()


def refuse_other_practice(ws: Workspace) -> None:
    """Let the sample practice pass.

    Raises:
        RefusedError: the open practice is a real one.
    """
    if not practice_identity(ws).is_sample:
        raise RefusedError(
            "Only the sample practice can be reset.",
            remedy="Open the sample practice first.",
        )


def fresh_beside(folder: Path) -> Path:
    """Where ``make_sample_anew`` puts the fresh practice that shall take a folder's place."""
    return folder.with_name(f".{folder.name}.fresh")


def make_sample_anew(folder: Path, *, catalogue: Catalogue, job: JobControl | None = None) -> Path:
    """Make a fresh sample practice beside a folder, to take its place by ``swap_sample``."""
    fresh = fresh_beside(folder)
    shutil.rmtree(fresh, ignore_errors=True)
    return make_sample_practice(fresh, catalogue=catalogue, job=job)


def swap_sample(folder: Path) -> None:
    """Put the fresh sample practice in the place of the closed one.

    Raises:
        StorageError: the old one is held open; it stands as it was.
    """
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    move_into_place(folder, old)
    try:
        move_into_place(fresh_beside(folder), folder)
    except StorageError:
        move_into_place(old, folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
