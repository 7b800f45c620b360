"""An insurer's check: its head, what is left to post, and its payer's claims to be answered."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.dialogs import ask
from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.form import LabeledField
from desktop_biller.ui.kit.parts import Label, row
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.shortcuts import keys_of
from desktop_biller.ui.kit.suggest import Ask, SuggestField, Suggestion
from desktop_biller.ui.kit.text_field import EnterMovesOn, TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space
from desktop_biller.ui.kit.typed_fields import MoneyField
from desktop_biller.ui.payments.check_grid import CheckGrid
from desktop_biller.ui.payments.check_ready import Tile
from desktop_biller.ui.payments.check_rows import CheckRow, CheckTotals
from desktop_biller.ui.payments.left_tile import LeftTile
from desktop_biller.ui.payments.reason_editor import ask_refused, edit_reasons
from desktop_biller.ui.payments.typed_check import CheckHead, Method, MoneyColumn, RowKey
from desktop_biller.workflow.payments.remittance_input import AdjustmentInput

_METHODS = (("check", "Check"), ("eft", "Electronic"), ("card", "Card"), ("other", "Other"))
_HEAD_HINT = "Enter goes on · t today · Ctrl+Enter posts"
_GRID_HINT = (
    "Space accepts the expected amounts · Enter next · type a name to find a claim ·"
    " → opens lines · F4 other reasons"
)
_NARROW = 1060


class CheckView(Screen):
    """The screen of a check; decisions are the presenter's.

    Signals:
        payer_taken(payer_id, name): the user chose whose check it is.
        head_edited: something over the grid changed.
        post_asked, rest_asked, discard_asked, reasons_asked: the acts.
    """

    payer_taken = Signal(int, str)
    head_edited = Signal()
    post_asked = Signal()
    rest_asked = Signal()
    discard_asked = Signal()
    reasons_asked = Signal()

    def __init__(self, ask_payers: Ask, today: Today) -> None:
        super().__init__("")
        self.setObjectName("insurance_check")
        self.payer = SuggestField(ask_payers, on_focus=True)
        self.reference = TextField(longest=40)
        self.dated = DateField(today)
        self.cents = MoneyField()
        self.method = Choice(_METHODS)
        self.tile = LeftTile()
        self.claims = CheckGrid(today)
        self.empty = EmptyState("")
        self.fields: dict[str, LabeledField] = {}
        self._enter = EnterMovesOn(self)
        self.setContentsMargins(0, theme.px(Space.RELATED), 0, 0)
        self._build_head()
        self.body.addWidget(self.claims, 1)
        self.body.addWidget(self.empty, 1)
        self._build_bar()
        self._connect()
        self.entry = self.payer
        self.set_hint(_HEAD_HINT)

    def _build_head(self) -> None:
        self._title = Label("", "title")
        self._title.setAccessibleName("Insurance check")
        self._title.setObjectName("screen_title")
        line = row(space=12)
        for name, label, field, width in (
            ("payer", "Pa&yer", self.payer, 192),
            ("reference", "Check &no.", self.reference, 104),
            ("dated", "Check &date", self.dated, Size.DATE_FIELD),
            ("cents", "&Amount $", self.cents, 104),
            ("method", "Paid &by", self.method, 112),
        ):
            labeled = LabeledField(label, field, required=name != "method")
            labeled.setFixedWidth(theme.px(width))
            field.setObjectName(name)
            field.installEventFilter(self._enter)
            self.fields[name] = labeled
            line.addWidget(labeled, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        self._fields = QWidget()
        self._fields.setLayout(line)
        over = QWidget()
        over.setMinimumWidth(1)  # it gives way by standing in two rows, below what one row needs
        self._over = QGridLayout(over)
        self._over.setContentsMargins(0, 0, 0, 0)
        self._over.setHorizontalSpacing(theme.px(Space.GROUP))
        self._over.setVerticalSpacing(theme.px(Space.INSIDE))
        self.body.addWidget(over)
        self._arrange(narrow=False)

    def _arrange(self, *, narrow: bool) -> None:
        """Title, fields and tile in one row, or the fields in a row of their own."""
        top, grid = Qt.AlignmentFlag.AlignTop, self._over
        for part in (self._title, self._fields, self.tile):
            grid.removeWidget(part)
        self._title.setText("Insurance check" if narrow else "Insurance\ncheck")
        middle = Qt.AlignmentFlag.AlignVCenter if narrow else top
        grid.addWidget(self._title, 0, 0, middle)
        grid.addWidget(self._fields, *((1, 0, 1, 3) if narrow else (0, 1, 1, 1)), top)
        grid.addWidget(self.tile, 0, 2, top)
        grid.setColumnStretch(1, 1)

    def _build_bar(self) -> None:
        bar = self.actions_bar
        bar.words.setText("Every change is kept as a draft until you post.")
        discard = self.button("Discard draft", self.discard_asked.emit, kind="quiet")
        discard.setObjectName("discard_draft")
        bar.add_left(discard)
        self._look_at = Label("", "warning")
        self._look_at.setObjectName("to_look_at")
        self._reasons = self.button("Rea&sons...", self.reasons_asked.emit)
        self._reasons.set_tip("Reasons of a denial, or others than the usual ones", "F4")
        self._rest = self.button("Leave unapplied...", self.rest_asked.emit)
        self._post = self.button(
            "Post check", self.post_asked.emit, kind="primary", icon="check", keys="save"
        )
        self._post.setText(f"Post check   {keys_of('save')}")
        self._post.setObjectName("post_check")
        for part in (self._look_at, self._reasons, self._rest, self._post):
            bar.add(part)
        self._rest.hide()
        bar.show()

    def _connect(self) -> None:
        self.payer.taken.connect(self._on_payer)
        for field in (self.reference, self.cents):
            field.editingFinished.connect(self.head_edited)
        self.dated.chosen.connect(lambda _day: self.head_edited.emit())
        self.method.edited.connect(self.head_edited)
        self.claims.moved.connect(lambda _row: self.set_hint(_GRID_HINT))
        self.act("save", self._on_save, "Post check")
        self.act("filter", self.claims.setFocus, "Go to the claims")

    # --- What stands over the grid -------------------------------------------------------------

    def head_typed(self) -> CheckHead:
        """What was typed."""
        payer = self.payer.taken_value()
        return CheckHead(
            payer_id=payer if isinstance(payer, int) else None,
            payer=self.payer.value(),
            reference=self.reference.value(),
            dated=self.dated.date(),
            cents=self.cents.cents(),
            method=cast("Method", self.method.value()),
        )

    def show_head(self, head: CheckHead) -> None:
        """Put values into the fields."""
        self.payer.set_taken(head.payer_id, head.payer)
        self.reference.set_value(head.reference)
        self.dated.set_date(head.dated)
        self.cents.set_cents(head.cents)
        self.method.set_value(head.method)

    def show_problem(self, field: str, words: str) -> None:
        """Mark a field in our own words and put the focus there."""
        labeled = self.fields[field]
        labeled.show_problem(words)
        labeled.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def reads(self) -> bool:
        """True where every field and cell can be read; else the first that can't has the focus."""
        self.claims.grid.finish_edit()
        for labeled in self.fields.values():
            read = cast("Callable[[], bool] | None", getattr(labeled.field, "read_now", None))
            if read is not None and not read():
                labeled.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        unread = next((r for r in self.claims.grid.rows() if r.typed), None)
        if unread is not None:
            self.claims.grid.go_to(unread.key, next(iter(unread.typed)))
        return unread is None

    # --- The grid ------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[CheckRow]) -> None:
        """Show claims and their lines."""
        self.claims.show_rows(rows)

    def show_totals(self, totals: CheckTotals, payer: str) -> None:
        """What all claims come to."""
        self.claims.show_totals(totals, payer)

    def show_empty(self, words: str) -> None:
        """Say why there are no claims; blank shows the grid."""
        self.empty.say(words)
        self.empty.setVisible(bool(words))
        self.claims.setVisible(not words)
        self._reasons.say_why("There is no claim here yet." if words else "")

    def show_tile(self, tile: Tile) -> None:
        """What is left to post."""
        self.tile.show_left(tile.hue, tile.title, tile.more, tile.amount)

    def go(self, key: RowKey, column: str) -> None:
        """Put the focus into a cell."""
        self.claims.go(key, column)

    def start(self, text: str) -> None:
        """Begin to type into the cell with the focus."""
        self.claims.start(text)

    def current(self) -> RowKey | None:
        """The row with the focus."""
        return self.claims.current()

    def amounts(self) -> Mapping[RowKey, Mapping[MoneyColumn, int | None]]:
        """What stands in the cells that are typed."""
        return self.claims.amounts()

    # --- Acts ----------------------------------------------------------------------------------

    def show_to_look_at(self, words: str) -> None:
        """How many entries are not simply good."""
        self._look_at.setText(words)

    def show_rest(self, words: str) -> None:
        """Offer to leave the rest unapplied; blank offers nothing."""
        self._rest.setText(words)
        self._rest.setVisible(bool(words))

    def show_busy(self, *, busy: bool) -> None:
        """Keep the act from running twice."""
        for button in (self._post, self._rest):
            button.say_why("The check is being posted." if busy else "")

    def say(
        self, hue: str, words: str, act: str = "", do: Callable[[], None] | None = None
    ) -> None:
        """Say something over the screen."""
        self.banner.say(hue, words, act, do)  # type: ignore[arg-type]  # the presenter's hues are the banner's

    def show_refusal(self, error: UserError) -> None:
        """Mark the field that an error is about, or say it over the screen."""
        if error.field in self.fields:
            self.show_problem(error.field, f"{error.what} {error.remedy}")
        else:
            self.show_error(error)

    def ask_rest(self, words: str, verb: str, do: Callable[[], None]) -> None:
        """Ask once whether the rest shall stay unapplied; the safe answer is to keep working."""
        ask(self, "Check not posted in full", words, verb, do, cancel="Keep working", danger=True)

    def ask_discard(self, do: Callable[[], None]) -> None:
        """Ask before what was typed is thrown away."""
        ask(
            self,
            "Discard this check",
            "All amounts typed on this check are forgotten. Nothing was posted of it.",
            "Discard check",
            do,
            cancel="Keep working",
            danger=True,
        )

    def edit_reasons(
        self,
        title: str,
        reasons: Sequence[AdjustmentInput],
        left_cents: int,
        do: Callable[[Sequence[AdjustmentInput]], None],
    ) -> None:
        """Let the user give the reasons of a line."""
        self._back_to_grid(edit_reasons(self, title, reasons, left_cents, do))

    def ask_refused(self, title: str, words: str, do: Callable[[str, str], None]) -> None:
        """Let the user give one reason for all that is left on a claim."""
        self._back_to_grid(ask_refused(self, title, words, do))

    def focus_on(self, part: str) -> None:
        """Put the focus where the work goes on."""
        where: QWidget = {"payer": self.payer, "reference": self.reference}.get(part, self.claims)
        self.entry = where
        where.setFocus(Qt.FocusReason.TabFocusReason)
        if where is not self.claims:
            self.set_hint(_HEAD_HINT)

    def _back_to_grid(self, dialog: QDialog) -> None:
        dialog.finished.connect(self._on_dialog_closed)

    def _on_dialog_closed(self) -> None:
        self.claims.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_payer(self, suggestion: Suggestion) -> None:
        self.payer_taken.emit(suggestion.value, suggestion.words)

    def _on_save(self) -> None:
        self._post.click()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < theme.px(_NARROW))
