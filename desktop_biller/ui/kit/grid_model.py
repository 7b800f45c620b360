"""Lines that are being typed: columns that read text, rows of one or two levels, cell marks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop_biller.foundation.errors import InputError
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.choice import Option
from desktop_biller.ui.kit.suggest import Ask

Index = QModelIndex | QPersistentModelIndex
Editor = Literal["text", "money", "date", "suggest", "choice"]
RowKey = int | str

NUMBER = "#"
"""Key of a column that shows a line's place."""

CELL_CHIP = Qt.ItemDataRole.UserRole + 1
"""The chip of a cell, or None."""
CELL_MUTED = Qt.ItemDataRole.UserRole + 2
"""True where a cell's words are secondary."""
CELL_MARK = Qt.ItemDataRole.UserRole + 3
"""The ``CellMark`` of a cell, or None."""
GRID_ROW = Qt.ItemDataRole.UserRole + 4
"""The ``GridRow`` of an index."""


@dataclass(frozen=True)
class GridColumn:
    """A column of an entry grid.

    Attributes:
        key: under which a row keeps the column's value.
        head: its name; columns side by side with the same head share one head.
        width: pixels at 100 % text; 0 takes what is left.
        narrow: width where room is short; 0 keeps ``width``.
        parse: what a typed text means; it raises InputError with words for the user.
        format: how a value stands in the cell.
        shown: the cell's words where they follow from the whole row.
        chip: a chip in place of words.
        figures: its digits stand under one another, as in columns at the right they always do.
        required: a line is complete when all of its required cells are filled.
        starred: a required column has its star; without one where the cells say it themselves.
        ask: of ``suggest``, what fits a text.
        options: of ``choice``, what can be chosen.
        words: what a screen reader calls it, where the head is too short.
        gives_way: hidden where room is short, the highest first; 0 always stays.
    """

    key: str
    head: str
    width: int = 0
    narrow: int = 0
    align: Literal["left", "right", "center"] = "left"
    editor: Editor = "text"
    parse: Callable[[str], object] = str.strip
    format: Callable[[Any], str] = str
    shown: "Callable[[GridRow], str] | None" = None
    chip: "Callable[[GridRow], ChipSpec | None] | None" = None
    tip: "Callable[[GridRow], str] | None" = None
    muted: "Callable[[GridRow], bool] | None" = None
    editable: bool = True
    figures: bool = False
    required: bool = False
    starred: bool = True
    ask: Ask | None = None
    options: Sequence[Option] = ()
    longest: int = 60
    words: str = ""
    gives_way: int = 0

    @property
    def name(self) -> str:
        """What a screen reader calls it."""
        return self.words or self.head


@dataclass(frozen=True, slots=True)
class CellMark:
    """Something is wrong in a cell: ``stop`` or ``warning``, in words."""

    kind: Literal["stop", "warning"]
    words: str


@dataclass(slots=True)
class GridRow:
    """One line.

    Attributes:
        key: by which screens and presenters know it.
        values: by column; what is missing is blank.
        level: 0, or 1 for a line that belongs to the row of level 0 above it.
        opens: lines belong to it, which can be shown and hidden.
        is_open: they are shown.
        locked: columns that can't be typed into in this row.
        removable: Ctrl+Delete takes the line out.
        spans: how many columns its first cell covers.
        typed: texts that could not be read, as typed, with why.
    """

    key: RowKey
    values: dict[str, object] = field(default_factory=dict)
    level: int = 0
    opens: bool = False
    is_open: bool = False
    locked: frozenset[str] = frozenset()
    removable: bool = False
    spans: int = 1
    typed: dict[str, tuple[str, str]] = field(default_factory=dict)

    def copy(self) -> "GridRow":
        """The same, to be kept for undo."""
        return replace(self, values=dict(self.values), typed=dict(self.typed))

    def is_blank(self, key: str) -> bool:
        """True where nothing stands in a cell."""
        return self.values.get(key) in (None, "") and key not in self.typed


