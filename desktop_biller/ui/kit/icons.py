"""Icons of one set and one stroke, tinted by the palette at any size.

The glyphs are Phosphor's (MIT), read from the font file that ``qtawesome`` carries: the package
itself is never imported, which would load all of its fonts at start. Names here are ours.
"""

import importlib.util
import json
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

_NAMES = {
    # sections
    "today": "squares-four",
    "patients": "users",
    "visits": "first-aid-kit",
    "claims": "file-text",
    "payments": "money",
    "followup": "phone-outgoing",
    "statements": "envelope-simple",
    "reports": "chart-bar",
    "setup": "gear-six",
    # acts
    "add": "plus",
    "back": "arrow-left",
    "forward": "arrow-right",
    "go": "arrow-right",
    "calendar": "calendar-blank",
    "close": "x",
    "copy": "copy",
    "delete": "trash",
    "edit": "pencil-simple",
    "export": "download-simple",
    "filter": "funnel-simple",
    "find": "magnifying-glass",
    "folder": "folder-open",
    "hide": "eye-slash",
    "link": "link-simple",
    "lock": "lock-simple",
    "note": "note",
    "open": "arrow-square-out",
    "print": "printer",
    "privacy": "eye",
    "refresh": "arrows-clockwise",
    "restore": "clock-counter-clockwise",
    "save": "floppy-disk",
    "send": "paper-plane-tilt",
    "undo": "arrow-u-up-left",
    "zoom": "magnifying-glass-plus",
    # things
    "backup": "hard-drives",
    "bank": "bank",
    "calendar_due": "calendar-x",
    "calendar_ok": "calendar-check",
    "card": "credit-card",
    "check": "check",
    "claim_bad": "file-x",
    "claim_file": "file-arrow-up",
    "code": "barcode",
    "copay": "wallet",
    "credit": "coin",
    "database": "database",
    "duplicate": "copy",
    "insurance": "shield",
    "invoice": "receipt",
    "key": "key",
    "office": "buildings",
    "payer": "shield-check",
    "person": "user",
    "receipt": "receipt",
    "service": "heartbeat",
    "tag": "tag",
    "user": "user-circle",
    "visit": "first-aid-kit",
    # states
    "bad": "x-circle",
    "blocked": "prohibit",
    "busy": "spinner",
    "clock": "clock",
    "draft": "pencil-simple",
    "good": "check-circle",
    "held": "pause-circle",
    "hourglass": "hourglass",
    "info": "info",
    "missing": "circle-dashed",
    "question": "question",
    "warning": "warning",
    # arrows of controls
    "down": "caret-down",
    "right": "caret-right",
    "up": "caret-up",
    "left": "caret-left",
    "more": "dots-three",
}


def _fonts() -> Path:
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or spec.origin is None:
        msg = "the icon package qtawesome is missing from this build"
        raise FileNotFoundError(msg)
    return Path(spec.origin).parent / "fonts"


@cache
def _glyphs() -> dict[str, str]:
    table = json.loads((_fonts() / "phosphor-charmap-1.3.0.json").read_text(encoding="utf-8"))
    return {ours: chr(int(table[theirs], 16)) for ours, theirs in _NAMES.items()}


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_fonts() / "phosphor-1.3.0.ttf"))
    return QFontDatabase.applicationFontFamilies(number)[0]


def names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(_NAMES)


def paint(painter: QPainter, rect: QRect, name: str, color: QColor | str) -> None:
    """Paint an icon into a rectangle, as large as its shorter side."""
    font = QFont(_family())
    font.setPixelSize(max(1, min(rect.width(), rect.height())))
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(color))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _glyphs()[name])
    painter.restore()


class _Glyph(QIconEngine):
    """Paints the glyph in one color when enabled and another when not."""

    def __init__(self, name: str, color: str, disabled: str) -> None:
        super().__init__()
        self._name, self._color, self._disabled = name, color, disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        off = mode == QIcon.Mode.Disabled
        paint(painter, rect, self._name, self._disabled if off else self._color)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> "_Glyph":
        return _Glyph(self._name, self._color, self._disabled)


def icon(name: str, color: str, disabled: str | None = None) -> QIcon:
    """An icon in a color; screens ask ``theme.icon``, which knows the theme's colors."""
    return QIcon(_Glyph(name, color, disabled or color))
