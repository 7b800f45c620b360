"""The left rail: the nine sections, icons alone in a narrow window."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout

from desktop_biller.ui.kit.parts import Button, Label, Panel, plain_tip, scrolled
from desktop_biller.ui.kit.shortcuts import SECTIONS, keys_of
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space

_EDGE = 1
"""The line at the right of the rail."""
_MARK = 3


class RailButton(Button):
    """One section; the open one carries a mark at its left edge."""

    def __init__(self, folder: str, words: str) -> None:
        super().__init__(words, "rail", icon=folder)
        self.words = words
        self.setObjectName(f"rail_{folder}")
        self.setCheckable(True)
        self.setAccessibleName(words)
        self._tip_words = f"{words} ({keys_of(f'section {folder}')})"
        self.setToolTip(plain_tip(self._tip_words))

    def show_words(self, *, shown: bool) -> None:
        """Show the word beside the icon, or the icon alone."""
        self.setText(self.words if shown else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            color = theme.color("text" if theme.is_dark else "accent")
            painter.fillRect(0, 6, _MARK, self.height() - 12, color)
            painter.end()


class Rail(Panel):
    """Chooses a section.

    Signals:
        chosen(folder): a section was chosen.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("rail")
        self.setAccessibleName("Sections")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        inner = Panel("plain")
        self._box = box = QVBoxLayout(inner)
        box.setSpacing(2)
        for folder, words in SECTIONS:
            button = RailButton(folder, words)
            button.clicked.connect(self._on_clicked)
            self._group.addButton(button)
            self._buttons[folder] = button
            box.addWidget(button)
        box.addStretch(1)
        self._foot = Label("Ctrl+1 to Ctrl+9\nopen a section", "caption")
        self._foot.setContentsMargins(theme.px(10), 0, 0, theme.px(8))
        box.addWidget(self._foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner))  # nine sections at twice the text size are high
        self._narrow = False
        theme.changed.connect(self._fit)
        self._fit()

    def mark(self, folder: str) -> None:
        """Show which section is open."""
        button = self._buttons.get(folder)
        if button is not None:
            button.setChecked(True)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icons alone."""
        self._narrow = narrow
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(Size.RAIL_ICONS if self._narrow else Size.RAIL))
        for button in self._buttons.values():
            button.show_words(shown=not self._narrow)
        self._box.setContentsMargins(*self._margins())
        self._foot.setVisible(not self._narrow)

    def _margins(self) -> tuple[int, int, int, int]:
        """Around the buttons; icons alone stand in the middle and keep their whole width."""
        usual = theme.px(Space.RELATED)
        if not self._narrow:
            return usual, usual, usual, usual
        widest = max(button.minimumSizeHint().width() for button in self._buttons.values())
        spare = max(0, self.width() - _EDGE - widest)
        return spare // 2, usual, spare - spare // 2, usual

    def _on_clicked(self) -> None:
        for folder, button in self._buttons.items():
            if button.isChecked():
                self.chosen.emit(folder)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(self.width(), 0)
