"""One reference database for the whole run, built once and shared by all workers."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_biller.codesets import reference_db
from desktop_biller.codesets.lookups import ReferenceDatabase
from desktop_biller.codesets.search import CodeSearch

ON = dt.date(2026, 3, 2)


@pytest.fixture(scope="session")
def reference_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of this run share; two may build at once, which is the point."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "reference"


@pytest.fixture(scope="session")
def database(reference_folder: Path) -> Iterator[ReferenceDatabase]:
    """The open reference database."""
    with reference_db.ensure(reference_folder) as opened:
        yield opened


@pytest.fixture(scope="session")
def search(database: ReferenceDatabase) -> CodeSearch:
    """Code search over it."""
    return CodeSearch(database)
