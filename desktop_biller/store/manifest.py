"""``manifest.json``: what a backup says about itself, sealed with the practice's key.

Whoever has the disk but not the key can replace files, but can't make a manifest that fits them.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import msgspec

from desktop_biller.foundation.codec import Strict, from_json, to_json
from desktop_biller.foundation.errors import InputError, StorageError

MANIFEST_FILE = "manifest.json"
FORMAT = 1
_LARGEST = 4 * 1024 * 1024
_SEAL_PURPOSE = b"biller-manifest1"
_MARK_PURPOSE = b"biller-practice1"


@dataclass(frozen=True, slots=True)
class Backup:
    """A complete backup.

    Attributes:
        path: its folder.
        created: when, aware.
        reason: why it was made.
        revision: the schema's revision, None for a file without one.
        counts: number of rows of each table.
        digest: SHA-256 over all rows of the digested tables.
        program: the version of the program that made it.
        keys_sha256: SHA-256 of its key file.
        notes: what the maker wrote down, such as the head of the audit trail.
    """

    path: Path
    created: dt.datetime
    reason: str
    revision: str | None
    counts: dict[str, int]
    digest: str
    program: str
    keys_sha256: str
    notes: dict[str, str]


class Manifest(Strict, frozen=True):
    """The fields of ``manifest.json``; ``seal`` is a keyed BLAKE2b over all the others."""

    format: int
    created: dt.datetime
    reason: str
    revision: str | None
    counts: dict[str, int]
    digest: str
    digest_tables: tuple[str, ...]
    program: str
    keys_sha256: str
    notes: dict[str, str]
    seal: str

    @classmethod
    def sealed(cls, key: bytes, **fields: Any) -> Self:  # noqa: ANN401 -- the fields above, checked by the class
        """A manifest of this format with its seal."""
        bare = cls(format=FORMAT, seal="", **fields)
        return msgspec.structs.replace(bare, seal=bare.seal_under(key))

    def seal_under(self, key: bytes) -> str:
        """The seal that the data key gives these fields, in hex."""
        bare = to_json(msgspec.structs.replace(self, seal=""))
        return hashlib.blake2b(bare, key=key, person=_SEAL_PURPOSE, digest_size=32).hexdigest()

    def is_sealed_with(self, key: bytes) -> bool:
        """True when nothing was altered since the holder of ``key`` wrote it."""
        return self.seal == self.seal_under(key)

    def to_bytes(self) -> bytes:
        """Indented JSON, for people who look into the folder."""
        return msgspec.json.format(to_json(self), indent=2)

    def described(self, path: Path) -> Backup:
        """What the program shows of the backup in ``path``."""
        return Backup(
            path=path,
            created=self.created,
            reason=self.reason,
            revision=self.revision,
            counts=self.counts,
            digest=self.digest,
            program=self.program,
            keys_sha256=self.keys_sha256,
            notes=self.notes,
        )


class _Format(msgspec.Struct, frozen=True):
    format: int


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup's folder; its seal is not checked yet.

    Raises:
        StorageError: it is missing, no plain file, damaged, or of a newer program.
    """
    path = folder / MANIFEST_FILE
    try:
        if folder.is_symlink() or path.is_symlink() or path.stat().st_size > _LARGEST:
            raise _no_backup(folder)
        data = path.read_bytes()
        if from_json(_Format, data).format > FORMAT:
            raise StorageError(
                "The backup was made by a newer version of Desktop Biller.",
                effect="Nothing was restored.",
                remedy="Update the program, then restore it.",
            )
        manifest = from_json(Manifest, data)
    except (OSError, InputError) as error:
        raise _no_backup(folder) from error
    if manifest.created.tzinfo is None:
        raise _no_backup(folder)
    return manifest


def mark_of_practice(key: bytes) -> str:
    """Eight hex digits that name a practice without telling anything of its key."""
    return hashlib.blake2b(key=key, person=_MARK_PURPOSE, digest_size=4).hexdigest()


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _no_backup(folder: Path) -> StorageError:
    return StorageError(
        f"{folder.name} is no complete backup.",
        effect="Nothing was restored.",
        remedy="Choose the folder that holds manifest.json and office.db, or another backup.",
    )
