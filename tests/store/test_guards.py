"""What the database itself refuses, whoever writes to it (promises 14 and 16, I1, I5-I7)."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from desktop_biller.models.base import Base
from desktop_biller.models.ledger import JournalEntry, Posting
from desktop_biller.reports.verify import verify
from desktop_biller.store import guards
from tests.office import Office, make_practice, opened

NOW = "2026-03-02T14:00:00.000000+00:00"


@pytest.fixture(scope="module")
def posted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An open practice with rows in every append-only table; no test here changes it."""
    folder = tmp_path_factory.mktemp("guards") / "practice"
    make_practice(folder)
    with opened(folder) as office:
        registered = office.insured_patient()
        patient = registered.patient_id
        claim = office.claim(office.visit(patient, ("G0439", 18500)))
        office.remit(claim.claim_id, (9840, "CO-45 5660, PR-3 3000"))
        office.pay(patient, 500, "account")
        office.void(office.pay(patient, 700, "account"))
        office.statement(registered.guarantor_id)
        office.close(office.clock.today())
        yield office


def refused(office: Office, words: str, *statements: Any) -> None:
    """Expect the last statement to be refused in those words; nothing of it is kept."""
    before = office.fingerprint()
    with pytest.raises(sa.exc.IntegrityError, match=words):
        carry_out(office, statements)
    assert office.fingerprint() == before


def carry_out(office: Office, statements: Sequence[Any]) -> None:
    with office.ws.db.writing() as session:
        for statement in statements:
            session.execute(statement)


def entry(number: int, **over: Any) -> sa.Insert:
    values = {
        "id": number,
        "command_key": "none",
        "kind": "adjustment",
        "posted_on": "2027-01-01",
        "posted_at": NOW,
        "user_id": 1,
        "memo": "by hand",
        **over,
    }
    raw = sa.table("journal_entry", *(sa.column(name) for name in values))
    return sa.insert(raw).values(values)


def side(number: int, cents: int, **over: Any) -> sa.Insert:
    values = {"entry_id": number, "account": "charges", "effect": "charge", "cents": cents, **over}
    return sa.insert(Posting).values(**values)


@pytest.mark.parametrize("table", guards.APPEND_ONLY)
def test_p14_posted_rows_withstand_update_delete_replace_and_upsert(
    table: str, posted: Office
) -> None:
    rows = Base.metadata.tables[table]
    with posted.ws.db.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(rows)), "nothing to attack"
    column = next(c for c in rows.columns if not c.primary_key)
    again = sa.select(rows).limit(1)
    replace = sa.insert(rows).prefix_with("OR REPLACE").from_select(list(rows.columns), again)
    kept = ", ".join(c.name for c in rows.columns)
    upsert = sa.text(
        f"INSERT INTO {table} ({kept}) SELECT {kept} FROM {table} WHERE true LIMIT 1 "  # noqa: S608 -- names of our own tables
        f"ON CONFLICT DO UPDATE SET {column.name} = excluded.{column.name}"
    )
    for attack in (sa.update(rows).values({column: column}), sa.delete(rows), replace, upsert):
        refused(posted, "kept for audit|sealed|books are closed", attack)


def test_i1_an_unbalanced_entry_is_refused(posted: Office) -> None:
    refused(posted, "must sum to zero", side(900, 100), side(900, -99), entry(900))


def test_i1_an_entry_without_postings_is_refused(posted: Office) -> None:
    refused(posted, "must sum to zero", entry(900))


def test_i5_a_sealed_entry_takes_no_posting(posted: Office) -> None:
    refused(posted, "sealed", side(1, 100))


def test_i1_postings_without_an_entry_are_not_kept(posted: Office) -> None:
    before = posted.fingerprint()
    with (
        pytest.raises(sa.exc.IntegrityError, match="FOREIGN KEY"),
        posted.ws.db.writing() as session,
    ):
        session.execute(side(900, 100))
    assert posted.fingerprint() == before


@pytest.mark.parametrize("day", ["2026-03-02", "2020-01-01"])
def test_i7_an_entry_on_a_closed_date_is_refused(day: str, posted: Office) -> None:
    sides = (side(900, 100), side(900, -100))
    refused(posted, "books are closed", *sides, entry(900, posted_on=day))


