"""What makes a layout sound: a file that contradicts itself must not print a claim."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from desktop_biller.documents.cms1500.shapes import Field, Grid, Layout, TextField

_NEAR = 0.01
"""Positions are written with one or two decimals."""


def faults_of(read: Layout) -> list[str]:
    """What contradicts itself in a layout: ids, composites, the grid's formulas, overlaps."""
    ids = Counter(field.id for field in read.fields)
    return [
        *(f"the id {name} occurs {count} times" for name, count in ids.items() if count > 1),
        *(
            f"the composite {name} has no part {part}"
            for name, composite in read.composites.items()
            for part in composite.parts
            if part not in ids
        ),
        *(fault for field in read.fields for fault in _off_grid(field, read.grid)),
        *_overlaps(read),
    ]


def _off_grid(field: Field, grid: Grid) -> list[str]:
    """Where the positions of a field disagree with its line and columns."""
    bottom = (field.line + 2) * grid.line_height
    expected = [
        ("bottom", field.bottom, bottom),
        ("top", field.top, bottom - grid.line_height),
        ("baseline", field.baseline, bottom - 3),
    ]
    faults = []
    if isinstance(field, TextField):
        left = grid.x_of_col_1 + (field.col - 1) * grid.char_width
        expected += [
            ("x", field.x, left),
            ("x1", field.x1, left + field.width * grid.char_width),
        ]
    else:
        for name, option in field.options.items():
            left = grid.x_of_col_1 + (option.col - 1) * grid.char_width
            expected.append((f"x of {name}", option.x, left))
            x0, top, x1, low = option.square
            if not (x0 < option.cx < x1 and top < option.cy < low):
                faults.append(f"{field.id}: the square of {name} lies beside its center")
    faults += [
        f"{field.id}: {what} is {found}, not {wanted:.2f}"
        for what, found, wanted in expected
        if abs(found - wanted) > _NEAR
    ]
    return faults


@dataclass(frozen=True, slots=True)
class _Span:
    """A cell on its line, for the search of overlaps."""

    line: int
    x: float
    x1: float
    id: str


def _overlaps(read: Layout) -> list[str]:
    """Cells of one line that share a column; free fields are placed by eye and may."""
    spans = sorted(
        (_Span(f.line, f.x, f.x1, f.id) for f in read.texts.values() if not f.free),
        key=lambda span: (span.line, span.x),
    )
    return [
        f"{left.id} overlaps {right.id}"
        for left, right in pairwise(spans)
        if left.line == right.line and right.x < left.x1 - _NEAR
    ]
