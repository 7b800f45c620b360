"""The theme in force: palette, style sheet and fonts made of the tokens.

Fonts are set in code, never by the style sheet: it knows no axes of a variable font.

``theme`` is the one object that widgets ask for colors and sizes when they paint. Fusion is used
on all systems, with the whole palette set: its own fails the contrast rule.
"""

import importlib.util
from functools import cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QDir, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from desktop_biller.foundation.resources import resource
from desktop_biller.ui.kit import icons
from desktop_biller.ui.kit.stylesheet import style_sheet
from desktop_biller.ui.kit.tokens import DARK, LIGHT, Colors, Type

Mode = Literal["light", "dark", "system"]

_SMALLEST, _LARGEST = 1.0, 2.0


class Theme(QObject):
    """Colors, sizes and fonts as they are now.

    Signals:
        changed: another theme or text size is in force; what is painted by hand repaints.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colors: Colors = LIGHT
        self.is_dark = False
        self.scale = 1.0
        self._mode: Mode = "system"
        self._fonts: dict[tuple[int, int, bool], QFont] = {}

    @property
    def mode(self) -> Mode:
        """What the user chose; ``is_dark`` says what came of it."""
        return self._mode

    def apply(self, app: QApplication, mode: Mode, *, scale: float = 1.0) -> None:
        """Set look and text size of the whole program.

        Args:
            app: the application.
            mode: light, dark, or as the system is.
            scale: text size, 1.0 to 2.0 of the usual.
        """
        self._mode = mode
        self.scale = max(_SMALLEST, min(scale, _LARGEST))
        self._fonts.clear()
        hints = app.styleHints()
        system_is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
        self.is_dark = mode == "dark" or (mode == "system" and system_is_dark)
        self.colors = DARK if self.is_dark else LIGHT
        app.setPalette(_palette(self.colors))
        app.setFont(self.font())
        app.setStyleSheet(style_sheet(self.colors, self.px, dark=self.is_dark))
        self.changed.emit()

    def px(self, size: float) -> int:
        """A size of the tokens at the present text size, in logical pixels."""
        return round(size * self.scale)

    def font(
        self, size: int = Type.BODY, weight: int = Type.REGULAR, *, figures: bool = False
    ) -> QFont:
        """Inter; with figures of one width where numbers stand under one another.

        Words do without: the feature gives hyphens the width of a figure as well. Each is made
        once: a list asks for one in every cell that it paints.
        """
        kept = self._fonts.get((size, weight, figures))
        if kept is None:
            kept = self._fonts[size, weight, figures] = self._make_font(size, weight, figures)
        return QFont(kept)

    def _make_font(self, size: int, weight: int, figures: bool) -> QFont:
        font = QFont(_inter())
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        font.setVariableAxis(QFont.Tag("wght"), weight)  # the weight alone picks no instance
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if figures:
            font.setFeature(QFont.Tag("tnum"), 1)
        font.setFeature(QFont.Tag("calt"), 0)
        return font

    def fixed_font(self, size: int = Type.BODY) -> QFont:
        """The system's fixed-width font, for recovery codes and file texts alone."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self.px(size))
        return font

    def color(self, role: str) -> QColor:
        """A token's color by its name, such as ``red_text``."""
        return QColor(getattr(self.colors, role))

    def icon(self, name: str, role: str = "text") -> QIcon:
        """An icon in a token's color; grey where its control is disabled."""
        return icons.icon(name, getattr(self.colors, role), self.colors.disabled_text)


theme = Theme()
"""The one theme of the program."""


def prepare(app: QApplication) -> None:
    """Set what stays the same for the whole run: style, locale, the folder of small pictures."""
    app.setStyle("Fusion")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    QDir.setSearchPaths("icons", [str(resource("icons"))])


@cache
def _inter() -> str:
    """Load Inter from its package without importing it; returns the family's name."""
    spec = importlib.util.find_spec("fontpkg_inter")
    if spec is None or spec.origin is None:
        msg = "the font package fontpkg-inter is missing from this build"
        raise FileNotFoundError(msg)
    folder = Path(spec.origin).parent
    upright = next(p for p in sorted(folder.rglob("Inter*.ttf")) if "Italic" not in p.name)
    number = QFontDatabase.addApplicationFont(str(upright))
    return QFontDatabase.applicationFontFamilies(number)[0]


def _palette(colors: Colors) -> QPalette:
    roles = QPalette.ColorRole
    usual = {
        roles.Window: colors.base,
        roles.WindowText: colors.text,
        roles.Base: colors.base,
        roles.AlternateBase: colors.window,
        roles.Text: colors.text,
        roles.PlaceholderText: colors.placeholder,
        roles.Button: colors.base,
        roles.ButtonText: colors.text,
        roles.BrightText: colors.red_text,
        roles.Highlight: colors.selected,
        roles.HighlightedText: colors.text,
        roles.ToolTipBase: colors.base,
        roles.ToolTipText: colors.text,
        roles.Link: colors.accent,
        roles.LinkVisited: colors.accent,
        roles.Light: colors.window,
        roles.Midlight: colors.rail,
        roles.Mid: colors.divider,
        roles.Dark: colors.border,
        roles.Shadow: colors.border,
        roles.Accent: colors.accent,
    }
    off = {
        roles.WindowText: colors.disabled_text,
        roles.Text: colors.disabled_text,
        roles.ButtonText: colors.disabled_text,
        roles.HighlightedText: colors.disabled_text,
    }
    palette = QPalette()
    for group in (
        QPalette.ColorGroup.Active,
        QPalette.ColorGroup.Inactive,
        QPalette.ColorGroup.Disabled,
    ):
        for role, color in usual.items():
            palette.setColor(group, role, QColor(color))
    for role, color in off.items():
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(color))
    return palette
