"""The slip below the tear line, mailed back with a check: who pays, how much, and to whom.

Its return address is placed for the window of a No. 9 reply envelope (see address_zone).
"""

from dataclasses import dataclass

from desktop_biller.documents.address_zone import REPLY_9, place_lines
from desktop_biller.documents.checks import require_room
from desktop_biller.documents.fonts import SEMIBOLD, TextTooLongError, fit, text_width, wrap
from desktop_biller.documents.furniture import COLUMN, LEFT, RIGHT, draw_tear_line
from desktop_biller.documents.sheet import HAIR, Sheet
from desktop_biller.facts.papers import Letterhead
from desktop_biller.facts.people import Address
from desktop_biller.foundation.money import dollars

_VALUES = 112.0


@dataclass(frozen=True, slots=True)
class Slip:
    """What the slip says about one bill."""

    name: str
    address: Address
    account: str
    paper: str  # "Statement"
    paper_value: str  # its date or number
    due_cents: int
    pay_by: str


def draw_slip(sheet: Sheet, letterhead: Letterhead, slip: Slip) -> None:
    """Everything below the second fold of page 1, tear line included.

    Raises:
        TextTooLongError: the account, or the return address, does not fit.
    """
    draw_tear_line(sheet)
    _draw_payer(sheet, slip)
    _draw_amounts(sheet, slip)
    _draw_payee(sheet, letterhead, slip.account)


def _draw_payer(sheet: Sheet, slip: Slip) -> None:
    room = COLUMN - 9 - _VALUES
    heading = "Please mail this part with your check"
    sheet.text(LEFT, 551, heading, size=10.5, font=SEMIBOLD)
    sheet.text(LEFT, 573, "From")
    # Cut, not wrapped: the full name and address are in the window above.
    for number, line in enumerate((slip.name, *slip.address.lines)):
        sheet.text(_VALUES, 573 + 12.5 * number, fit(line, room))
    sheet.text(LEFT, 616.5, "Account")
    account = require_room(slip.account, room, "Account", font=SEMIBOLD)
    sheet.text(_VALUES, 616.5, account, font=SEMIBOLD)
    sheet.text(LEFT, 629, slip.paper)
    sheet.text(_VALUES, 629, require_room(slip.paper_value, room, slip.paper))
    sheet.box(LEFT, 640, 9, 9, weight=0.7)
    sheet.text(60, 648, "New address or new insurance? Check here and write it on the back.")


def _draw_amounts(sheet: Sheet, slip: Slip) -> None:
    sheet.text(COLUMN, 551, "Amount due")
    sheet.right(RIGHT, 551, dollars(slip.due_cents), size=13, font=SEMIBOLD)
    sheet.text(COLUMN, 568, "Pay by")
    sheet.right(RIGHT, 568, slip.pay_by, size=11, font=SEMIBOLD)
    sheet.rule(COLUMN, 576, RIGHT, HAIR)
    sheet.text(COLUMN, 591, "Amount enclosed", font=SEMIBOLD)
    sheet.box(COLUMN, 597, RIGHT - COLUMN, 30)
    sheet.text(405, 617, "$", size=13)


def _draw_payee(sheet: Sheet, letterhead: Letterhead, account: str) -> None:
    names = wrap(letterhead.name, RIGHT - COLUMN, 10, SEMIBOLD)
    if len(names) > 4:
        raise TextTooLongError(letterhead.name, "Practice name")
    # One line stands as on the sample page; longer names grow upwards.
    y = 696.0 - 13 * (len(names) - 1)
    sheet.text(COLUMN, y, "Make your check payable to")
    for line in names:
        y += 13
        sheet.text(COLUMN, y, line, font=SEMIBOLD)
    words = f"Write {account} on the check."
    if text_width(words, 10) > RIGHT - COLUMN:
        words = "Write the account on the check."
    sheet.text(COLUMN, y + 13, words)
    zone = REPLY_9.strict
    address = letterhead.remit_lines or (letterhead.name, *letterhead.address.lines)
    lines = [part for line in address for part in wrap(line, zone.x1 - zone.x0)]
    for placed in place_lines(lines, REPLY_9, lead=11.5):
        sheet.text(placed.x, placed.y, placed.text)
