"""Promise 14-17: whatever the office does, file and paper ledger agree and I1 to I11 hold."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.office import opened
from tests.workflow.ledger_machine import LedgerMachine

NIGHTLY = settings.default.max_examples > 1_000
RUNS = settings(
    max_examples=settings.default.max_examples if NIGHTLY else 200,
    stateful_step_count=50 if NIGHTLY else 20,
)


@pytest.fixture
def machine(practice_folder: Path) -> Callable[[], LedgerMachine]:
    """Machines that each start on a copy of a practice with three payers, two of them usual."""
    with opened(practice_folder) as office:
        office.payer("Maple Valley Medigap", payer_id="MV002")
        office.payer("Prairie Health Plan", payer_id="PH003", capitated=True)
        key, actor = office.ws.key, office.ws.actor
    return partial(LedgerMachine, practice_folder, key, actor)


def test_p17_file_and_paper_ledger_agree_whatever_the_office_does(
    machine: Callable[[], LedgerMachine],
) -> None:
    run_state_machine_as_test(machine, settings=RUNS)  # type: ignore[no-untyped-call] # hypothesis gives it no types
