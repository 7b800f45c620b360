"""The tiles: a value only where there is enough to measure, with its target and its numbers."""

import datetime as dt

import pytest

from desktop_biller.workflow import kpi
from desktop_biller.workflow.claims.send import RecordClaimsSent, record_claims_sent
from desktop_biller.workflow.kpi import KpiNumber, KpiTile, kpi_tiles
from tests.office import Office, command


def tiles(office: Office) -> dict[str, KpiTile]:
    return {tile.key: tile for tile in kpi_tiles(office.ws)}


def submit(office: Office, count: int, start: int = 1) -> list[int]:
    patient = office.insured_patient().patient_id
    ids = [
        office.claim(office.visit(patient, ("P9612", 1500))).claim_id
        for _ in range(start, start + count)
    ]
    record_claims_sent(office.ws, command(RecordClaimsSent, claim_ids=ids))
    return ids


def test_under_30_claims_a_tile_shows_no_value_and_says_how_many_there_are(
    office: Office,
) -> None:
    submit(office, 29)
    found = tiles(office)
    assert list(found) == [
        "days_in_ar",
        "denial_rate",
        "clean_claims",
        "first_pass",
        "net_collection",
        "ar_over_90",
        "charge_lag",
    ]
    for tile in found.values():
        assert (tile.value_thousandths, tile.state, tile.months) == (None, "not enough data", ())
    assert (found["clean_claims"].claims, found["clean_claims"].needed) == (29, 30)


def test_from_30_claims_on_tiles_tell_value_state_and_both_numbers(office: Office) -> None:
    ids = submit(office, 30)
    office.on(dt.date(2026, 3, 20))
    for number, claim_id in enumerate(ids[:2]):
        office.remit(claim_id, (0, "CO-16 1500"), reference=f"D{number}")
    found = tiles(office)
    clean, denial = found["clean_claims"], found["denial_rate"]
    assert (clean.value_thousandths, clean.unit, clean.state) == (100_000, "%", "on target")
    assert denial.value_thousandths == 6_667
    assert (denial.state, denial.target) == ("watch", "under 5 %")
    assert denial.above == KpiNumber("Billed on denied claims", 3000, "cents")
    assert denial.below == KpiNumber("Billed on all claims sent", 45000, "cents")
    assert denial.months == (*[None] * 11, 6_667)
    lag = found["charge_lag"]
    assert (lag.value_thousandths, lag.state, lag.above.number) == (0, "on target", 30)
    days = found["days_in_ar"]
    assert (days.above.number, days.value_thousandths) == (45000, 19_000)
    assert found["first_pass"].state == "not enough data"
    assert all(
        tile.how.endswith(".") or tile.how.endswith("(the median).") for tile in found.values()
    )


@pytest.mark.parametrize(
    ("target", "values"),
    [
        (kpi._DAYS, (39_999, 40_000, 50_000, 50_001)),
        (kpi._DENIAL, (4_999, 5_000, 10_000, 10_001)),
        (kpi._CLEAN, (95_000, 94_999, 90_000, 89_999)),
        (kpi._FIRST_PASS, (90_000, 89_999, 85_000, 84_999)),
        (kpi._NET, (95_000, 94_999, 90_000, 89_999)),
        (kpi._OLD, (9_999, 10_000, 15_000, 15_001)),
        (kpi._LAG, (2_000, 2_001, 5_000, 5_001)),
    ],
)
def test_the_bounds_of_each_target_are_those_of_the_design(
    target: kpi._Target, values: tuple[int, ...]
) -> None:
    assert [target.state(value) for value in values] == [
        "on target",
        "watch",
        "watch",
        "off target",
    ]
