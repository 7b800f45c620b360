"""Gathers the license texts of all that a built application carries, for its folder `licenses`."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "packaging" / "licenses"

_A_TEXT = re.compile(r"licen[cs]e|copying|notice|\bOFL\b", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def shipped() -> dict[str, Distribution]:
    """The packages of `dependencies` in pyproject.toml and all that they bring in, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, Distribution] = {}
    waiting = list(project["dependencies"])
    while waiting:
        requirement = waiting.pop()
        matched = _NAME.match(requirement)
        if matched is None or "extra ==" in requirement:
            continue
        try:
            package = distribution(matched[0])
        except PackageNotFoundError:
            continue  # for another system or Python
        name = package.metadata["Name"].lower().replace("_", "-")
        if name not in found:
            found[name] = package
            waiting += package.requires or []
    return dict(sorted(found.items()))


def texts_of(package: Distribution) -> Iterator[Path]:
    """The files of a package's `dist-info` that hold its license."""
    for file in package.files or []:
        inside = file.as_posix()
        if ".dist-info/" in inside and _A_TEXT.search(inside.partition(".dist-info/")[2]):
            yield Path(str(package.locate_file(file)))


def license_files(scratch: Path) -> list[tuple[str, str]]:
    """Source and folder of every text, as PyInstaller's ``datas``.

    Args:
        scratch: where `versions.txt`, the list of packages with version and license, is written.
    """
    packages = shipped()
    lines, files = [], []
    for name, package in packages.items():
        facts = package.metadata.json
        said = str(facts.get("license_expression") or facts.get("license") or "see its folder")
        lines.append(f"{name} {package.version}  {said.partition(chr(10))[0]}")
        files += [(str(path), f"licenses/{name}") for path in texts_of(package)]
    files += [(str(path), "licenses/qt-pyside6-shiboken6") for path in sorted(TEXTS.glob("*.txt"))]
    scratch.mkdir(parents=True, exist_ok=True)
    versions = scratch / "versions.txt"
    versions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [*files, (str(versions), "licenses")]
