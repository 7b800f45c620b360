"""The form of a patient's payment: who, what for, how much, how, and where it will go."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.money import dollars
from desktop_biller.ui.kit.date_field import Today
from desktop_biller.ui.kit.form import Form, LabeledField
from desktop_biller.ui.kit.parts import Label, column, row
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.segments import Segment, Segments
from desktop_biller.ui.kit.shortcuts import keys_of
from desktop_biller.ui.kit.sides import Sides
from desktop_biller.ui.kit.suggest import Ask, SuggestField, Suggestion
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.kit.typed_fields import MoneyField
from desktop_biller.ui.payments.allocation_grid import AllocationGrid
from desktop_biller.ui.payments.payment_form import (
    DETAIL_WORDS,
    REFERENCE_WORDS,
    Method,
    PaymentForm,
    Purpose,
)
from desktop_biller.workflow.payments.payment_defaults import OwedLine

_FORM_WIDTH = 424
_PURPOSES: tuple[tuple[Purpose, str], ...] = (
    ("copay", "Copa&y"),
    ("account", "On acco&unt"),
    ("prepayment", "Paid ahea&d"),
)
_LARGEST_SHOWN = 100_000_00
"""Cents from which on an amount is too wide for its choice; the amount field shows it."""
_METHODS = (
    Segment("cash", "C  Cash", "C"),
    Segment("check", "K  Check", "K"),
    Segment("card", "V  Card", "V"),
    Segment("eft", "E  Electronic", "E"),
)
_HINT = "C cash, K check, V card, E electronic · Ctrl+Enter posts"

FocusOn = Literal["patient", "amount", "method"]


class TakePaymentView(Screen):
    """Taking a payment; all words and amounts come from the presenter.

    Signals:
        patient_taken(patient_id): the user chose whose payment it is (None: the name was changed).
        edited: something in the form changed; ``form`` tells what.
        told(line_id, cents): the user gave a line another part.
        spread_asked: back to the oldest first.
        post_asked, receipt_asked, another_asked: the acts.
    """

    patient_taken = Signal(object)
    edited = Signal()
    told = Signal(int, int)
    spread_asked = Signal()
    post_asked = Signal()
    receipt_asked = Signal()
    another_asked = Signal()

    def __init__(self, ask_patients: Ask, today: Today) -> None:
        super().__init__("Take payment")
        self.setObjectName("take_payment")
        self.patient = SuggestField(ask_patients, on_focus=True)
        self.purpose = Segments([Segment(value, words) for value, words in _PURPOSES])
        self.amount = MoneyField()
        self.amount.setMaximumWidth(theme.px(140))
        self.method = Segments(_METHODS)
        self.reference = TextField(longest=20)
        self.detail = TextField(longest=40)
        self.grid = AllocationGrid(today)
        self.unsaved: Callable[[], bool] = lambda: False
        self._build_form()
        self._build_where()
        self.body.addWidget(
            Sides(self._fields, self._where, main_width=_FORM_WIDTH, least_height=220)
        )
        self._build_bar()
        self._connect()
        self.entry = self.patient
        self.show_method()
        self.set_hint(_HINT)

    def _build_form(self) -> None:
        form = self.form_fields = Form(2)
        form.add("patient_id", "Pat&ient", self.patient, span=2, required=True)
        form.add("purpose", "&What for", self.purpose, span=2)
        form.add("cents", "&Amount $", self.amount, required=True)
        form.add_wide(LabeledField("How it i&s paid", self.method))
        self.method.setObjectName("method")
        form.add("reference", "Reference", self.reference)
        form.add("detail", "Detail", self.detail)
        self._fields = QWidget()
        box = column(form, None)
        self._fields.setLayout(box)

    def _build_where(self) -> None:
        self._where_title = Label("Where it goes", "strong")
        self._where_words = Label("", "muted", wraps=True)
        self._where_words.setObjectName("where_it_goes")
        self._spread = self.button("&Oldest first", self.spread_asked.emit, kind="small")
        self._spread.set_tip("Put the amount to the oldest balances again")
        self._where = QWidget()
        head = row(self._where_title, None, self._spread)
        where = column(head, self._where_words, space=Space.RELATED)
        where.addWidget(self.grid, 1)
        where.addStretch(0)
        self._where.setLayout(where)

    def _build_bar(self) -> None:
        bar = self.actions_bar
        self._another = self.button("Ta&ke another payment", self.another_asked.emit)
        self._post = self.button(
            "Post payment", self.post_asked.emit, kind="primary", icon="check", keys="save"
        )
        self._post.setText(f"Post payment   {keys_of('save')}")
        self._post.setObjectName("post_payment")
        self._receipt = self.button(
            "Receipt", self.receipt_asked.emit, kind="primary", icon="receipt", keys="print"
        )
        self._receipt.setObjectName("open_receipt")
        self._receipt.setAutoDefault(True)  # Enter opens it: the next step after posting
        for button in (self._another, self._post, self._receipt):
            bar.add(button)
        bar.show()
        self.show_taken(None)

    def _connect(self) -> None:
        self.patient.taken.connect(self._on_patient)
        self.patient.cleared.connect(lambda: self.patient_taken.emit(None))
        for part in (self.purpose, self.amount, self.method, self.reference, self.detail):
            part.edited.connect(self.edited)
        self.method.edited.connect(self.show_method)
        self.grid.told.connect(self.told)
        self.act("save", self._on_save, "Post payment")
        self.act("print", self._on_print, "Receipt")
        self.act("new", self.another_asked.emit, "Take another payment")

    def has_unsaved(self) -> bool:
        """True while something typed would be lost; the presenter knows."""
        return self.unsaved()

    def form(self) -> PaymentForm:
        """What stands in the form; the parts that lines were given by hand are the presenter's."""
        has_reference = self.method.value() in REFERENCE_WORDS
        return PaymentForm(
            purpose=cast("Purpose", self.purpose.value()),
            cents=self.amount.cents(),
            method=cast("Method", self.method.value()),
            reference=self.reference.value() if has_reference else "",
            detail=self.detail.value() if has_reference else "",
        )

    def show_form(self, form: PaymentForm) -> None:
        """Put values into the form."""
        self.purpose.set_value(form.purpose)
        self.amount.set_cents(form.cents)
        self.method.set_value(form.method)
        self.reference.set_value(form.reference)
        self.detail.set_value(form.detail)
        self.show_method()

    def show_patient(self, patient_id: int | None, name: str) -> None:
        """Show whose payment it is; None leaves the field to be filled."""
        self.patient.set_taken(patient_id, name)

    def show_due(self, copay_cents: int, account_cents: int) -> None:
        """Say on the choices what is due as copay and on the account."""
        due = {"copay": copay_cents, "account": account_cents, "prepayment": 0}
        for value, words in _PURPOSES:
            cents = due[value]
            fits = 0 < cents < _LARGEST_SHOWN
            self.purpose.set_words(value, f"{words}  {dollars(cents)}" if fits else words)

    def show_lines(
        self, lines: Sequence[OwedLine], parts: Mapping[int, int], *, by_hand: bool
    ) -> None:
        """Show the open lines and what each gets; ``by_hand`` where the user set it."""
        self.grid.show_lines(lines, parts)
        self._spread.setVisible(by_hand)

    def show_where(self, words: str, *, lines: bool) -> None:
        """Say where the money goes; ``lines`` shows the open lines below."""
        self._where_words.setText(words)
        self.grid.setVisible(lines)

    def show_method(self) -> None:
        """Ask for what belongs to the method."""
        method = self.method.value()
        for field, words in ((self.reference, REFERENCE_WORDS), (self.detail, DETAIL_WORDS)):
            labeled = self.form_fields.fields[field.objectName()]
            labeled.set_label(words.get(method, ""))
            labeled.setVisible(method in words)

    def show_foot(self, words: str) -> None:
        """Say at the left of the bar what the account comes to."""
        self.actions_bar.words.setText(words)

    def show_busy(self, *, busy: bool) -> None:
        """Keep the act from running twice."""
        self._post.say_why("The payment is being posted." if busy else "")

    def show_why_not(self, reason: str) -> None:
        """Disable posting with a reason, or allow it with a blank one."""
        self._post.say_why(reason)

    def show_taken(self, words: str | None) -> None:
        """The payment is posted: say so and offer its receipt; None is a new form."""
        taken = words is not None
        if words is not None:
            self.banner.say("green", words)
        for part in (self._fields, self.grid):
            part.setEnabled(not taken)
        self._post.setVisible(not taken)
        self._receipt.setVisible(taken)
        self._another.setVisible(taken)
        if taken:
            self._receipt.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, error: UserError) -> None:
        """Mark the field that an error is about, or say it over the screen."""
        if not self.form_fields.show_error(error):
            self.show_error(error)

    def show_problem(self, field: str, words: str) -> None:
        """Mark a field in our own words and put the focus there."""
        labeled = self.form_fields.fields[field]
        labeled.show_problem(words)
        labeled.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_on(self, part: FocusOn) -> None:
        """Put the focus where the work goes on."""
        where = {"patient": self.patient, "amount": self.amount, "method": self.method}[part]
        self.entry = where
        where.setFocus(Qt.FocusReason.TabFocusReason)

    def reads(self) -> bool:
        """True where every field can be read; else the first that can't has the focus."""
        return self.form_fields.first_problem() is None and self.grid.reads()

    def _on_patient(self, suggestion: Suggestion) -> None:
        self.patient_taken.emit(suggestion.value)

    def _on_save(self) -> None:
        if not self._post.isVisible():
            return
        if not self._post.isEnabled():
            self.form_fields.first_problem()
        self._post.click()

    def _on_print(self) -> None:
        if self._receipt.isVisible():
            self.receipt_asked.emit()
