"""What every screen is: a head with its one main act, a body, an action bar where it is entry."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.banner import Banner
from desktop_biller.ui.kit.parts import Button, ElidedLabel, Label, Panel, row
from desktop_biller.ui.kit.shortcuts import keys_of, make_action
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Compact, Size, Space


class ScreenHead(Panel):
    """Title at the left, then what the screen puts there; acts at the right, the main one last."""

    def __init__(self, title: str) -> None:
        super().__init__("plain")
        self.title = Label(title, "title")
        self.title.setObjectName("screen_title")
        self.setFixedHeight(theme.px(Size.HEAD))
        self._row = row(self.title, margin=(Space.MARGIN, 0, Space.MARGIN, 0))
        self._row.addStretch(1)
        self._left = 1
        self.setLayout(self._row)

    def add(self, widget: QWidget) -> None:
        """Put something after the title: a date, a filter."""
        self._row.insertSpacing(self._left, theme.px(Space.RELATED))
        # What can grow comes before the gap between the two sides.
        grows = widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Expanding
        self._row.insertWidget(self._left + 1, widget, 100 if grows else 0)
        self._left += 2

    def add_act(self, widget: QWidget) -> None:
        """Put an act at the right; the main one comes last."""
        self._row.addWidget(widget)


class ActionBar(Panel):
    """The bar under an entry screen: what must be known at the left, the main act at the right."""

    def __init__(self) -> None:
        super().__init__("bottombar")
        self.setFixedHeight(theme.px(Size.ACTION_BAR))
        self.words = ElidedLabel("", "muted")
        self._row = row(margin=(Space.MARGIN, 0, Space.MARGIN, 0))
        self._row.addWidget(self.words, 1)
        self._lead = 0
        self.setLayout(self._row)

    def add_left(self, widget: QWidget) -> None:
        """Put an act at the far left, such as Discard draft."""
        self._row.insertWidget(self._lead, widget)
        self._lead += 1

    def add(self, widget: QWidget) -> None:
        """Put an act at the right; the main one comes last."""
        self._row.addWidget(widget)


class Screen(QWidget):
    """One screen of a section.

    Subclasses build their body into ``body`` and set ``hint`` (the keys that matter here) and
    ``entry`` (the widget that takes the focus when the screen opens).

    Signals:
        hint_changed(str): other keys matter now.
    """

    hint_changed = Signal(str)

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.head = ScreenHead(title)
        self.banner = Banner()
        self._told_reason = ""
        self.body = QVBoxLayout()
        self.body.setContentsMargins(theme.px(Space.MARGIN), 0, theme.px(Space.MARGIN), 0)
        self.body.setSpacing(theme.px(Space.RELATED))
        self.actions_bar = ActionBar()
        self.actions_bar.hide()
        self.entry: QWidget | None = None
        self.hint = ""
        self._acts: dict[str, QAction] = {}
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(self.head)
        self._outer.addWidget(self.banner)
        self._outer.addLayout(self.body, 1)
        self._outer.addWidget(self.actions_bar)
        if not title:
            self.head.hide()

    def act(self, name: str, do: Callable[[], object], words: str = "") -> QAction:
        """Give an act of the registry its meaning on this screen (Ctrl+N, Ctrl+Enter, ...)."""
        action = make_action(self, name, words=words, on_screen=True)
        action.triggered.connect(lambda _checked=False: do())
        self._acts[name] = action
        return action

    def acts(self) -> tuple[QAction, ...]:
        """The acts of this screen, for the menu and the shortcut sheet."""
        return tuple(self._acts.values())

    def button(
        self,
        text: str,
        do: Callable[[], object],
        *,
        kind: str = "secondary",
        icon: str = "",
        keys: str = "",
    ) -> Button:
        """A button whose tooltip tells the keys of its act."""
        made = Button(text, kind, icon=icon)
        made.set_tip(text, keys_of(keys) if keys else "")
        made.clicked.connect(lambda _checked=False: do())
        made.refused.connect(self._tell_reason)
        made.reason_changed.connect(self._on_reason)
        return made

    def _tell_reason(self, words: str) -> None:
        self._told_reason = words
        self.banner.say("blue", words)

    def _on_reason(self, words: str) -> None:
        """What was told of a button follows its reason, and goes with it."""
        if self._told_reason and self.banner.words() == self._told_reason:
            self._told_reason = words
            if words:
                self.banner.say("blue", words)
            else:
                self.banner.clear()

    def show_error(self, error: UserError) -> None:
        """Show a refusal over the screen; what was typed stays."""
        self.banner.say("red", f"{error.what} {error.effect} {error.remedy}")

    def clear_error(self) -> None:
        """Take the refusal away."""
        self.banner.clear()

    def take_focus(self) -> None:
        """Put the focus where the work of this screen starts, or around it where that is hidden."""
        where = self.entry
        while where is not None and where is not self and where.isHidden():
            where = where.parentWidget()
        if where is not None:
            where.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_hint(self, words: str) -> None:
        """Say which keys matter now."""
        self.hint = words
        self.hint_changed.emit(words)

    def has_unsaved(self) -> bool:
        """True while something typed would be lost; such a screen is asked before it closes."""
        return False

    def fit(self, height: int) -> None:
        """Give way in a low window (compact heights)."""
        low = height < Compact.UNDER
        bar = Compact.ACTION_BAR if low else Size.ACTION_BAR
        self.actions_bar.setFixedHeight(theme.px(bar))
        self.head.setFixedHeight(theme.px(Size.HEAD - 8 if low else Size.HEAD))


def width_of(text: str) -> int:
    """How wide a text is in the body font, in pixels."""
    return QFontMetrics(theme.font()).horizontalAdvance(text)
