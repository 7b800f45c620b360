"""What a user has typed and not saved yet: it survives a lock, a crash and a power cut."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from desktop_biller.models.base import STRICT, Base, Identified, Instant, Words


class Draft(Identified, Base):
    """One form of one user, half filled; nothing of it counts until it is saved."""

    __tablename__ = "draft"
    __table_args__ = (sa.UniqueConstraint("user_id", "kind", "subject"), STRICT)

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("app_user.id"), nullable=False)
    kind: Mapped[str] = mapped_column(Words(30), nullable=False)  # "visit"
    subject: Mapped[str] = mapped_column(Words(60), nullable=False)  # "patient 12"
    body: Mapped[str] = mapped_column(sa.Text, nullable=False)  # JSON of the form
    kept_at: Mapped[dt.datetime] = mapped_column(Instant, nullable=False)
