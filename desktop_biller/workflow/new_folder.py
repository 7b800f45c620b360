"""Folders that come into being as a whole: a failure, Cancel or a power cut leaves none."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_biller.foundation.errors import StorageError
from desktop_biller.foundation.files import disk_trouble, move_into_place
from desktop_biller.store.places import refuse_unsafe_place


def refuse_place(folder: Path) -> None:
    """Let a folder pass in which a new practice can be made.

    Raises:
        StorageError: it is on a network share or in the folder of a sync service, or it is not
            empty.
    """
    with _in_sentences(folder):
        refuse_unsafe_place(folder.absolute())
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    if taken:
        raise StorageError(
            f"The folder {folder} is not empty.",
            effect="No practice was made.",
            remedy="Choose a new or empty folder.",
        )


def refuse_unwritable(folder: Path) -> None:
    """Let a folder pass in which files can be made; it is tried, and nothing stays behind.

    Raises:
        StorageError: it is not there and can't be made, or may not be written.
    """
    folder = folder.absolute()
    with _in_sentences(folder):
        folder.resolve()  # looks at the name itself, which ``exists`` takes for one that is free
        nearest = next((place for place in (folder, *folder.parents) if place.exists()), None)
    if nearest is None:  # Windows: the letter of a drive that is not connected
        raise StorageError(
            f"There is no disk {folder.anchor} on this computer.",
            effect="Nothing was written.",
            remedy="Connect it, or choose another folder.",
        )
    with _in_sentences(folder):
        Path(tempfile.mkdtemp(prefix=".try.", dir=nearest)).rmdir()


@contextmanager
def _in_sentences(folder: Path) -> Iterator[None]:
    """Tell in a sentence of a folder that may not be looked at, or has a name that none has."""
    try:
        yield
    except OSError as error:
        raise disk_trouble(error, folder) from error
    except ValueError as error:  # a character that no name may hold
        raise StorageError(
            "That is no name of a folder.",
            effect="Nothing was written.",
            remedy="Choose a folder with the button beside the line.",
        ) from error


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """An empty folder beside ``folder``, which takes its name once the block has succeeded.

    Raises:
        StorageError: the place is not safe, not empty or can't be written.
    """
    folder = folder.absolute()
    refuse_place(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise disk_trouble(error, folder.parent) from error
    try:
        yield draft
        if folder.exists():
            folder.rmdir()
        move_into_place(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
