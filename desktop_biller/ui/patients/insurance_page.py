"""A patient's plans, authorizations, accidents and eligibility checks."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTableView, QWidget

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.money import format_cents
from desktop_biller.ui.desk import Settings
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.parts import Button, Label, column, row, scrolled
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space
from desktop_biller.workflow.patients.insurance import (
    AuthorizationRow,
    CaseRow,
    CoverageRow,
    EligibilityRow,
)

RANKS = {1: "Primary", 2: "Secondary", 3: "Tertiary"}
_CASES = {"auto": "Car accident", "work": "At work", "other": "Other accident"}


def _force_chip(row: CoverageRow) -> ChipSpec:
    if row.is_in_force:
        return ChipSpec("In force", "green", "good")
    return ChipSpec("Not in force", "grey", "clock")


def _check_chip(row: EligibilityRow) -> ChipSpec:
    return (
        ChipSpec("Active", "green", "good") if row.active else ChipSpec("Not active", "red", "bad")
    )


_PLANS = (
    Column[CoverageRow]("rank", "Order", lambda r: RANKS[r.rank], 84, sortable=False),
    Column[CoverageRow]("payer", "Payer", lambda r: r.payer, 0, sortable=False),
    Column[CoverageRow]("member", "Member ID", lambda r: r.member_id, 116, "code", sortable=False),
    Column[CoverageRow]("group", "Group no.", lambda r: r.group_number, 90, "code", sortable=False),
    Column[CoverageRow](
        "insured", "Insured", lambda r: r.subscriber.name.filed if r.subscriber else "Patient",
        88, sortable=False,
    ),
    Column[CoverageRow](
        "from", "From", lambda r: us_date(r.effective_from), 92, "date", sortable=False
    ),
    Column[CoverageRow](
        "to", "Until", lambda r: us_date(r.effective_to) if r.effective_to else "", 92, "date",
        sortable=False,
    ),
    Column[CoverageRow](
        "copay", "Copay", lambda r: format_cents(r.copay_cents), 72, "money", sortable=False
    ),
    Column[CoverageRow](
        "state", "State", lambda r: _force_chip(r).words, 112, "chip", chip=_force_chip,
        sortable=False,
    ),
)  # fmt: skip
_AUTHORIZATIONS = (
    Column[AuthorizationRow]("number", "Number", lambda r: r.number, 140, "code", sortable=False),
    Column[AuthorizationRow]("payer", "Payer", lambda r: r.payer, 0, sortable=False),
    Column[AuthorizationRow](
        "codes", "Services", lambda r: " ".join(r.codes) or "Any", 0, sortable=False
    ),
    Column[AuthorizationRow](
        "left", "Units left", lambda r: f"{r.units_left} of {r.units}", 96, "count", sortable=False
    ),
    Column[AuthorizationRow](
        "from", "From", lambda r: us_date(r.valid_from), 92, "date", sortable=False
    ),
    Column[AuthorizationRow](
        "to", "Until", lambda r: us_date(r.valid_to), 92, "date", sortable=False
    ),
)
_CASE_COLUMNS = (
    Column[CaseRow]("kind", "Case", lambda r: _CASES[r.kind], 120, sortable=False),
    Column[CaseRow]("on", "Happened", lambda r: us_date(r.happened_on), 92, "date", sortable=False),
    Column[CaseRow]("state", "State", lambda r: r.state, 56, "code", sortable=False),
    Column[CaseRow]("payer", "Payer", lambda r: r.payer or "None", 0, sortable=False),
    Column[CaseRow]("number", "Claim no.", lambda r: r.claim_number, 120, "code", sortable=False),
    Column[CaseRow]("adjuster", "Adjuster", lambda r: r.adjuster, 0, sortable=False),
)
_CHECKS = (
    Column[EligibilityRow](
        "on", "Checked", lambda r: us_date(r.checked_on), 92, "date", sortable=False
    ),
    Column[EligibilityRow]("payer", "Payer", lambda r: r.payer, 0, sortable=False),
    Column[EligibilityRow](
        "active", "Answer", lambda r: _check_chip(r).words, 104, "chip", chip=_check_chip,
        sortable=False,
    ),
    Column[EligibilityRow]("who", "Spoke with", lambda r: r.spoke_with, 0, sortable=False),
    Column[EligibilityRow]("ref", "Reference", lambda r: r.reference, 110, "code", sortable=False),
    Column[EligibilityRow](
        "copay", "Copay",
        lambda r: "" if r.copay_cents is None else format_cents(r.copay_cents), 72, "money",
        sortable=False,
    ),
    Column[EligibilityRow](
        "left", "Deductible left",
        lambda r: "" if r.deductible_left_cents is None else format_cents(r.deductible_left_cents),
        112, "money", sortable=False,
    ),
)  # fmt: skip


class InsurancePage(QWidget):
    """The tab: four short lists, each with the act that adds to it.

    Signals:
        plan_asked(CoverageRow | None): change a plan, or add one.
        authorization_asked, case_asked, check_asked: add one.
    """

    plan_asked = Signal(object)
    authorization_asked = Signal()
    case_asked = Signal()
    check_asked = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.plans = FixedList("Insurance plans", _PLANS, lambda r: r.coverage_id, settings)
        self.plans.opened.connect(self._on_plan)
        self.authorizations = FixedList(
            "Authorizations", _AUTHORIZATIONS, lambda r: r.authorization_id, settings
        )
        self.cases = FixedList("Accidents", _CASE_COLUMNS, lambda r: r.case_id, settings)
        self.checks = FixedList("Eligibility checks", _CHECKS, lambda r: r.check_id, settings)
        self.add_plan = Button("Add plan...", "primary", icon="add")
        self.add_plan.clicked.connect(self._on_new_plan)
        self.add_authorization = Button("Add authorization...", icon="add")
        self.add_authorization.clicked.connect(self.authorization_asked)
        self.add_case = Button("Add accident...", icon="add")
        self.add_case.clicked.connect(self.case_asked)
        self.add_check = Button("Record check...", icon="add")
        self.add_check.clicked.connect(self.check_asked)
        parts: list[tuple[str, QTableView, Button, int]] = [
            ("Plans", self.plans, self.add_plan, 3),
            ("Authorizations", self.authorizations, self.add_authorization, 2),
            ("Accidents and injuries", self.cases, self.add_case, 2),
            ("Eligibility", self.checks, self.add_check, 2),
        ]
        box = column(space=Space.INSIDE, margin=(Space.MARGIN, Space.RELATED, Space.MARGIN, 8))
        for words, table, button, share in parts:
            box.addLayout(row(Label(words, "strong"), None, button))
            table.setMinimumHeight(theme.px(Size.ROW) * 2 + 2)
            box.addWidget(table, share)
        page = QWidget()
        page.setLayout(box)
        self.setLayout(column(scrolled(page)))

    def show_insurance(
        self,
        plans: Sequence[CoverageRow],
        authorizations: Sequence[AuthorizationRow],
        cases: Sequence[CaseRow],
        checks: Sequence[EligibilityRow],
    ) -> None:
        """Show all four lists."""
        self.plans.show_rows(plans)
        self.authorizations.show_rows(authorizations)
        self.cases.show_rows(cases)
        self.checks.show_rows(checks)
        reason = "" if plans else "Add the insurance plan first."
        self.add_authorization.say_why(reason)
        self.add_check.say_why(reason)

    def _on_plan(self) -> None:
        self.plan_asked.emit(self.plans.current_record())

    def _on_new_plan(self) -> None:
        self.plan_asked.emit(None)
