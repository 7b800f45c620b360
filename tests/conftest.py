"""Fixtures that all tests share: a template practice made once a run, copied for each test."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from desktop_biller.workflow.opening import create_practice, open_practice
from tests.office import CHEAP, OWNER, PASSPHRASE, ZONE, Office, catalogue, fixed_clock

settings.register_profile(
    "ci", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.register_profile(
    "nightly", parent=settings.get_profile("ci"), max_examples=20_000, derandomize=False
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed practice with its provider, payer and services."""
    folder = tmp_path_factory.mktemp("template") / "practice"
    clock = fixed_clock()
    create_practice(
        folder,
        OWNER,
        practice_name="Cedar Hollow Family Medicine",
        clock=clock,
        time_zone=ZONE.key,
        cost=CHEAP,
    )
    ws = open_practice(folder, PASSPHRASE, catalogue=catalogue(), clock=clock)
    Office(ws, clock).set_up()
    ws.close()
    return folder


@pytest.fixture
def practice_folder(template: Path, tmp_path: Path) -> Path:
    """A copy of the template, closed, in a folder named as people name folders."""
    folder = tmp_path / "Łukasz O'Brien & Söhne"
    shutil.copytree(template, folder)
    return folder


@pytest.fixture
def office(practice_folder: Path) -> Iterator[Office]:
    """The copied practice, open, with its builders."""
    clock = fixed_clock()
    ws = open_practice(practice_folder, PASSPHRASE, catalogue=catalogue(), clock=clock)
    opened = Office(ws, clock, provider_id=1, payer_id=1)
    yield opened
    ws.close()
