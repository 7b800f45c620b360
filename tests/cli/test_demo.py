"""The demonstration: what a newcomer sees first must hold to the last cent."""

import csv
import json
from pathlib import Path

import pytest

from desktop_biller.cli import main
from desktop_biller.facts.claim import ClaimFacts
from desktop_biller.foundation import codec

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "out"
    assert main(["demo", "--output", str(folder), "--seed", "7"]) == 0
    return folder


def test_the_demo_writes_every_paper_of_the_day(output: Path) -> None:
    names = sorted(path.name for path in output.iterdir())
    assert [name for name in names if name.startswith("claim-")] == [
        f"claim-{number}{suffix}"
        for number in sorted(
            {name.split("-")[1].split(".")[0] for name in names if "claim" in name}
        )
        for suffix in ("-cms1500-form.pdf", "-cms1500.pdf", ".json")
    ]
    for start in ("invoice-", "receipt-", "statement-", "day-sheet", "ledger.csv", "practice"):
        assert any(name.startswith(start) for name in names), start


def test_the_ledger_file_sums_to_zero_entry_by_entry(output: Path) -> None:
    sums: dict[str, int] = {}
    with (output / "ledger.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sums[row["entry"]] = sums.get(row["entry"], 0) + int(row["cents"])
    assert len(sums) > 300
    assert set(sums.values()) == {0}


def test_the_snapshot_is_a_claim_that_reads_back(output: Path) -> None:
    (path,) = output.glob("claim-*.json")
    facts = codec.from_json(ClaimFacts, path.read_bytes())
    assert facts.total_cents == 20000
    assert facts.amount_paid_cents == 3000
    assert facts.diagnoses == ("E11.9", "I10")
    assert json.loads(path.read_text(encoding="utf-8"))["number"] == facts.number


def test_the_practice_it_leaves_can_be_opened_and_proved(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "passphrase.txt"
    secret.write_text("otters count by candlelight\n", encoding="utf-8")
    arguments = [str(output / "practice"), "--passphrase-file", str(secret)]
    assert main(["verify", *arguments]) == 0
    assert "All in order" in capsys.readouterr().out


def test_a_second_demo_into_the_same_folder_is_refused(
    output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--output", str(output)]) == 1
    assert "already a practice" in capsys.readouterr().err


def test_a_refused_demo_leaves_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESKTOP_BILLER_PASSPHRASE", "short")
    assert main(["demo", "--output", str(tmp_path / "out")]) == 1
    assert "The passphrase has 5 characters" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
