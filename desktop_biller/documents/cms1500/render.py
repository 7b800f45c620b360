"""Makes the PDF of a claim: the same data with or without the form under it."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_biller.documents.cms1500.drawing import draw_outline, draw_sample_mark
from desktop_biller.documents.cms1500.face import DATA_FACE, DATA_SIZE, register_data_face
from desktop_biller.documents.cms1500.layout import layout
from desktop_biller.documents.cms1500.shapes import PAGE_HEIGHT, PAGE_WIDTH
from desktop_biller.documents.cms1500.values import fill_form
from desktop_biller.documents.pdf import begin_pdf, end_pdf
from desktop_biller.facts.claim import ClaimFacts
from desktop_biller.facts.findings import Finding

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

LARGEST_OFFSET = 50
"""Half an inch; a printer that is further off needs its paper guides set."""

_CHECK_MARK = "X"


@dataclass(frozen=True, slots=True)
class Offset:
    """How far a printer's tray needs everything moved, in hundredths of an inch.

    Attributes:
        dx_hundredths_inch: to the right.
        dy_hundredths_inch: down.
    """

    dx_hundredths_inch: int
    dy_hundredths_inch: int

    def __post_init__(self) -> None:
        if max(abs(self.dx_hundredths_inch), abs(self.dy_hundredths_inch)) > LARGEST_OFFSET:
            msg = f"an offset is within {LARGEST_OFFSET} hundredths of an inch"
            raise ValueError(msg)

    @property
    def points(self) -> tuple[float, float]:
        """Right and down in points."""
        return self.dx_hundredths_inch * 0.72, self.dy_hundredths_inch * 0.72


NO_OFFSET = Offset(0, 0)


@dataclass(frozen=True, slots=True)
class FormPrint:
    """A claim ready to preview, print and keep."""

    pdf: bytes
    pages: int
    findings: tuple[Finding, ...]


def render_cms1500(
    claim: ClaimFacts, *, outline: bool, offset: Offset = NO_OFFSET, sample: bool = False
) -> FormPrint:
    """The claim on one page for every six service lines.

    Args:
        claim: what is billed.
        outline: True for the plain-paper copy with the form drawn under the data, False for the
            data alone, which goes on the pre-printed red form.
        offset: moves data and form alike.
        sample: marks the papers of the sample practice, in lines and not in type.

    Raises:
        UnprintableError: a value doesn't fit its box and must not be cut; there is no PDF.
    """
    form = fill_form(claim)
    buffer = io.BytesIO()
    canvas = new_form_canvas(buffer, author=claim.billing_provider.name)
    for values in form.pages:
        begin_page(canvas, offset)
        if outline:
            draw_outline(canvas)
        if sample:
            draw_sample_mark(canvas)
        draw_values(canvas, values)
        canvas.showPage()
    end_pdf(canvas)
    return FormPrint(buffer.getvalue(), len(form.pages), form.findings)


def new_form_canvas(buffer: io.BytesIO, *, author: str) -> "Canvas":
    """A Letter canvas that starts in the type of the data."""
    return begin_pdf(
        buffer,
        title="CMS-1500",
        author=author,
        face=register_data_face(),
        size=(PAGE_WIDTH, PAGE_HEIGHT),
    )


def begin_page(canvas: "Canvas", offset: Offset) -> None:
    """Move the origin of this page as the printer needs it."""
    right, down = offset.points
    if right or down:
        canvas.translate(right, -down)


def draw_values(canvas: "Canvas", values: Mapping[str, str]) -> None:
    """Every value in its cell: one size, black, nothing kerned, shrunk or wrapped."""
    canvas.setFont(DATA_FACE, DATA_SIZE)
    for x, baseline, text in placed(values):
        canvas.drawString(x, PAGE_HEIGHT - baseline, text)


def placed(values: Mapping[str, str]) -> Iterator[tuple[float, float, str]]:
    """Left edge, baseline (from the top) and text of every value."""
    form = layout()
    for field_id, text in values.items():
        field = form.texts.get(field_id)
        if field is not None:
            yield field.start(len(text)), field.baseline, text
        else:
            check = form.checks[field_id]
            yield check.options[text].x, check.baseline, _CHECK_MARK
