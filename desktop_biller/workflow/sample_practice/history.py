"""Three months of invented visits, payments and insurers' answers, by the workflow functions."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_biller.codesets.own_tables import ServiceRow
from desktop_biller.foundation.dates import FixedClock
from desktop_biller.foundation.progress import JobControl
from desktop_biller.workflow.sample_practice.people import invented_people
from desktop_biller.workflow.sample_practice.setup import SampleIds, do, set_up_sample
from desktop_biller.workflow.workspace import Workspace

PATIENTS = 60
VISITS = 200
FIRST_DAY, LAST_DAY = dt.date(2025, 12, 1), dt.date(2026, 3, 2)

_DIAGNOSES = """
I10 E11.9 E78.5 J06.9 M54.50 F41.1 K21.9 J45.909 E03.9 M17.11 N39.0 R05.1 L30.9 Z00.00 G43.909
"""
_ANSWER_DAYS = 14
_CLAIMS_A_CHECK = 12
_NOT_FOR = {"F": frozenset({"G0102", "G0103"}), "M": frozenset({"G0101", "Q0091"})}
"""Services that one sex never has."""
_DENIALS = ("CO-16", "CO-197", "CO-97")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A claim that was sent and waits for its answer."""

    claim_id: int
    payer_id: int
    sent_on: dt.date
    charges: tuple[int, ...]
    copay: int


@dataclass(frozen=True, slots=True)
class _Patient:
    """A registered patient; no payer pays alone. ``copay`` in cents."""

    patient_id: int
    sex: str
    payer: int | None
    copay: int


@dataclass(slots=True)
class _Story:
    """What the generator remembers while it goes through the days."""

    ws: Workspace
    clock: FixedClock
    chance: random.Random
    ids: SampleIds
    patients: list[_Patient] = field(default_factory=list)
    waiting: list[_Waiting] = field(default_factory=list)
    checks: int = 88100

    def at(self, day: dt.date, hour: int, minute: int = 0) -> None:
        self.clock.moment = dt.datetime.combine(
            day, dt.time(hour, minute), self.clock.moment.tzinfo
        )


