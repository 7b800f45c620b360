"""``office.keys``: the practice's data key, wrapped once for each user.

The data key is 32 random bytes; the database is encrypted with it and never re-keyed. Each entry
holds it under AES-256-GCM, with a wrapping key that Argon2id makes of the user's passphrase. A
change of passphrase or user replaces this small file as a whole. Its JSON, format 1::

    {"format": 1,
     "key_check": keyed BLAKE2b of the data key, hex: entries of another practice are refused,
     "entries": [{"user": the name as it was given,
                  "cost": {"memory_kib": 65536, "passes": 3, "lanes": 1},
                  "salt": 16 bytes, "nonce": 12 bytes, "wrapped": 48 bytes, all Base64}],
     "digest": SHA-256 of the fields above, hex: tells a damaged file from a wrong passphrase}

The tag of each entry also covers the user's name and the format, so entries can't be exchanged.
"""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop_biller.foundation import codec
from desktop_biller.foundation.codec import Strict
from desktop_biller.foundation.errors import (
    InputError,
    RefusedError,
    StorageError,
    WrongPassphraseError,
)
from desktop_biller.foundation.files import replace_file

FORMAT = 1
KEY_BYTES = 32
_LARGEST_FILE = 1024 * 1024
_CHECK_PURPOSE = b"biller-key-check"


class Cost(Strict, frozen=True):
    """What one guess at a passphrase costs; stored with each entry, so that it can grow.

    The bounds keep a forged file from asking for all of the computer's memory.
    """

    memory_kib: Annotated[int, msgspec.Meta(ge=8, le=1024 * 1024)] = 64 * 1024
    passes: Annotated[int, msgspec.Meta(ge=1, le=32)] = 3
    lanes: Annotated[int, msgspec.Meta(ge=1, le=16)] = 1


STRONG = Cost()
"""64 MiB, 3 passes: about 0.2 seconds a guess."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Who has opened the practice, and with what.

    Attributes:
        user: the name as it stands in the key file.
        key: the data key, 32 bytes; kept in memory only.
    """

    user: str
    key: bytes

    def __repr__(self) -> str:
        return f"Unlocked(user={self.user!r}, key=…)"


class _Entry(Strict, frozen=True):
    user: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes


class _KeyFile(Strict, frozen=True):
    format: int
    key_check: str
    entries: tuple[_Entry, ...]
    digest: str


class _Format(msgspec.Struct, frozen=True):
    format: int


def create_keyfile(
    path: Path, user: str, passphrase: str, *, key: bytes | None = None, cost: Cost = STRONG
) -> bytes:
    """Write a new key file with one user and return the data key.

    Args:
        path: where the file goes; nothing may be there.
        user: the first user.
        passphrase: their passphrase, already found strong enough.
        key: the data key of a recovery code; left out, a new one is drawn.
        cost: what a guess shall cost.

    Raises:
        StorageError: there is a file already (it may hold the only keys), or the disk failed.
    """
    if path.exists():
        raise StorageError(
            f"There is already a key file {path.name} in {path.parent}.",
            remedy="Open that practice, or choose another folder.",
        )
    key = secrets.token_bytes(KEY_BYTES) if key is None else key
    _write(path, key, [_wrap(key, user, passphrase, cost)])
    return key


def unlock(path: Path, user: str | None, passphrase: str) -> Unlocked:
    """The data key, opened with a user's passphrase.

    Args:
        path: the key file.
        user: whose passphrase it is; None where the practice has one user only.
        passphrase: as it was typed.

    Raises:
        WrongPassphraseError: the file is sound, the passphrase is not this user's.
        InputError: there is no such user, or several and none was named.
        StorageError: the file is missing, damaged, or of a newer program.
    """
    content = _read(path)
    if user is None and len(content.entries) > 1:
        raise InputError(
            "This practice has more than one user.",
            remedy="Say whose passphrase it is.",
            field="user",
        )
    entry = content.entries[0] if user is None else _entry_of(content, user)
    key = _unwrap(entry, passphrase)
    if _key_check(key) != content.key_check:
        raise _damaged(path)
    return Unlocked(entry.user, key)


def users(path: Path) -> list[str]:
    """The names of those who have a passphrase, in the order these were given.

    Raises:
        StorageError: the file is missing, damaged, or of a newer program.
    """
    return [entry.user for entry in _read(path).entries]


def change_passphrase(path: Path, user: str, old: str, new: str, *, cost: Cost = STRONG) -> None:
    """Replace a user's passphrase by a new one; the old one stops working at once.

    Raises:
        WrongPassphraseError: ``old`` is not this user's passphrase.
        InputError: there is no such user.
        StorageError: the file can't be read or written; the old passphrase still works.
    """
    opened = unlock(path, user, old)
    give_passphrase(path, opened.key, opened.user, new, cost=cost)


