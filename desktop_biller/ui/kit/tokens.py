"""Colors, type, space and heights of every screen, in one place; nothing else names a color.

All sizes are logical pixels at 100 % text; ``theme.px`` scales them. Each pair of colors that
meets on a screen stands in ``PAIRS`` with the contrast it needs (WCAG 2.2), which a test proves.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Colors:
    """One theme's colors as ``#RRGGBB``, named after their use.

    ``base`` is content, fields, tables; ``window`` the bars, heads and zebra; ``rail`` the left
    rail and totals; ``divider`` never the only sign of a control; ``border`` the edge of controls.
    """

    base: str
    window: str
    rail: str
    hover: str
    divider: str
    border: str
    border_on_selected: str
    text: str
    muted: str
    placeholder: str
    disabled_text: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    selected: str
    focus: str
    red_text: str
    red_fill: str
    amber_text: str
    amber_fill: str
    green_text: str
    green_fill: str
    blue_text: str
    blue_fill: str
    grey_text: str
    grey_fill: str
    chart1: str
    chart2: str
    chart3: str
    chart4: str
    chart5: str
    chart_target: str


LIGHT = Colors(
    base="#FFFFFF",
    window="#F6F8FA",
    rail="#EEF1F4",
    hover="#E8EDF2",
    divider="#D5DAE0",
    border="#7A828C",
    border_on_selected="#6B737D",
    text="#1B1F24",
    muted="#57606A",
    placeholder="#656D76",
    disabled_text="#656D76",
    accent="#0B5CAD",
    accent_hover="#094C90",
    accent_pressed="#073C73",
    on_accent="#FFFFFF",
    selected="#CFE4FA",
    focus="#0B5CAD",
    red_text="#8E1B12",
    red_fill="#FDECEA",
    amber_text="#7A4B00",
    amber_fill="#FFF4DB",
    green_text="#0F5132",
    green_fill="#E3F4EA",
    blue_text="#0A4A8F",
    blue_fill="#E6F1FC",
    grey_text="#4A525B",
    grey_fill="#EEF1F4",
    chart1="#5B93CC",
    chart2="#3F7DBD",
    chart3="#2867A8",
    chart4="#164E8A",
    chart5="#0A3561",
    chart_target="#7A4B00",
)
DARK = Colors(
    base="#161B22",
    window="#11161C",
    rail="#0D1117",
    hover="#21272F",
    divider="#30363D",
    border="#6E7681",
    border_on_selected="#A8B3C0",
    text="#E6EDF3",
    muted="#9DA7B3",
    placeholder="#8B949E",
    disabled_text="#8B949E",
    accent="#6CB6FF",
    accent_hover="#8CC6FF",
    accent_pressed="#4FA3F5",
    on_accent="#0D1117",
    selected="#1F4B7A",
    focus="#6CB6FF",
    red_text="#FF9A8F",
    red_fill="#3B1A18",
    amber_text="#F2C46D",
    amber_fill="#33270B",
    green_text="#7ED9A3",
    green_fill="#12301F",
    blue_text="#8CC2FF",
    blue_fill="#132C4A",
    grey_text="#B4BDC7",
    grey_fill="#242B33",
    chart1="#4C7FB5",
    chart2="#6699CF",
    chart3="#86B4E3",
    chart4="#ABCFF3",
    chart5="#DCEDFF",
    chart_target="#F2C46D",
)

PAIRS: Final = (
    *(("text", on, 4.5) for on in ("base", "window", "rail", "hover", "selected")),
    *(("muted", on, 4.5) for on in ("base", "window", "rail", "hover")),
    ("placeholder", "base", 4.5),
    ("disabled_text", "window", 4.5),
    *(("accent", on, 4.5) for on in ("base", "window")),
    *(("on_accent", on, 4.5) for on in ("accent", "accent_hover", "accent_pressed")),
    *(("focus", on, 3.0) for on in ("base", "window", "rail")),
    *(("border", on, 3.0) for on in ("base", "window")),
    ("border_on_selected", "selected", 3.0),
    *(
        (f"{hue}_text", on, 4.5)
        for hue in ("red", "amber", "green", "blue", "grey")
        for on in (f"{hue}_fill", "base", "window")
    ),
    *((f"chart{n}", "base", 3.0) for n in range(1, 6)),
    ("chart_target", "base", 3.0),
)
"""(text or edge, what it lies on, contrast needed). On a selected row in dark, muted text, accent
and focus give way to ``text``."""


class Space:
    """Distances."""

    INSIDE: Final = 4
    RELATED: Final = 8
    GROUP: Final = 16
    SECTION: Final = 24
    MARGIN: Final = 16
    CELL: Final = 8
    CELL_NARROW: Final = 5


class Size:
    """Heights and widths."""

    FIELD: Final = 32
    FIELD_IN_GRID: Final = 28
    BUTTON: Final = 32
    BUTTON_SMALL: Final = 24
    CHIP: Final = 20
    ROW: Final = 28
    MENU_BAR: Final = 28
    TOP_BAR: Final = 48
    STRIP: Final = 44
    HEAD: Final = 56
    TABS: Final = 36
    ACTION_BAR: Final = 48
    STATUS_BAR: Final = 28
    RAIL: Final = 176
    RAIL_ICONS: Final = 56
    SEARCH: Final = 400
    PANEL: Final = 288
    PANEL_NARROW: Final = 224
    DATE_FIELD: Final = 140
    TARGET: Final = 24
    RADIUS: Final = 4
    ICON_CHIP: Final = 14
    ICON: Final = 16
    ICON_BAR: Final = 18
    ICON_RAIL: Final = 20


class Compact:
    """What gives way in a client area under 660 high."""

    UNDER: Final = 660
    TOP_BAR: Final = 40
    STRIP: Final = 40
    ACTION_BAR: Final = 44
    STATUS_BAR: Final = 24


class Type:
    """Three sizes (pixels) and two weights, nothing else."""

    CAPTION: Final = 12
    BODY: Final = 13
    TITLE: Final = 18
    REGULAR: Final = 400
    STRONG: Final = 600


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two ``#RRGGBB`` colors by WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
