"""The rules of the house that no linter knows: sizes, SQL, network, names, explained exceptions.

Each check is a function over source text, so that a planted violation shows that it bites.
"""

import ast
import csv
import json
import re
import statistics
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "desktop_biller"
MODULES = sorted(PACKAGE.rglob("*.py"))
PRODUCT = MODULES + sorted((ROOT / "bench").glob("*.py")) + sorted((ROOT / "tools").glob("*.py"))
EVERYTHING = PRODUCT + sorted((ROOT / "tests").rglob("*.py"))

LONGEST_MODULE = 500
LONGEST_MEDIAN = 150


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_in(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


# --- Size ---------------------------------------------------------------------------------------


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    too_long = {
        name_of(path): lines_in(path) for path in MODULES if lines_in(path) > LONGEST_MODULE
    }
    assert too_long == {}


def test_the_median_module_fits_on_a_few_screens() -> None:
    # Without the two-line __init__ files, which would flatter it.
    lengths = [lines_in(path) for path in MODULES if path.name != "__init__.py"]
    assert statistics.median(lengths) <= LONGEST_MEDIAN


# --- Rooms and names ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*/__init__.py")), ids=name_of)
def test_a_package_says_what_it_may_import(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert "May import" in docstring


EMPTY_NAMES = re.compile(r"(Manager|Helper|Utils?|Base2)s?$|^(utils?|helpers?|misc|common)$")


def test_no_class_or_module_has_a_name_that_says_nothing() -> None:
    found = [name_of(path) for path in MODULES if EMPTY_NAMES.search(path.stem)]
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
        found += [
            f"{name_of(path)}: {node.name}" for node in classes if EMPTY_NAMES.search(node.name)
        ]
    assert found == []


# --- Exceptions to the rules are explained ------------------------------------------------------

SILENCED = re.compile(r"#\s*(?:noqa\b|type:\s*ignore)(?P<rest>.*)")
EXPLAINED = re.compile(r"(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[a-z, -]+\])\W+\w+.*\w")


def unexplained(comment: str) -> bool:
    """True for a silenced finding that does not name its code and, after it, a reason."""
    match = SILENCED.search(comment)
    return match is not None and EXPLAINED.match(match["rest"]) is None


@pytest.mark.parametrize(
    ("comment", "bad"),
    [
        ("# noqa: ANN401 -- JSON has no narrower type", False),
        ("# noqa: S105, S106 -- passphrase of a throw-away practice", False),
        ("# type: ignore[arg-type]  # the stub is older than the library", False),
        ("# noqa" + ": ANN401", True),
        ("# noqa", True),
        ("# type: " + "ignore", True),
        ("# type: " + "ignore[arg-type]", True),
        ("# says nothing about linters", False),
    ],
)
def test_a_silenced_finding_without_code_or_reason_is_caught(comment: str, bad: bool) -> None:
    assert unexplained(comment) is bad


def comments_of(path: Path) -> Iterator[tuple[int, str]]:
    with path.open("rb") as source:
        for token in tokenize.tokenize(source.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def test_every_silenced_finding_has_its_reason_on_the_line() -> None:
    found = [
        f"{name_of(path)}:{line} {comment}"
        for path in EVERYTHING
        for line, comment in comments_of(path)
        if unexplained(comment)
    ]
    assert found == []


# --- Nothing swallows a bug ---------------------------------------------------------------------


def swallows(node: ast.ExceptHandler | ast.Call) -> bool:
    """True for a bare except, for Exception, and for BaseException that is not raised again."""
    if isinstance(node, ast.ExceptHandler):
        if node.type is None:
            return True
        caught = {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)}
        last = node.body[-1]
        raised_again = isinstance(last, ast.Raise) and last.exc is None
        return "Exception" in caught or ("BaseException" in caught and not raised_again)
    caught = {ast.unparse(word) for word in node.args}
    suppressed = ast.unparse(node.func).endswith("suppress")
    return suppressed and bool(caught & {"Exception", "BaseException"})


def swallowers(source: str) -> list[int]:
    """The lines where every exception is caught."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ExceptHandler | ast.Call) and swallows(node)
    ]


@pytest.mark.parametrize(
    ("handler", "bad"),
    [
        ("except ValueError: pass", False),
        ("except BaseException:\n    undo()\n    raise", False),
        ("except: pass", True),
        ("except Exception: raise", True),
        ("except (ValueError, Exception) as error: log(error)", True),
        ("except BaseException as error: raise Other from error", True),
        ("finally:\n    with contextlib.suppress(Exception): work()", True),
        ("finally:\n    with suppress(OSError): work()", False),
    ],
)
def test_a_handler_that_catches_everything_is_caught(handler: str, bad: bool) -> None:
    assert bool(swallowers(f"try:\n    work()\n{handler}\n")) is bad


def test_no_module_catches_every_exception() -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in PRODUCT
        for line in swallowers(path.read_text(encoding="utf-8"))
    ]
    assert found == []


# --- Promise 36: SQL only with bound parameters -------------------------------------------------

RUNS_SQL = {"execute", "executemany", "executescript", "exec_driver_sql", "scalar", "scalars"}


def is_built(node: ast.expr) -> bool:
    """True for text put together at run time: f-string with a field, +, %, format, join."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return any(
            isinstance(part, ast.JoinedStr)
            or (isinstance(part, ast.Constant) and isinstance(part.value, str))
            for part in ast.walk(node)
        )
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"format", "format_map", "join", "replace"}
        # select(...).join(...) joins tables; words are joined by a separator.
        and not (node.func.attr == "join" and isinstance(node.func.value, ast.Call))
    )


