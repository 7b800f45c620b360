"""A few labeled amounts one below the other, sums with a rule above them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from desktop_biller.ui.kit.chip import Chip, ChipSpec
from desktop_biller.ui.kit.parts import Label, Panel, column, line, row
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space


@dataclass(frozen=True, slots=True)
class Amount:
    """One row; ``is_total`` sets it strong with a rule above."""

    words: str
    value: str
    is_total: bool = False


class AmountBlock(Panel):
    """A title and its rows; a chip beside the title says whether they add up."""

    def __init__(self, title: str) -> None:
        super().__init__("plain")
        self._title = title
        self.chip = Chip()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(Space.RELATED))
        self._grid.setVerticalSpacing(theme.px(Space.INSIDE))
        self._grid.setColumnStretch(0, 1)
        self.setLayout(
            column(row(Label(title, "strong"), None, self.chip), self._grid, space=Space.INSIDE)
        )

    def show_rows(self, rows: Sequence[Amount], chip: ChipSpec | None = None) -> None:
        """Show other rows."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        at = 0
        for told in rows:
            if told.is_total:
                self._grid.addWidget(line(), at, 0, 1, 2)
                at += 1
            kind = "strong" if told.is_total else ""
            words, value = Label(told.words, kind, wraps=True), Label(told.value, kind)
            value.setFont(theme.font(weight=600 if told.is_total else 400, figures=True))
            self._grid.addWidget(words, at, 0)
            self._grid.addWidget(
                value, at, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            )
            at += 1
        self.chip.set_spec(chip)
        told_rows = ", ".join(f"{told.words} {told.value}" for told in rows)
        self.setAccessibleName(f"{self._title}: {told_rows}")
