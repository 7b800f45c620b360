"""What the tests of the workflow share."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop_biller.workflow.followup.notes import WriteNote, write_note
from tests.office import Office, command, opened
from tests.workflow.ledger_machine import LedgerMachine


@pytest.fixture
def machine(practice_folder: Path) -> Any:
    """Machines that each start on a copy of a practice with three payers, two of them usual."""
    with opened(practice_folder) as office:
        office.payer("Maple Valley Medigap", payer_id="MV002")
        office.payer("Prairie Health Plan", payer_id="PH003", capitated=True)
        key, actor = office.ws.key, office.ws.actor
    return partial(LedgerMachine, practice_folder, key, actor)


@pytest.fixture(scope="session")
def busy_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed practice in which every use case has something to work on.

    Patient 1 is insured, with visit 1 that is not claimed yet and visit 2 with claim 1. Patient 2
    pays alone, owes for visit 3 and has paid something ahead; payment 1 is a copay of patient 1.
    Claim 2, of patient 1's visit 4, is ready as well. Note 1 is on patient 1.
    """
    folder = tmp_path_factory.mktemp("busy") / "practice"
    shutil.copytree(template, folder)
    with opened(folder) as office:
        insured = office.insured_patient().patient_id
        office.visit(insured, ("P9612", 1500))
        office.claim(office.visit(insured, ("G0439", 18500)))
        alone = office.patient().patient_id
        office.visit(alone, ("G0101", 15000))
        office.pay(insured, 3000)
        office.pay(alone, 2000, "prepayment")
        office.claim(office.visit(insured, ("G0447", 6000)))
        note = command(WriteNote, subject="patient", subject_id=insured, text="Called")
        write_note(office.ws, note)
    return folder


@pytest.fixture
def busy_office(busy_template: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of that practice, open."""
    folder = tmp_path / "busy practice"
    shutil.copytree(busy_template, folder)
    with opened(folder) as office:
        yield office
