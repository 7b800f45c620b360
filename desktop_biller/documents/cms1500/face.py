"""The 10-pitch type of the data: IBM Plex Mono, embedded, 7.2 pt a character at 12 pt."""

from functools import cache

import fontpkg_ibm_plex_mono  # type: ignore[import-untyped]  # carries no type marks

_SOURCE = fontpkg_ibm_plex_mono.ROOT / "files" / "IBMPlexMono-Regular.ttf"

DATA_FACE = "IBMPlexMono-Regular"
DATA_SIZE = 12
"""600 of 1000 units a character: exactly the ten characters an inch the form is made for."""


@cache
def register_data_face() -> str:
    """Make the face known to ReportLab, once a process; its name."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 -- with the first paper
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 -- the same

    pdfmetrics.registerFont(TTFont(DATA_FACE, _SOURCE))
    return DATA_FACE
