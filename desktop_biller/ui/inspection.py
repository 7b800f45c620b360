"""Looks over a window by machine: what a person would find cut, hidden, unnamed or unreadable.

The gallery, the walk over all screens and the tests share these checks. Each returns ``Flaw``s;
an empty list is what is wanted.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QFontMetrics, QImage, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QWidget,
)

from desktop_biller.ui.kit.focus_ring import FocusRing
from desktop_biller.ui.kit.grid_head import GridHead
from desktop_biller.ui.kit.parts import ElidedLabel
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Type, contrast

_SHORT_CHOICE = 16
_SLACK = 1
_NEEDED, _LARGE_NEEDED = 4.5, 3.0
_LARGE_PX = 24
_SMOOTHING = 0.9
"""Smoothed edges of thin letters reach a little less than their color."""
_SAMPLES = 4000


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong with a widget."""

    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}: {self.words}"


def flaws_of(window: QWidget, picture: QImage | None = None) -> list[Flaw]:
    """All that the machine finds wrong with a window as it is shown.

    Args:
        window: a shown window or dialog.
        picture: a grabbed picture of it, for the contrast; left out, contrast is not looked at.
    """
    found = [*cut_texts(window), *overlaps(window), *outside(window), *unnamed(window)]
    found += cut_sideways(window)
    found += [*rich_texts(window), *same_mnemonics(window), *small_targets(window)]
    if picture is not None:
        found += unreadable(window, picture)
    return found


def name_of(widget: QWidget) -> str:
    """How a person would point at the widget: class, object name, text."""
    text = ""
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        text = widget.text()[:40]
    named = widget.objectName() or widget.accessibleName()
    return " ".join(
        part for part in (type(widget).__name__, named, repr(text) if text else "") if part
    )


def seen(window: QWidget) -> Iterator[QWidget]:
    """All widgets of the window that can be seen now, without Qt's own inner parts."""
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and widget.window() is window and widget.width() > 0:
            yield widget


def cut_texts(window: QWidget) -> list[Flaw]:
    """Words that do not fit their place: labels, buttons, fields' choices, tabs, heads, cells."""
    found = []
    for widget in seen(window):
        if isinstance(widget, ElidedLabel):
            continue  # cut on purpose; its tooltip has all of it
        if isinstance(widget, QLabel) and widget.text():
            need = _label_need(widget)
            if need:
                found.append(Flaw(name_of(widget), need))
        elif isinstance(widget, QPushButton) and widget.text():
            if widget.width() + _SLACK < widget.sizeHint().width():
                found.append(Flaw(name_of(widget), "its words are cut"))
        elif isinstance(widget, QComboBox):
            if _is_choice_cut(widget):
                found.append(Flaw(name_of(widget), f"its choice “{widget.currentText()}” is cut"))
        elif isinstance(widget, QTableView):
            found.extend(_cut_cells(widget))
    return found


def _is_choice_cut(choice: QComboBox) -> bool:
    """True where a short choice does not fit; long ones, such as payers' names, may be cut."""
    words = choice.currentText()
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = choice.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, choice)
    need = QFontMetrics(choice.font()).horizontalAdvance(words)
    return len(words) <= _SHORT_CHOICE and need > room.width() + _SLACK


def _label_need(label: QLabel) -> str:
    inner = label.contentsRect()
    if label.wordWrap():
        need = label.heightForWidth(label.width())
        return "its lines are cut" if need > label.height() + _SLACK else ""
    metrics = QFontMetrics(label.font())
    words = label.text().replace("&", "") if label.buddy() is not None else label.text()
    widest = max(metrics.horizontalAdvance(part) for part in words.split("\n"))
    return "its words are cut" if widest > inner.width() + _SLACK else ""


def _cut_cells(table: QTableView) -> Iterator[Flaw]:
    """Heads, money, dates and codes are never cut; only open columns of words may be."""
    head = table.horizontalHeader()
    model = table.model()
    if model is None:
        return
    columns = getattr(model, "columns", ())
    heads = QFontMetrics(theme.font(Type.CAPTION, Type.STRONG))
    for at in range(model.columnCount()):
        if table.isColumnHidden(at):
            continue
        words = str(model.headerData(at, Qt.Orientation.Horizontal) or "")
        room = head.sectionSize(at) - 2 * 4
        whole = head.whole_of(at).width() if isinstance(head, GridHead) else room
        if heads.horizontalAdvance(words) > max(room, whole):
            yield Flaw(name_of(table), f"the head “{words}” is cut")
        if at >= len(columns) or not _holds_figures(columns[at]):
            continue
        first = max(0, table.rowAt(0))
        last = table.rowAt(table.viewport().height() - 1)
        last = model.rowCount() - 1 if last < 0 else last
        metrics = QFontMetrics(theme.font(figures=True))
        for row in range(first, last + 1):
            text = str(model.index(row, at).data() or "")
            if metrics.horizontalAdvance(text) > room:
                yield Flaw(name_of(table), f"the cell “{text}” under “{words}” is cut")
                break


