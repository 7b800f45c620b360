"""Step 1: what the user wants to begin with."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton

from desktop_biller.ui.kit.parts import Label, column, row
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space, Type
from desktop_biller.ui.wizard.page import Page

WAYS = (
    ("new", "&New practice", "Make the encrypted file of your practice. It takes about 4 minutes."),
    (
        "sample",
        "&Try the sample practice",
        "Invented patients and claims; nothing is real.",
    ),
    ("open", "&Open a practice on this computer", "Its folder is here already."),
    ("restore", "&Restore a backup", "The backup is checked and put into a new folder."),
)
_INDENT = 24


class StartPage(Page):
    """Four ways on.

    Signals:
        way_chosen(way): new, sample, open or restore.
    """

    way_chosen = Signal(str)
    name, step = "start", "Start"

    def __init__(self) -> None:
        super().__init__(
            "Welcome to Desktop Biller", "All data stay on this computer, in one encrypted file."
        )
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        for way, words, says in WAYS:
            button = QRadioButton(words)
            button.setObjectName(f"way_{way}")
            button.setFont(theme.font(weight=Type.STRONG))
            button.setAccessibleDescription(says)
            self._group.addButton(button)
            self.buttons[way] = button
            note = Label(says, "muted", wraps=True)
            self.body.addLayout(column(row(button, None), note, space=Space.INSIDE))
            note.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
            self.body.addSpacing(theme.px(Space.RELATED))
            button.toggled.connect(self._on_toggled)
        self.body.addStretch(1)
        self.buttons["new"].setChecked(True)
        self.entry = self.buttons["new"]

    def way(self) -> str:
        """The chosen way."""
        return next(way for way, button in self.buttons.items() if button.isChecked())

    def take_focus(self) -> None:
        self.buttons[self.way()].setFocus()

    def _on_toggled(self, checked: bool) -> None:
        if checked:
            self.way_chosen.emit(self.way())
