"""Other reasons than the usual ones: what an insurer's paper says why a line was not paid in full.

The group tells who bears it (CO the practice, PR the patient), the code tells why (the claim
adjustment reason codes of X12): ``CO`` and ``97`` is a denial, ``PR`` and ``1`` a deductible.
"""

from collections.abc import Callable, Sequence
from typing import Literal, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QWidget

from desktop_biller.foundation.errors import InputError
from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.parts import Label
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.kit.typed_fields import MoneyField
from desktop_biller.workflow.payments.remittance_input import AdjustmentInput

_ROLES = QDialogButtonBox.ButtonRole
Group = Literal["CO", "PR", "OA", "PI", "CR"]
_GROUPS = (
    ("CO", "CO  Practice"),
    ("PR", "PR  Patient"),
    ("OA", "OA  Other"),
    ("PI", "PI  Payer"),
    ("CR", "CR  Correction"),
)
_LONGEST_CODE = 5
_LEAST_ROWS = 3
_MOST_ROWS = 8


def _read_code(text: str) -> str:
    code = text.strip().upper()
    if code and not (code.isascii() and code.isalnum()):
        raise InputError("A reason is letters and digits.", remedy="Type it as 45, 97 or B7.")
    return code


class _Row:
    """One reason: who bears it, why, how much."""

    def __init__(self, number: int, told: AdjustmentInput | None) -> None:
        self.group = Choice(_GROUPS)
        self.code = TextField(_read_code, longest=_LONGEST_CODE)
        self.amount = MoneyField(may_be_negative=True)
        for field, name in (
            (self.group, "Group"),
            (self.code, "Reason code"),
            (self.amount, "Amount"),
        ):
            field.setAccessibleName(f"{name}, reason {number}")
        self.code.setFixedWidth(theme.px(88))
        self.amount.setFixedWidth(theme.px(112))
        if told is not None:
            self.group.set_value(told.group)
            self.code.set_value(told.reason)
            self.amount.set_cents(told.cents)

    @property
    def is_blank(self) -> bool:
        return not self.code.value() and not self.amount.value()

    def reason(self) -> AdjustmentInput | None:
        """The reason; None where the row lacks something, which is then marked."""
        if not self.code.read_now() or not self.amount.read_now():
            return None
        cents = self.amount.cents()
        if not self.code.value():
            self.code.show_problem("The code on the paper is needed.")
            return None
        if cents is None:
            self.amount.show_problem("The amount is needed.")
            return None
        group = cast("Group", self.group.value())
        return AdjustmentInput(group=group, reason=self.code.value(), cents=cents)


def edit_reasons(
    parent: QWidget,
    title: str,
    reasons: Sequence[AdjustmentInput],
    left_cents: int,
    do: Callable[[Sequence[AdjustmentInput]], object],
) -> Dialog:
    """Edit the reasons of one line; what is left stands in a row of its own, ready for its code."""
    dialog = Dialog(parent, "Reasons on the paper")
    dialog.setObjectName("reasons")
    dialog.body.addWidget(Label(title, "strong", wraps=True))
    dialog.body.addWidget(
        Label("One row for each reason the insurer gives. CO-45 is the usual write-off.", "muted")
    )
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(Space.RELATED))
    grid.setVerticalSpacing(theme.px(Space.INSIDE))
    grid.addWidget(Label("Who bears it", "caption"), 0, 0)
    grid.addWidget(Label("Code", "caption"), 0, 1)
    grid.addWidget(Label("Amount $", "caption"), 0, 2, Qt.AlignmentFlag.AlignRight)
    told: list[AdjustmentInput | None] = list(reasons)
    wanted = max(_LEAST_ROWS, len(told) + 1)
    told += [None] * (min(wanted, max(_MOST_ROWS, len(told))) - len(told))
    rows = [_Row(number, reason) for number, reason in enumerate(told, start=1)]
    for at, row in enumerate(rows, start=1):
        grid.addWidget(row.group, at, 0)
        grid.addWidget(row.code, at, 1)
        grid.addWidget(row.amount, at, 2, Qt.AlignmentFlag.AlignRight)
    first_blank = next((row for row in rows if row.is_blank), rows[-1])
    if left_cents:
        first_blank.amount.set_cents(left_cents)
    dialog.body.addLayout(grid)
    sum_words = Label("", "muted")
    sum_words.setObjectName("sum_of_reasons")
    dialog.body.addWidget(sum_words)
    explained = sum(a.cents for a in reasons) + left_cents

    def add_up() -> None:
        cents = sum(row.amount.cents() or 0 for row in rows)
        rest = explained - cents
        more = f", {money(rest)} is left" if rest > 0 else f", {money(-rest)} too much"
        sum_words.setText(f"Reasons come to {money(cents)}{more if rest else ': all explained'}.")

    for row in rows:
        row.amount.edited.connect(add_up)
    add_up()

    def take() -> None:
        found = [(row, row.reason()) for row in rows if not row.is_blank]
        wrong = next((row for row, reason in found if reason is None), None)
        if wrong is not None:
            (wrong.code if wrong.code.problem else wrong.amount).setFocus()
            return
        dialog.accept()
        do([reason for _, reason in found if reason is not None])

    def usual() -> None:
        dialog.accept()
        do(())

    dialog.verb("Use the usual reasons", _ROLES.ActionRole, usual)
    dialog.verb("Use these reasons", _ROLES.AcceptRole, take, primary=True, default=True)
    dialog.verb("Cancel", _ROLES.RejectRole)
    dialog.open()
    first_blank.code.setFocus(Qt.FocusReason.TabFocusReason)
    return dialog


def ask_refused(
    parent: QWidget, title: str, words: str, do: Callable[[str, str], object]
) -> Dialog:
    """Ask for the one reason that explains all that is left on a claim's lines."""
    dialog = Dialog(parent, "Reason on the paper")
    dialog.setObjectName("refused_claim")
    dialog.body.addWidget(Label(title, "strong", wraps=True))
    dialog.body.addWidget(Label(words, "muted", wraps=True))
    group, code = Choice(_GROUPS), TextField(_read_code, longest=_LONGEST_CODE)
    group.setMinimumContentsLength(max(len(name) for _, name in _GROUPS))
    group.setAccessibleName("Group")
    code.setAccessibleName("Reason code")
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(Space.RELATED))
    grid.setVerticalSpacing(theme.px(Space.INSIDE))
    grid.addWidget(Label("Who bears it", "caption"), 0, 0)
    grid.addWidget(Label("Code", "caption"), 0, 1)
    grid.addWidget(group, 1, 0)
    grid.addWidget(code, 1, 1)
    dialog.body.addLayout(grid)
    problem = Label("", "error", wraps=True)
    problem.hide()
    dialog.body.addWidget(problem)

    def take() -> None:
        code.read_now()
        if not code.value() or code.problem:
            problem.setText(code.problem or "The code on the paper is needed, such as 97.")
            problem.show()
            code.setFocus()
            return
        dialog.accept()
        do(str(group.value()), code.value())

    dialog.verb("Use this reason", _ROLES.AcceptRole, take, primary=True, default=True)
    dialog.verb("Cancel", _ROLES.RejectRole)
    dialog.open()
    code.setFocus(Qt.FocusReason.TabFocusReason)
    return dialog
