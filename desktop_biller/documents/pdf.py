"""How every PDF begins and ends: the settings all papers share, and one at a time written out."""

import io
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_one_at_a_time = threading.Lock()


def begin_pdf(
    buffer: io.BytesIO, *, title: str, author: str, face: str, size: tuple[float, float]
) -> "Canvas":
    """A canvas whose file goes to ``buffer``: byte-stable, with a type that is embedded.

    Args:
        buffer: receives the file in ``end_pdf``.
        title: the kind of paper ("Statement"); never a name or a number.
        author: the practice's name.
        face: a registered face, of the first text.
        size: width and height of the pages in points.
    """
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 -- with the first paper

    # The initial font keeps Helvetica, which is not embedded, out of the file;
    # "invariant" leaves out the clock, so that equal facts give equal bytes.
    canvas = Canvas(
        buffer,
        pagesize=size,
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 6),  # the first that knows PrintScaling
        initialFontName=face,  # type: ignore[arg-type]  # the stubs say float
        lang="en-US",
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject("")
    canvas.setCreator("Desktop Biller")
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas


def end_pdf(canvas: "Canvas") -> None:
    """Write the file to the canvas's buffer.

    A paper is drawn in one thread while a preview is drawn in another, and a face of ReportLab
    keeps its place in the font's file on itself: two files embedding the same face at once read
    each other's places, which ends in an error, or in an accented letter without its accent.
    """
    with _one_at_a_time:
        canvas.save()
