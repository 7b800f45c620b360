"""The rules of the windows that no linter knows: one look, plain text, presenters without Qt.

Each check is a function over source text, so that a planted violation shows that it bites.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "desktop_biller"
KIT = PACKAGE / "ui" / "kit"
WINDOWS = [*sorted((PACKAGE / "ui").rglob("*.py")), PACKAGE / "app.py"]
OUTSIDE_KIT = [path for path in WINDOWS if KIT not in path.parents]

# What is drawn on paper has black ink and sizes in points, whatever the theme of the screen is.
ON_PAPER = {
    PACKAGE / "ui" / "printing" / "print_path.py",
    PACKAGE / "ui" / "wizard" / "code_sheet.py",  # the recovery code, before any practice is there
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def source_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def called(node: ast.Call) -> str:
    """The name that is called, with what stands before it: ``QMessageBox.question``."""
    return ast.unparse(node.func)


# --- One look: colors, fonts and style sheets live in the kit -----------------------------------

HEX_COLOR = re.compile(r"(?<!&)#(?:[0-9a-f]{8}|[0-9a-f]{6})\b", re.IGNORECASE)
COLOR_MAKERS = {"QColor", "QColor.fromRgb", "QColor.fromHsl", "QColor.fromHsv", "qRgb", "qRgba"}
FONT_MAKERS = {"QFont", "QFont.fromString", "QFontDatabase.addApplicationFont"}
OWN_LOOKS = {"setStyleSheet", "setPalette", "setFamily", "setPointSize", "setPointSizeF"}


def looks_of_its_own(source: str) -> Iterator[str]:
    """Colors, fonts and style sheets that a module names itself instead of asking the theme."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from HEX_COLOR.findall(node.value)
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("GlobalColor"):
            yield ast.unparse(node)
        elif isinstance(node, ast.Call):
            name = called(node)
            if name in COLOR_MAKERS | FONT_MAKERS or name.rpartition(".")[2] in OWN_LOOKS:
                yield ast.unparse(node)


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ('painter.setPen(QColor("red"))', True),
        ("painter.setPen(QColor(14, 90, 20))", True),
        ("painter.setPen(Qt.GlobalColor.red)", True),
        ('INK = "#0E5A14"', True),
        ('INK = f"color:#0e5a14;width:{width}px"', True),
        ("label.setStyleSheet(words)", True),
        ('label.setFont(QFont("Inter", 10))', True),
        ("font.setPointSize(11)", True),
        ("self.setPalette(other)", True),
        ('painter.setPen(theme.color("red_text"))', False),
        ("label.setFont(theme.font(Type.TITLE))", False),
        ('title = f"Claim #{number}"', False),
        ('words = "claim #1005"', False),
        ('words = "O&#39;Brien"', False),
    ],
)
def test_a_look_made_by_hand_is_caught(line: str, bad: bool) -> None:
    assert bool(list(looks_of_its_own(line))) is bad


def test_colors_fonts_and_style_sheets_are_named_in_the_kit_alone() -> None:
    found = [
        f"{name_of(path)}: {look}"
        for path in OUTSIDE_KIT
        if path not in ON_PAPER
        for look in looks_of_its_own(source_of(path))
    ]
    assert found == []


# --- Plain text: markup in a name shows literally everywhere ------------------------------------

READS_MARKUP = {
    "QErrorMessage",
    "QInputDialog",
    "QLabel",
    "QMessageBox",
    "QProgressDialog",
    "QTextBrowser",
    "QTextEdit",
}
"""Widgets of Qt that guess whether a text is markup; the kit has a plain one for each use."""

SHOWS_MARKUP = {"setHtml", "insertHtml", "appendHtml", "setWhatsThis", "setMarkdown"}


