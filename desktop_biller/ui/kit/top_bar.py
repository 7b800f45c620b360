"""The bar over the screens: back, forward, the search box, who works here, lock."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from desktop_biller.ui.kit.parts import Button, IconButton, Label, Panel, plain_tip, row
from desktop_biller.ui.kit.shortcuts import keys_of
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Compact, Size, Space

_NARROW = 900
_KEYS_NEED = 320


class TopBar(Panel):
    """The top bar.

    Signals:
        back_asked, forward_asked, find_asked: what they say.
        act_asked(name): privacy, lock or switch user, by the registry's names.
    """

    back_asked = Signal()
    forward_asked = Signal()
    find_asked = Signal()
    act_asked = Signal(str)

    def __init__(self, user: str) -> None:
        super().__init__("topbar")
        self._back = IconButton("back", "Back")
        self._back.set_tip("Back", keys_of("back"))
        self._back.clicked.connect(self.back_asked)
        self._forward = IconButton("forward", "Forward")
        self._forward.set_tip("Forward", keys_of("forward"))
        self._forward.clicked.connect(self.forward_asked)
        self.search = Button("Find anything...", icon="find")
        self.search.setObjectName("find")
        self.search.setAccessibleName("Find anything")
        self.search.setProperty("kind", "search")
        self.search.set_tip("Find patient, claim, check, code or action", keys_of("find"))
        self.search.clicked.connect(self.find_asked)
        self._keys = Label(keys_of("find"), "caption")
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.search.setLayout(row(None, self._keys, margin=(0, 0, 10, 0)))
        self._private = Button("Privacy view", "quiet", icon="privacy")
        self._private.clicked.connect(self._on_private)
        self._user = Button(user, "quiet", icon="person")
        self._user.setAccessibleName(f"User: {user}")
        self._user.clicked.connect(self._open_user)
        self._lock = Button("Lock", "quiet", icon="lock")
        self._lock.clicked.connect(self._on_lock)
        self._names = {"privacy": self._private, "switch user": self._user, "lock": self._lock}
        self._words = {name: button.text() for name, button in self._names.items()}
        for name, button in self._names.items():
            button.set_tip(self._words[name], keys_of(name))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.setMaximumWidth(theme.px(Size.SEARCH))
        line = row(
            self._back, self._forward, self.search, None,
            self._private, self._user, self._lock,
            margin=(12, 0, 12, 0), space=Space.RELATED,
        )  # fmt: skip
        line.setStretch(2, 100)
        self.setLayout(line)
        self.fit(height=Compact.UNDER)
        self.set_ways(back=False, forward=False)

    def set_ways(self, *, back: bool, forward: bool) -> None:
        """Say whether there is a way back and one forward."""
        self._back.say_why("" if back else "There is no place before this one.")
        self._forward.say_why("" if forward else "There is no place after this one.")

    def show_private(self, *, private: bool) -> None:
        """Say whether names are masked."""
        self._private.set_icon("hide" if private else "privacy")
        self._words["privacy"] = "Show names" if private else "Privacy view"
        self._fit_words()

    def fit(self, height: int) -> None:
        """Give way in a low window."""
        low = height < Compact.UNDER
        self.setFixedHeight(theme.px(Compact.TOP_BAR if low else Size.TOP_BAR))

    def _fit_words(self) -> None:
        narrow = self.width() < theme.px(_NARROW)
        self._keys.setVisible(self.search.width() > theme.px(_KEYS_NEED))
        for name, button in self._names.items():
            button.setText("" if narrow else self._words[name])
            if narrow or name == "privacy":
                button.setAccessibleName(self._words[name])
                button.setToolTip(plain_tip(f"{self._words[name]} ({keys_of(name)})"))

    def _on_private(self) -> None:
        self.act_asked.emit("privacy")

    def _on_lock(self) -> None:
        self.act_asked.emit("lock")

    def _open_user(self) -> None:
        menu = QMenu(self)
        menu.addAction(f"Switch user... ({keys_of('switch user')})", self._on_switch)
        menu.popup(self._user.mapToGlobal(self._user.rect().bottomLeft()))

    def _on_switch(self) -> None:
        self.act_asked.emit("switch user")

    def buttons(self) -> tuple[QPushButton, ...]:
        """All buttons, for walks over the window."""
        return (self._back, self._forward, self.search, *self._names.values())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._fit_words()
