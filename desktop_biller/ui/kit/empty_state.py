"""What an empty list says: a sentence, and what to do about it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_biller.ui.kit.parts import Button, Label, column, row
from desktop_biller.ui.kit.tokens import Space


class EmptyState(QWidget):
    """A sentence at a third of the height, with its ``buttons`` below."""

    def __init__(self, words: str, *acts: tuple[str, Callable[[], object]]) -> None:
        super().__init__()
        self.words = Label(words, "muted", wraps=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.buttons: list[Button] = []
        for text, do in acts:
            button = Button(text)
            button.clicked.connect(lambda _checked=False, do=do: do())
            self.buttons.append(button)
        box = column(space=Space.GROUP)
        box.addStretch(1)
        box.addWidget(self.words)
        box.addLayout(row(None, *self.buttons, None))
        box.addStretch(2)
        self.setLayout(box)

    def say(self, words: str) -> None:
        """Change the sentence."""
        self.words.setText(words)
