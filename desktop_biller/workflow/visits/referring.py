"""Who referred, ordered or supervised on earlier visits: offered again as a name is typed."""

from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.foundation.terms import ProviderQualifier
from desktop_biller.foundation.text import folded
from desktop_biller.models.visit import Encounter
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.reading import Reading, question

_VISITS_BACK = 5_000


@dataclass(frozen=True, slots=True)
class ReferringChoice:
    """A provider of another practice, as named on a visit (box 17)."""

    qualifier: ProviderQualifier
    last: str
    first: str
    npi: str


@question(Permission.SEE_PATIENTS)
def referring_providers(rd: Reading, text: str, limit: int = 8) -> tuple[ReferringChoice, ...]:
    """Those named on the last 5,000 visits whose name or NPI has all words typed, latest first."""
    newest = (
        sa.select(
            Encounter.referring_qualifier,
            Encounter.referring_last,
            Encounter.referring_first,
            Encounter.referring_npi,
            sa.func.max(Encounter.id).label("latest"),
        )
        .where(
            Encounter.referring_npi != "",
            Encounter.id
            > sa.select(
                sa.func.coalesce(sa.func.max(Encounter.id), 0) - _VISITS_BACK
            ).scalar_subquery(),
        )
        .group_by(
            Encounter.referring_qualifier,
            Encounter.referring_last,
            Encounter.referring_first,
            Encounter.referring_npi,
        )
        .order_by(sa.desc("latest"))
    )
    wanted = folded(text).split()
    found: list[ReferringChoice] = []
    for qualifier, last, first, npi, _latest in rd.session.execute(newest):
        there = folded(f"{last} {first} {npi}").split()
        if qualifier and all(any(word.startswith(w) for word in there) for w in wanted):
            found.append(ReferringChoice(qualifier, last, first, npi))
    return tuple(found[:limit])
