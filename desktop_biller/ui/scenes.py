"""What the gallery, the walk and the pictures of the demonstration look at: every place there is.

Dialogs and the windows beside the main one are in ``dialog_scenes``. A new screen is added here in
one line; tests then walk over it and pictures show it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop_biller.ui.desk import Place
from desktop_biller.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Subjects:
    """The records that scenes stand on, by what is in the practice; None where it holds none."""

    patient_id: int | None = None
    encounter_id: int | None = None
    claim_id: int | None = None
    payment_id: int | None = None
    payer_id: int | None = None
    guarantor_id: int | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture.

    Attributes:
        name: file name and line of the index.
        needs: the subject without which there is nothing to show.
        place: where the window goes.
        then: opens a dialog or window there, which is looked at instead of the window; gives None
            where the practice holds nothing that it could stand on.
        rests: seconds until the screen shows all of it: a panel follows a row only once the
            focus rests there.
    """

    name: str
    place: Callable[[Subjects], Place]
    needs: str = ""
    then: Callable[[MainWindow, Subjects], QWidget | None] | None = None
    rests: float = 0.0

    def fits(self, subjects: Subjects) -> bool:
        """True where the practice holds what the scene needs."""
        return not self.needs or getattr(subjects, self.needs) is not None


def _list(section: str, view: str = "", shown: str = "") -> Callable[[Subjects], Place]:
    return lambda _subjects: Place(section, view, shown=shown)


def _of(
    section: str, view: str, subject: str, shown: str = "", *, new: bool = False
) -> Callable[[Subjects], Place]:
    return lambda subjects: Place(section, view, getattr(subjects, subject), shown, new)


_RECORD_TABS = (
    "account", "details", "insurance", "visits", "claims", "documents", "notes", "history",
)  # fmt: skip
_SETUP_TABS = (
    "practice", "providers", "payers", "services", "users", "backups", "printing", "appearance",
)  # fmt: skip

_PANEL = 0.4

SCENES = (
    Scene("today", _list("today")),
    Scene("patients", _list("patients")),
    Scene("patients-balance", _list("patients", shown="balance")),
    *(
        Scene(f"patient-{tab}", _of("patients", "record", "patient_id", tab), "patient_id")
        for tab in _RECORD_TABS
    ),
    Scene("patient-register", _of("patients", "register", "payer_id", new=True)),
    Scene("visits", _list("visits", shown="all")),
    Scene("visits-not-billed", _list("visits", shown="not_billed")),
    Scene("visit", _of("visits", "visit", "encounter_id"), "encounter_id"),
    Scene("visit-entry", _of("visits", "entry", "patient_id", new=True), "patient_id"),
    Scene("visit-entry-whom", _list("visits", "entry")),
    Scene("claims", _list("claims"), rests=_PANEL),
    Scene("claims-ready", _list("claims", shown="ready"), rests=_PANEL),
    Scene("claim", _of("claims", "claim", "claim_id"), "claim_id"),
    Scene("payments", _list("payments", shown="all")),
    Scene("payments-unapplied", _list("payments", shown="unapplied")),
    Scene("payment", _of("payments", "payment", "payment_id"), "payment_id"),
    Scene("payment-take", _of("payments", "take", "patient_id", new=True), "patient_id"),
    Scene("payment-take-whom", _list("payments", "take")),
    Scene("payment-check", _of("payments", "check", "payer_id", new=True), "payer_id"),
    Scene("followup", _list("followup")),
    Scene("statements", _list("statements"), rests=_PANEL),
    Scene("statements-history", _list("statements", "history")),
    Scene("reports", _list("reports")),
    Scene("reports-day", _list("reports", "day")),
    *(Scene(f"setup-{tab}", _list("setup", shown=tab)) for tab in _SETUP_TABS),
)
"""Every place of the program."""
