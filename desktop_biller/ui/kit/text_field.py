"""Fields of text: one line, or a note of several.

A field keeps what was typed. On leaving it the text is read; what can't be read marks the field,
and the words below it say what it would accept. Nothing is ever cleared for the user.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from desktop_biller.foundation.errors import InputError
from desktop_biller.ui.kit.parts import polish
from desktop_biller.ui.kit.shortcuts import SHORTCUTS
from desktop_biller.ui.kit.theme import theme

Reader = Callable[[str], str]

_LONGEST = 200
_OURS = frozenset(
    QKeySequence(keys).toString()
    for shortcut in SHORTCUTS.values()
    if shortcut.context == "everywhere"
    for keys in shortcut.keys
    if keys.startswith("Ctrl+")
)


class TextField(QLineEdit):
    """A line of text.

    Args:
        read: turns what was typed into how it stands in the field; it raises InputError.
        longest: most characters; what is pasted beyond is cut, and the field says so.

    Signals:
        edited: the user changed the text.
        read_out: the text was read, well or not; ``problem`` tells which.
    """

    edited = Signal()
    read_out = Signal()

    def __init__(self, read: Reader | None = None, *, longest: int = _LONGEST) -> None:
        super().__init__()
        self.setMaxLength(longest)
        self._read = read
        self.problem = ""
        self._cut = False
        self.inputRejected.connect(self._on_cut)
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self.read_now)

    def value(self) -> str:
        """The text without blanks around it."""
        return self.text().strip()

    def set_value(self, text: str) -> None:
        """Show a value that is there already."""
        self.setText(text)
        self.setCursorPosition(0)
        self.show_problem("")

    def read_now(self) -> bool:
        """Read the text; True where it could be read."""
        if self._read is None or not self.isEnabled():
            return not self.problem
        try:
            shown = self._read(self.text())
        except InputError as error:
            self.show_problem(f"{error.what} {error.remedy}")
        else:
            if shown != self.text():
                self.setText(shown)
            self.show_problem("")
        self.read_out.emit()
        return not self.problem

    def settle(self, then: Callable[[], None]) -> None:
        """Take what is offered under the field, then go on; a plain line goes on at once."""
        then()

    def show_problem(self, words: str) -> None:
        """Mark the field with words, or take the mark away with blank ones."""
        self.problem = words
        state = "error" if words else ""
        if self.property("state") != state:
            self.setProperty("state", state)
            polish(self)
        self.setAccessibleDescription(words)
        self.read_out.emit()

    def _on_edited(self) -> None:
        cut, self._cut = self._cut, False
        if cut:
            self._drop_half()
            self.show_problem(f"Only {self.maxLength()} characters fit; the rest was left out.")
        elif self.problem:
            self.show_problem("")
        self.edited.emit()

    def event(self, event: QEvent) -> bool:
        return False if _is_ours(event) else super().event(event)

    def _drop_half(self) -> None:
        """Take half an emoji away: Qt counts one as two and may have cut it in its middle."""
        if len(self.text().encode("utf-16-le")) // 2 < self.maxLength():
            at = self.cursorPosition()
            self.setText(self.text())
            self.setCursorPosition(at)

    def _on_cut(self) -> None:
        self._cut = True  # Qt tells of the rejected rest before it tells of the edit

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()


class NoteField(QPlainTextEdit):
    """Several lines of plain text; Tab goes on to the next field.

    Signals:
        edited: the user changed the text.
    """

    edited = Signal()

    def __init__(self, *, longest: int = 2000, lines: int = 3) -> None:
        super().__init__()
        self._longest = longest
        self.problem = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + theme.px(16))
        self.textChanged.connect(self._on_changed)

    def value(self) -> str:
        """The text without blanks around it."""
        return self.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Show a text."""
        self.setPlainText(text)

    def show_problem(self, words: str) -> None:
        """Mark the field with words."""
        self.problem = words
        self.setProperty("state", "error" if words else "")
        self.setAccessibleDescription(words)
        polish(self)

    def event(self, event: QEvent) -> bool:
        return False if _is_ours(event) else super().event(event)

    def _on_changed(self) -> None:
        text = self.toPlainText()
        if len(text) > self._longest:
            self.blockSignals(True)
            self.setPlainText(text[: self._longest])
            self.blockSignals(False)
            self.show_problem(f"Only {self._longest:,} characters fit; the rest was left out.")
        self.edited.emit()


class EnterMovesOn(QObject):
    """Lets Enter in a form's field go to the next one, so that it never presses a button."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if (
            isinstance(watched, QLineEdit | QComboBox)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and is_enter(event)
        ):
            if isinstance(watched, TextField):
                watched.settle(partial(_move_on, watched))
            elif isinstance(watched, QLineEdit):
                _move_on(watched)
            else:
                watched.focusNextChild()
            return True
        return super().eventFilter(watched, event)


def _move_on(field: QLineEdit) -> None:
    field.editingFinished.emit()
    field.focusNextChild()


def _is_ours(event: QEvent) -> bool:
    """True where a field asks for a key of the whole program: Ctrl+E is End to Qt's on Linux."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if QKeySequence(event.keyCombination()).toString() not in _OURS:
        return False
    event.ignore()
    return True


def is_enter(event: QKeyEvent) -> bool:
    """True for Enter of either kind, pressed alone."""
    alone = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in alone
