"""The two faces of all office papers: Inter Regular and SemiBold with figures of one width.

The dependency fontpkg-inter (OFL) carries one variable file. ReportLab takes static TrueType
only and applies no font features, so its ``tnum`` figures are put into the character map of two
static instances. They are made once and kept in the user's cache folder.

ReportLab is loaded with the first paper, never at program start, here and in every module of this
package: it takes about as long as Qt itself.
"""

import contextlib
import hashlib
import io
import threading
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fontpkg_inter  # type: ignore[import-untyped]  # carries no type marks
from platformdirs import user_cache_path

from desktop_biller.foundation.errors import StorageError, UserError
from desktop_biller.foundation.files import replace_file
from desktop_biller.foundation.text import clean

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "Inter-Regular"
SEMIBOLD = "Inter-SemiBold"

_WEIGHTS: Mapping[str, int] = {REGULAR: 400, SEMIBOLD: 600}
_OPTICAL_SIZE = 14
"""The text cut of Inter; the display cut starts at 32."""

_RECIPE = 1
"""Raise it when the way the files are made changes, so that old caches are left aside."""

_SOURCE = fontpkg_inter.ROOT / "files" / "Inter[opsz,wght].ttf"
_FIGURES = range(ord("0"), ord("9") + 1)
_ELLIPSIS = "…"
_faces: "dict[str, TTFont]" = {}
_advances: dict[str, "_Advances"] = {}
_lock = threading.Lock()


class MissingLetterError(UserError):
    """A text holds a character that the typeface can't print."""

    def __init__(self, text: str, character: str, where: str) -> None:
        self.character = character
        shown = text if len(text) <= 40 else f"{text[:40]}{_ELLIPSIS}"
        super().__init__(
            f"{where}: “{shown}” has the character {character} (U+{ord(character):04X}), which "
            "the typeface of the papers does not have.",
            effect="Nothing was printed.",
            remedy="Write it with letters of the Latin, Greek or Cyrillic alphabet.",
        )


class TextTooLongError(UserError):
    """A text that may not be cut does not fit its place on the paper."""

    def __init__(self, text: str, where: str) -> None:
        shown = text if len(text) <= 40 else f"{text[:40]}{_ELLIPSIS}"
        super().__init__(
            f"{where}: “{shown}” is too long for its place on the paper.",
            effect="Nothing was printed.",
            remedy="Shorten it and print again.",
        )


def register_fonts() -> None:
    """Make both faces known to ReportLab; quick after the first time on a computer."""
    with _lock:
        if _faces:
            return
        from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 -- with the first paper

        for face in _load_faces(user_cache_path("desktop-biller", appauthor=False)):
            pdfmetrics.registerFont(face)
            _faces[face.fontName] = face
            _advances[face.fontName] = _Advances(face)


def register_face(name: str, source: Path) -> None:
    """Make the face in the TrueType file ``source`` known to ReportLab, once a process."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 -- with the first paper
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 -- the same

    with _lock:
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, source))


def check_text(text: str, *, where: str) -> str:
    """``text`` as it prints: composed, one blank between words, no control characters.

    ``where`` names the place in words of the user ("Statement 10482, patient 2, name").

    Raises:
        MissingLetterError: the face has no glyph for one of the characters.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    register_fonts()
    cleaned = clean(text)
    glyphs = _faces[REGULAR].face.charToGlyph
    missing = next((c for c in cleaned if ord(c) not in glyphs), None)
    if missing is not None:
        raise MissingLetterError(cleaned, missing, where)
    return cleaned


class _Advances(dict[str, float]):
    """Width of each character in thousandths of the size, looked up in the face once."""

    def __init__(self, face: "TTFont") -> None:
        super().__init__()
        self._face = face

    def __missing__(self, character: str) -> float:
        width = float(self._face.stringWidth(character, 1000))
        self[character] = width
        return width


def text_width(text: str, size: float, font: str = REGULAR) -> float:
    """Width in points of ``text`` set at ``size`` points."""
    return sum(map(_advances[font].__getitem__, text)) * size / 1000


def fit(text: str, width: float, size: float = 10, font: str = REGULAR) -> str:
    """``text``, or as much of it as fits into ``width`` points with "…" at its end."""
    # No character is narrower than a fifth of the size on average; the slice bounds the work.
    head = text[: int(width * 5 / size) + 1]
    if head == text and text_width(text, size, font) <= width:
        return text
    room = width - text_width(_ELLIPSIS, size, font)
    ends = list(accumulate(text_width(c, size, font) for c in head))
    return head[: bisect_right(ends, room)].rstrip() + _ELLIPSIS


