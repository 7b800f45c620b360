"""A small picture of a paper's first page, which opens it large."""

from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop_biller.ui.kit.page_view import Reads
from desktop_biller.ui.kit.parts import plain_tip
from desktop_biller.ui.kit.pdf_pages import POINTS_PER_INCH, PdfPages
from desktop_biller.ui.kit.text_field import is_enter
from desktop_biller.ui.kit.theme import theme

_WIDTH, _HEIGHT = 140, 181


class PagePicture(QAbstractButton):
    """The picture; Enter, Space or a click is ``clicked``."""

    def __init__(self, read: Reads, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._picture = QImage()
        self._pdf = b""
        self._words = ""
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme)

    def show_pdf(self, pdf: bytes) -> None:
        """Draw the first page."""
        self._pdf = pdf
        ratio = self.devicePixelRatioF()
        self._read(
            partial(_first_page, pdf, self.sizeHint() - QSize(2, 2), ratio),
            partial(self._show, pdf),
            slot=f"picture {id(self)}",
        )

    def say(self, words: str) -> None:
        """Show words in place of the page, or nothing; what was drawn is forgotten."""
        self._picture, self._pdf, self._words = QImage(), b"", words
        self.setEnabled(False)
        self.update()

    def has_picture(self) -> bool:
        """True once the page is drawn."""
        return not self._picture.isNull()

    def _show(self, pdf: bytes, picture: QImage) -> None:
        if pdf is self._pdf:
            self._picture, self._words = picture, ""
            self.setEnabled(True)
            self.update()

    def _on_theme(self) -> None:
        self.updateGeometry()
        if self._pdf:
            self.show_pdf(self._pdf)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(theme.px(_WIDTH), theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        del event
        painter = QPainter(self)
        if self._picture.isNull():
            painter.setPen(theme.color("muted"))
            painter.setFont(theme.font())
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(8, 8, -8, -8), flags, self._words)
        else:
            size = self._picture.deviceIndependentSize().toSize()
            left = (self.width() - size.width()) // 2
            top = (self.height() - size.height()) // 2
            painter.drawImage(QPoint(left, top), self._picture)
        painter.setPen(theme.color("focus" if self.underMouse() else "border"))
        painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if is_enter(event):
            self.click()
            return
        super().keyPressEvent(event)


def _first_page(pdf: bytes, room: QSize, ratio: float) -> QImage:
    """The first page as large as its room; drawn double first, so that thin rules stay."""
    with PdfPages(pdf) as pages:
        width, height = pages.size(0)
        dots = POINTS_PER_INCH * min(room.width() / width, room.height() / height) * ratio
        drawn = pages.picture(0, 2 * dots)
    smooth = Qt.TransformationMode.SmoothTransformation
    small = drawn.scaledToWidth(max(1, drawn.width() // 2), smooth)
    small.setDevicePixelRatio(ratio)
    return small
