"""The 10-pitch type of the data: IBM Plex Mono, embedded, 7.2 pt a character at 12 pt."""

import fontpkg_ibm_plex_mono  # type: ignore[import-untyped]  # carries no type marks

from desktop_biller.documents.fonts import register_face

_SOURCE = fontpkg_ibm_plex_mono.ROOT / "files" / "IBMPlexMono-Regular.ttf"

DATA_FACE = "IBMPlexMono-Regular"
DATA_SIZE = 12
"""600 of 1000 units a character: exactly the ten characters an inch the form is made for."""


def register_data_face() -> str:
    """Make the face known to ReportLab; its name."""
    register_face(DATA_FACE, _SOURCE)
    return DATA_FACE
