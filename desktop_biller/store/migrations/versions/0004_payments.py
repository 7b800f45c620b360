"""Payments and insurers' answers.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CENTS = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "journal_entry",
        sa.Column("command_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("posted_on", sa.Text(), nullable=False),
        sa.Column("posted_at", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)",
            name=op.f("ck_journal_entry_reversal"),
        ),
        sa.CheckConstraint(
            "kind IN ('charge', 'patient_payment', 'application', 'transfer', 'remittance', "
            "'adjustment', 'refund', 'payer_level', 'opening', 'reversal')",
            name=op.f("ck_journal_entry_kind"),
        ),
        sa.CheckConstraint("length(command_key) <= 64", name=op.f("ck_journal_entry_command_key")),
        sa.CheckConstraint("length(memo) <= 120", name=op.f("ck_journal_entry_memo")),
        sa.CheckConstraint("posted_on IS date(posted_on)", name=op.f("ck_journal_entry_posted_on")),
        sa.ForeignKeyConstraint(
            ["command_key"],
            ["executed_command.key"],
            name=op.f("fk_journal_entry_command_key"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["journal_entry.id"], name=op.f("fk_journal_entry_reverses_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_journal_entry_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_journal_entry_reverses_id")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_journal_entry_command_key"), "journal_entry", ["command_key"], unique=False
    )
    op.create_index(
        op.f("ix_journal_entry_posted_on"), "journal_entry", ["posted_on"], unique=False
    )
    op.create_table(
        "payment",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("payer_id", sa.Integer(), nullable=True),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("encounter_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("cents", CENTS, nullable=False),
        sa.Column("received_on", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(source = 'insurer') = (payer_id IS NOT NULL) AND (source = 'patient') = "
            "(patient_id IS NOT NULL)",
            name=op.f("ck_payment_who_paid"),
        ),
        sa.CheckConstraint(
            "method IN ('cash', 'check', 'card', 'eft', 'other')", name=op.f("ck_payment_method")
        ),
        sa.CheckConstraint(
            "purpose IN ('copay', 'account', 'prepayment', 'remittance')",
            name=op.f("ck_payment_purpose"),
        ),
        sa.CheckConstraint("source IN ('patient', 'insurer')", name=op.f("ck_payment_source")),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_payment_not_negative")),
        sa.CheckConstraint("length(detail) <= 40", name=op.f("ck_payment_detail")),
        sa.CheckConstraint("length(reference) <= 40", name=op.f("ck_payment_reference")),
        sa.CheckConstraint("received_on IS date(received_on)", name=op.f("ck_payment_received_on")),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounter.id"], name=op.f("fk_payment_encounter_id")
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_payment_patient_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_payment_payer_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_payment_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_payment_encounter_id"), "payment", ["encounter_id"], unique=False)
    op.create_index(op.f("ix_payment_patient_id"), "payment", ["patient_id"], unique=False)
    op.create_index(op.f("ix_payment_received_on"), "payment", ["received_on"], unique=False)
    op.create_index(
        "uq_payment_insurer_check",
        "payment",
        ["payer_id", "reference", "cents"],
        unique=True,
        sqlite_where=sa.text("source = 'insurer' AND reference <> ''"),
        postgresql_where=sa.text("source = 'insurer' AND reference <> ''"),
    )
    op.create_table(
        "remittance",
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("payer_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.Column("posted_on", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("source IN ('paper', '835')", name=op.f("ck_remittance_source")),
        sa.CheckConstraint("dated IS date(dated)", name=op.f("ck_remittance_dated")),
        sa.CheckConstraint("posted_on IS date(posted_on)", name=op.f("ck_remittance_posted_on")),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_remittance_payer_id")),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_remittance_payment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remittance")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_remittance_payment_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "remittance_claim",
        sa.Column("remittance_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("status_code", sa.Text(), nullable=False),
        sa.Column("payer_claim_number", sa.Text(), nullable=False),
        sa.Column("charge_cents", CENTS, nullable=False),
        sa.Column("paid_cents", CENTS, nullable=False),
        sa.Column("patient_cents", CENTS, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(payer_claim_number) <= 40", name=op.f("ck_remittance_claim_payer_claim_number")
        ),
        sa.CheckConstraint(
            "length(status_code) <= 2", name=op.f("ck_remittance_claim_status_code")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_remittance_claim_claim_id")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entry.id"], name=op.f("fk_remittance_claim_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["remittance_id"], ["remittance.id"], name=op.f("fk_remittance_claim_remittance_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remittance_claim")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_remittance_claim_claim_id"), "remittance_claim", ["claim_id"], unique=False
    )
    op.create_index(
        op.f("ix_remittance_claim_remittance_id"),
        "remittance_claim",
        ["remittance_id"],
        unique=False,
    )
    op.create_table(
        "remittance_line",
        sa.Column("remittance_claim_id", sa.Integer(), nullable=False),
        sa.Column("charge_line_id", sa.Integer(), nullable=False),
        sa.Column("charge_cents", CENTS, nullable=False),
        sa.Column("paid_cents", CENTS, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_line_id"], ["charge_line.id"], name=op.f("fk_remittance_line_charge_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["remittance_claim_id"],
            ["remittance_claim.id"],
            name=op.f("fk_remittance_line_remittance_claim_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remittance_line")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_remittance_line_charge_line_id"),
        "remittance_line",
        ["charge_line_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_remittance_line_remittance_claim_id"),
        "remittance_line",
        ["remittance_claim_id"],
        unique=False,
    )
    op.create_table(
        "line_adjustment",
        sa.Column("remittance_line_id", sa.Integer(), nullable=False),
        sa.Column("group_code", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("cents", CENTS, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("posted_as", sa.Text(), nullable=False),
        sa.Column("posted_cents", CENTS, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "group_code IN ('CO', 'PR', 'OA', 'PI', 'CR')",
            name=op.f("ck_line_adjustment_group_code"),
        ),
        sa.CheckConstraint(
            "posted_as IN ('write_off', 'patient', 'next_payer', 'denial', 'information', "
            "'review')",
            name=op.f("ck_line_adjustment_posted_as"),
        ),
        sa.CheckConstraint("length(reason_code) <= 5", name=op.f("ck_line_adjustment_reason_code")),
        sa.ForeignKeyConstraint(
            ["remittance_line_id"],
            ["remittance_line.id"],
            name=op.f("fk_line_adjustment_remittance_line_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_adjustment")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_line_adjustment_remittance_line_id"),
        "line_adjustment",
        ["remittance_line_id"],
        unique=False,
    )
    op.create_table(
        "work_item",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("charge_line_id", sa.Integer(), nullable=True),
        sa.Column("remittance_line_id", sa.Integer(), nullable=True),
        sa.Column("group_code", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("cents", CENTS, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('denial', 'review', 'coverage', 'overpayment', 'cut_write_off')",
            name=op.f("ck_work_item_kind"),
        ),
        sa.CheckConstraint(
            "closed_on IS NULL OR closed_on IS date(closed_on)", name=op.f("ck_work_item_closed_on")
        ),
        sa.CheckConstraint("length(group_code) <= 2", name=op.f("ck_work_item_group_code")),
        sa.CheckConstraint("length(reason_code) <= 5", name=op.f("ck_work_item_reason_code")),
        sa.CheckConstraint("length(words) <= 200", name=op.f("ck_work_item_words")),
        sa.CheckConstraint("opened_on IS date(opened_on)", name=op.f("ck_work_item_opened_on")),
        sa.ForeignKeyConstraint(
            ["charge_line_id"], ["charge_line.id"], name=op.f("fk_work_item_charge_line_id")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_work_item_claim_id")),
        sa.ForeignKeyConstraint(
            ["remittance_line_id"],
            ["remittance_line.id"],
            name=op.f("fk_work_item_remittance_line_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_item")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_work_item_claim_id"), "work_item", ["claim_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("work_item")
    op.drop_table("line_adjustment")
    op.drop_table("remittance_line")
    op.drop_table("remittance_claim")
    op.drop_table("remittance")
    op.drop_table("payment")
    op.drop_table("journal_entry")
