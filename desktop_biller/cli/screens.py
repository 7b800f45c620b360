"""``screens``: pictures of every screen in every geometry, theme and state of data."""

import argparse
import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_biller.cli.parser import STATES
from desktop_biller.cli.play import make_folder
from desktop_biller.cli.show import progress_on_stderr
from desktop_biller.codesets import reference_db
from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.foundation.dates import FixedClock, zone
from desktop_biller.foundation.progress import JobControl
from desktop_biller.workflow.opening import Owner, create_practice, open_practice
from desktop_biller.workflow.sample_practice.demo import (
    SAMPLE_PASSPHRASE,
    SAMPLE_USER,
    ZONE,
    create_sample,
    open_sample,
    play_new_patient,
)
from desktop_biller.workflow.sample_practice.worst import LAST_DAY, create_worst, fill_worst
from desktop_biller.workflow.workspace import Workspace

_MAIN = (
    "today",
    "patient-account",
    "visit-entry",
    "claims",
    "claim",
    "payment-take",
    "payment-check",
    "statements",
    "reports-day",
)
_MORNING = dt.time(10)
_TYPICAL_DAY = dt.date(2026, 3, 17)


def run_screens(options: argparse.Namespace) -> int:
    """Take the pictures; exit code 1 where the machine finds a flaw on any of them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop_biller.ui import screenshots  # noqa: PLC0415 -- the one command with windows

    output: Path = options.output
    make_folder(output)
    wanted = [g for g in screenshots.GEOMETRIES if options.size in (None, g.letter)]
    themes = [t for t in screenshots.THEMES if options.theme in (None, t)]
    job = progress_on_stderr()
    shots: list[screenshots.Shot] = []
    with reference_db.ensure(job=job) as catalogue:
        for state in STATES if options.state is None else (options.state,):
            with practice_in(state, catalogue, job) as ws:
                shots += screenshots.take_pictures(
                    ws, state, output, geometries=wanted, themes=themes, job=job
                )
    index = screenshots.write_index(shots, output)
    flaws = [(shot.file, flaw) for shot in shots for flaw in shot.flaws]
    for file, flaw in flaws:
        print(f"{file}: {flaw}")
    print(f"{len(shots)} pictures, {len(flaws)} flaws: {index}")
    return 1 if flaws else 0


def main_pictures(ws: Workspace, output: Path) -> list[Path]:
    """The pictures of the demonstration: the main screens of an open practice, light, at 100 %.

    On a computer without the libraries that windows need there are none, and that is told.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        from desktop_biller.ui import screenshots  # noqa: PLC0415 -- windows, for this alone
    except ImportError as error:
        print(f"No pictures of the screens: {error}.")
        return []
    make_folder(output)
    first = screenshots.GEOMETRIES[:1]
    wanted = screenshots.scenes_named(_MAIN)
    shots = screenshots.take_pictures(
        ws, "demo", output, geometries=first, themes=("light",), scenes=wanted
    )
    return [output / shot.file for shot in shots]


@contextmanager
def practice_in(state: str, catalogue: Catalogue, job: JobControl) -> Iterator[Workspace]:
    """An open practice in a state of data, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="desktop-biller-screens-") as scratch:
        folder = Path(scratch) / "sample"
        day = LAST_DAY if state == "worst" else _TYPICAL_DAY
        if state == "empty":
            owner = Owner(SAMPLE_USER, "Thuy Nguyen", SAMPLE_PASSPHRASE)
            create_practice(
                folder, owner, practice_name="New practice", time_zone=ZONE, is_sample=True
            )
        elif state == "worst":
            create_worst(folder, SAMPLE_PASSPHRASE, SAMPLE_USER)
            fill_worst(folder, SAMPLE_PASSPHRASE, catalogue, job)
        else:
            create_sample(folder, SAMPLE_PASSPHRASE)
            sample = open_sample(folder, SAMPLE_PASSPHRASE, catalogue, seed=1, job=job)
            list(play_new_patient(sample))
            sample.ws.close()
        clock = FixedClock.on(day, _MORNING, zone(ZONE))
        ws = open_practice(folder, SAMPLE_PASSPHRASE, catalogue=catalogue, clock=clock)
        try:
            yield ws
        finally:
            ws.close()
