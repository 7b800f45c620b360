from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_biller.documents.day_sheet import paginate, render_day_sheet
from desktop_biller.facts.papers import DaySheetFacts, DaySheetLine
from desktop_biller.foundation.errors import RefusedError
from tests.documents.paper_reading import all_text, cents, column, page_count, page_size, text_in
from tests.documents.paper_samples import make_day_sheet, make_row

EDGES = (546, 606, 666, 716)


def _of(rows: int, providers: int = 4) -> DaySheetFacts:
    entries = tuple(
        make_row("09:00", f"Patient {n}", f"{10000 + n}", "EP", "Visit", charge_cents=100 + n)
        for n in range(rows)
    )
    end = 1840000 + sum(row.charge_cents for row in entries)
    by_provider = tuple(DaySheetLine(f"Charges, provider {n}", 100) for n in range(providers))
    return make_day_sheet(rows=entries, end_cents=end, money_in=(), by_provider=by_provider)


def test_the_day_sheet_says_what_the_sample_page_says() -> None:
    pdf = render_day_sheet(make_day_sheet())
    text = all_text(pdf)
    assert page_count(pdf) == 1
    assert page_size(pdf) == (792, 612)
    for words in (
        "Day sheet",
        "Tuesday, 06/30/2026",
        "Cedar Hollow Family Medicine. All providers, all locations, by posting date.",
        "Printed 06/30/2026 5:42 PM by T. Nguyen",
        "Grabowski, Łukasz 10391 SO 06/30/2026 Blue Harbor, EFT 88213 198.25 84.75",
        "Total of the day 1,240.00 940.35 214.65 17.85",
        "End of day 18,502.85",
        "Bank deposit slip 210.00",
        "Audit 7f3a 91c2 d05e",
        "This year 128,614.00 104,377.90 27,118.45 312.10",
        "Closed by",
    ):
        assert words in text


def test_columns_add_up_to_the_total_and_end_at_one_edge() -> None:
    pdf = render_day_sheet(make_day_sheet())
    totals = []
    for edge in EDGES:
        boxes = [box for box in column(pdf, edge) if 94 < box.top < 370]
        assert {round(box.x1, 1) for box in boxes} == {float(edge)}
        *rows, total = [cents(box.text) for box in boxes]
        assert sum(rows) == total
        totals.append(total)
    charges, payments, adjustments, refunds = totals
    assert 1840000 + charges - payments - adjustments + refunds == 1850285


def test_nil_amounts_are_blank_and_equal_checks_stay_two_rows() -> None:
    pdf = render_day_sheet(make_day_sheet())
    rows = [box.text for edge in EDGES for box in column(pdf, edge) if 94 < box.top < 350]
    assert "0.00" not in rows
    assert rows.count("85.00") == 2


@pytest.mark.parametrize(
    "changes", [{"end_cents": 1850284}, {"start_cents": 0}, {"rows": ()}, {"money_in": ()}]
)
def test_a_day_that_does_not_add_up_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(RefusedError, match="The day sheet of 06/30/2026 does not add up"):
        render_day_sheet(make_day_sheet(**changes))


def test_the_head_repeats_and_running_totals_are_carried() -> None:
    pdf = render_day_sheet(_of(70))
    pages = [" ".join(text_in(pdf, n, (0, 0, 792, 612))) for n in range(page_count(pdf))]
    assert len(pages) >= 3
    assert all("Service date" in page for page in pages)
    for number, (page, following) in enumerate(pairwise(pages), 1):
        handed = page.split(f"Carried to page {number + 1} ")[1].split()[:4]
        assert handed == following.split(f"Carried from page {number} ")[1].split()[:4]


@given(rows=st.integers(0, 150), providers=st.sampled_from([0, 4, 12, 20, 90]))
@settings(max_examples=120, deadline=None)
def test_no_entry_and_no_line_of_a_block_is_lost(rows: int, providers: int) -> None:
    facts = _of(rows, providers)
    pages = paginate(facts)
    assert tuple(row for page in pages for row in page.rows) == facts.rows
    lines = [line.words for page in pages for block in page.blocks[2:3] for line in block.lines]
    assert lines == [line.words for line in facts.by_provider]
    with_table = [page for page in pages if page.has_table]
    assert [page.carried_to is None for page in with_table] == [False] * (len(with_table) - 1) + [
        True
    ]
    assert [page.has_periods for page in pages].count(True) == 1
    for page in with_table:
        height = 94 + 16 * len(page.rows) + (16 if page.carried_from else 0) + 19
        assert height <= 576


def test_blocks_too_tall_for_a_page_go_on_under_their_own_heading() -> None:
    text = all_text(render_day_sheet(_of(3, providers=60)))
    assert "By provider, continued" in text
    assert "All that is owed to us, continued" not in text
    assert text.count("Charges, provider ") == 60


def test_an_empty_day_prints_its_totals() -> None:
    facts = _of(0)
    assert "Total of the day 0.00 0.00 0.00 0.00" in all_text(render_day_sheet(facts))


def test_who_closed_the_day_stands_above_the_line() -> None:
    facts = replace(make_day_sheet(), closed_by="Dana Whitfield, 06/30/2026 6:02 PM")
    assert "Dana Whitfield, 06/30/2026" in all_text(render_day_sheet(facts))
