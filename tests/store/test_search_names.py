"""Revision 0006 makes the patients of an older file searchable."""

from importlib import import_module
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import given
from hypothesis import strategies as st

from desktop_biller.foundation.text import folded
from desktop_biller.store import migrations
from desktop_biller.store.engine import inspecting, migrating

REVISION = import_module("desktop_biller.store.migrations.versions.0006_search_names")
KEY = bytes(range(32))

GUARANTOR = """
INSERT INTO guarantor (id, account, phone, last, first, middle, suffix, line1, line2, city, state,
    zip_code, version)
VALUES (1, '10001', '', 'Zielińska', 'Łucja', 'Maria', '', '', '', '', '', '', 1)
"""
PATIENT = """
INSERT INTO patient (id, guarantor_id, birth_date, sex, phone, email, language, last, first,
    middle, suffix, line1, line2, city, state, zip_code, version)
VALUES (1, 1, '1968-04-12', 'F', '', '', 'en', 'O''Brien-Núñez', 'Łucja', 'Jo', '', '', '', '',
    '', '', 3)
"""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A file of revision 0005 with one patient, brought to 0006 and back once on the way."""
    path = tmp_path / "office.db"
    path.touch()
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with migrating(path, KEY) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0006")
        command.downgrade(config, "0005")
        connection.exec_driver_sql(GUARANTOR)
        connection.exec_driver_sql(PATIENT)
        command.upgrade(config, "0006")
    return path


def test_an_older_patient_is_found_by_the_name_as_it_is_typed(older: Path) -> None:
    with inspecting(older, KEY) as connection:
        patient = connection.exec_driver_sql(
            "SELECT search_name, search_given, version FROM patient"
        ).one()
        guarantor = connection.exec_driver_sql("SELECT search_name FROM guarantor").one()
    assert tuple(patient) == ("obrien nunez lucja jo", "lucja jo obrien nunez", 3)
    assert tuple(guarantor) == ("zielinska lucja maria",)


@given(st.text())
def test_the_revision_folds_as_the_program_does(text: str) -> None:
    """Until the program folds otherwise: then a later revision has to fill the columns anew."""
    assert REVISION._folded(text) == folded(text)
