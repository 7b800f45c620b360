"""Registering a patient, with the plan that is billed first on the same page."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.date_field import Today
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Label, column, line, scrolled
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.suggest import Ask, SuggestField
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.kit.typed_fields import EmailField
from desktop_biller.ui.kit.typed_form import put_back, typed_in
from desktop_biller.ui.patients.person_form import NAME_FIELDS, PersonForm
from desktop_biller.ui.patients.plan_form import PlanForm

_REST_MS = 900
LANGUAGES: tuple[tuple[object, str], ...] = (("en", "English"), ("es", "Spanish"))


class RegisterView(Screen):
    """The form.

    Signals:
        save_asked: the patient shall be saved.
        save_as_other_asked: saved although somebody of that name and birth date is there.
        discard_asked: what was typed shall be thrown away.
        guarantor_taken(guarantor_id): somebody else answers for the bill.
        edited: the user changed a field.
        rested: nothing was typed for a moment, or the form is left: the draft is kept.
    """

    save_asked = Signal()
    save_as_other_asked = Signal()
    discard_asked = Signal()
    guarantor_taken = Signal(object)
    edited = Signal()
    rested = Signal()

    def __init__(self, payers: Ask, guarantors: Ask, today: Today) -> None:
        super().__init__("New patient")
        self.person = PersonForm(today)
        self.more = Form(6)
        self.email = EmailField()
        self.language = Choice(LANGUAGES)
        self.guarantor = SuggestField(guarantors)
        self.guarantor.setPlaceholderText("The patient")
        self.more.add("email", "&Email", self.email, span=2)
        self.more.add("language", "Language of papers", self.language, span=2)
        self.more.add("guarantor_id", "&Who answers for the bill", self.guarantor, span=2)
        self.plan = PlanForm(payers, today)
        self.guarantor.taken.connect(lambda taken: self.guarantor_taken.emit(taken.value))
        self.guarantor.cleared.connect(lambda: self.plan.offer_family(None, None))
        body = QWidget()
        body.setLayout(
            column(
                self.person,
                self.more,
                line(),
                Label("Insurance", "strong"),
                self.plan,
                None,
                space=Space.GROUP,
                margin=(Space.MARGIN, 0, Space.MARGIN, Space.GROUP),
            )
        )
        area = scrolled(body)
        self.area = area
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(area, 1)
        self.head.add_act(Label("* needed. Insurance may be left blank.", "caption"))
        bar = self.actions_bar
        bar.show()
        self.discard = self.button("Discard", self.discard_asked.emit, icon="delete")
        bar.add_left(self.discard)
        self.save = self.button(
            "Save patient", self.save_asked.emit, kind="primary", icon="save", keys="save"
        )
        bar.add(self.save)
        self.act("save", self.save.click, "Save patient")
        self.entry = self.person.last
        for form in (self.person, self.more, self.plan):
            form.edited.connect(self.edited)
        self._touched = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.rested)
        self.edited.connect(self._on_edited)
        self.set_hint("Enter or Tab goes on · Alt+Down offers · Ctrl+Enter saves")

    def is_sound(self) -> bool:
        """True where the form can be saved; else the first trouble is marked."""
        if not self.person.is_sound() or self.more.first_problem() is not None:
            return False
        return self.plan.is_blank() or self.plan.is_sound()

    def show_working(self, *, working: bool) -> None:
        """Let nobody save twice."""
        self.save.say_why("The patient is being saved." if working else "")

    def show_refusal(self, error: UserError) -> None:
        """Show at the field, or over the screen, why it was refused."""
        if error.field == "name" and "already registered" in error.what:
            words = f"{error.what} {error.effect}"
            act = self.save_as_other_asked.emit
            self.banner.say("amber", words, "This is another person: save", act)
            return
        shown = (
            self.person.show_error(error, NAME_FIELDS)
            or self.more.show_error(error)
            or self.plan.form.show_error(error)
        )
        if not shown:
            self.show_error(error)

    def typed(self) -> dict[str, dict[str, str]]:
        """What stands in the fields, by form and field."""
        return {name: typed_in(form) for name, form in self._forms().items()}

    def show_typed(self, kept: Mapping[str, Mapping[str, str]]) -> None:
        """Put back what was typed before; it is not saved yet."""
        for name, form in self._forms().items():
            put_back(form, kept.get(name, {}))
        self._touched = True

    def _forms(self) -> dict[str, Form]:
        return {
            "person": self.person,
            "more": self.more,
            "plan": self.plan.form,
            "insured": self.plan.insured,
        }

    def clear(self) -> None:
        """Empty the form for the next patient."""
        self._rest.stop()
        self.person.clear()
        self.email.set_value("")
        self.language.set_value("en")
        self.guarantor.set_taken(None, "")
        self.plan.clear()
        self.plan.offer_family(None, None)
        self.clear_error()
        self._touched = False

    def has_unsaved(self) -> bool:
        return self._touched

    def mark_saved(self) -> None:
        """Nothing would be lost any more."""
        self._rest.stop()
        self._touched = False

    def _on_edited(self) -> None:
        self._touched = True
        self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        super().hideEvent(event)
        self.rested.emit()
