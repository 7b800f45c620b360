"""Folds text to printable ASCII in capitals: what 10-pitch type and every scanner can read."""

import unicodedata
from dataclasses import dataclass

_SUBSTITUTES = str.maketrans(
    {
        "Ł": "L",
        "Ø": "O",
        "Đ": "D",
        "Ð": "D",
        "Ħ": "H",
        "Ŧ": "T",
        "Ŋ": "NG",
        "Þ": "TH",
        "Æ": "AE",
        "Œ": "OE",
        "ẞ": "SS",
        "ı": "I",
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "ʼ": "'",
        "ʻ": "'",  # the okina of Hawaiian names
        "′": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "″": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "―": "-",
        "−": "-",
        "⁄": "/",
        "×": "X",
    }
)
"""What decomposition leaves over, in capitals; accents need no entry."""


@dataclass(frozen=True, slots=True)
class Folded:
    """The text as it prints.

    Attributes:
        changed: pairs of a character as typed and as printed, each once, in order. Capitals for
            small letters and blanks for tabs and line breaks are no change.
        lost: the characters that have no ASCII spelling; the text must not be printed with them.
    """

    text: str
    changed: tuple[tuple[str, str], ...] = ()
    lost: str = ""


def fold(text: str) -> Folded:
    """Capitals A-Z, digits and ASCII punctuation; blanks stay as many as they were."""
    if text.isascii() and text.isprintable():
        return Folded(text.upper())
    printed: list[str] = []
    changed: dict[str, str] = {}
    lost: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        spelled = _fold_one(char)
        if spelled is None:
            lost.append(char)
            continue
        printed.append(spelled)
        if spelled.strip() and not char.isascii():
            changed[char] = spelled
    return Folded("".join(printed), tuple(changed.items()), "".join(dict.fromkeys(lost)))


def _fold_one(char: str) -> str | None:
    """The ASCII spelling of one character; None where there is none."""
    if char.isspace():
        return " "
    if unicodedata.category(char) in ("Cc", "Cf"):
        return ""
    decomposed = unicodedata.normalize("NFKD", char.upper())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    spelled = bare.translate(_SUBSTITUTES).upper()
    return spelled if spelled.isascii() and spelled.isprintable() else None