def reversal(office: Office, of: int, *, factor: int = -1, drop: int = 0) -> list[sa.Insert]:
    """The statements that reverse an entry, exactly or not."""
    with office.ws.db.reading() as session:
        rows = session.execute(sa.select(Posting).where(Posting.entry_id == of)).scalars().all()
    names = [c.name for c in Posting.__table__.columns if c.name not in ("id", "entry_id")]
    copies = [{name: getattr(row, name) for name in names} for row in rows][drop:]
    return [
        *(side(900, **{**values, "cents": factor * values["cents"]}) for values in copies),
        entry(900, kind="reversal", reverses_id=of),
    ]


def first(office: Office, kind: str) -> int:
    query = sa.select(JournalEntry.id).where(JournalEntry.kind == kind)
    with office.ws.db.reading() as session:
        found = session.scalars(query.order_by(JournalEntry.id)).first()
    assert found
    return found


def test_i6_a_reversal_that_is_not_the_exact_negation_is_refused(posted: Office) -> None:
    of = first(posted, "charge")
    refused(posted, "exact negation", *reversal(posted, of, factor=-2))
    refused(posted, "exact negation", *reversal(posted, of, factor=1))


def test_i6_a_reversal_of_other_accounts_is_refused(posted: Office) -> None:
    sides = (side(900, 18500, account="refunds", method="cash"), side(900, -18500))
    of = first(posted, "charge")
    refused(posted, "exact negation", *sides, entry(900, kind="reversal", reverses_id=of))


def test_i6_a_reversal_is_never_reversed(posted: Office) -> None:
    of = first(posted, "reversal")
    refused(posted, "exact negation", *reversal(posted, of))


def test_i6_a_second_reversal_is_refused(posted: Office) -> None:
    with posted.ws.db.reading() as session:
        of = session.scalar(
            sa.select(JournalEntry.reverses_id).where(JournalEntry.kind == "reversal")
        )
    assert of
    refused(posted, "UNIQUE", *reversal(posted, of))


def test_i6_only_a_reversal_names_what_it_reverses(posted: Office) -> None:
    sides = (side(900, 100), side(900, -100))
    of = first(posted, "charge")
    refused(posted, "CHECK|exact negation", *sides, entry(900, reverses_id=of))
    refused(posted, "CHECK", *sides, entry(900, kind="reversal"))


def test_every_guard_stands_in_the_file_and_is_made_anew(posted: Office) -> None:
    with posted.ws.db.reading() as session:
        assert guards.installed_guards(session.connection()) == guards.expected_guards()
    with posted.ws.db.writing() as session:
        guards.install_guards(session.connection())
        assert guards.installed_guards(session.connection()) == guards.expected_guards()
        session.rollback()


@pytest.mark.parametrize("name", ["guard_posting_update", "guard_entry_balanced"])
def test_a_guard_that_lets_everything_pass_under_its_own_name_is_found(
    name: str, posted: Office
) -> None:
    body = guards.GUARDS[name]
    hollow = f"CREATE TRIGGER {name} {body[: body.index('BEGIN')]} BEGIN SELECT 1; END"
    with posted.ws.db.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(hollow)
        assert guards.installed_guards(connection) == guards.expected_guards()
        assert guards.wrong_guards(connection) == [f"altered {name}"]
        assert name in verify(session, posted.clock.today())[0].message
        session.rollback()
    assert posted.findings() == []


def test_a_missing_guard_and_a_foreign_trigger_are_found(posted: Office) -> None:
    with posted.ws.db.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("DROP TRIGGER guard_entry_closed")
        connection.exec_driver_sql(
            "CREATE TRIGGER swallow BEFORE INSERT ON posting BEGIN SELECT RAISE(IGNORE); END"
        )
        assert guards.wrong_guards(connection) == ["foreign swallow", "missing guard_entry_closed"]
        session.rollback()


def test_a_guard_laid_out_otherwise_is_the_same_guard(posted: Office) -> None:
    name = "guard_entry_closed"
    with posted.ws.db.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name}  {guards.GUARDS[name].replace(chr(10), '   ')}"
        )
        assert guards.wrong_guards(connection) == []
        session.rollback()


def test_every_table_that_only_grows_is_guarded() -> None:
    grown = {name for name in guards.APPEND_ONLY if name in Base.metadata.tables}
    assert grown == set(guards.APPEND_ONLY)
    assert {"posting", "journal_entry", "payment", "audit", "document"} <= grown
