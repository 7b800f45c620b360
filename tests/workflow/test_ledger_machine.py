"""Promise 14-17: whatever the office does, file and paper ledger agree and I1 to I11 hold."""

import os
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
RUNS = settings(max_examples=20_000 if NIGHTLY else 100, stateful_step_count=50 if NIGHTLY else 20)


@pytest.mark.slow
def test_p17_file_and_paper_ledger_agree_whatever_the_office_does(machine: Any) -> None:
    run_state_machine_as_test(machine, settings=RUNS)
