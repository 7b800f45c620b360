"""What the tests of the workflow share."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.office import opened
from tests.workflow.ledger_machine import LedgerMachine


@pytest.fixture
def machine(practice_folder: Path) -> Any:
    """Machines that each start on a copy of a practice with three payers, two of them usual."""
    with opened(practice_folder) as office:
        office.payer("Maple Valley Medigap", payer_id="MV002")
        office.payer("Prairie Health Plan", payer_id="PH003", capitated=True)
        key, actor = office.ws.key, office.ws.actor
    return partial(LedgerMachine, practice_folder, key, actor)
