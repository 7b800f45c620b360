"""What the papers share: letterhead, marks, amount box, how to pay, window address, folds."""

from collections.abc import Sequence
from functools import lru_cache

from desktop_biller.documents.address_zone import NUMBER_10, label_lines, place_lines
from desktop_biller.documents.checks import largest_fit, require_room
from desktop_biller.documents.fonts import (
    REGULAR,
    SEMIBOLD,
    TextTooLongError,
    fit,
    text_width,
    wrap,
)
from desktop_biller.documents.sheet import BOX, HAIR, LETTER_HEIGHT, LETTER_WIDTH, Run, Sheet
from desktop_biller.facts.papers import Letterhead
from desktop_biller.facts.people import Address
from desktop_biller.foundation.errors import RefusedError
from desktop_biller.foundation.identifiers import format_phone
from desktop_biller.foundation.money import dollars

LEFT = 45.0
RIGHT = 567.0
COLUMN = 396.0
"""Left edge of the right column."""

MARK_CENTER = 352.0
MARKS = ("SAMPLE", "REPRINT", "COPY", "VOID", "REFUND", "PAID")
"""Every mark a paper can bear; the words are drawn, so no others can be passed in."""

FOLDS = (LETTER_HEIGHT / 3, LETTER_HEIGHT * 2 / 3)

_QR_SIZE = 49.0
_QR_CLEAR = 8.5
"""More than the four modules that a QR code needs; "Phone (937) 555-0142" fits beside it."""
_PAY_LINES = {3: (200.0, 215.0, 14.0), 4: (199.0, 213.0, 12.0), 5: (198.0, 210.5, 10.5)}
"""Baselines of heading and first line, and the lead, by the number of lines."""

_AMOUNT_SIZES = (27, 24, 20, 18, 16)


def marks_for(letterhead: Letterhead, marks: Sequence[str]) -> tuple[str, ...]:
    """The marks of a paper, each once, SAMPLE first.

    Raises:
        ValueError: a word that is no mark, or more marks than there is room for.
    """
    wanted = {*marks, *(["SAMPLE"] if letterhead.is_sample else [])}
    if not wanted.issubset(MARKS) or len(wanted) > 3:
        msg = f"marks are up to three of {MARKS}, not {sorted(wanted)}"
        raise ValueError(msg)
    return tuple(mark for mark in MARKS if mark in wanted)


def draw_marks(
    sheet: Sheet,
    marks: Sequence[str],
    *,
    center: float = MARK_CENTER,
    top: float = 40.0,
    step: int = 0,
) -> None:
    """Framed words below one another, ``step`` places lower than usual."""
    space, size = 1.4, 11
    for number, mark in enumerate(marks, step):
        y = top + 22 * number
        width = text_width(mark, size, SEMIBOLD) + space * (len(mark) - 1)
        sheet.box(center - width / 2 - 9, y, width + 18, 18, weight=1, radius=4)
        sheet.text(center - width / 2, y + 13, mark, size=size, font=SEMIBOLD, space=space)


def phone_words(letterhead: Letterhead) -> str:
    """The phone number as printed, with a no-break blank, or ""."""
    return format_phone(letterhead.phone).replace(" ", "\u00a0")


