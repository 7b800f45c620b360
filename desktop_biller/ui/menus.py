"""The menu bar of a window: every act is reachable there, with its keys."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.kit.fields_first import FieldsFirst
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.shortcut_sheet import show_shortcuts
from desktop_biller.ui.kit.shortcuts import SECTIONS, keys_of, make_action
from desktop_biller.ui.kit.text_edits import EDITS, edit_focused

if TYPE_CHECKING:
    from desktop_biller.ui.main_window import MainWindow

Act = tuple[str, str, Callable[[], None]]
"""Words, keys, what it does: as the palette lists it."""

_NATIVE = QKeySequence.SequenceFormat.NativeText


class WindowMenus(QObject):
    """Menus, made once; the acts of the screen that is shown stand first in their menu."""

    def __init__(self, window: "MainWindow", desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._acts: list[Act] = []
        self._screen_acts: list[QAction] = []
        bar = window.menuBar()
        self._menus = {
            name: bar.addMenu(words)
            for name, words in (
                ("file", "&File"),
                ("edit", "&Edit"),
                ("view", "&View"),
                ("patient", "&Patient"),
                ("claims", "&Claims"),
                ("payments", "Pay&ments"),
                ("reports", "&Reports"),
                ("tools", "&Tools"),
                ("help", "&Help"),
            )
        }
        FieldsFirst(bar)
        self._fill_file()
        self._fill_edit()
        self._fill_view()
        self._fill_work()
        self._fill_tools()

    def acts(self) -> Sequence[Act]:
        """Every act of the window and of its screen, for the palette."""
        shown = [
            (action.text().replace("&", ""), action.shortcut().toString(_NATIVE), action.trigger)
            for action in self._screen_acts
            if action.isEnabled()
        ]
        return [*shown, *self._acts]

    def show_screen(self, screen: Screen) -> None:
        """Put the acts of a screen into the Edit menu."""
        menu = self._menus["edit"]
        self.forget_screen()
        self._screen_acts = list(screen.acts())
        first = menu.actions()[0] if menu.actions() else None
        for action in self._screen_acts:
            if first is None:
                menu.addAction(action)
            else:
                menu.insertAction(first, action)

    def forget_screen(self) -> None:
        """Take the acts of the screen away."""
        for action in self._screen_acts:
            self._menus["edit"].removeAction(action)
        self._screen_acts = []

    # --- Filling --------------------------------------------------------------------------------

    def _add(self, menu: str, name: str, do: Callable[[], object], words: str = "") -> QAction:
        """An act with keys of the registry."""
        action = make_action(self._window, name, words=words)
        self._tie(menu, action, do, keys_of(name))
        return action

    def _put(self, menu: str, words: str, do: Callable[[], object]) -> QAction:
        """An act without keys of its own."""
        action = QAction(words, self._window)
        self._tie(menu, action, do, "")
        return action

    def _tie(self, menu: str, action: QAction, do: Callable[[], object], keys: str) -> None:
        action.triggered.connect(lambda _checked=False: do())
        self._menus[menu].addAction(action)
        words = action.text().replace("&", "").removesuffix("...")
        self._acts.append((words, keys, action.trigger))

    def _go(self, section: str, view: str = "", shown: str = "", *, new: bool = False) -> None:
        self._desk.go(Place(section, view, shown=shown, new=new))

    def _fill_file(self) -> None:
        ask = self._window.asked.emit
        self._add("file", "new window", partial(ask, "new window"))
        self._put("file", "Open another practice...", partial(ask, "open another"))
        self._menus["file"].addSeparator()
        self._put("file", "Back up now", partial(self._go, "setup", shown="backups"))
        self._menus["file"].addSeparator()
        self._add("file", "lock", partial(ask, "lock"))
        self._add("file", "switch user", partial(ask, "switch user"))
        self._menus["file"].addSeparator()
        self._add("file", "settings", partial(self._go, "setup", shown="appearance"), "Settings...")
        quit_action = self._put("file", "Quit", partial(ask, "quit"))
        quit_action.setShortcut(QKeySequence("Ctrl+Q"))
        quit_action.setMenuRole(QAction.MenuRole.QuitRole)

    def _fill_edit(self) -> None:
        self._menus["edit"].addSeparator()
        for words in EDITS:
            self._put("edit", words, partial(edit_focused, words))

    def _fill_view(self) -> None:
        window = self._window
        for folder, words in SECTIONS:
            self._add("view", f"section {folder}", partial(self._go, folder), words)
        self._menus["view"].addSeparator()
        self._add("view", "back", window.back)
        self._add("view", "forward", window.forward)
        refresh = make_action(window, "refresh")
        self._tie("view", refresh, window.refresh, keys_of("refresh"))
        self._menus["view"].addSeparator()
        self._add("view", "privacy", partial(window.asked.emit, "privacy"))
        for name in ("larger text", "smaller text", "usual text"):
            self._add("view", name, partial(window.asked.emit, name))

    def _fill_work(self) -> None:
        window = self._window
        self._put("patient", "New patient", partial(self._go, "patients", "register", new=True))
        self._put("patient", "Patient list", partial(self._go, "patients"))
        self._put(
            "patient", "Patients with a balance", partial(self._go, "patients", shown="balance")
        )
        self._add("patient", "enter visit", window.enter_visit)
        self._put("claims", "All open claims", partial(self._go, "claims"))
        self._put(
            "claims", "Claims ready to print or send", partial(self._go, "claims", shown="ready")
        )
        self._put("claims", "Visits not billed", partial(self._go, "visits", shown="not_billed"))
        self._put("claims", "Denied claims", partial(self._go, "claims", shown="denied"))
        self._add("payments", "take payment", window.take_payment)
        self._put(
            "payments",
            "Post an insurer's check",
            partial(self._go, "payments", "check", new=True),
        )
        self._put("payments", "Today's payments", partial(self._go, "payments"))
        self._put("payments", "Unapplied money", partial(self._go, "payments", shown="unapplied"))
        self._put("reports", "Day sheet and close", partial(self._go, "reports", "day"))
        self._put("reports", "All reports", partial(self._go, "reports"))
        self._put("reports", "Statements due", partial(self._go, "statements"))

    def _fill_tools(self) -> None:
        window = self._window
        self._add("tools", "find", window.open_finder)
        for words, shown in (
            ("Practice", "practice"),
            ("Providers", "providers"),
            ("Payers", "payers"),
            ("Services and fees", "services"),
            ("Users", "users"),
            ("Backups", "backups"),
            ("Printing", "printing"),
        ):
            self._put("tools", words, partial(self._go, "setup", shown=shown))
        self._add("help", "shortcuts", partial(show_shortcuts, window))
        self._add("help", "help", self._help)
        self._put("help", "About Desktop Biller", partial(window.asked.emit, "about"))

    def _help(self) -> None:
        screen = self._window.shown_screen()
        if screen is not None:
            show_shortcuts(self._window, screen.acts(), screen.hint)
