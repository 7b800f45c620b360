"""The right side of Today: seven measures, the age of what is owed, the year's collections."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from desktop_biller.reports.months import MonthCents
from desktop_biller.ui.kit.bar_chart import BarChart
from desktop_biller.ui.kit.parts import ElidedLabel, Label, column, row
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.stack_bar import StackBar
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tiles import KpiTile
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.today.measure_words import age_parts, kpi_of, month_bars
from desktop_biller.workflow.kpi import KpiTile as Measure
from desktop_biller.workflow.today import AgingBar

_TILE, _MOST_COLUMNS = 120, 4


class TileGrid(QWidget):
    """The tiles and the note behind them, as many side by side as there is room for.

    Signals:
        asked(key): how is this measure computed?
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._tiles: dict[str, KpiTile] = {}
        self.note = Label("", "caption", wraps=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(Space.RELATED))
        self._columns = 0
        ways = QSizePolicy.Policy
        self.setSizePolicy(ways.Ignored, ways.Fixed)  # else four columns would never become three
        self.setMinimumWidth(2 * theme.px(_TILE))
        theme.changed.connect(self._place)

    def show_measures(self, measures: Sequence[Measure]) -> None:
        """Show the measures; their tiles stay, so that the focus does too."""
        fresh = [measure.key for measure in measures] != list(self._tiles)
        if fresh:
            for tile in self._tiles.values():
                tile.deleteLater()
            self._tiles = {}
        for measure in measures:
            if fresh:
                tile = KpiTile(kpi_of(measure))
                tile.setObjectName(f"kpi_{measure.key}")
                tile.clicked.connect(lambda _on=False, key=measure.key: self.asked.emit(key))
                self._tiles[measure.key] = tile
            else:
                self._tiles[measure.key].show_kpi(kpi_of(measure))
        if fresh:
            self._columns = 0
            self._place()

    def tiles(self) -> tuple[KpiTile, ...]:
        """The tiles in their order."""
        return tuple(self._tiles.values())

    def _place(self) -> None:
        gap = theme.px(Space.RELATED)
        fit = (self.width() + gap) // (theme.px(_TILE) + gap)
        columns = max(2, min(_MOST_COLUMNS, fit))
        if columns == self._columns or not self._tiles:
            return
        self._columns = columns
        for at in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        for at, tile in enumerate(self._tiles.values()):
            self._grid.addWidget(tile, at // columns, at % columns)
        at = len(self._tiles)
        rest = columns - at % columns
        self._grid.addWidget(self.note, at // columns, at % columns, 1, rest)
        self._grid.activate()  # in place at once, not with the next turn of events
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._place()


class Measures(QWidget):
    """Tiles, age bar and chart, each with its title, unit and total.

    Signals:
        asked(key): how is this measure computed?
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.tiles = TileGrid()
        self.tiles.asked.connect(self.asked)
        self.age = StackBar("Accounts receivable by age")
        self.age.setObjectName("age_bar")
        self._total = Label("", "strong")
        self.chart = BarChart("Collections, last 12 months")
        self.chart.setObjectName("collections")
        self._unit = ElidedLabel("", "caption")
        self._age_unit = ElidedLabel("$, by service date", "caption")
        parts = (
            self.tiles,
            Space.INSIDE,
            _title("Accounts receivable by age", self._age_unit, self._total),
            self.age,
            _title("Collections, last 12 months", self._unit, None),
            self.chart,
        )
        box = column(*parts, space=Space.RELATED)
        box.setStretch(len(parts) - 1, 1)
        self.setLayout(box)

    def show_measures(self, measures: Sequence[Measure]) -> None:
        """Show the tiles and what they rest on."""
        self.tiles.show_measures(measures)
        claims = max((measure.claims for measure in measures), default=0)
        self.tiles.note.setText(
            f"12 months to today, {claims:,} claim{'' if claims == 1 else 's'}. "
            "Dotted line: target. F1 tells how each is computed."
        )

    def show_aging(self, bar: AgingBar) -> None:
        """Show how old what is owed is."""
        self.age.show_parts(age_parts(bar))
        self._total.setText(money(bar.total))
        apart = f"; credits {money(bar.credit)} apart" if bar.credit else ""
        self._age_unit.setText(f"$, by service date{apart}")

    def show_months(self, months: Sequence[MonthCents]) -> None:
        """Show what came in by month."""
        self.chart.show_bars(month_bars(months))
        running = next((month for month in months if month.running), None)
        so_far = f"; {running.first:%B} so far is dashed" if running else ""
        self._unit.setText(f"{self.chart.axis.unit}, insurance and patients{so_far}")


def _title(words: str, unit: Label, total: Label | None) -> QHBoxLayout:
    line = row(Label(words, "strong"), unit)
    line.setStretch(1, 1)
    if total is not None:
        line.addWidget(total)
    return line
