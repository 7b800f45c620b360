"""How text becomes the words that are indexed and searched, the same way on both sides."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+")
_HYPHENED = re.compile(r"([a-z]+)-([a-z]+)")
_LACKING = re.compile(r"\bwithout (?!and with)(.*?)(?=,| with\b| of\b|$)")
_GLUED = re.compile(r"([a-z]{2,})([0-9]{1,3}[a-z]?)")

STOP_WORDS = frozenset((
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "its", "of", "on", "or", "other",
    "s", "the", "this", "to", "up", "was",
))  # fmt: skip
"""Words that carry no meaning in a title; they are never asked for."""

FILLER_WORDS = frozenset((
    "after", "complaint", "complaints", "condition", "diagnosis", "disease", "disorder", "dx",
    "eval", "evaluation", "flare", "issue", "issues", "nos", "patient", "possible", "probable",
    "problem", "pt", "pts", "rx", "symptom", "symptoms", "syndrome", "uncomplicated",
    "unspecified", "visit",
))  # fmt: skip
"""Words an office adds that a title may lack: asked for, and given up first."""


def fold(text: str) -> str:
    """Lower case without accents: "Sézary" and "sezary" are one word."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    parts = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in parts if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The words of a text, in order: letters and digits, nothing else."""
    return _WORD.findall(fold(text))


def indexed(text: str) -> str:
    """What the index is given of a text: itself, and hyphened pairs once more as one word.

    "Gastro-esophageal" is found as "gastro esophageal" and as "gastroesophageal".
    """
    if "-" not in text:
        return text
    joined = [first + second for first, second in _HYPHENED.findall(fold(text))]
    return " ".join([text, *joined])


def said_and_lacking(title: str) -> tuple[str, str]:
    """A title's words, and apart from them those of what it says is absent.

    "Spondylosis without myelopathy, lumbar region" is no answer to "myelopathy".
    """
    if "without" not in title:
        return title, ""
    folded = fold(title)
    lacking = " ".join(_LACKING.findall(folded))
    return _LACKING.sub("without", folded), lacking


def unglued(word: str) -> list[str]:
    """``ckd3`` as ``ckd`` and ``3``; any other word alone."""
    found = _GLUED.fullmatch(word)
    return [found[1], found[2]] if found else [word]


def forms(word: str) -> tuple[str, ...]:
    """The word with its singular or plural beside it."""
    if len(word) < 4 or word.isdigit():
        return (word,)
    if word.endswith("ies"):
        return (word, word[:-3] + "y")
    if word.endswith(("sses", "xes", "ches", "shes")):
        return (word, word[:-2])
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return (word, word[:-1])
    return (word,) if word.endswith("s") else (word, word + "s")


_ENDINGS = (
    ("ations", 5), ("ation", 5), ("ical", 4), ("ative", 5), ("sive", 5), ("sion", 5), ("ies", 4),
    ("ine", 4), ("ing", 4), ("ous", 5), ("ive", 5), ("ion", 5), ("ic", 4), ("al", 5), ("ed", 4),
    ("es", 4), ("ia", 4), ("s", 4), ("y", 5), ("e", 5),
)  # fmt: skip


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The beginning that a word shares with its relatives ("diabetic", "diabetes": "diabet")."""
    for ending, shortest in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    return word
