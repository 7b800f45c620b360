"""A paper on the screen: one page at a time, drawn beside the UI thread, with zoom and keys."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.parts import IconButton, Label, column, holder, row
from desktop_biller.ui.kit.pdf_pages import POINTS_PER_INCH, PdfPages
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space

T = TypeVar("T")

ZOOMS = (
    ("page", "Whole page"),
    ("width", "Page width"),
    ("100", "100 %"),
    ("125", "125 %"),
    ("150", "150 %"),
    ("200", "200 %"),
)
_SCREEN_DPI = 96
"""Dots that Qt counts as an inch at 100 %."""
_LEAST_DPI, _MOST_DPI = 24, 600
_SETTLE_MS = 60


class Reads(Protocol):
    """Draws beside the UI thread: ``jobs.read`` of the desk."""

    def __call__(
        self,
        ask: Callable[[], T],
        done: Callable[[T], None],
        failed: None = None,
        *,
        slot: str = "",
    ) -> None:
        """Ask in a reader, and call back on the UI thread with the newest answer."""
        ...


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page as it is shown; sizes in points."""

    picture: QImage
    text: str
    number: int
    count: int


@dataclass(frozen=True, slots=True)
class _Wish:
    """What page shall be drawn, into what room (pixels of the screen)."""

    pdf: bytes
    page: int
    zoom: str
    room: QSize
    ratio: float


def draw_page(wish: _Wish) -> DrawnPage:
    """Draw a page; the last one where there are not so many."""
    with PdfPages(wish.pdf) as pages:
        number = max(0, min(wish.page, pages.count - 1))
        dots = _dots(wish, pages.size(number))
        picture = pages.picture(number, min(_MOST_DPI, max(_LEAST_DPI, dots * wish.ratio)))
        picture.setDevicePixelRatio(wish.ratio)
        return DrawnPage(picture, pages.text(number), number, pages.count)


def _dots(wish: _Wish, size: tuple[float, float]) -> float:
    """Dots an inch at which a page has the wished size."""
    wide = wish.room.width() * POINTS_PER_INCH / size[0]
    if wish.zoom == "width":
        return wide
    if wish.zoom == "page":
        return min(wide, wish.room.height() * POINTS_PER_INCH / size[1])
    return _SCREEN_DPI * int(wish.zoom) / 100


