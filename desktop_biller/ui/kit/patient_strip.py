"""The strip that tells whose data is on the screen, with what patient and insurance owe."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu

from desktop_biller.ui.kit.chip import Chip, ChipSpec
from desktop_biller.ui.kit.parts import Button, ElidedLabel, Label, Panel, column, holder, row
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Compact, Size, Space

_LEAST_NAME = 240
_MEMBER = 170


@dataclass(frozen=True, slots=True)
class StripFacts:
    """What the strip shows, in words; ``alerts`` come with the most pressing first."""

    name: str
    person: str
    born: str
    account: str
    payer: str
    member: str
    patient_owes: str
    insurance_owes: str
    alerts: Sequence[ChipSpec] = ()


class PatientStrip(Panel):
    """Hidden until a patient is shown. In privacy view it masks who it is."""

    def __init__(self) -> None:
        super().__init__("strip")
        self.setAccessibleName("Patient")
        self._name = ElidedLabel("", "strong")
        self._name.setObjectName("strip_name")
        self._person = Label("", "caption")
        self._facts: StripFacts | None = None
        self._private = False
        self._pairs = {
            key: (
                (ElidedLabel(head, "caption"), ElidedLabel())
                if key == "member"
                else (Label(head, "caption"), Label())
            )
            for key, head in (
                ("born", "Born"),
                ("account", "Chart no."),
                ("member", ""),
                ("patient_owes", "Patient owes"),
                ("insurance_owes", "Insurance owes"),
            )
        }
        parts = []
        for key, (head, value) in self._pairs.items():
            value.setObjectName(f"strip_{key}")
            if key.endswith("owes"):
                value.set_kind("strong")
                for label in (head, value):
                    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            parts.append(holder(column(head, value, space=0)))
        for label in self._pairs["member"]:
            label.setMinimumWidth(theme.px(_MEMBER))
        self._boxes = dict(zip(self._pairs, parts, strict=True))
        self._alert = Chip()
        self._more = Button("", "small")
        self._more.clicked.connect(self._open_alerts)
        who = column(self._name, self._person, space=0)
        line = row(
            who, *parts, self._alert, self._more,
            space=Space.SECTION, margin=(Space.MARGIN, 2, Space.MARGIN, 2),
        )  # fmt: skip
        line.setStretch(0, 1)
        self.setLayout(line)
        self.fit(height=Compact.UNDER)
        self.hide()

    def show_facts(self, facts: StripFacts | None) -> None:
        """Show a patient, or nobody."""
        self._facts = facts
        self.setVisible(facts is not None)
        self._fill()

    def set_private(self, *, private: bool) -> None:
        """Mask names and numbers (privacy view), or show them."""
        self._private = private
        self._fill()

    def _fill(self) -> None:
        facts = self._facts
        if facts is None:
            for label in (self._name, self._person, *(value for _, value in self._pairs.values())):
                label.setText("")
            return
        hidden = "•••••"
        self._name.setText(hidden if self._private else facts.name)
        self._person.setText(facts.person)
        self._pairs["member"][0].setText(facts.payer or "Insurance")
        for key, (_, value) in self._pairs.items():
            words = str(getattr(facts, key)) or "None"
            private = self._private and key in ("born", "account", "member")
            value.setText(hidden if private else words)
        first, rest = (facts.alerts[0], facts.alerts[1:]) if facts.alerts else (None, ())
        self._alert.set_spec(first)
        self._more.setText(f"+{len(rest)}")
        self._more.setVisible(bool(rest))
        self._more.setAccessibleName(f"{len(rest)} more alerts")
        told = f"{facts.name}, patient owes {facts.patient_owes}, insurance {facts.insurance_owes}"
        self.setAccessibleDescription("" if self._private else told)
        self._make_room()

    def _open_alerts(self) -> None:
        menu = QMenu(self)
        for spec in self._facts.alerts if self._facts else ():
            menu.addAction(theme.icon(spec.icon), spec.words)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def fit(self, height: int) -> None:
        """Give way in a low window."""
        low = height < Compact.UNDER
        self.setFixedHeight(theme.px(Compact.STRIP if low else Size.STRIP))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Birth date and chart number give way first, where the rest would leave no name."""
        if self._facts is None:
            return
        gap = theme.px(Space.SECTION)
        left = self.width() - 2 * theme.px(Space.MARGIN) - theme.px(_LEAST_NAME)
        for part in (*self._boxes.values(), self._alert, self._more):
            if part not in (self._boxes["born"], self._boxes["account"]) and not part.isHidden():
                left -= part.sizeHint().width() + gap
        for key in ("born", "account"):
            left -= self._boxes[key].sizeHint().width() + gap
            self._boxes[key].setVisible(left >= 0)