def built_sql(source: str) -> Iterator[tuple[int, str]]:
    """Line and words of each call that hands built text to the database, also through a name."""
    tree = ast.parse(source)
    built_names = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and is_built(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        if called not in RUNS_SQL and ast.unparse(node.func) not in {
            "text",
            "sa.text",
            "DDL",
            "sa.DDL",
        }:
            continue
        first = node.args[0]
        if is_built(first) or (isinstance(first, ast.Name) and first.id in built_names):
            yield node.lineno, ast.unparse(node)


@pytest.mark.parametrize(
    ("call", "bad"),
    [
        ('s.execute("select 1 where a = ?", (name,))', False),
        ('s.execute("select 1" " from t")', False),
        ("s.execute(select(Patient).where(Patient.id == n))", False),
        ("s.execute(select(Patient).join(Claim, Claim.id == Patient.id))", False),
        ("s.execute(f\"select '{name}'\")", True),
        ("s.execute(\"select '%s'\" % name)", True),
        ('s.execute("select " + name)', True),
        ('s.scalars(text("select {}".format(name)))', True),
        ('c.exec_driver_sql(", ".join(parts))', True),
        ('sql = f"drop table {name}"\nc.execute(sql)', True),
    ],
)
def test_p36_built_sql_is_caught(call: str, bad: bool) -> None:
    assert bool(list(built_sql(call))) is bad


def test_p36_sql_is_never_built_save_the_one_key_pragma() -> None:
    found = [
        (name_of(path), words)
        for path in PRODUCT
        for _, words in built_sql(path.read_text(encoding="utf-8"))
    ]
    key_pragmas = [
        (name, words)
        for name, words in found
        if name == "desktop_biller/store/engine.py" and "PRAGMA key" in words
    ]
    assert [item for item in found if item not in key_pragmas] == []
    assert len(key_pragmas) <= 1


# --- Promise 40: no network ---------------------------------------------------------------------

NETWORK = re.compile(
    r"(socket|socketserver|ssl|http|urllib\.(request|error)|urllib3|requests|httpx|aiohttp|ftplib|smtplib"
    r"|poplib|imaplib|xmlrpc|webbrowser|asyncio|multiprocessing\.connection"
    r"|PySide6\.(QtNetwork|QtWeb|QtHttp|QtBluetooth|QtPositioning|QtRemoteObjects|QtSerial)\w*"
    r"|PySide6\.QtGui\.QDesktopServices)(\.|$)"  # which would hand an address to a browser
)
LOCAL_PIPE = {
    ("desktop_biller/app.py", "PySide6.QtNetwork.QLocalServer"),
    ("desktop_biller/app.py", "PySide6.QtNetwork.QLocalSocket"),
}
"""A second start raises the first through a pipe of this computer (promise 24): no address."""


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def network_imports(module: str, source: str) -> list[str]:
    """What a module imports of the network, but for the local pipe of the composition root."""
    return [
        name
        for name in imported(source)
        if NETWORK.match(name) and (module, name) not in LOCAL_PIPE
    ]


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("import socket", True),
        ("import http.client as client", True),
        ("from urllib import request", True),
        ("from urllib.request import urlopen", True),
        ("from urllib.parse import quote", False),
        ("import httpx_like_name", False),
        ("from PySide6.QtNetwork import QLocalServer", True),
        ("from PySide6 import QtNetwork", True),
        ("import PySide6.QtWebSockets", True),
        ("from PySide6.QtWebEngineWidgets import QWebEngineView", True),
        ("from PySide6.QtGui import QDesktopServices", True),
        ("from PySide6.QtGui import QDesktopServicesLike", False),
        ("from PySide6.QtWidgets import QWidget", False),
    ],
)
def test_p40_a_network_import_is_caught(line: str, bad: bool) -> None:
    assert bool(network_imports("desktop_biller/ui/main_window.py", line)) is bad


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("from PySide6.QtNetwork import QLocalServer, QLocalSocket", False),
        ("from PySide6.QtNetwork import QLocalSocket, QTcpSocket", True),
        ("from PySide6.QtNetwork import QNetworkAccessManager", True),
        ("from PySide6 import QtNetwork", True),
        ("import PySide6.QtNetwork", True),
        ("import socket", True),
    ],
)
def test_p40_the_composition_root_may_open_the_local_pipe_alone(line: str, bad: bool) -> None:
    assert bool(network_imports("desktop_biller/app.py", line)) is bad


