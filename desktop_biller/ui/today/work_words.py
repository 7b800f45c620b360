"""How waiting work stands on its cards: groups, icons, ages, chips, and what a card opens."""

import datetime as dt
from dataclasses import dataclass

from desktop_biller.foundation.dates import us_time
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.work_cards import Row
from desktop_biller.ui.kit.work_cards import WorkCard as Card
from desktop_biller.ui.today.places import BACKUP
from desktop_biller.workflow.today import TodaysWork, WorkCard
from desktop_biller.workflow.upkeep import BackupState

_LATE_DAYS = 7
"""A filing limit this near is red, before it amber."""


@dataclass(frozen=True, slots=True)
class _Group:
    words: str
    cards: tuple[tuple[str, str], ...]  # key, icon


_GROUPS = (
    _Group(
        "Visits and claims",
        (
            ("visits_not_billed", "visits"),
            ("claims_ready", "claims"),
            ("claims_rejected", "claim_bad"),
        ),
    ),
    _Group(
        "Follow-up",
        (
            ("denied", "blocked"),
            ("no_answer", "hourglass"),
            ("filing_due", "calendar_due"),
            ("follow_ups_due", "followup"),
        ),
    ),
    _Group(
        "Payments and statements",
        (
            ("unapplied_credits", "credit"),
            ("copays_missed", "copay"),
            ("statements_due", "statements"),
        ),
    ),
)


def rows_of(work: TodaysWork, backup: BackupState | None) -> tuple[Row, ...]:
    """The cards with the heads of their groups, always in one order; the backup is last."""
    found: dict[str, WorkCard] = {card.key: card for card in work.cards}
    rows: list[Row] = []
    for group in _GROUPS:
        cards = [_card(found[key], icon) for key, icon in group.cards if key in found]
        if cards:
            rows += [group.words, *cards]
    if backup is not None:
        rows += ["Safety", _backup(backup, work.day)]
    return tuple(rows)


def _card(card: WorkCard, icon: str) -> Card:
    waits = card.count > 0
    return Card(
        key=card.key,
        words=card.name,
        icon=icon,
        count=f"{card.count:,}",
        amount=money(card.cents) if waits and card.cents is not None else "",
        oldest=_age(card) if waits and card.days is not None else "",
        chip=_chip(card) if waits else None,
        waits=waits,
    )


def _age(card: WorkCard) -> str:
    days = card.days or 0
    if card.key == "filing_due":
        return f"{days} d left" if days > 0 else "last day" if days == 0 else f"{-days} d over"
    if days == 0:
        return "today"
    return f"{days} d late" if card.key == "follow_ups_due" else f"{days} d"


def _chip(card: WorkCard) -> ChipSpec | None:
    days = card.days or 0
    match card.key:
        case "claims_rejected":
            return ChipSpec("Fix", "red", "bad")
        case "filing_due" if days < 0:
            return ChipSpec("Expired", "red", "bad")
        case "filing_due":
            return ChipSpec("Due soon", "red" if days <= _LATE_DAYS else "amber", "clock")
        case "follow_ups_due" if days > 0:
            return ChipSpec("Late", "red", "clock")
        case _:
            return None


def _backup(state: BackupState, today: dt.date) -> Card:
    chips = {
        "ok": ChipSpec("OK", "green", "good"),
        "due": ChipSpec("Due", "amber", "warning"),
    }
    return Card(
        key=BACKUP,
        words="Backup",
        icon="backup",
        oldest=_when(state, today),
        chip=chips.get(state.state, ChipSpec("Late", "red", "bad")),
    )


def _when(state: BackupState, today: dt.date) -> str:
    """The time of a backup of today, else how many days it is old, or that it has no copy."""
    if state.newest is None:
        return "none yet"
    if state.lacks_copy and state.state != "late":
        return "no copy"
    days = (today - state.newest.date()).days
    return us_time(state.newest) if days <= 0 else f"{days} d"
