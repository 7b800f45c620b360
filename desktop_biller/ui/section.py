"""A section of the rail: it opens its places as screens and keeps them for the window's life.

Places of the sections (``Place`` in ``desk``); a screen sends a window anywhere by ``desk.go``:

========== ========= =====================================================================
section    view      record_id, shown
========== ========= =====================================================================
today      (blank)
patients   (blank)   list; shown: blank or ``balance``
patients   record    patient; shown: account, details, insurance, visits, claims, documents,
                     notes, history
patients   register  new patient
visits     (blank)   list; shown: blank, ``today``, ``not_billed``
visits     entry     patient (None: choose one); new visit
visits     visit     encounter
claims     (blank)   list; shown: blank (all open) or a state; record_id: the claim to stand on
claims     claim     claim
payments   (blank)   list; shown: blank (today), ``all``, ``unapplied``, ``insurer``, ``patient``
payments   take      patient (None: choose one); take a payment
payments   check     payer (None: choose one); post an insurer's check
payments   payment   payment
followup   (blank)   says what will be there
statements (blank)   due list; record_id: guarantor to stand on
statements history   batches and single statements that were issued
reports    (blank)   the list of reports
reports    day       day sheet and close; shown: the day as YYYY-MM-DD, blank for today
setup      (blank)   shown: practice, providers, payers, services, users, backups, printing
========== ========= =====================================================================
"""

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.kit.screen import Screen


class Section:
    """What the main window asks of a section; ``folder`` is its name in places."""

    folder = ""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def open(self, place: Place) -> Screen:
        """The screen of a place, filled or filling."""
        raise NotImplementedError

    def close(self) -> None:
        """The window closes: end what listens."""
