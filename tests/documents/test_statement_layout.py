from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_biller.documents import statement_layout as layout
from desktop_biller.documents.fonts import register_fonts
from desktop_biller.documents.statement_layout import (
    CreditRow,
    HelpTexts,
    ItemRow,
    Page,
    PatientRow,
    PendingBlock,
    SumRow,
    paginate,
)
from desktop_biller.facts.papers import StatementFacts, StatementItem, StatementPatient
from tests.documents.paper_samples import PENDING, make_item, make_small_statement

register_fonts()

LONG = "Maximiliano Alejandro Bartholomew Featherstonehaugh-Cholmondeley of Upper Sandusky III, Esq"


def _statement(
    counts: list[int], pending: int = 0, *, credit: bool = False, long_names: bool = False
) -> StatementFacts:
    number = iter(range(1, 1000))
    patients = tuple(
        StatementPatient(
            LONG if long_names else f"Patient {place}",
            LONG if long_names else "Elena Park, MD",
            tuple(
                make_item("2026-03-02", f"Service {n}", 10_000 + n, 100, 20, n, "Copay")
                for n in (next(number) for _ in range(count))
            ),
        )
        for place, count in enumerate(counts)
    )
    waiting = tuple(PENDING[0] for _ in range(pending))
    return make_small_statement(patients, pending=waiting, credit_cents=100 if credit else 0)


@st.composite
def _statements(draw: st.DrawFn) -> StatementFacts:
    patients = draw(st.integers(1, 4))
    counts = [draw(st.integers(1, 60 // patients)) for _ in range(patients)]
    return _statement(
        counts,
        draw(st.sampled_from([0, 0, 1, 2, 5, 19, 45])),
        credit=draw(st.booleans()),
        long_names=draw(st.booleans()),
    )


@given(facts=_statements(), strips=st.sampled_from([1, 1, 2]))
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_nothing_is_printed_twice_and_sums_carry_over(
    facts: StatementFacts, strips: int
) -> None:
    pages = paginate(facts, strips=strips)
    rows = [row for page in pages for row in page.rows]
    expected = [item for patient in facts.patients for item in patient.items]
    assert [row.item for row in rows if isinstance(row, ItemRow)] == expected
    pending = [item for row in rows if isinstance(row, PendingBlock) for item, _ in row.items]
    assert pending == list(facts.pending)
    assert [row.is_total for row in rows if isinstance(row, SumRow)].count(True) == 1
    assert sum(isinstance(row, CreditRow) for row in rows) == bool(facts.credit_cents)
    assert sum(isinstance(row, HelpTexts) for row in rows) == (len(pages) > 1)
    _check_sums(pages, facts)
    for number, page in enumerate(pages):
        _check_page(page, is_first=number == 0)


def _check_sums(pages: tuple[Page, ...], facts: StatementFacts) -> None:
    so_far: list[StatementItem] = []
    for number, page in enumerate(pages, 1):
        for row in page.rows:
            if isinstance(row, ItemRow):
                so_far.append(row.item)
            if isinstance(row, SumRow):
                assert row.sums == layout.item_sums(so_far)
                if "from" in row.words:
                    assert row.words == f"Carried from page {number - 1}"
                if "to page" in row.words:
                    assert row.words == f"Carried to page {number + 1}"
    total = sum(item.owed_cents for item in so_far)
    assert total - facts.credit_cents == facts.amount_due_cents


def _check_page(page: Page, *, is_first: bool) -> None:
    assert page.rows
    tops = [row.top for row in page.rows]
    assert tops == sorted(tops)
    for row, following in zip(page.rows, page.rows[1:], strict=False):
        if isinstance(row, PatientRow):
            assert isinstance(following, ItemRow)
    assert not isinstance(page.rows[-1], PatientRow | ItemRow)
    bottom = 469.5 if is_first else 756
    for row in page.rows:
        assert row.top + _height(row) <= bottom + 0.01, row


def _height(row: layout.Row) -> float:
    match row:
        case SumRow() | PendingBlock():
            return row.height
        case CreditRow():
            return 14
        case ItemRow():
            return 26.5
        case HelpTexts():
            return 120
        case PatientRow():
            return 29.5 if row.wraps else 17


def test_a_patient_line_never_ends_a_page_and_is_continued_on_the_next() -> None:
    pages = paginate(_statement([2, 4]))
    names = [
        [(row.patient.name, row.continued) for row in page.rows if isinstance(row, PatientRow)]
        for page in pages
    ]
    assert names == [[("Patient 0", False)], [("Patient 1", False)]]
    pages = paginate(_statement([1, 4]))
    row = pages[1].rows[1]
    assert isinstance(row, PatientRow)
    assert row.continued


def test_two_patients_leave_room_for_two_services_on_the_first_page() -> None:
    pages = paginate(_statement([1, 1]))
    assert len(pages) == 1
    pages = paginate(_statement([1, 2]))
    assert sum(isinstance(row, ItemRow) for row in pages[0].rows) == 2


def test_a_full_later_page_holds_twenty_services() -> None:
    pages = paginate(_statement([200]))
    counts = [sum(isinstance(row, ItemRow) for row in page.rows) for page in pages]
    assert counts[:10] == [3] + [20] * 9
    assert sum(counts) == 200


def test_the_help_texts_take_at_least_the_last_service_with_them() -> None:
    for count in range(4, 40):
        pages = paginate(_statement([count], 2))
        last = pages[-1].rows
        assert any(isinstance(row, HelpTexts) for row in last)
        assert any(isinstance(row, ItemRow) for row in last)