def same_name(one: str, other: str) -> bool:
    """True when two names are one user's, however the letters are cased or composed."""
    return unicodedata.normalize("NFKC", one).casefold() == (
        unicodedata.normalize("NFKC", other).casefold()
    )


def give_passphrase(
    path: Path, key: bytes, user: str, passphrase: str, *, cost: Cost = STRONG
) -> None:
    """Give a user a passphrase by the data key: their first one, or one in place of the old.

    Raises:
        StorageError: the key is another practice's, or the file can't be read or written.
    """
    content = _read_own(path, key)
    fresh = _wrap(key, user, passphrase, cost)
    others = [entry for entry in content.entries if not same_name(entry.user, user)]
    _write(path, key, [*others, fresh])


def take_passphrase(path: Path, key: bytes, user: str) -> None:
    """Let a user's passphrase open the practice no more; one who has none is no error.

    Raises:
        RefusedError: nobody else could open the practice then.
        StorageError: the key is another practice's, or the file can't be read or written.
    """
    content = _read_own(path, key)
    others = [entry for entry in content.entries if not same_name(entry.user, user)]
    if not others:
        raise RefusedError(
            f"{user} is the only one who can open this practice.",
            effect="The passphrase was kept.",
            remedy="Give someone else a passphrase first.",
        )
    if len(others) < len(content.entries):
        _write(path, key, others)


def _wrap(key: bytes, user: str, passphrase: str, cost: Cost) -> _Entry:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(_stretch(passphrase, salt, cost)).encrypt(nonce, key, _sealed_words(user))
    return _Entry(user=user, cost=cost, salt=salt, nonce=nonce, wrapped=wrapped)


def _unwrap(entry: _Entry, passphrase: str) -> bytes:
    cipher = AESGCM(_stretch(passphrase, entry.salt, entry.cost))
    try:
        return cipher.decrypt(entry.nonce, entry.wrapped, _sealed_words(entry.user))
    except InvalidTag as error:
        raise WrongPassphraseError(
            "The passphrase is not right.",
            effect="The practice stays locked; its file is sound.",
            remedy="Type it again, and look at Caps Lock and the keyboard's language.",
            field="passphrase",
        ) from error


def _stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        # One form for letters that keyboards compose differently (NIST SP 800-63B-4).
        unicodedata.normalize("NFKC", passphrase).encode("utf-8"),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _sealed_words(user: str) -> bytes:
    return f"desktop-biller office.keys {FORMAT} {user}".encode()


def _key_check(key: bytes) -> str:
    return hashlib.blake2b(key=key, person=_CHECK_PURPOSE, digest_size=16).hexdigest()


def _write(path: Path, key: bytes, entries: list[_Entry]) -> None:
    bare = _KeyFile(format=FORMAT, key_check=_key_check(key), entries=tuple(entries), digest="")
    whole = msgspec.structs.replace(bare, digest=codec.digest(bare))
    replace_file(path, msgspec.json.format(codec.to_json(whole), indent=1))


def _read_own(path: Path, key: bytes) -> _KeyFile:
    content = _read(path)
    if content.key_check != _key_check(key):
        raise StorageError(
            "The key file belongs to another practice.",
            remedy="Put back the key file of this practice, from its newest backup.",
        )
    return content


def _read(path: Path) -> _KeyFile:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise _damaged(path)
        data = path.read_bytes()
        if codec.from_json(_Format, data).format > FORMAT:
            raise StorageError(
                "The key file was written by a newer version of Desktop Biller.",
                remedy="Install that version on this computer, then open the practice again.",
            )
        content = codec.from_json(_KeyFile, data)
    except FileNotFoundError as error:
        raise StorageError(
            f"The key file {path.name} is missing from {path.parent}.",
            effect="The practice file itself was not touched.",
            remedy="Copy it from the newest backup, or open the practice with the recovery code.",
        ) from error
    except OSError as error:
        raise StorageError(
            f"The key file {path.name} can't be read: {error.strerror or error}.",
            remedy="Check that the disk is connected and that you may read the folder.",
        ) from error
    except InputError as error:
        raise _damaged(path) from error
    if not content.entries or content.digest != codec.digest(
        msgspec.structs.replace(content, digest="")
    ):
        raise _damaged(path)
    return content


def _entry_of(content: _KeyFile, user: str) -> _Entry:
    for entry in content.entries:
        if same_name(entry.user, user):
            return entry
    raise InputError(
        f"There is no user {user} in this practice.",
        remedy="Check the name, or ask the owner to add you.",
        field="user",
    )


def _damaged(path: Path) -> StorageError:
    return StorageError(
        f"The key file {path.name} is damaged.",
        effect="The practice file itself was not touched.",
        remedy="Copy it from the newest backup, or open the practice with the recovery code.",
    )
