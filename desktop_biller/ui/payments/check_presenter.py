"""Decides how an insurer's check is typed, when it may be posted, and posts it."""

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal, Protocol

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import InputError, RefusedError, UserError
from desktop_biller.foundation.money import dollars
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.form_draft import FormDraft
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.payments.check_ready import (
    InTheWay,
    Tile,
    blank_field,
    in_the_way,
    posted_words,
    tile_of,
    to_look_at,
)
from desktop_biller.ui.payments.check_rows import (
    CheckRow,
    CheckTotals,
    check_rows,
    check_totals,
)
from desktop_biller.ui.payments.typed_check import (
    CheckHead,
    KeptCheck,
    MoneyColumn,
    RowKey,
    TypedCheck,
)
from desktop_biller.workflow.office.payer_choices import PayerChoice, payer_choices
from desktop_biller.workflow.payments.open_claims import open_claims
from desktop_biller.workflow.payments.posted_checks import PostedCheck, check_looks_posted
from desktop_biller.workflow.payments.remittance import RemittancePosted, post_remittance
from desktop_biller.workflow.payments.remittance_input import AdjustmentInput, PostRemittance
from desktop_biller.workflow.payments.typed_answer import OpenClaim
from desktop_biller.workflow.workspace import Kind

ANSWERED_DAYS = 180
"""How far back a claim that was answered already is found, to be seen as a duplicate."""

Hue = Literal["red", "amber", "green", "blue"]
Part = Literal["payer", "reference", "grid"]


class CheckScreen(Protocol):
    """What the presenter asks of its view."""

    def head_typed(self) -> CheckHead: ...
    def show_head(self, head: CheckHead) -> None: ...
    def show_rows(self, rows: Sequence[CheckRow]) -> None: ...
    def show_totals(self, totals: CheckTotals, payer: str) -> None: ...
    def show_tile(self, tile: Tile) -> None: ...
    def show_empty(self, words: str) -> None: ...
    def show_to_look_at(self, words: str) -> None: ...
    def show_rest(self, words: str) -> None: ...
    def show_busy(self, *, busy: bool) -> None: ...
    def say(
        self, hue: Hue, words: str, act: str = "", do: Callable[[], None] | None = None
    ) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def show_problem(self, field: str, words: str) -> None: ...
    def clear_error(self) -> None: ...
    def reads(self) -> bool: ...
    def go(self, key: RowKey, column: str) -> None: ...
    def start(self, text: str) -> None: ...
    def focus_on(self, part: Part) -> None: ...
    def ask_rest(self, words: str, verb: str, do: Callable[[], None]) -> None: ...
    def ask_discard(self, do: Callable[[], None]) -> None: ...
    def edit_reasons(
        self,
        title: str,
        reasons: Sequence[AdjustmentInput],
        left_cents: int,
        do: Callable[[Sequence[AdjustmentInput]], None],
    ) -> None: ...
    def ask_refused(self, title: str, words: str, do: Callable[[str, str], None]) -> None: ...


