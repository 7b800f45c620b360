"""The index of unapplied money: what of a million postings is a credit, without reading them all.

Revision ID: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        "ix_posting_credit",
        "posting",
        ["payment_id", "patient_id", "account", "cents"],
        sqlite_where=sa.text("account IN ('patient_credit', 'payer_credit')"),
        postgresql_where=sa.text("account IN ('patient_credit', 'payer_credit')"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_posting_credit", "posting")
