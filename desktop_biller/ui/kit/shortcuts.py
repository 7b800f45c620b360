"""Every shortcut of the program, in one table: menus, tooltips and the sheet read from it.

Qt maps Ctrl to the command key on macOS. Both Enter keys are registered where one is named, and
none of the keys that a system or a keyboard layout keeps for itself is used (screens.md 3, 4).
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop_biller.ui.kit.parts import plain_tip


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One act that has keys.

    Attributes:
        keys: as Qt writes them; the first is shown.
        words: what it does, as in the menu.
        context: where it holds: everywhere, or in screens that have such an act.
    """

    name: str
    keys: tuple[str, ...]
    words: str
    context: str = "everywhere"


_SECTIONS: Final = (
    ("today", "Today"),
    ("patients", "Patients"),
    ("visits", "Visits"),
    ("claims", "Claims"),
    ("payments", "Payments"),
    ("followup", "Follow-up"),
    ("statements", "Statements"),
    ("reports", "Reports"),
    ("setup", "Setup"),
)
SECTIONS: Final = _SECTIONS
"""(folder, words) of the nine sections, in the order of the rail and of Ctrl+1 to Ctrl+9."""

_ALL: Final = (
    Shortcut("find", ("Ctrl+K",), "Find anything"),
    *(
        Shortcut(f"section {folder}", (f"Ctrl+{number}",), words)
        for number, (folder, words) in enumerate(_SECTIONS, start=1)
    ),
    Shortcut("enter visit", ("Ctrl+E",), "Enter visit"),
    Shortcut("take payment", ("Ctrl+D",), "Take payment"),
    Shortcut("lock", ("Ctrl+L",), "Lock"),
    Shortcut("privacy", ("Ctrl+Shift+H",), "Privacy view"),
    Shortcut("new window", ("Ctrl+Shift+N",), "New window"),
    Shortcut("switch user", ("Ctrl+Shift+U",), "Switch user..."),
    Shortcut("back", ("Alt+Left", "Ctrl+["), "Back"),
    Shortcut("forward", ("Alt+Right", "Ctrl+]"), "Forward"),
    Shortcut("shortcuts", ("Ctrl+/",), "Keyboard shortcuts"),
    Shortcut("settings", ("Ctrl+,",), "Settings"),
    Shortcut("help", ("F1",), "Help for this screen"),
    Shortcut("larger text", ("Ctrl+=", "Ctrl++"), "Larger text"),
    Shortcut("smaller text", ("Ctrl+-",), "Smaller text"),
    Shortcut("usual text", ("Ctrl+0",), "Usual text size"),
    Shortcut("filter", ("Ctrl+F",), "Filter this list", "screen"),
    Shortcut("new", ("Ctrl+N",), "New", "screen"),
    Shortcut("save", ("Ctrl+Return", "Ctrl+Enter"), "Save or post", "screen"),
    Shortcut(
        "save and go on", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), "Save and make claim", "screen"
    ),
    Shortcut("print", ("Ctrl+P",), "Print preview", "screen"),
    Shortcut("undo", ("Ctrl+Z",), "Undo", "screen"),
    Shortcut("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "Redo", "screen"),
    Shortcut("refresh", ("F5",), "Refresh", "screen"),
    Shortcut("next tab", ("Ctrl+Tab", "Ctrl+PgDown"), "Next tab", "screen"),
    Shortcut("previous tab", ("Ctrl+Shift+Tab", "Ctrl+PgUp"), "Previous tab", "screen"),
    Shortcut("edit cell", ("F2",), "Edit the cell", "grid"),
    Shortcut("look up", ("Alt+Down", "F4"), "Look up", "grid"),
    Shortcut("remove line", ("Ctrl+Delete",), "Remove the line", "grid"),
)
SHORTCUTS: Final = {shortcut.name: shortcut for shortcut in _ALL}
"""By name. A test proves that no two of one context share keys and that none is reserved."""

RESERVED: Final = frozenset(
    {"Ctrl+H", "Ctrl+M", "Ctrl+Q", "Ctrl+W", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+A"}
)
"""Keys that macOS, Qt's fields or the window itself own."""


def keys_of(name: str) -> str:
    """The keys as this system writes them, such as ``Ctrl+Enter`` or ``⌘↩``."""
    first = SHORTCUTS[name].keys[0]
    shown = QKeySequence(first).toString(QKeySequence.SequenceFormat.NativeText)
    return shown.replace("Return", "Enter")


def _as_shown(keys: Sequence[str]) -> Sequence[str]:
    """A menu shows the first: Enter, as the key is called wherever it is not drawn as an arrow."""
    return keys if sys.platform == "darwin" else sorted(keys, key=lambda one: "Return" in one)


def make_action(parent: QWidget, name: str, *, words: str = "", on_screen: bool = False) -> QAction:
    """A QAction with the keys of the registry, known to ``parent``.

    ``on_screen`` lets it act only while the focus is inside ``parent``.
    """
    shortcut = SHORTCUTS[name]
    action = QAction(words or shortcut.words, parent)
    action.setObjectName(name)
    action.setShortcuts([QKeySequence(keys) for keys in _as_shown(shortcut.keys)])
    action.setToolTip(plain_tip(f"{words or shortcut.words} ({keys_of(name)})"))
    contexts = Qt.ShortcutContext
    action.setShortcutContext(
        contexts.WidgetWithChildrenShortcut if on_screen else contexts.WindowShortcut
    )
    parent.addAction(action)
    return action
