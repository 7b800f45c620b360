"""The column types refuse in the database what does not belong there."""

import datetime as dt

import pytest
import sqlalchemy as sa

from desktop_biller.models.base import Choice, Day, Flag, Instant, Words
from desktop_biller.models.patient import Patient
from desktop_biller.models.practice import Practice
from tests.office import Office


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("name", "x" * 61, "ck_practice_name"),
        ("tax_id_kind", "PIN", "ck_practice_tax_id_kind"),
        ("is_sample", 2, "ck_practice_is_sample"),
        ("statement_minimum_cents", "much", "cannot store TEXT"),
        ("statement_minimum_cents", 1.5, "cannot store REAL"),
        ("npi", None, "NOT NULL"),
        ("id", 2, "ck_practice_only_one"),
    ],
)
def test_the_file_refuses_what_does_not_fit(
    column: str, value: object, words: str, office: Office
) -> None:
    raw = sa.table("practice", sa.column(column))
    with pytest.raises(sa.exc.DBAPIError, match=words), office.ws.db.writing() as session:
        session.execute(sa.update(raw).values({column: value}))


@pytest.mark.parametrize("day", ["2026-02-30", "03/02/2026", "2026-3-2", ""])
def test_a_day_is_a_day_of_the_calendar(day: str, office: Office) -> None:
    patient = office.patient().patient_id
    raw = sa.table("patient", sa.column("id"), sa.column("birth_date"))
    change = sa.update(raw).where(raw.c.id == patient).values(birth_date=day)
    with pytest.raises(sa.exc.IntegrityError, match="birth_date"), office.ws.db.writing() as s:
        s.execute(change)


def test_text_as_long_as_allowed_is_kept_whole(office: Office) -> None:
    with office.ws.db.writing() as session:
        session.get_one(Practice, 1).name = "ß" * 60
    with office.ws.db.reading() as session:
        assert session.get_one(Practice, 1).name == "ß" * 60


def test_a_moment_needs_its_zone_and_comes_back_in_utc() -> None:
    sqlite = sa.create_engine("sqlite://").dialect
    with pytest.raises(ValueError, match="needs its time zone"):
        Instant().process_bind_param(dt.datetime(2026, 3, 2, 9), sqlite)  # noqa: DTZ001 -- a naive moment is the case
    eastern = dt.timezone(dt.timedelta(hours=-5))
    kept = Instant().process_bind_param(dt.datetime(2026, 3, 2, 9, tzinfo=eastern), sqlite)
    assert kept == "2026-03-02T14:00:00.000000+00:00"
    assert Instant().process_result_value(kept, sqlite) == dt.datetime(
        2026, 3, 2, 14, tzinfo=dt.UTC
    )


def test_nothing_is_nothing_in_every_type() -> None:
    sqlite = sa.create_engine("sqlite://").dialect
    for kind in (Flag(), Day(), Instant()):
        assert kind.process_bind_param(None, sqlite) is None
        assert kind.process_result_value(None, sqlite) is None


def test_the_conditions_say_what_the_types_promise() -> None:
    assert Words(5).check("name") == "length(name) <= 5"
    assert Choice("a", "b").check("kind") == "kind IN ('a', 'b')"
    assert Flag().check("active") == "active IN (0, 1)"
    assert Day().check("on_date") == "on_date IS date(on_date)"


def test_a_form_that_is_behind_cannot_overwrite(office: Office) -> None:
    patient = office.patient().patient_id
    with office.ws.db.reading() as session:
        old = session.get_one(Patient, patient)
        session.expunge(old)
    with office.ws.db.writing() as session:
        session.get_one(Patient, patient).phone = "9375550142"
    old.phone = "9375550199"
    with pytest.raises(sa.orm.exc.StaleDataError), office.ws.db.writing() as session:
        session.add(old)
