"""A short list whose rows are all known: an account, notes, plans."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from desktop_biller.ui.kit.list_table import ListTable, Remembers
from desktop_biller.ui.kit.table_model import Column

R = TypeVar("R")


class FixedList(ListTable[R]):
    """A ``ListTable`` that is given its rows.

    Args:
        name: what a screen reader calls it.
        columns: what is shown; it can't be ordered by them unless a presenter does.
        id_of: the number by which a row is known.
        settings: where widths are kept.
    """

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        id_of: Callable[[R], int],
        settings: Remembers | None = None,
    ) -> None:
        self._known: dict[int, R] = {}
        self._id_of = id_of
        super().__init__(name, columns, self._of, settings)

    def show_rows(self, rows: Sequence[R], *, select: int | None = None) -> None:
        """Show these rows and keep the place."""
        self._known = {self._id_of(row): row for row in rows}
        self.set_ids(tuple(self._known), select=select)

    def _of(self, ids: Sequence[int]) -> Sequence[R]:
        return [self._known[known] for known in ids]
