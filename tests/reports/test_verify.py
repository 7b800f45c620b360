"""``verify`` finds each broken invariant by its letter, and nothing in a sound practice."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.models.access import AuditRow
from desktop_biller.models.claim import ClaimSnapshot
from desktop_biller.models.document import Document
from desktop_biller.models.ledger import JournalEntry, LineBalance, Posting
from desktop_biller.reports import verify as verified
from desktop_biller.reports.aging import Aging
from desktop_biller.reports.verify import verify
from tests.office import Office, opened

TODAY = dt.date(2026, 3, 4)


@pytest.fixture(scope="module")
def books(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Books with a bit of everything: charges, a check, a void, a statement, a closed day."""
    folder = tmp_path_factory.mktemp("books") / "practice"
    shutil.copytree(template, folder)
    with opened(folder) as office:
        registered = office.insured_patient()
        patient = registered.patient_id
        claim = office.claim(office.visit(patient, ("G0439", 18500)))
        office.remit(claim.claim_id, (9840, "CO-45 5660, PR-3 3000"))
        office.void(office.pay(patient, 700, "account"))
        office.close(office.clock.today())
        office.on(TODAY)
        office.pay(patient, 500, "account")
        office.statement(registered.guarantor_id)
        yield office


def one(session: Session, **which: object) -> Posting:
    return session.scalars(sa.select(Posting).filter_by(**which).order_by(Posting.id)).all()[0]


def off_by_a_cent(session: Session) -> None:
    one(session, account="charges").cents -= 1


def entry_without_postings(session: Session) -> None:
    entry_id = one(session, account="charges").entry_id
    session.execute(sa.delete(Posting).where(Posting.entry_id == entry_id))


def balance_that_is_not_the_journals(session: Session) -> None:
    session.execute(sa.update(LineBalance).values(patient_cents=LineBalance.patient_cents + 1))


def move(cents: int, first: Posting, second: Posting) -> None:
    """Shift cents between two postings, so that entries and totals stay balanced."""
    first.cents += cents
    second.cents -= cents


def payment_applied_beyond_itself(session: Session) -> None:
    applied = one(session, effect="patient_payment")
    credit = one(session, account="patient_credit", entry_id=applied.entry_id)
    move(-100_000, applied, credit)


def line_that_does_not_add_up(session: Session) -> None:
    one(session, effect="transfer").effect = "charge"


def reversal_that_is_not_exact(session: Session) -> None:
    reversal = session.scalars(sa.select(JournalEntry).filter_by(kind="reversal")).one()
    received = one(session, account="receipts", entry_id=reversal.id)
    credit = one(session, account="patient_credit", entry_id=reversal.id)
    move(100, received, credit)


def entry_slipped_into_a_closed_day(session: Session) -> None:
    session.execute(
        sa.update(JournalEntry)
        .where(JournalEntry.posted_on == TODAY)
        .values(posted_on=dt.date(2026, 3, 2))
    )


def statement_that_asks_for_more(session: Session) -> None:
    paper = session.scalars(sa.select(Document).filter_by(kind="statement")).one()
    paper.facts = paper.facts.replace('"amount_due_cents":2500', '"amount_due_cents":2600')


def entry_of_no_command(session: Session) -> None:
    session.execute(sa.update(JournalEntry).where(JournalEntry.id == 1).values(command_key="x"))


def payment_received_twice(session: Session) -> None:
    first = one(session, account="receipts")
    columns = [c.name for c in Posting.__table__.columns if c.name not in ("id", "cents")]
    copy = {name: getattr(first, name) for name in columns}
    session.add_all(Posting(**copy, cents=cents) for cents in (100, -100))


def paper_with_other_bytes(session: Session) -> None:
    session.execute(sa.update(Document).where(Document.id == 1).values(pdf=b"%PDF-other"))


def claim_not_as_submitted(session: Session) -> None:
    snapshot = session.scalars(sa.select(ClaimSnapshot)).one()
    snapshot.facts = snapshot.facts.replace("18500", "18600")


def audit_row_rewritten(session: Session) -> None:
    session.execute(sa.update(AuditRow).where(AuditRow.seq == 3).values(subject="claim 9"))


@pytest.mark.parametrize(
    ("letter", "spoil"),
    [
        ("I1", off_by_a_cent),
        ("I1", entry_without_postings),
        ("I2", balance_that_is_not_the_journals),
        ("I3", payment_applied_beyond_itself),
        ("I4", line_that_does_not_add_up),
        ("I6", reversal_that_is_not_exact),
        ("I7", entry_slipped_into_a_closed_day),
        ("I9", statement_that_asks_for_more),
        ("I10", entry_of_no_command),
        ("I10", payment_received_twice),
        ("I11", balance_that_is_not_the_journals),
        ("paper", paper_with_other_bytes),
        ("claim", claim_not_as_submitted),
        ("audit", audit_row_rewritten),
    ],
)
def test_what_is_broken_is_found_under_its_letter(
    letter: str, spoil: Callable[[Session], None], books: Office
) -> None:
    with books.tampering() as session:
        spoil(session)
        session.flush()
        session.expire_all()
        found = verify(session, TODAY)
        assert letter in {finding.code for finding in found}
        assert all(finding.severity == "block" and finding.message for finding in found)


def test_i8_ages_that_do_not_add_up_are_found(
    books: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Aging(as_of=TODAY, insurance=(1, 0, 0, 0, 0), patient=(0,) * 5, credit=0)
    monkeypatch.setattr(verified, "aging", lambda _session, _day: wrong)
    with books.ws.db.reading() as session:
        assert "I8" in {finding.code for finding in verify(session, TODAY)}


def test_a_missing_guard_is_named(books: Office) -> None:
    with books.tampering() as session:
        guards = [f for f in verify(session, TODAY) if f.code == "guards"]
        assert "guard_posting_update" in guards[0].message


def test_sound_books_give_no_finding(books: Office) -> None:
    assert books.findings() == []


def test_sound_books_give_none_when_the_clock_has_gone_back(books: Office) -> None:
    with books.ws.db.reading() as session:
        assert verify(session, dt.date(2020, 1, 1)) == []


def test_an_empty_practice_is_sound(office: Office) -> None:
    assert office.findings() == []
