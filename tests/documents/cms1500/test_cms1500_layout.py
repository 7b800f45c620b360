import json
import re
from pathlib import Path

import msgspec
import pytest

from desktop_biller.documents.cms1500 import layout as loader
from desktop_biller.documents.cms1500.layout import captions, layout
from desktop_biller.documents.cms1500.shapes import Caption, Layout
from desktop_biller.documents.cms1500.soundness import faults_of
from desktop_biller.documents.fonts import register_fonts, text_width
from tests.documents.cms1500.reading import FIELDS, LAYOUT

# IBM Plex Mono's capitals and figures reach 0.70 em above the baseline, the comma 0.2 below.
CAP_HEIGHT = 8.4
DESCENT = 2.4


def spoiled(find: str, replacement: str) -> list[str]:
    """The faults after one edit of the file, as a hand might make it."""
    text = json.dumps(LAYOUT)
    assert find in text
    edited = text.replace(find, replacement, 1)
    return faults_of(msgspec.json.decode(edited, type=Layout))


def test_the_shipped_layout_does_not_contradict_itself() -> None:
    assert faults_of(layout()) == []
    assert (len(layout().texts), len(layout().checks)) == (247, 11)


@pytest.mark.parametrize(
    ("find", "replacement", "fault"),
    [
        ('"id": "5.city"', '"id": "5.street"', "the id 5.street occurs 2 times"),
        ('"parts": ["3.mm"', '"parts": ["3.month"', "the composite 3 has no part 3.month"),
        ('"col": 50, "page_col": 53, "width": 29', '"col": 51, "width": 29', "1a: x is 374.4"),
        ('"width": 29, "align"', '"width": 28, "align"', "1a: x1 is 583.2, not 576.00"),
        ('"baseline": 117.0', '"baseline": 116.0', "1: baseline is 116.0, not 117.00"),
        ('"cx": 25.2', '"cx": 35.2', "1: the square of medicare lies beside its center"),
        (
            '"col": 33, "page_col": 36, "width": 17, "align": "left", "max_chars": 17, "x": 252.0',
            '"col": 31, "width": 17, "align": "left", "max_chars": 17, "x": 237.6',
            "17a.qual overlaps 17a",
        ),
    ],
)
def test_a_slip_in_the_layout_is_named(find: str, replacement: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in spoiled(find, replacement))


def test_an_unsound_layout_is_never_printed_with(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "layout.json"
    path.write_text(json.dumps(LAYOUT).replace('"baseline": 117.0', '"baseline": 127.0'), "utf-8")
    monkeypatch.setattr(loader, "resource", lambda _: path)
    with pytest.raises(ValueError, match=r"1a?: baseline is 127\.0, not 117\.00"):
        loader.layout.__wrapped__()


def test_every_labelled_box_has_a_caption_that_begins_as_its_label() -> None:
    firsts: dict[str, str] = {}
    for caption in captions():
        firsts.setdefault(caption.box, caption.text)
    for box in layout().boxes:
        if box.label is not None:
            first_word = box.label.split()[0]
            # Box 24's head begins with the item number, the lines with nothing but theirs.
            assert firsts[box.id].split()[0] == first_word, box.id


def test_captions_are_small_and_stay_inside_their_box() -> None:
    register_fonts()
    boxes = {box.id: box.rect for box in layout().boxes}
    outside = []
    for caption in captions():
        assert 4.5 <= caption.size <= 6
        if re.fullmatch(r"24\.\d\.shaded", caption.box):
            continue  # line numbers stand left of the form, as on the printed one
        left, top, right, bottom = boxes[caption.box]
        end = caption.x + text_width(caption.text, caption.size)
        inside = left < caption.x and end < right and top < caption.y - caption.size * 0.73
        if not (inside and caption.y < bottom):
            outside.append(caption)
    assert outside == []


def covers_data(caption: Caption, field_id: str) -> bool:
    """True where a caption touches the characters that the field can hold."""
    field = FIELDS[field_id]
    end = caption.x + text_width(caption.text, caption.size)
    low, high = caption.y, caption.y - caption.size * 0.73
    data_low, data_high = field["baseline"], field["baseline"] - CAP_HEIGHT
    start, stop = field["x"], field["x1"]
    return bool(caption.x < stop and end > start and high < data_low and low > data_high)


def test_no_caption_stands_where_data_is_printed() -> None:
    register_fonts()
    cells = [name for name, field in FIELDS.items() if field["kind"] == "text"]
    touching = [
        (caption.text, cell)
        for caption in captions()
        for cell in cells
        if covers_data(caption, cell)
    ]
    assert touching == []
