"""A practice of extremes: the longest names, the largest amounts, the most lines and alerts.

Pictures of screens are made of it, so that what would be cut or hidden is seen before a user
meets it. Like all sample data it is invented.
"""

import datetime as dt
from pathlib import Path
from typing import Any

from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.foundation.dates import FixedClock, zone
from desktop_biller.foundation.progress import JobControl
from desktop_biller.workflow.opening import Owner, create_practice, open_practice
from desktop_biller.workflow.sample_practice.setup import SampleIds, do, set_up_sample
from desktop_biller.workflow.workspace import Workspace

LONGEST_NAME = "Wolfeschlegelsteinhausenberger-Ferreira"
LONGEST_FIRST = "Maximiliana Bernadette"
PRACTICE = "Saint Bartholomew-on-the-Hill Family and Internal Medicine"
PAYER = "Commonwealth Mutual Benefit Association of Pennsylvania"
PEOPLE = 36
LARGEST = 999_999_99
"""Cents of one line; a visit of six lines is a seven-digit balance."""

_ZONE = "America/New_York"
_FIRST_DAY = dt.date(2026, 1, 5)
LAST_DAY = dt.date(2026, 3, 20)
_DIAGNOSES = """
I10 E11.9 E78.5 J06.9 M54.50 F41.1 K21.9 J45.909 E03.9 M17.11 N39.0 R05.1
"""


def create_worst(folder: Path, passphrase: str, user: str) -> None:
    """Make the empty practice of extremes in a new folder."""
    owner = Owner(
        name=user, full_name="Anneliese-Charlotte von Hohenstaufen", passphrase=passphrase
    )
    clock = FixedClock.on(_FIRST_DAY, dt.time(7), zone(_ZONE))
    create_practice(
        folder, owner, practice_name=PRACTICE, clock=clock, time_zone=_ZONE, is_sample=True
    )


def fill_worst(folder: Path, passphrase: str, catalogue: Catalogue, job: JobControl) -> None:
    """Fill it: patients, full visits, claims in every state a payer can bring about, notes."""
    clock = FixedClock.on(_FIRST_DAY, dt.time(8), zone(_ZONE))
    ws = open_practice(folder, passphrase, catalogue=catalogue, clock=clock)
    try:
        ids = set_up_sample(ws)
        payer = _add_payer(ws)
        for number in range(PEOPLE):
            job.step(number, PEOPLE, "Practice of extremes")
            clock.moment = dt.datetime.combine(
                _FIRST_DAY + dt.timedelta(days=2 * number), dt.time(9), clock.moment.tzinfo
            )
            _one_patient(ws, ids, payer, number)
    finally:
        ws.close()


def _add_payer(ws: Workspace) -> int:
    address = {
        "line1": "PO Box 900001, Department of Professional Claims and Appeals",
        "city": "Wilkes-Barre Township",
        "state": "PA",
        "zip_code": "18702-0001",
    }
    clock = {"kind": "initial", "start": "service", "days": 90}
    added = do(ws, "add_payer", name=PAYER, address=address, payer_id="CMBAP00001", clocks=[clock])
    return int(added.payer_id)


def _one_patient(ws: Workspace, ids: SampleIds, payer: int, number: int) -> None:
    patient = do(
        ws,
        "register_patient",
        name={
            "last": LONGEST_NAME,
            "first": f"{LONGEST_FIRST} {chr(65 + number % 26)}",
            "middle": "Konstantinopolous",
            "suffix": "III",
        },
        birth_date=(dt.date(1931, 12, 28) + dt.timedelta(days=731 * number)).isoformat(),
        sex="F",
        address={
            "line1": "12345 Northeast Old Mountain Laurel Ridge Road",
            "line2": "Building 14, Apartment 1207",
            "city": "Rancho Santa Margarita Heights",
            "state": "CA",
            "zip_code": "92688-1234",
        },
        phone="(937) 555-0199",
        email="maximiliana.wolfeschlegelsteinhausenberger@mail.example",
    )
    do(
        ws,
        "record_coverage",
        patient_id=patient.patient_id,
        payer_id=payer,
        member_id="WWWW-9999999999-WWWW-000001",
        group_number="GROUP-0000000001-0000001",
        effective_from="2025-01-01",
        copay_cents=LARGEST,
    )
    do(
        ws,
        "write_note",
        subject="patient",
        subject_id=patient.patient_id,
        text="Called three times; the line was busy. Ask about the second insurance. " * 5,
        follow_up_on=ws.clock.today().isoformat(),
    )
    _one_visit(ws, ids, payer, patient.patient_id, number)


def _one_visit(ws: Workspace, ids: SampleIds, payer: int, patient_id: int, number: int) -> None:
    codes = [row.code for row in ids.services if row.fee_cents >= 1500][:6]
    lines = [
        {
            "code": code,
            "charge_cents": LARGEST,
            "pointers": [1, 2, 3, 4],
            "modifiers": ["25", "59", "GT", "XU"],
            "units": 1,
        }
        for code in codes
    ]
    today = ws.clock.today().isoformat()
    visit = do(
        ws,
        "record_visit",
        patient_id=patient_id,
        provider_id=ids.providers[0],
        service_date=today,
        diagnoses=_DIAGNOSES.split(),
        lines=lines,
    )
    if number % 4 == 3:
        return  # stays unbilled
    claim = do(ws, "make_claim", encounter_id=visit.encounter_id)
    if number % 4 == 2:
        return  # stays ready
    do(ws, "record_claim_sent", claim_id=claim.claim_id)
    if number % 4 == 1 and number % 8 != 5:
        return  # stays unanswered
    do(
        ws,
        "take_patient_payment",
        patient_id=patient_id,
        cents=LARGEST,
        purpose="account",
        method="check",
        reference="WXYZ-99999999-CHECK",
    )
    denied = number % 8 == 4
    answers = [_answer(place, denied=denied) for place, _ in enumerate(lines, start=1)]
    do(
        ws,
        "post_remittance",
        payer_id=payer,
        cents=sum(answer["paid_cents"] for answer in answers),
        reference=f"CHECK-NUMBER-{number:06d}-OF-THE-LONGEST-KIND",
        dated=today,
        claims=[{"claim_id": claim.claim_id, "lines": answers}],
    )


def _answer(place: int, *, denied: bool) -> dict[str, Any]:
    if denied:
        adjustments = [{"group": "CO", "reason": "197", "cents": LARGEST}]
        return {"line": place, "paid_cents": 0, "adjustments": adjustments}
    adjustments = [
        {"group": "CO", "reason": "45", "cents": 40_000_000},
        {"group": "PR", "reason": "1", "cents": 29_999_999},
    ]
    return {"line": place, "paid_cents": LARGEST - 69_999_999, "adjustments": adjustments}
