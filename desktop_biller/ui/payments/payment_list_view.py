"""The list of payments: tabs, filter, rows, totals by method."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.list_screen import ListScreen
from desktop_biller.ui.kit.list_table import ListTable, Remembers
from desktop_biller.ui.kit.parts import Label, row
from desktop_biller.ui.kit.tabs import Tabs
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.payments.payment_columns import COLUMNS
from desktop_biller.workflow.payments.payment_list import PaymentRow

TABS = (
    ("", "Today"),
    ("unapplied", "Unapplied"),
    ("patient", "From patients"),
    ("insurer", "From insurers"),
    ("all", "All"),
)
_HINT = "Enter opens · Ctrl+N takes a payment · Ctrl+D posts an insurance check · type to filter"


class PaymentListView(ListScreen[PaymentRow]):
    """The list of payments.

    Signals:
        take_asked, check_asked, credit_asked: the acts.
    """

    take_asked = Signal()
    check_asked = Signal()
    credit_asked = Signal()

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[PaymentRow]],
        settings: Remembers | None = None,
    ) -> None:
        super().__init__(
            "Payments",
            Tabs("Payments", TABS),
            looks_for="Name, check no. or amount",
            filter_width=232,
        )
        self.setObjectName("payment_list")
        self.hold(
            ListTable("Payments", COLUMNS, fetch, settings),
            EmptyState("No payments today.", ("Take payment", self.take_asked.emit)),
        )
        self.methods = Label("", "muted")
        self.methods.setObjectName("totals_by_method")
        self._build_head()
        self.body.setSpacing(theme.px(Space.RELATED))
        self.body.addLayout(row(self.tabs, None, self.filter))
        self.body.addWidget(self.list, 1)
        self.body.addLayout(
            row(self.methods, None, self.use_credit, margin=(0, 0, 0, Space.RELATED))
        )
        self.act("new", self.take_asked.emit, "Take payment")
        self.set_hint(_HINT)

    def _build_head(self) -> None:
        self.use_credit = self.button("&Use credit", self.credit_asked.emit, icon="credit")
        self.use_credit.set_tip("Put the account's unapplied money to its oldest open balances")
        self.use_credit.setObjectName("use_credit")
        check = self.button("&Insurance check", self.check_asked.emit, icon="bank")
        check.setObjectName("insurance_check")
        take = self.button(
            "Take payment", self.take_asked.emit, kind="primary", icon="add", keys="new"
        )
        take.setObjectName("take_payment")
        self.head.add_act(check)
        self.head.add_act(take)

    def show_totals(self, words: str, amount: str, unapplied: str) -> None:
        """What the rows of the filter add up to."""
        self.list.totals.show_totals(words, {"amount": amount, "unapplied": unapplied})

    def show_methods(self, words: str) -> None:
        """What came in by each method."""
        self.methods.setText(words)

    def show_credit(self, reason: str, *, shown: bool) -> None:
        """Offer to use the credit of the row, or say why it can't be used."""
        self.use_credit.setVisible(shown)
        self.use_credit.say_why(reason)
