"""The row over a visit: date, provider, place, who referred, authorization."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from desktop_biller.ui.kit.chip import Chip, ChipSpec, chip_width
from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.form import LabeledField
from desktop_biller.ui.kit.parts import Label, column, holder, plain_tip
from desktop_biller.ui.kit.suggest import Ask, SuggestField, Suggestion
from desktop_biller.ui.kit.text_field import EnterMovesOn
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space
from desktop_biller.workflow.visits.places import PlaceChoice
from desktop_biller.workflow.visits.referring import ReferringChoice
from desktop_biller.workflow.visits.visit_choices import AuthorizationChoice, VisitChoices
from desktop_biller.workflow.visits.visit_input import ReferringInput

DRAFT = ChipSpec("Draft", "grey", "draft")
_WIDE, _ONE_ROW, _IN_FIRST_ROW = 960, 740, 3
_CORNER = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight
_WIDTHS = {
    "service_date": (Size.DATE_FIELD, Size.DATE_FIELD),
    "provider_id": (176, 140),
    "place_of_service": (128, 104),
    "referring": (168, 136),
    "authorization_id": (152, 116),
}
"""Widths of the fields, usual and where room is short."""


class VisitHeader(QWidget):
    """The fields over a visit.

    Signals:
        edited: a field changed.
        day_chosen(date): another date of service.
        referring_wanted(text): somebody shall be named who was on no visit before.
    """

    edited = Signal()
    day_chosen = Signal(object)
    referring_wanted = Signal(str)

    def __init__(self, today: Today, ask_referring: Ask) -> None:
        super().__init__()
        self.date = DateField(today)
        self.provider = Choice()
        self.place = Choice()
        self.referring = SuggestField(ask_referring, on_focus=True)
        self.referring.setPlaceholderText("None")
        self.authorization = Choice([(None, "None")])
        self.draft = Chip()
        self.draft.set_spec(None)
        self._referring: ReferringInput | None = None
        self._sought = ""
        self._enter = EnterMovesOn(self)
        self.fields: dict[str, LabeledField] = {}
        title = Label("Visit", "title")
        title.setObjectName("screen_title")
        head = column(title, self.draft, space=2)
        head.addStretch(1)
        self._head = holder(head)  # as wide as its chip, so that no field moves when that comes
        self._line = QGridLayout()
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setHorizontalSpacing(theme.px(Space.RELATED))
        self._line.setVerticalSpacing(theme.px(Space.INSIDE))
        for name, label, field, required in (
            ("service_date", "&Date", self.date, True),
            ("provider_id", "Prov&ider", self.provider, True),
            ("place_of_service", "P&lace", self.place, True),
            ("referring", "Referrin&g provider", self.referring, False),
            ("authorization_id", "Authori&zation", self.authorization, False),
        ):
            labeled = LabeledField(label, field, required=required)
            field.setObjectName(name)
            if isinstance(field, QLineEdit):
                field.installEventFilter(self._enter)
            self.fields[name] = labeled
        self._required = Label("* required", "caption")
        self._rows = 0
        self.setLayout(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._connect()
        theme.changed.connect(self._arrange)
        self._arrange()

    def _connect(self) -> None:
        self.date.chosen.connect(self.day_chosen)
        self.date.edited.connect(self.edited)
        for choice in (self.provider, self.place, self.authorization):
            choice.edited.connect(self.edited)
        self.referring.textEdited.connect(self._on_sought)
        self.referring.taken.connect(self._on_taken)
        self.referring.cleared.connect(self._on_cleared)
        self.referring.editingFinished.connect(self._on_left)

    # --- Values --------------------------------------------------------------------------------

    def referring_value(self) -> ReferringInput | None:
        """Who referred."""
        return self._referring

    def set_referring(self, who: ReferringInput | None) -> None:
        """Show who referred."""
        self._referring = who
        self.referring.set_taken(who, f"{who.last}, {who.first}" if who else "")
        self.referring.setToolTip(plain_tip(f"NPI {who.npi}" if who else ""))

    def authorization_id(self) -> int | None:
        """The authorization that was chosen."""
        value = self.authorization.value()
        return value if isinstance(value, int) else None

    def show_choices(self, choices: VisitChoices, places: Sequence[PlaceChoice]) -> None:
        """Offer what fits the patient and the day; what was chosen and still fits stays."""
        self.provider.set_options([(p.provider_id, p.words) for p in choices.providers])
        self.place.set_options([(p.code, f"{p.code} {p.words}") for p in places])
        self.authorization.set_options(
            [(None, "None"), *((a.authorization_id, _approved(a)) for a in choices.authorizations)]
        )

    def unread(self) -> str:
        """The first field that can't be read, with the focus put there; blank where all can."""
        if not self.date.read_now() or self.date.date() is None:
            if not self.date.problem:
                self.fields["service_date"].show_problem("This is needed.")
            self.date.setFocus(Qt.FocusReason.OtherFocusReason)
            return "service_date"
        if self.referring.value() and self._referring is None:
            self._on_left()
            self.referring.setFocus(Qt.FocusReason.OtherFocusReason)
            return "referring"
        return ""

    def go_to(self, name: str) -> bool:
        """Put the focus into a field; False where there is none of that name."""
        labeled = self.fields.get("referring" if name.startswith("referring") else name)
        if labeled is None:
            return False
        labeled.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # --- Who referred --------------------------------------------------------------------------

    def _on_sought(self, text: str) -> None:
        self._sought = text

    def _on_taken(self, suggestion: Suggestion) -> None:
        one = suggestion.value
        if isinstance(one, ReferringChoice):
            self.set_referring(
                ReferringInput(qualifier=one.qualifier, last=one.last, first=one.first, npi=one.npi)
            )
            self.edited.emit()
            return
        self.set_referring(None)
        self.referring_wanted.emit(self._sought.strip())

    def _on_cleared(self) -> None:
        self._referring = None
        self.edited.emit()

    def _on_left(self) -> None:
        if self.referring.value() and self._referring is None and not self.referring.hasFocus():
            self.fields["referring"].show_problem("Choose one of the list.")

    # --- Measures ------------------------------------------------------------------------------

    def _arrange(self) -> None:
        wide = self.width() >= theme.px(_WIDE)
        self._head.setFixedWidth(chip_width(DRAFT) + theme.px(Space.RELATED))
        spare = max(0, self.width() - theme.px(_ONE_ROW))
        for name, (usual, short) in _WIDTHS.items():
            most, least = theme.px(usual), theme.px(short)
            part = min(spare, most - least) if name == "provider_id" else 0  # a name is not cut
            self.fields[name].setFixedWidth(most if wide else least + part)
        self._required.setVisible(wide)
        rows = 1 if self.width() >= theme.px(_ONE_ROW) else 2
        if rows == self._rows:
            return
        self._rows = rows
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        self._line.addWidget(self._head, 0, 0, top)
        each = len(self.fields) if rows == 1 else _IN_FIRST_ROW
        for n, labeled in enumerate(self.fields.values()):
            self._line.addWidget(labeled, n // each, n % each + 1, top)
        last = len(self.fields) + 1
        self._line.addWidget(self._required, 0, last, _CORNER)
        self._line.setColumnStretch(last, 1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """As narrow as it is made: the fields give way, and must not hold the window's width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._arrange()


def _approved(one: AuthorizationChoice) -> str:
    return f"{one.number}, {one.units_left} left"