def draw_letterhead(
    sheet: Sheet,
    letterhead: Letterhead,
    contact: Sequence[Sequence[Run]],
    marks: Sequence[str],
    *,
    bottom: float = 140.0,
    gap: float = 16.5,
) -> None:
    """Practice name and address, then ``contact`` lines ``gap`` below, and the marks beside them.

    A long name goes from 13 to 11 points, then to two lines with the marks lower.

    Raises:
        TextTooLongError: the last line would fall below ``bottom``, or the name needs 3 lines.
    """
    beside_mark = MARK_CENTER - 45 - LEFT
    room = beside_mark if marks else COLUMN - 9 - LEFT
    size = 13 if text_width(letterhead.name, 13, SEMIBOLD) <= room else 11
    names, step = wrap(letterhead.name, room, size, SEMIBOLD), 0
    if len(names) > 1:
        step = 1
    if len(names) > 2:
        names, step = wrap(letterhead.name, COLUMN - 9 - LEFT, size, SEMIBOLD), 2
    if len(names) > 2:
        raise TextTooLongError(letterhead.name, "Practice name")
    y = 53.0
    for number, line in enumerate(names):
        y = 53.0 + 12.5 * number
        sheet.text(LEFT, y, line, size=size, font=SEMIBOLD)
    y += 2.5
    for part in letterhead.address.lines:
        for line in wrap(part, room):
            y += 12.5
            sheet.text(LEFT, y, line)
    y += gap - 12.5
    for runs in contact:
        for line_of_runs in _wrapped(runs, room):
            y += 12.5
            sheet.runs(LEFT, y, line_of_runs)
    if y > bottom:
        raise TextTooLongError(" ".join(letterhead.address.lines), "Practice address")
    draw_marks(sheet, marks, step=step)


def draw_continued_head(
    sheet: Sheet,
    letterhead: Letterhead,
    kind: str,
    facts: Sequence[tuple[str, str]],
    marks: Sequence[str],
) -> None:
    """The smaller head of the second and later pages."""
    room = MARK_CENTER - 45 - LEFT if marks else COLUMN - 9 - LEFT
    sheet.text(LEFT, 47, fit(letterhead.name, room, 11, SEMIBOLD), size=11, font=SEMIBOLD)
    sheet.text(LEFT, 60, f"{kind}, continued")
    draw_facts(sheet, facts, (47, 60, 73))
    # Three marks are one too many beside a table head at 92: the third stands left of the others.
    draw_marks(sheet, marks[:2])
    draw_marks(sheet, marks[2:], center=MARK_CENTER - 90, step=1)


def draw_title(sheet: Sheet, title: str, facts: Sequence[tuple[str, str]]) -> None:
    """Document title and its three facts, top right."""
    sheet.text(COLUMN, 54, title, size=18, font=SEMIBOLD, space=-0.2)
    draw_facts(sheet, facts, (72, 85, 98))


def draw_facts(sheet: Sheet, facts: Sequence[tuple[str, str]], baselines: Sequence[float]) -> None:
    """Labels on the left and values on the right edge of the right column."""
    for (label, value), y in zip(facts, baselines, strict=True):
        sheet.text(COLUMN, y, label)
        room = RIGHT - COLUMN - text_width(label, 10) - 8
        sheet.right(RIGHT, y, require_room(value, room, label, font=SEMIBOLD), font=SEMIBOLD)


def draw_amount_box(
    sheet: Sheet, label: str, cents: int, footer: Sequence[Run], *, weight: float = BOX
) -> None:
    """The one large amount of the paper, framed."""
    sheet.box(COLUMN, 107, RIGHT - COLUMN, 76, weight=weight)
    sheet.text(407, 123, label, font=SEMIBOLD)
    draw_large_amount(sheet, 406, 151, cents)
    sheet.runs(407, 173, footer, size=12)


def draw_large_amount(sheet: Sheet, x: float, y: float, cents: int) -> None:
    """27 points, or the next smaller size at which the amount is 149 points wide or less."""
    text = dollars(cents)
    size = largest_fit(text, 149, _AMOUNT_SIZES, "Amount", SEMIBOLD)
    sheet.text(x, y, text, size=size, font=SEMIBOLD, space=-0.5)


def require_way_to_pay(letterhead: Letterhead) -> None:
    """Refuse a bill that can only be paid by mail.

    Raises:
        RefusedError: Setup has neither a phone number nor a website.
    """
    if not (letterhead.website or letterhead.phone):
        raise RefusedError(
            "The practice has neither a phone number nor a website for paying.",
            effect="Nothing was printed.",
            remedy="Add one of them in Setup, Practice, and print again.",
        )


