"""Decides who stands in the due list, which are ticked, and what is printed."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.money import dollars
from desktop_biller.ui.desk import Desk, Place, PreviewRequest
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.list_presenter import ListPresenter
from desktop_biller.workflow.office.office_lists import practice_details
from desktop_biller.workflow.patients.of_account import patient_of_account
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.statements.batch import StatementsMade, issue_statements
from desktop_biller.workflow.statements.billing import (
    IssueStatement,
    StatementIssued,
    issue_statement,
)
from desktop_biller.workflow.statements.due_list import (
    USUAL_RULES,
    DueRow,
    DueRules,
    DueTotals,
    statement_due_ids,
    statement_due_rows,
    statement_due_totals,
)
from desktop_biller.workflow.statements.preview import statement_preview
from desktop_biller.workflow.workspace import Kind, Workspace

_EMPTY = {
    "": "No one is due a statement.",
    "due": "No one is due a statement.",
    "held": "No account is on hold.",
}
_MOST_TOLD = 3


class DueScreen(Protocol):
    """What the presenter asks of its view."""

    def show_day(self, day: dt.date) -> None: ...
    def show_tab(self, key: str) -> None: ...
    def show_counts(self, whole: int, due: int, held: int) -> None: ...
    def show_filter(self, text: str) -> None: ...
    def show_usual(self, minimum_cents: int) -> None: ...
    def show_ids(self, ids: Sequence[int], select: int | None) -> None: ...
    def show_ticks(self, ticked: AbstractSet[int], tickable: AbstractSet[int]) -> None: ...
    def show_totals(self, words: str, amount: str, rest: str) -> None: ...
    def show_print(self, words: str, reason: str) -> None: ...
    def show_one(self, row: DueRow | None, reason: str) -> None: ...
    def show_statement(self, pdf: bytes, name: str) -> None: ...
    def say_no_statement(self, words: str) -> None: ...
    def show_empty(self, words: str) -> None: ...
    def show_result(self, words: str, *, history: bool) -> None: ...
    def ask_one(self, words: str, do: Callable[[], object]) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def clear_error(self) -> None: ...
    def current(self) -> DueRow | None: ...


@dataclass(frozen=True, slots=True)
class _Found:
    """The answer to one question of the list; ``amounts`` are of all that are due, in cents."""

    ids: Sequence[int]
    amounts: Mapping[int, int]
    totals: DueTotals
    minimum_cents: int
    day: dt.date


class DuePresenter(ListPresenter[_Found]):
    """Presents the due list. All that are due are ticked until the user takes one out.

    What is ticked stays ticked whatever the filter is.
    """

    follows = frozenset(
        {Kind.LEDGER, Kind.DOCUMENT, Kind.CLAIM, Kind.VISIT, Kind.PATIENT, Kind.PRACTICE}
    )

    def __init__(self, desk: Desk, view: DueScreen) -> None:
        super().__init__(desk)
        self._view = view
        self._rules = USUAL_RULES
        self._amounts: Mapping[int, int] = {}
        self._totals = DueTotals(0, 0, 0, 0)
        self._left_out: set[int] = set()
        self._busy = ""

    @property
    def rules(self) -> DueRules:
        """From what amount and after how many days a statement is due."""
        return self._rules

    def open(self, place: Place) -> None:
        """Show the list, standing on the guarantor of the place."""
        self._desk.show_patient(None)
        self._begin(self._view, place, anew=place.record_id is not None)

    # --- The list ------------------------------------------------------------------------------

    def rule(self, rules: DueRules) -> None:
        """The user set another minimum, or other days."""
        self._rules = rules
        self.reload()

    def _show_refusal(self, error: UserError) -> None:
        self._view.show_error(error)

    def _question(self, query: ListQuery) -> Callable[[], _Found]:
        return partial(_find, self._desk.ws, query, self._rules)

    def _show(self, found: _Found) -> None:
        view, query, select = self._view, self._query, self._selected()
        self._amounts, self._totals = found.amounts, found.totals
        self._left_out &= set(found.amounts)
        view.show_day(found.day)
        view.show_usual(found.minimum_cents)
        held = found.totals.accounts - found.totals.due
        view.show_counts(found.totals.accounts, found.totals.due, held)
        view.show_ids(found.ids, select)
        words = _EMPTY.get(query.shown, _EMPTY[""])
        if query.text:
            words = f"No account here fits “{query.text}”. Look under All, or type less."
        view.show_empty("" if found.ids else words)
        if select is not None and select not in found.ids:
            words = "Nothing is due from this account now, so that it has no statement."
            view.show_result(words, history=False)
        self._show_ticks()
        self.choose()

    # --- Ticks ---------------------------------------------------------------------------------

    def ticked(self) -> tuple[int, ...]:
        """The accounts that are ticked, in the order of the list."""
        return tuple(known for known in self._amounts if known not in self._left_out)

    def tick(self, guarantor_id: int) -> None:
        """The user pressed a box; of an account that is held it says why it can't be ticked."""
        if guarantor_id in self._amounts:
            self._left_out ^= {guarantor_id}
            self._show_ticks()
            return
        row = self._view.current()
        if row is not None and row.held:
            self._desk.tell(f"On hold: {row.held}. {row.remedy}")

    def tick_all(self, *, on: bool) -> None:
        """The user pressed the box in the head."""
        self._left_out = set() if on else set(self._amounts)
        self._show_ticks()

    def _show_ticks(self) -> None:
        ticked = self.ticked()
        count = len(ticked)
        self._view.show_ticks(frozenset(ticked), frozenset(self._amounts))
        held = self._totals.accounts - self._totals.due
        self._view.show_totals(
            f"{count:,} of {self._totals.accounts:,} selected",
            money(sum(self._amounts[known] for known in ticked)),
            f"{held:,} on hold",
        )
        reason = self._busy or ("" if count else "No account is ticked.")
        words = f"Print {count:,} statement{'' if count == 1 else 's'}..."
        self._view.show_print(words, reason)

    # --- One account ---------------------------------------------------------------------------

    def choose(self) -> None:
        """Another row has the focus."""
        row = self._view.current()
        reason = self._busy
        if row is None:
            reason = reason or "No account is chosen."
            self._view.say_no_statement("")
        elif row.balance_cents <= 0:
            reason = reason or "Amounts that wait for insurance are not billed to the patient."
        self._view.show_one(row, reason)

    def look(self) -> None:
        """The focus rests on a row: show its statement."""
        row = self._view.current()
        if row is None:
            return
        if row.balance_cents <= 0:
            self._view.say_no_statement("All of this balance waits for insurance.")
            return
        self._desk.jobs.read(
            partial(statement_preview, self._desk.ws, row.guarantor_id),
            partial(self._show_statement, row),
            self._on_no_statement,
            slot=f"statement {id(self)}",
        )

    def open_account(self) -> None:
        """Open the account of the row."""
        row = self._view.current()
        if row is not None:
            self._desk.jobs.read(
                partial(patient_of_account, self._desk.ws, row.guarantor_id),
                self._go_to_patient,
                self._view.show_error,
            )

    def _go_to_patient(self, patient_id: int | None) -> None:
        if patient_id is not None:
            self._desk.go(Place("patients", "record", patient_id, "account"))

    def history(self) -> None:
        """Show the statements that were made."""
        self._desk.go(Place("statements", "history"))

    def _show_statement(self, row: DueRow, pdf: bytes) -> None:
        now = self._view.current()
        if now is not None and now.guarantor_id == row.guarantor_id:
            self._view.show_statement(pdf, f"Statement of {row.name}")

    def _on_no_statement(self, error: UserError) -> None:
        self._view.say_no_statement(f"{error.what} {error.remedy}")

    # --- Printing ------------------------------------------------------------------------------

    def print_ticked(self) -> None:
        """Make the statements that are ticked, then show them for printing."""
        ticked = self.ticked()
        if not ticked or self._busy:
            return
        self._set_busy("Statements are being made.")
        rules = self._rules
        self._desk.jobs.write(
            lambda job: issue_statements(self._desk.ws, ticked, job, rules),
            self._on_made,
            self._on_refused,
            title="Making statements",
            stopped=self._on_stopped,
        )

    def print_one(self) -> None:
        """Make the statement of the row alone; where it is held, ask first."""
        row = self._view.current()
        if row is None or self._busy or row.balance_cents <= 0:
            return
        if row.held:
            words = f"{row.name} owes {dollars(row.balance_cents)}, but is on hold: {row.held}."
            self._view.ask_one(f"{words} Print a statement all the same?", partial(self._one, row))
        else:
            self._one(row)

    def _one(self, row: DueRow) -> None:
        self._set_busy("The statement is being made.")
        command = IssueStatement(
            guarantor_id=row.guarantor_id, even_if_small=True, even_if_recent=True
        )
        self._desk.jobs.write(
            lambda _job: issue_statement(self._desk.ws, command),
            self._on_one,
            self._on_refused,
        )

    def _on_one(self, issued: StatementIssued) -> None:
        self._set_busy("")
        self._desk.act(issued)
        self._preview((issued.paper.document_id,))

    def _on_made(self, made: StatementsMade) -> None:
        self._set_busy("")
        self._desk.act(made)
        if made.not_made:
            self._view.show_result(_not_made(made), history=False)
        if made.papers:
            self._preview(tuple(paper.document_id for paper in made.papers))

    def _on_stopped(self, words: str) -> None:
        self._set_busy("")
        self._desk.bus.publish({Kind.DOCUMENT})
        self._view.show_result(f"{words} Those that were made stand in the history.", history=True)

    def _on_refused(self, error: UserError) -> None:
        self._set_busy("")
        self._desk.bus.publish({Kind.DOCUMENT})  # some may have been made before
        self._view.show_error(error)

    def _preview(self, document_ids: tuple[int, ...]) -> None:
        count = len(document_ids)
        many = f"{count:,} statements"
        self._desk.preview(
            PreviewRequest(
                title="Statement" if count == 1 else many,
                document_ids=document_ids,
                question="Did the statement print?" if count == 1 else f"Did all {many} print?",
                yes="Yes, it printed" if count == 1 else "Yes, all printed",
                confirmed=lambda: self._desk.tell(
                    "Statement printed" if count == 1 else f"{many} printed"
                ),
            )
        )

    def _set_busy(self, why: str) -> None:
        self._busy = why
        if why:
            self._view.clear_error()
        self._show_ticks()
        self.choose()


def _not_made(made: StatementsMade) -> str:
    count = len(made.not_made)
    told = " ".join(left.words for left in made.not_made[:_MOST_TOLD])
    more = f" And {count - _MOST_TOLD:,} more." if count > _MOST_TOLD else ""
    return f"{count:,} statement{' was' if count == 1 else 's were'} not made: {told}{more}"


def _find(ws: Workspace, query: ListQuery, rules: DueRules) -> _Found:
    due = statement_due_ids(ws, replace(query, text="", shown="due"), rules)
    rows = statement_due_rows(ws, due, rules)
    return _Found(
        ids=statement_due_ids(ws, query, rules),
        amounts={row.guarantor_id: row.balance_cents for row in rows},
        totals=statement_due_totals(ws, ListQuery(), rules),
        minimum_cents=practice_details(ws).statement_minimum_cents,
        day=ws.clock.today(),
    )
