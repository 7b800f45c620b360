"""How a measure is computed: in words, with both numbers, its target and what it rests on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QWidget

from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.parts import Label, line
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.today.measure_words import number_words, value_words
from desktop_biller.workflow.kpi import KpiTile


def tell_how(parent: QWidget | None, tile: KpiTile) -> Dialog:
    """Show how a measure comes about."""
    dialog = Dialog(parent, tile.name)
    dialog.setObjectName("how_computed")
    dialog.body.addWidget(Label(tile.how, wraps=True))
    dialog.body.addSpacing(theme.px(Space.RELATED))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(Space.SECTION))
    grid.setVerticalSpacing(theme.px(Space.INSIDE))
    grid.setColumnStretch(0, 1)
    for number in (tile.above, tile.below):
        if number is not None:
            _add(grid, number.words, number_words(number))
    grid.addWidget(line(), grid.rowCount(), 0, 1, 2)
    value = tile.value_thousandths
    unit = " days" if tile.key == "days_in_ar" else ""
    _add(
        grid,
        tile.name,
        "Not enough data" if value is None else f"{value_words(tile, value)}{unit}",
        "strong",
    )
    _add(grid, "Target", tile.target)
    claims = f"{tile.claims:,}"
    if tile.claims < tile.needed:
        claims = f"{claims}, {tile.needed:,} needed"
    _add(grid, "Claims it rests on", claims)
    dialog.body.addLayout(grid)
    close = dialog.verb("Close", QDialogButtonBox.ButtonRole.AcceptRole, primary=True, default=True)
    close.setFocus()
    dialog.open()
    return dialog


def _add(grid: QGridLayout, words: str, value: str, kind: str = "") -> None:
    at = grid.rowCount()
    name, told = Label(words, kind), Label(value, kind)
    grid.addWidget(name, at, 0)
    grid.addWidget(told, at, 1, Qt.AlignmentFlag.AlignRight)
