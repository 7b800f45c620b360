"""Waiting after wrong passphrases, so that nobody at the keyboard can try many (promise 8).

After the third wrong passphrase in a row the next try waits 1 second, then 2, 4 ... 60, and from
the tenth on 15 minutes. ``office.tries`` beside the practice keeps the count by user; it holds no
secret, and is gone again once everybody got in. Its JSON, format 1::

    {"format": 1,
     "users": {"tn": {"failures": 4,      wrong ones in a row
                      "untold": 4,        wrong ones that the audit trail does not tell of yet
                      "at": "2026-03-02T14:10:00Z",
                      "ticks": 81234.5}}} the computer's running time at that moment, seconds

A wait is measured by the running time, which no clock setting changes; after a restart of the
computer, which begins it anew, by the clock, and a clock set back lets the whole wait begin again.
Who copies the files can guess elsewhere: there only the cost of a guess protects.
"""

import contextlib
import datetime as dt
import math
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec

from desktop_biller.foundation import codec
from desktop_biller.foundation.codec import Strict
from desktop_biller.foundation.errors import (
    InputError,
    StorageError,
    UserError,
    WrongPassphraseError,
)
from desktop_biller.foundation.files import replace_file
from desktop_biller.security import keyfile
from desktop_biller.security.keyfile import Unlocked
from desktop_biller.store.places import KEY_FILE

TRIES_FILE = "office.tries"

_FREE_FAILURES = 2
"""The third wrong passphrase is the first that makes the next try wait."""

_LONG_FROM, _LONG_WAIT = 10, 15 * 60
_LONGEST_SHORT_WAIT = 60
_LARGEST_FILE = 64 * 1024
_MOST_USERS = 100

Ticks = Callable[[], float]
"""The computer's running time in seconds, ``time.monotonic`` but in tests."""