class CheckPresenter:
    """Presents the check of an insurer."""

    def __init__(self, desk: Desk, view: CheckScreen) -> None:
        self._desk, self._view = desk, view
        self._check = TypedCheck()
        self._head = CheckHead()
        self._key = secrets.token_hex(16)
        self._busy = False
        self._draft = FormDraft(desk, "insurance check", KeptCheck)
        self._end = desk.bus.subscribe(self._on_changed)

    # --- Opening -------------------------------------------------------------------------------

    def open(self, payer_id: int | None) -> None:
        """Go on with the check that is being typed, or with its draft, or start one."""
        self._desk.show_patient(None)
        if self._check.touched() or self._head.reference:
            self._show()
            return
        self._view.clear_error()
        wanted = payer_id or self._head.payer_id
        self._draft.read(partial(self._on_draft, wanted))

    def close(self) -> None:
        """The window closes."""
        self._end()

    def _on_draft(self, payer_id: int | None, kept: KeptCheck | None, when: str) -> None:
        if kept is not None:
            self._head, self._key = kept.head, kept.key
            self._check.restore(kept.cells)
            words = f"This check was kept as a draft on {when}."
            self._view.say("blue", words, "Discard draft", self.discard)
            payer_id = kept.head.payer_id
        elif self._head.dated is None:
            self._head = replace(self._head, dated=self._desk.ws.clock.today())
        self._view.show_head(self._head)
        self._show()
        if payer_id is None:
            self._view.focus_on("payer")
        elif payer_id == self._head.payer_id:
            self._load(payer_id)
            self._view.focus_on("reference")
        else:
            self._name_payer(payer_id)

    def _name_payer(self, payer_id: int) -> None:
        def named(choices: Sequence[PayerChoice]) -> None:
            found = next((c for c in choices if c.payer_id == payer_id), None)
            if found is not None:
                self.take_payer(found.payer_id, found.name)
                self._view.focus_on("reference")

        self._desk.jobs.read(partial(payer_choices, self._desk.ws), named)

    # --- The head ------------------------------------------------------------------------------

    def take_payer(self, payer_id: int, name: str) -> None:
        """The user chose whose check it is."""
        if payer_id != self._head.payer_id and self._check.touched():
            self._view.show_head(self._head)
            self._view.show_refusal(
                RefusedError(
                    f"Amounts are typed on claims of {self._head.payer}.",
                    effect="They were kept.",
                    remedy="Post that check or discard its draft before you choose another payer.",
                )
            )
            return
        self._head = replace(self._view.head_typed(), payer_id=payer_id, payer=name)
        self._view.show_head(self._head)
        self._check.clear()
        self._load(payer_id)
        self._keep()

    def change_head(self) -> None:
        """Something over the grid changed."""
        before = self._head
        typed = self._view.head_typed()
        self._head = replace(typed, payer_id=before.payer_id, payer=before.payer)
        self._show()
        self._keep()
        told = (self._head.reference, self._head.cents)
        if told != (before.reference, before.cents):
            self._look_posted()

    def _look_posted(self) -> None:
        head = self._head
        if head.payer_id is None or not head.reference or head.cents is None:
            return
        ask = partial(check_looks_posted, self._desk.ws, head.payer_id, head.reference, head.cents)
        self._desk.jobs.read(ask, self._on_looked, slot=f"posted {id(self)}")

    def _on_looked(self, posted: PostedCheck | None) -> None:
        if posted is None:
            return
        show = partial(self._desk.go, Place("payments", "payment", posted.payment_id))
        self._view.say(
            "amber",
            f"This check looks already posted on {us_date(posted.received_on)}.",
            "Show it",
            show,
        )

    def _load(self, payer_id: int) -> None:
        since = self._desk.ws.clock.today() - dt.timedelta(days=ANSWERED_DAYS)
        self._desk.jobs.read(
            partial(open_claims, self._desk.ws, payer_id, since),
            partial(self._on_claims, payer_id),
            slot=f"open claims {id(self)}",
        )

    def _on_claims(self, payer_id: int, claims: Sequence[OpenClaim]) -> None:
        if payer_id == self._head.payer_id:
            self._check.show(claims)
            self._show()

    # --- The grid ------------------------------------------------------------------------------

    def type(self, row: RowKey, column: MoneyColumn, cents: int | None) -> None:
        """An amount was typed into a cell."""
        if column != "paid" and self._has_reasons(row):
            self._show()
            self.edit_reasons(row)
            return
        if self._check.type(row, column, cents):
            self._after()
        else:
            self.open_lines(row)

    def type_on_closed(self, row: RowKey, text: str) -> None:
        """Enter, or the first figure, on a claim of several lines: go on in its first line."""
        self.open_lines(row)
        self._view.go(RowKey(row.claim_id, 0), "paid")
        if text:
            self._view.start(text)

    def toggle(self, row: RowKey, *, is_open: bool) -> None:
        """Show or hide the service lines of a claim."""
        if is_open:
            self.open_lines(row)
        else:
            self.close_lines(row)

    def put_back(self, amounts: Mapping[RowKey, Mapping[MoneyColumn, int | None]]) -> None:
        """The user took changes back; these amounts stand in the grid now."""
        self._check.put_back(amounts)
        self._after()

    def accept(self, row: RowKey) -> None:
        """Take the expected amounts of a claim, or of one line."""
        if self._check.accept(row):
            self._after()
            return
        claim = self._check.claim(row.claim_id)
        if claim is not None:
            self._desk.tell(
                f"Nothing is known of what {self._head.payer} pays for this. Type the amounts."
            )
            if not row.is_line and len(claim.lines) > 1:
                self.open_lines(row)
                row = RowKey(row.claim_id, 0)
            self._view.go(row, "paid")

    def erase(self, row: RowKey) -> None:
        """Forget what was typed on a claim or a line."""
        self._check.erase(row)
        self._after()

    def open_lines(self, row: RowKey) -> None:
        """Show the service lines of a claim."""
        self._check.open_lines(row.claim_id)
        self._show()

    def close_lines(self, row: RowKey) -> None:
        """Hide them, with the focus on their claim."""
        self._check.close_lines(row.claim_id)
        self._show()
        self._view.go(RowKey(row.claim_id), "paid")

    def find(self, text: str) -> None:
        """Go to the claim whose patient or number begins so."""
        known = {claim.claim_id for claim in self._check.claims}
        found = self._check.find(text)
        if found is None:
            self._desk.tell(f"No claim of {self._head.payer} fits “{text}”")
            return
        if found.claim_id not in known:
            self._show()
        self._view.go(found, "paid")

    def edit_reasons(self, row: RowKey | None) -> None:
        """Let the user give other reasons than the usual ones, such as those of a denial."""
        claim = self._check.claim(row.claim_id) if row is not None else None
        if claim is None or row is None:
            return
        if not row.is_line and len(claim.lines) > 1:
            left = self._check.result(claim).claim.left_cents
            self._view.ask_refused(
                f"Claim {claim.number}, {claim.patient}",
                f"All that is left on its {len(claim.lines)} lines, {money(left)}, has this"
                " reason.",
                partial(self._on_refused_claim, claim),
            )
            return
        key = row if row.is_line else RowKey(row.claim_id, 0)
        line = claim.lines[key.line]
        left = self._check.result(claim).lines[key.line].left_cents
        self._view.edit_reasons(
            f"{claim.patient}, line {line.number}: {line.code} {line.words}",
            self._check.reasons_of(key),
            left,
            partial(self._on_reasons, key),
        )

    def _on_reasons(self, key: RowKey, reasons: Sequence[AdjustmentInput]) -> None:
        self._check.explain(key, reasons)
        self._after()

    def _on_refused_claim(self, claim: OpenClaim, group: str, reason: str) -> None:
        self._check.refuse(claim, group, reason)
        self._after()

    def _has_reasons(self, row: RowKey) -> bool:
        claim = self._check.claim(row.claim_id)
        if claim is None or (not row.is_line and len(claim.lines) > 1):
            return False
        return bool(self._check.cells(claim)[max(0, row.line)].reasons)

    # --- Posting -------------------------------------------------------------------------------

    def post(self, *, leave_rest: bool = False) -> None:
        """Post the check, once: all of it balances, or nothing is posted."""
        view = self._view
        view.clear_error()
        if self._busy or not view.reads():
            return
        self.change_head()
        blank = blank_field(self._head)
        if blank is not None:
            view.show_problem(*blank)
            return
        problem = in_the_way(self._head, self._check)
        if problem is not None:
            self._look_at(problem)
            return
        rest = (self._head.cents or 0) - self._check.paid_cents
        if rest and not leave_rest:
            view.ask_rest(
                f"This check is {dollars(rest)} more than you posted. Leave the rest as"
                f" {self._head.payer}'s unapplied money, or keep working?",
                f"Leave {dollars(rest)} unapplied",
                partial(self.post, leave_rest=True),
            )
            return
        self._post(leave_rest=leave_rest)

    def discard(self) -> None:
        """Ask, then forget the check and its draft."""
        if self._check.touched() or self._head.reference or self._head.cents is not None:
            self._view.ask_discard(self._start_next)

    def _look_at(self, problem: InTheWay) -> None:
        key = problem.key
        if key is not None:
            if key.is_line:
                self._check.open_lines(key.claim_id)
                self._show()
            self._view.go(key, problem.column)
        self._view.show_refusal(problem.error)

    def _post(self, *, leave_rest: bool) -> None:
        head = self._head
        if head.payer_id is None or head.dated is None or head.cents is None:
            return
        try:
            command = PostRemittance(
                key=self._key,
                payer_id=head.payer_id,
                cents=head.cents,
                method=head.method,
                reference=head.reference,
                dated=head.dated,
                claims=self._check.answers(),
                leave_unapplied=leave_rest,
            )
        except InputError as error:
            self._view.show_refusal(error)
            return
        self._busy = True
        self._view.show_busy(busy=True)
        ws = self._desk.ws
        self._desk.jobs.write(
            lambda _job: post_remittance(ws, command), self._on_posted, self._on_refused
        )

    def _on_posted(self, posted: RemittancePosted) -> None:
        self._busy = False
        self._view.show_busy(busy=False)
        words = posted_words(self._head, posted)
        show = partial(self._desk.go, Place("payments", "payment", posted.payment_id))
        self._start_next()
        self._desk.act(posted)
        self._view.say("green", words, "Show it", show)

    def _on_refused(self, error: UserError) -> None:
        self._busy = False
        self._view.show_busy(busy=False)
        self._view.show_refusal(error)

    def _start_next(self) -> None:
        """The next check: payer, date and method stay, as checks of one mail are alike."""
        self._view.clear_error()
        self._head = replace(self._head, reference="", cents=None)
        self._key = secrets.token_hex(16)
        self._check.clear()
        self._draft.drop()
        self._view.show_head(self._head)
        self._show()
        if self._head.payer_id is not None:
            self._load(self._head.payer_id)
        self._view.focus_on("reference" if self._head.payer_id else "payer")

    # --- Showing and keeping -------------------------------------------------------------------

    def _after(self) -> None:
        self._show()
        self._keep()

    def _show(self) -> None:
        view, check = self._view, self._check
        view.show_rows(check_rows(check))
        view.show_totals(check_totals(check), self._head.payer)
        empty = ""
        if self._head.payer_id is None:
            empty = "Choose the payer to see its open claims."
        elif not check.claims:
            empty = f"No claim of {self._head.payer} waits for an answer."
        view.show_empty(empty)
        view.show_tile(tile_of(self._head, check))
        count = to_look_at(check)
        view.show_to_look_at(
            f"{count} {'entry' if count == 1 else 'entries'} to look at" if count else ""
        )
        rest = (self._head.cents or 0) - check.paid_cents
        can_leave = rest > 0 and in_the_way(self._head, check) is None
        view.show_rest(f"Leave {money(rest)} unapplied..." if can_leave else "")

    def _keep(self) -> None:
        kept = KeptCheck(self._head, self._check.kept(), self._key)
        if kept.cells or self._head.reference or self._head.cents is not None:
            self._draft.keep(kept)

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.LEDGER, Kind.CLAIM} and self._head.payer_id is not None:
            self._load(self._head.payer_id)
