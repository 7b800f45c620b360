"""Patients, their insurance, and the audit trail.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CENTS = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "guarantor",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("middle", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("line1", sa.Text(), nullable=False),
        sa.Column("line2", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("zip_code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(account) <= 14", name=op.f("ck_guarantor_account")),
        sa.CheckConstraint("length(city) <= 40", name=op.f("ck_guarantor_city")),
        sa.CheckConstraint("length(first) <= 40", name=op.f("ck_guarantor_first")),
        sa.CheckConstraint("length(last) <= 60", name=op.f("ck_guarantor_last")),
        sa.CheckConstraint("length(line1) <= 80", name=op.f("ck_guarantor_line1")),
        sa.CheckConstraint("length(line2) <= 80", name=op.f("ck_guarantor_line2")),
        sa.CheckConstraint("length(middle) <= 40", name=op.f("ck_guarantor_middle")),
        sa.CheckConstraint("length(phone) <= 20", name=op.f("ck_guarantor_phone")),
        sa.CheckConstraint("length(state) <= 2", name=op.f("ck_guarantor_state")),
        sa.CheckConstraint("length(suffix) <= 10", name=op.f("ck_guarantor_suffix")),
        sa.CheckConstraint("length(zip_code) <= 10", name=op.f("ck_guarantor_zip_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarantor")),
        sa.UniqueConstraint("account", name=op.f("uq_guarantor_account")),
        sqlite_strict=True,
    )
    op.create_table(
        "patient",
        sa.Column("guarantor_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("birth_date", sa.Text(), nullable=False),
        sa.Column("death_date", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("middle", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("line1", sa.Text(), nullable=False),
        sa.Column("line2", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("zip_code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("language IN ('en', 'es')", name=op.f("ck_patient_language")),
        sa.CheckConstraint("sex IN ('M', 'F', 'U')", name=op.f("ck_patient_sex")),
        sa.CheckConstraint("birth_date IS date(birth_date)", name=op.f("ck_patient_birth_date")),
        sa.CheckConstraint(
            "death_date IS NULL OR death_date >= birth_date", name=op.f("ck_patient_life_dates")
        ),
        sa.CheckConstraint(
            "death_date IS NULL OR death_date IS date(death_date)",
            name=op.f("ck_patient_death_date"),
        ),
        sa.CheckConstraint("length(city) <= 40", name=op.f("ck_patient_city")),
        sa.CheckConstraint("length(email) <= 80", name=op.f("ck_patient_email")),
        sa.CheckConstraint("length(first) <= 40", name=op.f("ck_patient_first")),
        sa.CheckConstraint("length(last) <= 60", name=op.f("ck_patient_last")),
        sa.CheckConstraint("length(line1) <= 80", name=op.f("ck_patient_line1")),
        sa.CheckConstraint("length(line2) <= 80", name=op.f("ck_patient_line2")),
        sa.CheckConstraint("length(middle) <= 40", name=op.f("ck_patient_middle")),
        sa.CheckConstraint("length(phone) <= 20", name=op.f("ck_patient_phone")),
        sa.CheckConstraint("length(state) <= 2", name=op.f("ck_patient_state")),
        sa.CheckConstraint("length(suffix) <= 10", name=op.f("ck_patient_suffix")),
        sa.CheckConstraint("length(zip_code) <= 10", name=op.f("ck_patient_zip_code")),
        sa.ForeignKeyConstraint(
            ["guarantor_id"], ["guarantor.id"], name=op.f("fk_patient_guarantor_id")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_patient_provider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_patient_guarantor_id"), "patient", ["guarantor_id"], unique=False)
    op.create_index("ix_patient_name", "patient", ["last", "first"], unique=False)
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("command_key", sa.Text(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "command_key IS NULL OR length(command_key) <= 64", name=op.f("ck_audit_command_key")
        ),
        sa.CheckConstraint("length(event) <= 60", name=op.f("ck_audit_event")),
        sa.CheckConstraint("length(reason) <= 200", name=op.f("ck_audit_reason")),
        sa.CheckConstraint("length(subject) <= 80", name=op.f("ck_audit_subject")),
        sa.CheckConstraint("length(user_name) <= 40", name=op.f("ck_audit_user_name")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_audit_patient_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_audit_command_key"), "audit", ["command_key"], unique=False)
    op.create_index(op.f("ix_audit_event"), "audit", ["event"], unique=False)
    op.create_index(op.f("ix_audit_patient_id"), "audit", ["patient_id"], unique=False)
    op.create_table(
        "coverage",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("payer_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("relationship", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("group_number", sa.Text(), nullable=False),
        sa.Column("plan_name", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Text(), nullable=False),
        sa.Column("effective_to", sa.Text(), nullable=True),
        sa.Column("copay_cents", CENTS, nullable=False),
        sa.Column("accepts_assignment", sa.Integer(), nullable=False),
        sa.Column("benefits_assigned", sa.Integer(), nullable=False),
        sa.Column("release_signed", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("middle", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("line1", sa.Text(), nullable=False),
        sa.Column("line2", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("zip_code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "relationship IN ('self', 'spouse', 'child', 'other')",
            name=op.f("ck_coverage_relationship"),
        ),
        sa.CheckConstraint("sex IN ('M', 'F', 'U')", name=op.f("ck_coverage_sex")),
        sa.CheckConstraint(
            "accepts_assignment IN (0, 1)", name=op.f("ck_coverage_accepts_assignment")
        ),
        sa.CheckConstraint(
            "benefits_assigned IN (0, 1)", name=op.f("ck_coverage_benefits_assigned")
        ),
        sa.CheckConstraint(
            "birth_date IS NULL OR birth_date IS date(birth_date)",
            name=op.f("ck_coverage_birth_date"),
        ),
        sa.CheckConstraint(
            "effective_from IS date(effective_from)", name=op.f("ck_coverage_effective_from")
        ),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from",
            name=op.f("ck_coverage_span_forward"),
        ),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to IS date(effective_to)",
            name=op.f("ck_coverage_effective_to"),
        ),
        sa.CheckConstraint("length(city) <= 40", name=op.f("ck_coverage_city")),
        sa.CheckConstraint("length(first) <= 40", name=op.f("ck_coverage_first")),
        sa.CheckConstraint("length(group_number) <= 29", name=op.f("ck_coverage_group_number")),
        sa.CheckConstraint("length(last) <= 60", name=op.f("ck_coverage_last")),
        sa.CheckConstraint("length(line1) <= 80", name=op.f("ck_coverage_line1")),
        sa.CheckConstraint("length(line2) <= 80", name=op.f("ck_coverage_line2")),
        sa.CheckConstraint("length(member_id) <= 29", name=op.f("ck_coverage_member_id")),
        sa.CheckConstraint("length(middle) <= 40", name=op.f("ck_coverage_middle")),
        sa.CheckConstraint("length(phone) <= 20", name=op.f("ck_coverage_phone")),
        sa.CheckConstraint("length(plan_name) <= 60", name=op.f("ck_coverage_plan_name")),
        sa.CheckConstraint("length(state) <= 2", name=op.f("ck_coverage_state")),
        sa.CheckConstraint("length(suffix) <= 10", name=op.f("ck_coverage_suffix")),
        sa.CheckConstraint("length(zip_code) <= 10", name=op.f("ck_coverage_zip_code")),
        sa.CheckConstraint("rank BETWEEN 1 AND 3", name=op.f("ck_coverage_rank_range")),
        sa.CheckConstraint("release_signed IN (0, 1)", name=op.f("ck_coverage_release_signed")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_coverage_patient_id")
        ),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_coverage_payer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_coverage_patient_id"), "coverage", ["patient_id"], unique=False)
    op.create_table(
        "injury_case",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("payer_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("claim_number", sa.Text(), nullable=False),
        sa.Column("adjuster", sa.Text(), nullable=False),
        sa.Column("adjuster_phone", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind <> 'auto' OR length(state) = 2", name=op.f("ck_injury_case_auto_needs_state")
        ),
        sa.CheckConstraint("kind IN ('auto', 'work', 'other')", name=op.f("ck_injury_case_kind")),
        sa.CheckConstraint(
            "happened_on IS date(happened_on)", name=op.f("ck_injury_case_happened_on")
        ),
        sa.CheckConstraint("length(adjuster) <= 80", name=op.f("ck_injury_case_adjuster")),
        sa.CheckConstraint(
            "length(adjuster_phone) <= 20", name=op.f("ck_injury_case_adjuster_phone")
        ),
        sa.CheckConstraint("length(claim_number) <= 28", name=op.f("ck_injury_case_claim_number")),
        sa.CheckConstraint("length(state) <= 2", name=op.f("ck_injury_case_state")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_injury_case_patient_id")
        ),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_injury_case_payer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_injury_case")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_injury_case_patient_id"), "injury_case", ["patient_id"], unique=False)
    op.create_table(
        "authorization",
        sa.Column("coverage_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("units_used_before", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(codes) <= 400", name=op.f("ck_authorization_codes")),
        sa.CheckConstraint("length(number) <= 29", name=op.f("ck_authorization_number")),
        sa.CheckConstraint(
            "units > 0 AND units_used_before >= 0", name=op.f("ck_authorization_units")
        ),
        sa.CheckConstraint(
            "valid_from IS date(valid_from)", name=op.f("ck_authorization_valid_from")
        ),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_authorization_span_forward")),
        sa.CheckConstraint("valid_to IS date(valid_to)", name=op.f("ck_authorization_valid_to")),
        sa.ForeignKeyConstraint(
            ["coverage_id"], ["coverage.id"], name=op.f("fk_authorization_coverage_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorization")),
        sa.UniqueConstraint(
            "coverage_id", "number", name=op.f("uq_authorization_coverage_id_number")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_authorization_coverage_id"), "authorization", ["coverage_id"], unique=False
    )
    op.create_table(
        "eligibility_check",
        sa.Column("coverage_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("spoke_with", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("copay_cents", CENTS, nullable=True),
        sa.Column("deductible_left_cents", CENTS, nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_eligibility_check_active")),
        sa.CheckConstraint(
            "checked_on IS date(checked_on)", name=op.f("ck_eligibility_check_checked_on")
        ),
        sa.CheckConstraint("length(reference) <= 40", name=op.f("ck_eligibility_check_reference")),
        sa.CheckConstraint(
            "length(spoke_with) <= 80", name=op.f("ck_eligibility_check_spoke_with")
        ),
        sa.ForeignKeyConstraint(
            ["coverage_id"], ["coverage.id"], name=op.f("fk_eligibility_check_coverage_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_eligibility_check_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eligibility_check")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_eligibility_check_coverage_id"), "eligibility_check", ["coverage_id"], unique=False
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("eligibility_check")
    op.drop_table("authorization")
    op.drop_table("injury_case")
    op.drop_table("coverage")
    op.drop_table("audit")
    op.drop_table("patient")
    op.drop_table("guarantor")
