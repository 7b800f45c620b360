"""A patient's own data, to be changed in place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Button, Label, Panel, column, row, scrolled
from desktop_biller.ui.kit.shortcuts import keys_of
from desktop_biller.ui.kit.suggest import Ask, SuggestField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space
from desktop_biller.ui.kit.typed_fields import EmailField
from desktop_biller.ui.patients.person_form import NAME_FIELDS, PersonForm
from desktop_biller.ui.patients.register_view import LANGUAGES
from desktop_biller.workflow.patients.change_patient import ChangePatient
from desktop_biller.workflow.patients.details import PatientDetails


class DetailsPage(QWidget):
    """The tab.

    Signals:
        save_asked(ChangePatient): the details as typed; the key is the presenter's.
        edited: the user changed a field.
    """

    save_asked = Signal(object)
    edited = Signal()

    def __init__(self, guarantors: Ask, today: Today) -> None:
        super().__init__()
        self._shown: PatientDetails | None = None
        self.person = PersonForm(today)
        self.more = Form(6)
        self.email, self.language = EmailField(), Choice(LANGUAGES)
        self.died = DateField(today)
        self.guarantor = SuggestField(guarantors)
        self.more.add("email", "&Email", self.email, span=2)
        self.more.add("language", "Language of papers", self.language, span=2)
        self.more.add("death_date", "Died", self.died, span=2)
        self.more.add("guarantor_id", "&Who answers for the bill", self.guarantor, span=4)
        self.family = Label("", "muted", wraps=True)
        self.touched = False
        body = QWidget()
        body.setLayout(
            column(
                self.person, self.more, self.family, None, space=Space.GROUP, margin=Space.MARGIN
            )
        )
        area = scrolled(body)
        self.undo = Button("Undo changes", icon="undo")
        self.undo.clicked.connect(self._on_undo)
        self.save = Button("Save details", "primary", icon="save")
        self.save.set_tip("Save details", keys_of("save"))
        self.save.clicked.connect(self.ask_to_save)
        bar = Panel("bottombar")
        bar.setFixedHeight(theme.px(Size.ACTION_BAR))
        bar.setLayout(row(self.undo, None, self.save, margin=(Space.MARGIN, 0, Space.MARGIN, 0)))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addWidget(bar)
        for form in (self.person, self.more):
            form.edited.connect(self._on_edited)
        self._say_touched()

    def show_details(self, details: PatientDetails) -> None:
        """Show the details as they are kept; what is half typed stays."""
        same = self._shown is not None and self._shown.patient_id == details.patient_id
        if same and self.touched:
            return
        self._shown = details
        person, name, home = self.person, details.name, details.address
        for field, text in (
            (person.last, name.last),
            (person.first, name.first),
            (person.middle, name.middle),
            (person.suffix, name.suffix),
        ):
            field.set_value(text)
        person.born.set_date(details.birth_date)
        person.sex.set_value(details.sex)
        person.show_phone(details.phone)
        person.show_address(home.line1, home.line2, home.city, home.state, home.zip_code)
        self.email.set_value(details.email)
        self.language.set_value(details.language)
        self.died.set_date(details.death_date)
        self.guarantor.set_taken(
            details.guarantor_id, f"{details.guarantor}, account {details.account}"
        )
        others = ", ".join(who for _, who in details.relatives)
        self.family.setText(f"On the same account: {others}" if others else "")
        self._set_touched(touched=False)

    def ask_to_save(self) -> None:
        """Ask the presenter to save, where the form is sound."""
        shown, born = self._shown, self.person.born.date()
        sound = self.person.is_sound() and self.more.first_problem() is None
        if shown is None or born is None or not sound:
            return
        guarantor = self.guarantor.taken_value()
        self.save_asked.emit(
            ChangePatient(
                patient_id=shown.patient_id,
                version=shown.version,
                name=self.person.name(),
                birth_date=born,
                death_date=self.died.date(),
                sex=self.person.chosen_sex(),
                address=self.person.address(),
                phone=self.person.phone.value(),
                email=self.email.value(),
                guarantor_id=guarantor if isinstance(guarantor, int) else None,
                provider_id=shown.provider_id,
                language="es" if self.language.value() == "es" else "en",
            )
        )

    def show_refusal(self, error: UserError) -> bool:
        """Mark the field an error is about; False where it is about none."""
        return self.person.show_error(error, NAME_FIELDS) or self.more.show_error(error)

    def mark_saved(self) -> None:
        """What is shown is what is kept."""
        self._shown = None
        self._set_touched(touched=False)

    def _on_edited(self) -> None:
        self._set_touched(touched=True)
        self.edited.emit()

    def _on_undo(self) -> None:
        shown, self._shown = self._shown, None
        self.touched = False
        if shown is not None:
            self.show_details(shown)

    def _set_touched(self, *, touched: bool) -> None:
        self.touched = touched
        self._say_touched()

    def _say_touched(self) -> None:
        reason = "" if self.touched else "Nothing was changed."
        self.save.say_why(reason)
        self.undo.say_why(reason)
