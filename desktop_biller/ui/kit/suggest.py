"""Type-ahead: a line that offers what fits under it, and pickers of records made of it.

The popup never takes the focus and never changes a valid typed code: Enter takes the marked row
only where the user has marked one or the text itself is no answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_biller.ui.kit.pace import Pace
from desktop_biller.ui.kit.parts import Label, Panel, row
from desktop_biller.ui.kit.text_field import TextField, is_enter
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space, Type

_PAUSE_MS = 60
_MOST_ROWS = 8
_WIDTH, _WIDEST = 352, 560
_CODE, _EDGES = 68, 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row of the popup.

    Attributes:
        value: what is taken: a code, or a record's id.
        code: stands first and strong; blank for records.
        words: what it is, in our own short words.
        note: small at the right, such as "Recent".
        shown: what the field then shows; the code or the words where it is blank.
    """

    value: object
    words: str
    code: str = ""
    note: str = ""
    shown: str = ""

    @property
    def text(self) -> str:
        """What the field shows once it is taken."""
        return self.shown or self.code or self.words


Ask = Callable[[str, Callable[[Sequence[Suggestion]], None]], None]
"""Asks for what fits a text, and calls back with it (from a reader; the newest answer counts)."""


class SuggestField(TextField):
    """A line with suggestions.

    Args:
        ask: finds what fits.
        on_focus: offers suggestions (recents) while the line is still blank.

    Signals:
        taken(Suggestion): a row was taken.
        cleared: the text was emptied, or changed away from what was taken.
    """

    taken = Signal(object)
    cleared = Signal()

    def __init__(self, ask: Ask, *, on_focus: bool = False, longest: int = 60) -> None:
        super().__init__(longest=longest)
        self._ask, self._on_focus = ask, on_focus
        self._value: object = None
        self._moved = False
        self._answered: str | None = None
        self._then: Callable[[], None] | None = None
        self.popup = SuggestPopup(self)
        self.popup.chosen.connect(self.take)
        self._pace = Pace(self._look_up, _PAUSE_MS, self)
        self.textEdited.connect(self._on_typed)

    def taken_value(self) -> object:
        """The value of the row that was taken; None while the text is only text."""
        return self._value

    def set_taken(self, value: object, text: str) -> None:
        """Show a value that is there already."""
        self._value = value
        self.set_value(text)

    def take(self, suggestion: Suggestion) -> None:
        """Take a row."""
        self._pace.stop()
        self._then = None
        self.popup.hide()
        self._value = suggestion.value
        self.setText(suggestion.text)
        self.setCursorPosition(0)
        self.show_problem("")
        self.taken.emit(suggestion)

    def look_up(self) -> None:
        """Offer what fits the text as it is, at once (Alt+Down, F4)."""
        self._moved = True
        self._look_up()

    def _on_typed(self) -> None:
        self._moved, self._then, self._answered = False, None, None
        if self._value is not None or not self.text():
            self._value = None
            self.cleared.emit()
        self._pace.key()

    def _look_up(self) -> None:
        text = self.text().strip()
        if not text and not self._on_focus and not self._moved:
            self.popup.hide()
            return
        self._ask(text, partial(self._show, text))

    def _show(self, text: str, found: Sequence[Suggestion]) -> None:
        if not self.hasFocus() or text != self.text().strip():
            return
        self._answered = text
        self.popup.offer(found, text, keep_mark=self._moved)
        then, self._then = self._then, None
        if then is not None:
            self._settle(then)

    def _is_waiting(self) -> bool:
        """True while the rows for what was typed are not there yet."""
        text = self.text().strip()
        return bool(text) and self._value is None and text != self._answered

    def settle(self, then: Callable[[], None]) -> None:
        """Take the row that Enter means, then go on with ``then``.

        Who types fast presses Enter before the rows are there: then it waits for them, so that
        words never stand for a code and a row that was found for fewer letters is never taken.
        """
        text = self.text().strip()
        if text == self._answered and self.popup.isVisible():
            self._settle(then)
        elif self._value is not None or not text or text == self._answered:
            self.popup.hide()
            then()
        else:
            self._pace.stop()
            self._then = then
            self._look_up()

    def _settle(self, then: Callable[[], None]) -> None:
        self._enter()
        self.popup.hide()
        then()

    def exact(self) -> Suggestion | None:
        """The offered row whose code is what was typed."""
        typed = self.text().strip().replace(".", "").casefold()
        same = (s for s in self.popup.rows() if s.code.replace(".", "").casefold() == typed)
        return next(same, None) if typed else None

    def _only_record(self) -> Suggestion | None:
        text, rows = self.text().strip(), self.popup.rows()
        fits = text == self._answered and self.popup.isVisible() and len(rows) == 1
        return rows[0] if fits and not rows[0].code else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        key = event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if (key == Qt.Key.Key_Down and (alt or not self.popup.isVisible())) or key == Qt.Key.Key_F4:
            self.look_up()
        elif self.popup.isVisible() and key in _MOVES:
            self._moved = True
            self.popup.move_mark(_MOVES[key])
        elif self.popup.isVisible() and key == Qt.Key.Key_Escape:
            self.popup.hide()
        elif is_enter(event) and (self.popup.isVisible() or self._is_waiting()):
            self.settle(lambda: None)
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """Take the marked row; a code typed in full is never swapped for another."""
        marked, exact = self.popup.marked(), self.exact()
        chosen = marked if (self._moved or exact is None) else exact
        if chosen is not None:
            self.take(chosen)

    def finish(self) -> bool:
        """On leaving: take the row that was meant; True where a value is taken.

        That is the one whose code was typed, or the only record that fits: a payer, a patient. A
        code is never guessed from its beginning.
        """
        self._pace.stop()
        meant = self.exact() or self._only_record()
        if self._value is None and meant is not None:
            self.take(meant)
        self.popup.hide()
        return self._value is not None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            taking = is_enter(event) or event.key() in (Qt.Key.Key_Escape, *_MOVES)
            if self.popup.isVisible() and taking:
                event.accept()
                return True
        if event.type() == QEvent.Type.FocusOut:
            self.finish()
        return super().event(event)


