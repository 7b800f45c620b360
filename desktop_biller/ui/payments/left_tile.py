"""The tile that tells what of a check is still to be posted."""

from PySide6.QtCore import Qt

from desktop_biller.ui.kit.parts import Label, Panel, column, polish, row
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space

_WIDTH = 208
_ICONS = {"amber": "warning", "green": "good", "red": "bad"}


class LeftTile(Panel):
    """Amber, green or red, always with its words; grey while the amount is not known."""

    def __init__(self) -> None:
        super().__init__("panel")
        self.setObjectName("left_to_post")
        self.setFixedWidth(theme.px(_WIDTH))
        self._title, self._more = Label("Left to post", "caption"), Label("", "caption")
        self._amount, self._icon = Label("", "title"), Label()
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words = column(self._title, self._more, space=0)
        inner = row(
            words, None, self._icon, self._amount, space=Space.RELATED, margin=(12, 6, 12, 6)
        )
        self.setLayout(inner)

    def show_left(self, hue: str, title: str, more: str, amount: str) -> None:
        """Show how the check stands."""
        self._title.setText(title)
        self._more.setText(more)
        self._amount.setText(amount)
        self.setProperty("kind", "panel" if hue == "grey" else f"banner{hue}")
        icon = _ICONS.get(hue) if hue == "green" else None
        if icon is not None:
            size = theme.px(Size.ICON)
            self._icon.setPixmap(theme.icon(icon, f"{hue}_text").pixmap(size, size))
        self._icon.setVisible(icon is not None)
        self._icon.setAccessibleName("Good")
        self.setAccessibleName(f"{title} {amount}, {more}".strip())
        polish(self)
        for part in (self._title, self._more, self._amount, self._icon):
            polish(part)
