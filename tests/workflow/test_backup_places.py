"""A second place takes a copy of each backup, and says when it did not (promise 27)."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import InputError, PermissionDeniedError
from desktop_biller.models.access import AuditRow
from desktop_biller.store.backup import list_backups
from desktop_biller.workflow.backup_places import (
    backup_folder,
    keep_second_place,
    refuse_second_place,
    second_place,
)
from desktop_biller.workflow.upkeep import back_up, backup_state, close_practice
from tests.office import Office, opened


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def events(office: Office) -> list[str]:
    query = sa.select(AuditRow.event).where(AuditRow.event.like("backup.%")).order_by(AuditRow.seq)
    with office.ws.db.reading() as session:
        return list(session.scalars(query))


def test_the_newest_backup_is_copied_at_once_and_each_one_from_then_on(
    office: Office, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    assert second_place(office.ws) is None
    first = back_up(office.ws)
    kept = keep_second_place(office.ws, stick)
    assert kept is not None
    assert (kept.place, kept.copied_at, kept.trouble) == (stick, first.created, "")
    office.on(dt.date(2026, 3, 3))
    second = back_up(office.ws)
    assert names(stick) == names(backup_folder(office.ws.folder))
    again = second_place(office.ws)
    assert again is not None
    assert again.copied_at == second.created
    assert events(office) == [
        "backup.made",
        "backup.second_place",
        "backup.copied",
        "backup.made",
        "backup.copied",
    ]


def test_a_backup_at_exit_is_copied_too(practice_folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    with opened(practice_folder) as office:
        keep_second_place(office.ws, stick)
        assert names(stick) == []
        office.patient()
        close_practice(office.ws)
    assert [b.reason for b in list_backups(stick)] == ["at exit"]
    with opened(practice_folder) as office:
        told = second_place(office.ws)
        assert told is not None
        assert told.copied_at is not None


def test_a_backup_into_another_folder_by_hand_is_not_copied(office: Office, tmp_path: Path) -> None:
    keep_second_place(office.ws, tmp_path / "stick")
    back_up(office.ws, tmp_path / "elsewhere")
    assert names(tmp_path / "stick") == []


def test_an_unplugged_disk_hinders_no_backup_and_is_told(office: Office, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    keep_second_place(office.ws, stick)
    made = back_up(office.ws)
    shutil.rmtree(stick)
    office.on(dt.date(2026, 3, 3))
    assert back_up(office.ws).path.exists()
    told = second_place(office.ws)
    assert told is not None
    assert told.copied_at == made.created, "when it last went well stays known"
    assert told.trouble == (
        f"The folder {stick} is not there. Check that the disk or share is connected."
    )
    assert not stick.exists()
    assert events(office)[-1] == "backup.not_copied"
    stick.mkdir()
    back_up(office.ws)
    mended = second_place(office.ws)
    assert mended is not None
    assert mended.trouble == ""
    assert len(names(stick)) == 1


def test_p27_no_copy_for_more_than_two_days_makes_the_backup_due(
    office: Office, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    keep_second_place(office.ws, stick)
    back_up(office.ws)
    assert backup_state(office.ws).state == "ok"
    shutil.rmtree(stick)
    for day, state, words in (
        (4, "ok", "Backup OK, today"),
        (5, "due", "No second backup since 03/02/2026"),
    ):
        office.on(dt.date(2026, 3, day))
        back_up(office.ws)
        told = backup_state(office.ws)
        assert (told.state, told.lacks_copy) == (state, state == "due")
        assert told.words.startswith(words)
    office.on(dt.date(2026, 3, 12))
    assert backup_state(office.ws).words.startswith("No backup since 03/05/2026")


def test_a_place_that_never_had_a_copy_says_so(office: Office, tmp_path: Path) -> None:
    back_up(office.ws)
    stick = tmp_path / "stick"
    stick.mkdir()
    keep_second_place(office.ws, stick)
    shutil.rmtree(stick)
    other = tmp_path / "other"
    keep_second_place(office.ws, other)
    assert backup_state(office.ws).state == "ok", "the newest was copied at once"
    keep_second_place(office.ws, None)
    assert second_place(office.ws) is None
    assert backup_state(office.ws).second is None
    assert names(other) != [], "what is there stays"


def test_a_place_before_its_first_copy_is_due(office: Office, tmp_path: Path) -> None:
    keep_second_place(office.ws, tmp_path / "stick")
    shutil.rmtree(tmp_path / "stick")
    back_up(office.ws)
    told = backup_state(office.ws)
    assert (told.state, told.words) == ("due", "No second backup yet")


def test_the_same_place_again_changes_nothing_but_copies_what_is_missing(
    office: Office, tmp_path: Path
) -> None:
    back_up(office.ws)
    keep_second_place(office.ws, tmp_path / "stick")
    keep_second_place(office.ws, tmp_path / "stick")
    assert len(names(tmp_path / "stick")) == 1
    assert events(office).count("backup.second_place") == 1


@pytest.mark.parametrize("where", [".", "backups", "a/b"])
def test_the_practices_own_folder_is_no_second_place(office: Office, where: str) -> None:
    with pytest.raises(InputError, match="the folder of the practice itself") as told:
        keep_second_place(office.ws, office.ws.folder / where)
    assert told.value.field == "second_place"
    assert second_place(office.ws) is None


def test_another_practices_folder_is_no_second_place(office: Office, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "office.keys").write_bytes(b"keys")
    with pytest.raises(InputError, match="holds a practice or a backup itself"):
        keep_second_place(office.ws, other)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("x" * 300, "could not be written"),
        ("a\0b", "That is no name of a folder"),
        ("y/" * 600, "longer than 1,000 characters"),
    ],
)
def test_a_path_that_no_folder_can_have_is_told_at_its_field(
    office: Office, tmp_path: Path, name: str, what: str
) -> None:
    with pytest.raises(InputError, match=what) as told:
        keep_second_place(office.ws, tmp_path / name)
    assert told.value.field == "second_place"
    assert second_place(office.ws) is None


def test_a_folder_that_may_not_be_looked_at_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_self: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", refuses)
    with pytest.raises(InputError, match="read-only") as told:
        refuse_second_place(tmp_path / "practice", tmp_path / "stick")
    assert told.value.field == "second_place"


def test_the_letter_of_a_drive_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "exists", lambda _self: False)
    with pytest.raises(InputError, match="There is no disk") as told:
        refuse_second_place(tmp_path / "practice", tmp_path / "stick")
    assert told.value.remedy == "Connect it, or choose another folder."


def test_a_role_without_the_right_keeps_no_second_place(office: Office, tmp_path: Path) -> None:
    with office.acting_as("front_desk"), pytest.raises(PermissionDeniedError):
        keep_second_place(office.ws, tmp_path / "stick")
    assert not (tmp_path / "stick").exists()
