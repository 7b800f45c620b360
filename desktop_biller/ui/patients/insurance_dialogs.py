"""The dialogs behind the insurance tab: a plan, an authorization, an accident, a check."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.choice import CheckField, Choice
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Label, scrolled
from desktop_biller.ui.kit.suggest import Ask, SuggestField
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.typed_fields import MoneyField, PhoneField, StateField
from desktop_biller.ui.patients.plan_form import PlanForm
from desktop_biller.workflow.patients.authorization import RecordAuthorization, RecordEligibility
from desktop_biller.workflow.patients.injury_case import RecordCase
from desktop_biller.workflow.patients.insurance import CoverageRow

_ROLES = QDialogButtonBox.ButtonRole


class FormDialog(Dialog):
    """A dialog around a form: it stays open, with what was typed, until its command is carried out.

    Signals:
        save_asked(object): the command, or what it is made of.
    """

    save_asked = Signal(object)

    def __init__(self, parent: QWidget, title: str, verb: str) -> None:
        super().__init__(parent, title)
        self.trouble = Label("", "error", wraps=True)
        self.trouble.hide()
        self.save = self.verb(verb, _ROLES.AcceptRole, self.ask_to_save, primary=True)
        self.verb("Cancel", _ROLES.RejectRole)

    def ask_to_save(self) -> None:
        """Emit ``save_asked`` where the form is sound."""
        raise NotImplementedError

    def mark(self, error: UserError) -> bool:
        """Mark the field an error is about; False where it is about none."""
        raise NotImplementedError

    def show_refusal(self, error: UserError) -> None:
        """Show why it was refused; what was typed stays."""
        self.save.say_why("")
        self.trouble.setText("" if self.mark(error) else str(error))
        self.trouble.setVisible(bool(self.trouble.text()))

    def hold(self) -> None:
        """Let nobody save twice."""
        self.save.say_why("It is being saved.")


class PlanDialog(FormDialog):
    """A plan to add, or one to change."""

    def __init__(
        self, parent: QWidget, payers: Ask, today: Today, plan: CoverageRow | None
    ) -> None:
        super().__init__(parent, "Insurance plan", "Save plan")
        self.plan = PlanForm(payers, today)
        self.changing = plan
        area = scrolled(self.plan)
        area.setMinimumSize(theme.px(720), theme.px(300))
        self.body.addWidget(area)
        self.body.addWidget(self.trouble)
        if plan is not None:
            self._fill(plan)
        (self.plan.member if plan else self.plan.payer).setFocus()

    def ask_to_save(self) -> None:
        if self.plan.is_sound():
            self.save_asked.emit(self.plan.typed())

    def mark(self, error: UserError) -> bool:
        return self.plan.form.show_error(error) or self.plan.insured.show_error(error)

    def _fill(self, plan: CoverageRow) -> None:
        form = self.plan
        form.payer.set_taken(plan.payer_id, plan.payer)
        form.payer.setEnabled(False)
        form.rank.set_value(plan.rank)
        form.rank.setEnabled(False)
        form.relationship.set_value(plan.relationship)
        form.member.set_value(plan.member_id)
        form.group.set_value(plan.group_number)
        form.plan.set_value(plan.plan_name)
        form.starts.set_date(plan.effective_from)
        form.ends.set_date(plan.effective_to)
        form.copay.set_cents(plan.copay_cents)
        form.assignment.set_value(plan.accepts_assignment)
        who = plan.subscriber
        if who is not None:
            form.insured.show_person(who.name, who.birth_date, who.sex, who.address)
            form.insured.show_phone(who.phone)


class AuthorizationDialog(FormDialog):
    """A payer's prior approval."""

    def __init__(self, parent: QWidget, plans: Sequence[CoverageRow], today: Today) -> None:
        super().__init__(parent, "Authorization", "Save authorization")
        self.form = Form(2)
        options = [(plan.coverage_id, plan.payer) for plan in plans]
        self.coverage = Choice(options)
        self.number, self.codes = TextField(longest=29), TextField(longest=200)
        self.units, self.used = TextField(longest=4), TextField(longest=4)
        self.starts, self.ends = DateField(today), DateField(today)
        self.starts.set_date(today())
        add = self.form.add
        add("coverage_id", "&Plan", self.coverage, span=2)
        add("number", "&Number", self.number, required=True)
        add("codes", "&Services", self.codes, hint="Codes with blanks between; blank means any.")
        add("units", "&Units approved", self.units, required=True)
        add("units_used_before", "Units used before", self.used)
        add("valid_from", "&From", self.starts, required=True)
        add("valid_to", "Un&til", self.ends, required=True)
        self.body.addWidget(self.form)
        self.body.addWidget(self.trouble)
        self.number.setFocus()

    def ask_to_save(self) -> None:
        form = self.form
        needed = ("number", "units", "valid_from", "valid_to")
        if form.first_problem(*needed) is not None:
            return
        units, used = self.units.value(), self.used.value() or "0"
        if not units.isdigit() or not used.isdigit() or int(units) < 1:
            form.fields["units"].show_problem("Type how many units were approved, such as 12.")
            return
        starts, ends = self.starts.date(), self.ends.date()
        coverage = self.coverage.value()
        if starts is None or ends is None or not isinstance(coverage, int):
            return
        self.save_asked.emit(
            RecordAuthorization(
                coverage_id=coverage,
                number=self.number.value(),
                codes=tuple(self.codes.value().upper().split()),
                units=int(units),
                units_used_before=int(used),
                valid_from=starts,
                valid_to=ends,
            )
        )

    def mark(self, error: UserError) -> bool:
        return self.form.show_error(error)


