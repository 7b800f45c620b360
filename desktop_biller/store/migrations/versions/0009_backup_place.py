"""A second place for backups.

Revision ID: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "backup_place",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("copied_at", sa.Text(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(place) <= 1000", name=op.f("ck_backup_place_place")),
        sa.CheckConstraint("length(trouble) <= 500", name=op.f("ck_backup_place_trouble")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_place")),
        sa.UniqueConstraint("place", name=op.f("uq_backup_place_place")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("backup_place")
