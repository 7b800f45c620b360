"""The sheet of all keys (Ctrl+/), and what a screen's own keys do (F1)."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QScrollArea, QWidget

from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.parts import Label
from desktop_biller.ui.kit.shortcuts import SHORTCUTS, keys_of
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space

_HEADS = {
    "everywhere": "Everywhere",
    "screen": "On a screen that has such an act",
    "grid": "In a table of entries",
}
_FIELDS = (
    ("t, + and -", "In a date: today, a day on, a day back"),
    ("w k, m h, y r", "In a date: first and last day of the week, month, year"),
    ("3/4, 030426, -7", "In a date: short forms; seven days ago"),
    ("12, 12.5, 1,200", "In an amount: dollars and cents as you write them"),
)


def show_shortcuts(parent: QWidget, acts: Sequence[QAction] = (), hint: str = "") -> Dialog:
    """Open the sheet; with a screen's acts it begins with them."""
    dialog = Dialog(parent, "Keyboard shortcuts")
    body = QWidget()
    grid = QGridLayout(body)
    grid.setHorizontalSpacing(theme.px(Space.SECTION))
    grid.setColumnStretch(1, 1)
    if acts or hint:
        _head(grid, "On this screen")
        if hint:
            grid.addWidget(Label(hint, "muted", wraps=True), grid.rowCount(), 0, 1, 2)
        for action in acts:
            _line(grid, keys_of(action.objectName()), action.text().replace("&", ""))
    for context, words in _HEADS.items():
        _head(grid, words)
        for name, shortcut in SHORTCUTS.items():
            if shortcut.context == context:
                _line(grid, keys_of(name), shortcut.words)
    _head(grid, "In fields")
    for keys, words in _FIELDS:
        _line(grid, keys, words)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(body)
    area.setMinimumHeight(theme.px(360))
    area.setAccessibleName("Keyboard shortcuts")
    dialog.body.addWidget(area)
    role = QDialogButtonBox.ButtonRole.RejectRole
    dialog.verb("Close", role, primary=True, default=True)
    dialog.open()
    return dialog


def _head(grid: QGridLayout, words: str) -> None:
    grid.addWidget(Label(words, "strong"), grid.rowCount(), 0, 1, 2)


def _line(grid: QGridLayout, keys: str, words: str) -> None:
    at = grid.rowCount()
    grid.addWidget(Label(keys), at, 0)
    grid.addWidget(Label(words, "muted", wraps=True), at, 1)
