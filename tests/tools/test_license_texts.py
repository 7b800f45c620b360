"""A built application carries the license texts of all that is inside it."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]

# Their wheels hold no text: Qt's are in packaging/licenses, fontpkg's terms in the notices.
WITHOUT_TEXT = {"fontpkg", "pyside6-essentials", "shiboken6"}


@pytest.fixture(scope="module")
def gatherer() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "license_texts", ROOT / "tools" / "license_texts.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_shipped_package_brings_its_license_text(gatherer: ModuleType) -> None:
    without = {
        name for name, package in gatherer.shipped().items() if not list(gatherer.texts_of(package))
    }
    assert without == WITHOUT_TEXT


def test_the_texts_that_qt_asks_for_go_along(gatherer: ModuleType, tmp_path: Path) -> None:
    files = {(Path(source).name, folder) for source, folder in gatherer.license_files(tmp_path)}
    assert ("LGPL-3.0.txt", "licenses/qt-pyside6-shiboken6") in files
    assert ("GPL-3.0.txt", "licenses/qt-pyside6-shiboken6") in files
    assert "pyside6-essentials 6.11" in (tmp_path / "versions.txt").read_text(encoding="utf-8")


def test_every_shipped_package_stands_in_the_notices(gatherer: ModuleType) -> None:
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8").lower()
    assert [name for name in gatherer.shipped() if name not in notices] == []