def markup_readers(source: str) -> Iterator[str]:
    """Where a widget that may read a patient's name as markup is made, derived from or used."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            bases = {ast.unparse(base) for base in node.bases}
            yield from (f"class {node.name}({base})" for base in bases & READS_MARKUP)
        elif isinstance(node, ast.Call):
            name = called(node)
            if name.partition(".")[0] in READS_MARKUP or name.rpartition(".")[2] in SHOWS_MARKUP:
                yield ast.unparse(node)
        elif isinstance(node, ast.Attribute) and node.attr in {"RichText", "AutoText"}:
            yield ast.unparse(node)


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("label = QLabel(patient.name)", True),
        ("class Name(QLabel): ...", True),
        ('QMessageBox.question(self, "Void", words)', True),
        ('QInputDialog.getText(self, "Name", "Name")', True),
        ("view.setHtml(words)", True),
        ("label.setTextFormat(Qt.TextFormat.AutoText)", True),
        ("label = Label(patient.name)", False),
        ("is_words = isinstance(widget, QLabel)", False),
        ("labels = window.findChildren(QLabel)", False),
    ],
)
def test_a_widget_that_reads_markup_is_caught(line: str, bad: bool) -> None:
    assert bool(list(markup_readers(line))) is bad


def test_no_screen_makes_a_widget_that_reads_markup() -> None:
    found = [
        f"{name_of(path)}: {use}" for path in OUTSIDE_KIT for use in markup_readers(source_of(path))
    ]
    assert found == []


def test_the_kit_has_one_widget_that_could_read_markup_and_it_is_told_not_to() -> None:
    found = [
        f"{name_of(path)}: {use}"
        for path in sorted(KIT.rglob("*.py"))
        for use in markup_readers(source_of(path))
    ]
    assert found == ["desktop_biller/ui/kit/parts.py: class Label(QLabel)"]
    assert "self.setTextFormat(Qt.TextFormat.PlainText)" in source_of(KIT / "parts.py")


def open_tips(source: str) -> Iterator[str]:
    """Tooltips of words that are neither ours (a literal) nor made harmless by ``plain_tip``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and called(node).endswith("setToolTip"):
            first = node.args[0]
            branches = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            if not all(_is_harmless(branch) for branch in branches):
                yield ast.unparse(node)


def _is_harmless(words: ast.expr) -> bool:
    if isinstance(words, ast.Constant):
        return True
    return isinstance(words, ast.Call) and called(words) == "plain_tip"


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("button.setToolTip(patient.name)", True),
        ('button.setToolTip(f"Open {name}")', True),
        ('button.setToolTip(name if cut else "")', True),
        ('button.setToolTip("Open")', False),
        ("button.setToolTip(plain_tip(name))", False),
        ('button.setToolTip(plain_tip(name) if cut else "")', False),
    ],
)
def test_a_tooltip_that_could_read_markup_is_caught(line: str, bad: bool) -> None:
    assert bool(list(open_tips(line))) is bad


def test_every_tooltip_shows_markup_literally() -> None:
    found = [f"{name_of(path)}: {tip}" for path in WINDOWS for tip in open_tips(source_of(path))]
    assert found == []


# --- Presenters decide and hold no widgets ------------------------------------------------------


def qt_imports(source: str) -> list[str]:
    """What a module imports of Qt, at its head or inside a function."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [a.name for a in node.names if a.name.startswith(("PySide6", "shiboken6"))]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            ("PySide6", "shiboken6")
        ):
            found.append(str(node.module))
    return found


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("from PySide6.QtCore import QObject", True),
        ("def f():\n    import PySide6.QtWidgets", True),
        ("from desktop_biller.ui.desk import Desk", False),
    ],
)
def test_a_presenter_that_imports_qt_is_caught(line: str, bad: bool) -> None:
    assert bool(qt_imports(line)) is bad


def test_no_presenter_imports_qt() -> None:
    presenters = [path for path in WINDOWS if path.stem.endswith("presenter")]
    assert presenters
    found = [
        f"{name_of(path)}: {use}" for path in presenters for use in qt_imports(source_of(path))
    ]
    assert found == []