class CaseDialog(FormDialog):
    """An accident or injury that another insurer may answer for."""

    def __init__(self, parent: QWidget, patient_id: int, payers: Ask, today: Today) -> None:
        super().__init__(parent, "Accident or injury", "Save accident")
        self._patient_id = patient_id
        self.form = Form(2)
        self.kind = Choice((("auto", "Car accident"), ("work", "At work"), ("other", "Other")))
        self.happened, self.state = DateField(today), StateField()
        self.payer, self.number = SuggestField(payers, on_focus=True), TextField(longest=28)
        self.adjuster, self.phone = TextField(longest=80), PhoneField()
        add = self.form.add
        add("kind", "&What happened", self.kind, required=True)
        add("happened_on", "&On", self.happened, required=True)
        add("state", "&State", self.state, hint="Where a car accident happened.")
        add("payer_id", "&Insurer that answers for it", self.payer)
        add("claim_number", "Its claim &no.", self.number)
        add("adjuster", "&Adjuster", self.adjuster)
        add("adjuster_phone", "Adjuster's &phone", self.phone)
        self.body.addWidget(self.form)
        self.body.addWidget(self.trouble)
        self.kind.setFocus()

    def ask_to_save(self) -> None:
        if self.form.first_problem("happened_on") is not None:
            return
        happened, payer = self.happened.date(), self.payer.taken_value()
        if happened is None:
            return
        kind = self.kind.value()
        self.save_asked.emit(
            RecordCase(
                patient_id=self._patient_id,
                kind="auto" if kind == "auto" else "work" if kind == "work" else "other",
                happened_on=happened,
                state=self.state.value(),
                payer_id=payer if isinstance(payer, int) else None,
                claim_number=self.number.value(),
                adjuster=self.adjuster.value(),
                adjuster_phone=self.phone.value(),
            )
        )

    def mark(self, error: UserError) -> bool:
        return self.form.show_error(error)


class CheckDialog(FormDialog):
    """What the payer said of a plan today."""

    def __init__(self, parent: QWidget, plans: Sequence[CoverageRow]) -> None:
        super().__init__(parent, "Eligibility check", "Save check")
        self.form = Form(2)
        self.coverage = Choice([(plan.coverage_id, plan.payer) for plan in plans])
        self.active = CheckField("The plan is active", checked=True)
        self.who, self.reference = TextField(longest=80), TextField(longest=40)
        self.copay, self.left = MoneyField(), MoneyField()
        add = self.form.add
        add("coverage_id", "&Plan", self.coverage, span=2)
        self.form.add_wide(self.active)
        add("spoke_with", "&Spoke with", self.who)
        add("reference", "&Reference no.", self.reference)
        add("copay_cents", "&Copay $", self.copay, hint="Becomes the plan's copay.")
        add("deductible_left_cents", "&Deductible left $", self.left)
        self.body.addWidget(self.form)
        self.body.addWidget(self.trouble)
        self.coverage.setFocus()

    def ask_to_save(self) -> None:
        coverage = self.coverage.value()
        if self.form.first_problem() is not None or not isinstance(coverage, int):
            return
        self.save_asked.emit(
            RecordEligibility(
                coverage_id=coverage,
                active=self.active.value(),
                spoke_with=self.who.value(),
                reference=self.reference.value(),
                copay_cents=self.copay.cents(),
                deductible_left_cents=self.left.cents(),
            )
        )

    def mark(self, error: UserError) -> bool:
        return self.form.show_error(error)
