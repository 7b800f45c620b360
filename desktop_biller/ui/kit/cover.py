"""What a locked window shows: that it is locked, and nothing else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_biller.ui.kit.parts import Label, column
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space


class Cover(QWidget):
    """A blank page with one line."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Locked")
        self._icon = Label()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = Label("Locked", "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(column(None, self._icon, self._words, None, space=Space.GROUP))
        self.say("Locked")

    def say(self, words: str) -> None:
        """Change the line."""
        size = theme.px(32)
        self._icon.setPixmap(theme.icon("lock", "muted").pixmap(size, size))
        self._words.setText(words)
