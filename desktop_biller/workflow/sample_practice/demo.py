"""Making the sample practice and playing one new patient's billing day in it."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.foundation import codec
from desktop_biller.foundation.dates import FixedClock, zone
from desktop_biller.foundation.progress import JobControl
from desktop_biller.foundation.resources import resource
from desktop_biller.models.claim import ClaimSnapshot
from desktop_biller.workflow.opening import Owner, create_practice, open_practice
from desktop_biller.workflow.play.player import Played, Player
from desktop_biller.workflow.play.script import Script
from desktop_biller.workflow.sample_practice.history import FIRST_DAY, make_sample
from desktop_biller.workflow.sample_practice.setup import NAME
from desktop_biller.workflow.workspace import Workspace

SAMPLE_USER = "tn"
SAMPLE_PASSPHRASE = "otters count by candlelight"  # noqa: S105 -- the sample's data are invented, its passphrase is told
ZONE = "America/New_York"


@dataclass(slots=True)
class Sample:
    """The open sample practice with the clock that its day is played on."""

    ws: Workspace
    clock: FixedClock
    player: Player


def create_sample(folder: Path, passphrase: str) -> str:
    """Make an empty sample practice; returns its recovery code."""
    owner = Owner(name=SAMPLE_USER, full_name="Thuy Nguyen", passphrase=passphrase)
    clock = FixedClock.on(FIRST_DAY, dt.time(7), zone(ZONE))
    return create_practice(
        folder, owner, practice_name=NAME, clock=clock, time_zone=ZONE, is_sample=True
    )


def open_sample(
    folder: Path, passphrase: str, catalogue: Catalogue, *, seed: int, job: JobControl
) -> Sample:
    """Open the empty sample practice and fill it with its three months."""
    clock = FixedClock.on(FIRST_DAY, dt.time(7), zone(ZONE))
    ws = open_practice(folder, passphrase, catalogue=catalogue, clock=clock)
    try:
        ids = make_sample(ws, clock, seed, job)
    except BaseException:
        ws.close()
        raise
    known = {"sample": {"provider_id": ids.providers[0], "payer_id": ids.payers[0]}}
    return Sample(ws, clock, Player(ws, clock, known))


def play_new_patient(sample: Sample) -> Iterator[Played]:
    """Play the new patient's day, step by step."""
    script = codec.from_json(Script, resource("sample/day.json").read_bytes())
    yield from sample.player.play(script)


def snapshot_json(ws: Workspace, claim_id: int) -> str:
    """The latest kept version of a claim's facts as indented JSON."""
    with ws.db.reading() as session:
        facts = session.scalar(
            sa.select(ClaimSnapshot.facts)
            .where(ClaimSnapshot.claim_id == claim_id)
            .order_by(ClaimSnapshot.version.desc())
            .limit(1)
        )
    return json.dumps(json.loads(facts or "{}"), indent=2, ensure_ascii=False) + "\n"
