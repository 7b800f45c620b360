"""What the tests of the Claims section share: a desk that remembers, claims in several states."""

from dataclasses import dataclass, field

import pytest

from desktop_biller.ui.desk import Bus, Desk, Place, PreviewRequest
from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.workflow.claims.send import RecordClaimSent, record_claim_sent
from tests.office import Office, command


@dataclass
class Heard:
    """What the screens asked of their surroundings."""

    places: list[Place] = field(default_factory=list)
    previews: list[PreviewRequest] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    patients: list[int | None] = field(default_factory=list)


@dataclass(frozen=True)
class Claims:
    """Ids: three ready ones, of Adams, Brown and Clark, and one of Dunn that was sent."""

    ready: tuple[int, int, int]
    sent: int


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def desk(office: Office, heard: Heard) -> Desk:
    return Desk(
        office.ws,
        InlineRunner(),
        Bus(),
        go=heard.places.append,
        show_patient=heard.patients.append,
        tell=heard.told.append,
        preview=heard.previews.append,
    )


@pytest.fixture
def claims(office: Office) -> Claims:
    made = []
    for last in ("Adams", "Brown", "Clark", "Dunn"):
        patient = office.insured_patient(name={"last": last, "first": "Ana"}).patient_id
        made.append(office.claim(office.visit(patient, ("G0439", 18500))).claim_id)
    record_claim_sent(office.ws, command(RecordClaimSent, claim_id=made[3]))
    return Claims((made[0], made[1], made[2]), made[3])
