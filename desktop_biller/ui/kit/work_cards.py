"""The list of waiting work: groups of cards with count, amount and oldest, by arrows or J and K."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop_biller.ui.kit import icons
from desktop_biller.ui.kit.chip import ChipSpec, chip_width, paint_chip
from desktop_biller.ui.kit.parts import Panel, plain_tip
from desktop_biller.ui.kit.text_field import is_enter
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space, Type

Index = QModelIndex | QPersistentModelIndex

CARD = Qt.ItemDataRole.UserRole
"""The card of a row; None for the head of a group."""

_CARD, _GAP, _HEAD = 32, 4, 24
_COUNT, _AMOUNT, _OLDEST, _INNER, _BETWEEN = 32, 96, 64, 12, 8
_TIGHT_UNDER = 490
_TIGHT = 28, 76, 60, 8, 6
"""The same in a list that is narrow, so that no name is cut."""
_STEPS: dict[int, int] = {
    Qt.Key.Key_J: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_K: -1,
    Qt.Key.Key_Up: -1,
}


@dataclass(frozen=True, slots=True)
class WorkCard:
    """One kind of work that waits.

    Attributes:
        key: how the screen knows it.
        count, amount, oldest: as text; blank where the card has none.
        waits: False where nothing waits: then its words are muted.
        tip: what opens, in words.
    """

    key: str
    words: str
    icon: str
    count: str = ""
    amount: str = ""
    oldest: str = ""
    chip: ChipSpec | None = None
    waits: bool = True
    tip: str = ""

    @property
    def told(self) -> str:
        """All of it for a screen reader."""
        parts = [self.words]
        if self.count:
            parts.append(f"{self.count} waiting")
        if self.amount:
            parts.append(f"{self.amount} dollars")
        if self.oldest:
            parts.append(self.oldest)
        if self.chip is not None:
            parts.append(self.chip.words)
        return ", ".join(parts)


Row = str | WorkCard


class WorkModel(QAbstractListModel):
    """Heads of groups and cards in one column; heads can't be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other cards; a text is the head of a group."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """The row of a card, -1 where it is not there."""
        found = (at for at, row in enumerate(self.rows) if isinstance(row, WorkCard))
        return next((at for at in found if _key(self.rows[at]) == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's name and default
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's signature
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if isinstance(row, str):
            return row if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.words
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.told
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(row.tip)
            case _:
                return row if role == CARD else None


def _key(row: Row) -> str:
    return row.key if isinstance(row, WorkCard) else ""


def _measures(rect: QRect) -> tuple[int, int, int, int, int]:
    """Widths of count, amount and oldest, the margin inside a card, and the gap between."""
    tight = rect.width() < theme.px(_TIGHT_UNDER)
    sizes = _TIGHT if tight else (_COUNT, _AMOUNT, _OLDEST, _INNER, _BETWEEN)
    count, amount, oldest, inner, gap = (theme.px(size) for size in sizes)
    return count, amount, oldest, inner, gap


def _columns(rect: QRect) -> tuple[QRect, QRect, QRect]:
    """Where count, amount and oldest stand in a card."""
    *widths, inner, gap = _measures(rect)
    right, found = rect.right() - inner + 1, []
    for wide in reversed(widths):
        found.append(QRect(right - wide, rect.top(), wide, rect.height()))
        right -= wide + gap
    oldest, amount, count = found
    return count, amount, oldest


class WorkDelegate(QStyledItemDelegate):
    """Paints heads and cards."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 -- Qt's name
        del option
        head = index.data(CARD) is None
        return QSize(theme.px(280), theme.px(_HEAD if head else _CARD + _GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        card = index.data(CARD)
        painter.save()
        if card is None:
            painter.setFont(theme.font(Type.CAPTION))
            painter.setPen(theme.color("muted"))
            words = rect.adjusted(theme.px(Space.RELATED + 1), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(index.data() or ""))
        else:
            view = self.parent()
            selected = bool(state & QStyle.StateFlag.State_Selected)
            hover = bool(state & QStyle.StateFlag.State_MouseOver)
            focus = selected and isinstance(view, QAbstractItemView) and view.hasFocus()
            box = rect.adjusted(1, 1, -1, -theme.px(_GAP) + 1)
            self._paint_box(painter, box, selected=selected, hover=hover, focus=focus)
            self._paint_card(painter, box, card, selected=selected)
        painter.restore()

    @staticmethod
    def _paint_box(
        painter: QPainter, box: QRect, *, selected: bool, hover: bool, focus: bool
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = "selected" if selected else "hover" if hover else "base"
        edge = "focus" if focus else "border_on_selected" if selected else "divider"
        if focus and theme.is_dark:
            edge = "text"
        painter.setBrush(theme.color(fill))
        painter.setPen(QPen(theme.color(edge), 2 if focus else 1))
        half = 0.0 if focus else 0.5  # a thin line on whole pixels
        edge_box = QRectF(box).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(edge_box, Size.RADIUS, Size.RADIUS)

    @staticmethod
    def _paint_card(painter: QPainter, box: QRect, card: WorkCard, *, selected: bool) -> None:
        quiet = "text" if selected and theme.is_dark else "muted"
        ink = theme.color("text" if card.waits else quiet)
        side = theme.px(Size.ICON_BAR)
        *_, inner, gap = _measures(box)
        mark = QRect(box.left() + inner, box.center().y() - side // 2 + 1, side, side)
        icons.paint(painter, mark, card.icon, ink)
        count, amount, oldest = _columns(box)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setPen(ink)
        painter.setFont(theme.font(weight=Type.STRONG, figures=True))
        painter.drawText(count, right, card.count)
        painter.setFont(theme.font(figures=True))
        painter.drawText(amount, right, card.amount)
        painter.drawText(oldest, right, card.oldest)
        end = count.left() - gap
        if card.chip is not None:
            wide = chip_width(card.chip)
            paint_chip(painter, QRect(end - wide, box.top(), wide, box.height()), card.chip)
            end -= wide + gap
        painter.setFont(theme.font())
        painter.setPen(ink)
        words = QRect(mark.right() + gap, box.top(), 0, box.height())
        words.setRight(end)
        cut = painter.fontMetrics().elidedText(
            card.words, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)


class WorkList(QListView):
    """The cards. Up and Down or J and K move, Enter opens.

    Signals:
        opened(key): Enter, or a click, on a card.
        card_changed(key): another card has the focus.
    """

    opened = Signal(str)
    card_changed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.work = WorkModel()
        self.setModel(self.work)
        self.setItemDelegate(WorkDelegate(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("kind", "cards")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setMinimumWidth(theme.px(300))
        self.clicked.connect(self._on_clicked)
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other cards and stay on the same one, or stand on the first."""
        before, scrolled = self.card(), self.verticalScrollBar().value()
        if tuple(rows) == self.work.rows:
            return
        blocked = self.selectionModel().blockSignals(True)  # a refill moves nobody
        self.work.set_rows(rows)
        self.choose(before)
        self.selectionModel().blockSignals(blocked)
        self.verticalScrollBar().setValue(scrolled)
        self.viewport().update()

    def card(self) -> str:
        """The key of the card with the focus; blank where there is none."""
        index = self.currentIndex()
        return _key(self.work.rows[index.row()]) if index.isValid() else ""

    def choose(self, key: str) -> None:
        """Stand on a card; on the first where it is not there."""
        at = self.work.row_of(key)
        if at < 0:
            at = self._cards()[0] if self._cards() else -1
        if at >= 0:
            self.setCurrentIndex(self.work.index(at))

    def content_height(self) -> int:
        """How high all cards are, in pixels."""
        heads = sum(isinstance(row, str) for row in self.work.rows)
        cards = len(self.work.rows) - heads
        return heads * theme.px(_HEAD) + cards * theme.px(_CARD + _GAP)

    def _cards(self) -> list[int]:
        return [at for at, row in enumerate(self.work.rows) if isinstance(row, WorkCard)]

    def _move(self, to: int) -> None:
        cards = self._cards()
        if cards:
            at = cards[max(0, min(to, len(cards) - 1))]
            self.setCurrentIndex(self.work.index(at))
            if at == cards[0]:
                self.scrollToTop()  # the head of the first group too

    def _on_clicked(self, index: QModelIndex) -> None:
        key = _key(self.work.rows[index.row()])
        if key:
            self.opened.emit(key)

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        del before
        if now.isValid():
            self.card_changed.emit(self.card())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        cards = self._cards()
        here = cards.index(self.currentIndex().row()) if self.currentIndex().row() in cards else 0
        step = _STEPS.get(event.key())
        if is_enter(event) and self.card():
            self.opened.emit(self.card())
        elif step is not None and not held:
            self._move(here + step)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not held:
            self._move(0 if event.key() == Qt.Key.Key_Home else len(cards) - 1)
        else:
            super().keyPressEvent(event)


class WorkHead(Panel):
    """The heads over the cards' columns."""

    def __init__(self, words: str, cards: WorkList) -> None:
        super().__init__("plain")
        self._words, self._cards = words, cards
        self.setFixedHeight(theme.px(Size.BUTTON_SMALL))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        del event
        painter = QPainter(self)
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.color("muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        rect = QRect(0, 0, self._cards.viewport().width(), self.height())
        painter.drawText(rect.adjusted(theme.px(Space.RELATED + 1), 0, 0, 0), middle, self._words)
        count, amount, oldest = _columns(rect)
        wide = theme.px(40)
        for box, words in ((count, "Count"), (amount, "Amount $"), (oldest, "Oldest")):
            painter.drawText(
                box.adjusted(-wide, 0, 0, 0), middle | Qt.AlignmentFlag.AlignRight, words
            )
        painter.end()
