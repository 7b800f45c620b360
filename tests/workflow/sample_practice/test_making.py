"""The sample practice in a folder: as a whole or not at all, and made anew in its place."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desktop_biller.foundation.errors import RefusedError, StorageError
from desktop_biller.foundation.progress import Cancelled, JobControl
from desktop_biller.workflow.opening import open_practice
from desktop_biller.workflow.sample_practice import making
from desktop_biller.workflow.sample_practice.demo import SAMPLE_PASSPHRASE
from desktop_biller.workflow.sample_practice.making import (
    fresh_beside,
    make_sample_anew,
    make_sample_practice,
    refuse_other_practice,
    swap_sample,
)
from desktop_biller.workflow.upkeep import backups_of
from tests.office import Office, catalogue


def stopping_at(step: int) -> JobControl:
    """A job that its user stops at a step."""

    def listen(done: int, _total: int, _text: str) -> None:
        if done >= step:
            job.cancel()

    job = JobControl(listen)
    return job


def test_stopping_the_sample_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        make_sample_practice(tmp_path / "sample", catalogue=catalogue(), job=stopping_at(1))
    assert list(tmp_path.iterdir()) == []


def test_the_sample_has_a_backup_like_a_practice_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_empty(folder: Path, passphrase: str, *_more: object, **_how: object) -> Any:
        return SimpleNamespace(ws=open_practice(folder, passphrase, catalogue=catalogue()))

    monkeypatch.setattr(making, "open_sample", open_empty)  # filling it takes seconds
    folder = make_sample_practice(tmp_path / "sample", catalogue=catalogue())
    assert [backup.reason for backup in backups_of(folder)] == ["first"]
    open_practice(folder, SAMPLE_PASSPHRASE, catalogue=catalogue()).close()


def test_a_fresh_sample_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    for place, text in ((folder, "old"), (fresh_beside(folder), "fresh")):
        place.mkdir()
        (place / "office.db").write_text(text, encoding="utf-8")
    swap_sample(folder)
    assert (folder / "office.db").read_text(encoding="utf-8") == "fresh"
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]


def test_a_swap_that_fails_leaves_the_old_sample(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    folder.mkdir()
    (folder / "office.db").write_text("old", encoding="utf-8")
    with pytest.raises(StorageError):  # there is no fresh one
        swap_sample(folder)
    assert (folder / "office.db").read_text(encoding="utf-8") == "old"


def test_making_anew_begins_with_an_empty_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sample"
    left = fresh_beside(folder)
    left.mkdir()
    (left / "half.txt").touch()
    made: list[Path] = []

    def make(place: Path, **_how: object) -> Path:
        made.append(place)
        assert not place.exists()
        return place

    monkeypatch.setattr(making, "make_sample_practice", make)
    make_sample_anew(folder, catalogue=catalogue())
    assert made == [left]


def test_a_real_practice_is_not_taken_for_the_sample(office: Office) -> None:
    with pytest.raises(RefusedError, match="Only the sample practice"):
        refuse_other_practice(office.ws)
