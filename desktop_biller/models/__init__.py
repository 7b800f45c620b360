"""The tables of the practice file.

May import codesets and foundation; never Qt, never a database driver.
"""

from desktop_biller.models import (
    access,
    backup,
    claim,
    coverage,
    document,
    draft,
    ledger,
    patient,
    payment,
    practice,
    visit,
)
from desktop_biller.models.base import Base

__all__ = [
    "Base",
    "access",
    "backup",
    "claim",
    "coverage",
    "document",
    "draft",
    "ledger",
    "patient",
    "payment",
    "practice",
    "visit",
]
