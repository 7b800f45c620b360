"""The small tables we write ourselves, in ``resources/codesets``: tab-separated, ``#`` comments."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from desktop_biller.foundation.resources import resource

TABLES = (
    "abbreviations.tsv",
    "common_diagnoses.tsv",
    "lay_terms.tsv",
    "modifiers.tsv",
    "places_of_service.tsv",
    "services.tsv",
)
SERVICES_COVER = (dt.date(2025, 10, 1), dt.date(2026, 6, 30))
"""The demonstration services stand in CMS's files of October 2025 and of April to June 2026."""


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service of the demonstration list (HCPCS Level II, public domain)."""

    code: str
    descriptor: str  # CMS's short descriptor
    words: str  # the office's own
    patient_words: str  # for papers that are mailed: tells no diagnosis
    kind: str  # visit, procedure, lab, drug, ...
    fee_cents: int  # invented


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of service (box 24B, CLM05-1)."""

    code: str
    name: str  # CMS's
    words: str  # the office's own
    facility: bool  # Medicare pays its facility rate there


@dataclass(frozen=True, slots=True)
class ModifierRow:
    """One common modifier (box 24D, SV101-3 to -6), in our own words."""

    code: str
    words: str


def table(name: str) -> Path:
    """Where a table of ours lies."""
    return resource(f"codesets/{name}")


def rows(name: str) -> list[list[str]]:
    """The cells of every row that is no comment."""
    lines = table(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def services() -> list[ServiceRow]:
    """The demonstration services, in the order of their codes."""
    return [
        ServiceRow(code, descriptor, words, patient_words, kind, int(cents))
        for code, descriptor, words, patient_words, kind, cents in rows("services.tsv")
    ]


def places() -> list[PlaceRow]:
    """Every place of service."""
    return [
        PlaceRow(code, name, words, rate == "facility")
        for code, name, words, rate in rows("places_of_service.tsv")
    ]


def modifiers() -> list[ModifierRow]:
    """The common modifiers."""
    return [ModifierRow(code, words) for code, words in rows("modifiers.tsv")]


def abbreviations() -> dict[tuple[str, ...], list[list[str]]]:
    """What is typed, as words, and the alternatives it stands for, each a list of words."""
    return {
        tuple(typed.split()): [alternative.split() for alternative in meant.split("|")]
        for column, meant in rows("abbreviations.tsv")
        for typed in column.split("|")
    }


def lay_terms() -> dict[str, list[str]]:
    """For each beginning of a code, the phrases that mean it."""
    terms: dict[str, list[str]] = {}
    for phrases, codes in rows("lay_terms.tsv"):
        for code in codes.split():
            terms.setdefault(code, []).extend(phrases.split("|"))
    return terms


def common_diagnoses() -> dict[str, int]:
    """The weight (1 or 2) of each beginning of an everyday code."""
    weights: dict[str, int] = {}
    for weight, codes in rows("common_diagnoses.tsv"):
        for code in codes.split():
            weights[code] = max(int(weight), weights.get(code, 0))
    return weights
