"""The audit trail: one row per act, in the act's own transaction, chained by a keyed hash.

Each row's hash is keyed BLAKE2b over the hash before it and the row itself, so that a changed,
deleted, inserted or reordered row is found; the head stands on the day sheet and in each backup,
which anchors the tail (promises 11 to 13). The key lives inside the encrypted file.
"""

import datetime as dt
import hashlib
import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.foundation import codec
from desktop_biller.models.access import AuditRow, Secret

_KEY_NAME = "audit chain"
_FIRST = bytes(32)
_CLOCK_SLACK = dt.timedelta(minutes=2)


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
    last = session.execute(
        sa.select(AuditRow.seq, AuditRow.hash, AuditRow.at).order_by(AuditRow.seq.desc()).limit(1)
    ).one_or_none()
    seq, previous = (last.seq, last.hash) if last else (0, _FIRST)
    rows = [(event, patient_id, subject, reason)]
    if last is not None and last.at - at > _CLOCK_SLACK:
        rows.insert(0, ("clock.set_back", None, "", f"after {last.at:%Y-%m-%d %H:%M} UTC"))
    for kind, patient, about, why in rows:
        seq += 1
        row = AuditRow(
            seq=seq,
            at=at,
            user_name=user_name,
            event=kind,
            patient_id=patient,
            subject=about,
            reason=why,
            command_key=command_key,
            hash=b"",
        )
        row.hash = previous = _hash(key, previous, row)
        session.add(row)
    session.flush()


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
        if row.seq != expected or row.hash != _hash(key, previous, row):
            return expected
        previous, expected = row.hash, expected + 1
    return None


def _key(session: Session) -> bytes:
    key = session.scalar(sa.select(Secret.value).where(Secret.name == _KEY_NAME))
    if key is None:
        msg = "the practice file has no audit key"
        raise LookupError(msg)
    return key


def _hash(key: bytes, previous: bytes, row: AuditRow) -> bytes:
    told = codec.to_json(
        (
            row.seq,
            row.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            row.user_name,
            row.event,
            row.patient_id,
            row.subject,
            row.reason,
            row.command_key,
        )
    )
    return hashlib.blake2b(previous + told, key=key, digest_size=32).digest()
