"""The words of the code sets, and what a misspelled one may have been."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from desktop_biller.codesets.words import forms, stem

_SHORTEST = 4  # a shorter word has too many neighbors
_MOST = 3  # corrections of one word


class Vocabulary:
    """Every indexed word with the number of codes that have it.

    Args:
        counted: (word, uses), in any order.
    """

    def __init__(self, counted: Iterable[tuple[str, int]]) -> None:
        self._uses = dict(counted)
        self._sorted = sorted(self._uses)
        self._by_letter: dict[str, list[str]] = {}
        for word in self._sorted:
            if len(word) >= _SHORTEST and word.isalpha():
                self._by_letter.setdefault(word[0], []).append(word)

    def knows(self, word: str) -> bool:
        """Whether the word itself is indexed."""
        return word in self._uses

    def uses(self, word: str) -> int:
        """How many codes have the word in one of its forms."""
        return max(self._uses.get(form, 0) for form in forms(word))

    def begins(self, start: str) -> bool:
        """Whether an indexed word begins so."""
        at = bisect_left(self._sorted, start)
        return at < len(self._sorted) and self._sorted[at].startswith(start)

    def beginning_with(self, start: str, most: int) -> Sequence[str]:
        """The words that begin so, if they are at most that many; else none."""
        at = bisect_left(self._sorted, start)
        found = self._sorted[at : at + most + 1]
        if len(found) > most and found[most].startswith(start):
            return ()
        return [word for word in found if word.startswith(start)]

    def corrections(self, word: str, *, open_ended: bool) -> Sequence[str] | None:
        """() for a known word, likely words for a misspelled one, None if nothing is near."""
        if self.uses(word) or (open_ended and self.begins(word)):
            return ()
        related = self.begins(stem(word)) if len(word) > _SHORTEST else self.begins(word)
        if len(word) < _SHORTEST or not word.isalpha():
            return () if related else None
        errors = 1 if related else _most_errors(word)
        same_letter = self._by_letter.get(word[0], [])
        near = self._near(word, same_letter, errors)
        if not near and open_ended:
            near = self._near(word, sorted({other[: len(word)] for other in same_letter}), errors)
        if not near and not related:
            others = [w for letter, ws in self._by_letter.items() if letter != word[0] for w in ws]
            near = self._near(word, others, errors)
        return near or (() if related else None)

    def _near(self, word: str, among: Sequence[str], errors: int) -> list[str]:
        """The nearest words; of equally near ones those that more codes have."""
        found = process.extract(word, among, scorer=OSA.distance, score_cutoff=errors, limit=20)
        if not found:
            return []
        least = min(distance for _word, distance, _at in found)
        best = [other for other, distance, _at in found if distance == least]
        return sorted(best, key=lambda other: -self._uses.get(other, 0))[:_MOST]


def _most_errors(word: str) -> int:
    """Slips that are forgiven: one in a short word, three in a long one."""
    return 1 if len(word) < 6 else 2 if len(word) < 10 else 3