def _holds_figures(column: object) -> bool:
    """True for money, dates and codes, in lists and in grids alike."""
    kind = getattr(column, "kind", "") in ("money", "count", "date", "code")
    return kind or getattr(column, "align", "") == "right" or bool(getattr(column, "figures", 0))


def overlaps(window: QWidget) -> list[Flaw]:
    """Two parts of one parent that lie over each other."""
    found = []
    for parent in [window, *seen(window)]:
        if isinstance(parent, (QStackedWidget, QAbstractScrollArea, QHeaderView, QTabBar)):
            continue
        if isinstance(parent, (QComboBox, QLineEdit, QAbstractSpinBox)):
            continue  # their inner parts lie over them on purpose
        children = [
            child
            for child in parent.children()
            if isinstance(child, QWidget)
            and child.isVisibleTo(window)
            and not child.isWindow()
            and not isinstance(child, (FocusRing, QScrollBar))
            and child.objectName() != "overlay"
        ]
        for at, one in enumerate(children):
            for other in children[at + 1 :]:
                common = one.geometry().intersected(other.geometry())
                if common.width() > _SLACK and common.height() > _SLACK:
                    found.append(Flaw(name_of(one), f"lies over {name_of(other)}"))
    return found


def outside(window: QWidget) -> list[Flaw]:
    """Parts that stand beyond their parent's edge, where nothing can scroll them into sight."""
    found = []
    for widget in seen(window):
        if _scrolls(widget, window) or isinstance(widget, FocusRing):
            continue
        parent = widget.parentWidget()
        if parent is None or widget.isWindow():
            continue
        box = widget.geometry()
        room = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
        if not room.contains(box):
            found.append(Flaw(name_of(widget), f"stands out of {name_of(parent)}"))
    return found


def cut_sideways(window: QWidget) -> list[Flaw]:
    """Content wider than its scroll area, which has no bar to bring the rest into sight."""
    found = []
    for area in seen(window):
        if not isinstance(area, QScrollArea):
            continue
        content, bar = area.widget(), area.horizontalScrollBarPolicy()
        if content is None or bar != Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            continue
        over = content.width() - area.viewport().width()
        if over > _SLACK:
            found.append(Flaw(name_of(area), f"its content is cut by {over} px at the right"))
    return found


def _scrolls(widget: QWidget, window: QWidget) -> bool:
    at = widget.parentWidget()
    while at is not None and at is not window:
        if isinstance(at, (QScrollArea, QAbstractScrollArea, QTabBar, QComboBox, QLineEdit)):
            return True
        at = at.parentWidget()
    return False


def controls(window: QWidget) -> list[QWidget]:
    """What can take the focus by Tab and is usable now, in no certain order."""
    return [
        widget
        for widget in seen(window)
        if widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollArea)
    ]


def spoken_name(widget: QWidget) -> str:
    """What a screen reader calls the widget."""
    interface: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def unnamed(window: QWidget) -> list[Flaw]:
    """Controls that a screen reader could not name."""
    return [
        Flaw(name_of(widget), "has no accessible name")
        for widget in controls(window)
        if not spoken_name(widget).strip()
    ]


def rich_texts(window: QWidget) -> list[Flaw]:
    """Labels that would obey markup in a name (promise 35)."""
    return [
        Flaw(name_of(label), "would obey markup")
        for label in window.findChildren(QLabel)
        if label.textFormat() != Qt.TextFormat.PlainText
        and type(label).__module__ != "PySide6.QtWidgets"
    ]


def _is_qts_own(label: QLabel) -> bool:
    """True for a label inside one of Qt's own widgets, such as a calendar."""
    return type(label) is QLabel and type(label.parent()).__module__.startswith("PySide6")


def same_mnemonics(window: QWidget) -> list[Flaw]:
    """Two parts that the same Alt key would call."""
    keys: Counter[str] = Counter()
    owners: dict[str, list[str]] = {}
    for widget in seen(window):
        if isinstance(widget, (QLabel, QAbstractButton)):
            text = widget.text()
            if isinstance(widget, QLabel) and widget.buddy() is None:
                continue
            key = QKeySequence.mnemonic(text).toString()
            if key:
                keys[key] += 1
                owners.setdefault(key, []).append(name_of(widget))
    return [
        Flaw(", ".join(owners[key]), f"share {key}") for key, times in keys.items() if times > 1
    ]


