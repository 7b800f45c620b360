"""The migrated file is what the models say, down to the last trigger."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from desktop_biller.models import Base
from desktop_biller.store.guards import expected_guards, installed_guards
from tests.office import Office


def checks(inspector: sa.Inspector, table: str) -> dict[str | None, str]:
    found = inspector.get_check_constraints(table)
    return {check["name"]: " ".join(check["sqltext"].split()) for check in found}


def test_alembic_finds_no_difference(office: Office) -> None:
    with office.ws.db.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_file_holds_our_tables_alone_and_all_are_strict(office: Office) -> None:
    with office.ws.db.reading() as session:
        rows = session.connection().exec_driver_sql("PRAGMA table_list").mappings().all()
    kept = {row["name"]: row["strict"] for row in rows if row["schema"] == "main"}
    ours = {name for name in kept if not name.startswith("sqlite_")} - {"alembic_version"}
    assert ours == set(Base.metadata.tables)
    assert {name for name in ours if not kept[name]} == set()


@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_every_check_of_the_models_stands_in_the_file(table: str, office: Office) -> None:
    fresh = sa.create_engine("sqlite://")
    with fresh.connect() as connection, office.ws.db.reading() as session:
        Base.metadata.create_all(connection)
        wanted = checks(sa.inspect(connection), table)
        assert checks(sa.inspect(session.connection()), table) == wanted
    fresh.dispose()


def test_the_triggers_are_the_expected_ones(office: Office) -> None:
    with office.ws.db.reading() as session:
        assert installed_guards(session.connection()) == expected_guards()
