"""The proof of a day beside its entries: what is owed, money in, by provider, before the close."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_biller.foundation.dates import us_date, us_time
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.parts import Label
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.reports.amount_block import Amount, AmountBlock
from desktop_biller.workflow.closing.days import DaySummary

_ADDS_UP = ChipSpec("Adds up", "green", "good")
_DOES_NOT = ChipSpec("Does not add up", "red", "bad")


def proof_of(day: DaySummary) -> tuple[Amount, ...]:
    """What is owed at the day's start, what moved it, what is owed at its end."""
    return (
        Amount("Start of day", money(day.start_cents)),
        Amount("+ Charges", money(day.charge_cents)),
        Amount("− Payments", money(day.payment_cents)),
        Amount("− Adjustments", money(day.adjustment_cents)),
        Amount("+ Refunds", money(day.refund_cents)),
        Amount("End of day", money(day.end_cents), is_total=True),
    )


def adds_up(day: DaySummary) -> bool:
    """Start and what moved it make the end."""
    moved = day.charge_cents - day.payment_cents - day.adjustment_cents + day.refund_cents
    return day.start_cents + moved == day.end_cents


class DayPanel(QScrollArea):
    """Blocks of amounts, which scroll; a stop of Tab, so that keys can scroll it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Proof of the day")
        self.proof = AmountBlock("Owed to us $")
        self.money_in = AmountBlock("Money in, by method $")
        self.providers = AmountBlock("By provider $")
        self.checks = AmountBlock("Before you close")
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, theme.px(Space.RELATED), theme.px(Space.RELATED), 0)
        box.setSpacing(theme.px(Space.GROUP))
        self.closed = Label("", "muted", wraps=True)
        self.closed.setObjectName("closed_by")
        self.closed.hide()
        box.addWidget(self.closed)
        for block in (self.proof, self.money_in, self.providers, self.checks):
            box.addWidget(block)
        box.addStretch(1)
        self.setWidget(inner)

    def show_day(self, day: DaySummary) -> None:
        """Show a day's blocks."""
        self.closed.setVisible(day.is_closed)
        if day.closed_at is not None:
            when = f"{us_date(day.closed_at.date())} {us_time(day.closed_at)}"
            self.closed.setText(f"Closed by {day.closed_by}, {when}")
        self.proof.show_rows(proof_of(day), _ADDS_UP if adds_up(day) else _DOES_NOT)
        self.money_in.show_rows([Amount(m.words, money(m.cents), m.total) for m in day.money_in])
        self.providers.show_rows(
            [Amount(p.words, money(p.cents), p.total) for p in day.by_provider]
        )
        self.checks.show_rows([Amount(check.words, check.value) for check in day.checks])
