"""From what is typed to expressions of the index: words, abbreviations, spelling, relaxation."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_biller.codesets.spelling import Vocabulary
from desktop_biller.codesets.words import FILLER_WORDS, STOP_WORDS, forms, stem, unglued, words

Abbreviations = Mapping[tuple[str, ...], Sequence[Sequence[str]]]

_DECIMALS = re.compile(r"\b(\d+)\.\d+")
"""A measure: "bmi 32.4" asks for 32."""
_LONGEST_ABBREVIATION = 4  # words
_CUT = 3  # letters of a word that was cut short ("seb derm")
_NO_STEM = 4  # letters; a shorter word has no relatives
_FEW = 12  # words
_MOST_WORDS = 12  # of one query; a pasted paragraph is cut here

_SIDES = frozenset(("right", "left", "bilateral", "unilateral"))
_ENCOUNTERS = frozenset(("initial", "subsequent", "sequela", "encounter", "closed", "follow"))
_DEGREES = frozenset((
    "acute", "chronic", "controlled", "mild", "minor", "moderate", "new", "nontraumatic", "old",
    "recurrent", "severe", "simple", "stable", "type", "uncontrolled", "without", "worsening",
))  # fmt: skip
_JOINING = frozenset(("with", "w"))
_SOFT = (_JOINING, FILLER_WORDS, _ENCOUNTERS, _DEGREES, _SIDES)
"""Words that are given up when no code has them all, in this order."""


@dataclass(frozen=True, slots=True)
class Group:
    """One idea of the query: alternatives, each a list of words that all must be there.

    Attributes:
        typed: the word or words as typed.
        meanings: what an abbreviation stands for, besides the words themselves.
        open_ended: the word is still being typed, so anything that begins so counts.
        corrections: the words a misspelled one may be.
    """

    typed: tuple[str, ...]
    meanings: tuple[tuple[str, ...], ...] = ()
    open_ended: bool = False
    corrections: tuple[str, ...] = ()


def groups(text: str, abbreviations: Abbreviations, vocabulary: Vocabulary) -> list[Group]:
    """The ideas of a query, in the order typed; stop words are left out."""
    typed = words(_DECIMALS.sub(r"\1", text))[:_MOST_WORDS]
    ended = not text[-1:].isalnum()
    split = [
        part
        for word in typed
        for part in (
            (word,)
            if (word,) in abbreviations or word.isalpha() or vocabulary.knows(word)
            else unglued(word)
        )
    ]
    found: list[Group] = []
    at = 0
    while at < len(split):
        length, meanings = _abbreviation(split, at, abbreviations)
        word = tuple(split[at : at + length])
        at += length
        last = at == len(split) and not ended
        if last and found and word[0] in _JOINING:
            break  # what it joins is still to be typed
        if meanings or word[0] not in STOP_WORDS:
            found.append(Group(word, meanings, open_ended=last and not (meanings and not found)))
    return found or [Group((word,)) for word in split[:1]]


def _abbreviation(
    split: Sequence[str], at: int, abbreviations: Abbreviations
) -> tuple[int, tuple[tuple[str, ...], ...]]:
    for length in range(min(_LONGEST_ABBREVIATION, len(split) - at), 0, -1):
        meanings = abbreviations.get(tuple(split[at : at + length]))
        if meanings is not None:
            return length, tuple(tuple(meaning) for meaning in meanings)
    return 1, ()


def attempts(found: list[Group], vocabulary: Vocabulary) -> Iterator[str]:
    """Expressions of the index, the strictest first; each is meant for want of hits before it."""
    yield expression(found, vocabulary, stems=False)
    corrected = _corrected(found, vocabulary)
    if corrected is None:
        return  # a word that nothing resembles: the query is not about any code
    if corrected != found:
        yield expression(corrected, vocabulary, stems=False)
    yield expression(corrected, vocabulary, stems=True)
    kept = corrected
    for soft in _SOFT:
        harder = [group for group in kept if group.typed[0] not in soft]
        if harder and len(harder) < len(kept):
            kept = harder
            yield expression(kept, vocabulary, stems=False)
            yield expression(kept, vocabulary, stems=True)
    if len(kept) == 2:
        rarest = min(kept, key=lambda group: _uses(group, vocabulary))
        yield expression([rarest], vocabulary, stems=True)
    elif len(kept) > 2:
        rests = (kept[:at] + kept[at + 1 :] for at in range(len(kept)))
        yield " OR ".join(f"({expression(rest, vocabulary, stems=True)})" for rest in rests)


def _uses(group: Group, vocabulary: Vocabulary) -> int:
    """How many codes share the idea, by its rarest word: the most shared one tells least."""
    alternatives = (group.typed, *group.meanings)
    return max(min(map(vocabulary.uses, alternative)) for alternative in alternatives)


def _corrected(found: list[Group], vocabulary: Vocabulary) -> list[Group] | None:
    """The groups with misspelled words mended; None if the query names nothing that exists.

    A word that nothing resembles is left out where two others stand for it.
    """
    repaired: list[Group] = []
    for group in found:
        if group.meanings:
            repaired.append(group)
            continue
        suggested = vocabulary.corrections(group.typed[0], open_ended=group.open_ended)
        if suggested is not None:
            repaired.append(replace(group, corrections=tuple(suggested)) if suggested else group)
    strange = len(found) - len(repaired)
    return repaired if len(repaired) >= 2 * strange and repaired else None


def expression(found: list[Group], vocabulary: Vocabulary, *, stems: bool) -> str:
    """The groups as an expression of FTS5."""
    return " AND ".join(_group(group, vocabulary, stems=stems) for group in found)


def _group(group: Group, vocabulary: Vocabulary, *, stems: bool) -> str:
    *whole, last = group.typed
    typed = [_one_of_forms(word) for word in whole]
    if group.open_ended:
        typed.append(_beginning(min(forms(last), key=len), vocabulary))
    elif stems and len(last) >= _CUT and not vocabulary.uses(last):
        typed.append(_beginning(last if vocabulary.begins(last) else stem(last), vocabulary))
    elif stems and len(last) > _NO_STEM:
        typed.append(_beginning(stem(last), vocabulary))
    else:
        typed.append(_one_of_forms(last))
    alternatives = [" AND ".join(typed)]
    alternatives += [" AND ".join(map(_one_of_forms, meaning)) for meaning in group.meanings]
    alternatives += [
        _beginning(word, vocabulary) if group.open_ended else _one_of_forms(word)
        for word in group.corrections
    ]
    if len(alternatives) == 1:
        return f"({alternatives[0]})"
    return "(" + " OR ".join(f"({alternative})" for alternative in alternatives) + ")"


def _one_of_forms(word: str) -> str:
    return _one_of(forms(word))


def _one_of(spelled: Iterable[str]) -> str:
    return "(" + " OR ".join(f'"{word}"' for word in spelled) + ")"


def _beginning(start: str, vocabulary: Vocabulary) -> str:
    """Any word that begins so: named one by one where they are few, which the index likes."""
    few = vocabulary.beginning_with(start, _FEW)
    return _one_of(few) if few else f'"{start}" *'
