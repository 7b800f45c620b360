"""The 10-pitch type of the data: IBM Plex Mono, embedded, 7.2 pt a character at 12 pt."""

from functools import cache

import fontpkg_ibm_plex_mono  # type: ignore[import-untyped]  # carries no type marks
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_SOURCE = fontpkg_ibm_plex_mono.ROOT / "files" / "IBMPlexMono-Regular.ttf"

DATA_FACE = "IBMPlexMono-Regular"
DATA_SIZE = 12
"""600 of 1000 units a character: exactly the ten characters an inch the form is made for."""


@cache
def register_data_face() -> str:
    """Make the face known to ReportLab, once a process; its name."""
    pdfmetrics.registerFont(TTFont(DATA_FACE, _SOURCE))
    return DATA_FACE
