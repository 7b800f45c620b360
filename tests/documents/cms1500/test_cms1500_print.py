"""Reads printed forms back; the checker itself is shown to catch the classic misprints."""

import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # carries no type marks
from reportlab.pdfgen.canvas import Canvas

from desktop_biller.documents.cms1500 import FormPrint, Offset, form_values, render_cms1500
from desktop_biller.documents.cms1500.cells import UnprintableError
from desktop_biller.documents.cms1500.drawing import SAMPLE_MARK
from desktop_biller.documents.cms1500.face import register_data_face
from desktop_biller.documents.cms1500.layout import layout
from desktop_biller.documents.cms1500.render import draw_values, new_form_canvas
from desktop_biller.facts.claim import MEDICARE_HABITS, ClaimFacts, FormHabits
from tests.documents.cms1500.claims import make_claim, make_line, widest_claim, with_habits
from tests.documents.cms1500.reading import FIELDS, data_of, faults, read_back

LAST = FormHabits(multi_page_total="last_page")

HEADER = {
    "carrier.1": "PRAIRIE HEALTH PLAN INC",
    "carrier.2": "PO BOX 120",
    "carrier.4": "DAYTON OH 45402",
    "1": "group",
    "1a": "XYZ123456",
    "2": "DELGADO, ROSA, M",
    "3.mm": "07",
    "3.dd": "04",
    "3.yy": "1958",
    "3.sex": "F",
    "4": "DELGADO, ROSA, M",
    "5.street": "12 N OAK ST APT 4",
    "5.city": "SPRINGFIELD",
    "5.state": "OH",
    "5.zip": "455031127",
    "5.area": "937",
    "5.phone": "5550142",
    "6": "self",
    "7.street": "12 N OAK ST APT 4",
    "7.city": "SPRINGFIELD",
    "7.state": "OH",
    "7.zip": "455031127",
    "10a": "no",
    "10b": "no",
    "10c": "no",
    "11": "GR881",
    "11a.mm": "07",
    "11a.dd": "04",
    "11a.yy": "1958",
    "11a.sex": "F",
    "11c": "PRAIRIE PPO",
    "11d": "no",
    "12.signature": "SIGNATURE ON FILE",
    "13.signature": "SIGNATURE ON FILE",
    "20": "no",
    "21.ind": "0",
    "21.A": "E119",
    "21.B": "I10",
    "25": "123456789",
    "25.type": "ein",
    "26": "A000123V1",
    "27": "yes",
    "31.signature": "SIGNATURE ON FILE",
    "31.date": "03142026",
    "33.area": "937",
    "33.phone": "5550100",
    "33.1": "OAK STREET FAMILY PRACTICE LL",
    "33.2": "500 OAK ST SUITE 2",
    "33.3": "SPRINGFIELD OH 455031100",
    "33a": "1234567893",
}
"""What every page of the ordinary claim says outside box 24 and the totals, written by hand."""


def line_of(number: int) -> dict[str, str]:
    """Line ``number`` of the ordinary claim, written by hand."""
    slot, day = (number - 1) % 6 + 1, f"{number:02d}"
    cells = {
        "from.mm": "03", "from.dd": day, "from.yy": "26",
        "to.mm": "03", "to.dd": day, "to.yy": "26",
        "pos": "11", "cpt": "G0439", "ptr": "AB",
        "charge.dollars": "100", "charge.cents": day, "units": "1", "j_npi": "1245319599",
    }  # fmt: skip
    return {f"24.{slot}.{cell}": text for cell, text in cells.items()}


def seven_lines() -> list[dict[str, str]]:
    """Both pages of the ordinary claim with seven lines."""
    first = {"28.dollars": "600", "28.cents": "21", "29.dollars": "0", "29.cents": "00"}
    second = {"28.dollars": "100", "28.cents": "07", "29.dollars": "0", "29.cents": "00"}
    for number in range(1, 7):
        first |= line_of(number)
    return [{**HEADER, **first}, {**HEADER, **second, **line_of(7)}]


def printed(pages: list[dict[str, str]]) -> bytes:
    """The pages through the product's own drawing."""
    buffer = io.BytesIO()
    canvas = new_form_canvas(buffer, author="")
    for page in pages:
        draw_values(canvas, page)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def misprinted(
    pages: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch, *, shift: float, size: float
) -> bytes:
    """The pages with every character moved or set in another size."""
    draw, face = Canvas.drawString, register_data_face()

    def slipped(canvas: Canvas, x: float, y: float, text: str) -> None:
        canvas.setFont(face, size)
        draw(canvas, x + shift, y, text)

    with monkeypatch.context() as patch:
        patch.setattr(Canvas, "drawString", slipped)
        return printed(pages)


