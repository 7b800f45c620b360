"""A desk that remembers what a section asked of its window: places, previews, told sentences."""

from dataclasses import dataclass, field

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
        tell=heard.told.append,
        preview=heard.previews.append,
    )
