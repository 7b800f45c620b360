"""Appearance: theme, text size, and how soon the program locks itself; each holds at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Label, column, scrolled
from desktop_biller.ui.kit.segments import Segment, Segments
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.setup.page import SetupPage

SCALES = tuple(range(100, 201, 10))
"""Text sizes, in per cent."""
IDLE_MINUTES = tuple(range(1, 16))
_WIDTH = 480


class AppearancePage(SetupPage):
    """The tab.

    Signals:
        theme_chosen(str), scale_chosen(int per cent), idle_chosen(int minutes).
    """

    theme_chosen = Signal(str)
    scale_chosen = Signal(int)
    idle_chosen = Signal(int)
    hint = "Arrows choose · Ctrl+= and Ctrl+- change the text size anywhere · Ctrl+Tab next tab"

    def __init__(self) -> None:
        super().__init__()
        form = Form(1)
        self.theme = Segments(
            [
                Segment("system", "As the s&ystem", "Y"),
                Segment("light", "&Light", "L"),
                Segment("dark", "&Dark", "D"),
            ]
        )
        self.scale = Choice([(scale, f"{scale} %") for scale in SCALES])
        self.idle = Choice([(n, f"{n} minute{'' if n == 1 else 's'}") for n in IDLE_MINUTES])
        form.add("theme", "Theme", self.theme)
        form.add("text_scale", "Te&xt size", self.scale)
        form.add(
            "idle_minutes", "Loc&k after", self.idle,
            hint="Without a key or a click. It can't be switched off; Ctrl+L locks at once.",
        )  # fmt: skip
        form.setMaximumWidth(theme.px(_WIDTH))
        self.theme.edited.connect(lambda: self.theme_chosen.emit(self.theme.value()))
        self.scale.edited.connect(lambda: self.scale_chosen.emit(_number(self.scale)))
        self.idle.edited.connect(lambda: self.idle_chosen.emit(_number(self.idle)))
        inner = QWidget()
        inner.setLayout(
            column(
                form,
                Label("These hold for you on this computer.", "muted"),
                None,
                space=Space.GROUP,
                margin=Space.MARGIN,
            )
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scrolled(inner))
        self.entry = self.theme

    def show_choices(self, mode: str, scale: int, idle_minutes: int) -> None:
        """Show what is in force."""
        self.theme.set_value(mode)
        self.scale.set_value(scale)
        self.idle.set_value(idle_minutes)


def _number(choice: Choice) -> int:
    value = choice.value()
    return value if isinstance(value, int) else 0
