import datetime as dt

import pytest

from desktop_biller.documents.cms1500 import Offset, render_calibration
from tests.documents.cms1500.reading import FIELDS, Glyph, data_of, read_back

DAY = dt.date(2026, 3, 2)


def characters(offset: Offset = Offset(0, 0)) -> list[Glyph]:  # noqa: B008 -- frozen
    """The data of the only page."""
    (page,) = data_of(render_calibration(offset, "LaserJet (tray 2)", DAY))
    return page


def row(glyphs: list[Glyph], field_id: str) -> str:
    """What stands in a cell."""
    field = FIELDS[field_id]
    return "".join(
        glyph.text
        for glyph in glyphs
        if abs(glyph.baseline - field["baseline"]) < 0.5
        and field["x"] - 0.5 <= glyph.x < field["x1"] - 0.5
    )


def test_the_calibration_sheet_marks_every_square_of_its_boxes() -> None:
    marks = {(round(g.x, 1), round(g.baseline, 1)) for g in characters() if g.text == "X"}
    for box in ("1", "3.sex", "6", "10a", "10b", "10c", "25.type", "27"):
        for option in FIELDS[box]["options"].values():
            assert (option["x"], FIELDS[box]["baseline"]) in marks


@pytest.mark.parametrize(
    "cell",
    ["1a", "2", "33.1", "33.3", *(f"24.{n}.{c}" for n in range(1, 7) for c in ("shaded", "j_npi"))],
)
def test_the_calibration_sheet_fills_its_rows_to_the_end(cell: str) -> None:
    assert len(row(characters(), cell)) == FIELDS[cell]["width"]


def test_the_calibration_sheet_says_what_it_was_printed_with() -> None:
    glyphs = characters(Offset(5, -12))
    text = "".join(g.text for g in glyphs if g.baseline < 90)
    assert text == "CALIBRATION" + "LASERJET(TRAY2)" + "DX+0.05INDY-0.12IN" + "03/02/2026"


def test_the_calibration_sheet_moves_with_the_offset() -> None:
    still, moved = (
        [g for g in characters(offset) if g.baseline > 60 + 36 + 36]
        for offset in (Offset(0, 0), Offset(50, 50))
    )
    pairs = zip(
        [g for g in still if g.baseline > 130], [g for g in moved if g.baseline > 166], strict=True
    )
    for before, after in pairs:
        assert after.x - before.x == pytest.approx(36, abs=0.01)
        assert after.baseline - before.baseline == pytest.approx(36, abs=0.01)


def test_the_calibration_sheet_holds_data_type_alone() -> None:
    (page,) = read_back(render_calibration(Offset(0, 0), "", DAY))
    assert page
    assert all(glyph.is_data for glyph in page)
