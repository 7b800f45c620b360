"""The journal's postings, issued papers and notes.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CENTS = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "day_close",
        sa.Column("closed_through", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("receivable_cents", CENTS, nullable=False),
        sa.Column("last_entry_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "closed_through IS date(closed_through)", name=op.f("ck_day_close_closed_through")
        ),
        sa.CheckConstraint("length(digest) <= 64", name=op.f("ck_day_close_digest")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_day_close_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_close")),
        sa.UniqueConstraint("closed_through", name=op.f("uq_day_close_closed_through")),
        sqlite_strict=True,
    )
    op.create_table(
        "document",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("guarantor_id", sa.Integer(), nullable=True),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("payment_id", sa.Integer(), nullable=True),
        sa.Column("amount_cents", CENTS, nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('claim_form', 'claim_copy', 'invoice', 'receipt', 'statement', 'day_sheet')",
            name=op.f("ck_document_kind"),
        ),
        sa.CheckConstraint("dated IS date(dated)", name=op.f("ck_document_dated")),
        sa.CheckConstraint("length(digest) <= 64", name=op.f("ck_document_digest")),
        sa.CheckConstraint("length(number) <= 30", name=op.f("ck_document_number")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_document_claim_id")),
        sa.ForeignKeyConstraint(
            ["guarantor_id"], ["guarantor.id"], name=op.f("fk_document_guarantor_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_document_patient_id")
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_document_payment_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_document_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("kind", "number", name=op.f("uq_document_kind_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_document_claim_id"), "document", ["claim_id"], unique=False)
    op.create_index(op.f("ix_document_guarantor_id"), "document", ["guarantor_id"], unique=False)
    op.create_index(op.f("ix_document_patient_id"), "document", ["patient_id"], unique=False)
    op.create_index(op.f("ix_document_payment_id"), "document", ["payment_id"], unique=False)
    op.create_table(
        "line_balance",
        sa.Column("charge_line_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("insurance_cents", CENTS, nullable=False),
        sa.Column("patient_cents", CENTS, nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_line_id"], ["charge_line.id"], name=op.f("fk_line_balance_charge_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_line_balance_patient_id")
        ),
        sa.PrimaryKeyConstraint("charge_line_id", name=op.f("pk_line_balance")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_line_balance_open",
        "line_balance",
        ["patient_id"],
        unique=False,
        sqlite_where=sa.text("insurance_cents <> 0 OR patient_cents <> 0"),
        postgresql_where=sa.text("insurance_cents <> 0 OR patient_cents <> 0"),
    )
    op.create_table(
        "note",
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("payment_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("follow_up_on", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN patient_id IS NULL THEN 0 ELSE 1 END + CASE WHEN claim_id IS NULL "
            "THEN 0 ELSE 1 END + CASE WHEN payment_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_note_one_subject"),
        ),
        sa.CheckConstraint(
            "done_on IS NULL OR done_on IS date(done_on)", name=op.f("ck_note_done_on")
        ),
        sa.CheckConstraint(
            "follow_up_on IS NULL OR follow_up_on IS date(follow_up_on)",
            name=op.f("ck_note_follow_up_on"),
        ),
        sa.CheckConstraint("length(text) <= 2000", name=op.f("ck_note_text")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_note_claim_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_note_patient_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_note_payment_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_note_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_note_claim_id"), "note", ["claim_id"], unique=False)
    op.create_index(op.f("ix_note_follow_up_on"), "note", ["follow_up_on"], unique=False)
    op.create_index(op.f("ix_note_patient_id"), "note", ["patient_id"], unique=False)
    op.create_index(op.f("ix_note_payment_id"), "note", ["payment_id"], unique=False)
    op.create_table(
        "posting",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("cents", CENTS, nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("charge_line_id", sa.Integer(), nullable=True),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("coverage_id", sa.Integer(), nullable=True),
        sa.Column("payer_id", sa.Integer(), nullable=True),
        sa.Column("payment_id", sa.Integer(), nullable=True),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("adjustment_kind", sa.Text(), nullable=True),
        sa.Column("group_code", sa.Text(), nullable=True),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(account = 'adjustment') = (adjustment_kind IS NOT NULL)",
            name=op.f("ck_posting_adjustment_kind_set"),
        ),
        sa.CheckConstraint(
            "(account IN ('receipts', 'refunds')) = (method IS NOT NULL)",
            name=op.f("ck_posting_method_set"),
        ),
        sa.CheckConstraint(
            "account <> 'insurance_receivable' OR coverage_id IS NOT NULL",
            name=op.f("ck_posting_insurance_names_coverage"),
        ),
        sa.CheckConstraint(
            "account IN ('insurance_receivable', 'patient_receivable', 'patient_credit', "
            "'payer_credit', 'charges', 'adjustment', 'receipts', 'refunds', 'payer_level')",
            name=op.f("ck_posting_account"),
        ),
        sa.CheckConstraint(
            "account NOT IN ('insurance_receivable', 'patient_receivable') OR (patient_id IS "
            "NOT NULL AND charge_line_id IS NOT NULL)",
            name=op.f("ck_posting_receivable_names_line"),
        ),
        sa.CheckConstraint(
            "adjustment_kind IS NULL OR adjustment_kind IN ('contractual', 'sequestration', "
            "'incentive', 'capitation', 'small_balance', 'discount', 'other')",
            name=op.f("ck_posting_adjustment_kind"),
        ),
        sa.CheckConstraint(
            "effect IN ('charge', 'insurer_payment', 'patient_payment', 'write_off', "
            "'transfer', 'credit', 'receipt', 'refund', 'payer_level')",
            name=op.f("ck_posting_effect"),
        ),
        sa.CheckConstraint(
            "method IS NULL OR method IN ('cash', 'check', 'card', 'eft', 'other')",
            name=op.f("ck_posting_method"),
        ),
        sa.CheckConstraint("cents <> 0", name=op.f("ck_posting_not_nil")),
        sa.CheckConstraint(
            "group_code IS NULL OR length(group_code) <= 2", name=op.f("ck_posting_group_code")
        ),
        sa.CheckConstraint(
            "reason_code IS NULL OR length(reason_code) <= 5", name=op.f("ck_posting_reason_code")
        ),
        sa.ForeignKeyConstraint(
            ["charge_line_id"], ["charge_line.id"], name=op.f("fk_posting_charge_line_id")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_posting_claim_id")),
        sa.ForeignKeyConstraint(
            ["coverage_id"], ["coverage.id"], name=op.f("fk_posting_coverage_id")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["journal_entry.id"],
            name=op.f("fk_posting_entry_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_posting_patient_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_posting_payer_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_posting_payment_id")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_posting_provider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_posting_balance",
        "posting",
        ["charge_line_id", "account", "effect", "cents"],
        unique=False,
    )
    op.create_index(op.f("ix_posting_claim_id"), "posting", ["claim_id"], unique=False)
    op.create_index(op.f("ix_posting_entry_id"), "posting", ["entry_id"], unique=False)
    op.create_index(
        "ix_posting_patient", "posting", ["patient_id", "account", "effect", "cents"], unique=False
    )
    op.create_index(op.f("ix_posting_payment_id"), "posting", ["payment_id"], unique=False)
    op.create_table(
        "invoiced_visit",
        sa.Column("encounter_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_invoiced_visit_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounter.id"], name=op.f("fk_invoiced_visit_encounter_id")
        ),
        sa.PrimaryKeyConstraint("encounter_id", name=op.f("pk_invoiced_visit")),
        sqlite_strict=True,
    )
    op.create_table(
        "statement_line",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("charge_line_id", sa.Integer(), nullable=False),
        sa.Column("charge_cents", CENTS, nullable=False),
        sa.Column("insurance_paid_cents", CENTS, nullable=False),
        sa.Column("discount_cents", CENTS, nullable=False),
        sa.Column("patient_paid_cents", CENTS, nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_line_id"], ["charge_line.id"], name=op.f("fk_statement_line_charge_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_statement_line_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "charge_line_id", name=op.f("pk_statement_line")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_statement_line_charge_line_id"), "statement_line", ["charge_line_id"], unique=False
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("statement_line")
    op.drop_table("invoiced_visit")
    op.drop_table("posting")
    op.drop_table("note")
    op.drop_table("line_balance")
    op.drop_table("document")
    op.drop_table("day_close")
