"""A line for a passphrase: covered, with an eye that uncovers it and a note on Caps Lock."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop_biller.ui.kit.caps_lock import caps_lock_after, caps_lock_now
from desktop_biller.ui.kit.inside import Inside
from desktop_biller.ui.kit.parts import IconButton, Label, Panel, row
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size

_LONGEST = 300
"""Longer than any passphrase may be, so that a pasted one is refused in words and never cut."""

EYE_KEYS = "Alt+F8"


class SecretEdit(TextField):
    """A passphrase as it is typed, blanks and all. Alt+F8 or the eye uncovers it.

    Args:
        what: the word for it in the eye's tooltip.
        with_eye: left out where the line has another mark at its end.

    Signals:
        caps_lock(on): Caps Lock was turned on or off while the line has the focus.
    """

    caps_lock = Signal(bool)

    def __init__(self, *, what: str = "passphrase", with_eye: bool = True) -> None:
        super().__init__(longest=_LONGEST)
        self._what = what
        self._caps = False
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.eye = IconButton("privacy", "", kind="inner")
        self.eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt+F8 does the same from the keyboard
        self.eye.clicked.connect(self.toggle_eye)
        self._inside = Inside(self, self.eye) if with_eye else None
        self._name_eye()

    def value(self) -> str:
        """The text with its blanks: they belong to a passphrase."""
        return self.text()

    def is_uncovered(self) -> bool:
        """True while the text can be read on the screen."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def toggle_eye(self) -> None:
        """Uncover the text, or cover it again."""
        self._set_uncovered(uncovered=not self.is_uncovered())

    def wipe(self) -> None:
        """Forget the text, also what undo would bring back."""
        self.clear()
        self.show_problem("")
        self._set_uncovered(uncovered=False)

    def _set_uncovered(self, *, uncovered: bool) -> None:
        modes = QLineEdit.EchoMode
        self.setEchoMode(modes.Normal if uncovered else modes.Password)
        self._name_eye()

    def _name_eye(self) -> None:
        verb = "Hide" if self.is_uncovered() else "Show"
        self.eye.set_icon("hide" if self.is_uncovered() else "privacy")
        self.eye.setAccessibleName(f"{verb} the {self._what}")
        self.eye.set_tip(f"{verb} the {self._what}", EYE_KEYS)

    def _tell_caps(self, *, on: bool) -> None:
        if on != self._caps:
            self._caps = on
            self.caps_lock.emit(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.key() == Qt.Key.Key_F8 and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.toggle_eye()
            return
        self._tell_caps(on=caps_lock_after(event, before=self._caps))
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        super().focusInEvent(event)
        self._tell_caps(on=bool(caps_lock_now()))

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        super().focusOutEvent(event)
        self._tell_caps(on=False)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        super().hideEvent(event)
        self._set_uncovered(uncovered=False)


class CapsLockNote(Panel):
    """``Caps Lock is on``, shown while it is on in one of the given lines."""

    def __init__(self, *lines: SecretEdit) -> None:
        super().__init__("plain")
        self._icon, self._words = Label(), Label("Caps Lock is on", "warning")
        self._icon.setAccessibleName("Warning")
        self.setLayout(row(self._icon, self._words, None))
        theme.changed.connect(self._draw)
        self._draw()
        self.hide()
        for line in lines:
            line.caps_lock.connect(self.setVisible)

    def _draw(self) -> None:
        size = theme.px(Size.ICON)
        self._icon.setPixmap(theme.icon("warning", "amber_text").pixmap(size, size))
