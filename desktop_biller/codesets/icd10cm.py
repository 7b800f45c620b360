"""ICD-10-CM as the package ``simple-icd-10-cm`` carries it, read from its files.

The package is never imported (that costs 1.5 s and 193 MB); its official tabular list and its
list of codes are found through its import spec. The tabular list holds every code of up to six
characters; the 51,305 codes with a 7th character are made from the list of codes and the
``sevenChrDef`` of their nearest ancestor, which gives the titles of the official order file.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from xml.etree.ElementTree import Element, parse

from desktop_biller.foundation.errors import StorageError

ATTRIBUTION = (
    "ICD-10-CM is maintained by the Centers for Disease Control and Prevention, National Center "
    "for Health Statistics (CDC/NCHS), which does not endorse this program. Its codes and their "
    "text are shown unchanged. The classification is available free of charge at "
    "https://www.cdc.gov/nchs/icd/icd-10-cm/."
)
"""The four conditions of CDC/NCHS: credit, no endorsement, text unchanged, free at the source."""

SYSTEM = "ICD-10-CM"

_NOTE_KINDS = {
    "inclusionTerm": "inclusion",
    "includes": "includes",
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "codeFirst": "code_first",
    "codeAlso": "code_also",
    "useAdditionalCode": "use_additional",
    "notes": "note",
}
_RELEASE = re.compile(r"code-list-([A-Za-z]+)-(\d{4})")
_CODE = re.compile(r"[A-Z][0-9][0-9A-Z]{1,5}")


@dataclass(frozen=True, slots=True)
class Note:
    """One line of a note under a code, a section ("A00-A09") or a chapter ("1")."""

    owner: str
    kind: str  # a value of _NOTE_KINDS
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter or a section: no code, but its notes hold for every code below."""

    name: str
    title: str
    parent: str  # "" for a chapter


@dataclass(slots=True)
class Code:
    """One code without its dot, billable or header."""

    code: str
    title: str
    parent: str  # the code above, or the section of a category
    billable: bool = True
    terms: list[str] = field(default_factory=list)  # its own inclusion terms and "includes"


@dataclass(frozen=True, slots=True)
class Release:
    """One release of the classification and the dates of service that it answers for."""

    fiscal_year: int
    source: str
    covers_from: dt.date
    covers_to: dt.date
    codes: dict[str, Code]
    headings: list[Heading]
    notes: list[Note]


def data_files() -> tuple[Path, Path]:
    """The tabular list (XML) and the list of codes of the installed package.

    Raises:
        StorageError: the package or one of its two files is missing.
    """
    spec = find_spec("simple_icd_10_cm")
    for home in spec.submodule_search_locations or [] if spec else []:
        data = Path(home) / "data"
        tabular = sorted(data.glob("*tabular*.xml"))
        listed = sorted(data.glob("code-list-*.txt"))
        if tabular and listed:
            return tabular[-1], listed[-1]
    raise StorageError(
        "The diagnosis codes that belong to this program are missing.",
        effect="Diagnosis codes can't be looked up or checked; nothing else is affected.",
        remedy="Install the program again.",
    )


def release_name(listed: Path) -> str:
    """``2026-April``, from the name of the list of codes."""
    found = _RELEASE.match(listed.name)
    return f"{found[2]}-{found[1]}" if found else listed.stem


def read_release(
    tabular: Path, listed: Path, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Release:
    """Read a release; ``progress`` hears (chapters read, chapters) and may raise to stop."""
    root = parse(tabular).getroot()  # noqa: S314 -- the file of our own pinned dependency
    year = int(root.findtext("version", "").strip())
    reader = _Reader()
    chapters = root.findall("chapter")
    for done, chapter in enumerate(chapters):
        progress(done, len(chapters))
        reader.read_chapter(chapter)
    reader.add_seven_character_codes(listed.read_text(encoding="utf-8").split())
    return Release(
        fiscal_year=year,
        source=f"FY{year} ({release_name(listed)}), CDC/NCHS tabular list",
        covers_from=dt.date(year - 1, 10, 1),
        covers_to=dt.date(year, 9, 30),
        codes=reader.codes,
        headings=reader.headings,
        notes=reader.notes,
    )


class _Reader:
    """Gathers codes, headings and notes while it walks the tabular list."""

    def __init__(self) -> None:
        self.codes: dict[str, Code] = {}
        self.headings: list[Heading] = []
        self.notes: list[Note] = []
        self._extensions: dict[str, dict[str, str]] = {}

    def read_chapter(self, chapter: Element) -> None:
        number = chapter.findtext("name", "")
        self.headings.append(Heading(number, chapter.findtext("desc", ""), ""))
        self._read_notes(chapter, number)
        for section in chapter.findall("section"):
            name = _section_name(section.get("id", ""))
            self.headings.append(Heading(name, section.findtext("desc", ""), number))
            self._read_notes(section, name)
            for category in section.findall("diag"):
                self._read_code(category, name)

    def _read_code(self, element: Element, parent: str) -> None:
        name = element.findtext("name", "").replace(".", "")
        entry = Code(name, element.findtext("desc", ""), parent)
        self.codes[name] = entry
        entry.terms = self._read_notes(element, name)
        below = element.find("sevenChrDef")
        if below is not None:
            self._extensions[name] = {
                e.get("char", ""): (e.text or "") for e in below.findall("extension")
            }
        for child in element.findall("diag"):
            entry.billable = False
            self._read_code(child, name)

    def _read_notes(self, element: Element, owner: str) -> list[str]:
        """Keep the notes of an element; answer those that are other names of the code."""
        names = []
        for kind, text in _note_lines(element):
            self.notes.append(Note(owner, kind, text))
            if kind in ("inclusion", "includes"):
                names.append(text)
        return names

    def add_seven_character_codes(self, listed: list[str]) -> None:
        """Add the codes that the tabular list leaves to its 7th-character tables."""
        for code in listed:
            if len(code) != 7 or code in self.codes or not _CODE.fullmatch(code):
                continue
            base = self.codes[code[:6].rstrip("X")]
            extension = self._extension(base.code, code[6])
            self.codes[code] = Code(code, f"{base.title}, {extension}", base.code)
            base.billable = False

    def _extension(self, base: str, character: str) -> str:
        for length in range(len(base), 2, -1):
            table = self._extensions.get(base[:length])
            if table is not None and character in table:
                return table[character]
        msg = f"no 7th-character table explains {base}...{character}"
        raise ValueError(msg)


def _section_name(official: str) -> str:
    """``A00-A09`` as it is; a section of one category ("C7A") as ``C7A-C7A``, unlike the code."""
    return official if "-" in official else f"{official}-{official}"


def _note_lines(element: Element) -> Iterator[tuple[str, str]]:
    for child in element:
        kind = _NOTE_KINDS.get(child.tag)
        if kind is not None:
            for note in child.findall("note"):
                text = " ".join("".join(note.itertext()).split())
                if text:
                    yield kind, text


def dotted(code: str) -> str:
    """``E11.9`` of ``E119`` (a category has no dot)."""
    return f"{code[:3]}.{code[3:]}" if len(code) > 3 else code


def compact(code: str) -> str:
    """``E119`` of whatever was typed for it: no dot, no blanks, capitals."""
    return code.replace(".", "").replace(" ", "").upper()
