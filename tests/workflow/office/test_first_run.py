"""The first run makes a whole practice, or leaves nothing behind."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import InputError, StorageError
from desktop_biller.foundation.progress import Cancelled, JobControl
from desktop_biller.models.practice import Payer, Practice, Provider, Service
from desktop_biller.security import recovery_code
from desktop_biller.workflow.backup_places import second_place
from desktop_biller.workflow.office.first_run import FirstRun, make_practice
from desktop_biller.workflow.office.payers import AddPayer
from desktop_biller.workflow.office.practice import AddProvider, SetUpPractice
from desktop_biller.workflow.opening import Owner, open_in_emergency, open_practice
from desktop_biller.workflow.upkeep import backups_of
from tests.office import ADDRESS, CHEAP, PRACTICE, catalogue, command, fixed_clock

OWNER = Owner("Dana Whitlow", "Dana Whitlow", "seven herons wade at noon")
KEY = bytes(range(32))


def wanted(folder: Path, **over: Any) -> FirstRun:
    values: dict[str, Any] = {
        "folder": folder,
        "owner": OWNER,
        "key": KEY,
        "practice": command(SetUpPractice, **PRACTICE),
        "provider": command(AddProvider, name={"last": "Park", "first": "Elena"}, npi="1999999984"),
        "payers": (command(AddPayer, name="Blue Harbor Health", address=ADDRESS),),
        **over,
    }
    return FirstRun(**values)


def make(first: FirstRun, job: JobControl | None = None) -> Path:
    return make_practice(first, catalogue=catalogue(), clock=fixed_clock(), cost=CHEAP, job=job)


def test_all_that_was_typed_is_there_and_a_backup_of_it(tmp_path: Path) -> None:
    folder = make(
        wanted(
            tmp_path / "Maple Grove", demonstration_services=True, second_place=tmp_path / "stick"
        )
    )
    ws = open_practice(folder, OWNER.passphrase, catalogue=catalogue(), clock=fixed_clock())
    assert ws.actor.full_name == "Dana Whitlow"
    with ws.db.reading() as session:
        assert session.get_one(Practice, 1).npi == PRACTICE["npi"]
        counts = [
            session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (Provider, Payer, Service)
        ]
    second = second_place(ws)
    ws.close()
    assert second is not None
    assert (second.place, second.trouble) == (tmp_path / "stick", "")
    assert counts[:2] == [1, 1]
    assert (counts[2] or 0) > 20
    assert [backup.reason for backup in backups_of(folder)] == ["first"]
    assert len(list((tmp_path / "stick").iterdir())) == 1


def test_the_code_that_was_shown_opens_it(tmp_path: Path) -> None:
    folder = make(wanted(tmp_path / "p"))
    code = recovery_code.encode(KEY)
    open_in_emergency(folder, code, "To see that it opens", catalogue=catalogue()).close()


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"practice": command(SetUpPractice, **{**PRACTICE, "npi": "1234567890"})}, "npi"),
        ({"owner": dataclasses.replace(OWNER, passphrase="password password")}, "passphrase"),
    ],
)
def test_what_can_not_be_taken_leaves_nothing_behind(
    tmp_path: Path, over: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputError) as told:
        make(wanted(tmp_path / "p", **over))
    assert told.value.field == field
    assert list(tmp_path.iterdir()) == []


def test_cancel_leaves_nothing_behind_but_the_empty_folder_that_was_there(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    steps: list[str] = []

    def stop_at_once(_done: int, _total: int, text: str) -> None:
        steps.append(text)
        job.cancel()

    job = JobControl(stop_at_once)
    with pytest.raises(Cancelled):
        make(wanted(tmp_path / "p"), job)
    assert steps == ["Making the encrypted file"]
    assert [path.name for path in tmp_path.iterdir()] == ["p"]


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Clinic"])
def test_p25_the_folder_of_a_sync_service_is_refused_with_the_reason(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(StorageError, match="copies it while it is being written"):
        make(wanted(tmp_path / name / "p"))


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear", encoding="utf-8")
    with pytest.raises(StorageError, match="is not empty"):
        make(wanted(tmp_path))
