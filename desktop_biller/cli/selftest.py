"""``selftest``: can this installation do its work? For built applications and support."""

import argparse
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop_biller.codesets import reference_db
from desktop_biller.foundation import codec
from desktop_biller.foundation.dates import FixedClock, zone
from desktop_biller.foundation.resources import resource
from desktop_biller.workflow.opening import Owner, create_practice, open_practice
from desktop_biller.workflow.play.player import Player
from desktop_biller.workflow.play.script import Script
from desktop_biller.workflow.upkeep import verify_practice

_PASSPHRASE = "herons wade at low water"  # noqa: S105 -- of a practice that is thrown away


def run_selftest(options: argparse.Namespace) -> int:
    """Make, migrate, use, back up, restore and verify a practice in a temporary folder.

    It prints a claim form and a receipt, looks codes up and reads the tables of time zones: every
    part that a build may have left behind.
    """
    del options
    zones = [ZoneInfo(name) for name in ("America/New_York", "Pacific/Honolulu")]
    script = codec.from_json(Script, resource("sample/selftest.json").read_bytes())
    with (
        tempfile.TemporaryDirectory() as scratch,
        reference_db.ensure(Path(scratch) / "reference.db") as catalogue,
    ):
        folder = Path(scratch) / "practice"
        first = script.steps[0]
        clock = FixedClock.on(first.on, first.time, zone(script.practice.time_zone))
        owner = Owner(name="owner", full_name="Self Test", passphrase=_PASSPHRASE)
        create_practice(
            folder,
            owner,
            practice_name=script.practice.name,
            clock=clock,
            time_zone=script.practice.time_zone,
        )
        ws = open_practice(folder, _PASSPHRASE, catalogue=catalogue, clock=clock)
        try:
            steps = list(Player(ws, clock).play(script))
            found = verify_practice(ws).findings
        finally:
            ws.close()
    for finding in found:
        print(f"{finding.code}: {finding.message}")
    print(f"Self-test: {len(steps)} steps, {len(zones)} time zones, {len(found)} findings.")
    return 1 if found else 0
