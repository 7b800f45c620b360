"""A tab with a list at the left and the form of the chosen record beside it."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_biller.foundation.errors import RefusedError, UserError
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.list_table import Remembers
from desktop_biller.ui.kit.parts import Button, Label, column, scrolled
from desktop_biller.ui.kit.shortcuts import keys_of
from desktop_biller.ui.kit.sides import Sides
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.setup.page import SetupPage
from desktop_biller.workflow.usecase import Command

R = TypeVar("R")

_LEAST_LIST = 180


def in_use(words: str, *, active: bool) -> str:
    """A record's words in its list, which say where it is offered no more."""
    return words if active else f"{words} (out of use)"


class RecordsPage(SetupPage, Generic[R]):
    """The list stays where it is while something typed is not saved.

    Args:
        one: the word for one record, such as ``provider``.
        columns: of the list.
        id_of: the number of a record.
        settings: where widths are kept.
        list_width: of the list where the form stands beside it.
    """

    hint = "Enter changes · Ctrl+N new · Ctrl+Enter saves · Ctrl+Tab next tab"

    def __init__(
        self,
        one: str,
        columns: Sequence[Column[R]],
        id_of: Callable[[R], int],
        settings: Remembers,
        *,
        list_width: int = 380,
    ) -> None:
        super().__init__()
        self._one = one
        self._id_of = id_of
        self.shown: R | None = None
        self._is_new = True
        self.save_words = f"Save {one}"
        self.new_words = f"New {one}"
        self.table: FixedList[R] = FixedList(f"{one}s".capitalize(), columns, id_of, settings)
        self.table.setMinimumHeight(theme.px(_LEAST_LIST))
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(self._on_opened)
        self.new = Button(self.new_words, icon="add")
        self.new.set_tip(self.new_words, keys_of("new"))
        self.new.clicked.connect(self.begin_new)
        self._title = Label("", "strong")
        self._forms: list[Form] = []
        inner = QWidget()
        self.side = column(self._title, margin=(0, 0, Space.RELATED, Space.GROUP))
        inner.setLayout(self.side)
        self._area = scrolled(inner)
        box = QVBoxLayout(self)
        margin = theme.px(Space.MARGIN)
        box.setContentsMargins(margin, margin, margin, 0)
        box.addWidget(Sides(self.table, self._area, main_width=list_width, least_height=360))
        self.entry = self.table

    # --- What a subclass says --------------------------------------------------------------------

    def fill(self, record: R | None) -> None:
        """Show a record in the form; None empties it for a new one."""
        raise NotImplementedError

    def typed(self, key: str) -> Command | None:
        """The command of what stands in the form; None where something is marked instead."""
        raise NotImplementedError

    def field_names(self) -> dict[str, str]:
        """The form's names for an error's fields, where they differ."""
        return {}

    def first_field(self) -> QWidget:
        """Where the focus goes for a new record."""
        raise NotImplementedError

    def name_of(self, record: R) -> str:
        """What a record is called over its form."""
        raise NotImplementedError

    # --- What the presenter shows ----------------------------------------------------------------

    def head_acts(self) -> Sequence[Button]:
        return (self.new,)

    def add_form(self, form: Form) -> None:
        """Put a form under those that are there."""
        self._forms.append(form)
        self.side.addWidget(form)
        form.edited.connect(self._on_edited)

    def show_rows(self, rows: Sequence[R], select: int | None = None) -> None:
        """Show these records and stand on the same one, or on ``select``; typed text stays."""
        stay = self.touched
        self.table.show_rows(rows, select=select)
        if not rows and not stay:
            self._begin(None)
        elif not stay:
            self._show_current()

    def show_may_not(self, reason: str) -> None:
        self.new.say_why(reason)
        for form in self._forms:
            form.setEnabled(not reason)
        super().show_may_not(reason)

    def show_refusal(self, error: UserError) -> None:
        if not any(form.show_error(error, self.field_names()) for form in self._forms):
            self.refused.emit(error)

    def mark_saved(self) -> None:
        """What stands in the form is what is kept."""
        self.set_touched(touched=False)

    def begin_new(self) -> None:
        """Empty the form for a new record, unless something typed is not saved yet."""
        if self.touched:
            self._say_unsaved()
            return
        self._begin(None)
        self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> None:
        self.set_touched(touched=False)
        self._show_current()

    # --- Inside ----------------------------------------------------------------------------------

    def _begin(self, record: R | None) -> None:
        self.shown = record
        self._title.setText(f"New {self._one}" if record is None else self.name_of(record))
        self.fill(record)
        self.set_touched(touched=False)
        self._area.verticalScrollBar().setValue(0)
        self.cleared.emit()

    def _show_current(self) -> None:
        self._begin(self.table.current_record())

    def _on_current(self, record_id: object) -> None:
        shown_id = None if self.shown is None else self._id_of(self.shown)
        if not self.touched:
            self._show_current()
        elif record_id != shown_id and shown_id is not None:
            self.table.select_id(shown_id)
            self._say_unsaved()

    def _on_opened(self, record_id: object) -> None:
        del record_id
        if not self.touched:
            self._show_current()
        self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        self.set_touched(touched=True)

    def _say_unsaved(self) -> None:
        self.refused.emit(
            RefusedError(
                "What you typed is not saved yet.",
                effect="It stays as it is.",
                remedy="Save it, or undo the changes first.",
            )
        )
