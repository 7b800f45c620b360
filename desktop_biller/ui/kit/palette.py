"""Find anything: patients, claims, checks, codes, screens and acts behind one line (Ctrl+K)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_biller.ui.kit import icons
from desktop_biller.ui.kit.pace import Pace
from desktop_biller.ui.kit.parts import Label, Panel, row
from desktop_biller.ui.kit.text_field import is_enter
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space, Type

_WIDTH, _ROW, _HEAD, _MOST_HEIGHT = 640, 36, 24, 500
_PAUSE_MS = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """One row of the palette; a row without ``do`` is the head of a group.

    Attributes:
        words: what it is; the letters that match stand strong.
        more: secondary words at the right of them.
        keys: the shortcut that does the same.
        subject: the patient a group of acts is about, for Tab.
    """

    words: str
    more: str = ""
    icon: str = ""
    keys: str = ""
    do: Callable[[], None] | None = None
    subject: int | None = None


Look = Callable[[str, Callable[[Sequence[Hit]], None]], None]


class Palette(QFrame):
    """The line and its results. Enter opens, Tab goes to the acts, Esc closes.

    Args:
        look: finds the hits of a text and calls back with them.

    Signals:
        closed: it was closed; the focus goes back where it was.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "panel")
        self.setAccessibleName("Find anything")
        self._look = look
        self._line = QLineEdit()
        self._line.setObjectName("palette_line")
        self._line.setAccessibleName("Find patient, claim, check, code or action")
        self._line.setPlaceholderText("Find patient, claim, check, code or action")
        self._line.setProperty("kind", "big")
        self._line.setMaxLength(100)
        self._line.textEdited.connect(self._on_typed)
        self._model = _Hits()
        self._list = QListView()
        self._list.setAccessibleName("Results")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_HitPaint(self._list))
        self._list.clicked.connect(self._on_clicked)
        self._foot = Label("Enter opens · Tab goes to actions · Esc closes", "caption")
        self._foot_bar = foot = Panel("bar")
        foot.setLayout(row(self._foot, None, margin=(12, 6, 12, 6)))
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(self._line)
        box.addWidget(self._list)
        box.addWidget(foot)
        self._pace = Pace(self._ask, _PAUSE_MS, self)
        self._answered: str | None = None
        self._moved = self._opens = False
        self._room = theme.px(_MOST_HEIGHT)

    def open_at(self, corner: QPoint, room: QSize) -> None:
        """Open over the search box with the last text chosen, no larger than ``room``."""
        self.setFixedWidth(min(theme.px(_WIDTH), room.width()))
        self._room = room.height()
        self._line.setFont(theme.font(Type.TITLE))
        self.move(corner)
        self._line.selectAll()
        self._answered, self._moved = None, False
        self._ask()
        self.show()
        self._line.setFocus()

    def set_text(self, text: str) -> None:
        """Put a text into the line and look it up."""
        self._line.setText(text)
        self._ask()

    def _on_typed(self) -> None:
        self._moved = self._opens = False
        self._pace.key()

    def _ask(self) -> None:
        text = self._line.text().strip()
        self._look(text, partial(self._show, text))

    def _show(self, text: str, hits: Sequence[Hit]) -> None:
        if text != self._line.text().strip():
            return  # what was typed meanwhile is asked for in its turn
        self._answered = text
        marked = self._marked() if self._moved else None
        self._model.show(hits, text)
        heights = [_HEAD if hit.do is None else _ROW for hit in hits]
        others = self._line.sizeHint().height() + self._foot_bar.sizeHint().height() + 2
        most = max(theme.px(_ROW), min(theme.px(_MOST_HEIGHT), self._room - others))
        self._list.setFixedHeight(min(theme.px(sum(heights) or _HEAD), most))
        self.adjustSize()
        at = self._first_like(marked)
        self._mark(at if at >= 0 else self._next(-1, 1))
        opens, self._opens = self._opens, False
        if opens:
            self._open(at)

    def _marked(self) -> Hit | None:
        at = self._list.currentIndex().row()
        return self._model.hits[at] if 0 <= at < len(self._model.hits) else None

    def _first_like(self, marked: Hit | None) -> int:
        """Where the row that the user marked stands now, -1 if it is gone; else the first."""
        if marked is None:
            return self._next(-1, 1)
        same = (marked.words, marked.more, marked.subject)
        hits = enumerate(self._model.hits)
        return next((at for at, hit in hits if (hit.words, hit.more, hit.subject) == same), -1)

    def _next(self, at: int, by: int) -> int:
        """The next row that can be opened, or -1."""
        hits = self._model.hits
        at += by
        while 0 <= at < len(hits):
            if hits[at].do is not None:
                return at
            at += by
        return -1

    def _mark(self, at: int) -> None:
        if at >= 0:
            self._list.setCurrentIndex(self._model.index(at))
            if at == self._next(-1, 1):
                self._list.scrollToTop()  # with the head of its group
            else:
                self._list.scrollTo(self._model.index(at))

    def _move(self, at: int) -> None:
        """Mark a row because the user wants it."""
        self._moved = True
        self._mark(at)

    def _open(self, at: int) -> None:
        if not 0 <= at < len(self._model.hits):
            return
        do = self._model.hits[at].do
        if do is not None:
            self.hide()
            self.closed.emit()
            do()

    def _enter(self, at: int) -> None:
        """Open the marked row; where the rows of what was typed are not there yet, await them."""
        if self._answered == self._line.text().strip():
            self._open(at)
        else:
            self._pace.stop()
            self._opens = True
            self._ask()

    def _on_clicked(self, index: QModelIndex) -> None:
        self._open(index.row())

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        self._pace.stop()
        self._opens = False
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        at, key = self._list.currentIndex().row(), event.key()
        if key == Qt.Key.Key_Down:
            self._move(self._next(at, 1))
        elif key == Qt.Key.Key_Up:
            self._move(self._next(at, -1))
        elif key == Qt.Key.Key_Tab:
            self._move(self._first_act(at))
        elif is_enter(event):
            self._enter(at)
        elif key == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next_one: bool) -> bool:  # noqa: N802 -- Qt's name
        del next_one
        self._move(self._first_act(self._list.currentIndex().row()))
        return True

    def _first_act(self, at: int) -> int:
        """The first act of the marked patient, else of any."""
        hits = self._model.hits
        subject = hits[at].subject if 0 <= at < len(hits) else None
        acts = [n for n, hit in enumerate(hits) if hit.keys and hit.do is not None]
        own = [n for n in acts if hits[n].subject == subject and n != at]
        return (own or acts or [at])[0]


