"""``play``: a day as data, and what is said when the data are wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_biller.cli import main
from desktop_biller.facts.findings import Finding
from desktop_biller.foundation.resources import resource
from desktop_biller.reports.state import State
from desktop_biller.workflow.play import player
from desktop_biller.workflow.upkeep import Verified


def script(tmp_path: Path, *steps: dict[str, Any]) -> str:
    path = tmp_path / "day.json"
    path.write_text(json.dumps({"steps": steps}), encoding="utf-8")
    return str(path)


SERVICE = {
    "on": "2026-03-02",
    "do": "add_service",
    "with": {
        "code": "G0439",
        "description": "Wellness visit",
        "fee_cents": 18500,
        "effective_from": "2026-01-01",
    },
}


def test_s1_as_a_script_leaves_the_state_of_the_scenario(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    path = str(resource("sample/selftest.json"))
    assert main(["play", path, "--json", "--output", str(output)]) == 0
    steps = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    by_name = {step["do"]: step["state"] for step in steps if step["do"] != "close_day"}
    assert by_name["record_claim_sent"] == {
        "charges": 20000,
        "insurer_paid": 0,
        "patient_paid": 3000,
        "write_off": 0,
        "insurance_open": 17000,
        "patient_open": 0,
        "credit": 0,
    }
    assert by_name["post_remittance"] == {
        "charges": 20000,
        "insurer_paid": 9840,
        "patient_paid": 3000,
        "write_off": 6277,
        "insurance_open": 0,
        "patient_open": 883,
        "credit": 0,
    }
    (statement,) = (s for s in steps if s["do"] == "issue_statement")
    assert statement["result"]["amount_due_cents"] == 883
    assert len(list(output.glob("*.pdf"))) == 5


def test_the_table_shows_the_state_after_each_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["play", script(tmp_path, SERVICE)]) == 0
    table = capsys.readouterr().out
    assert "Insurance open" in table
    assert "add_service" in table


def test_an_unknown_step_is_named_with_the_steps_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = script(tmp_path, SERVICE, {"on": "2026-03-02", "do": "print_money"})
    assert main(["play", path]) == 1
    told = capsys.readouterr().err
    assert "Step 2 (print_money, 2026-03-02): There is no step named “print_money”." in told
    assert "record_visit" in told


@pytest.mark.parametrize(
    ("wrong", "words"),
    [(18500.5, "Expected `int`"), (-1, ">= 0"), ("185.00", "Expected `int`"), (10**15, "<=")],
)
def test_a_wrong_amount_is_refused_with_its_place(
    wrong: object, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    step = {**SERVICE, "with": {**SERVICE["with"], "fee_cents": wrong}}  # type: ignore[dict-item] # a nested dict
    assert main(["play", script(tmp_path, step)]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert "$.fee_cents" in told


def test_a_field_that_the_step_does_not_know_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    step = {**SERVICE, "with": {**SERVICE["with"], "color": "red"}}  # type: ignore[dict-item] # a nested dict
    assert main(["play", script(tmp_path, step)]) == 1
    assert "unknown field `color`" in capsys.readouterr().err


def test_a_state_that_is_not_as_expected_stops_the_script(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    step = {**SERVICE, "expect": {"charges": 1}}
    assert main(["play", script(tmp_path, step, SERVICE)]) == 1
    captured = capsys.readouterr()
    assert "charges is 0.00, the script expects 0.01" in captured.err


def test_a_refusal_that_the_script_expects_lets_it_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = {**SERVICE, "refused": "already in your list"}
    assert main(["play", script(tmp_path, SERVICE, again)]) == 0
    never = {**SERVICE, "with": {**SERVICE["with"], "code": "P9612"}, "refused": "already"}  # type: ignore[dict-item] # a nested dict
    assert main(["play", script(tmp_path, SERVICE, never)]) == 1
    assert "was not refused" in capsys.readouterr().err


def test_a_reference_to_nothing_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    step = {"on": "2026-03-02", "do": "make_claim", "with": {"encounter_id": "$visit.encounter_id"}}
    assert main(["play", script(tmp_path, step)]) == 1
    assert "“$visit.encounter_id” names nothing" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "it ends too early."),
        (b"steps: 1", "it is not JSON, "),
        (b'{"steps": []}', "a list of at least 1 is needed, at `$.steps`."),
        (b'{"steps": 1}', "a list is needed, not a whole number, at `$.steps`."),
        (b'{"steps": [{"do": "x"}]}', "“on” is missing, at `$.steps[0]`."),
        (
            b'{"steps": [{"on": "2026-03-02", "do": "x", "expect": {"charges": 1.5}}]}',
            "a whole number or null is needed, not a number with a fraction, at `$.steps[0].expect",
        ),
        (
            b'{"steps": [{"on": "2026-03-02", "do": "x", "color": 1}]}',
            "there is no field “color”, at `$.steps[0]`.",
        ),
        (
            b'{"steps": [{"on": "2026-13-02", "do": "x"}]}',
            "a date such as 2026-03-02 is needed, at `$.steps[0].on`.",
        ),
        (b"\xff\xfe", "it is not text in UTF-8."),
        (
            b'{"steps": [{"on": "2026-03-02", "at": "25:00", "do": "x"}]}',
            "a local time such as 09:00 is needed, at `$.steps[0].at`.",
        ),
        (
            b'{"steps": [{"on": "9999-12-31", "do": "x"}]}',
            "“on” must be a day from 1900-01-01 to 2200-12-31, at `$.steps[0]`.",
        ),
        (b'{"steps": [{"on": "0001-01-01", "do": "x"}]}', "“on” must be a day from 1900-01-01"),
        (b'{"title": "\xff", "steps": []}', "it is not text in UTF-8."),
        (
            b'{"steps": [{"on": "2026-03-02", "do": "x", "with": {"a": ' + b"[" * 100_000,
            "its lists are nested too deep.",
        ),
    ],
)
def test_a_file_that_is_no_script_is_refused_with_its_place(
    content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "day.json"
    path.write_bytes(content)
    assert main(["play", str(path)]) == 1
    told = capsys.readouterr().err
    assert told.startswith("day.json can't be read: ")
    assert words in told


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["play", str(tmp_path / "nowhere.json")]) == 1
    assert "nowhere.json can't be read" in capsys.readouterr().err


def test_a_refused_script_leaves_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    path = tmp_path / "day.json"
    day = {"practice": {"time_zone": "Mars/Olympus"}, "steps": [SERVICE]}
    path.write_text(json.dumps(day), encoding="utf-8")
    assert main(["play", str(path), "--output", str(output)]) == 1
    assert "“Mars/Olympus” is not a time zone" in capsys.readouterr().err
    monkeypatch.setenv("DESKTOP_BILLER_PASSPHRASE", "short")
    assert main(["play", script(tmp_path, SERVICE), "--output", str(output)]) == 1
    assert "The passphrase has 5 characters" in capsys.readouterr().err
    assert not output.exists()


def test_a_practice_is_kept_only_with_a_passphrase_and_else_its_loss_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "The practice itself was not kept: give a passphrase to keep it."
    monkeypatch.delenv("DESKTOP_BILLER_PASSPHRASE", raising=False)
    arguments = ["play", script(tmp_path, SERVICE), "--output", str(tmp_path / "out")]
    assert main(arguments) == 0
    assert told in capsys.readouterr().out
    assert main([*arguments, "--json"]) == 0
    captured = capsys.readouterr()
    assert told in captured.err
    assert [json.loads(line)["step"] for line in captured.out.splitlines()] == [1]
    assert list((tmp_path / "out").iterdir()) == []
    monkeypatch.setenv("DESKTOP_BILLER_PASSPHRASE", "seven herons on one leg")
    assert main(arguments) == 0
    assert told not in capsys.readouterr().out
    assert (tmp_path / "out" / "practice" / "office.db").exists()


def test_a_script_with_the_mark_that_windows_puts_first_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "day.json"
    path.write_text(json.dumps({"steps": [SERVICE]}), encoding="utf-8-sig")
    assert main(["play", str(path)]) == 0
    assert "add_service" in capsys.readouterr().out


@pytest.mark.parametrize("day", ["1900-01-01", "2200-12-31"])
def test_the_first_and_the_last_day_can_be_played(day: str, tmp_path: Path) -> None:
    step = {"on": day, "at": "23:59", "do": "back_up"}
    assert main(["play", script(tmp_path, step)]) == 0


@pytest.mark.parametrize("name", ["back_up", "restore_drill", "verify_practice"])
def test_a_step_without_fields_is_given_none(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    step = {"on": "2026-03-02", "do": name, "with": {"to": "/elsewhere"}}
    assert main(["play", script(tmp_path, SERVICE, step)]) == 1
    assert f"Step 2 ({name}, 2026-03-02): “{name}” has no fields" in capsys.readouterr().err


def test_a_practice_that_does_not_hold_stops_the_script_at_its_verification(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = Finding("ledger", "block", "entry 4", "Entry 4 is off by 0.01.")
    monkeypatch.setattr(player, "verify_practice", lambda _ws: Verified((finding,), 9, "ab"))
    step = {"on": "2026-03-02", "do": "verify_practice"}
    assert main(["play", script(tmp_path, step)]) == 1
    told = capsys.readouterr().err
    assert "Step 1 (verify_practice, 2026-03-02): The practice does not hold in 1 place" in told
    assert "Entry 4 is off by 0.01." in told


def test_a_state_row_that_does_not_add_up_stops_the_script(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "practice_state", lambda _session: State(charges=1))
    assert main(["play", script(tmp_path, SERVICE)]) == 1
    assert "the figures of the state row do not add up" in capsys.readouterr().err
