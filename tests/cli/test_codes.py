"""``codes search``: a list for people and for programs."""

import json

import pytest

from desktop_biller.cli import main


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(["codes", "search", *arguments, "--json"]) == 0
    hits: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return hits


def test_a_hit_tells_system_code_title_billable_and_valid(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (first, *_) = found(capsys, "type 2 diabetes", "--on", "2026-03-02", "--limit", "3")
    assert list(first) == ["system", "code", "title", "billable", "valid"]
    assert first["code"] == "E11.9"
    assert (first["billable"], first["valid"]) == (True, True)


def test_a_date_without_codes_is_no_data_and_never_a_pass(
    capsys: pytest.CaptureFixture[str],
) -> None:
    hits = found(capsys, "hypertension", "--on", "2026-10-01", "--limit", "2")
    assert {hit["valid"] for hit in hits if hit["system"] == "ICD-10-CM"} == {None}


def test_nonsense_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "xqzvw", "blorft") == []


def test_a_limit_below_one_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codes", "search", "flu", "--limit", "0"]) == 1
    assert "--limit" in capsys.readouterr().err


@pytest.mark.parametrize("blank", ["", "  \t"])
def test_a_blank_search_is_refused_in_words(blank: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codes", "search", blank]) == 1
    assert "There is nothing to look for." in capsys.readouterr().err
