"""What every tab of Setup is to the screen around it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.parts import Button


class SetupPage(QWidget):
    """One tab.

    Attributes:
        hint: the keys that matter here.
        save_words: the verb of the main act in the action bar; blank where nothing is saved here.
        new_words: the verb of Ctrl+N; blank where nothing is added here.
        touched: something typed is not saved yet.
        may_not: why nothing can be changed here; blank where it can.

    Signals:
        state_changed: ``touched`` or ``may_not`` changed.
        save_asked: what stands in the form shall be saved.
        refused(UserError): a refusal that no field of the form has a place for.
        cleared: an earlier refusal is over.
    """

    state_changed = Signal()
    save_asked = Signal()
    refused = Signal(object)
    cleared = Signal()
    hint = "Ctrl+Tab next tab"
    save_words = ""
    new_words = ""

    def __init__(self) -> None:
        super().__init__()
        self.touched = False
        self.may_not = ""
        self.entry: QWidget | None = None

    def head_acts(self) -> Sequence[Button]:
        """Buttons that stand in the screen's head while this tab is shown; the main one last."""
        return ()

    def set_touched(self, *, touched: bool) -> None:
        """Remember that something is not saved yet."""
        if touched != self.touched:
            self.touched = touched
            self.state_changed.emit()

    def show_may_not(self, reason: str) -> None:
        """Say why nothing can be changed here; blank where it can."""
        self.may_not = reason
        self.state_changed.emit()

    def show_refusal(self, error: UserError) -> None:
        """Show a refusal; the screen's banner has it where no field has."""
        self.refused.emit(error)

    def begin_new(self) -> None:
        """Empty the form for a new record."""

    def undo(self) -> None:
        """Take back what was typed and not saved."""

    def show_list(self, table: QWidget, empty: QWidget, then: QWidget, *, filled: bool) -> None:
        """Show a list, or its empty state; the focus of a list that goes moves on to ``then``.

        Left to Qt it would run to the rail, where the next key opens another section.
        """
        had_focus = table.hasFocus()
        table.setVisible(filled)
        empty.setVisible(not filled)
        self.entry = table if filled else then
        if had_focus and not filled:
            self.take_focus()

    def take_focus(self) -> None:
        """Put the focus where the tab's work starts."""
        if self.entry is not None:
            self.entry.setFocus(Qt.FocusReason.OtherFocusReason)
