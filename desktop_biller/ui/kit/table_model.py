"""Rows of a list by pages: a list of ids, and frozen rows fetched as they come into view."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Type

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

PAGE = 256
_PAGES_KEPT = 40

RECORD = Qt.ItemDataRole.UserRole
"""The row object of an index."""
CHIP = Qt.ItemDataRole.UserRole + 1
"""The chip of a cell, or None."""
MUTED = Qt.ItemDataRole.UserRole + 2
"""True where a cell's words are secondary."""

FIGURES = Qt.ItemDataRole.UserRole + 3
"""True where numbers of a column stand under one another."""

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column of a list.

    Attributes:
        key: name of the column for sorting and for what is remembered of it.
        width: pixels at 100 % text; 0 shares what is left.
        share: parts of what is left that such a column gets, as a name needs more than a payer.
        text: the words of a row's cell; of a chip cell too, for those who don't see it.
        kind: money and count stand right, the others left.
        sortable: the question behind the list can order by it.
        gives_way: hidden where room is short, the highest first; 0 always stays.
    """

    key: str
    head: str
    text: Callable[[R], str]
    width: int = 0
    kind: Literal["text", "money", "count", "date", "code", "chip", "check"] = "text"
    chip: Callable[[R], ChipSpec | None] | None = None
    muted: Callable[[R], bool] | None = None
    tip: Callable[[R], str] | None = None
    sortable: bool = True
    gives_way: int = 0
    share: int = 1


_ANSWERS: dict[int, Callable[[Column[Any], Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, row: column.text(row),
    Qt.ItemDataRole.AccessibleTextRole: lambda column, row: column.text(row),
    Qt.ItemDataRole.ToolTipRole: lambda column, row: column.tip(row) if column.tip else None,
    RECORD: lambda _column, row: row,
    CHIP: lambda column, row: column.chip(row) if column.chip else None,
    FIGURES: lambda column, _row: column.kind in ("money", "count", "date", "code"),
    MUTED: lambda column, row: bool(column.muted and column.muted(row)),
}


class PagedTableModel(QAbstractTableModel, Generic[R]):
    """A list of any length. Filter and order are the question's: the model only pages.

    Args:
        columns: what is shown.
        fetch: the rows of some ids, in their order.
    """

    def __init__(
        self, columns: Sequence[Column[R]], fetch: Callable[[Sequence[int]], Sequence[R]]
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._fetch = fetch
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, Sequence[R]] = OrderedDict()

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show other rows; what was fetched before is fetched again."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def ids(self) -> Sequence[int]:
        """The ids of all rows, in order."""
        return self._ids

    def id_at(self, row: int) -> int | None:
        """The id of a row; None where there is no such row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, record_id: int) -> int:
        """The row of an id, -1 where it is not in the list."""
        try:
            return self._ids.index(record_id)  # of a million: 10 ms, and no table of 80 MB
        except ValueError:
            return -1

    def record(self, row: int) -> R | None:
        """The row object; None where there is no such row."""
        if not 0 <= row < len(self._ids):
            return None
        number, offset = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._fetch(self._ids[number * PAGE : (number + 1) * PAGE])
            self._pages[number] = page
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[offset] if offset < len(page) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's name and default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's name and default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's signature
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.kind in ("money", "count") else _LEFT
        answer = _ANSWERS.get(role)
        if answer is None:  # most roles: asked often, answered fast
            return None
        row = self.record(index.row())
        return None if row is None else answer(column, row)

    def headerData(  # noqa: N802 -- Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 -- Qt's signature
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].kind in ("money", "count") else _LEFT
        if role == Qt.ItemDataRole.FontRole:  # a font set on the header yields to style sheets
            return theme.font(Type.CAPTION, Type.STRONG)
        return None
