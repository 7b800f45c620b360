"""What a visit and its lines have beyond the usual fields, asked in dialogs."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import cast

from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QScrollArea, QWidget

from desktop_biller.foundation import identifiers
from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import InputError
from desktop_biller.foundation.terms import NdcUnit, ProviderQualifier
from desktop_biller.ui.kit.choice import CheckField, Choice
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.typed_fields import NpiField, StateField, ZipField
from desktop_biller.ui.visits.visit_form import LineForm, VisitForm
from desktop_biller.workflow.inputs import AddressInput
from desktop_biller.workflow.visits.places import PlaceChoice
from desktop_biller.workflow.visits.visit_choices import CaseChoice
from desktop_biller.workflow.visits.visit_input import FacilityInput, NdcInput, ReferringInput

_QUALIFIERS: tuple[tuple[ProviderQualifier, str], ...] = (
    ("DN", "Referred"),
    ("DK", "Ordered"),
    ("DQ", "Supervised"),
)
_NDC_UNITS: tuple[tuple[NdcUnit, str], ...] = (
    ("ML", "Milliliter"),
    ("UN", "Unit"),
    ("GR", "Gram"),
    ("ME", "Milligram"),
    ("F2", "International unit"),
)
_ADDRESS = ("line1", "city", "state", "zip_code")


class ReferringDialog(Dialog):
    """Names somebody who refers, orders or supervises (box 17)."""

    def __init__(
        self,
        parent: QWidget | None,
        name: str,
        kept: Callable[[ReferringInput | None], None],
    ) -> None:
        super().__init__(parent, "Referring provider")
        self._kept = kept
        self._form = Form(2)
        self._qualifier = Choice(_QUALIFIERS)
        self._last, self._first = TextField(longest=60), TextField(longest=40)
        self._npi = NpiField()
        self._form.add("qualifier", "What they &did", self._qualifier, span=2)
        self._form.add("last", "&Last name", self._last, required=True)
        self._form.add("first", "&First name", self._first, required=True)
        self._form.add("npi", "&NPI", self._npi, required=True)
        last, _, first = name.partition(",")
        self._last.set_value(last.strip())
        self._first.set_value(first.strip())
        self.body.addWidget(self._form)
        roles = QDialogButtonBox.ButtonRole
        self.verb("Cancel", roles.RejectRole)
        self.verb("Use this provider", roles.AcceptRole, self._on_use, primary=True)
        self.rejected.connect(lambda: kept(None))
        self._qualifier.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_use(self) -> None:
        if self._form.first_problem("last", "first", "npi"):
            return
        who = ReferringInput(
            qualifier=cast("ProviderQualifier", self._qualifier.value()),
            last=self._last.value(),
            first=self._first.value(),
            npi=self._npi.value(),
        )
        self.accept()
        self._kept(who)


class MoreDialog(Dialog):
    """Accident, dates of illness and hospital, where else it was done (boxes 10, 14, 18, 32)."""

    def __init__(
        self,
        parent: QWidget | None,
        visit: VisitForm,
        cases: Sequence[CaseChoice],
        today: Today,
        kept: Callable[[VisitForm], None],
    ) -> None:
        super().__init__(parent, "More about this visit")
        self._visit, self._kept = visit, kept
        self._case = Choice([(None, "None"), *((c.case_id, _case(c)) for c in cases)])
        self._onset, self._admitted = DateField(today), DateField(today)
        self._discharged = DateField(today)
        self._texts = {name: TextField(longest=60) for name in ("name", "line1", "line2", "city")}
        self._state, self._zip, self._npi = StateField(), ZipField(), NpiField()
        self._form = Form(6)
        self._build()
        self._fill()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._form)
        scroll.setMinimumWidth(theme.px(520))
        scroll.setMinimumHeight(min(self._form.sizeHint().height(), theme.px(300)))
        self.body.addWidget(scroll)
        roles = QDialogButtonBox.ButtonRole
        self.verb("Cancel", roles.RejectRole)
        self.verb("Keep", roles.AcceptRole, self._on_keep, primary=True)
        self._case.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        form = self._form
        form.add("case_id", "&Accident or injury", self._case, span=6)
        form.add("onset_date", "First s&ymptom", self._onset, span=2)
        form.add("admitted_on", "Ad&mitted", self._admitted, span=2)
        form.add("discharged_on", "&Discharged", self._discharged, span=2)
        form.heading("Where it was done, if not in the practice")
        form.add("name", "&Name of the facility", self._texts["name"], span=4)
        form.add("npi", "N&PI", self._npi, span=2)
        form.add("line1", "&Street", self._texts["line1"], span=3)
        form.add("line2", "S&uite, building", self._texts["line2"], span=3)
        form.add("city", "&City", self._texts["city"], span=3)
        form.add("state", "S&tate", self._state)
        form.add("zip_code", "&ZIP", self._zip, span=2)

    def _fill(self) -> None:
        visit = self._visit
        self._case.set_value(visit.case_id)
        self._onset.set_date(visit.onset_date)
        self._admitted.set_date(visit.admitted_on)
        self._discharged.set_date(visit.discharged_on)
        place = visit.facility
        if place is not None:
            self._texts["name"].set_value(place.name)
            self._npi.set_value(place.npi)
            for name in ("line1", "line2", "city"):
                self._texts[name].set_value(getattr(place.address, name))
            self._state.set_value(place.address.state)
            self._zip.set_value(place.address.zip_code)

    def _on_keep(self) -> None:
        if self._form.first_problem():
            return
        address = (*(self._texts[n].value() for n in ("line1", "line2", "city")),)
        told = bool(self._texts["name"].value() or any(address) or self._npi.value())
        if told and not self._form.require("name", *_ADDRESS):
            return
        admitted, discharged = self._admitted.date(), self._discharged.date()
        if admitted and discharged and discharged < admitted:
            self._form.fields["discharged_on"].show_problem(
                f"This is before the admission on {us_date(admitted)}."
            )
            return
        case = self._case.value()
        visit = structs.replace(
            self._visit,
            case_id=case if isinstance(case, int) else None,
            onset_date=self._onset.date(),
            admitted_on=admitted,
            discharged_on=discharged,
            facility=self._facility() if told else None,
        )
        self.accept()
        self._kept(visit)

    def _facility(self) -> FacilityInput:
        text = {name: field.value() for name, field in self._texts.items()}
        return FacilityInput(
            name=text["name"],
            npi=self._npi.value(),
            address=AddressInput(
                line1=text["line1"],
                line2=text["line2"],
                city=text["city"],
                state=self._state.value(),
                zip_code=self._zip.value(),
            ),
        )


class LineDialog(Dialog):
    """A line's drug, minutes, place, emergency and note (box 24, shaded part)."""

    def __init__(
        self,
        parent: QWidget | None,
        line: LineForm,
        places: Sequence[PlaceChoice],
        kept: Callable[[LineForm], None],
    ) -> None:
        super().__init__(parent, f"Details of {line.code or 'the line'}")
        self._line, self._kept = line, kept
        self._ndc = TextField(_read_ndc, longest=16)
        self._ndc_unit = Choice(_NDC_UNITS)
        self._quantity = TextField(_read_quantity, longest=12)
        self._minutes = TextField(_read_minutes, longest=4)
        self._place = Choice(
            [("", "As the visit"), *((p.code, f"{p.code} {p.words}") for p in places)]
        )
        self._emergency = CheckField("It was an &emergency")
        self._note = TextField(longest=61)
        form = self._form = Form(3)
        form.add("ndc", "&NDC of a drug", self._ndc)
        form.add("ndc_quantity", "&Quantity", self._quantity)
        form.add("ndc_unit", "&Unit", self._ndc_unit)
        form.add("minutes", "&Minutes of anesthesia", self._minutes)
        form.add("line_place", "&Place", self._place, span=2)
        form.add("line_note", "N&ote on the claim", self._note, span=3)
        form.add_wide(self._emergency)
        self._fill()
        self.body.addWidget(form)
        roles = QDialogButtonBox.ButtonRole
        self.verb("Cancel", roles.RejectRole)
        self.verb("Keep", roles.AcceptRole, self._on_keep, primary=True)
        self._ndc.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        line = self._line
        if line.ndc is not None:
            self._ndc.set_value(line.ndc.code)
            self._ndc_unit.set_value(line.ndc.unit)
            self._quantity.set_value(_quantity_words(line.ndc.quantity_thousandths))
        self._minutes.set_value(str(line.minutes) if line.minutes else "")
        self._place.set_value(line.place_of_service)
        self._emergency.set_value(line.emergency)
        self._note.set_value(line.note)

    def _on_keep(self) -> None:
        if self._form.first_problem():
            return
        if bool(self._ndc.value()) != bool(self._quantity.value()):
            self._form.require("ndc", "ndc_quantity")
            return
        ndc = None
        if self._ndc.value():
            ndc = NdcInput(
                code=identifiers.digits(self._ndc.value()),
                unit=cast("NdcUnit", self._ndc_unit.value()),
                quantity_thousandths=_thousandths(self._quantity.value()),
            )
        place = self._place.value()
        line = structs.replace(
            self._line,
            ndc=ndc,
            minutes=int(self._minutes.value()) if self._minutes.value() else None,
            place_of_service=place if isinstance(place, str) else "",
            emergency=self._emergency.value(),
            note=self._note.value(),
        )
        self.accept()
        self._kept(line)


