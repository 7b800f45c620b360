"""Promise 8: who types wrong passphrases waits, whatever the clock says."""

import datetime as dt
from pathlib import Path

import pytest

from desktop_biller.foundation.errors import InputError, StorageError, WrongPassphraseError
from desktop_biller.security import keyfile, login
from desktop_biller.security.login import TRIES_FILE, TooEarlyError
from tests.office import CHEAP, PASSPHRASE

NOW = dt.datetime(2026, 3, 2, 14, 10, tzinfo=dt.UTC)
YEAR = dt.timedelta(days=365)


class Computer:
    """A computer with a practice: its running time and its clock, each moved by a test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running = 5000.0
        self.now = NOW
        keyfile.create_keyfile(folder / "office.keys", "tn", PASSPHRASE, cost=CHEAP)

    def ticks(self) -> float:
        return self.running

    def passes(self, seconds: float) -> None:
        self.running += seconds
        self.now += dt.timedelta(seconds=seconds)

    def wait(self, user: str = "tn") -> int:
        return login.wait_seconds(self.folder, user, self.now, ticks=self.ticks)

    def fail(self, times: int = 1, user: str = "tn") -> None:
        for _ in range(times):
            login.record_failure(self.folder, user, self.now, ticks=self.ticks)

    def unlock(self, passphrase: str, user: str | None = "tn") -> str:
        return login.unlock(self.folder, user, passphrase, self.now, ticks=self.ticks).user


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path)


def test_p8_the_wait_doubles_from_the_third_failure_and_is_15_minutes_at_ten(
    computer: Computer,
) -> None:
    waits = []
    for _ in range(12):
        computer.fail()
        waits.append(computer.wait())
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 60, 900, 900, 900]


def test_p8_a_hundred_failures_allow_ten_tries_in_15_minutes(computer: Computer) -> None:
    for _ in range(100):
        computer.fail()
    start, tries = computer.running, 0
    while computer.running - start < 900:
        computer.passes(1)
        if not computer.wait():
            computer.fail()
            tries += 1
    assert tries <= 10


@pytest.mark.parametrize("jump", [YEAR, -YEAR])
def test_p8_setting_the_clock_shortens_no_wait(jump: dt.timedelta, computer: Computer) -> None:
    computer.fail(10)
    computer.now += jump
    assert computer.wait() == 900
    computer.passes(899)
    assert computer.wait() == 1
    computer.passes(1)
    assert computer.wait() == 0


def test_p8_the_wait_goes_on_after_the_computer_was_started_again(computer: Computer) -> None:
    computer.fail(10)
    computer.now += dt.timedelta(seconds=300)
    computer.running = 20
    assert computer.wait() == 600


def test_p8_a_clock_set_back_over_a_restart_begins_the_wait_again_and_lets_it_end(
    computer: Computer,
) -> None:
    computer.fail(10)
    computer.now -= YEAR
    computer.running = 20
    assert computer.wait() == 900
    computer.passes(300)
    assert computer.wait() == 600
    computer.passes(600)
    assert computer.wait() == 0


def test_a_user_is_the_same_however_the_name_is_typed_and_others_do_not_wait(
    computer: Computer,
) -> None:
    computer.fail(3, "TN")
    assert computer.wait("tn") == 1
    assert computer.wait("mk") == 0


def test_the_right_passphrase_too_early_is_not_even_looked_at(computer: Computer) -> None:
    for _ in range(3):
        with pytest.raises(WrongPassphraseError):
            computer.unlock("not this one")
    with pytest.raises(TooEarlyError, match="Too many wrong") as caught:
        computer.unlock(PASSPHRASE)
    assert caught.value.seconds == 1
    assert "in 1 second." in str(caught.value)
    computer.passes(1)
    assert computer.unlock(PASSPHRASE, None) == "tn"


def test_the_third_wrong_passphrase_says_how_long_to_wait(computer: Computer) -> None:
    computer.fail(9)
    computer.passes(60)
    with pytest.raises(WrongPassphraseError) as caught:
        computer.unlock("not this one")
    assert "Wait 15 minutes" in caught.value.remedy


def test_success_ends_the_wait_and_the_count_waits_to_be_told(computer: Computer) -> None:
    computer.fail(4)
    assert login.record_success(computer.folder, "tn") == 4
    assert computer.wait() == 0
    computer.fail()
    assert computer.wait() == 0
    assert login.record_success(computer.folder, "tn") == 5
    login.record_told(computer.folder, "tn")
    assert not (computer.folder / TRIES_FILE).exists()
    assert login.record_success(computer.folder, "tn") == 0


def test_an_unknown_user_is_no_guess(computer: Computer) -> None:
    with pytest.raises(InputError, match="no user mk"):
        computer.unlock(PASSPHRASE, "mk")
    assert not (computer.folder / TRIES_FILE).exists()


def test_several_users_and_none_named_is_no_guess(computer: Computer) -> None:
    key = keyfile.unlock(computer.folder / "office.keys", "tn", PASSPHRASE).key
    keyfile.give_passphrase(computer.folder / "office.keys", key, "mk", PASSPHRASE, cost=CHEAP)
    with pytest.raises(InputError, match="more than one user"):
        computer.unlock(PASSPHRASE, None)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"x" * 100_000, b'{"format": 1}'])
def test_a_damaged_file_locks_nobody_out(content: bytes, computer: Computer) -> None:
    (computer.folder / TRIES_FILE).write_bytes(content)
    assert computer.wait() == 0
    computer.fail(3)
    assert computer.wait() == 1


def test_where_nothing_can_be_written_the_passphrase_still_opens(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    computer.fail(1)

    def refused(*_: object) -> None:
        raise StorageError("Read-only.", remedy="None.")

    monkeypatch.setattr(login, "replace_file", refused)
    with pytest.raises(WrongPassphraseError):
        computer.unlock("not this one")
    assert computer.unlock(PASSPHRASE) == "tn"
    assert login.record_success(computer.folder, "tn") == 1