class _Hits(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.hits: Sequence[Hit] = ()
        self.text = ""

    def show(self, hits: Sequence[Hit], text: str) -> None:
        self.beginResetModel()
        self.hits, self.text = tuple(hits), text
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's name and default
        return 0 if parent.isValid() else len(self.hits)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return hit
        if role == Qt.ItemDataRole.UserRole + 1:
            return self.text
        return f"{hit.words} {hit.more}".strip() if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        head = index.isValid() and self.hits[index.row()].do is None
        return Qt.ItemFlag.NoItemFlags if head else super().flags(index)


class _HitPaint(QStyledItemDelegate):
    def sizeHint(  # noqa: N802 -- Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option
        hit: Hit = index.data(Qt.ItemDataRole.UserRole)
        return QSize(theme.px(200), theme.px(_HEAD if hit.do is None else _ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        hit: Hit = index.data(Qt.ItemDataRole.UserRole)
        text = str(index.data(Qt.ItemDataRole.UserRole + 1)).casefold()
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected) and hit.do is not None
        painter.save()
        painter.fillRect(rect, theme.color("selected" if selected else "base"))
        inner = rect.adjusted(theme.px(12), 0, -theme.px(12), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        muted = theme.color("text" if selected and theme.is_dark else "muted")
        if hit.do is None:
            painter.setFont(theme.font(Type.CAPTION))
            painter.setPen(muted)
            painter.drawText(inner, middle, hit.words)
            painter.restore()
            return
        if hit.icon:
            side = theme.px(Size.ICON_BAR)
            box = QRect(inner.left(), inner.center().y() - side // 2, side, side)
            icons.paint(painter, box, hit.icon, theme.color("text"))
            inner.setLeft(inner.left() + side + theme.px(Space.RELATED))
        if hit.keys:
            painter.setFont(theme.font(Type.CAPTION))
            painter.setPen(muted)
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, hit.keys)
            inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(hit.keys) - 8)
        x = self._paint_words(painter, inner, hit.words, text)
        if hit.more:
            painter.setFont(theme.font())
            painter.setPen(muted)
            inner.setLeft(x + theme.px(Space.RELATED))
            more = painter.fontMetrics().elidedText(
                hit.more, Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, middle, more)
        painter.restore()

    @staticmethod
    def _paint_words(painter: QPainter, rect: QRect, words: str, text: str) -> int:
        """The words with the letters that match strong; returns where they end."""
        strong = [False] * len(words)
        folded = words.casefold()
        for part in text.split() if len(folded) == len(words) else ():
            at = folded.find(part)
            if at >= 0:
                strong[at : at + len(part)] = [True] * len(part)
        painter.setPen(theme.color("text"))
        x, at = rect.left(), 0
        while at < len(words):
            end = at
            while end < len(words) and strong[end] == strong[at]:
                end += 1
            painter.setFont(theme.font(weight=Type.STRONG if strong[at] else Type.REGULAR))
            piece = QRect(x, rect.top(), max(0, rect.right() - x), rect.height())
            painter.drawText(piece, Qt.AlignmentFlag.AlignVCenter, words[at:end])
            x += painter.fontMetrics().horizontalAdvance(words[at:end])
            at = end
        return x
