"""From what amount and after how many days a statement is due, and words to find an account by."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_biller.ui.kit.parts import Button, Label, row
from desktop_biller.ui.kit.step_field import StepField
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.typed_fields import MoneyField
from desktop_biller.workflow.statements.due_list import USUAL_RULES, DueRules

_MOST_DAYS = 365


class DueFilter(QWidget):
    """The row of fields over the list.

    Signals:
        ruled(DueRules): another amount or other days.
        filtered(text): words were typed.
        all_asked: tick all that are due.
    """

    ruled = Signal(object)
    filtered = Signal(str)
    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._usual = 0
        self._told = USUAL_RULES
        self.minimum = MoneyField()
        self.minimum.setObjectName("minimum")
        self.minimum.setFixedWidth(theme.px(72))
        self.days = StepField(0, _MOST_DAYS)
        self.days.setObjectName("days")
        self.days.setFixedWidth(theme.px(52))
        self.days.set_number(USUAL_RULES.days)
        self.text = TextField(longest=60)
        self.text.setObjectName("filter")
        self.text.setAccessibleName("Find an account in the list")
        self.text.setPlaceholderText("Name or account")
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(theme.px(96))
        self.text.setMaximumWidth(theme.px(160))
        self.all = Button("Select &all due", "link")
        self.all.setObjectName("select_all")
        minimum = _named("Mini&mum $", "Minimum in dollars", self.minimum)
        days = _named("Days since &last", "Days since the last statement", self.days)
        self.setLayout(row(minimum, self.minimum, 4, days, self.days, 4, self.text, None, self.all))
        self.minimum.read_out.connect(self._tell)
        self.days.stepped.connect(self._tell)
        self.text.edited.connect(lambda: self.filtered.emit(self.text.value()))
        self.all.clicked.connect(self.all_asked)

    def show_usual(self, minimum_cents: int) -> None:
        """Show the practice's own minimum, which holds until another one is typed."""
        self._usual = minimum_cents
        if self._told.minimum_cents is None:
            self.minimum.set_cents(minimum_cents)

    def rules(self) -> DueRules:
        """What the fields say; one that can't be read counts as the usual."""
        cents, days = self.minimum.cents(), self.days.number()
        own = None if cents is None or cents == self._usual else cents
        return DueRules(own, USUAL_RULES.days if days is None else days)

    def _tell(self) -> None:
        if self.minimum.problem:
            return
        rules = self.rules()
        if rules != self._told:
            self._told = rules
            self.ruled.emit(rules)


def _named(words: str, name: str, field: QWidget) -> Label:
    label = Label(words, "muted")
    label.setBuddy(field)
    label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    field.setAccessibleName(name)
    return label
