"""Who is due a statement, who is held and why (R70): which accounts, in what order, their rows."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_biller.foundation.money import dollars
from desktop_biller.foundation.text import folded
from desktop_biller.models.patient import Guarantor
from desktop_biller.models.practice import Practice
from desktop_biller.reports.statement_accounts import OpenAccount, open_accounts
from desktop_biller.security.permissions import Permission
from desktop_biller.workflow.claims.build import person_name
from desktop_biller.workflow.reading import ListQuery, Readable, Reading, question
from desktop_biller.workflow.statements.due import CYCLE_DAYS

SORTS = ("name", "account", "balance", "pending", "last_sent", "days", "state")
"""Columns by which the list can be ordered; blank is by name, those who are due first."""


@dataclass(frozen=True, slots=True)
class DueRules:
    """From what amount, and how many days after the last one, a statement is due.

    ``minimum_cents`` left out is the practice's own.
    """

    minimum_cents: int | None = None
    days: int = CYCLE_DAYS


USUAL_RULES = DueRules()


@dataclass(frozen=True, slots=True)
class DueAccount:
    """One account and whether it is due. Cents.

    Attributes:
        since: when the oldest part became the patient's.
        held: why no statement goes out, blank where one is due; ``remedy`` says what to do.
    """

    guarantor_id: int
    due_cents: int
    pending_cents: int
    since: dt.date | None
    last_sent: dt.date | None
    held: str
    remedy: str

    @property
    def is_due(self) -> bool:
        """A statement goes out with the next batch."""
        return not self.held


@dataclass(frozen=True, slots=True)
class DueRow:
    """One account in the list. Cents.

    Attributes:
        name: of the guarantor as filed.
        balance_cents: what a statement would ask for.
        pending_cents: what waits for insurers.
        oldest_days: days since the oldest part became the patient's.
        held: why no statement goes out, blank where one is due.
        remedy: what to do about it.
    """

    guarantor_id: int
    name: str
    account: str
    balance_cents: int
    pending_cents: int
    last_sent: dt.date | None
    oldest_days: int | None
    is_due: bool
    held: str
    remedy: str


@dataclass(frozen=True, slots=True)
class DueTotals:
    """Of all accounts that a query shows. Cents."""

    accounts: int
    due: int
    due_cents: int
    pending_cents: int


@question(Permission.READ_BOOKS)
def statement_due_ids(
    rd: Reading, query: ListQuery, rules: DueRules = USUAL_RULES
) -> tuple[int, ...]:
    """The guarantors that a query shows, those who are due first, by name.

    ``shown``: blank for all, ``due`` or ``held``. ``sort``: one of ``SORTS``. The text may be words
    of the guarantor's name or the account.
    """
    return tuple(account.guarantor_id for account in _shown(rd, query, rules))


@question(Permission.READ_BOOKS)
def statement_due_totals(rd: Reading, query: ListQuery, rules: DueRules = USUAL_RULES) -> DueTotals:
    """How many accounts a query shows, and what statements would ask of those that are due."""
    shown = _shown(rd, query, rules)
    due = [account for account in shown if account.is_due]
    return DueTotals(
        accounts=len(shown),
        due=len(due),
        due_cents=sum(account.due_cents for account in due),
        pending_cents=sum(account.pending_cents for account in shown),
    )


@question(Permission.READ_BOOKS)
def statement_due_rows(
    rd: Reading, ids: Sequence[int], rules: DueRules = USUAL_RULES
) -> tuple[DueRow, ...]:
    """The rows of some accounts, in the order of the ids; one without a balance is left out."""
    people = {
        guarantor.id: guarantor
        for guarantor in rd.session.scalars(sa.select(Guarantor).where(Guarantor.id.in_(ids)))
    }
    found = {account.guarantor_id: account for account in due_accounts(rd, rules, ids)}
    return tuple(
        _row(rd, found[wanted], people[wanted])
        for wanted in ids
        if wanted in found and wanted in people
    )


def due_accounts(
    rd: Readable, rules: DueRules = USUAL_RULES, guarantor_ids: Sequence[int] | None = None
) -> list[DueAccount]:
    """All accounts on which something is due or held, or some of them."""
    minimum = rules.minimum_cents
    if minimum is None:
        minimum = rd.session.get_one(Practice, 1).statement_minimum_cents
    return [
        DueAccount(
            guarantor_id=account.guarantor_id,
            due_cents=max(0, account.due),
            pending_cents=account.pending,
            since=account.since,
            last_sent=account.last_sent,
            held=held,
            remedy=remedy,
        )
        for account in open_accounts(rd.session, guarantor_ids).values()
        if account.due > 0 or account.held
        for held, remedy in [_held(account, minimum, rules.days, rd.today)]
    ]


def _held(account: OpenAccount, minimum: int, days: int, today: dt.date) -> tuple[str, str]:
    if account.due <= 0:
        return "Waits for insurance", "Post the insurer's answer, or work the denial."
    if not account.has_address:
        return "Address incomplete", "Complete the address of the guarantor."
    if account.due < minimum:
        return f"Below {dollars(minimum)}", "Print it by hand, or lower the minimum."
    ago = None if account.last_sent is None else (today - account.last_sent).days
    if ago is not None and ago < days:
        when = "today" if ago == 0 else f"{ago} day{'' if ago == 1 else 's'} ago"
        return f"Sent {when}", f"The next is due {days} days after the last one."
    return "", ""


def _row(rd: Reading, account: DueAccount, guarantor: Guarantor) -> DueRow:
    since = account.since
    return DueRow(
        guarantor_id=guarantor.id,
        name=person_name(guarantor).filed,
        account=guarantor.account,
        balance_cents=account.due_cents,
        pending_cents=account.pending_cents,
        last_sent=account.last_sent,
        oldest_days=None if since is None else (rd.today - since).days,
        is_due=account.is_due,
        held=account.held,
        remedy=account.remedy,
    )


def _shown(rd: Reading, query: ListQuery, rules: DueRules) -> list[DueAccount]:
    """Filtered and ordered here: what is due is reckoned, so that no query could sort by it."""
    accounts = due_accounts(rd, rules)
    names = _names(rd)
    words = query.text.split()
    shown = [
        account
        for account in accounts
        if query.shown in ("", "due" if account.is_due else "held")
        and all(_begins(word, *names[account.guarantor_id]) for word in words)
    ]

    def by_name(account: DueAccount) -> Any:  # noqa: ANN401 -- anything that can be compared
        return (*names[account.guarantor_id], account.guarantor_id)

    keys: dict[str, Callable[[DueAccount], Any]] = {
        "name": by_name,
        "account": lambda account: names[account.guarantor_id][1],
        "balance": lambda account: account.due_cents,
        "pending": lambda account: account.pending_cents,
        "last_sent": lambda account: account.last_sent or dt.date.min,
        "days": lambda account: dt.date.max - (account.since or dt.date.max),
        "state": lambda account: account.held,
    }
    shown.sort(key=by_name)
    # Those who are due stand first, unless a column is asked for.
    shown.sort(
        key=keys.get(query.sort, lambda account: not account.is_due), reverse=query.descending
    )
    return shown


def _names(rd: Reading) -> dict[int, tuple[str, str]]:
    rows = rd.session.execute(sa.select(Guarantor.id, Guarantor.search_name, Guarantor.account))
    return {key: (name, account) for key, name, account in rows}


def _begins(word: str, name: str, account: str) -> bool:
    wanted = folded(word)
    return (bool(wanted) and f" {wanted}" in f" {name}") or word.casefold() in account.casefold()
