"""Users, the audit trail and the commands that were carried out."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from desktop_biller.models.base import STRICT, Base, Choice, Flag, Identified, Instant, Words

ROLES = ("front desk", "biller", "provider", "owner", "auditor", "emergency")


class User(Identified, Base):
    """A person who may open this practice; the key file holds the passphrase's wrap."""

    __tablename__ = "app_user"
    __table_args__ = (STRICT,)

    name: Mapped[str] = mapped_column(Words(40), nullable=False, unique=True)  # login
    full_name: Mapped[str] = mapped_column(Words(80), nullable=False)
    initials: Mapped[str] = mapped_column(Words(4), nullable=False)
    role: Mapped[str] = mapped_column(Choice(*ROLES), nullable=False)
    active: Mapped[bool] = mapped_column(Flag, nullable=False, default=True)


class ExecutedCommand(Base):
    """Every use case that was carried out, by its idempotency key: a retry finds its result."""

    __tablename__ = "executed_command"
    __table_args__ = (STRICT,)

    key: Mapped[str] = mapped_column(Words(64), primary_key=True)
    use_case: Mapped[str] = mapped_column(Words(60), nullable=False)
    digest: Mapped[str] = mapped_column(Words(64), nullable=False)  # of the command's JSON
    result: Mapped[str] = mapped_column(sa.Text, nullable=False)  # JSON


class AuditRow(Base):
    """One row of the trail: who did what to whom, when. Rows are chained by a keyed hash."""

    __tablename__ = "audit"
    __table_args__ = (STRICT,)

    seq: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(Instant, nullable=False)
    user_name: Mapped[str] = mapped_column(Words(40), nullable=False)
    event: Mapped[str] = mapped_column(Words(60), nullable=False, index=True)
    patient_id: Mapped[int | None] = mapped_column(sa.ForeignKey("patient.id"), index=True)
    subject: Mapped[str] = mapped_column(Words(80), nullable=False, default="")  # "claim 12"
    reason: Mapped[str] = mapped_column(Words(200), nullable=False, default="")
    command_key: Mapped[str | None] = mapped_column(Words(64), index=True)
    hash: Mapped[bytes] = mapped_column(sa.LargeBinary, nullable=False)


class Secret(Base):
    """Keys that live inside the encrypted file, such as the audit chain's."""

    __tablename__ = "secret"
    __table_args__ = (STRICT,)

    name: Mapped[str] = mapped_column(Words(40), primary_key=True)
    value: Mapped[bytes] = mapped_column(sa.LargeBinary, nullable=False)
