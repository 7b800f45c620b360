import errno
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import (
    InputError,
    StorageError,
    UserError,
    WrongPassphraseError,
)
from desktop_biller.security import keyfile, recovery_code
from desktop_biller.security.keyfile import Cost, create_keyfile, unlock

CHEAP = Cost(memory_kib=64, passes=1)
OLD = "four mossy carts in May"
NEW = "we never eat soup before noon"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office.keys"


@pytest.fixture
def key(path: Path) -> bytes:
    """The data key of a new key file, with Maria as its only user."""
    return create_keyfile(path, "Maria", OLD, cost=CHEAP)


def test_a_new_key_file_opens_with_its_passphrase_and_no_other(path: Path, key: bytes) -> None:
    assert len(key) == 32
    assert unlock(path, "Maria", OLD) == keyfile.Unlocked("Maria", key)
    assert unlock(path, None, OLD).key == key
    for wrong in ("", OLD + " ", OLD.upper(), NEW):
        with pytest.raises(WrongPassphraseError, match="not right"):
            unlock(path, "Maria", wrong)


def test_every_practice_has_a_key_of_its_own(tmp_path: Path) -> None:
    keys = {create_keyfile(tmp_path / str(n), "Maria", OLD, cost=CHEAP) for n in range(10)}
    assert len(keys) == 10


def test_p02_a_guess_costs_64_mib_and_three_passes_by_default(path: Path) -> None:
    key = create_keyfile(path, "Maria", OLD)
    keyfile.give_passphrase(path, key, "Bob", NEW)
    keyfile.change_passphrase(path, "Maria", OLD, NEW)
    keyfile.give_passphrase(path, key, "Bob", OLD)
    strong = {"memory_kib": 64 * 1024, "passes": 3, "lanes": 1}
    costs = [entry["cost"] for entry in json.loads(path.read_bytes())["entries"]]
    assert costs == [strong, strong]
    assert unlock(path, "Bob", OLD).key == key


def test_letters_open_the_practice_however_the_keyboard_composes_them(path: Path) -> None:
    key = create_keyfile(path, "Zoë", "café and crème brûlée", cost=CHEAP)
    decomposed = "cafe\u0301 and cre\u0300me bru\u0302le\u0301e"
    assert unlock(path, "ZOE\u0308", decomposed).key == key


def test_with_several_users_one_must_say_who(path: Path, key: bytes) -> None:
    keyfile.give_passphrase(path, key, "Bob", NEW, cost=CHEAP)
    assert keyfile.users(path) == ["Maria", "Bob"]
    assert unlock(path, "bob", NEW) == keyfile.Unlocked("Bob", key)
    with pytest.raises(InputError, match="more than one user"):
        unlock(path, None, OLD)
    with pytest.raises(InputError, match="no user Eve"):
        unlock(path, "Eve", OLD)
    with pytest.raises(WrongPassphraseError):
        unlock(path, "Bob", OLD)


def test_a_user_has_one_passphrase_however_the_name_is_cased(path: Path, key: bytes) -> None:
    keyfile.give_passphrase(path, key, "MARIA", NEW, cost=CHEAP)
    assert keyfile.users(path) == ["MARIA"]
    assert unlock(path, "Maria", NEW).key == key
    with pytest.raises(WrongPassphraseError):
        unlock(path, "Maria", OLD)


def test_p03_after_a_change_the_old_passphrase_stops(path: Path, key: bytes) -> None:
    before = path.read_bytes()
    keyfile.change_passphrase(path, "Maria", OLD, NEW, cost=CHEAP)
    assert unlock(path, "Maria", NEW).key == key
    with pytest.raises(WrongPassphraseError):
        unlock(path, "Maria", OLD)
    path.write_bytes(before)  # the copy in a backup of the day before
    assert unlock(path, "Maria", OLD).key == key


def test_a_change_needs_the_old_passphrase(path: Path, key: bytes) -> None:
    before = path.read_bytes()
    with pytest.raises(WrongPassphraseError):
        keyfile.change_passphrase(path, "Maria", NEW, NEW, cost=CHEAP)
    assert path.read_bytes() == before
    assert unlock(path, None, OLD).key == key


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("at", [1, 2])
def test_p03_a_change_that_fails_at_any_call_leaves_exactly_one_passphrase(
    path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch, call: str, at: int
) -> None:
    real: Callable[..., None] = getattr(os, call)
    calls = 0

    def failing(*arguments: object) -> None:
        nonlocal calls
        calls += 1
        if calls == at:
            raise OSError(errno.EIO, "Input/output error")
        real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing)
        try:
            keyfile.change_passphrase(path, "Maria", OLD, NEW, cost=CHEAP)
        except StorageError:
            assert calls == at
    opened = []
    for passphrase in (OLD, NEW):
        try:
            opened.append(unlock(path, "Maria", passphrase).key)
        except WrongPassphraseError:
            continue
    assert opened == [key]
    assert list(path.parent.iterdir()) == [path]