class _Sheet(QWidget):
    """The page itself, with a thin edge."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QImage()

    def show_picture(self, picture: QImage) -> None:
        self.picture = picture
        size = picture.deviceIndependentSize().toSize()
        self.setFixedSize(size + QSize(2, 2))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        del event
        if self.picture.isNull():
            return
        painter = QPainter(self)
        painter.drawImage(1, 1, self.picture)
        painter.setPen(theme.color("border"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class _Desk(QScrollArea):
    """Where the page lies; the keys go to the preview first."""

    def __init__(self, keys: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._keys = keys
        self.sheet = _Sheet()
        self.setWidget(self.sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("kind", "desk")

    def event(self, event: QEvent) -> bool:
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and _zoom_step(event):
            event.accept()  # else the window's "Larger text" would take it
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if not self._keys(event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(theme.color("focus"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))
            painter.end()


class PagePreview(QWidget):
    """A paper with its page number and zoom.

    Page Up and Page Down scroll and turn pages, Home and End go to the first and the last, Ctrl+=
    and Ctrl+- zoom. The words of the page are its accessible description.

    Args:
        read: draws beside the UI thread.
        zoom: how it begins, one of ``ZOOMS``.

    Signals:
        page_changed(page): another page (from 0) is shown.
        went_past(step): the user turned beyond the last page (1) or before the first (-1).
    """

    page_changed = Signal(int)
    went_past = Signal(int)

    def __init__(self, read: Reads, *, zoom: str = "page") -> None:
        super().__init__()
        self._read = read
        self._pdf = b""
        self._name = ""
        self._page, self._count = 0, 0
        self._stopped = False
        self._to_end = False
        self.desk = _Desk(self.press)
        self.desk.setObjectName("page")
        self._words = Label("", "muted", wraps=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.hide()
        self.number = Label("", "muted")
        self.number.setObjectName("page_number")
        self._back = IconButton("left", "Previous page")
        self._on = IconButton("right", "Next page")
        self._back.clicked.connect(lambda: self.turn(-1))
        self._on.clicked.connect(lambda: self.turn(1))
        self.zoom = Choice(ZOOMS)
        self.zoom.setAccessibleName("Zoom")
        self.zoom.setObjectName("zoom")
        self.zoom.setMinimumContentsLength(max(len(words) for _, words in ZOOMS))
        self.zoom.set_value(zoom)
        self.zoom.edited.connect(self._draw_soon)
        self._bar = holder(row(self._back, self.number, self._on, None, self.zoom))
        box = column(self._bar, space=Space.RELATED)
        box.addWidget(self.desk, 1)
        box.addWidget(self._words, 1)
        self.setLayout(box)
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self._draw)
        theme.changed.connect(self.desk.update)
        self._show_number()

    # --- What is shown -------------------------------------------------------------------------

    def show_pdf(self, pdf: bytes, name: str, *, at_end: bool = False) -> None:
        """Show a paper from its first page, or from its last."""
        self._pdf, self._name = pdf, name
        self._page = 1_000_000 if at_end else 0
        self._count = 0
        self._words.hide()
        self.desk.show()
        self._draw()

    def say(self, words: str) -> None:
        """Show words in place of a page: what is under way, or why there is none."""
        self.clear()
        self._words.setText(words)
        self._words.show()
        self.desk.hide()

    def clear(self) -> None:
        """Show nothing; what was drawn is forgotten."""
        self._pdf, self._name = b"", ""
        self._page = self._count = 0
        self.desk.sheet.show_picture(QImage())
        self.desk.setAccessibleName("Page")
        self.desk.setAccessibleDescription("")
        self._show_number()

    def stop(self) -> None:
        """It is shown no more: a page that is drawn late is not looked at."""
        self._stopped = True
        self._timer.stop()
        self.clear()

    def page(self) -> int:
        """The page that is shown, from 0."""
        return self._page

    def pages(self) -> int:
        """How many there are; 0 while nothing is shown."""
        return self._count

    # --- Turning and zooming -------------------------------------------------------------------

    def turn(self, step: int) -> None:
        """Go on by one page, or back."""
        wanted = self._page + step
        if not self._count:
            return
        if 0 <= wanted < self._count:
            self.go_to(wanted, to_end=step < 0)
        else:
            self.went_past.emit(1 if step > 0 else -1)

    def go_to(self, page: int, *, to_end: bool = False) -> None:
        """Go to a page, from 0."""
        self._page = max(0, min(page, self._count - 1))
        self._to_end = to_end
        self._draw()

    def step_zoom(self, by: int) -> None:
        """Zoom in by one step, or out."""
        keys = [str(key) for key, _ in ZOOMS]
        at = max(0, min(keys.index(str(self.zoom.value())) + by, len(keys) - 1))
        self.zoom.set_value(keys[at])
        self._draw()

    def press(self, event: QKeyEvent) -> bool:
        """Carry out a key; False where it is none of the preview's."""
        step = _zoom_step(event)
        if step:
            self.step_zoom(step)
            return True
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        match event.key():
            case Qt.Key.Key_PageDown:
                self._scroll(1)
            case Qt.Key.Key_PageUp:
                self._scroll(-1)
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                self.go_to(self._count - 1)
            case _:
                return False
        return True

    def _scroll(self, step: int) -> None:
        """Scroll by a screenful, and at the page's end turn it."""
        bar = self.desk.verticalScrollBar()
        if bar.value() == (bar.maximum() if step > 0 else bar.minimum()):
            self.turn(step)
        else:
            bar.setValue(bar.value() + step * bar.pageStep())

    # --- Drawing -------------------------------------------------------------------------------

    def _draw_soon(self) -> None:
        if self._pdf:
            self._timer.start()

    def _draw(self) -> None:
        if not self._pdf or self._stopped:
            return
        zoom = str(self.zoom.value())
        bars = Qt.ScrollBarPolicy
        self.desk.setVerticalScrollBarPolicy(
            bars.ScrollBarAlwaysOn if zoom == "width" else bars.ScrollBarAsNeeded
        )
        room = self.desk.maximumViewportSize() - QSize(4, 4)  # the edge, and a picture rounded up
        if zoom == "page":
            room -= QSize(2 * theme.px(Space.RELATED), 2 * theme.px(Space.RELATED))
        wish = _Wish(self._pdf, self._page, zoom, room, self.devicePixelRatioF())
        self._read(
            partial(draw_page, wish), partial(self._show, self._pdf), slot=f"page {id(self)}"
        )

    def _show(self, pdf: bytes, drawn: DrawnPage) -> None:
        if self._stopped or pdf is not self._pdf:
            return
        before = self._page, self._count
        self._page, self._count = drawn.number, drawn.count
        self.desk.sheet.show_picture(drawn.picture)
        bar = self.desk.verticalScrollBar()
        if before != (self._page, self._count) or not self._to_end:
            bar.setValue(bar.maximum() if self._to_end else 0)
        self._to_end = False
        self.desk.setAccessibleName(f"{self._name}, page {drawn.number + 1} of {drawn.count}")
        self.desk.setAccessibleDescription(drawn.text)
        self._show_number()
        self.page_changed.emit(drawn.number)

    def _show_number(self) -> None:
        told = f"Page {self._page + 1} of {self._count}" if self._count else "Page"
        self.number.setText(told)
        self._back.setEnabled(bool(self._count))
        self._on.setEnabled(bool(self._count))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._draw_soon()


def _zoom_step(event: QKeyEvent) -> int:
    """1 for Ctrl+= or Ctrl++, -1 for Ctrl+-, else 0."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return 0
    keys = {Qt.Key.Key_Equal: 1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}
    return keys.get(Qt.Key(event.key()), 0)
