"""What the print preview asks of the practice: which papers these are, and the test sheet."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_biller.documents.cms1500 import Offset, render_calibration
from desktop_biller.foundation.errors import InputError
from desktop_biller.models.access import AuditRow
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.listing import by_ids
from desktop_biller.workflow.paper_archive import PaperRow, paper_rows
from desktop_biller.workflow.reading import Reading, question

LARGEST_OFFSET = 50
"""Hundredths of an inch that a printer may be off, to either side."""


@dataclass(frozen=True, slots=True)
class PaperToPrint:
    """An issued paper before it is printed.

    Attributes:
        last_printed_on: the day it last went to a printer, in the practice's zone; None: never.
    """

    paper: PaperRow
    last_printed_on: dt.date | None


@question(Permission.READ_BOOKS)
def papers_to_print(rd: Reading, document_ids: Sequence[int]) -> tuple[PaperToPrint, ...]:
    """The named papers in the order of their ids; one that is not there is left out."""
    rows = paper_rows(rd, document_ids=document_ids)
    printed = _last_printed(rd, [_subject(row) for row in rows])
    told = (PaperToPrint(row, printed.get(_subject(row))) for row in rows)
    return by_ids(document_ids, told, lambda one: one.paper.document_id)


@question(Permission.READ_BOOKS)
def calibration_sheet(
    rd: Reading, *, printer: str, dx_hundredths_inch: int = 0, dy_hundredths_inch: int = 0
) -> bytes:
    """The test sheet for the red form as a PDF, already moved by the offset; it is no issued paper.

    Args:
        rd: the reading.
        printer: its name stands on the sheet.
        dx_hundredths_inch: to the right.
        dy_hundredths_inch: down.

    Raises:
        InputError: an offset of more than half an inch.
    """
    if max(abs(dx_hundredths_inch), abs(dy_hundredths_inch)) > LARGEST_OFFSET:
        raise InputError(
            "That is more than half an inch.",
            effect="No test sheet was made.",
            remedy="Type an offset from −0.50 to 0.50, or straighten the tray's guides.",
        )
    offset = Offset(dx_hundredths_inch, dy_hundredths_inch)
    return render_calibration(offset, printer, rd.today)


def _subject(row: PaperRow) -> str:
    return f"{row.kind} {row.number}"


def _last_printed(rd: Reading, subjects: Sequence[str]) -> dict[str, dt.date]:
    last = sa.func.max(AuditRow.at)
    rows = rd.session.execute(
        sa.select(AuditRow.subject, sa.type_coerce(last, AuditRow.at.type))
        .where(AuditRow.event == "paper.printed", AuditRow.subject.in_(subjects))
        .group_by(AuditRow.subject)
    )
    return {subject: at.astimezone(rd.now.tzinfo).date() for subject, at in rows}
