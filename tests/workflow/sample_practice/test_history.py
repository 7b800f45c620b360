"""The invented visits fit the invented patients."""

from types import SimpleNamespace
from typing import Any

import pytest

from desktop_biller.codesets.own_tables import services
from desktop_biller.workflow.sample_practice import history


@pytest.mark.parametrize(
    ("sex", "never", "may"),
    [("F", {"G0102", "G0103"}, {"G0101", "Q0091"}), ("M", {"G0101", "Q0091"}, {"G0102", "G0103"})],
)
def test_nobody_has_an_exam_that_is_for_the_other_sex(
    sex: str, never: set[str], may: set[str]
) -> None:
    story: Any = SimpleNamespace(ids=SimpleNamespace(services=services()))
    offered = {row.code for row in history._services(story, sex)}
    assert not offered & never
    assert may <= offered
    assert "G0439" in offered
