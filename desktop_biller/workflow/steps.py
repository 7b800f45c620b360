"""Every use case of the program, known by name.

Importing this module imports the modules that register them; the order is that of the revenue
cycle, and scripts, documentation and tests see it.
"""

from typing import Any

from desktop_biller.workflow.claims import make, send
from desktop_biller.workflow.closing import day_close
from desktop_biller.workflow.followup import notes
from desktop_biller.workflow.office import (
    change_payer,
    change_provider,
    change_service,
    payers,
    practice,
    services,
)
from desktop_biller.workflow.patients import (
    authorization,
    change_coverage,
    change_patient,
    coverage,
    injury_case,
    register,
)
from desktop_biller.workflow.payments import credit, patient_payment, remittance
from desktop_biller.workflow.statements import billing, invoice
from desktop_biller.workflow.usecase import USE_CASES, UseCase
from desktop_biller.workflow.visits import encounters

_MODULES = (
    *(practice, change_provider, payers, change_payer, services, change_service),
    *(register, change_patient, coverage, change_coverage),
    *(authorization, injury_case),
    encounters,
    *(make, send),
    *(patient_payment, credit, remittance),
    notes,
    *(billing, invoice),
    day_close,
)


def all_use_cases() -> dict[str, UseCase[Any, Any]]:
    """The use cases by name, in the order of the revenue cycle."""
    order = {module.__name__: place for place, module in enumerate(_MODULES)}
    return dict(sorted(USE_CASES.items(), key=lambda item: order[item[1].run.__module__]))
