"""A patient's account: the ledger with its running balance, what is open, who owes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.money import format_cents
from desktop_biller.ui.desk import Settings
from desktop_biller.ui.kit.chip import ChipSpec, Hue
from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.list_table import ListPanel
from desktop_biller.ui.kit.parts import Button, Label, Panel, column, row, scrolled
from desktop_biller.ui.kit.segments import Segment, Segments
from desktop_biller.ui.kit.shortcuts import keys_of
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.workflow.patients.account import AGE_BUCKETS, OpenItem, PatientAccount
from desktop_biller.workflow.patients.ledger_row import BelongsTo, LedgerRow

_SIDE = 350
_NARROW = 1040  # beside the open items the ledger would hide its balance
_LEDGER_HIGH = 252
_FILTER = 192
_NO_LIMIT = 16_777_215  # Qt's own
_CHIPS: dict[str, tuple[Hue, str]] = {
    "receipt": ("grey", "receipt"),
    "check": ("grey", "payments"),
    "era": ("grey", "payments"),
    "statement": ("blue", "statements"),
    "invoice": ("grey", "invoice"),
}
_CLAIM_HUES: dict[str, Hue] = {
    "paid": "green", "accepted": "green", "ready": "blue", "sent": "blue", "denied": "red",
    "rejected": "red", "held": "amber", "appealed": "blue",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A ledger row with its place in the account, by which the list knows it."""

    number: int
    row: LedgerRow


def signed(cents: int | None) -> str:
    """An amount; blank for None."""
    return "" if cents is None else money(cents)


def belongs_chip(belongs: BelongsTo | None, *, is_reversal: bool) -> ChipSpec | None:
    """The chip of what a row belongs to."""
    if belongs is None:
        return None
    if belongs.kind == "claim":
        hue = _CLAIM_HUES.get(belongs.state, "grey")
        return ChipSpec(belongs.label, hue, "claims")
    hue, icon = _CHIPS[belongs.kind]
    return ChipSpec(belongs.label, "amber" if is_reversal else hue, "undo" if is_reversal else icon)


_LEDGER = (
    Column[NumberedRow]("date", "Date", lambda r: us_date(r.row.date), 96, "date", sortable=False),
    Column[NumberedRow](
        "words", "Entry", lambda r: r.row.words, 0, sortable=False,
        muted=lambda r: r.row.charge_cents is None and r.row.paid_or_adjusted_cents is None,
        tip=lambda r: r.row.note or r.row.words,
    ),
    Column[NumberedRow](
        "belongs", "Belongs to",
        lambda r: r.row.belongs_to.label if r.row.belongs_to else "", 176, "chip", sortable=False,
        chip=lambda r: belongs_chip(r.row.belongs_to, is_reversal=r.row.is_reversal),
    ),
    Column[NumberedRow](
        "charge", "Charge", lambda r: signed(r.row.charge_cents), 76, "money", sortable=False
    ),
    Column[NumberedRow](
        "paid", "Paid or adjusted", lambda r: signed(r.row.paid_or_adjusted_cents), 112, "money",
        sortable=False,
    ),
    Column[NumberedRow](
        "balance", "Balance", lambda r: signed(r.row.balance_cents), 80, "money", sortable=False
    ),
)  # fmt: skip

_OWED: dict[str, ChipSpec] = {
    "patient": ChipSpec("Patient", "amber", "person"),
    "insurance": ChipSpec("Insurer", "blue", "insurance"),
    "credit": ChipSpec("Credit", "grey", "credit"),
}
_OPEN = (
    Column[tuple[int, OpenItem]](
        "date", "Open item", lambda r: us_date(r[1].date), 96, "date", sortable=False
    ),
    Column[tuple[int, OpenItem]](
        "code", "Code", lambda r: r[1].code, 64, "code", sortable=False, tip=lambda r: r[1].words
    ),
    Column[tuple[int, OpenItem]](
        "owed", "Owed by", lambda r: _OWED[r[1].owed_by].words, 96, "chip", sortable=False,
        chip=lambda r: _OWED[r[1].owed_by], tip=lambda r: r[1].payer or "The patient",
    ),
    Column[tuple[int, OpenItem]](
        "cents", "Open", lambda r: signed(r[1].cents), 76, "money", sortable=False
    ),
)  # fmt: skip


