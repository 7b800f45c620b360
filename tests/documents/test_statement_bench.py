"""The statement bench compares like with like, and its figures are reached by honest work."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from desktop_biller.documents.statement import render_statements
from tests.documents.paper_reading import page_count, words


@pytest.fixture(scope="module")
def bench() -> Iterator[ModuleType]:
    path = Path(__file__).parents[2] / "bench" / "statements.py"
    spec = importlib.util.spec_from_file_location("bench_statements", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_both_print_the_same_words_on_one_page(bench: ModuleType) -> None:
    ours = render_statements(bench.statements(1))
    theirs = bench.print_with_platypus(bench.statements(1))
    assert page_count(ours) == page_count(theirs) == 1
    assert _sorted_words(ours) == _sorted_words(theirs)


def _sorted_words(pdf: bytes) -> list[str]:
    return sorted(word.text for word in words(pdf))


def test_every_statement_of_the_bench_is_one_page_and_its_own(bench: ModuleType) -> None:
    facts = list(bench.statements(5))
    assert len({item.account for item in facts}) == 5
    assert page_count(render_statements(facts)) == 5


def test_a_run_in_one_file_is_the_same_as_its_statements_one_by_one(bench: ModuleType) -> None:
    facts = list(bench.statements(3))
    together = render_statements(facts)
    for number, item in enumerate(facts):
        alone = [(w.text, w.x0, w.top) for w in words(render_statements([item]))]
        assert [(w.text, w.x0, w.top) for w in words(together, number)] == alone
