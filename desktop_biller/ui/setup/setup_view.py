"""The screen of Setup: its tabs, and one action bar for the forms in them."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from desktop_biller.ui.kit.parts import holder, row
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.shortcuts import keys_of
from desktop_biller.ui.kit.tabs import Tabs
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.setup.page import SetupPage

TABS = (
    ("practice", "Practice"),
    ("providers", "Providers"),
    ("payers", "Payers"),
    ("services", "Services and fees"),
    ("users", "Users"),
    ("backups", "Backups"),
    ("printing", "Printing"),
    ("appearance", "Appearance"),
)


class SetupView(Screen):
    """Shows one tab at a time.

    Args:
        make_page: makes the page of a tab, when it is first shown.

    Signals:
        tab_chosen(key): another tab was chosen.
        refresh_asked: everything shall be read again.
    """

    tab_chosen = Signal(str)
    refresh_asked = Signal()

    def __init__(self, make_page: Callable[[str], SetupPage]) -> None:
        super().__init__("Setup")
        self._make_page = make_page
        self.pages: dict[str, SetupPage] = {}
        self.tabs = Tabs("Parts of Setup", TABS)
        self._stack = QStackedWidget()
        self.undo = self.button("Undo changes", self._on_undo, icon="undo")
        self.save = self.button("Save", self._on_save, kind="primary", icon="save", keys="save")
        self.save.setObjectName("setup_save")
        self.actions_bar.add_left(self.undo)
        self.actions_bar.add(self.save)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        bar = holder(row(self.tabs, None, margin=(Space.RELATED, 0, 0, 0)), "strip")
        self.body.addWidget(bar)
        self.body.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self.tab_chosen)
        self.act("next tab", self._on_next)
        self.act("previous tab", self._on_previous)
        self.act("save", self._on_save, "Save")
        self.act("new", self._on_new, "New")
        self.act("refresh", self.refresh_asked.emit)

    @property
    def page(self) -> SetupPage:
        """The tab that is shown; made when it is first wanted."""
        key = self.tabs.key()
        if key not in self.pages:
            self.pages[key] = self._new_page(key)
        return self.pages[key]

    def _new_page(self, key: str) -> SetupPage:
        page = self._make_page(key)
        self._stack.addWidget(page)
        page.state_changed.connect(self._show_state)
        page.refused.connect(self.show_error)
        page.cleared.connect(self.clear_error)
        for button in page.head_acts():
            self.head.add_act(button)
        return page

    def show_tab(self, key: str) -> None:
        """Show a tab; an unknown one is the first."""
        self.tabs.choose(key)
        page = self.page
        self._stack.setCurrentWidget(page)
        for other in self.pages.values():
            for button in other.head_acts():
                button.setVisible(other is page)
        self.save.setText(page.save_words)
        self.save.set_tip(page.save_words, keys_of("save"))
        self.entry = page.entry
        self.clear_error()
        self.set_hint(page.hint)
        self._show_state()

    def has_unsaved(self) -> bool:
        return any(page.touched for page in self.pages.values())

    def take_focus(self) -> None:
        self.page.take_focus()

    def _show_state(self) -> None:
        page = self.page
        idle = "" if page.touched else "Nothing was changed."
        self.save.say_why(page.may_not or idle)
        self.undo.say_why(idle)
        for button in (self.save, self.undo):
            button.setVisible(bool(page.save_words))
        self.actions_bar.setVisible(bool(page.save_words or page.may_not))
        self.actions_bar.words.setText(page.may_not)

    def _on_save(self) -> None:
        if self.page.save_words and self.save.isEnabled():
            self.clear_error()
            self.page.save_asked.emit()

    def _on_undo(self) -> None:
        self.clear_error()
        self.page.undo()

    def _on_new(self) -> None:
        if self.page.new_words and not self.page.may_not:
            self.page.begin_new()

    def _on_next(self) -> None:
        self.tabs.step(1)

    def _on_previous(self) -> None:
        self.tabs.step(-1)
