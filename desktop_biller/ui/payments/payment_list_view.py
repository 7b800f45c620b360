"""The list of payments: tabs, filter, rows, totals by method."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.list_table import ListPanel, ListTable, Remembers
from desktop_biller.ui.kit.parts import Label, row
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.tabs import Tabs
from desktop_biller.ui.kit.text_field import TextField, is_enter
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


class PaymentListView(Screen):
    """The list; which rows and totals is the presenter's.

    Signals:
        shown(tab), filtered(text), sorted_by(key, descending): another question is asked.
        opened(payment_id): a payment shall be opened.
        chosen(payment_id): another row has the focus (None: none).
        take_asked, check_asked, credit_asked, refresh_asked: the acts.
    """

    shown = Signal(str)
    filtered = Signal(str)
    sorted_by = Signal(str, bool)
    opened = Signal(object)
    chosen = Signal(object)
    take_asked = Signal()
    check_asked = Signal()
    credit_asked = Signal()
    refresh_asked = Signal()

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[PaymentRow]],
        settings: Remembers | None = None,
    ) -> None:
        super().__init__("Payments")
        self.setObjectName("payment_list")
        self.tabs = Tabs("Payments", TABS)
        self.filter = TextField(longest=60)
        self.filter.setObjectName("filter")
        self.filter.setAccessibleName("Filter payments")
        self.filter.setPlaceholderText("Name, check no. or amount")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(theme.px(232))
        self.filter.installEventFilter(self)
        self.table: ListTable[PaymentRow] = ListTable("Payments", COLUMNS, fetch, settings)
        self.empty = EmptyState("No payments today.", ("Take payment", self.take_asked.emit))
        self.panel = ListPanel(self.table, self.empty)
        self.methods = Label("", "muted")
        self.methods.setObjectName("totals_by_method")
        self._build_head()
        self.body.setSpacing(theme.px(Space.RELATED))
        self.body.addLayout(row(self.tabs, None, self.filter))
        self.body.addWidget(self.panel, 1)
        self.body.addLayout(
            row(self.methods, None, self.use_credit, margin=(0, 0, 0, Space.RELATED))
        )
        self._connect()
        self.entry = self.table
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

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.shown)
        self.filter.edited.connect(lambda: self.filtered.emit(self.filter.value()))
        self.table.opened.connect(self.opened)
        self.table.current_changed.connect(self.chosen)
        self.table.sort_asked.connect(self.sorted_by)
        self.table.typed.connect(self._on_typed)
        self.act("new", self.take_asked.emit, "Take payment")
        self.act("filter", self._on_filter)
        self.act("refresh", self.refresh_asked.emit)
        self.act("next tab", lambda: self.tabs.step(1))
        self.act("previous tab", lambda: self.tabs.step(-1))

    def show_tab(self, key: str) -> None:
        """Choose a tab without telling it."""
        self.tabs.choose(key)

    def show_filter(self, text: str) -> None:
        """Show the text that the rows answer to."""
        self.filter.set_value(text)

    def show_ids(self, ids: Sequence[int], select: int | None) -> None:
        """Show these payments and stay on the same one, or go to ``select``."""
        self.table.set_ids(ids, select=select)

    def show_empty(self, words: str) -> None:
        """Say why there are no rows; blank shows the list."""
        self.empty.say(words)
        self.panel.show_empty(empty=bool(words))
        self.entry = self.filter if words else self.table

    def show_totals(self, words: str, amount: str, unapplied: str) -> None:
        """What the rows of the filter add up to."""
        self.panel.totals.show_totals(words, {"amount": amount, "unapplied": unapplied})

    def show_methods(self, words: str) -> None:
        """What came in by each method."""
        self.methods.setText(words)

    def show_credit(self, reason: str, *, shown: bool) -> None:
        """Offer to use the credit of the row, or say why it can't be used."""
        self.use_credit.setVisible(shown)
        self.use_credit.say_why(reason)

    def current(self) -> PaymentRow | None:
        """The payment with the focus."""
        return self.table.current_record()

    def _on_typed(self, letter: str) -> None:
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filter.setText(self.filter.text() + letter)
        self.filter.edited.emit()

    def _on_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if watched is self.filter and isinstance(event, QKeyEvent):
            down = event.key() == Qt.Key.Key_Down or is_enter(event)
            if event.type() == QEvent.Type.KeyPress and down and self.table.isVisible():
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)
