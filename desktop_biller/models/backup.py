"""Where backups are copied to, besides the practice's own folder."""

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from desktop_biller.models.base import STRICT, Base, Identified, Instant, Words


class BackupPlace(Identified, Base):
    """A second place for backups, and how the last copy went."""

    __tablename__ = "backup_place"
    __table_args__ = (STRICT,)

    place: Mapped[str] = mapped_column(Words(1000), nullable=False, unique=True)  # absolute path
    copied_at: Mapped[dt.datetime | None] = mapped_column(Instant)  # the backup's own moment
    trouble: Mapped[str] = mapped_column(Words(500), nullable=False, default="")  # "": none
