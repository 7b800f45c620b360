"""One payment: its facts and notes at the left, the lines it stands on at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.list_table import ListPanel, Remembers
from desktop_biller.ui.kit.parts import Label, column, row
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.sides import Sides
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.payments.reason_dialogs import ask_note, ask_void
from desktop_biller.workflow.payments.payment_details import AppliedLine

_FACTS_WIDTH = 360
_COLUMNS: tuple[Column[AppliedLine], ...] = (
    Column(
        "date", "Service date", lambda row: us_date(row.service_date), 104, "date", sortable=False
    ),
    Column("patient", "Patient", lambda line: line.patient, 152, sortable=False, gives_way=1),
    Column("service", "Service", lambda line: f"{line.code} {line.words}", sortable=False),
    Column("claim", "Claim", lambda line: line.claim, 88, "code", sortable=False, gives_way=2),
    Column("amount", "Amount", lambda line: money(line.cents), 96, "money", sortable=False),
)
Fact = tuple[str, str]


class PaymentView(Screen):
    """One payment.

    Signals:
        receipt_asked, account_asked, credit_asked, refresh_asked: the acts.
        line_opened(line_id): a line shall be opened where it belongs.
        voided(reason), noted(text): the user gave the words for the act.
        void_asked, note_asked: the dialogs shall open.
    """

    receipt_asked = Signal()
    account_asked = Signal()
    credit_asked = Signal()
    refresh_asked = Signal()
    line_opened = Signal(object)
    void_asked = Signal()
    note_asked = Signal()
    voided = Signal(str)
    noted = Signal(str)

    def __init__(self, settings: Remembers | None = None) -> None:
        super().__init__("Payment")
        self.setObjectName("payment")
        self._rows: dict[int, AppliedLine] = {}
        self.table: FixedList[AppliedLine] = FixedList(
            "Lines of the payment", _COLUMNS, lambda line: line.line_id, settings
        )
        self.panel = ListPanel(self.table)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(theme.px(Space.GROUP))
        self._facts.setVerticalSpacing(theme.px(Space.RELATED))
        self._facts.setColumnStretch(1, 1)
        self._notes = Label("", wraps=True)
        self._notes.setObjectName("notes")
        self._nowhere = Label("", "muted", wraps=True)
        self._build_head()
        note = self.button("Add &note...", self.note_asked.emit, kind="small")
        note.setObjectName("add_note")
        left, right = QWidget(), QWidget()
        notes_head = row(Label("Notes", "strong"), None, note)
        left.setLayout(
            column(self._facts, Space.RELATED, notes_head, self._notes, None, space=Space.RELATED)
        )
        lines = column(Label("Where it went", "strong"), self._nowhere)
        lines.addWidget(self.panel, 1)
        lines.addStretch(0)
        right.setLayout(lines)
        self.body.addWidget(Sides(left, right, main_width=_FACTS_WIDTH, least_height=260))
        self.table.opened.connect(self.line_opened)
        self.act("print", self.receipt_asked.emit, "Receipt")
        self.act("refresh", self.refresh_asked.emit)
        self.entry = self.table

    def _build_head(self) -> None:
        self.void = self.button("Void...", self.void_asked.emit)
        self.void.setObjectName("void_payment")
        self.credit = self.button("&Use credit", self.credit_asked.emit, icon="credit")
        self.account = self.button("Open &account", self.account_asked.emit)
        self.receipt = self.button(
            "Receipt", self.receipt_asked.emit, kind="primary", icon="receipt", keys="print"
        )
        self.receipt.setObjectName("open_receipt")
        self.receipt.setAutoDefault(True)
        for part in (self.void, self.credit, self.account, self.receipt):
            self.head.add_act(part)

    def show_title(self, words: str) -> None:
        """Say which payment it is."""
        self.head.title.setText(words)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show what is known of the payment, one fact a row."""
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, (name, words) in enumerate(facts):
            head, value = Label(name, "muted"), Label(words, wraps=True)
            value.setAccessibleName(f"{name}: {words}")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(head, at, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, at, 1)

    def show_notes(self, words: str) -> None:
        """Show the notes, the newest first."""
        self._notes.setText(words or "No notes yet.")
        self._notes.set_kind("" if words else "muted")

    def show_lines(self, lines: Sequence[AppliedLine], total: str, nowhere: str) -> None:
        """Show the lines the money stands on; ``nowhere`` says why there are none."""
        self._rows = {line.line_id: line for line in lines}
        self.table.show_rows(lines)
        count = len(lines)
        self.panel.totals.show_totals(f"{count} line{'' if count == 1 else 's'}", {"amount": total})
        self.panel.setVisible(bool(lines))
        self._nowhere.setText(nowhere)
        self._nowhere.setVisible(not lines)
        self.entry = self.table if lines else self.receipt

    def show_acts(self, *, void: str, credit: str | None, receipt: str, has_account: bool) -> None:
        """Allow the acts, or say why not; ``credit`` None leaves that one out."""
        self.void.say_why(void)
        self.credit.setVisible(credit is not None)
        self.credit.say_why(credit or "")
        self.receipt.say_why(receipt)
        self.account.setVisible(has_account)

    def ask_void(self, who: str, cents: int) -> None:
        """Ask for the reason."""
        ask_void(self, who, cents, self.voided.emit)

    def ask_note(self) -> None:
        """Ask for the note's words."""
        ask_note(self, self.noted.emit)

    def line(self, line_id: int) -> AppliedLine | None:
        """A line that is shown."""
        return self._rows.get(line_id)
