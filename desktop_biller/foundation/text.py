"""Typed text as it is kept: composed, without control characters, within its length."""

import unicodedata

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean(text: str) -> str:
    """NFC, with tabs and line breaks as one blank, without control and format characters."""
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if c in "\t\r\n\v\f" else c for c in composed)
    kept = "".join(c for c in spaced if unicodedata.category(c) not in _INVISIBLE)
    return " ".join(kept.split())
