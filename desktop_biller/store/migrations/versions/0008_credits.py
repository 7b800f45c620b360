"""Indexes of unapplied money and of the last statement: both answered without reading all rows.

Revision ID: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes."""
    op.create_index(
        "ix_posting_credit",
        "posting",
        ["payment_id", "patient_id", "account", "cents"],
        sqlite_where=sa.text("account IN ('patient_credit', 'payer_credit')"),
        postgresql_where=sa.text("account IN ('patient_credit', 'payer_credit')"),
    )
    op.drop_index("ix_document_guarantor_id", "document")
    op.create_index("ix_document_account", "document", ["guarantor_id", "kind", "dated"])


def downgrade() -> None:
    """Put the old one back."""
    op.drop_index("ix_document_account", "document")
    op.create_index("ix_document_guarantor_id", "document", ["guarantor_id"])
    op.drop_index("ix_posting_credit", "posting")
