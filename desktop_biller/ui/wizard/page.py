"""What every page of the wizard is: a title, a line that says why, a body that scrolls."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.following_scroll import FollowingScroll
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Label
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space


class Page(FollowingScroll):
    """One step.

    Subclasses fill ``body``, name their ``form`` where they have one, and set ``entry``.

    Attributes:
        name: of the page, as the presenter calls it.
        step: its words in the list of steps.

    Signals:
        changed: something was typed; whether one can go on may have changed.
    """

    changed = Signal()
    name = ""
    step = ""

    def __init__(self, title: str, says: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.form: Form | None = None
        self.entry: QWidget | None = None
        self._refusal = Label("", "error", wraps=True)
        self._refusal.hide()
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        side = theme.px(Space.SECTION)
        self.body.setContentsMargins(side, theme.px(Space.SECTION), side, theme.px(Space.GROUP))
        self.body.setSpacing(theme.px(Space.RELATED))
        self.body.addWidget(Label(title, "title"))
        self.body.addWidget(Label(says, "muted", wraps=True))
        self.body.addWidget(self._refusal)
        self.body.addSpacing(theme.px(Space.RELATED))
        self.setWidget(inner)

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of the command's fields."""
        return {}

    def missing(self) -> str:
        """Why one can't go on, as ``Type group 11 to go on``; blank where Next may be pressed."""
        return ""

    def is_sound(self) -> bool:
        """True where what is needed is there and can be read; else the first is marked."""
        self.clear_error()
        return True

    def show_error(self, error: UserError) -> None:
        """Show a refusal at its field, or else over the page; what was typed stays."""
        if self.form is None or not self.form.show_error(error, self.field_names()):
            self._refusal.setText(str(error))
            self._refusal.show()
            self.verticalScrollBar().setValue(0)

    def field_names(self) -> dict[str, str]:
        """The form's names for the error's fields, where they differ."""
        return {}

    def clear_error(self) -> None:
        """Take a refusal over the page away."""
        self._refusal.hide()

    def forget(self) -> None:
        """Forget secrets: the user goes back."""

    def take_focus(self) -> None:
        """Put the focus where the page starts."""
        if self.entry is not None:
            self.entry.setFocus(Qt.FocusReason.OtherFocusReason)
