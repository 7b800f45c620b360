"""A sentence over a screen that stays until it is done with: a refusal, a warning, a result."""

from collections.abc import Callable

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_biller.ui.kit.chip import Hue
from desktop_biller.ui.kit.parts import Button, IconButton, Label, Panel, polish, row
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space

_ICONS: dict[str, str] = {"red": "bad", "amber": "warning", "green": "good", "blue": "info"}


class Banner(QWidget):
    """Hidden until ``say``; never takes the focus by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._frame = Panel("bannerred")
        self._icon = Label()
        self._words = Label("", wraps=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._act = Button("", "small")
        self._act.hide()
        self._do: Callable[[], None] | None = None
        self._act.clicked.connect(self._on_act)
        self._close = IconButton("close", "Close this message")
        self._close.setFixedHeight(theme.px(Size.TARGET))
        self._close.clicked.connect(self.clear)
        self._frame.setLayout(
            row(self._icon, self._words, self._act, self._close, margin=(12, 4, 4, 4))
        )
        box = QVBoxLayout(self)
        margin = theme.px(Space.MARGIN)
        box.setContentsMargins(margin, 0, margin, theme.px(Space.RELATED))
        box.addWidget(self._frame)
        self.hide()

    def say(
        self, hue: Hue, words: str, act: str = "", do: Callable[[], None] | None = None
    ) -> None:
        """Show a sentence, with one act where there is one."""
        self._frame.setProperty("kind", f"banner{hue}")
        polish(self._frame)
        size = theme.px(Size.ICON)
        self._icon.setPixmap(theme.icon(_ICONS.get(hue, "info"), f"{hue}_text").pixmap(size, size))
        self._icon.setAccessibleName({"red": "Refused", "amber": "Warning"}.get(hue, "Note"))
        self._words.setText(words)
        for label in (self._words, self._icon):
            polish(label)
        self._do = do
        self._act.setText(act)
        self._act.setVisible(bool(act))
        self.show()

    def words(self) -> str:
        """What it says; blank while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def clear(self) -> None:
        """Hide it."""
        self.hide()

    def _on_act(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()