_MOVES: dict[int, int] = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _MOST_ROWS,
    Qt.Key.Key_PageUp: -_MOST_ROWS,
}


class SuggestPopup(QFrame):
    """The rows under a field, with a foot that tells how many there are and what the keys do.

    Signals:
        chosen(Suggestion): a row was clicked.
    """

    chosen = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._field = field
        self._model = _Rows()
        self._list = QListView()
        self._list.setAccessibleName("Suggestions")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_RowPaint(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.clicked.connect(self._on_clicked)
        self._foot = Label("", "caption")
        self._keys = Label("", "caption")
        foot = Panel("bar")
        foot.setLayout(
            row(self._foot, None, self._keys, margin=(Space.RELATED, 4, Space.RELATED, 4))
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(self._list)
        box.addWidget(foot)
        field.installEventFilter(self)

    def rows(self) -> Sequence[Suggestion]:
        """What is offered."""
        return self._model.rows

    def marked(self) -> Suggestion | None:
        """The marked row."""
        at = self._list.currentIndex().row()
        return self._model.rows[at] if 0 <= at < len(self._model.rows) else None

    def move_mark(self, by: int) -> None:
        """Mark another row."""
        last = len(self._model.rows) - 1
        at = max(0, min(self._list.currentIndex().row() + by, last))
        self._list.setCurrentIndex(self._model.index(at))

    def offer(self, found: Sequence[Suggestion], text: str, *, keep_mark: bool = False) -> None:
        """Show what was found under the field; nothing found says so.

        The row that the user has marked stays so where it was found again.
        """
        marked = self.marked() if keep_mark and self.isVisible() else None
        self._model.show(found)
        if not found and not text:
            self.hide()
            return
        self._foot.setText(f"{len(found)} found" if found else "Nothing fits")
        self._keys.setText("Enter takes it, Esc closes" if found else "Esc closes")
        self._list.setVisible(bool(found))
        at = found.index(marked) if marked in found else 0
        self._list.setCurrentIndex(self._model.index(at))
        height = theme.px(Size.ROW) * min(len(found), _MOST_ROWS)
        self._list.setFixedHeight(max(height, 1) + 2)  # with its edge
        width = min(max(theme.px(_WIDTH), self._need(found)), theme.px(_WIDEST))
        self.setFixedWidth(max(width, self._field.width()))
        box = self.layout()
        if box is not None:
            box.activate()
            self.setFixedHeight(box.sizeHint().height())
        self._place()
        self.show()
        self.raise_()

    def _need(self, found: Sequence[Suggestion]) -> int:
        """How wide the widest row is."""
        metrics, small = QFontMetrics(theme.font()), QFontMetrics(theme.font(Type.CAPTION))
        bar = theme.px(12) if len(found) > _MOST_ROWS else 0
        words = max(
            (
                metrics.horizontalAdvance(row.words)
                + (theme.px(_CODE) if row.code else 0)
                + (small.horizontalAdvance(row.note) + theme.px(Space.GROUP) if row.note else 0)
                for row in found
            ),
            default=0,
        )
        return words + bar + theme.px(_EDGES) + theme.px(Space.RELATED)

    def _place(self) -> None:
        below = self._field.mapToGlobal(QPoint(0, self._field.height() + 1))
        screen = self._field.screen().availableGeometry()
        x = min(below.x(), screen.right() - self.width())
        y = below.y()
        if y + self.height() > screen.bottom():
            y = self._field.mapToGlobal(QPoint(0, 0)).y() - self.height() - 1
        self.move(max(screen.left(), x), max(screen.top(), y))

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.rows[index.row()])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() in (QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.WindowDeactivate):
            self.hide()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        event.accept()


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Suggestion] = ()

    def show(self, rows: Sequence[Suggestion]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's name and default
        return 0 if parent.isValid() else len(self.rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        found = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{found.code} {found.words}".strip()
        return None


class _RowPaint(QStyledItemDelegate):
    def sizeHint(  # noqa: N802 -- Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index
        return QSize(theme.px(_CODE), theme.px(Size.ROW))  # the view gives it its own width

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        found: Suggestion = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("selected" if selected else "base"))
        inner = rect.adjusted(theme.px(10), 0, -theme.px(10), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        muted = theme.color("text" if selected and theme.is_dark else "muted")
        if found.note:
            painter.setFont(theme.font(Type.CAPTION))
            painter.setPen(muted)
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, found.note)
            inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(found.note) - 8)
        painter.setPen(theme.color("text"))
        if found.code:
            painter.setFont(theme.font(weight=Type.STRONG))
            painter.drawText(inner, middle, found.code)
            inner.setLeft(inner.left() + theme.px(_CODE))
        painter.setFont(theme.font())
        words = painter.fontMetrics().elidedText(
            found.words, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, middle, words)
        painter.restore()
