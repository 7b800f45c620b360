"""The written pages agree with the code: versions, dependencies, the map of the house."""

import re
import tomllib
from pathlib import Path

import pytest

import desktop_biller
from desktop_biller import workflow

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def package_names(requirements: list[str]) -> list[str]:
    return [re.split(r"[<>=!~\[; ]", line)[0] for line in requirements]


RUNTIME = package_names(PROJECT["dependencies"])
DEVELOPMENT = package_names(PROJECT["optional-dependencies"]["dev"])


def test_the_version_is_the_same_everywhere() -> None:
    version = desktop_biller.__version__
    assert PROJECT["version"] == version
    assert f"Version {version}" in page("README.md")
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\]", page("CHANGELOG.md"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == version


@pytest.mark.parametrize("name", RUNTIME + DEVELOPMENT)
def test_a_dependency_says_why_it_won(name: str) -> None:
    assert f"`{name}`" in page("docs/dependencies.md")


@pytest.mark.parametrize("name", RUNTIME)
def test_a_dependency_that_ships_has_its_notice(name: str) -> None:
    assert f"| {name} |" in page("THIRD_PARTY_NOTICES.md")


@pytest.mark.parametrize("name", ["README.md", "docs/architecture.md"])
def test_the_map_of_the_house_lists_the_stages_in_the_order_of_the_revenue_cycle(name: str) -> None:
    listed = re.findall(r"^\| \d \| `(\w+)/` \| (.+) \|$", page(name), re.MULTILINE)
    assert tuple(listed) == workflow.STAGES


def test_every_stage_has_its_folder() -> None:
    missing = [
        folder
        for folder, _ in workflow.STAGES
        if not (ROOT / "desktop_biller" / "workflow" / folder / "__init__.py").exists()
    ]
    assert missing == []


def pages() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_between_our_pages_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_page_promises_what_nobody_can_promise(path: Path) -> None:
    # The notices quote licences, which are not ours to word.
    words = path.read_text(encoding="utf-8").lower()
    assert re.search(r"(?<!not )(?<!never )\bhipaa[- ]compliant\b", words) is None
    assert "unbreakable" not in words
