"""The audit trail: one row per act, in the act's own transaction, chained by a keyed hash.

Each row's hash is keyed BLAKE2b over the hash before it and the row itself, so that a changed,
deleted, inserted or reordered row is found; the head stands on the day sheet and in each backup,
which anchors the tail (promises 11 to 13). The key lives inside the encrypted file.
"""

import datetime as dt
import hashlib
import secrets
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.foundation import codec
from desktop_biller.models.access import AuditRow, Secret

_KEY_NAME = "audit chain"
_FIRST = bytes(32)
_CLOCK_SLACK = dt.timedelta(minutes=2)
_FIELDS = ("seq", "at", "user_name", "event", "patient_id", "subject", "reason", "command_key")
"""What a row's hash covers, in this order."""

_KEYS: WeakKeyDictionary[sa.Engine | sa.Connection, bytes] = WeakKeyDictionary()
"""By open practice; forgotten with it."""

_KEY = sa.select(Secret.value).where(Secret.name == _KEY_NAME)
_LAST = sa.select(AuditRow.seq, AuditRow.hash, AuditRow.at).order_by(AuditRow.seq.desc()).limit(1)


def create_chain(session: Session) -> None:
    """Make the chain's key; once, when the practice is created."""
    session.add(Secret(name=_KEY_NAME, value=secrets.token_bytes(32)))
    session.flush()


def record(
    session: Session,
    *,
    at: dt.datetime,
    user_name: str,
    event: str,
    patient_id: int | None = None,
    subject: str = "",
    reason: str = "",
    command_key: str | None = None,
) -> None:
    """Append one row; a clock that went back by more than two minutes makes a row of its own.

    ``at`` is aware; ``event`` says what was done, such as ``payment.taken``; ``subject`` what it
    was done to, such as ``claim 12``: ids only, never a name.
    """
    key = _key(session)
    last = session.execute(_LAST).one_or_none()
    seq, previous = (last.seq, last.hash) if last else (0, _FIRST)
    told = [(event, patient_id, subject, reason)]
    if last is not None and last.at - at > _CLOCK_SLACK:
        told.insert(0, ("clock.set_back", None, "", f"after {last.at:%Y-%m-%d %H:%M} UTC"))
    rows = []
    for kind, patient, about, why in told:
        seq += 1
        fields = (seq, at, user_name, kind, patient, about, why, command_key)
        previous = _hash(key, previous, fields)
        rows.append({**dict(zip(_FIELDS, fields, strict=True)), "hash": previous})
    session.execute(sa.insert(AuditRow), rows)


def last_moment(session: Session) -> dt.datetime | None:
    """When the last row was written, aware; None for an empty trail."""
    last = session.execute(_LAST).one_or_none()
    return last.at if last else None


def head(session: Session) -> str:
    """The chain's last hash, its first 12 hex digits in groups of four: ``7f3a 91c2 d05e``."""
    last = session.scalar(sa.select(AuditRow.hash).order_by(AuditRow.seq.desc()).limit(1))
    digits = (last or _FIRST).hex()[:12]
    return " ".join(digits[i : i + 4] for i in range(0, 12, 4))


def broken_at(session: Session) -> int | None:
    """The first ``seq`` at which the chain does not hold, or None where all of it does."""
    key, previous, expected = _key(session), _FIRST, 1
    for row in session.scalars(
        sa.select(AuditRow).order_by(AuditRow.seq).execution_options(yield_per=1000)
    ):
        fields = tuple(getattr(row, name) for name in _FIELDS)
        if row.seq != expected or row.hash != _hash(key, previous, fields):
            return expected
        previous, expected = row.hash, expected + 1
    return None


def _key(session: Session) -> bytes:
    """The chain's key; it never changes, so an open practice reads it once."""
    engine = session.get_bind()
    key = _KEYS.get(engine)
    if key is None:
        key = session.scalar(_KEY)
        if key is None:
            msg = "the practice file has no audit key"
            raise LookupError(msg)
        _KEYS[engine] = key
    return key


def _hash(key: bytes, previous: bytes, fields: tuple[Any, ...]) -> bytes:
    seq, at, *rest = fields
    told = codec.to_json((seq, at.astimezone(dt.UTC).isoformat(timespec="microseconds"), *rest))
    return hashlib.blake2b(previous + told, key=key, digest_size=32).digest()
