"""What holds for every paper, checked on the finished PDF and not on the drawing calls."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pdfplumber
import pytest

from desktop_biller.documents.address_zone import AddressTooLongError
from desktop_biller.documents.day_sheet import render_day_sheet
from desktop_biller.documents.invoice import render_invoice
from desktop_biller.documents.receipt import render_receipt
from desktop_biller.documents.statement import render_statement
from desktop_biller.facts.papers import Letterhead, ReceiptLine, StatementPatient
from desktop_biller.facts.people import Address
from tests.documents.paper_reading import (
    Box,
    all_text,
    dark_pixels,
    ink,
    page_count,
    text_in,
    words,
)
from tests.documents.paper_samples import (
    LETTERHEAD,
    make_day_sheet,
    make_invoice,
    make_item,
    make_receipt,
    make_small_statement,
    make_statement,
    many_items,
)

LONG_NAME = "Maximiliano Alejandro Bartholomew Featherstonehaugh Longname"
REACH = (0, 147, 387, 261)
REPLY_REACH = (36, 675, 387, 771)
FOLD_BANDS = ((256.8, 271.2), (520.8, 535.2))


def _long_letterhead() -> Letterhead:
    return replace(
        LETTERHEAD,
        name="The Cedar Hollow and Upper Miami Valley Family Medicine and Pediatric Associates",
        website="https://www.cedarhollowfamily.example/patients/pay",
    )


def _two_pages() -> bytes:
    return render_statement(make_statement())


def _long_names() -> bytes:
    patient = StatementPatient(LONG_NAME * 2, f"{LONG_NAME}, MD", many_items(2))
    facts = make_small_statement((patient,), guarantor_name=LONG_NAME)
    return render_statement(replace(facts, letterhead=_long_letterhead()), marks=("COPY", "VOID"))


def _full_page() -> bytes:
    return render_statement(make_small_statement((StatementPatient("A B", "C", many_items(3)),)))


def _large_amounts() -> bytes:
    item = make_item("2026-03-02", "x" * 80, 9999999, 1000000, 0, 999999, "y" * 80)
    patient = StatementPatient("A", "B", (item,))
    return render_statement(make_small_statement((patient,), previous_cents=0))


def _credit() -> bytes:
    return render_statement(make_small_statement(credit_cents=9000))


def _third_party() -> bytes:
    lines = tuple(replace(line, patient=LONG_NAME, description="x" * 90) for line in _LINES * 5)
    total = sum(line.amount_cents for line in lines)
    facts = make_invoice(
        third_party=True,
        bill_to_name=LONG_NAME,
        lines=lines,
        balance_cents=total - 24000,
        provider=LONG_NAME,
        reference="Purchase order 4471",
    )
    return render_invoice(facts)


_LINES = make_invoice().lines


def _paid_invoice() -> bytes:
    deductions = (*make_invoice().deductions, replace(make_invoice().deductions[0], cents=36000))
    return render_invoice(make_invoice(deductions=deductions, balance_cents=0))


def _long_receipt() -> bytes:
    lines = tuple(ReceiptLine(f"Copay {n} {'x' * 90}", 100) for n in range(60))
    facts = make_receipt(lines=lines, patient=LONG_NAME * 2, owed_before_cents=36000)
    return render_receipt(facts, marks=("VOID",), void_note="Voided 05/21/2026: entered twice")


def _four_line_receipt() -> bytes:
    lines = tuple(ReceiptLine(f"Copay {n}", 1500) for n in range(4))
    return render_receipt(make_receipt(lines=lines), marks=("VOID",), void_note="Voided today")


def _long_day() -> bytes:
    facts = make_day_sheet(printed_by=LONG_NAME, closed_by=f"{LONG_NAME} 06/30/2026 6:02 PM")
    rows = tuple(replace(row, patient=LONG_NAME, entry="x" * 90) for row in facts.rows * 5)
    money_in = tuple(replace(line, cents=line.cents * 5) for line in facts.money_in)
    end = facts.start_cents + 5 * (facts.end_cents - facts.start_cents)
    facts = replace(facts, rows=rows, money_in=money_in, end_cents=end)
    return render_day_sheet(facts, marks=("REPRINT", "COPY"))


PAPERS: dict[str, Callable[[], bytes]] = {
    "statement": _two_pages,
    "statement, long names": _long_names,
    "statement, full page": _full_page,
    "statement, large amounts": _large_amounts,
    "statement, credit": _credit,
    "invoice": lambda: render_invoice(make_invoice()),
    "invoice, third party": _third_party,
    "invoice, paid": _paid_invoice,
    "receipt": lambda: render_receipt(make_receipt()),
    "receipt, four lines": _four_line_receipt,
    "receipt, many lines": _long_receipt,
    "day sheet": lambda: render_day_sheet(make_day_sheet()),
    "day sheet, many rows": _long_day,
}
MAILED = [name for name in PAPERS if name.startswith(("statement", "invoice"))]
_printed: dict[str, bytes] = {}


@pytest.fixture
def pdf(request: pytest.FixtureRequest) -> bytes:
    """The paper named by the parameter, printed once for all tests."""
    name = request.param
    if name not in _printed:
        _printed[name] = PAPERS[name]()
    return _printed[name]


every_paper = pytest.mark.parametrize("pdf", list(PAPERS), indirect=True)
every_mailed_paper = pytest.mark.parametrize("pdf", MAILED, indirect=True)


@every_paper
def test_no_type_is_smaller_than_ten_points(pdf: bytes) -> None:
    sizes = {word.size for page in range(page_count(pdf)) for word in words(pdf, page)}
    assert min(sizes) > 9.99


@every_paper
def test_all_words_stand_inside_the_margins(pdf: bytes) -> None:
    for number in range(page_count(pdf)):
        with pdfplumber.open(io.BytesIO(pdf)) as document:
            page = document.pages[number]
            landscape = page.width > page.height and page.width > 700
        left, right = (36, 756) if landscape else (45, 567.5)
        for word in words(pdf, number):
            assert word.x0 >= left - 1.5, word
            assert word.x1 <= right + 0.5, word
            assert word.bottom <= page.height - 18, word


@every_paper
def test_no_two_words_overlap(pdf: bytes) -> None:
    for number in range(page_count(pdf)):
        for one, other in combinations(words(pdf, number), 2):
            assert not _overlap(one, other), (one, other)


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return bool(across > 0.5 and down > 0.5)


@every_paper
def test_no_frame_is_drawn_through_a_word(pdf: bytes) -> None:
    for number in range(page_count(pdf)):
        with pdfplumber.open(io.BytesIO(pdf)) as document:
            page = document.pages[number]
            frames = [(r["x0"], r["top"], r["x1"], r["bottom"]) for r in page.rects]
            frames += [(c["x0"], c["top"], c["x1"], c["bottom"]) for c in page.curves]
        for word in words(pdf, number):
            # Capitals reach up to a little over a quarter below the top of the font's box.
            top, bottom = word.top + word.size * 0.22, word.bottom - word.size * 0.22
            for x0, y0, x1, y1 in frames:
                beside = word.x1 <= x0 or word.x0 >= x1 or bottom <= y0 or top >= y1
                inside = word.x0 >= x0 and word.x1 <= x1 and top >= y0 and bottom <= y1
                assert beside or inside, (word, (x0, y0, x1, y1))


@every_paper
def test_every_font_is_embedded_and_none_is_a_standard_one(pdf: bytes) -> None:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        fonts = {str(char["fontname"]) for page in document.pages for char in page.chars}
    assert fonts
    assert all(re.fullmatch(r"[A-Z]{6}\+Inter-(Regular|SemiBold)", name) for name in fonts)
    for standard in (b"Helvetica", b"Times", b"Courier", b"ZapfDingbats", b"/Type1"):
        assert standard not in pdf
    assert pdf.count(b"/FontFile2") >= len(fonts)


@every_paper
def test_metadata_name_the_kind_and_the_practice_only(pdf: bytes) -> None:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        about = document.metadata
    assert about["Title"] in {"Statement", "Invoice", "Receipt", "Day sheet"}
    assert "Cedar Hollow" in about["Author"]
    assert about["Subject"] == about["Keywords"] == ""
    assert b"/PrintScaling /None" in pdf


@every_paper
def test_the_sample_mark_stands_on_every_page(pdf: bytes) -> None:
    for number in range(page_count(pdf)):
        letters = "".join(box.text for box in ink(pdf, number))
        assert "SAMPLE" in letters


@pytest.mark.parametrize("name", list(PAPERS))
def test_equal_facts_give_equal_bytes(name: str) -> None:
    assert PAPERS[name]() == PAPERS[name]()


@every_mailed_paper
def test_fold_bands_hold_no_ink(pdf: bytes) -> None:
    for box in ink(pdf):
        for top, bottom in FOLD_BANDS:
            assert box.bottom <= top or box.top >= bottom, box


@every_mailed_paper
def test_fold_bands_show_only_tick_and_tear_line(pdf: bytes) -> None:
    for pixel in dark_pixels(pdf, (0, 257, 612, 271)):
        assert 17 <= pixel.x0 <= 28
        assert 263 <= pixel.top <= 265
    for pixel in dark_pixels(pdf, (0, 521, 612, 535)):
        assert 527 <= pixel.top <= 529


@every_mailed_paper
def test_the_window_reaches_nothing_but_the_address(pdf: bytes) -> None:
    address = [box for box in ink(pdf) if box.x1 > 0 and box.x0 < 387 and 147 < box.top < 261]
    x0, x1 = min(b.x0 for b in address), max(b.x1 for b in address)
    top, bottom = min(b.top for b in address), max(b.bottom for b in address)
    assert (x0 >= 72, x1 <= 306, top >= 180, bottom <= 228) == (True, True, True, True)
    for pixel in dark_pixels(pdf, REACH):
        assert x0 - 1 <= pixel.x0 <= x1 + 1, pixel
        assert top - 1 <= pixel.top <= bottom + 1, pixel


def test_the_window_shows_the_address_lines_and_only_those() -> None:
    pdf = render_statement(make_statement())
    lines = ["ROSA M DELGADO", "418 JUNIPER LANE APT 2B", "SPRINGFIELD OH 45503-1127"]
    assert text_in(pdf, 0, REACH) == lines
    letters = [box for box in ink(pdf) if box.x0 < 387 and 147 < box.top < 261]
    assert min(box.top for box in letters) >= 189
    assert max(box.bottom for box in letters) <= 219


@pytest.mark.parametrize("count", [3, 4])
def test_addresses_of_three_and_four_lines_keep_their_zones(count: int) -> None:
    street = "418 Juniper Lane" if count == 3 else "12345 Old Cedar Hollow Mill Road"
    address = Address(street, "Apartment 12B", "Springfield", "OH", "45503")
    pdf = render_statement(make_statement(guarantor_address=address))
    letters = [box for box in ink(pdf) if box.x0 < 387 and 147 < box.top < 261]
    assert len(text_in(pdf, 0, REACH)) == count
    top, bottom = (189, 219) if count == 3 else (180, 228)
    assert min(box.top for box in letters) >= top
    assert max(box.bottom for box in letters) <= bottom


def test_an_address_of_five_lines_is_too_long_for_the_envelope() -> None:
    address = Address(
        "12345 Old Cedar Hollow Mill Road",
        "Building 7 of the Riverside Court Apartments, 12B",
        "Troy",
        "OH",
        "45373",
    )
    facts = make_statement(guarantor_name=LONG_NAME, guarantor_address=address)
    with pytest.raises(AddressTooLongError, match="address too long for this envelope"):
        render_statement(facts)


def test_the_reply_window_shows_the_remit_lines_and_only_those() -> None:
    for pdf in (render_statement(make_statement()), render_invoice(make_invoice())):
        assert text_in(pdf, 0, REPLY_REACH) == list(LETTERHEAD.remit_lines)
        letters = [box for box in ink(pdf) if box.x0 < 387 and 675 < box.top < 771]
        assert min(box.x0 for box in letters) >= 72
        assert max(box.x1 for box in letters) <= 351
        assert min(box.top for box in letters) >= 699
        assert max(box.bottom for box in letters) <= 747


def test_the_patient_of_a_third_party_invoice_is_named_only_below_the_fold() -> None:
    facts = make_invoice(
        third_party=True,
        bill_to_name="Harborview Logistics",
        lines=tuple(replace(line, patient="Daniel Okafor") for line in _LINES),
    )
    pdf = render_invoice(facts)
    assert "Okafor" in all_text(pdf)
    assert all(word.top > 271 for word in words(pdf) if "Okafor" in word.text)
    assert "Okafor" not in " ".join(text_in(pdf, 0, (0, 528, 612, 792)))
