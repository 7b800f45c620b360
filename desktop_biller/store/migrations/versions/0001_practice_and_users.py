"""The practice, its users and its lists.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CENTS = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "app_user",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role IN ('front desk', 'biller', 'provider', 'owner', 'auditor', 'emergency')",
            name=op.f("ck_app_user_role"),
        ),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_app_user_active")),
        sa.CheckConstraint("length(full_name) <= 80", name=op.f("ck_app_user_full_name")),
        sa.CheckConstraint("length(initials) <= 4", name=op.f("ck_app_user_initials")),
        sa.CheckConstraint("length(name) <= 40", name=op.f("ck_app_user_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("name", name=op.f("uq_app_user_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "counter",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(series) <= 40", name=op.f("ck_counter_series")),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_counter")),
        sqlite_strict=True,
    )
    op.create_table(
        "executed_command",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("use_case", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.CheckConstraint("length(digest) <= 64", name=op.f("ck_executed_command_digest")),
        sa.CheckConstraint("length(key) <= 64", name=op.f("ck_executed_command_key")),
        sa.CheckConstraint("length(use_case) <= 60", name=op.f("ck_executed_command_use_case")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_executed_command")),
        sqlite_strict=True,
    )
    op.create_table(
        "payer",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("payer_id", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("filing_indicator", sa.Text(), nullable=False),
        sa.Column("habits", sa.Text(), nullable=False),
        sa.Column("accepts_replacement", sa.Integer(), nullable=False),
        sa.Column("capitated", sa.Integer(), nullable=False),
        sa.Column("plain_paper", sa.Integer(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line1", sa.Text(), nullable=False),
        sa.Column("line2", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("zip_code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "program IN ('medicare', 'medicaid', 'tricare', 'champva', 'group', 'feca', 'other')",
            name=op.f("ck_payer_program"),
        ),
        sa.CheckConstraint(
            "accepts_replacement IN (0, 1)", name=op.f("ck_payer_accepts_replacement")
        ),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_payer_active")),
        sa.CheckConstraint("capitated IN (0, 1)", name=op.f("ck_payer_capitated")),
        sa.CheckConstraint("length(city) <= 40", name=op.f("ck_payer_city")),
        sa.CheckConstraint("length(filing_indicator) <= 2", name=op.f("ck_payer_filing_indicator")),
        sa.CheckConstraint("length(habits) <= 4000", name=op.f("ck_payer_habits")),
        sa.CheckConstraint("length(line1) <= 80", name=op.f("ck_payer_line1")),
        sa.CheckConstraint("length(line2) <= 80", name=op.f("ck_payer_line2")),
        sa.CheckConstraint("length(name) <= 60", name=op.f("ck_payer_name")),
        sa.CheckConstraint("length(payer_id) <= 20", name=op.f("ck_payer_payer_id")),
        sa.CheckConstraint("length(phone) <= 20", name=op.f("ck_payer_phone")),
        sa.CheckConstraint("length(state) <= 2", name=op.f("ck_payer_state")),
        sa.CheckConstraint("length(zip_code) <= 10", name=op.f("ck_payer_zip_code")),
        sa.CheckConstraint("plain_paper IN (0, 1)", name=op.f("ck_payer_plain_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payer")),
        sa.UniqueConstraint("name", name=op.f("uq_payer_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "practice",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("tax_id", sa.Text(), nullable=False),
        sa.Column("tax_id_kind", sa.Text(), nullable=False),
        sa.Column("npi", sa.Text(), nullable=False),
        sa.Column("taxonomy", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("remit_name", sa.Text(), nullable=False),
        sa.Column("remit_line1", sa.Text(), nullable=False),
        sa.Column("remit_line2", sa.Text(), nullable=False),
        sa.Column("remit_city", sa.Text(), nullable=False),
        sa.Column("remit_state", sa.Text(), nullable=False),
        sa.Column("remit_zip", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("statement_minimum_cents", CENTS, nullable=False),
        sa.Column("statement_due_days", sa.Integer(), nullable=False),
        sa.Column("invoice_due_days", sa.Integer(), nullable=False),
        sa.Column("returned_check_fee_cents", CENTS, nullable=False),
        sa.Column("is_sample", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line1", sa.Text(), nullable=False),
        sa.Column("line2", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("zip_code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("tax_id_kind IN ('EIN', 'SSN')", name=op.f("ck_practice_tax_id_kind")),
        sa.CheckConstraint("id = 1", name=op.f("ck_practice_only_one")),
        sa.CheckConstraint("is_sample IN (0, 1)", name=op.f("ck_practice_is_sample")),
        sa.CheckConstraint("length(city) <= 40", name=op.f("ck_practice_city")),
        sa.CheckConstraint("length(hours) <= 60", name=op.f("ck_practice_hours")),
        sa.CheckConstraint("length(line1) <= 80", name=op.f("ck_practice_line1")),
        sa.CheckConstraint("length(line2) <= 80", name=op.f("ck_practice_line2")),
        sa.CheckConstraint("length(name) <= 60", name=op.f("ck_practice_name")),
        sa.CheckConstraint("length(npi) <= 10", name=op.f("ck_practice_npi")),
        sa.CheckConstraint("length(phone) <= 20", name=op.f("ck_practice_phone")),
        sa.CheckConstraint("length(remit_city) <= 40", name=op.f("ck_practice_remit_city")),
        sa.CheckConstraint("length(remit_line1) <= 80", name=op.f("ck_practice_remit_line1")),
        sa.CheckConstraint("length(remit_line2) <= 80", name=op.f("ck_practice_remit_line2")),
        sa.CheckConstraint("length(remit_name) <= 60", name=op.f("ck_practice_remit_name")),
        sa.CheckConstraint("length(remit_state) <= 2", name=op.f("ck_practice_remit_state")),
        sa.CheckConstraint("length(remit_zip) <= 10", name=op.f("ck_practice_remit_zip")),
        sa.CheckConstraint("length(state) <= 2", name=op.f("ck_practice_state")),
        sa.CheckConstraint("length(tax_id) <= 9", name=op.f("ck_practice_tax_id")),
        sa.CheckConstraint("length(taxonomy) <= 10", name=op.f("ck_practice_taxonomy")),
        sa.CheckConstraint("length(time_zone) <= 60", name=op.f("ck_practice_time_zone")),
        sa.CheckConstraint("length(website) <= 80", name=op.f("ck_practice_website")),
        sa.CheckConstraint("length(zip_code) <= 10", name=op.f("ck_practice_zip_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice")),
        sqlite_strict=True,
    )
    op.create_table(
        "provider",
        sa.Column("credentials", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column("npi", sa.Text(), nullable=False),
        sa.Column("taxonomy", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("middle", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_provider_active")),
        sa.CheckConstraint("length(credentials) <= 20", name=op.f("ck_provider_credentials")),
        sa.CheckConstraint("length(first) <= 40", name=op.f("ck_provider_first")),
        sa.CheckConstraint("length(initials) <= 4", name=op.f("ck_provider_initials")),
        sa.CheckConstraint("length(last) <= 60", name=op.f("ck_provider_last")),
        sa.CheckConstraint("length(middle) <= 40", name=op.f("ck_provider_middle")),
        sa.CheckConstraint("length(npi) <= 10", name=op.f("ck_provider_npi")),
        sa.CheckConstraint("length(suffix) <= 10", name=op.f("ck_provider_suffix")),
        sa.CheckConstraint("length(taxonomy) <= 10", name=op.f("ck_provider_taxonomy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        sa.UniqueConstraint("npi", name=op.f("uq_provider_npi")),
        sqlite_strict=True,
    )
    op.create_table(
        "secret",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(name) <= 40", name=op.f("ck_secret_name")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secret")),
        sqlite_strict=True,
    )
    op.create_table(
        "service",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("patient_words", sa.Text(), nullable=False),
        sa.Column("service_class", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_service_active")),
        sa.CheckConstraint("length(code) <= 5", name=op.f("ck_service_code")),
        sa.CheckConstraint("length(code) = 5", name=op.f("ck_service_five_characters")),
        sa.CheckConstraint("length(description) <= 80", name=op.f("ck_service_description")),
        sa.CheckConstraint("length(patient_words) <= 60", name=op.f("ck_service_patient_words")),
        sa.CheckConstraint("length(service_class) <= 20", name=op.f("ck_service_service_class")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("code", name=op.f("uq_service_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "fee",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("payer_id", sa.Integer(), nullable=True),
        sa.Column("effective_from", sa.Text(), nullable=False),
        sa.Column("cents", CENTS, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_fee_not_negative")),
        sa.CheckConstraint(
            "effective_from IS date(effective_from)", name=op.f("ck_fee_effective_from")
        ),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_fee_payer_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_fee_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee")),
        sa.UniqueConstraint(
            "service_id",
            "payer_id",
            "effective_from",
            name=op.f("uq_fee_service_id_payer_id_effective_from"),
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_fee_usual",
        "fee",
        ["service_id", "effective_from"],
        unique=True,
        sqlite_where=sa.text("payer_id IS NULL"),
        postgresql_where=sa.text("payer_id IS NULL"),
    )
    op.create_table(
        "payer_clock",
        sa.Column("payer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("years", sa.Integer(), nullable=True),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified_on", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('initial', 'secondary', 'corrected', 'appeal')",
            name=op.f("ck_payer_clock_kind"),
        ),
        sa.CheckConstraint(
            "start IN ('service', 'remittance', 'notice')", name=op.f("ck_payer_clock_start")
        ),
        sa.CheckConstraint(
            "(days IS NULL) <> (years IS NULL)", name=op.f("ck_payer_clock_days_or_years")
        ),
        sa.CheckConstraint("length(source) <= 200", name=op.f("ck_payer_clock_source")),
        sa.CheckConstraint(
            "verified_on IS NULL OR verified_on IS date(verified_on)",
            name=op.f("ck_payer_clock_verified_on"),
        ),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_payer_clock_payer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payer_clock")),
        sa.UniqueConstraint("payer_id", "kind", name=op.f("uq_payer_clock_payer_id_kind")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("payer_clock")
    op.drop_table("fee")
    op.drop_table("service")
    op.drop_table("secret")
    op.drop_table("provider")
    op.drop_table("practice")
    op.drop_table("payer")
    op.drop_table("executed_command")
    op.drop_table("counter")
    op.drop_table("app_user")
