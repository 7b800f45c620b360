"""The official files as the package carries them, and the parser on a page of its own."""

import datetime as dt
import subprocess
import sys
import zipfile
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from desktop_biller.codesets import icd10cm
from desktop_biller.codesets.lookups import ReferenceDatabase
from desktop_biller.codesets.words import fold
from desktop_biller.foundation.errors import StorageError

ORDER_FILE = (
    Path(__file__).parents[2]
    / ".."
    / "shared"
    / "reference"
    / "codes"
    / "icd10cm"
    / "icd10cm-Code_Descriptions-2026.zip"
)

TABULAR = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular><version>2031</version>
<chapter><name>19</name><desc>Injury (S00-T88)</desc>
  <excludes1><note>birth trauma (P10-P15)</note></excludes1>
  <section id="S90-S99"><desc>Injuries to the ankle and foot (S90-S99)</desc>
    <includes><note>foot</note></includes>
    <diag><name>S93</name><desc>Sprain of ankle</desc>
      <sevenChrDef>
        <extension char="A">initial encounter</extension>
        <note>a remark that is no extension</note>
        <extension char="D">subsequent encounter</extension>
      </sevenChrDef>
      <diag><name>S93.4</name><desc>Sprain of unspecified ankle</desc>
        <inclusionTerm><note>Rolled
          ankle</note></inclusionTerm></diag>
      <diag><name>S93.5</name><desc>Sprain of toe</desc>
        <sevenChrDef><extension char="A">first time</extension></sevenChrDef></diag>
    </diag>
  </section>
  <section id="S99"><desc>Other (S99)</desc>
    <diag><name>S99</name><desc>Other</desc></diag></section>
</chapter></ICD10CM.tabular>
"""
LISTED = "19 S90-S99 S93 S934 S934XXA S934XXD S935 S935XXA S99"


@pytest.fixture
def page(tmp_path: Path) -> icd10cm.Release:
    tabular, listed = tmp_path / "icd10c-tabular.xml", tmp_path / "code-list-May-2031.txt"
    tabular.write_text(TABULAR, encoding="utf-8")
    listed.write_text(LISTED.replace(" ", "\n"), encoding="utf-8")
    return icd10cm.read_release(tabular, listed)


def test_the_release_and_its_dates_are_read_out_of_the_data(page: icd10cm.Release) -> None:
    assert page.fiscal_year == 2031
    assert page.source == "FY2031 (2031-May), CDC/NCHS tabular list"
    assert (page.covers_from, page.covers_to) == (dt.date(2030, 10, 1), dt.date(2031, 9, 30))


def test_a_seventh_character_takes_the_words_of_the_nearest_table(page: icd10cm.Release) -> None:
    titles = {code: entry.title for code, entry in page.codes.items()}
    assert titles["S934XXA"] == "Sprain of unspecified ankle, initial encounter"
    assert titles["S934XXD"] == "Sprain of unspecified ankle, subsequent encounter"
    assert titles["S935XXA"] == "Sprain of toe, first time"


def test_a_code_with_codes_below_it_is_a_header(page: icd10cm.Release) -> None:
    assert {code for code, entry in page.codes.items() if not entry.billable} == {
        "S93",
        "S934",
        "S935",
    }


def test_notes_keep_their_text_and_owner_at_every_level(page: icd10cm.Release) -> None:
    found = {(note.owner, note.kind, note.text) for note in page.notes}
    assert ("19", "excludes1", "birth trauma (P10-P15)") in found
    assert ("S90-S99", "includes", "foot") in found
    assert ("S934", "inclusion", "Rolled ankle") in found


def test_a_section_of_one_category_is_not_mistaken_for_it(page: icd10cm.Release) -> None:
    assert page.codes["S99"].parent == "S99-S99"
    assert "S99-S99" in {heading.name for heading in page.headings}


def test_a_character_that_no_table_explains_is_an_error_and_not_a_guess(tmp_path: Path) -> None:
    tabular, listed = tmp_path / "tabular.xml", tmp_path / "code-list-May-2031.txt"
    tabular.write_text(TABULAR, encoding="utf-8")
    listed.write_text("S934XXQ", encoding="utf-8")
    with pytest.raises(ValueError, match="no 7th-character table explains S934"):
        icd10cm.read_release(tabular, listed)


def test_a_missing_package_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_name: str) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(icd10cm, "find_spec", nothing)
    with pytest.raises(StorageError, match="Install the program again"):
        icd10cm.data_files()


def test_the_package_is_used_without_being_imported() -> None:
    code = (
        "import sys; from desktop_biller.codesets import icd10cm; icd10cm.data_files();"
        "sys.exit('simple_icd_10_cm.simple_icd_10_cm' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_full_set_has_the_counts_of_the_official_file(database: ReferenceDatabase) -> None:
    load = next(load for load in database.loads() if load.system == icd10cm.SYSTEM)
    assert (load.version, load.codes, load.billable) == ("FY2026", 98_186, 74_719)


@pytest.mark.skipif(not ORDER_FILE.exists(), reason="the official order file is not beside us")
def test_every_title_and_flag_equals_the_official_order_file(database: ReferenceDatabase) -> None:
    lines = zipfile.ZipFile(ORDER_FILE).read("icd10cm-order-2026.txt").decode("ascii").splitlines()
    official = {line[6:13].strip(): (line[14] == "1", fold(line[77:].strip())) for line in lines}
    ours = {
        code: (bool(billable), fold(title))
        for code, billable, title in database.rows(
            "select code, billable, title from code where system = 'ICD-10-CM'"
        )
    }
    assert len(official) == 98_186
    assert {code for code in official if ours.get(code) != official[code]} == set()
    assert set(ours) == set(official)


@pytest.mark.parametrize(
    ("bare", "shown"), [("E119", "E11.9"), ("I10", "I10"), ("S52501A", "S52.501A")]
)
def test_a_code_is_shown_with_its_dot(bare: str, shown: str) -> None:
    assert icd10cm.dotted(bare) == shown
    assert icd10cm.compact(shown.lower()) == bare


def test_the_credit_meets_the_four_conditions_of_cdc() -> None:
    for words in ("National Center for Health Statistics", "not endorse", "unchanged", "free"):
        assert words in icd10cm.ATTRIBUTION