def test_p04_the_recovery_code_makes_a_new_key_file(path: Path, key: bytes) -> None:
    code = recovery_code.encode(key)
    path.unlink()
    with pytest.raises(StorageError, match="is missing") as caught:
        unlock(path, None, OLD)
    assert "recovery code" in caught.value.remedy
    create_keyfile(path, "Maria", NEW, key=recovery_code.decode(code), cost=CHEAP)
    assert unlock(path, None, NEW).key == key


def test_a_key_file_is_never_written_over_another(path: Path, key: bytes) -> None:
    with pytest.raises(StorageError, match="already a key file"):
        create_keyfile(path, "Bob", NEW, cost=CHEAP)
    assert unlock(path, "Maria", OLD).key == key


def test_another_practices_key_changes_nothing(path: Path, key: bytes) -> None:
    before = path.read_bytes()
    other = bytes(32)
    assert unlock(path, None, OLD).key == key
    with pytest.raises(StorageError, match="another practice"):
        keyfile.give_passphrase(path, other, "Bob", NEW, cost=CHEAP)
    with pytest.raises(StorageError, match="another practice"):
        keyfile.give_passphrase(path, other, "Maria", NEW, cost=CHEAP)
    assert path.read_bytes() == before


# --- Damage and forgery -------------------------------------------------------------------------


def test_a_wrong_passphrase_is_told_apart_from_a_damaged_file(path: Path, key: bytes) -> None:
    assert unlock(path, None, OLD).key == key
    whole = path.read_bytes()
    told, silent = set(), []
    for at in range(0, len(whole), 3):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            unlock(path, None, OLD)
        except StorageError as error:
            told.add(error.what)
        except UserError:
            silent.append(at)
        else:
            # A blank of the layout may change; what the file says may not.
            assert codec.from_json(dict, path.read_bytes()) == codec.from_json(dict, whole)
    assert silent == []
    assert told == {"The key file office.keys is damaged."}


@pytest.mark.parametrize("size", [0, 1, 100])
def test_a_truncated_key_file_is_named(path: Path, key: bytes, size: int) -> None:
    assert unlock(path, None, OLD).key == key
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(StorageError, match=r"office\.keys is damaged"):
        unlock(path, None, OLD)


def rewrite(path: Path, **changes: object) -> None:
    """Change the first entry and make the file's own digest fit again, as a forger would."""
    content = codec.from_json(keyfile._KeyFile, path.read_bytes())
    entry = codec.to_builtins(content.entries[0]) | changes
    fields = codec.to_builtins(content) | {"entries": [entry], "digest": ""}
    bare = codec.from_builtins(keyfile._KeyFile, fields)
    path.write_bytes(codec.to_json(fields | {"digest": codec.digest(bare)}))


def test_an_entry_can_not_be_given_to_another_user(path: Path, key: bytes) -> None:
    rewrite(path)
    assert unlock(path, "Maria", OLD).key == key
    rewrite(path, user="Eve")
    with pytest.raises(WrongPassphraseError):
        unlock(path, "Eve", OLD)


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 64 * 1024 * 1024, "passes": 3, "lanes": 1},
        {"memory_kib": 64, "passes": 1_000_000, "lanes": 1},
        {"memory_kib": 64, "passes": 1, "lanes": 0},
    ],
)
def test_a_forged_cost_does_not_eat_the_computer(
    path: Path, key: bytes, cost: dict[str, int]
) -> None:
    assert unlock(path, None, OLD).key == key
    content = json.loads(path.read_bytes())
    content["entries"][0]["cost"] = cost
    path.write_bytes(json.dumps(content).encode())
    with pytest.raises(StorageError, match="damaged"):
        unlock(path, None, OLD)


def test_a_newer_key_file_is_refused_with_its_reason(path: Path, key: bytes) -> None:
    assert unlock(path, None, OLD).key == key
    path.write_text('{"format": 2, "something": "new"}', encoding="utf-8")
    with pytest.raises(StorageError, match="newer version"):
        unlock(path, None, OLD)


def test_a_huge_key_file_is_not_even_read(path: Path) -> None:
    path.write_bytes(b" " * (2 * 1024 * 1024))
    with pytest.raises(StorageError, match="damaged"):
        keyfile.users(path)


def test_what_is_no_file_is_told_in_words(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StorageError, match="can't be read"):
        keyfile.users(path)


# --- Secrets ------------------------------------------------------------------------------------


def test_p01_the_key_file_holds_neither_key_nor_passphrase(path: Path, key: bytes) -> None:
    data = path.read_bytes()
    for secret in (key, key.hex().encode(), codec.to_json(key).strip(b'"'), OLD.encode()):
        assert secret not in data


def test_the_key_is_not_shown_when_it_is_printed(path: Path, key: bytes) -> None:
    shown = repr(unlock(path, None, OLD))
    assert "Maria" in shown
    assert repr(key) not in shown
    assert key.hex() not in shown


@pytest.mark.skipif(os.name == "nt", reason="permission bits are POSIX")
def test_the_key_file_is_readable_by_its_owner_only(path: Path, key: bytes) -> None:
    keyfile.give_passphrase(path, key, "Bob", NEW, cost=CHEAP)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
