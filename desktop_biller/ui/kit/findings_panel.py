"""What a check found: stops, warnings and notes, each with words and the way to its field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_biller.ui.kit.chip import Chip, ChipSpec
from desktop_biller.ui.kit.parts import Button, Label, Panel, holder, line, row
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space

Grade = Literal["stop", "warning", "note"]

_CHIPS = {
    "stop": ChipSpec("Stop", "red", "bad"),
    "warning": ChipSpec("Warning", "amber", "warning"),
    "note": ChipSpec("Note", "grey", "info"),
}
_EDGES = {"stop": "red_text", "warning": "amber_text", "note": "border"}
_NARROW = 256
_EDGE = 3


@dataclass(frozen=True, slots=True)
class PanelFinding:
    """One thing that a check found.

    Attributes:
        words: what is wrong and what to do.
        field: where it is, told by ``go_to``; blank where there is no field.
        link: the field in words, such as ``line 3, Dx``.
        short: the same where room is short, such as ``line 3``.
    """

    grade: Grade
    words: str
    field: str = ""
    link: str = ""
    short: str = ""


class FindingsPanel(Panel):
    """Stops first, then warnings, then notes; below, how many checks passed.

    Signals:
        go_to(field): the user wants to go where a finding is.
    """

    go_to = Signal(str)

    def __init__(self, title: str = "Claim check") -> None:
        super().__init__("panel")
        self.setObjectName("findings")
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._stops, self._warnings = Chip(), Chip()
        for chip in (self._stops, self._warnings):
            chip.set_spec(None)
        head = row(
            Label(title, "strong"), None, self._stops, self._warnings, space=Space.INSIDE,
            margin=(12, Space.RELATED, 12, Space.RELATED),
        )  # fmt: skip
        self._quiet = Label("", "muted", wraps=True)
        self._quiet.setContentsMargins(*(theme.px(m) for m in (12, 8, 12, 8)))
        self._items: list[_Item] = []
        self._inner = QWidget()
        self._list = QVBoxLayout(self._inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._scroll = _Fitting(self._inner)
        self._good = Label()
        self._passed = Label("", "muted")
        foot = row(
            self._good, self._passed, None,
            margin=(12, Space.RELATED, 12, Space.RELATED),
        )  # fmt: skip
        self._foot = holder(foot)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(line())
        box.addWidget(self._quiet)
        box.addWidget(self._scroll, 1)
        box.addWidget(self._foot)
        self._whole = False
        theme.changed.connect(self._dress)
        self._dress()
        self.show_findings((), 0)

    def show_findings(self, findings: Sequence[PanelFinding], passed: int, words: str = "") -> None:
        """Show what was found, in this order; the focus stays where it is.

        Args:
            findings: what was found.
            passed: how many checks found nothing.
            words: said while there is nothing to show, such as that nothing was typed yet.
        """
        while len(self._items) < len(findings):
            item = _Item()
            item.link.clicked.connect(lambda _checked=False, item=item: self.go_to.emit(item.field))
            self._items.append(item)
            self._list.addWidget(item)
        for n, item in enumerate(self._items):
            item.setVisible(n < len(findings))
            if n < len(findings):
                item.show_finding(findings[n])
        self._count(self._stops, findings, "stop", "bad")
        self._count(self._warnings, findings, "warning", "warning")
        self._quiet.setText(words)
        self._quiet.setVisible(bool(words))
        self._scroll.setVisible(bool(findings))
        others = "other " if findings else ""
        self._passed.setText(f"{passed:,} {others}check{'' if passed == 1 else 's'} passed")
        self._foot.setVisible(passed > 0)
        self._fit()

    def show_whole(self, *, whole: bool) -> None:
        """Stand as high as all findings, where the panel lies below the form and that scrolls."""
        self._whole = whole
        self._fit()

    def first_link(self) -> QWidget | None:
        """The way to the first finding; None where there is none."""
        shown = (item for item in self._items if not item.isHidden() and item.link.isEnabled())
        return next((item.link for item in shown), None)

    def _count(self, chip: Chip, findings: Sequence[PanelFinding], grade: Grade, icon: str) -> None:
        count = sum(finding.grade == grade for finding in findings)
        words = f"{count} {grade}{'' if count == 1 else 's'}"
        chip.set_spec(ChipSpec(words, _CHIPS[grade].hue, icon) if count else None)

    def _dress(self) -> None:
        size = theme.px(Size.ICON)
        self._good.setPixmap(theme.icon("good", "green_text").pixmap(size, size))
        self._good.setAccessibleName("Good")

    def _fit(self) -> None:
        """No higher than what it says."""
        width = self.contentsRect().width() - 2  # its edge, and the room inside it
        self._quiet.setMinimumHeight(max(0, self._quiet.heightForWidth(max(width, 1))))
        narrow = width < theme.px(_NARROW)
        for item in self._items:
            item.set_narrow(narrow=narrow)
        height = self._list.heightForWidth(max(width, 1)) if self._list.hasHeightForWidth() else 0
        height = max(height, self._list.sizeHint().height() if not height else 0)
        self._scroll.fit(height, least=height if self._whole else min(height, theme.px(84)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._fit()


class _Fitting(QScrollArea):
    """Scrolls only where it can't be as high as what it holds."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._height = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)

    def fit(self, height: int, *, least: int) -> None:
        """Be so high where there is room, and never lower than ``least``."""
        self._height = height
        self.setMaximumHeight(max(height, 1))
        self.setMinimumHeight(least)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(super().sizeHint().width(), self._height)


class _Item(QWidget):
    """One finding; it is used again for the next one, so that no focus is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.field = ""
        self._finding: PanelFinding | None = None
        self._narrow = False
        self._edge = QFrame()
        self._edge.setFixedWidth(_EDGE)
        self._edge.setAutoFillBackground(True)
        self._chip = Chip()
        self._words = Label("", wraps=True)
        self.link = Button("", "link", icon="go")
        self.link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(theme.px(Space.INSIDE))
        self._top.addWidget(self._chip)
        self._top.addStretch(1)
        self._box = QVBoxLayout()
        self._box.setContentsMargins(*(theme.px(m) for m in (12, 10, 8, 8)))
        self._box.setSpacing(theme.px(Space.INSIDE))
        self._box.addLayout(self._top)
        self._box.addWidget(self._words)
        self._box.addWidget(self.link)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(self._box)
        inner.addWidget(line())
        outer = row(self._edge, inner, space=0)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        theme.changed.connect(self._dress)

    def show_finding(self, finding: PanelFinding) -> None:
        """Show a finding."""
        self._finding, self.field = finding, finding.field
        self._chip.set_spec(_CHIPS[finding.grade])
        self._words.setText(finding.words)
        self._dress()

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the link beside the chip, where room is short."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if narrow:
            self._box.removeWidget(self.link)
            self._top.addWidget(self.link)
        else:
            self._top.removeWidget(self.link)
            self._box.addWidget(self.link)
        self._dress()

    def _dress(self) -> None:
        finding = self._finding
        if finding is None:
            return
        palette = self._edge.palette()
        palette.setColor(self._edge.backgroundRole(), theme.color(_EDGES[finding.grade]))
        self._edge.setPalette(palette)
        link = (finding.short or finding.link) if self._narrow else finding.link
        self.link.setText(f"Go to {link}")
        self.link.setVisible(bool(finding.field and finding.link))
        self.link.setAccessibleName(f"Go to {finding.link}")
        self.link.setAccessibleDescription(finding.words)
