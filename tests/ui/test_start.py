import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.office import PASSPHRASE, Office

AT_UNLOCK = {"alembic", "cryptography", "pypdfium2", "qtawesome", "reportlab", "sqlalchemy"}
"""Not loaded before the unlock window is painted: it answers the first key at once."""
AT_WORK = {"alembic", "pypdfium2", "qtawesome", "reportlab"}
"""Not loaded before the first paper or the first migration."""


@pytest.fixture
def steps(office: Office, practice_folder: Path, tmp_path: Path) -> list[set[str]]:
    """What is loaded when the unlock window was painted, and when all sections are there."""
    office.patient()
    office.ws.close()
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.started_program", str(practice_folder), PASSPHRASE],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": str(tmp_path),
            "LOGNAME": f"start of {tmp_path.name}",  # no other program's window is raised instead
        },
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    return [set(json.loads(line)) for line in done.stdout.splitlines()]


def test_nothing_heavy_is_loaded_before_it_is_needed(steps: list[set[str]]) -> None:
    at_unlock, at_work = steps
    assert at_unlock & AT_UNLOCK == set()
    assert at_work & AT_WORK == set()
    assert "sqlalchemy" in at_work
