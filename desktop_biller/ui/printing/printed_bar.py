"""Asks whether what was sent to the printer came out; it waits, and the window stays usable."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_biller.ui.desk import PreviewRequest
from desktop_biller.ui.kit.parts import Button, Label, Panel, row
from desktop_biller.ui.kit.tokens import Space


class PrintedBar(Panel):
    """Hidden until ``ask``. Y, N and R answer while the focus is in it.

    Signals:
        answered(yes): it printed, or it did not.
        reprint_asked: some of it has to be printed again.
    """

    answered = Signal(bool)
    reprint_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bannerblue")
        self.setObjectName("printed_bar")
        self._words = Label("", "strong", wraps=True)
        self.yes = Button("", "primary")
        self.yes.setObjectName("printed_yes")
        self.no = Button("")
        self.no.setObjectName("printed_no")
        self.again = Button("&Reprint from page...")
        self.again.setObjectName("reprint_from")
        self.yes.clicked.connect(lambda: self.answered.emit(True))
        self.no.clicked.connect(lambda: self.answered.emit(False))
        self.again.clicked.connect(self.reprint_asked)
        line = row(self._words, self.yes, self.no, self.again, margin=(Space.GROUP, 8, 8, 8))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.setParent(parent)
        for button in (self.yes, self.no, self.again):
            button.installEventFilter(self)
        self.hide()

    def ask(self, request: PreviewRequest) -> None:
        """Ask the request's question; the focus goes to its Yes."""
        self._words.setText(request.question)
        self.yes.setText(_lettered(request.yes, "Y"))
        self.no.setText(_lettered(request.no, "N"))
        self.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def words(self) -> str:
        """The question; blank while none is asked."""
        return "" if self.isHidden() else self._words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """An Enter that printed and is still held down does not also say that it printed."""
        if isinstance(event, QKeyEvent) and event.isAutoRepeat():
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        keys = {Qt.Key.Key_Y: self.yes, Qt.Key.Key_N: self.no, Qt.Key.Key_R: self.again}
        button = keys.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if button is not None and not held:
            button.click()
            return
        super().keyPressEvent(event)


def _lettered(words: str, letter: str) -> str:
    """``&Yes, mark sent``: the letter that answers is underlined where it comes first."""
    return f"&{words}" if words.startswith(letter) else words
