"""``play``: a scripted day, step by step."""

import argparse
import contextlib
import json
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop_biller.cli.secret import VARIABLE, read_passphrase
from desktop_biller.cli.show import STATE_HEADS, progress_on_stderr, state_cells, table
from desktop_biller.codesets import reference_db
from desktop_biller.foundation import codec
from desktop_biller.foundation.dates import FixedClock, zone
from desktop_biller.foundation.errors import InputError, UserError
from desktop_biller.foundation.files import replace_file
from desktop_biller.security.passphrase import refuse_weak
from desktop_biller.workflow.opening import Owner, create_practice, open_practice
from desktop_biller.workflow.paper_archive import read_paper
from desktop_biller.workflow.play.player import Played, Player
from desktop_biller.workflow.play.reference import play_reference
from desktop_biller.workflow.play.script import Script, read_script
from desktop_biller.workflow.upkeep import verify_practice
from desktop_biller.workflow.workspace import Workspace


def run_play(options: argparse.Namespace) -> int:
    """Play a script in a new practice; exit code 0 where every step did what it should."""
    if options.reference:
        print(play_reference(), end="")
        return 0
    if options.script is None:
        raise InputError("Which script?", effect="Nothing was played.", remedy="Name its file.")
    script = read_script(options.script)
    played: list[Played] = []
    try:
        with _new_practice(options, script) as player:
            for step in player.play(script):
                played.append(step)
                if options.json:
                    print(_json_line(step), flush=True)
                save_papers(player.ws, step, options.output)
            found = verify_practice(player.ws).findings
    except UserError:
        _print_table(options, played)
        raise
    _print_table(options, played)
    if options.output is not None and not _keeps_practice(options):
        print(
            "The practice itself was not kept: give a passphrase to keep it.",
            file=sys.stderr if options.json else sys.stdout,
        )
    for finding in found:
        print(f"{finding.code}: {finding.message}")
    return 1 if found else 0


def save_papers(ws: Workspace, played: Played, output: Path | None) -> list[Path]:
    """Write the papers that a step's script asked for; returns where they are."""
    if output is None:
        return []
    written = []
    for paper in played.papers:
        path = output / paper.file_name
        replace_file(path, read_paper(ws, paper.document_id))
        written.append(path)
    return written


def step_row(played: Played) -> list[str]:
    """One row of the table of steps."""
    step = played.step
    return [f"{step.on:%m/%d} {step.at}", step.do, *state_cells(played.state)]


def told_findings(steps: Sequence[Played]) -> Iterator[str]:
    """What steps found worth telling though they were carried out."""
    for played in steps:
        for finding in played.result.get("findings", ()):
            yield f"Step {played.number} ({played.step.do}): {finding['message']}"


STEP_HEADS = ("When", "Step", *STATE_HEADS)


def _keeps_practice(options: argparse.Namespace) -> bool:
    """True where there is a folder for it and a passphrase that somebody knows."""
    given = options.passphrase_file is not None or VARIABLE in os.environ
    return given and options.output is not None


@contextlib.contextmanager
def _new_practice(options: argparse.Namespace, script: Script) -> Iterator[Player]:
    """A new practice that is kept under the output, or thrown away."""
    keep = _keeps_practice(options)
    # A practice that nobody asked to keep gets a passphrase that nobody knows.
    passphrase = read_passphrase(options.passphrase_file) if keep else secrets.token_urlsafe(24)
    owner = Owner(name="owner", full_name="Play Owner", passphrase=passphrase)
    first = script.steps[0]
    start = script.practice
    refuse_weak(passphrase, user=owner.name, practice=start.name)
    clock = FixedClock.on(first.on, first.time, zone(start.time_zone))
    if options.output is not None:
        make_folder(options.output)  # only now: a refused script leaves no empty folder
    with contextlib.ExitStack() as stack:
        if keep:
            folder = options.output / "practice"
        else:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "practice"
        create_practice(
            folder,
            owner,
            practice_name=start.name,
            clock=clock,
            time_zone=start.time_zone,
            is_sample=start.sample,
        )
        catalogue = stack.enter_context(reference_db.ensure(job=progress_on_stderr()))
        ws = open_practice(folder, passphrase, catalogue=catalogue, clock=clock)
        stack.callback(ws.close)
        yield Player(ws, clock)


def make_folder(folder: Path) -> None:
    """Make an output folder.

    Raises:
        InputError: it can't be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The folder {folder} can't be made: {error.strerror}.",
            effect="Nothing was written.",
            remedy="Choose a folder that you may write to.",
        ) from error


def _json_line(played: Played) -> str:
    return json.dumps(
        {
            "step": played.number,
            "on": played.step.on.isoformat(),
            "do": played.step.do,
            "result": _plain(played.result),
            "state": codec.to_builtins(played.state),
        },
        ensure_ascii=False,
    )


def _plain(value: object) -> object:
    return {k: v for k, v in value.items() if k != "changed"} if isinstance(value, dict) else value


def _print_table(options: argparse.Namespace, played: list[Played]) -> None:
    if played and not options.json:
        print(table(STEP_HEADS, [step_row(step) for step in played], words=2))
        for line in told_findings(played):
            print(line)
