"""``selftest``: can this installation do its work? For built applications and support."""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop_biller.codesets import reference_db
from desktop_biller.workflow.play.trial import play_trial


def run_selftest(options: argparse.Namespace) -> int:
    """Try this installation in a temporary folder; exit code 1 where anything does not hold.

    It makes, uses, backs up, restores and verifies a practice, prints papers, looks codes up and
    reads the tables of time zones: every part that a build may have left behind. With ``--windows``
    a window opens on that practice as well.
    """
    if options.windows:
        if sys.platform == "linux" and not os.environ.get("DISPLAY"):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from desktop_biller.ui.selftest import run_window_selftest  # noqa: PLC0415 -- windows alone

        return run_window_selftest()
    zones = [ZoneInfo(name) for name in ("America/New_York", "Pacific/Honolulu")]
    with (
        tempfile.TemporaryDirectory() as scratch,
        reference_db.ensure(Path(scratch) / "reference.db") as catalogue,
    ):
        trial = play_trial(Path(scratch) / "practice", catalogue)
    for finding in trial.findings:
        print(f"{finding.code}: {finding.message}")
    print(
        f"Self-test: {trial.steps} steps, {len(zones)} time zones, {len(trial.findings)} findings."
    )
    return 1 if trial.findings else 0
