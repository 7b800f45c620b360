"""The shapes of ``layout.json`` and ``captions.json``: cells, check boxes, rules, captions.

Measures are points from the top-left corner of a 612 x 792 page, as in the files themselves.
"""

from functools import cached_property

import msgspec

PAGE_WIDTH = 612.0
PAGE_HEIGHT = 792.0

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Grid(msgspec.Struct, frozen=True):
    """The 10-pitch, six-lines-an-inch grid that every cell lies on."""

    char_width: float
    line_height: float
    x_of_col_1: float


class TextField(msgspec.Struct, frozen=True, tag_field="kind", tag="text"):
    """A cell for characters; ``rect`` is the room of a ``free`` field, which has no rules."""

    id: str
    item: str
    name: str
    line: int
    col: int
    width: int
    max_chars: int
    align: str
    x: float
    x1: float
    top: float
    bottom: float
    baseline: float
    cell_x1: float = 0.0
    free: bool = False
    rect: Rect | None = None
    alt_cols: tuple[int, ...] = ()

    @property
    def room(self) -> Rect:
        """Where characters of this field may stand."""
        if self.rect is not None:
            return self.rect
        left = self.x
        if self.max_chars > self.width:
            left -= (self.max_chars - self.width) * (self.x1 - self.x) / self.width
        return (left, self.top, max(self.x1, self.cell_x1), self.bottom)

    def start(self, length: int) -> float:
        """The left edge of the first of ``length`` characters.

        Dollars end at the cell's last column. A value longer than the cell (box 11b alone, with
        28 characters) begins so many columns further left.
        """
        step = (self.x1 - self.x) / self.width
        blank = self.width - length
        return self.x + step * (blank if self.align == "right" else min(0, blank))


class Square(msgspec.Struct, frozen=True):
    """One square of a check box and the column of its X."""

    col: int
    x: float
    cx: float
    cy: float
    square: Rect


class CheckBox(msgspec.Struct, frozen=True, tag_field="kind", tag="checkbox"):
    """A group of squares, of which one gets the X."""

    id: str
    item: str
    name: str
    line: int
    top: float
    bottom: float
    baseline: float
    options: dict[str, Square]


Field = TextField | CheckBox


class Composite(msgspec.Struct, frozen=True):
    """A value that is spread over several cells, which ``parts`` names in order."""

    kind: str
    parts: tuple[str, ...]


class Box(msgspec.Struct, frozen=True):
    """A ruled box of the form's outline."""

    id: str
    rect: Rect
    label: str | None
    shaded: bool


class Sidebar(msgspec.Struct, frozen=True):
    """A caption that runs up the right edge."""

    text: str
    x: float
    y: tuple[float, float]


class PicaMarks(msgspec.Struct, frozen=True):
    """The little squares at the top corners with which typists align the sheet."""

    left: tuple[float, ...]
    right: tuple[float, ...]
    y: tuple[float, float]


class Title(msgspec.Struct, frozen=True):
    """The heading of the form."""

    text: str
    x: float
    baseline: float


class Layout(msgspec.Struct, frozen=True, dict=True):
    """The whole of ``layout.json``; the outline's parts serve the plain-paper copy alone."""

    grid: Grid
    fields: tuple[Field, ...]
    composites: dict[str, Composite]
    boxes: tuple[Box, ...]
    ticks: tuple[tuple[float, float, float], ...]
    underlines: tuple[tuple[float, float, float], ...]
    heavy_rules: tuple[tuple[float, float, float, float], ...]
    pica_marks: PicaMarks
    title: Title
    approved: str
    footer: tuple[str, str, str]
    sidebars: tuple[Sidebar, ...]

    @cached_property
    def texts(self) -> dict[str, TextField]:
        """The cells for characters by id."""
        return {field.id: field for field in self.fields if isinstance(field, TextField)}

    @cached_property
    def checks(self) -> dict[str, CheckBox]:
        """The check boxes by id."""
        return {field.id: field for field in self.fields if isinstance(field, CheckBox)}


class Caption(msgspec.Struct, frozen=True):
    """A piece of printed text of the form: where its baseline begins, and in what size."""

    box: str
    x: float
    y: float
    text: str
    size: float = 5.0