class TooEarlyError(UserError):
    """Too many wrong passphrases: the next one may be tried after ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "Too many wrong passphrases were tried.",
            effect="This one was not looked at; the practice stays locked and its file is sound.",
            remedy=f"Try again in {_duration(seconds)}.",
            field="passphrase",
        )
        self.seconds = seconds


class _Tries(Strict, frozen=True):
    failures: Annotated[int, msgspec.Meta(ge=0)]
    untold: Annotated[int, msgspec.Meta(ge=0)]
    at: Annotated[dt.datetime, msgspec.Meta(tz=True)]
    ticks: float


class _TriesFile(Strict, frozen=True):
    format: int
    users: dict[str, _Tries]


def unlock(
    folder: Path,
    user: str | None,
    passphrase: str,
    now: dt.datetime,
    *,
    ticks: Ticks = time.monotonic,
) -> Unlocked:
    """The data key of a practice or a backup, opened with a user's passphrase, in good time.

    Args:
        folder: of the practice or the backup, with its key file.
        user: the login; None where the practice has one user only.
        passphrase: as it was typed.
        now: aware.
        ticks: the computer's running time.

    Raises:
        TooEarlyError: too many wrong passphrases were tried just now; this one is not looked at.
        WrongPassphraseError: the file is sound, the passphrase is not this user's.
        InputError: there is no such user, or several and none was named.
        StorageError: the key file is missing, damaged, or of a newer program.
    """
    path = folder / KEY_FILE
    names = keyfile.users(path)
    name = names[0] if user is None and len(names) == 1 else user
    if name is None:
        return keyfile.unlock(path, None, passphrase)  # which says what is missing
    refuse_too_early(folder, name, now, ticks=ticks)
    try:
        return keyfile.unlock(path, name, passphrase)
    except WrongPassphraseError as error:
        seconds = record_failure(folder, name, now, ticks=ticks)
        if not seconds:
            raise
        raise WrongPassphraseError(
            error.what,
            effect=error.effect,
            remedy=f"Wait {_duration(seconds)}, then type it again; look at Caps Lock and the "
            "keyboard's language.",
            field=error.field,
        ) from error


def wait_seconds(
    folder: Path, user: str, now: dt.datetime, *, ticks: Ticks = time.monotonic
) -> int:
    """Seconds until the user's next try, 0 where it may be made at once.

    Args:
        folder: of the practice.
        user: the login, however its letters are cased.
        now: aware.
        ticks: the computer's running time.
    """
    tries = _read(folder).get(_key(user))
    if tries is None:
        return 0
    whole = _wait_after(tries.failures)
    served = ticks() - tries.ticks
    if served < 0:  # the computer was started since
        served = max(0.0, (now - tries.at).total_seconds())
        if now < tries.at:  # and its clock set back: from now on the wait is served
            with contextlib.suppress(StorageError):
                _write(folder, _key(user), _at(tries, now, ticks()))
    return max(0, math.ceil(whole - served))


def refuse_too_early(
    folder: Path, user: str, now: dt.datetime, *, ticks: Ticks = time.monotonic
) -> None:
    """Let the try pass.

    Raises:
        TooEarlyError: too many wrong passphrases were tried just now.
    """
    seconds = wait_seconds(folder, user, now, ticks=ticks)
    if seconds:
        raise TooEarlyError(seconds)


def record_failure(
    folder: Path, user: str, now: dt.datetime, *, ticks: Ticks = time.monotonic
) -> int:
    """Count a wrong passphrase; returns the seconds that the next try must wait.

    Where nothing can be written (a read-only disk) nothing is counted.
    """
    earlier = _read(folder).get(_key(user))
    failures = (earlier.failures if earlier else 0) + 1
    untold = (earlier.untold if earlier else 0) + 1
    with contextlib.suppress(StorageError):
        tries = _Tries(failures=failures, untold=untold, at=now, ticks=ticks())
        _write(folder, _key(user), tries)
    return _wait_after(failures)


def record_success(folder: Path, user: str) -> int:
    """Forget that the user waits; returns how many wrong tries nobody was told of yet."""
    tries = _read(folder).get(_key(user))
    if tries is None:
        return 0
    if tries.failures:
        with contextlib.suppress(StorageError):
            _write(folder, _key(user), msgspec.structs.replace(tries, failures=0))
    return tries.untold


def record_told(folder: Path, user: str) -> None:
    """Forget the user's wrong tries, now that the audit trail tells of them."""
    if _key(user) in _read(folder):
        with contextlib.suppress(StorageError):
            _write(folder, _key(user), None)


def _wait_after(failures: int) -> int:
    if failures <= _FREE_FAILURES:
        return 0
    if failures >= _LONG_FROM:
        return _LONG_WAIT
    return min(_LONGEST_SHORT_WAIT, 1 << (failures - _FREE_FAILURES - 1))


def _at(tries: _Tries, now: dt.datetime, ticks: float) -> _Tries:
    return msgspec.structs.replace(tries, at=now, ticks=ticks)


def _key(user: str) -> str:
    """One user's name, however its letters are cased or composed."""
    return unicodedata.normalize("NFKC", user).casefold()


def _read(folder: Path) -> dict[str, _Tries]:
    """The counts; none where the file is missing or no longer readable.

    Refusing everybody for a damaged file would protect nothing: who can damage it can delete it.
    """
    path = folder / TRIES_FILE
    try:
        if path.stat().st_size > _LARGEST_FILE:
            return {}
        return codec.from_json(_TriesFile, path.read_bytes()).users
    except (OSError, InputError):
        return {}


def _write(folder: Path, user: str, tries: _Tries | None) -> None:
    users = {name: kept for name, kept in _read(folder).items() if name != user}
    if tries is not None:
        users[user] = tries
    path = folder / TRIES_FILE
    if not users:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                f"{TRIES_FILE} can't be removed.", remedy="Check that you may write to its folder."
            ) from error
        return
    latest = sorted(users.items(), key=lambda item: item[1].at)[-_MOST_USERS:]
    replace_file(path, codec.to_json(_TriesFile(format=1, users=dict(latest))))


def _duration(seconds: int) -> str:
    if seconds < 90:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    return f"{math.ceil(seconds / 60)} minutes"