# --- The checker bites --------------------------------------------------------------------------


def test_a_claim_of_seven_lines_prints_as_written_by_hand() -> None:
    form = render_cms1500(make_claim(7), outline=False)
    assert form.pages == 2
    assert faults(form.pdf, seven_lines()) == []


def test_the_checker_sees_a_shift_of_five_points(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = seven_lines()
    assert faults(misprinted(pages, monkeypatch, shift=0, size=12), pages) == []
    assert faults(misprinted(pages, monkeypatch, shift=5, size=12), pages) != []


def test_the_checker_sees_ten_point_type(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = seven_lines()
    assert faults(misprinted(pages, monkeypatch, shift=0, size=10), pages) != []


@pytest.mark.parametrize(
    ("page", "cell", "text"),
    [
        (0, "28.dollars", "60021"),  # cents not split off
        (0, "21.A", "E11.9"),  # a decimal point
        (1, "2", ""),  # a header missing on page 2
        (0, "9b", "ANYTHING"),  # a reserved box filled
    ],
)
def test_the_checker_sees_a_wrong_value(page: int, cell: str, text: str) -> None:
    pages = seven_lines()
    wrong = seven_lines()
    wrong[page][cell] = text
    if cell == "28.dollars":
        del wrong[page]["28.cents"]
    found = faults(printed(wrong), pages)
    assert found != []
    assert all(fault.startswith(f"page {page + 1}: ") for fault in found)


def test_the_checker_sees_a_page_without_its_header() -> None:
    bare = {key: text for key, text in seven_lines()[1].items() if key not in HEADER}
    found = faults(printed([seven_lines()[0], bare]), seven_lines())
    assert any("page 2: 2: “D” of “DELGADO, ROSA, M” is missing" in fault for fault in found)


def test_the_checker_sees_a_line_that_is_printed_on_two_pages() -> None:
    wrong = seven_lines()
    wrong[1] |= {key: text for key, text in line_of(2).items() if key.startswith("24.2.")}
    found = faults(printed(wrong), seven_lines())
    assert found
    assert all("belongs to no field" in fault for fault in found)


# --- Everything at its place --------------------------------------------------------------------


def test_every_cell_that_a_claim_fills_prints_in_place_at_full_length() -> None:
    claim = widest_claim()
    pages = form_values(claim)
    reserved = {"8.1", "8.2", "9b", "9c", "30.dollars", "30.cents", "12.date", "page_no"}
    clear_half = {f"24.{n}.epsdt" for n in range(1, 7)}
    assert set(FIELDS) - set(pages[0]) == reserved | clear_half
    full = {key for key, text in pages[0].items() if len(text) == FIELDS[key].get("max_chars")}
    naturally_short = {
        "5.zip", "7.zip", "5.phone", "7.phone", "22.code", "20.charges.cents", "33.phone",
        "12.signature", "13.signature", "31.signature",
    } | {f"24.{n}.emg" for n in range(1, 7)}  # fmt: skip
    texts = {key for key in pages[0] if FIELDS[key]["kind"] == "text"}
    assert texts - full == naturally_short
    form = render_cms1500(claim, outline=False)
    assert form.findings == ()
    assert faults(form.pdf, pages) == []


def test_every_cell_of_the_form_prints_in_place_at_full_length() -> None:
    texts = layout().texts.values()
    page = {f.id: ("ABCDEFGHIJ" * 8)[: f.max_chars] for f in texts if f.id != "page_no"}
    assert faults(printed([page]), [page]) == []


@pytest.mark.parametrize(
    ("box", "option"),
    [(box.id, option) for box in layout().checks.values() for option in box.options],
)
def test_every_check_box_gets_its_x_inside_its_square(box: str, option: str) -> None:
    page = {box: option}
    pdf = printed([page])
    assert faults(pdf, [page]) == []
    ((mark,),) = data_of(pdf)
    left, top, right, bottom = FIELDS[box]["options"][option]["square"]
    assert left < mark.x + 3.6 < right
    # The X's ink is 8.4 pt high and stands on the baseline.
    assert top < mark.baseline - 8.4 + 1
    assert mark.baseline < bottom


@pytest.mark.parametrize(
    ("cents", "dollars", "odd"),
    [(0, "0", "00"), (5, "0", "05"), (999_999_99, "999999", "99")],
)
def test_amounts_end_at_the_cents_rule(cents: int, dollars: str, odd: str) -> None:
    claim = replace(make_claim(), lines=(make_line(charge_cents=cents),), amount_paid_cents=cents)
    pages = form_values(claim)
    for cell in ("24.1.charge", "28", "29"):
        assert (pages[0][f"{cell}.dollars"], pages[0][f"{cell}.cents"]) == (dollars, odd)
    assert faults(render_cms1500(claim, outline=False).pdf, pages) == []


@pytest.mark.parametrize("habits", [FormHabits(), LAST], ids=["per_page", "last_page"])
@pytest.mark.parametrize("lines", [1, 6, 7, 12, 13])
def test_any_number_of_lines_prints_in_place_under_both_total_rules(
    lines: int, habits: FormHabits
) -> None:
    claim = with_habits(make_claim(lines), habits)
    form = render_cms1500(claim, outline=False)
    assert form.pages == -(-lines // 6)
    assert faults(form.pdf, form_values(claim)) == []


@pytest.mark.parametrize("outline", [False, True])
def test_a_medicare_claim_prints_in_place(outline: bool) -> None:
    claim = with_habits(widest_claim(7), MEDICARE_HABITS)
    assert faults(render_cms1500(claim, outline=outline).pdf, form_values(claim)) == []


@pytest.mark.parametrize(("dx", "dy"), [(50, 50), (-50, -50), (50, -50), (7, 0), (0, -3)])
def test_an_offset_moves_every_character_alike(dx: int, dy: int) -> None:
    claim = make_claim(2)
    pdf = render_cms1500(claim, outline=False, offset=Offset(dx, dy)).pdf
    assert faults(pdf, form_values(claim), shift=(dx * 0.72, dy * 0.72)) == []


def test_the_drawn_form_moves_with_the_data() -> None:
    still, moved = (
        read_back(render_cms1500(make_claim(), outline=True, offset=offset).pdf)[0]
        for offset in (Offset(0, 0), Offset(50, -50))
    )
    shifts = {
        (round(after.x - before.x, 1), round(after.baseline - before.baseline, 1))
        for before, after in zip(still, moved, strict=True)
    }
    assert shifts == {(36.0, -36.0)}


@pytest.mark.parametrize(("dx", "dy"), [(51, 0), (0, -51)])
def test_an_offset_of_more_than_half_an_inch_is_no_offset(dx: int, dy: int) -> None:
    with pytest.raises(ValueError, match="within 50"):
        Offset(dx, dy)


@pytest.mark.parametrize("claim", [make_claim(7), widest_claim()], ids=["ordinary", "widest"])
def test_plain_paper_and_red_form_carry_the_same_data_characters(claim: ClaimFacts) -> None:
    red = render_cms1500(claim, outline=False)
    plain = render_cms1500(claim, outline=True)
    assert data_of(red.pdf) == data_of(plain.pdf)
    assert all(glyph.is_data for page in read_back(red.pdf) for glyph in page)
    art = [glyph for page in read_back(plain.pdf) for glyph in page if not glyph.is_data]
    # The captions up the right edge are turned, and their size is read across.
    assert {round(glyph.size, 1) for glyph in art if glyph.x < 591} == {4.5, 5.0, 6.0, 7.0, 11.0}


# --- Hostile text -------------------------------------------------------------------------------

PAYLOADS = ["Łukasz", "O'Brien", "Tab\tand\r\nbreak", "<b>&amp;", "Nguyễn – “Ann”"]


def with_text_everywhere(value: Any, text: str) -> Any:
    """The same facts with ``text`` in every name, address line and free text."""
    free = {
        "name", "plan_name", "last", "first", "line1", "line2", "city",
        "additional_information", "note", "signature_text", "credentials",
    }  # fmt: skip
    if isinstance(value, tuple):
        return tuple(with_text_everywhere(item, text) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        field.name: text
        if field.name in free and isinstance(getattr(value, field.name), str)
        else with_text_everywhere(getattr(value, field.name), text)
        for field in fields(value)
    }
    return replace(value, **changed)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_in_every_field_keeps_to_the_grid(payload: str) -> None:
    claim = replace(with_text_everywhere(widest_claim(2), payload), additional_information=payload)
    pages = form_values(claim)
    form = render_cms1500(claim, outline=False)
    assert faults(form.pdf, pages) == []
    assert all(text.isascii() and text.isprintable() for text in pages[0].values())


def text_fields(claim: ClaimFacts) -> Iterator[tuple[str, ClaimFacts]]:
    """The claim with one text after another replaced by characters that can't print."""
    bad = "日本"
    yield "number", replace(claim, number=bad)
    yield "additional_information", replace(claim, additional_information=bad)
    yield "authorization_number", replace(claim, authorization_number=bad)
    for name in ("last", "first", "suffix"):
        person = replace(claim.patient.name, **{name: bad})
        yield name, replace(claim, patient=replace(claim.patient, name=person))
    for name in ("line1", "city", "state"):
        place = replace(claim.patient.address, **{name: bad})
        yield name, replace(claim, patient=replace(claim.patient, address=place))
    yield "note", replace(claim, lines=(make_line(note=bad),))


@pytest.mark.parametrize(
    "claim", [pytest.param(claim, id=name) for name, claim in text_fields(make_claim())]
)
def test_what_cannot_be_printed_prints_nothing_and_names_the_box(claim: ClaimFacts) -> None:
    with pytest.raises(UnprintableError, match=r"^Box \d+\w? .*日本"):
        render_cms1500(claim, outline=False)


# --- The file -----------------------------------------------------------------------------------


def objects_of(form: FormPrint) -> str:
    """The PDF's objects outside its streams, as text."""
    return re.sub(rb"stream\r?\n.*?endstream", b"", form.pdf, flags=re.DOTALL).decode("latin-1")


@pytest.mark.parametrize("outline", [False, True])
def test_every_font_of_the_file_is_embedded_and_no_built_in_one_is_named(outline: bool) -> None:
    text = objects_of(render_cms1500(make_claim(), outline=outline))
    fonts = re.findall(r"/BaseFont /(\S+)", text)
    assert len(fonts) == len(re.findall(r"/FontFile2 ", text)) == (3 if outline else 1)
    for builtin in ("Helvetica", "Courier", "Times", "Symbol", "ZapfDingbats"):
        assert builtin not in text


def test_the_page_is_letter_upright_and_not_to_be_scaled() -> None:
    form = render_cms1500(make_claim(), outline=False)
    text = objects_of(form)
    (preferences,) = re.findall(r"/ViewerPreferences (\d+) 0 R", text)
    assert re.search(rf"\n{preferences} 0 obj\s*<<\s*/PrintScaling /None\s*>>", text)
    assert re.search(r"/MediaBox \[\s*0 0 612 792\s*\]", text)
    page = PdfDocument(form.pdf)[0]
    assert page.get_size() == (612, 792)
    assert page.get_rotation() == 0


def test_equal_claims_give_equal_bytes() -> None:
    once, again = (render_cms1500(make_claim(7), outline=True) for _ in range(2))
    assert once.pdf == again.pdf


def test_the_file_names_the_form_and_the_practice_but_not_the_patient() -> None:
    metadata = PdfDocument(render_cms1500(make_claim(), outline=True).pdf).get_metadata_dict()
    assert metadata["Title"] == "CMS-1500"
    assert metadata["Author"] == "Oak Street Family Practice, LLC"
    assert "delgado" not in str(metadata).lower()


# --- The sample practice ------------------------------------------------------------------------


@pytest.mark.parametrize("outline", [False, True])
def test_the_sample_mark_is_drawn_and_not_written(outline: bool) -> None:
    claim = make_claim(7)
    real = render_cms1500(claim, outline=outline)
    sample = render_cms1500(claim, outline=outline, sample=True)
    assert sample.pdf != real.pdf
    assert read_back(sample.pdf) == read_back(real.pdf)


def test_the_sample_mark_blackens_its_own_place_alone() -> None:
    pixels = []
    for sample in (False, True):
        pdf = render_cms1500(make_claim(), outline=False, sample=sample).pdf
        pixels.append(PdfDocument(pdf)[0].render(scale=1).to_pil().convert("L"))
    before, after = pixels
    left, top, right, bottom = (round(edge) for edge in SAMPLE_MARK)
    around = (left - 2, top - 2, right + 2, bottom + 2)
    assert after.crop(around).getextrema()[0] < 64
    assert before.crop(around).getextrema() == (255, 255)
    for picture in pixels:
        picture.paste(255, around)
    assert before.tobytes() == after.tobytes()


def test_no_field_reaches_into_the_place_of_the_sample_mark() -> None:
    left, top, right, bottom = SAMPLE_MARK
    for field in layout().texts.values():
        x0, y0, x1, y1 = field.room
        assert x1 < left or x0 > right or y1 < top or y0 > bottom