def small_targets(window: QWidget) -> list[Flaw]:
    """Buttons too small to hit (24 pixels; links in lines of text and inner parts apart)."""
    return [
        Flaw(name_of(button), f"is {button.width()}x{button.height()}, too small to hit")
        for button in seen(window)
        if isinstance(button, QPushButton) and min(button.width(), button.height()) < 20
    ]


def unreadable(window: QWidget, picture: QImage) -> list[Flaw]:
    """Labels and buttons whose letters do not stand out from what they lie on."""
    found = []
    for widget in seen(window):
        if not isinstance(widget, (QLabel, QPushButton)) or not widget.text().strip():
            continue
        corner = widget.mapTo(window, QPoint(0, 0))
        box = QRect(corner, widget.size()).intersected(window.rect())
        if _covered(widget, window) or box.width() < 8 or box.height() < 8:
            continue
        reached = _contrast_in(picture, box)
        large = QFontMetrics(widget.font()).height() >= _LARGE_PX
        needed = (_LARGE_NEEDED if large else _NEEDED) * _SMOOTHING
        if reached < needed:
            found.append(Flaw(name_of(widget), f"has a contrast of {reached:.1f}"))
    return found


def _covered(widget: QWidget, window: QWidget) -> bool:
    """True where the widget is scrolled out of sight."""
    return widget.visibleRegion().boundingRect().size() != widget.size() or not (
        widget.isVisibleTo(window)
    )


def _contrast_in(picture: QImage, box: QRect) -> float:
    """The contrast between the commonest color of a box and the one farthest from it."""
    ratio = picture.devicePixelRatio()
    left, top = int(box.left() * ratio), int(box.top() * ratio)
    right, bottom = int(box.right() * ratio), int(box.bottom() * ratio)
    right, bottom = min(right, picture.width() - 1), min(bottom, picture.height() - 1)
    step = max(1, (right - left) * (bottom - top) // _SAMPLES)
    colors: Counter[str] = Counter()
    number = 0
    for y in range(top + 1, bottom):
        for x in range(left + 1, right):
            number += 1
            if step == 1 or number % step == 0:
                colors[picture.pixelColor(x, y).name()] += 1
    if not colors:
        return 21.0
    ground = colors.most_common(1)[0][0]
    return max(contrast(ground, color) for color in colors)


def walk_by_tab(
    window: QWidget, press: Callable[[QWidget], None]
) -> tuple[list[QWidget], list[Flaw]]:
    """Press Tab until the focus comes round; the controls in the order they were reached.

    Args:
        window: a shown, active window.
        press: presses Tab in the widget that has the focus.

    Returns:
        The controls reached, and what is wrong: one that is never reached, or reached twice. What
        appears on the way is not asked for: Tab may have passed its place before.
    """
    there = controls(window)
    start = QApplication.focusWidget()
    if start is None:
        return [], [Flaw(name_of(window), "nothing has the focus")]
    # An empty list holds the focus for its rows; Tab only leads away from it.
    if start.focusPolicy() == Qt.FocusPolicy.NoFocus:
        press(start)
        start = QApplication.focusWidget() or start
    reached = [start]
    for _ in range(400):
        now = QApplication.focusWidget()
        if now is None:
            return reached, [Flaw(name_of(reached[-1]), "Tab loses the focus")]
        cell = _cell_of(now)
        press(now)
        after = QApplication.focusWidget()
        if after is now and _cell_of(now) != cell:
            continue  # Tab goes through the cells of a grid first
        if after is None or after is start:
            break
        if after is now or after in reached:
            return reached, [Flaw(name_of(after), "Tab comes here twice and no further")]
        reached.append(after)
    names = {id(widget) for widget in reached}
    still = [widget for widget in controls(window) if widget in there]
    missed = [widget for widget in still if id(widget) not in names and _by_tab(widget)]
    return reached, [Flaw(name_of(widget), "Tab never comes here") for widget in missed]


def _cell_of(widget: QWidget) -> tuple[int, int] | None:
    """The cell of a table that has the focus; None for other controls."""
    if not isinstance(widget, QAbstractItemView):
        return None
    index = widget.currentIndex()
    return (index.row(), index.column()) if index.isValid() else None


def _by_tab(widget: QWidget) -> bool:
    """Radio-like groups are one stop: their other members are reached by arrows."""
    if isinstance(widget, QAbstractButton):
        group: QButtonGroup | None = widget.group()
        if group is not None and group.exclusive() and group.checkedButton() is not None:
            return group.checkedButton() is widget
    return not isinstance(widget.parent(), (QTabBar, QComboBox))