def draw_how_to_pay(sheet: Sheet, letterhead: Letterhead) -> None:
    """Web, phone, mail, and the QR code of the website; what is missing leaves no gap.

    Raises:
        TextTooLongError: the website needs more than three lines.
    """
    website = letterhead.website.removeprefix("https://").removeprefix("http://").rstrip("/")
    room = (RIGHT - _QR_SIZE - _QR_CLEAR if website else RIGHT) - COLUMN
    lines: list[list[Run]] = []
    if website:
        lines += _wrapped([("Web", SEMIBOLD), (f" {website}", REGULAR)], room)
    if letterhead.phone:
        lines += _wrapped([("Phone", SEMIBOLD), (f" {phone_words(letterhead)}", REGULAR)], room)
    lines.append([("Mail", SEMIBOLD), (" the slip below", REGULAR)])
    if len(lines) > 5:
        raise TextTooLongError(f"{website} {letterhead.phone}", "Practice website and phone")
    # Longer addresses are led closer, so that all lines end above the fold.
    heading, first, lead = _PAY_LINES[max(3, len(lines))]
    sheet.text(COLUMN, heading, "How to pay", size=10.5, font=SEMIBOLD)
    for number, runs in enumerate(lines):
        sheet.runs(COLUMN, first + lead * number, runs)
    if website:
        # The bare address: no account, no name and no amount goes into the code.
        link = letterhead.website if "://" in letterhead.website else f"https://{website}"
        sheet.squares(RIGHT - _QR_SIZE, 193, _QR_SIZE, qr_modules(link))


@lru_cache(maxsize=4)
def qr_modules(text: str) -> list[list[bool]]:
    """The matrix of a QR code of level M (a sixth of it may be soiled), without its margin."""
    # A tenth of a second, and papers without a website never need it.
    from reportlab.graphics.barcode.qrencoder import (  # noqa: PLC0415 - see above
        QRCode,
        QRErrorCorrectLevel,
    )

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return [[bool(module) for module in row] for row in code.modules]


def draw_window_address(sheet: Sheet, name: str, address: Address) -> None:
    """The addressee where the envelope's window shows it, and nothing else there."""
    width = NUMBER_10.strict.x1 - NUMBER_10.strict.x0
    for line in place_lines(label_lines(name, address, width), NUMBER_10):
        sheet.text(line.x, line.y, line.text)


def draw_fold_ticks(sheet: Sheet) -> None:
    """Where to fold in thirds: two short lines at the left edge."""
    for y in FOLDS:
        sheet.rule(18, y, 27, 0.5)


def draw_tear_line(sheet: Sheet) -> None:
    """Where the slip is torn off: along the second fold."""
    sheet.rule(0, FOLDS[1], LETTER_WIDTH, 0.6, dash=3)


def draw_table_head_rules(sheet: Sheet, top: float, bottom: float) -> None:
    """The strong rules above and below the words of a table's head."""
    sheet.rule(LEFT, top, RIGHT)
    sheet.rule(LEFT, bottom, RIGHT)


def draw_hairline(sheet: Sheet, y: float) -> None:
    """The thin rule between two rows."""
    sheet.rule(LEFT, y, RIGHT, HAIR)


def _wrapped(runs: Sequence[Run], width: float) -> list[list[Run]]:
    """Runs of text as lines no wider than ``width``; the last run is the one that is broken."""
    *fixed, (text, font) = runs
    used = sum(text_width(part, 10, face) for part, face in fixed)
    if used + text_width(text, 10, font) <= width:
        return [list(runs)]
    # What follows the fixed words starts beside them where its first word fits there.
    words = text.strip(" ").split(" ")
    beside = ""
    while words and used + text_width(f"{beside} {words[0]}", 10, font) <= width:
        beside += f" {words.pop(0)}"
    if not beside and words and fixed:
        first = wrap(words[0], width - used - text_width(" ", 10, font), 10, font)[0]
        beside, words[0] = f" {first}", words[0][len(first) :]
    rest = wrap(" ".join(words), width, 10, font)
    return [[*fixed, (beside, font)], *([(line, font)] for line in rest)]
