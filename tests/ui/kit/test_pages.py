"""Pages of a paper: drawn in grey from memory, turned and zoomed by keys."""

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.ui.kit.page_picture import PagePicture
from desktop_biller.ui.kit.page_view import PagePreview
from desktop_biller.ui.kit.pdf_pages import PdfPages


def pdf(*pages: str) -> bytes:
    """A Letter page for each text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    for text in pages:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def preview(qtbot: QtBot) -> PagePreview:
    made = PagePreview(InlineRunner().read)
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    made.show_pdf(pdf("First", "Second", "Third"), "Statement S-1")
    return made


def key(preview: PagePreview, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(preview.desk, one)


def test_a_page_is_drawn_in_8_bit_grey_at_its_size() -> None:
    with PdfPages(pdf("One", "Two")) as pages:
        assert (pages.count, pages.size(1)) == (2, (612, 792))
        picture = pages.picture(0, 144)
        assert picture.format() == QImage.Format.Format_Grayscale8
        assert (picture.width(), picture.height()) == (1224, 1584)
        assert pages.text(1).strip() == "Two"


def test_many_threads_may_draw_at_once() -> None:
    paper = pdf(*"abcdef")

    def draw(page: int) -> QImage:
        with PdfPages(paper) as pages:
            return pages.picture(page % 6, 40 + page)

    with ThreadPoolExecutor(8) as lanes:
        widths = [picture.width() for picture in lanes.map(draw, range(48))]
    assert widths == sorted(widths)


def test_the_reader_of_pdfs_is_not_loaded_before_the_first_page() -> None:
    code = (
        "import sys, desktop_biller.ui.printing.preview_desk, desktop_biller.ui.claims.section;"
        "sys.exit('pypdfium2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_page_and_its_words_are_named_for_those_who_hear_them(preview: PagePreview) -> None:
    assert preview.number.text() == "Page 1 of 3"
    assert preview.desk.accessibleName() == "Statement S-1, page 1 of 3"
    assert "First" in preview.desk.accessibleDescription()


def test_page_keys_turn_and_home_and_end_jump(preview: PagePreview) -> None:
    key(preview, Qt.Key.Key_PageDown)
    assert preview.page() == 1
    key(preview, Qt.Key.Key_End)
    assert preview.page() == 2
    key(preview, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    assert preview.page() == 0
    key(preview, Qt.Key.Key_End, Qt.Key.Key_Home)
    assert preview.page() == 0


def test_page_down_scrolls_a_large_page_before_it_turns(preview: PagePreview) -> None:
    preview.zoom.set_value("200")
    preview.go_to(0)
    key(preview, Qt.Key.Key_PageDown)
    assert preview.page() == 0
    assert preview.desk.verticalScrollBar().value() > 0


def test_turning_past_the_last_page_asks_for_the_next_paper(
    qtbot: QtBot, preview: PagePreview
) -> None:
    key(preview, Qt.Key.Key_End)
    with qtbot.waitSignal(preview.went_past) as told:
        key(preview, Qt.Key.Key_PageDown)
    assert told.args == [1]


def test_ctrl_equals_and_minus_zoom(preview: PagePreview) -> None:
    before = preview.desk.sheet.width()
    preview.zoom.set_value("100")
    QTest.keyClick(preview.desk, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom.value() == "125"
    assert preview.desk.sheet.width() == 1020 + 2
    for _ in range(9):
        QTest.keyClick(preview.desk, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom.value() == "page"
    assert preview.desk.sheet.width() == before


def test_a_page_that_comes_late_is_not_shown(qtbot: QtBot) -> None:
    waiting = []

    def later(ask, done, failed=None, *, slot=""):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 -- as a desk's read
        del failed, slot
        waiting.append(lambda: done(ask()))

    made = PagePreview(later)
    qtbot.addWidget(made)
    made.show()
    made.show_pdf(pdf("Old"), "Old")
    made.show_pdf(pdf("New"), "New")
    waiting[0]()
    assert made.pages() == 0
    made.stop()
    waiting[-1]()
    assert made.desk.sheet.picture.isNull()


def test_a_small_picture_opens_by_enter(qtbot: QtBot) -> None:
    picture = PagePicture(InlineRunner().read, "Open claim")
    qtbot.addWidget(picture)
    picture.show()
    picture.say("")
    assert not picture.isEnabled()
    picture.show_pdf(pdf("Form"))
    assert picture.has_picture()
    with qtbot.waitSignal(picture.clicked):
        QTest.keyClick(picture, Qt.Key.Key_Return)
