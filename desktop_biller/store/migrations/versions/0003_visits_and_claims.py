"""Visits and claims.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CENTS = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "encounter",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("coverage_id", sa.Integer(), nullable=True),
        sa.Column("authorization_id", sa.Integer(), nullable=True),
        sa.Column("injury_case_id", sa.Integer(), nullable=True),
        sa.Column("service_date", sa.Text(), nullable=False),
        sa.Column("place_of_service", sa.Text(), nullable=False),
        sa.Column("onset_date", sa.Text(), nullable=True),
        sa.Column("referring_qualifier", sa.Text(), nullable=False),
        sa.Column("referring_last", sa.Text(), nullable=False),
        sa.Column("referring_first", sa.Text(), nullable=False),
        sa.Column("referring_npi", sa.Text(), nullable=False),
        sa.Column("facility_name", sa.Text(), nullable=False),
        sa.Column("facility_npi", sa.Text(), nullable=False),
        sa.Column("facility_line1", sa.Text(), nullable=False),
        sa.Column("facility_city", sa.Text(), nullable=False),
        sa.Column("facility_state", sa.Text(), nullable=False),
        sa.Column("facility_zip", sa.Text(), nullable=False),
        sa.Column("admitted_on", sa.Text(), nullable=True),
        sa.Column("discharged_on", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "referring_qualifier IN ('', 'DN', 'DK', 'DQ')",
            name=op.f("ck_encounter_referring_qualifier"),
        ),
        sa.CheckConstraint(
            "admitted_on IS NULL OR admitted_on IS date(admitted_on)",
            name=op.f("ck_encounter_admitted_on"),
        ),
        sa.CheckConstraint(
            "discharged_on IS NULL OR discharged_on IS date(discharged_on)",
            name=op.f("ck_encounter_discharged_on"),
        ),
        sa.CheckConstraint("length(facility_city) <= 40", name=op.f("ck_encounter_facility_city")),
        sa.CheckConstraint(
            "length(facility_line1) <= 80", name=op.f("ck_encounter_facility_line1")
        ),
        sa.CheckConstraint("length(facility_name) <= 60", name=op.f("ck_encounter_facility_name")),
        sa.CheckConstraint("length(facility_npi) <= 10", name=op.f("ck_encounter_facility_npi")),
        sa.CheckConstraint("length(facility_state) <= 2", name=op.f("ck_encounter_facility_state")),
        sa.CheckConstraint("length(facility_zip) <= 10", name=op.f("ck_encounter_facility_zip")),
        sa.CheckConstraint(
            "length(place_of_service) <= 2", name=op.f("ck_encounter_place_of_service")
        ),
        sa.CheckConstraint(
            "length(place_of_service) = 2", name=op.f("ck_encounter_place_two_digits")
        ),
        sa.CheckConstraint(
            "length(referring_first) <= 40", name=op.f("ck_encounter_referring_first")
        ),
        sa.CheckConstraint(
            "length(referring_last) <= 60", name=op.f("ck_encounter_referring_last")
        ),
        sa.CheckConstraint("length(referring_npi) <= 10", name=op.f("ck_encounter_referring_npi")),
        sa.CheckConstraint(
            "onset_date IS NULL OR onset_date IS date(onset_date)",
            name=op.f("ck_encounter_onset_date"),
        ),
        sa.CheckConstraint(
            "service_date IS date(service_date)", name=op.f("ck_encounter_service_date")
        ),
        sa.ForeignKeyConstraint(
            ["authorization_id"], ["authorization.id"], name=op.f("fk_encounter_authorization_id")
        ),
        sa.ForeignKeyConstraint(
            ["coverage_id"], ["coverage.id"], name=op.f("fk_encounter_coverage_id")
        ),
        sa.ForeignKeyConstraint(
            ["injury_case_id"], ["injury_case.id"], name=op.f("fk_encounter_injury_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_encounter_patient_id")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_encounter_provider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_encounter")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_encounter_patient_id"), "encounter", ["patient_id"], unique=False)
    op.create_index(op.f("ix_encounter_service_date"), "encounter", ["service_date"], unique=False)
    op.create_table(
        "charge_line",
        sa.Column("encounter_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("control_number", sa.Text(), nullable=False),
        sa.Column("from_date", sa.Text(), nullable=False),
        sa.Column("to_date", sa.Text(), nullable=False),
        sa.Column("place_of_service", sa.Text(), nullable=False),
        sa.Column("emergency", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("modifier1", sa.Text(), nullable=False),
        sa.Column("modifier2", sa.Text(), nullable=False),
        sa.Column("modifier3", sa.Text(), nullable=False),
        sa.Column("modifier4", sa.Text(), nullable=False),
        sa.Column("pointer1", sa.Integer(), nullable=False),
        sa.Column("pointer2", sa.Integer(), nullable=True),
        sa.Column("pointer3", sa.Integer(), nullable=True),
        sa.Column("pointer4", sa.Integer(), nullable=True),
        sa.Column("charge_cents", CENTS, nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("ndc", sa.Text(), nullable=False),
        sa.Column("ndc_unit", sa.Text(), nullable=False),
        sa.Column("ndc_quantity_thousandths", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("patient_words", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(ndc = '') = (ndc_unit = '') AND (ndc = '') = (ndc_quantity_thousandths = 0)",
            name=op.f("ck_charge_line_ndc_whole"),
        ),
        sa.CheckConstraint(
            "ndc_unit IN ('', 'UN', 'ML', 'GR', 'ME', 'F2')", name=op.f("ck_charge_line_ndc_unit")
        ),
        sa.CheckConstraint("charge_cents >= 0", name=op.f("ck_charge_line_charge_not_negative")),
        sa.CheckConstraint("emergency IN (0, 1)", name=op.f("ck_charge_line_emergency")),
        sa.CheckConstraint("from_date IS date(from_date)", name=op.f("ck_charge_line_from_date")),
        sa.CheckConstraint("length(code) <= 5", name=op.f("ck_charge_line_code")),
        sa.CheckConstraint("length(code) = 5", name=op.f("ck_charge_line_code_five_characters")),
        sa.CheckConstraint(
            "length(control_number) <= 30", name=op.f("ck_charge_line_control_number")
        ),
        sa.CheckConstraint("length(description) <= 80", name=op.f("ck_charge_line_description")),
        sa.CheckConstraint("length(modifier1) <= 2", name=op.f("ck_charge_line_modifier1")),
        sa.CheckConstraint("length(modifier2) <= 2", name=op.f("ck_charge_line_modifier2")),
        sa.CheckConstraint("length(modifier3) <= 2", name=op.f("ck_charge_line_modifier3")),
        sa.CheckConstraint("length(modifier4) <= 2", name=op.f("ck_charge_line_modifier4")),
        sa.CheckConstraint("length(ndc) <= 11", name=op.f("ck_charge_line_ndc")),
        sa.CheckConstraint("length(note) <= 61", name=op.f("ck_charge_line_note")),
        sa.CheckConstraint(
            "length(patient_words) <= 60", name=op.f("ck_charge_line_patient_words")
        ),
        sa.CheckConstraint(
            "length(place_of_service) <= 2", name=op.f("ck_charge_line_place_of_service")
        ),
        sa.CheckConstraint(
            "pointer1 BETWEEN 1 AND 12 AND (pointer2 IS NULL OR pointer2 NOT IN (pointer1)) "
            "AND (pointer3 IS NULL OR (pointer2 IS NOT NULL AND pointer3 NOT IN (pointer1, "
            "pointer2))) AND (pointer4 IS NULL OR (pointer3 IS NOT NULL AND pointer4 NOT IN "
            "(pointer1, pointer2, pointer3)))",
            name=op.f("ck_charge_line_pointers"),
        ),
        sa.CheckConstraint("to_date >= from_date", name=op.f("ck_charge_line_dates_forward")),
        sa.CheckConstraint("to_date IS date(to_date)", name=op.f("ck_charge_line_to_date")),
        sa.CheckConstraint("units > 0", name=op.f("ck_charge_line_units_positive")),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounter.id"], name=op.f("fk_charge_line_encounter_id")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_charge_line_patient_id")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_charge_line_provider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge_line")),
        sa.UniqueConstraint("control_number", name=op.f("uq_charge_line_control_number")),
        sa.UniqueConstraint(
            "encounter_id", "position", name=op.f("uq_charge_line_encounter_id_position")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_charge_line_patient_id"), "charge_line", ["patient_id"], unique=False)
    op.create_table(
        "claim",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("encounter_id", sa.Integer(), nullable=False),
        sa.Column("coverage_id", sa.Integer(), nullable=False),
        sa.Column("payer_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("billed_cents", CENTS, nullable=False),
        sa.Column("payer_claim_number", sa.Text(), nullable=False),
        sa.Column("follow_up_on", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "number NOT GLOB '*[^A-Z0-9]*'", name=op.f("ck_claim_number_characters")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'held', 'ready', 'sent', 'accepted', 'rejected', 'paid', "
            "'denied', 'appealed', 'closed')",
            name=op.f("ck_claim_state"),
        ),
        sa.CheckConstraint(
            "follow_up_on IS NULL OR follow_up_on IS date(follow_up_on)",
            name=op.f("ck_claim_follow_up_on"),
        ),
        sa.CheckConstraint("length(number) <= 14", name=op.f("ck_claim_number")),
        sa.CheckConstraint("length(number) >= 1", name=op.f("ck_claim_number_given")),
        sa.CheckConstraint(
            "length(payer_claim_number) <= 40", name=op.f("ck_claim_payer_claim_number")
        ),
        sa.CheckConstraint("rank BETWEEN 1 AND 3", name=op.f("ck_claim_rank_range")),
        sa.ForeignKeyConstraint(
            ["coverage_id"], ["coverage.id"], name=op.f("fk_claim_coverage_id")
        ),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounter.id"], name=op.f("fk_claim_encounter_id")
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_claim_patient_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["payer.id"], name=op.f("fk_claim_payer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("number", name=op.f("uq_claim_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_claim_encounter_id"), "claim", ["encounter_id"], unique=False)
    op.create_index(op.f("ix_claim_patient_id"), "claim", ["patient_id"], unique=False)
    op.create_index(op.f("ix_claim_payer_id"), "claim", ["payer_id"], unique=False)
    op.create_table(
        "diagnosis",
        sa.Column("encounter_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(code) <= 8", name=op.f("ck_diagnosis_code")),
        sa.CheckConstraint("position BETWEEN 1 AND 12", name=op.f("ck_diagnosis_twelve_at_most")),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounter.id"], name=op.f("fk_diagnosis_encounter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diagnosis")),
        sa.UniqueConstraint("encounter_id", "code", name=op.f("uq_diagnosis_encounter_id_code")),
        sa.UniqueConstraint(
            "encounter_id", "position", name=op.f("uq_diagnosis_encounter_id_position")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "claim_event",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'held', 'ready', 'sent', 'accepted', 'rejected', 'paid', "
            "'denied', 'appealed', 'closed')",
            name=op.f("ck_claim_event_state"),
        ),
        sa.CheckConstraint("length(words) <= 200", name=op.f("ck_claim_event_words")),
        sa.CheckConstraint("on_date IS date(on_date)", name=op.f("ck_claim_event_on_date")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_event_claim_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_claim_event_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_event")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_claim_event_claim_id"), "claim_event", ["claim_id"], unique=False)
    op.create_table(
        "claim_line",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("charge_line_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_line_id"], ["charge_line.id"], name=op.f("fk_claim_line_charge_line_id")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_line_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "charge_line_id", name=op.f("pk_claim_line")),
        sa.UniqueConstraint("claim_id", "position", name=op.f("uq_claim_line_claim_id_position")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_claim_line_charge_line_id"), "claim_line", ["charge_line_id"], unique=False
    )
    op.create_table(
        "claim_snapshot",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(digest) <= 64", name=op.f("ck_claim_snapshot_digest")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_claim_snapshot_claim_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_snapshot")),
        sa.UniqueConstraint("claim_id", "version", name=op.f("uq_claim_snapshot_claim_id_version")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("claim_snapshot")
    op.drop_table("claim_line")
    op.drop_table("claim_event")
    op.drop_table("diagnosis")
    op.drop_table("claim")
    op.drop_table("charge_line")
    op.drop_table("encounter")
