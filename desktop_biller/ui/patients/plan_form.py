"""The fields of an insurance plan, with the insured person where that is not the patient."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_biller.foundation.terms import Rank, Relationship
from desktop_biller.ui.kit.choice import CheckField, Choice
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Button, Label, column, row
from desktop_biller.ui.kit.suggest import Ask, SuggestField
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.kit.typed_fields import MoneyField
from desktop_biller.ui.patients.person_form import PersonForm
from desktop_biller.workflow.patients.coverage import Subscriber
from desktop_biller.workflow.patients.family_plan import FamilyPlan

_RANKS: Sequence[tuple[object, str]] = ((1, "Primary"), (2, "Secondary"), (3, "Tertiary"))
_RELATIONSHIPS: Sequence[tuple[object, str]] = (
    ("self", "Self"),
    ("spouse", "Spouse"),
    ("child", "Child"),
    ("other", "Other"),
)
_GENERATION = 15
"""Years between the birth of a parent and of a child, at least."""


@dataclass(frozen=True, slots=True)
class TypedPlan:
    """A plan as it was typed. Cents."""

    payer_id: int
    rank: Rank
    relationship: Relationship
    member_id: str
    group_number: str
    plan_name: str
    effective_from: dt.date
    effective_to: dt.date | None
    copay_cents: int
    accepts_assignment: bool
    subscriber: Subscriber | None


class PlanForm(QWidget):
    """A plan.

    Args:
        payers: offers payers by their name.
        today: in the practice.

    Signals:
        edited: the user changed a field.
    """

    edited = Signal()

    def __init__(self, payers: Ask, today: Today) -> None:
        super().__init__()
        self._today = today
        self.form = Form(6)
        self.payer = SuggestField(payers, on_focus=True)
        self.member = TextField(longest=29)
        self.group = TextField(longest=29)
        self.rank, self.relationship = Choice(_RANKS), Choice(_RELATIONSHIPS)
        self.starts, self.ends = DateField(today), DateField(today)
        self.copay = MoneyField()
        self.plan = TextField(longest=60)
        self.assignment = CheckField("Accepts assignment", checked=True)
        add = self.form.add
        add("payer_id", "&Insurance (payer)", self.payer, span=2)
        add("member_id", "&Member ID", self.member, span=2)
        add("copay_cents", "&Copay $", self.copay)
        add("rank", "Order", self.rank)
        add("group_number", "&Group no.", self.group, span=2)
        add("plan_name", "Plan name", self.plan, span=2)
        add("effective_from", "In force from", self.starts)
        add("effective_to", "Until", self.ends)
        add("relationship", "Patient is insured as", self.relationship, span=2)
        self.form.add_wide(self.assignment)
        self.insured = PersonForm(today, prefix="insured ")
        self.whose = Label("The insured person", "strong")
        for part in (self.whose, self.insured):
            part.setVisible(False)
        self._family: FamilyPlan | None = None
        self._born: dt.date | None = None
        self.use_family = Button("")
        self.use_family.setObjectName("use_family_plan")
        self.use_family.clicked.connect(self._on_use_family)
        self.use_family.hide()
        self.relationship.edited.connect(self._on_relationship)
        self.relationship.currentIndexChanged.connect(self._on_relationship)
        for form in (self.form, self.insured):
            form.edited.connect(self.edited)
        self.setLayout(
            column(
                row(self.use_family, None), self.form, self.whose, self.insured, space=Space.GROUP
            )
        )
        self.clear()

    def offer_family(self, plan: FamilyPlan | None, born: dt.date | None) -> None:
        """Offer the plan that the family has, to a patient born on a day; None offers nothing."""
        self._family, self._born = plan, born
        self.use_family.setVisible(plan is not None)
        if plan is not None:
            name = plan.insured.name
            words = f"Use the plan of {name.first} {name.last} ({plan.payer})"
            self.use_family.setText(words.replace("&", "&&").replace("Use", "&Use", 1))

    def is_blank(self) -> bool:
        """True where no plan was typed."""
        return not self.payer.value() and not self.member.value()

    def is_sound(self) -> bool:
        """True where the plan is whole and can be read; else the first trouble is marked."""
        self.payer.finish()
        if self.form.first_problem() is not None:
            return False
        if self.payer.taken_value() is None:
            self.form.fields["payer_id"].show_problem(
                "Choose a payer from the list, or add it in Setup first."
            )
            self.payer.setFocus()
            return False
        if not self.form.require("member_id", "effective_from"):
            return False
        return self.relationship.value() == "self" or self.insured.is_sound()

    def typed(self) -> TypedPlan:
        """The plan; only where ``is_sound``."""
        payer = self.payer.taken_value()
        chosen = self.rank.value()
        rank: Rank = 3 if chosen == 3 else 2 if chosen == 2 else 1
        return TypedPlan(
            payer_id=payer if isinstance(payer, int) else 0,
            rank=rank,
            relationship=self._chosen_relationship(),
            member_id=self.member.value(),
            group_number=self.group.value(),
            plan_name=self.plan.value(),
            effective_from=self.starts.date() or self._today(),
            effective_to=self.ends.date(),
            copay_cents=self.copay.cents() or 0,
            accepts_assignment=self.assignment.value(),
            subscriber=self._subscriber(),
        )

    def clear(self) -> None:
        """Empty the form; a plan usually begins with the year."""
        self.payer.set_taken(None, "")
        for field in (self.member, self.group, self.plan):
            field.set_value("")
        self.rank.set_value(1)
        self.relationship.set_value("self")
        self.starts.set_date(self._today().replace(month=1, day=1))
        self.ends.set_date(None)
        self.copay.set_cents(None)
        self.assignment.set_value(True)
        self.insured.clear()

    def _chosen_relationship(self) -> Relationship:
        match self.relationship.value():
            case "spouse":
                return "spouse"
            case "child":
                return "child"
            case "other":
                return "other"
            case _:
                return "self"

    def _subscriber(self) -> Subscriber | None:
        born = self.insured.born.date()
        if self._chosen_relationship() == "self" or born is None:
            return None
        return Subscriber(
            name=self.insured.name(),
            birth_date=born,
            sex=self.insured.chosen_sex(),
            address=self.insured.address(),
            phone=self.insured.phone.value(),
        )

    def _on_relationship(self) -> None:
        for part in (self.whose, self.insured):
            part.setVisible(self.relationship.value() != "self")

    def _on_use_family(self) -> None:
        plan = self._family
        if plan is None:
            return
        who = plan.insured
        self.payer.set_taken(plan.payer_id, plan.payer)
        self.member.set_value(plan.member_id)
        self.group.set_value(plan.group_number)
        self.plan.set_value(plan.plan_name)
        self.starts.set_date(plan.effective_from)
        self.ends.set_date(plan.effective_to)
        self.copay.set_cents(plan.copay_cents)
        self.assignment.set_value(plan.accepts_assignment)
        self.relationship.set_value(_likely_relationship(self._born, who.birth_date))
        self.insured.show_person(who.name, who.birth_date, who.sex, who.address)
        self.insured.show_phone(who.phone)
        self.edited.emit()
        self.relationship.setFocus()


def _likely_relationship(born: dt.date | None, insured_born: dt.date | None) -> Relationship:
    """A child where a generation lies between the two; the user sees it and may change it."""
    if born is None or insured_born is None or born.year - insured_born.year >= _GENERATION:
        return "child"
    return "spouse"
