"""The recovery code as a person copies it: fourteen numbered groups in two rows, coverable."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout

from desktop_biller.ui.kit.parts import Label, Panel
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space, Type

_ROWS = 2
_COVERED = "••••"


class RecoveryCode(Panel):
    """Shows the groups of a code, or only their numbers while it is covered."""

    def __init__(self) -> None:
        super().__init__("code")
        self.setAccessibleName("Recovery code")
        self._groups: tuple[str, ...] = ()
        self._covered = False
        self._numbers: list[Label] = []
        self._texts: list[Label] = []
        self._grid = QGridLayout(self)
        pad = theme.px(Space.GROUP)
        self._grid.setContentsMargins(pad, theme.px(12), pad, theme.px(12))
        self._grid.setVerticalSpacing(0)
        theme.changed.connect(self._dress)

    def show_code(self, code: str) -> None:
        """Show a code of groups joined by hyphens."""
        self._groups = tuple(code.split("-"))
        for label in (*self._numbers, *self._texts):
            label.deleteLater()
        self._numbers = [self._label(str(n), "caption") for n in range(1, len(self._groups) + 1)]
        self._texts = [self._label("", "") for _ in self._groups]
        across = max(1, len(self._groups) // _ROWS)
        for at, (number, text) in enumerate(zip(self._numbers, self._texts, strict=True)):
            line, column = divmod(at, across)
            self._grid.addWidget(number, line * 3, column)
            self._grid.addWidget(text, line * 3 + 1, column)
        self._grid.setRowMinimumHeight(2, theme.px(Space.RELATED))
        self._dress()
        self.set_covered(covered=self._covered)

    def is_covered(self) -> bool:
        """True while only the numbers can be read."""
        return self._covered

    def set_covered(self, *, covered: bool) -> None:
        """Cover the groups, or uncover them."""
        self._covered = covered
        for at, (text, group) in enumerate(zip(self._texts, self._groups, strict=True), start=1):
            text.setText(_COVERED if covered else group)
            text.setAccessibleName(f"Group {at}, {'covered' if covered else ' '.join(group)}")

    def _dress(self) -> None:
        font = theme.fixed_font(Type.TITLE)
        font.setWeight(QFont.Weight.Bold)
        for text in self._texts:
            text.setFont(font)

    @staticmethod
    def _label(words: str, kind: str) -> Label:
        label = Label(words, kind)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return label
