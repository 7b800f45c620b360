"""The only place where a file or folder takes the place of another.

A reader finds the old content or the new, never a part: a temporary neighbor is written, flushed
to the disk and moved over the name. Virus scanners and indexers on Windows hold fresh files open
for a moment, so the move is tried again for about two seconds.
"""

import errno
import os
import sys
import tempfile
import time
from pathlib import Path

from desktop_biller.foundation.errors import StorageError

if sys.platform != "win32":
    import fcntl

_HELD_OPEN = frozenset({5, 32, 33})
"""Windows: access denied, sharing violation, lock violation. None of them lasts."""

_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.5)
"""Seconds between the tries."""

_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP})
"""Network file systems that can't flush a folder say so in these words."""


def replace_file(path: Path, data: bytes) -> None:
    """Make ``data`` the content of ``path``: all of it or nothing, readable by its owner only.

    Raises:
        StorageError: the disk is full, the folder is read-only or the file is held open; the old
            content stands.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise disk_trouble(error, path) from error
    temp = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            _flush(stream.fileno())
        move_into_place(temp, path)
    except OSError as error:
        raise disk_trouble(error, path) from error
    finally:
        temp.unlink(missing_ok=True)


def move_into_place(temp: Path, final: Path) -> None:
    """Give a finished file or folder its final name, on the same disk.

    A file takes the place of an older one; a folder needs a name that is free.

    Raises:
        StorageError: the name can't be taken; ``temp`` is still there.
    """
    try:
        _move(temp, final)
        _flush_folder(final.parent)
    except OSError as error:
        raise disk_trouble(error, final) from error


def flush_file(path: Path) -> None:
    """Wait until the disk holds what was written to ``path``.

    Raises:
        OSError: the disk could not write it.
    """
    with path.open("r+b") as stream:
        _flush(stream.fileno())


def disk_trouble(error: OSError, path: Path) -> StorageError:
    """The sentence for a failed write of ``path``."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError(
            f"The disk is full: {path.name} could not be written.",
            effect="What was saved before is intact.",
            remedy="Free some space on that disk and try again.",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageError(
            f"{path.name} can't be written: it is read-only, or another program holds it open.",
            effect="What was saved before is intact.",
            remedy=f"Close other programs that use {path.parent}, check that you may write there, "
            "and try again.",
        )
    return StorageError(
        f"{path.name} could not be written: {error.strerror or error}.",
        effect="What was saved before is intact.",
        remedy="Check that the disk is connected and try again.",
    )


def _move(temp: Path, final: Path) -> None:
    for pause in _PAUSES:
        try:
            os.replace(temp, final)  # noqa: PTH105 -- named so that the tree can be searched for it
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD_OPEN:
                raise
            time.sleep(pause)
        else:
            return
    os.replace(temp, final)  # noqa: PTH105 -- the last try tells its own error


def _flush(descriptor: int) -> None:
    if sys.platform == "darwin":
        # fsync on macOS stops at the drive's own cache.
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def _flush_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # NTFS journals the name; Windows has no call to flush a folder
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)
