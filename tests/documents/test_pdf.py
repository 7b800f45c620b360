"""Every paper begins and ends in one place, whatever thread it is drawn in."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop_biller import documents
from desktop_biller.documents.cms1500.face import DATA_FACE, register_data_face
from desktop_biller.documents.fonts import REGULAR, SEMIBOLD
from desktop_biller.documents.sheet import Sheet


@pytest.fixture
def eager_threads() -> Iterator[None]:
    """Threads that take turns in the middle of anything."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("eager_threads")
def test_papers_drawn_at_the_same_time_are_those_drawn_one_by_one() -> None:
    register_data_face()
    # Accented letters are put together of two glyphs, for which the font's file is read again.
    texts = [
        "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñ",
        "ŘŚŠŤŮŽžžřáčďéěíňóřšťúůýž",
        "Łukasz Söhne",
    ] * 8
    one_by_one = [_paper(text) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(_paper, texts)) == one_by_one


def _paper(text: str) -> bytes:
    sheet = Sheet("Statement", "Elm Street Family Practice")
    for line, face in enumerate((REGULAR, SEMIBOLD, DATA_FACE), 1):
        sheet.text(36, 40 * line, text, font=face)
    sheet.next_page()
    return sheet.finish()


def test_no_paper_begins_or_ends_elsewhere() -> None:
    folder = Path(documents.__file__).parent
    texts = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*.py")
    }
    for call in (" = Canvas(", "canvas.save()"):
        assert [name for name, text in texts.items() if call in text] == ["pdf.py"]
