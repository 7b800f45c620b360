"""Fills cells: folds, spells and fits each value, and keeps what has to be said about it."""

import datetime as dt
from collections.abc import Iterable, Mapping

from desktop_biller.documents.cms1500 import spelling
from desktop_biller.documents.cms1500.fold import fold
from desktop_biller.documents.cms1500.layout import layout
from desktop_biller.documents.cms1500.shapes import Field
from desktop_biller.facts.findings import Finding, Severity
from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.money import dollars

CUT = "CMS1500-1"
"""A name, address or free text was cut at the end of its cell."""
CHANGED = "CMS1500-2"
"""A character prints as another one."""
LEFT_BLANK = "CMS1500-3"
"""A phone number that isn't one was not printed."""

_LONGEST_SHOWN = 90


class UnprintableError(UserError):
    """A value that its box can't hold and that must not be cut; the claim does not print."""

    def __init__(self, what: str, *, box: str) -> None:
        super().__init__(
            what,
            effect="Nothing was printed.",
            remedy="Correct the value on the claim and print again.",
            field=box,
        )


class Cells:
    """The values of one part of the form, by field id.

    Args:
        blank: the boxes that this payer wants empty; what is written there is dropped.
        place: what to add to a box's name, such as "line 3".

    Attributes:
        values: field id -> text; for a check box, the option that gets the X.
        findings: what the user should know about the printed text.
    """

    def __init__(self, blank: Iterable[str] = (), place: str = "") -> None:
        self.values: dict[str, str] = {}
        self.findings: list[Finding] = []
        self._blank = frozenset(blank)
        self._place = place

    def write(
        self,
        field_id: str,
        text: str,
        spell: spelling.Spelling = spelling.plain,
        *,
        cut: bool = False,
    ) -> None:
        """Put ``text`` into a cell; ``cut`` allows to shorten it, with a finding.

        Raises:
            UnprintableError: it doesn't fit, or holds a character without ASCII spelling.
        """
        field = layout().texts[field_id]
        if field.item in self._blank:
            return
        spelled = self._fitted(field, self._spelled(field, text, spell), field.max_chars, cut=cut)
        if spelled:
            self.values[field_id] = spelled

    def write_flow(self, parts: tuple[str, str], text: str) -> None:
        """Box 19: the text runs on from its first cell to its second, broken between characters."""
        first, second = (layout().texts[part] for part in parts)
        if first.item in self._blank:
            return
        room = first.max_chars + second.max_chars
        spelled = self._fitted(first, self._spelled(first, text, spelling.plain), room, cut=True)
        pieces = (spelled[: first.max_chars], spelled[first.max_chars :])
        self.values |= {part: piece for part, piece in zip(parts, pieces, strict=True) if piece}

    def write_city(self, field_id: str, city: str, state: str, zip_code: str) -> None:
        """``CITY ST 123456789`` in one cell; where it is too long the city is cut, not the ZIP."""
        field = layout().texts[field_id]
        if field.item in self._blank:
            return
        ending = self._spelled(field, f"{state} {zip_code}", spelling.address)
        room = field.max_chars - len(f" {ending}".rstrip())
        spelled = self._spelled(field, city, spelling.address)
        shown = self._fitted(field, spelled, max(room, 0), cut=True)
        self.write(field_id, f"{shown} {ending}".strip())

    def mark(self, field_id: str, option: str) -> None:
        """Put the X of a check box; an option the form doesn't have gets none."""
        field = layout().checks[field_id]
        if field.item not in self._blank and option in field.options:
            self.values[field_id] = option

    def answer(self, field_id: str, *, yes: bool) -> None:
        """Put the X at YES or NO."""
        self.mark(field_id, "yes" if yes else "no")

    def date(self, composite: str, day: dt.date | None, *, short: bool) -> None:
        """Spread a date over its cells; a two-digit year stands left in a four-column cell."""
        if day is None:
            return
        spelled = spelling.short_date(day) if short else spelling.long_date(day)
        parts = layout().composites[composite].parts
        for part, text in zip(parts, (spelled[:2], spelled[2:4], spelled[4:]), strict=True):
            self.write(part, text)

    def money(self, composite: str, cents: int) -> None:
        """Dollars and cents in their cells.

        Raises:
            UnprintableError: the amount is negative or too large.
        """
        whole, odd = layout().composites[composite].parts
        field = layout().texts[whole]
        if cents < 0 or len(str(cents // 100)) > field.max_chars:
            box = self._box(field)
            problem = "is negative" if cents < 0 else "is too large for the form"
            raise UnprintableError(f"{box}: {dollars(cents)} {problem}.", box=box)
        self.write(whole, str(cents // 100))
        self.write(odd, f"{cents % 100:02d}")

    def phone(self, area: str, rest: str, text: str) -> None:
        """Area code and number in their cells; what is no phone number is left out."""
        field = layout().texts[rest]
        if not text.strip() or field.item in self._blank:
            return
        parts = spelling.phone_parts(text)
        if parts is None:
            what = f"the phone number “{_shown(text)}” has not ten digits and is not printed."
            self._find(LEFT_BLANK, "warn", field, what)
            return
        self.write(area, parts[0])
        self.write(rest, parts[1])

    def refuse(self, field_id: str, problem: str) -> UnprintableError:
        """The error to raise where a box can't say what the claim says."""
        box = self._box(layout().texts[field_id])
        return UnprintableError(f"{box} {problem}", box=box)

    def _spelled(self, field: Field, text: str, spell: spelling.Spelling) -> str:
        folded = fold(text)
        if folded.lost:
            box = self._box(field)
            raise UnprintableError(
                f"{box}: “{_shown(text.strip())}” holds “{_shown(folded.lost)}”, "
                "which the form can't print.",
                box=box,
            )
        if folded.changed:
            self._find(CHANGED, "info", field, f"{_told(folded.changed)}.")
        return spell(folded.text)

    def _fitted(self, field: Field, spelled: str, room: int, *, cut: bool) -> str:
        if len(spelled) <= room:
            return spelled
        box = self._box(field)
        if not cut:
            raise UnprintableError(
                f"{box} holds {room} characters; “{_shown(spelled)}” has {len(spelled)}.", box=box
            )
        shown = spelled[:room].rstrip()
        what = f"“{_shown(spelled)}” is longer than the box and prints as “{shown}”."
        self._find(CUT, "warn", field, what)
        return shown

    def _find(self, code: str, severity: Severity, field: Field, what: str) -> None:
        box = self._box(field)
        finding = Finding(code=code, severity=severity, field=box, message=f"{box}: {what}")
        if finding not in self.findings:
            self.findings.append(finding)

    def _box(self, field: Field) -> str:
        """``Box 24D (Modifier 1), line 3``."""
        if field.item in ("carrier", "page"):
            return field.name
        return f"Box {field.item} ({field.name}){f', {self._place}' if self._place else ''}"


def merged(parts: Iterable[Cells]) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
    """All values and all findings of several parts of the form."""
    values: dict[str, str] = {}
    findings: list[Finding] = []
    for part in parts:
        values |= part.values
        findings += part.findings
    return values, tuple(findings)


def _told(changed: tuple[tuple[str, str], ...]) -> str:
    """``Ł prints as L, é prints as E``."""
    return ", ".join(f"{old} prints as {new}" for old, new in changed)


def _shown(text: str) -> str:
    """A value in a sentence; the tail of a pasted page helps nobody."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