def _case(case: CaseChoice) -> str:
    day: dt.date = case.happened_on
    return f"{case.words} on {us_date(day)}"


def _read_ndc(text: str) -> str:
    """Eleven digits; blank stays blank.

    Raises:
        InputError: it has not eleven digits.
    """
    number = identifiers.digits(text)
    if text.strip() and len(number) != 11:
        raise InputError("An NDC has 11 digits.", remedy="Type them as 5-4-2.")
    return number


def _read_minutes(text: str) -> str:
    """Minutes of a day; blank stays blank.

    Raises:
        InputError: it is no number from 1 to 1,440.
    """
    if text.strip() and not (text.strip().isdigit() and 1 <= int(text) <= 1440):
        raise InputError("That is not a number of minutes.", remedy="Use 1 to 1440.")
    return text.strip()


def _read_quantity(text: str) -> str:
    """A quantity with up to three decimals; blank stays blank.

    Raises:
        InputError: it is none.
    """
    return _quantity_words(_thousandths(text)) if text.strip() else ""


def _thousandths(text: str) -> int:
    whole, _, part = text.strip().partition(".")
    digits = f"{whole or '0'}{part}"
    if not digits.isascii() or not digits.isdigit() or len(part) > 3 or int(digits) < 1:
        raise InputError("That is not a quantity.", remedy="Type it as 1 or 0.5.")
    value = int(whole or "0") * 1000 + int(part.ljust(3, "0") or "0")
    if value > 99_999_999:
        raise InputError("That quantity is too large.", remedy="Type it as 1 or 0.5.")
    return value


def _quantity_words(thousandths: int) -> str:
    whole, part = divmod(thousandths, 1000)
    return f"{whole}.{part:03}".rstrip("0").rstrip(".")
