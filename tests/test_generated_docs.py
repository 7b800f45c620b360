"""The pages made from the program's own types are up to date."""

import pytest

from tools import write_docs


@pytest.mark.parametrize("name", sorted(write_docs.pages()))
def test_a_generated_page_is_what_the_types_say(name: str) -> None:
    page = (write_docs.DOCS / name).read_text(encoding="utf-8")
    assert page == write_docs.pages()[name], "run: python tools/write_docs.py"