class AccountPage(QWidget):
    """The tab.

    Signals:
        row_opened(LedgerRow): a row was opened.
        claim_opened(id): the claim of the insurance part was asked for.
        visit_asked, statement_asked, payment_asked: the acts over the ledger.
    """

    row_opened = Signal(object)
    claim_opened = Signal(object)
    visit_asked = Signal()
    statement_asked = Signal()
    payment_asked = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._account: PatientAccount | None = None
        self._claim_id: int | None = None
        self.parts = Segments([Segment("open", "Open only"), Segment("all", "All entries")])
        self.parts.setAccessibleName("Which entries")
        self.parts.set_value("all")
        self.parts.edited.connect(self._fill)
        self.filter = TextField(longest=60)
        self.filter.setObjectName("ledger_filter")
        self.filter.setAccessibleName("Filter ledger")
        self.filter.setPlaceholderText(f"Filter ledger ({keys_of('filter')})")
        self.filter.setMaximumWidth(theme.px(_FILTER))
        self.filter.textChanged.connect(self._fill)
        self.visit = Button("Enter visit", icon="visits")
        self.visit.set_tip("Enter visit", keys_of("enter visit"))
        self.visit.clicked.connect(self.visit_asked)
        self.statement = Button("Statement...", icon="statements")
        self.statement.clicked.connect(self.statement_asked)
        self.pay = Button("Take payment", "primary", icon="payments")
        self.pay.set_tip("Take payment", keys_of("take payment"))
        self.pay.clicked.connect(self.payment_asked)
        self.ledger = FixedList("Ledger", _LEDGER, lambda r: r.number, settings)
        self.ledger.opened.connect(self._on_opened)
        self._nothing = EmptyState("", ("Enter visit", self.visit_asked.emit))
        self.panel = ListPanel(self.ledger, self._nothing)
        self.open_items = FixedList("Open items", _OPEN, lambda r: r[0], settings)
        self.open_panel = ListPanel(self.open_items)
        self._start: QWidget = self.ledger
        self._build()

    def show_account(self, account: PatientAccount) -> None:
        """Show the account, opened at its end."""
        self._account = account
        self._fill()
        self.open_items.show_rows(list(enumerate(account.open_items)))
        total = {"cents": signed(account.balance_cents)}
        self.open_panel.totals.show_totals("Total open", total)
        rows_high = min(max(len(account.open_items), 2), 9) + 2
        self.open_panel.setFixedHeight(theme.px(28) * rows_high + 4)
        self._show_ages(account)
        self._show_waiting(account)

    def take_focus(self) -> None:
        """Put the focus on the ledger, or on what fills an empty one."""
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        account = self._account
        if account is None:
            return
        words = self.filter.text().casefold().split()
        rows = [
            NumberedRow(number, found)
            for number, found in enumerate(account.rows)
            if (self.parts.value() == "all" or found.is_open) and _answers(found, words)
        ]
        last = rows[-1].number if rows else None
        none = "Nothing was charged or paid yet." if not account.rows else "No entry fits."
        self._nothing.say(none)
        self.ledger.show_rows(rows, select=last)
        had_focus = self._start.hasFocus()
        self._start = self.ledger if rows else self._nothing.buttons[0]
        self.panel.show_empty(empty=not rows)
        if had_focus:
            self.take_focus()
        totals = {"balance": signed(account.balance_cents)}
        self.panel.totals.show_totals("Balance now", totals)

    def _show_ages(self, account: PatientAccount) -> None:
        lines = [
            (f"{name} days", format_cents(cents))
            for name, cents in zip(AGE_BUCKETS, account.patient_by_age, strict=True)
            if cents
        ] or [("Nothing owed", "0.00")]
        blank = [("", "")] * (len(self._age_labels) - len(lines))
        for labels, words in zip(self._age_labels, [*lines, *blank], strict=True):
            for label, text in zip(labels, words, strict=True):
                label.setText(text)
                label.setVisible(bool(text))
        told = []
        if account.owed_since is not None:
            told.append(f"Owed since {us_date(account.owed_since)}.")
        if account.last_payment_on is not None:
            paid = format_cents(account.last_payment_cents)
            told.append(f"Last payment {paid} on {us_date(account.last_payment_on)}.")
        self._ages_foot.setText(" ".join(told))
        self._ages_foot.setVisible(bool(told))

    def _show_waiting(self, account: PatientAccount) -> None:
        first = account.waiting[0] if account.waiting else None
        self._claim_id = first.claim_id if first else None
        if first is None:
            self._waiting.setText("No claim is waiting for an answer.")
        else:
            sent = f"sent {us_date(first.sent_on)}" if first.sent_on else first.state
            more = len(account.waiting) - 1
            others = f" {more} more claim{'s wait' if more > 1 else ' waits'}." if more else ""
            self._waiting.setText(f"Claim {first.number} to {first.payer}, {sent}.{others}")
            self._open_claim.setText(f"Open claim {first.number}")
        self._open_claim.setVisible(first is not None)

    def _build(self) -> None:
        tools = row(
            self.parts, self.filter, None, self.visit, self.statement, self.pay,
            margin=(0, Space.RELATED, 0, Space.RELATED),
        )  # fmt: skip
        self._ages_foot = Label("", "caption", wraps=True)
        self._age_labels = [(Label(), Label()) for _ in AGE_BUCKETS]
        ages = Panel()
        ages.setLayout(
            column(
                Label("Patient part by age", "strong"),
                *(row(name, None, amount) for name, amount in self._age_labels),
                self._ages_foot,
                margin=12,
            )
        )
        self._waiting = Label("", wraps=True)
        self._open_claim = Button("", "link", icon="go")
        self._open_claim.clicked.connect(self._on_claim)
        insurance = Panel()
        insurance.setLayout(
            column(Label("Insurance part", "strong"), self._waiting, self._open_claim, margin=12)
        )
        side = QWidget()
        side.setLayout(column(self.open_panel, ages, insurance, None, space=Space.GROUP))
        self._side = side
        both = QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(theme.px(Space.GROUP))
        self._both.addWidget(self.panel, 1)
        self._both.addWidget(self._side)
        outer = QVBoxLayout(self)
        margin = theme.px(Space.MARGIN)
        outer.setContentsMargins(margin, 0, margin, theme.px(Space.RELATED))
        outer.setSpacing(0)
        outer.addLayout(tools)
        outer.addWidget(scrolled(both), 1)

    def _on_opened(self, number: int) -> None:
        found = self.ledger.current_record()
        if found is not None and found.number == number:
            self.row_opened.emit(found.row)

    def _on_claim(self) -> None:
        if self._claim_id is not None:
            self.claim_opened.emit(self._claim_id)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NARROW)
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self.filter.setMinimumWidth(0 if narrow else theme.px(_FILTER))
        self.panel.setMinimumHeight(theme.px(_LEDGER_HIGH) if narrow else 0)
        self._side.setMinimumWidth(0 if narrow else theme.px(_SIDE))
        self._side.setMaximumWidth(_NO_LIMIT if narrow else theme.px(_SIDE))
        self.statement.setVisible(self.width() > theme.px(700))


def _answers(found: LedgerRow, words: Sequence[str]) -> bool:
    label = found.belongs_to.label if found.belongs_to else ""
    text = f"{us_date(found.date)} {found.words} {label} {found.note}".casefold()
    return all(word in text for word in words)
