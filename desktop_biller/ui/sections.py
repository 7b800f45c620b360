"""How each section is made; its modules are loaded when it is first opened, not at start."""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from desktop_biller.ui.desk import Desk
from desktop_biller.ui.section import Section

_CLASSES = {
    "today": "TodaySection",
    "patients": "PatientsSection",
    "visits": "VisitsSection",
    "claims": "ClaimsSection",
    "payments": "PaymentsSection",
    "followup": "FollowupSection",
    "statements": "StatementsSection",
    "reports": "ReportsSection",
    "setup": "SetupSection",
}


def makers() -> dict[str, Callable[[Desk], Section]]:
    """What makes each section, by its folder."""
    return {folder: partial(_make, folder) for folder in _CLASSES}


def load_all(may_go_on: Callable[[], bool] = lambda: True) -> None:
    """Load every section's modules in a quiet moment; leave off as soon as it is over."""
    for folder in _CLASSES:
        if not may_go_on():
            return
        import_module(f"desktop_biller.ui.{folder}.section")


def _make(folder: str, desk: Desk) -> Section:
    module = import_module(f"desktop_biller.ui.{folder}.section")
    made: Section = getattr(module, _CLASSES[folder])(desk)
    return made
