"""Labels, buttons and frames, the small change of every screen; all text is plain text."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_biller.ui.kit.following_scroll import FollowingScroll
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space, Type

B = TypeVar("B", bound=QBoxLayout)
Part = QWidget | QLayout | int | None

_FONTS: dict[str, tuple[int, ...]] = {
    "caption": (Type.CAPTION,),
    "error": (Type.CAPTION,),
    "small": (Type.CAPTION,),
    "strongcaption": (Type.CAPTION, Type.STRONG),
    "strong": (Type.BODY, Type.STRONG),
    "primary": (Type.BODY, Type.STRONG),
    "title": (Type.TITLE, Type.STRONG),
    "": (),
}
"""Size and weight by kind; what is not here is body text."""


class Label(QLabel):
    """Plain text of one kind, which never obeys markup.

    Kinds: blank (body), caption, strongcaption, muted, strong, title, error, bad, warning, good.
    """

    def __init__(self, text: str = "", kind: str = "", *, wraps: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setWordWrap(wraps)
        self._dress()
        theme.changed.connect(self._dress)
        self.setText(text)

    def set_kind(self, kind: str) -> None:
        """Change what the label is, such as from muted to bad."""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self._dress()
            polish(self)

    def _dress(self) -> None:
        self.setFont(theme.font(*_FONTS.get(self.property("kind"), ())))


class ElidedLabel(Label):
    """One line that is cut with an ellipsis where room is short; its tooltip has all of it."""

    def __init__(self, text: str = "", kind: str = "") -> None:
        super().__init__(text, kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(theme.px(40))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(theme.px(40), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        del event
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, words)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(plain_tip(self.text()) if cut else "")


class Button(QPushButton):
    """A button with a verb. ``kind``: primary, secondary, quiet, link, small, segment.

    It never becomes a dialog's default by chance; the shortcut's name follows the verb in the
    tooltip. ``say_why`` disables it with the reason.

    Signals:
        reason_changed(words): there is another reason why it is disabled, or none any more.
        refused(words): its keys were pressed while it is disabled for a reason.
    """

    reason_changed = Signal(str)
    refused = Signal(str)

    def __init__(self, text: str, kind: str = "secondary", *, icon: str = "") -> None:
        super().__init__(text)
        self._reason = ""
        self._waits = False
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._icon, self._tip = icon, ""
        self._dress()
        theme.changed.connect(self._dress)
        self.toggled.connect(self._dress)

    def set_icon(self, name: str) -> None:
        """Change the icon; blank takes it away."""
        self._icon = name
        self._dress()

    def set_kind(self, kind: str) -> None:
        """Change what the button is, such as from secondary to primary."""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self._dress()
            polish(self)

    def set_tip(self, words: str, shortcut: str = "") -> None:
        """Say what the button does, and its keys."""
        self._tip = f"{words} ({shortcut})" if shortcut else words
        self.setToolTip(plain_tip(self._tip))

    def say_why(self, reason: str) -> None:
        """Disable the button with a reason in its tooltip, or enable it with a blank one."""
        around = self.parentWidget()
        if reason and around is not None and self.hasFocus():
            around.setFocus(Qt.FocusReason.OtherFocusReason)  # Qt would go on to any next control
            self._waits = True
        self.setEnabled(not reason)
        if not reason and self._waits:
            self._waits = False
            if around is not None and around.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setToolTip(plain_tip(reason or self._tip))
        if reason != self._reason:
            self._reason = reason
            self.reason_changed.emit(reason)

    def click(self) -> None:
        """Press it; while it is disabled for a reason, tell that: no key is simply dead."""
        if self._reason and not self.isEnabled():
            self.refused.emit(self._reason)
        else:
            super().click()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if alone and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()  # Qt would press the dialog's default, or nothing, and not this button
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        super().changeEvent(event)
        checkable = self.isCheckable() and self.property("kind") in ("rail", "segment")
        # A style sheet gives the font of an earlier state back when a screen joins its window.
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and checkable:
            font = self.font()
            if font.weight() != (Type.STRONG if self.isChecked() else Type.REGULAR):
                self._dress()

    def _dress(self) -> None:
        kind = self.property("kind")
        strong = self.isChecked() and kind in ("rail", "segment")
        self.setFont(theme.font(*_FONTS["strong" if strong else kind if kind in _FONTS else ""]))
        if not self._icon:
            return
        role = {"primary": "on_accent", "link": "accent"}.get(kind, "text")
        size = theme.px(Size.ICON_RAIL if kind == "rail" else Size.ICON)
        room = theme.px(Space.INSIDE) if self.text() else 0  # so that no glyph touches the words
        self.setIcon(theme.icon(self._icon, role))
        self.setIconSize(QSize(size + room, size))


class IconButton(Button):
    """A square button with an icon alone; its words are its accessible name and tooltip."""

    def __init__(self, icon: str, words: str, *, kind: str = "quiet") -> None:
        super().__init__("", kind, icon=icon)
        self.setAccessibleName(words)
        self.set_tip(words)
        self.setFixedWidth(theme.px(Size.BUTTON))


class Panel(QFrame):
    """A frame of a kind of the style sheet: panel, bar, strip, plain, backing, line."""

    def __init__(self, kind: str = "panel") -> None:
        super().__init__()
        self.setProperty("kind", kind)


def line(*, vertical: bool = False) -> Panel:
    """A thin decorative line."""
    drawn = Panel("line")
    if vertical:
        drawn.setFixedWidth(1)
    else:
        drawn.setFixedHeight(1)
    return drawn


def row(
    *parts: QWidget | QLayout | int | None,
    space: int = Space.RELATED,
    margin: int | Sequence[int] = 0,
) -> QHBoxLayout:
    """Parts side by side; a number is a gap, None takes the room that is left."""
    return _fill(QHBoxLayout(), parts, space, margin)


def column(
    *parts: QWidget | QLayout | int | None,
    space: int = Space.RELATED,
    margin: int | Sequence[int] = 0,
) -> QVBoxLayout:
    """Parts one below the other; a number is a gap, None takes the room that is left."""
    return _fill(QVBoxLayout(), parts, space, margin)


def holder(layout: QLayout, kind: str = "plain") -> Panel:
    """A frame around a layout, which can then be shown and hidden."""
    frame = Panel(kind)
    frame.setLayout(layout)
    return frame


def scrolled(widget: QWidget) -> QScrollArea:
    """A page that scrolls up and down where its window is low; never a stop of Tab itself."""
    area = FollowingScroll()
    area.setWidget(widget)
    return area


def polish(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def plain_tip(words: str) -> str:
    """Words for a tooltip, which knows no plain text: markup in them shows literally."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped}</qt>" if words else ""


def _fill(box: B, parts: Sequence[Part], space: int, margin: int | Sequence[int]) -> B:
    sides = [margin] * 4 if isinstance(margin, int) else list(margin)
    box.setContentsMargins(*(theme.px(side) for side in sides))
    box.setSpacing(theme.px(space))
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(theme.px(part))
        elif isinstance(part, QLayout):
            box.addLayout(part)
        else:
            box.addWidget(part)
    return box
