"""Reads finished PDFs back: words, ink and dark pixels, measured in points from the top left."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pdfplumber
import pypdfium2  # type: ignore[import-untyped]  # carries no type marks


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of text and the rectangle around it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0


def text_in(pdf: bytes, page: int, area: tuple[float, float, float, float]) -> list[str]:
    """Lines of text inside ``area`` (x0, top, x1, bottom) of a page."""
    sheet = pypdfium2.PdfDocument(pdf)[page]
    height = sheet.get_height()
    x0, top, x1, bottom = area
    found = sheet.get_textpage().get_text_bounded(x0, height - bottom, x1, height - top)
    return [line for line in found.split("\r\n") if line]


def ink(pdf: bytes, page: int = 0) -> Iterator[Box]:
    """Each character with the tight box around its ink."""
    sheet = pypdfium2.PdfDocument(pdf)[page]
    height = sheet.get_height()
    text = sheet.get_textpage()
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        if character.strip():
            left, bottom, right, top = text.get_charbox(index)
            yield Box(character, left, height - top, right, height - bottom)


def words(pdf: bytes, page: int = 0) -> list[Box]:
    """Words with their font-height boxes and the size of their type."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        found = document.pages[page].extract_words(extra_attrs=["size"], x_tolerance=1.5)
    return [
        Box(w["text"], w["x0"], w["top"], w["x1"], w["bottom"], float(w["size"])) for w in found
    ]


def all_text(pdf: bytes) -> str:
    """The text of all pages, lines joined by blanks."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    return " ".join(" ".join(pages).split())


def page_count(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def page_size(pdf: bytes) -> tuple[float, float]:
    sheet = pypdfium2.PdfDocument(pdf)[0]
    return sheet.get_width(), sheet.get_height()


def dark_pixels(pdf: bytes, area: tuple[float, float, float, float], page: int = 0) -> list[Box]:
    """Runs of dark pixels in ``area``, at 144 dpi (a pixel is half a point)."""
    image = pypdfium2.PdfDocument(pdf)[page].render(scale=2, grayscale=True).to_pil()
    x0, top, x1, bottom = (round(edge * 2) for edge in area)
    found: list[Box] = []
    pixels: Any = image.load()
    for y in range(top, bottom):
        for x in range(x0, x1):
            if pixels[x, y] < 128:
                found.append(Box("", x / 2, y / 2, (x + 1) / 2, (y + 1) / 2))  # noqa: PERF401 -- two loops read better than one long comprehension
    return found


def column(pdf: bytes, right: float, page: int = 0) -> list[Box]:
    """Amounts whose right edge is within half a point of ``right``, from the top down."""
    return [
        word
        for word in words(pdf, page)
        if abs(word.x1 - right) < 0.5 and word.text.lstrip("−$").replace(",", "")[:1].isdigit()
    ]


def cents(text: str) -> int:
    """``−1,234.56`` as cents."""
    sign = -1 if text.startswith("−") else 1
    return sign * int(text.lstrip("−$").replace(",", "").replace(".", ""))
