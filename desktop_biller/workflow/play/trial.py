"""A practice that a self-test makes, uses and proves, and throws away with its folder."""

from dataclasses import dataclass
from pathlib import Path

from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.facts.findings import Finding
from desktop_biller.foundation import codec
from desktop_biller.foundation.dates import FixedClock, zone
from desktop_biller.foundation.resources import resource
from desktop_biller.workflow.opening import Owner, create_practice, open_practice
from desktop_biller.workflow.papers import Paper
from desktop_biller.workflow.play.player import Player
from desktop_biller.workflow.play.script import Script
from desktop_biller.workflow.upkeep import verify_practice
from desktop_biller.workflow.workspace import Workspace

_PASSPHRASE = "herons wade at low water"  # noqa: S105 -- of a practice that is thrown away


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial did: its steps, the papers it issued, and what does not hold (hoped: none)."""

    steps: int
    papers: tuple[Paper, ...]
    findings: tuple[Finding, ...]


def play_trial(folder: Path, catalogue: Catalogue) -> Trial:
    """Make, migrate, use, back up, restore and verify a practice in a new folder.

    It prints a claim form, a receipt, an invoice and a statement and looks codes up: every part
    that a build may have left behind.
    """
    script = _script()
    clock = _clock(script, last=False)
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
        played = list(Player(ws, clock).play(script))
        findings = tuple(verify_practice(ws).findings)
    finally:
        ws.close()
    return Trial(len(played), tuple(p for step in played for p in step.papers), findings)


def open_trial(folder: Path, catalogue: Catalogue) -> Workspace:
    """Open the practice of a trial again, at the time of its last step."""
    script = _script()
    return open_practice(folder, _PASSPHRASE, catalogue=catalogue, clock=_clock(script, last=True))


def _script() -> Script:
    return codec.from_json(Script, resource("sample/selftest.json").read_bytes())


def _clock(script: Script, *, last: bool) -> FixedClock:
    step = script.steps[-1 if last else 0]
    return FixedClock.on(step.on, step.time, zone(script.practice.time_zone))
