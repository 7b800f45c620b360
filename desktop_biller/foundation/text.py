"""Typed text as it is kept: composed, without control characters, within its length."""

import unicodedata

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean(text: str) -> str:
    """NFC, with tabs and line breaks as one blank, without control and format characters."""
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if c in "\t\r\n\v\f" else c for c in composed)
    kept = "".join(c for c in spaced if unicodedata.category(c) not in _INVISIBLE)
    return " ".join(kept.split())


_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("'’‘ʼ`.")
)
"""What Unicode does not take apart into a letter and its mark, and marks that join a word."""


def folded(text: str) -> str:
    """The words as they are searched: no case, no accents, no punctuation, one blank between.

    ``O'Brien-Zielińska`` is ``obrien zielinska``.
    """
    # Some letters have a case only once they are taken apart, and some marks only then.
    apart = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", apart.translate(_WHOLE_LETTERS))
    kept = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(kept).split())
