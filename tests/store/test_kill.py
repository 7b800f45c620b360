"""A small run of the kill rig: nothing that was acknowledged is lost, nothing is half done."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

import desktop_biller
from desktop_biller.store.check import check_integrity
from desktop_biller.store.database import open_database

KILLS = 12

CHILD = """
import pathlib, sys
import sqlalchemy as sa
from desktop_biller.store.database import open_database
db = open_database(pathlib.Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
add = sa.text("INSERT INTO charge (patient_id, cents, note) VALUES (1, :cents, :note)")
batch = int(sys.argv[3])
while True:
    batch += 1
    with db.writing() as session:
        for cents in (100, -60, -40):
            session.execute(add, {"cents": cents, "note": f"batch {batch:06d} " + "x" * 300})
    print(batch, flush=True)
"""
LAST = sa.text("SELECT coalesce(max(substr(note, 7, 6)), 0) FROM charge WHERE note LIKE 'batch %'")
TORN = sa.text(
    "SELECT count(*) FROM (SELECT 1 FROM charge WHERE note LIKE 'batch %' GROUP BY note"
    " HAVING count(*) <> 3 OR sum(cents) <> 0)"
)


@pytest.mark.slow
def test_p18_a_killed_program_loses_nothing_it_has_acknowledged(office: Path, key: bytes) -> None:
    rng = random.Random(18)
    home = str(Path(desktop_biller.__file__).parents[1])
    last = 0
    for _ in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(office), key.hex(), str(last)],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": home},
        )
        assert child.stdout is not None
        first = child.stdout.readline()  # else most kills would hit the start
        time.sleep(rng.uniform(0, 0.06))
        child.kill()
        acknowledged = max(int(line) for line in (first + child.stdout.read()).split())
        child.wait()
        child.stdout.close()
        db = open_database(office, key)
        with db.reading() as session:
            last = int(session.execute(LAST).scalar_one())
            torn = session.execute(TORN).scalar_one()
        db.close()
        assert acknowledged <= last <= acknowledged + 1
        assert torn == 0
    assert check_integrity(office / "office.db", key) == []
