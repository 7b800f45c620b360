"""What the tests of the Payments section share: a desk that remembers, claims that wait."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from desktop_biller.ui.desk import Bus, Desk, Place, PreviewRequest
from desktop_biller.ui.jobs import InlineRunner
from tests.office import Office


@dataclass
class Heard:
    """What the screens asked of their surroundings."""

    places: list[Place] = field(default_factory=list)
    previews: list[PreviewRequest] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    patients: list[int | None] = field(default_factory=list)


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


def waiting_claim(office: Office, last: str, *lines: tuple[str, int], **coverage: Any) -> int:
    """A claim of a new patient that waits for its answer."""
    patient = office.patient(name={"last": last, "first": "Ana"}).patient_id
    office.coverage(patient, **coverage)
    return office.claim(office.visit(patient, *lines)).claim_id
