"""Which of two codes that answer the same words an office more likely means.

The order is settled when the reference database is built, and becomes the row id: the index
then gives its hits best first, and no look-up has to rank thousands of rows. Smaller is better.
"""

import re

from desktop_biller.codesets.words import STOP_WORDS, words

HEADER = 400
"""Headers come after every billable code: they can't go on a claim."""

_WEIGHTLESS = STOP_WORDS | {
    "unspecified", "without", "complication", "complications", "initial", "encounter", "not",
    "specified", "disease", "disorder", "right", "left", "bilateral", "side", "site",
    "elsewhere", "classified", "mention", "due", "type", "intractable", "findings",
    "mellitus", "organism", "malignant", "neoplasm", "essential", "primary",
    "having", "achieved", "remission",
}  # fmt: skip
"""Words that make a title longer without making the code rarer."""

_WORD = 10  # each word that narrows the title
_CHAPTERS = {
    "V": 80, "W": 60, "X": 70, "Y": 70,  # causes from outside: asked for by their own words
    "O": 45, "P": 45,  # childbed and newborns
    "Z": 25,  # reasons for a visit that are no disease
    "Q": 30, "T": 10, "S": 5, "C": 5, "D": 5,
}  # fmt: skip
_POISONINGS = ("T36", 20)  # from here on in chapter T, beyond what T itself costs
_PHRASES = (
    ("unspecified", -8),
    (", unspecified", -3),
    ("other ", 4),
    ("without", -4),
    ("other specified", 6),
    ("classified elsewhere", 40),
    ("not elsewhere classified", 5),
    ("drug-induced", 15),
    ("due to", 12),
    ("secondary", 12),
    ("congenital", 15),
    ("postprocedural", 20),
    ("following", 15),
    ("complicating", 25),
    ("personal history", 15),
    ("family history", 35),
    ("recurrent", 8),
    ("with", 3),
    ("neonatal", 20),
    ("juvenile", 8),
    ("type 1 ", 8),
    ("open", 10),
    ("obsolete", 5),
    ("bilateral", 6),
    ("in remission", 12),
    ("in relapse", 14),
    ("intractable", 4),
    ("not intractable", -6),
)
_LACKING = re.compile(r"\bwithout .*?(?=,? with\b| of\b|, (?:initial|subsequent|sequela)|$)")
"""What a code lacks narrows nothing: "without behavioral disturbance, mood disturbance, ..."."""
_LATER_ENCOUNTERS = {"D": 45, "S": 60, "A": 0}
_RARE_ENCOUNTER = 50  # open fractures, delayed healing, nonunion
_COMMON = (0, 18, 36)  # by the weight of common_diagnoses.tsv


def standing(code: str, title: str, *, billable: bool, common: int) -> int:
    """The place of a diagnosis among all, in tenths of a word; 0 or more.

    Args:
        code: without its dot.
        title: as the classification has it.
        billable: whether it may go on a claim.
        common: 0, or the weight 1 or 2 of an everyday code.
    """
    lowered = title.lower()
    score = 100 + (0 if billable else HEADER) + _CHAPTERS.get(code[0], 0)
    score += _POISONINGS[1] if code[0] == "T" and code >= _POISONINGS[0] else 0
    said = _LACKING.sub("", lowered) if "without" in lowered else lowered
    score += _WORD * sum(1 for word in words(said) if word not in _WEIGHTLESS)
    score += sum(points for phrase, points in _PHRASES if phrase in lowered)
    if len(code) == 7 and code[6].isalpha():
        score += _LATER_ENCOUNTERS.get(code[6], _RARE_ENCOUNTER)
    return max(0, score - _COMMON[common])
