"""The deadlines of a payer, each with where it stands; blank where the payer names none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.parts import Label, row
from desktop_biller.ui.kit.step_field import StepField
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.workflow.office.office_lists import ClockRow
from desktop_biller.workflow.office.payers import ClockInput

ClockKind = Literal["initial", "secondary", "corrected", "appeal"]
Start = Literal["service", "remittance", "notice"]

KINDS: tuple[tuple[ClockKind, str, Start], ...] = (
    ("initial", "First claim", "service"),
    ("secondary", "Second payer", "remittance"),
    ("corrected", "Corrected claim", "remittance"),
    ("appeal", "Appeal", "notice"),
)
"""(kind, words, where it usually starts)."""
_STARTS: tuple[tuple[Start, str], ...] = (
    ("service", "the visit"),
    ("remittance", "the remittance"),
    ("notice", "the notice"),
)
_UNITS = (("days", "days"), ("years", "years"))
_HEADS = ("Deadline for", "Within", "", "After")
_MOST_DAYS = 3650


class _Within(StepField):
    """A number that may be left blank: no deadline."""

    def __init__(self) -> None:
        super().__init__(1, _MOST_DAYS)

    def read_now(self) -> bool:
        if not self.value():
            self.show_problem("")
            return True
        return super().read_now()


@dataclass(slots=True)
class _Line:
    kind: ClockKind
    usual: Start
    within: _Within
    unit: Choice
    start: Choice
    source: TextField
    checked: DateField


class ClockGrid(QWidget):
    """One deadline of each kind.

    Signals:
        edited: the user changed one.
    """

    edited = Signal()

    def __init__(self, today: Today) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(Space.RELATED))
        grid.setVerticalSpacing(theme.px(Space.INSIDE))
        for at, words in enumerate(_HEADS):
            grid.addWidget(Label(words, "strongcaption"), 0, at)
        self._lines: list[_Line] = []
        for number, (kind, words, usual) in enumerate(KINDS):
            line = _Line(
                kind, usual, _Within(), Choice(_UNITS), Choice(_STARTS), TextField(longest=200),
                DateField(today),
            )  # fmt: skip
            line.within.setFixedWidth(theme.px(56))
            line.unit.setMinimumContentsLength(4)
            line.source.setPlaceholderText("Where it says so")
            line.checked.setPlaceholderText("Checked on")
            named: tuple[tuple[TextField | Choice, str], ...] = (
                (line.within, "within"),
                (line.unit, "unit"),
                (line.start, "after"),
                (line.source, "source"),
                (line.checked, "checked on"),
            )
            for field, name in named:
                field.setAccessibleName(f"{words}: {name}")
                field.setObjectName(f"clock_{kind}_{name.replace(' ', '_')}")
                field.edited.connect(self.edited)
            first, second = 1 + 2 * number, 2 + 2 * number
            grid.addWidget(Label(words), first, 0)
            for at, (field, _) in enumerate(named[:3], start=1):
                grid.addWidget(field, first, at)
            told = row(line.source, line.checked)
            told.setStretch(0, 1)
            told.setContentsMargins(0, 0, 0, theme.px(Space.RELATED))
            grid.addLayout(told, second, 1, 1, 3)
            self._lines.append(line)
        grid.setColumnStretch(3, 1)

    def show_clocks(self, clocks: Sequence[ClockRow]) -> None:
        """Show the deadlines of a payer."""
        known = {clock.kind: clock for clock in clocks}
        for line in self._lines:
            clock = known.get(line.kind)
            if clock is None:
                line.within.set_value("")
                line.unit.set_value("days")
                line.start.set_value(line.usual)
                line.source.set_value("")
                line.checked.set_date(None)
                continue
            line.within.set_number(clock.days or clock.years or 0)
            line.unit.set_value("days" if clock.days else "years")
            line.start.set_value(clock.start)
            line.source.set_value(clock.source)
            line.checked.set_date(clock.verified_on)

    def is_sound(self) -> bool:
        """True where all can be read; else the first that can't has the focus."""
        for line in self._lines:
            for field in (line.within, line.checked):
                if not field.read_now():
                    field.setFocus()
                    return False
        return True

    def clocks(self) -> tuple[ClockInput, ...]:
        """The deadlines that are not blank."""
        found = []
        for line in self._lines:
            number = line.within.number()
            if number is None:
                continue
            in_days = line.unit.value() == "days"
            start = next(s for s, _ in _STARTS if s == line.start.value())
            found.append(
                ClockInput(
                    kind=line.kind,
                    start=start,
                    days=number if in_days else None,
                    years=None if in_days else number,
                    source=line.source.value() or "verify in contract",
                    verified_on=line.checked.date(),
                )
            )
        return tuple(found)
