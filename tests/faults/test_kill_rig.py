"""The kill rig in the size of every change, and the faults that it must find."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from desktop_biller.workflow.steps import all_use_cases
from desktop_biller.workflow.usecase import Transaction, UseCase
from tests.faults.accounting import FIXED
from tests.faults.planted import ACK_BEFORE_COMMIT, SPLIT, commit_halfway
from tests.faults.rig import Rig
from tests.faults.working_day import BACK_UP, MAKERS
from tests.office import Office

MOST_KILLS = 60
"""A control that found nothing by then has gone blind."""


def test_every_use_case_comes_up_in_the_stream_and_in_the_accounts() -> None:
    assert set(MAKERS) - {BACK_UP} == set(all_use_cases()) == set(FIXED)


@pytest.mark.slow
def test_p18_a_program_killed_at_any_moment_loses_nothing_and_leaves_nothing_half_done(
    tmp_path: Path,
) -> None:
    report = Rig(tmp_path, seed=18).run(commits=150, kills=15)
    assert report.complaints == []
    assert (report.lost, report.torn) == (0, 0)


@pytest.mark.slow
def test_the_rig_finds_an_acknowledgement_that_is_given_before_the_commit(tmp_path: Path) -> None:
    rig = Rig(tmp_path, seed=18, fault=ACK_BEFORE_COMMIT)
    report = rig.run(commits=0, kills=MOST_KILLS, until_found=True)
    assert report.lost > 0


@pytest.mark.slow
def test_the_rig_finds_a_payment_that_is_committed_in_two_parts(tmp_path: Path) -> None:
    rig = Rig(tmp_path, seed=18, fault=SPLIT)
    report = rig.run(commits=0, kills=MOST_KILLS, until_found=True)
    assert (report.lost, report.torn) == (0, 1)
    assert any(words.startswith("payment: ") for words in report.complaints)


def test_the_database_refuses_entries_whose_command_comes_in_a_later_transaction(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = office.patient()
    before = office.whole(), office.findings()
    finish = UseCase._finish

    def finish_apart(self: UseCase[Any, Any], tx: Transaction, told: str, result: object) -> None:
        commit_halfway(tx.session)
        finish(self, tx, told, result)

    monkeypatch.setattr(UseCase, "_finish", finish_apart)
    with pytest.raises(sa.exc.IntegrityError, match="FOREIGN KEY"):
        office.pay(patient.patient_id, 3000)
    assert (office.whole(), office.findings()) == before
