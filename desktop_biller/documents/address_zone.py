"""Where an address must stand to be seen through an envelope's window: profiles as data.

Envelope measures are in inches as their makers print them; zones are in points from the
sheet's top-left corner. A folded sheet plays inside its envelope, so three zones follow from
each window: seen in every position, the same less the 1/8 inch that the Domestic Mail Manual
(202) wants clear, and reached in some position, where nothing else may stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_biller.documents.fonts import text_width, wrap
from desktop_biller.facts.people import Address
from desktop_biller.foundation.errors import UserError

_INCH = 72.0
_SHEET_WIDTH = 8.5
_CLEAR = 9.0
_CAPITAL_HEIGHT = 7.27
"""Height of capitals of 10-point Inter."""


class AddressTooLongError(UserError):
    """The address has more lines than the envelope's window shows."""

    def __init__(self, first_line: str, lines: int, room: int) -> None:
        super().__init__(
            f"{first_line}: address too long for this envelope "
            f"({lines} lines, the window shows {room}).",
            effect="Nothing was printed.",
            remedy="Shorten the name or the street, or use an envelope with a taller window.",
        )


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle on the sheet in points, y from the top."""

    x0: float
    y0: float
    x1: float
    y1: float

    def inset(self, by: float) -> "Zone":
        """The zone made smaller on all four sides."""
        return Zone(self.x0 + by, self.y0 + by, self.x1 - by, self.y1 - by)


@dataclass(frozen=True, slots=True)
class Envelope:
    """One window of one kind of envelope, and the folded panel that lies behind it."""

    words: str
    height: float
    width: float
    window_height: float
    window_width: float
    window_left: float
    window_bottom: float  # flap up
    panel_height: float = 11 / 3
    panel_top: float = 0.0  # of the panel on the sheet

    @property
    def visible(self) -> Zone:
        """What shows in every position of the sheet."""
        top = self.panel_top + self.height - self.window_bottom - self.window_height
        return Zone(
            self.window_left * _INCH,
            top * _INCH,
            (self.window_left + self.window_width - self._play_across) * _INCH,
            (top + self.window_height - self._play_down) * _INCH,
        )

    @property
    def strict(self) -> Zone:
        """The visible zone with 1/8 inch clear on every side."""
        return self.visible.inset(_CLEAR)

    @property
    def reach(self) -> Zone:
        """What shows in some position of the sheet: only the address may stand there."""
        seen = self.visible
        return Zone(
            max(0.0, seen.x0 - self._play_across * _INCH),
            max(0.0, seen.y0 - self._play_down * _INCH),
            seen.x1 + self._play_across * _INCH,
            seen.y1 + self._play_down * _INCH,
        )

    @property
    def _play_across(self) -> float:
        return self.width - _SHEET_WIDTH

    @property
    def _play_down(self) -> float:
        return self.height - self.panel_height


NUMBER_10 = Envelope("No. 10, one window", 4.125, 9.5, 1.125, 4.5, 0.875, 0.5)
REPLY_9 = Envelope(
    "No. 9 reply, one window", 3.875, 8.875, 1.125, 4.5, 0.875, 0.5, panel_top=22 / 3
)

ENVELOPES: dict[str, Envelope] = {
    "10": NUMBER_10,
    "10-high": Envelope("No. 10, window 5/8 in up", 4.125, 9.5, 1.125, 4.5, 0.875, 0.625),
    "10-tall-panel": Envelope(
        "No. 10, top panel folded at 3-7/8 in", 4.125, 9.5, 1.125, 4.5, 0.875, 0.5, 3.875
    ),
    "10-double": Envelope("No. 10, two windows", 4.125, 9.5, 1.375, 4.0, 0.5, 0.75),
    "9-double": Envelope("No. 9, two windows", 3.875, 8.875, 1.0, 4.0, 0.375, 0.5),
    "9-reply": REPLY_9,
}
"""Address windows by key; makers vary, so a practice tests its own with a folded print."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """One line of an address block; ``y`` is its baseline."""

    x: float
    y: float
    text: str


def label_lines(name: str, address: Address, width: float) -> tuple[str, ...]:
    """Name and address as the post reads them: capitals, no commas, no line over ``width``.

    The second address line stands beside the first where there is room, as the post prefers.
    """
    street = f"{address.line1} {address.line2}".strip()
    one_line = text_width(street.upper(), 10) <= width
    streets = [street] if one_line else [address.line1, address.line2]
    capitals = (line.upper().replace(",", "") for line in (name, *streets, address.city_line))
    return tuple(part for line in capitals for part in wrap(" ".join(line.split()), width))


def place_lines(
    lines: Sequence[str], envelope: Envelope, lead: float | None = None
) -> tuple[PlacedLine, ...]:
    """Lines of 10-point type, centred in the zone that the window always shows.

    Up to three lines keep the strict zone of the smallest window; more are led a little wider.

    Raises:
        AddressTooLongError: there are more lines than the visible zone holds.
    """
    if lead is None:
        lead = 10.0 if len(lines) <= 3 else 11.0
    zone = envelope.visible
    room = int((zone.y1 - zone.y0) / lead)
    if len(lines) > room:
        raise AddressTooLongError(lines[0], len(lines), room)
    middle = (zone.y0 + zone.y1) / 2
    first = middle - (_CAPITAL_HEIGHT + (len(lines) - 1) * lead) / 2 + _CAPITAL_HEIGHT
    return tuple(
        PlacedLine(envelope.strict.x0, first + number * lead, text)
        for number, text in enumerate(lines)
    )