def test_p40_no_module_imports_the_network() -> None:
    found = [
        f"{name_of(path)}: {name}"
        for path in MODULES
        for name in network_imports(name_of(path), path.read_text(encoding="utf-8"))
    ]
    assert found == []


# --- No CPT: five bare digits are a ZIP code or they do not stand here ---------------------------

FIVE_DIGITS = re.compile(r"\d{5}", re.ASCII)


def values_of(path: Path) -> Iterator[tuple[str, str]]:
    """Name and text of every value of a CSV, TSV or JSON file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        yield from json_values("", json.loads(text))
    else:
        rows = csv.DictReader(text.splitlines(), delimiter="\t" if path.suffix == ".tsv" else ",")
        for row in rows:
            yield from ((str(key), str(value)) for key, value in row.items())


def json_values(key: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from json_values(name, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from json_values(key, inner)
    elif isinstance(value, str):
        yield key, value


def test_every_text_of_a_json_file_is_looked_at_at_any_depth() -> None:
    values = list(json_values("", {"visits": [{"lines": [{"code": "G0101"}]}], "zip": "45402"}))
    assert values == [("code", "G0101"), ("zip", "45402")]


def test_no_resource_holds_a_five_digit_procedure_code() -> None:
    tables = [p for p in (ROOT / "resources").rglob("*") if p.suffix in {".csv", ".tsv", ".json"}]
    found = [
        f"{name_of(path)}: {key} {value}"
        for path in tables
        for key, value in values_of(path)
        if FIVE_DIGITS.fullmatch(value) and "zip" not in key.lower()
    ]
    assert found == []


PROCEDURE_FIELD = re.compile(r"(^|['_])code'?$|procedure|service|hcpcs|cpt", re.IGNORECASE)


def procedure_numbers(source: str) -> Iterator[str]:
    """Five digits given to a field, a key or a function that is named after procedure codes."""
    for node in ast.walk(ast.parse(source)):
        pairs: list[tuple[str, ast.expr]] = []
        if isinstance(node, ast.Call):
            pairs = [(word.arg or "", word.value) for word in node.keywords]
            pairs += [(ast.unparse(node.func), argument) for argument in node.args]
        elif isinstance(node, ast.Dict):
            entries = zip(node.keys, node.values, strict=True)
            pairs = [(ast.unparse(key), value) for key, value in entries if key is not None]
        for name, value in pairs:
            if not isinstance(value, ast.Constant) or not isinstance(value.value, str):
                continue
            about_procedures = PROCEDURE_FIELD.search(name) and "zip" not in name.lower()
            if about_procedures and FIVE_DIGITS.fullmatch(value.value):
                yield f"{name} {value.value}"


@pytest.mark.parametrize(
    ("call", "bad"),
    [
        ('Line(service_code="{}")', True),
        ('make({{"code": "{}"}})', True),
        ('is_service_code("{}")', True),
        ('Address(zip_code="{}")', False),
        ('is_zip("{}")', False),
    ],
)
def test_a_five_digit_procedure_code_is_told_from_a_zip_code(call: str, bad: bool) -> None:
    assert bool(list(procedure_numbers(call.format("1" * 5)))) is bad


def test_no_module_or_test_names_a_five_digit_procedure_code() -> None:
    found = [
        f"{name_of(path)}: {words}"
        for path in EVERYTHING
        for words in procedure_numbers(path.read_text(encoding="utf-8"))
    ]
    assert found == []