def wrap(text: str, width: float, size: float = 10, font: str = REGULAR) -> list[str]:
    """Lines of ``text`` no wider than ``width`` points, broken at blanks.

    A word wider than a line is broken inside. No-break blanks hold a phone number together.
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, font) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, width, size, font)
        lines.extend(full)
    return [*lines, line] if line else lines


def wrap_and_cut(
    text: str, width: float, most: int, size: float = 10, font: str = REGULAR
) -> list[str]:
    """At most ``most`` lines of ``text``; the last one ends in "…" where more would follow."""
    lines = wrap(text, width, size, font)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], fit(" ".join(lines[most - 1 : most + 1]), width, size, font)]


def _pieces(word: str, width: float, size: float, font: str) -> list[str]:
    """``word`` cut into parts no wider than ``width``; a part holds at least one character."""
    pieces: list[str] = []
    piece, used = "", 0.0
    for character in word:
        advance = text_width(character, size, font)
        if piece and used + advance > width:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += character
        used += advance
    return [*pieces, piece]


def _load_faces(cache: Path) -> "list[TTFont]":
    """Both faces from ``cache``, or newly made where it lacks them or they can't be read."""
    from reportlab.pdfbase.ttfonts import (  # noqa: PLC0415 -- with the first paper
        TTFError,
        TTFont,
    )

    source = _SOURCE.read_bytes()
    stamp = f"{_RECIPE}-{hashlib.sha256(source).hexdigest()[:16]}"
    files = {name: cache / "fonts" / f"{name}-{stamp}.ttf" for name in _WEIGHTS}
    try:
        return [TTFont(name, io.BytesIO(path.read_bytes())) for name, path in files.items()]
    except (OSError, TTFError):
        made = _make_instances(source)
    for name, path in files.items():
        _keep(made[name], path)
    return [TTFont(name, io.BytesIO(data)) for name, data in made.items()]


def _keep(data: bytes, path: Path) -> None:
    """Write the file whole or not at all; a read-only cache only costs time at the next start."""
    with contextlib.suppress(OSError, StorageError):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, data)


def _make_instances(source: bytes) -> dict[str, bytes]:
    """A static TrueType file for each weight, with tabular figures in the character map."""
    # Imported here because only the first start on a computer pays for it.
    from fontTools import subset  # type: ignore[import-untyped]  # noqa: PLC0415 - see above
    from fontTools.ttLib import (  # type: ignore[import-untyped]  # noqa: PLC0415 - see above
        TTFont as FontFile,
    )
    from fontTools.varLib import (  # type: ignore[import-untyped]  # noqa: PLC0415 - see above
        instancer,
    )

    # The time stamp stays that of the source: equal sources make equal files.
    variable = FontFile(io.BytesIO(source), recalcTimestamp=False)
    tabular = _tabular_glyphs(variable["GSUB"].table)
    for table in variable["cmap"].tables:
        # Two tables may share one map, so a figure may already be done.
        table.cmap.update({c: tabular.get(table.cmap[c], table.cmap[c]) for c in _FIGURES})
    options = subset.Options(layout_features=[], hinting=False, glyph_names=False)
    options.drop_tables += ["GDEF", "GPOS", "GSUB", "STAT"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=list(variable.getBestCmap()))
    subsetter.subset(variable)
    lean = _saved(variable)
    made: dict[str, bytes] = {}
    for name, weight in _WEIGHTS.items():
        axes = {"wght": weight, "opsz": _OPTICAL_SIZE}
        static = instancer.instantiateVariableFont(
            FontFile(io.BytesIO(lean), recalcTimestamp=False), axes
        )
        # PostScript name: a printer may keep embedded fonts apart by it.
        static["name"].setName(name, 6, 3, 1, 0x409)
        made[name] = _saved(static)
    return made


def _tabular_glyphs(substitutions: Any) -> dict[str, str]:  # noqa: ANN401 - fontTools is untyped
    """What the feature ``tnum`` puts in the place of each glyph."""
    indices = {
        index
        for record in substitutions.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    glyphs: dict[str, str] = {}
    for index in indices:
        for table in substitutions.LookupList.Lookup[index].SubTable:
            glyphs.update(getattr(table, "ExtSubTable", table).mapping)
    return glyphs


def _saved(font: Any) -> bytes:  # noqa: ANN401 - fontTools is untyped
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()