def make_sample(ws: Workspace, clock: FixedClock, seed: int, job: JobControl) -> SampleIds:
    """Fill an empty sample practice; the same seed gives the same days and amounts."""
    chance = random.Random(seed)  # noqa: S311 -- invented data, not a secret
    story = _Story(ws, clock, chance, ids=_set_up(ws, clock))
    _register(story)
    days = list(_working_days())
    per_day = _spread_visits(chance, len(days))
    for number, (day, visits) in enumerate(zip(days, per_day, strict=True), start=1):
        job.step(number, len(days), f"Sample practice, {day:%m/%d/%Y}")
        for minute in range(visits):
            story.at(day, 8 + minute // 2, 30 * (minute % 2))
            _visit(story, day)
        _answers(story, day)
        if number % 20 == 0 and day != LAST_DAY:
            story.at(day, 17)
            do(ws, "close_day", day=day.isoformat())
    return story.ids


def _set_up(ws: Workspace, clock: FixedClock) -> SampleIds:
    clock.moment = dt.datetime.combine(FIRST_DAY, dt.time(7), clock.moment.tzinfo)
    return set_up_sample(ws)


def _register(story: _Story) -> None:
    for person in invented_people(story.chance, PATIENTS):
        patient = do(
            story.ws,
            "register_patient",
            **person,
            provider_id=story.chance.choice(story.ids.providers),
        )
        payer, copay = _plan(story, person["birth_date"])
        if payer is not None:
            do(
                story.ws,
                "record_coverage",
                patient_id=patient.patient_id,
                payer_id=payer,
                member_id=f"X{story.chance.randint(10**8, 10**9 - 1)}",
                group_number=f"G{story.chance.randint(1000, 9999)}",
                effective_from="2025-01-01",
                copay_cents=copay,
            )
        story.patients.append(_Patient(patient.patient_id, person["sex"], payer, copay))


def _plan(story: _Story, birth_date: str) -> tuple[int | None, int]:
    """Medicare from 65 on, every tenth patient without insurance."""
    blue, medicare, medicaid, cardinal, lakeshore = story.ids.payers
    if dt.date.fromisoformat(birth_date).year < FIRST_DAY.year - 65:
        return medicare, 0
    if story.chance.random() < 0.1:
        return None, 0
    payer = story.chance.choice([blue, blue, cardinal, lakeshore, medicaid])
    return payer, 0 if payer == medicaid else story.chance.choice([2000, 2500, 3000])


def _working_days() -> Iterator[dt.date]:
    day = FIRST_DAY
    while day <= LAST_DAY:
        if day.weekday() < 5:
            yield day
        day += dt.timedelta(days=1)


def _spread_visits(chance: random.Random, days: int) -> list[int]:
    """``VISITS`` visits over the days, some days with more."""
    counts = [VISITS // days] * days
    for index in chance.sample(range(days), VISITS - sum(counts)):
        counts[index] += 1
    return counts


def _visit(story: _Story, day: dt.date) -> None:
    chance = story.chance
    who = chance.choice(story.patients)
    patient_id, payer, copay = who.patient_id, who.payer, who.copay
    if copay and chance.random() < 0.7:
        method = chance.choice(["cash", "card", "check"])
        reference = {"cash": "", "card": "4821", "check": str(chance.randint(1000, 9999))}[method]
        do(
            story.ws,
            "take_patient_payment",
            patient_id=patient_id,
            cents=copay,
            purpose="copay",
            method=method,
            reference=reference,
        )
    codes = chance.sample(_DIAGNOSES.split(), chance.randint(1, 3))
    rows = chance.sample(_services(story, who.sex), chance.randint(1, 3))
    visit = do(
        story.ws,
        "record_visit",
        patient_id=patient_id,
        provider_id=chance.choice(story.ids.providers),
        service_date=day.isoformat(),
        diagnoses=codes,
        lines=[{"code": row.code, "pointers": [chance.randint(1, len(codes))]} for row in rows],
    )
    if payer is not None and chance.random() < 0.95:
        _claim(
            story,
            visit.encounter_id,
            payer,
            day,
            copay=copay,
            charges=tuple(r.fee_cents for r in rows),
        )


def _services(story: _Story, sex: str) -> Sequence[ServiceRow]:
    kinds = {"visit", "procedure", "lab", "vaccine", "education"}
    return [
        row
        for row in story.ids.services
        if row.kind in kinds
        and row.fee_cents >= 1500
        and row.code not in _NOT_FOR.get(sex, frozenset())
    ]


def _claim(
    story: _Story,
    visit_id: int,
    payer: int,
    day: dt.date,
    *,
    copay: int,
    charges: tuple[int, ...],
) -> None:
    claim = do(story.ws, "make_claim", encounter_id=visit_id)
    if story.chance.random() < 0.04:
        return  # stays ready
    do(story.ws, "record_claim_sent", claim_id=claim.claim_id)
    if story.chance.random() < 0.9:  # the rest is never answered
        story.waiting.append(_Waiting(claim.claim_id, payer, day, charges, copay))


def _answers(story: _Story, day: dt.date) -> None:
    due = [w for w in story.waiting if (day - w.sent_on).days >= _ANSWER_DAYS]
    for payer in sorted({w.payer_id for w in due}):
        batch = [w for w in due if w.payer_id == payer][:_CLAIMS_A_CHECK]
        story.at(day, 9, 45)
        story.checks += 1
        claims = [_answer(story, waiting) for waiting in batch]
        paid = sum(line["paid_cents"] for claim in claims for line in claim["lines"])
        do(
            story.ws,
            "post_remittance",
            payer_id=payer,
            cents=paid,
            method="eft" if story.chance.random() < 0.5 else "check",
            reference=str(story.checks),
            dated=day.isoformat(),
            claims=claims,
        )
        story.waiting = [w for w in story.waiting if w not in batch]


def _answer(story: _Story, waiting: _Waiting) -> dict[str, Any]:
    """One claim's answer: usually paid, one in twelve denied."""
    denied = story.chance.random() < 1 / 12
    reason = story.chance.choice(_DENIALS)
    lines = []
    copay_left = waiting.copay
    for number, charge in enumerate(waiting.charges, start=1):
        if denied:
            paid, told = 0, [_adjustment(reason, charge)]
        else:
            allowed = charge * story.chance.randint(55, 75) // 100
            copay = min(copay_left, allowed)
            copay_left -= copay
            share = (allowed - copay) // 5 if not waiting.copay else 0
            deductible = allowed - copay if story.chance.random() < 0.1 else 0
            paid = allowed - copay - (deductible or share)
            told = [
                _adjustment("CO-45", charge - allowed),
                _adjustment("PR-3", copay),
                _adjustment("PR-1", deductible) if deductible else _adjustment("PR-2", share),
            ]
        lines.append(
            {"line": number, "paid_cents": paid, "adjustments": [a for a in told if a["cents"]]}
        )
    return {
        "claim_id": waiting.claim_id,
        "payer_claim_number": f"ICN{waiting.claim_id:08d}",
        "lines": lines,
    }


def _adjustment(code: str, cents: int) -> dict[str, Any]:
    group, reason = code.split("-")
    return {"group": group, "reason": reason, "cents": cents}
