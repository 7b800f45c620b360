"""Reads a printed form back and compares it with what should stand on it, character by character.

It takes positions from the layout's JSON itself and not from the code under test.
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber

ROOT = Path(__file__).parents[3]
LAYOUT = json.loads((ROOT / "resources" / "cms1500" / "layout.json").read_text("utf-8"))
FIELDS: dict[str, dict[str, Any]] = {field["id"]: field for field in LAYOUT["fields"]}

NEAR = 0.5
PITCH = 7.2
PITCH_SLACK = 0.05


@dataclass(frozen=True)
class Glyph:
    """One printed character; ``baseline`` counts from the top of the page."""

    text: str
    x: float
    baseline: float
    size: float
    font: str

    @property
    def is_data(self) -> bool:
        """Data alone is monospaced; all form art is proportional."""
        return "Mono" in self.font


def read_back(pdf: bytes) -> list[list[Glyph]]:
    """The characters of each page, without blanks."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            [
                Glyph(
                    text=char["text"],
                    x=char["matrix"][4],
                    baseline=float(page.height) - char["matrix"][5],
                    size=char["size"],
                    font=char["fontname"],
                )
                for char in page.chars
                if char["text"] != " "
            ]
            for page in document.pages
        ]


def data_of(pdf: bytes) -> list[list[Glyph]]:
    """The data characters of each page, in a fixed order."""
    return [
        sorted((g for g in page if g.is_data), key=lambda g: (g.baseline, g.x))
        for page in read_back(pdf)
    ]


def faults(
    pdf: bytes, pages: Sequence[Mapping[str, str]], shift: tuple[float, float] = (0.0, 0.0)
) -> list[str]:
    """What is wrong with a print of these values, moved ``shift`` points right and down."""
    found = data_of(pdf)
    wrong = [] if len(found) == len(pages) else [f"{len(found)} pages, not {len(pages)}"]
    for number, (glyphs, values) in enumerate(zip(found, pages, strict=False), start=1):
        wrong += [f"page {number}: {fault}" for fault in _page_faults(glyphs, values, shift)]
    return wrong


def _page_faults(
    glyphs: list[Glyph], values: Mapping[str, str], shift: tuple[float, float]
) -> Iterator[str]:
    left_over = list(glyphs)
    right, down = shift
    for field_id, text in values.items():
        field = FIELDS[field_id]
        if field["kind"] == "checkbox":
            x, text = field["options"][text]["x"], "X"  # noqa: PLW2901 - an option prints as an X
        else:
            x = _start(field, len(text))
        run = []
        for place, char in enumerate(text):
            at = x + place * PITCH + right
            glyph = _take(left_over, char, at, field["baseline"] + down)
            if glyph is not None:
                run.append((place, glyph))
            elif char != " ":
                yield f"{field_id}: “{char}” of “{text}” is missing at {at:.1f}"
        yield from _run_faults(field, run, right)
    yield from (f"{g.text} at {g.x:.1f}, {g.baseline:.1f} belongs to no field" for g in left_over)


def _start(field: dict[str, Any], length: int) -> float:
    """Where a value begins, by the rules of the layout's own page."""
    column = field["col"]
    if field["align"] == "right":
        column += field["width"] - length
    elif length > field["width"]:
        column = field["alt_cols"][0]
    return float(LAYOUT["grid"]["x_of_col_1"] + (column - 1) * PITCH)


def _take(glyphs: list[Glyph], text: str, x: float, baseline: float) -> Glyph | None:
    """Take the character that stands there out of the list."""
    for glyph in glyphs:
        near = abs(glyph.x - x) <= NEAR and abs(glyph.baseline - baseline) <= NEAR
        if near and glyph.text == text:
            glyphs.remove(glyph)
            return glyph
    return None


def _run_faults(field: dict[str, Any], run: list[tuple[int, Glyph]], right: float) -> Iterator[str]:
    """Pitch, size and the cell's own edges."""
    for (place, glyph), (after, follower) in pairwise(run):
        pitch = (follower.x - glyph.x) / (after - place)
        if abs(pitch - PITCH) > PITCH_SLACK:
            yield f"{field['id']}: {pitch:.2f} pt from “{glyph.text}” to “{follower.text}”"
    for _, glyph in run:
        if abs(glyph.size - 12) > 0.01:
            yield f"{field['id']}: “{glyph.text}” is set at {glyph.size:.1f} pt"
        if field["kind"] == "checkbox":
            continue
        edge = max(field["x1"], field.get("cell_x1", 0.0)) + right
        if field.get("free"):
            edge = field["rect"][2] + right
        if glyph.x + PITCH > edge + NEAR:
            yield f"{field['id']}: “{glyph.text}” passes the rule at {edge:.1f}"