class GridModel(QAbstractTableModel):
    """The rows of an entry grid; those of closed rows are left out.

    Signals:
        changing: the user is about to change something; what undo goes back to.
        edited(row key, column key): the user changed a cell, readable or not.
    """

    changing = Signal()
    edited = Signal(object, str)

    def __init__(self, columns: Sequence[GridColumn]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._all: list[GridRow] = []
        self._seen: list[GridRow] = []
        self._marks: Mapping[tuple[RowKey, str], CellMark] = {}

    # --- Rows ----------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[GridRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._all = list(rows)
        self._seen = self._visible()
        self.endResetModel()

    def rows(self) -> tuple[GridRow, ...]:
        """All rows, those of closed ones too."""
        return tuple(self._all)

    def seen(self) -> Sequence[GridRow]:
        """The rows that are shown, in order."""
        return self._seen

    def at(self, row: int) -> GridRow | None:
        """The row at a place."""
        return self._seen[row] if 0 <= row < len(self._seen) else None

    def find(self, key: RowKey) -> GridRow | None:
        """The row of a key, shown or not."""
        return next((row for row in self._all if row.key == key), None)

    def place_of(self, key: RowKey) -> int:
        """Where a row is shown; -1 where it is not."""
        return next((at for at, row in enumerate(self._seen) if row.key == key), -1)

    def column_of(self, key: str) -> int:
        """Where a column stands; -1 where there is none of that key."""
        return next((at for at, column in enumerate(self.columns) if column.key == key), -1)

    def append(self, row: GridRow) -> None:
        """Put a row after all others."""
        at = len(self._seen)
        self.beginInsertRows(QModelIndex(), at, at)
        self._all.append(row)
        self._seen.append(row)
        self.endInsertRows()

    def remove(self, key: RowKey) -> None:
        """Take a shown row out."""
        at = self.place_of(key)
        if at < 0:
            return
        self.beginRemoveRows(QModelIndex(), at, at)
        self._all.remove(self._seen.pop(at))
        self.endRemoveRows()
        self.tell_changed()  # numbers of the lines below

    def open_row(self, key: RowKey, *, is_open: bool) -> None:
        """Show or hide the lines that belong to a row."""
        row, at = self.find(key), self.place_of(key)
        if row is None or not row.opens or row.is_open == is_open or at < 0:
            return
        start = next(n for n, known in enumerate(self._all) if known is row) + 1
        stop = start
        while stop < len(self._all) and self._all[stop].level > row.level:
            stop += 1
        below = self._all[start:stop]
        row.is_open = is_open
        if below and is_open:
            self.beginInsertRows(QModelIndex(), at + 1, at + len(below))
            self._seen[at + 1 : at + 1] = below
            self.endInsertRows()
        elif below:
            self.beginRemoveRows(QModelIndex(), at + 1, at + len(below))
            del self._seen[at + 1 : at + 1 + len(below)]
            self.endRemoveRows()
        self.tell_changed(at, at)

    def set_values(self, key: RowKey, values: Mapping[str, object]) -> None:
        """Change cells of a row; what could not be read in them before is gone."""
        row, at = self.find(key), self.place_of(key)
        if row is None:
            return
        row.values.update(values)
        for column in values:
            row.typed.pop(column, None)
        if at >= 0:
            self.tell_changed(at, at)

    def set_marks(self, marks: Mapping[tuple[RowKey, str], CellMark]) -> None:
        """Mark cells; those that had a mark before lose it."""
        self._marks = marks
        self.tell_changed()

    def tell_changed(self, first: int = 0, last: int = -1) -> None:
        """Let the view paint rows again."""
        last = last if last >= 0 else len(self._seen) - 1
        if self._seen and first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def mark_of(self, row: GridRow, column: GridColumn) -> CellMark | None:
        """The mark of a cell; a text that can't be read is a stop of its own."""
        unread = row.typed.get(column.key)
        return CellMark("stop", unread[1]) if unread else self._marks.get((row.key, column.key))

    def can_edit(self, at: int, column_at: int) -> bool:
        """True where a cell can be typed into."""
        row = self.at(at)
        if row is None or not 0 <= column_at < len(self.columns):
            return False
        column = self.columns[column_at]
        return column.editable and column.key not in row.locked

    def text_of(self, row: GridRow, column: GridColumn) -> str:
        """The words of a cell; what could not be read stands as typed."""
        if column.key in row.typed:
            return row.typed[column.key][0]
        if column.key == NUMBER:
            return str(self.place_of(row.key) + 1)
        if column.shown is not None:
            return column.shown(row)
        value = row.values.get(column.key)
        return "" if value is None or value == "" else column.format(value)

    def take_text(self, key: RowKey, column: GridColumn, text: str) -> bool:
        """Read a typed text into a cell and tell it; False where nothing changed by it."""
        row = self.find(key)
        if row is None or text == self.text_of(row, column):
            return False
        value: object = None
        unread: tuple[str, str] | None = None
        try:
            value = column.parse(text) if text.strip() else None
        except InputError as error:
            unread = text, f"{error.what} {error.remedy}"
        same = row.values.get(column.key) == value and row.typed.get(column.key) == unread
        if same and unread is None:
            return False
        self.changing.emit()
        row.values[column.key] = value
        row.typed.pop(column.key, None)
        if unread is not None:
            row.typed[column.key] = unread
        at = self.place_of(key)
        if at >= 0:
            self.tell_changed(at, at)
        self.edited.emit(key, column.key)
        return True

    def _visible(self) -> list[GridRow]:
        seen: list[GridRow] = []
        shown = True
        for row in self._all:
            if row.level == 0:
                shown = not row.opens or row.is_open
                seen.append(row)
            elif shown:
                seen.append(row)
        return seen

    # --- Qt's side -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's name and default
        return 0 if parent.isValid() else len(self._seen)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's name and default
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.can_edit(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's signature
        row = self.at(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = self.columns[index.column()]
        answer = _ANSWERS.get(role)
        return answer(self, row, column) if answer is not None else None

    def setData(  # noqa: N802 -- Qt's name
        self,
        index: Index,
        value: Any,  # noqa: ANN401 -- Qt's signature
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        row = self.at(index.row()) if index.isValid() else None
        if row is None or role != Qt.ItemDataRole.EditRole:
            return False
        self.take_text(row.key, self.columns[index.column()], str(value))
        return True

    def headerData(  # noqa: N802 -- Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 -- Qt's signature
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.head} *" if column.required and column.starred else column.head
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align]
        return None


_ALIGN = {
    "left": int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
    "right": int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
    "center": int(Qt.AlignmentFlag.AlignCenter),
}


def _told(model: GridModel, row: GridRow, column: GridColumn) -> str:
    mark = model.mark_of(row, column)
    text = model.text_of(row, column) or "blank"
    said = f"{column.name}: {text}" if column.name != NUMBER else f"Line {text}"
    return f"{said}, {mark.kind}: {mark.words}" if mark else said


def _tip(model: GridModel, row: GridRow, column: GridColumn) -> str | None:
    mark = model.mark_of(row, column)
    own = column.tip(row) if column.tip is not None else None
    return mark.words if mark else own


_ANSWERS: dict[int, Callable[[GridModel, GridRow, GridColumn], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda model, row, column: model.text_of(row, column),
    Qt.ItemDataRole.EditRole: lambda model, row, column: model.text_of(row, column),
    Qt.ItemDataRole.AccessibleTextRole: _told,
    Qt.ItemDataRole.ToolTipRole: _tip,
    Qt.ItemDataRole.TextAlignmentRole: lambda _model, _row, column: _ALIGN[column.align],
    CELL_CHIP: lambda _model, row, column: column.chip(row) if column.chip else None,
    CELL_MUTED: lambda _model, row, column: (
        column.key == NUMBER or bool(column.muted and column.muted(row))
    ),
    CELL_MARK: lambda model, row, column: model.mark_of(row, column),
    GRID_ROW: lambda _model, row, _column: row,
}
