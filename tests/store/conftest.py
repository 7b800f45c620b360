"""A small practice of two tables, made once and copied for each test."""

import datetime as dt
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from desktop_biller.security.keyfile import Cost, create_keyfile
from desktop_biller.store.database import Database

NOBODY = 65534

METADATA = sa.MetaData()
PATIENT = sa.Table(
    "patient",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sqlite_strict=True,
)
CHARGE = sa.Table(
    "charge",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("patient_id", sa.Integer, sa.ForeignKey("patient.id"), nullable=False),
    sa.Column("cents", sa.Integer, nullable=False),
    sa.Column("note", sa.Text),
    sqlite_strict=True,
)


@pytest.fixture(scope="session")
def key() -> bytes:
    return bytes(range(32))


@pytest.fixture(scope="session")
def passphrase() -> str:
    return "four mossy carts in May"


@pytest.fixture
def now() -> dt.datetime:
    return dt.datetime(2026, 3, 2, 14, 15, tzinfo=ZoneInfo("America/Chicago"))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, key: bytes, passphrase: str) -> Path:
    folder = tmp_path_factory.mktemp("template")
    create_keyfile(folder / "office.keys", "Maria", passphrase, key=key, cost=Cost(memory_kib=64))
    rng = random.Random(7)
    db = Database(folder / "office.db", key)
    with db.writing() as session:
        METADATA.create_all(session.connection())
        session.execute(
            sa.insert(PATIENT), [{"id": n, "name": f"Patient {n}"} for n in range(1, 301)]
        )
        session.execute(
            sa.insert(CHARGE),
            [
                {
                    "id": n,
                    "patient_id": rng.randint(1, 300),
                    "cents": rng.randint(1, 50_000),
                    "note": "x" * rng.randint(0, 200),
                }
                for n in range(1, 2_001)
            ],
        )
    db.close()
    return folder


@pytest.fixture
def office(tmp_path: Path, template: Path) -> Path:
    """A practice's folder of its own for this test."""
    return Path(shutil.copytree(template, tmp_path / "practice"))


@pytest.fixture
def db(office: Path, key: bytes) -> Iterator[Database]:
    database = Database(office / "office.db", key)
    yield database
    database.close()


@pytest.fixture(params=["closed", "with the log of a crash"])
def read_only_office(template: Path, key: bytes, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A practice that may be read only; for root the test goes on as a user who may not write.

    With a log, the last charge (number 2001) stands in it alone.
    """
    if sys.platform == "win32":
        pytest.skip("permission bits are POSIX")
    folder = Path(tempfile.mkdtemp(prefix="biller-test-"))  # tmp_path is closed to other users
    office = Path(shutil.copytree(template, folder / "practice"))
    if request.param != "closed":
        _leave_log(office / "office.db", key)
    for path in office.iterdir():
        path.chmod(0o444)
    office.chmod(0o555)
    folder.chmod(0o755)
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    yield office
    os.seteuid(user)
    office.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    point = tmp_path / "disk"
    point.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if mount is None or umount is None:
        pytest.skip("this system mounts no small disk")
    arguments = [mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(point)]
    if subprocess.run(arguments, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by root only")
    yield point
    subprocess.run([umount, "--lazy", str(point)], check=True)


def _leave_log(path: Path, key: bytes) -> None:
    log = path.with_name("office.db-wal")
    live = Database(path, key)
    with live.writing() as session:
        session.execute(sa.insert(CHARGE), [{"id": 2001, "patient_id": 1, "cents": 1}])
    left = path.read_bytes(), log.read_bytes()
    live.close()
    path.write_bytes(left[0])
    log.write_bytes(left[1])
