"""Decides which claims the list shows, which of them print, and what stands beside it."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.claims.print_claims import ClaimToPrint, PrintClaims
from desktop_biller.ui.desk import Desk, Place, PreviewRequest
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.list_presenter import ListPresenter
from desktop_biller.workflow.claims.claim_details import ClaimDetails, claim_details
from desktop_biller.workflow.claims.claim_list import (
    ClaimTotals,
    StateCount,
    claim_counts,
    claim_ids,
    claim_rows,
    claim_totals,
)
from desktop_biller.workflow.claims.claim_picture import claim_picture
from desktop_biller.workflow.claims.claim_words import LIST_PARTS
from desktop_biller.workflow.claims.send import (
    ClaimsSent,
    HowSent,
    RecordClaimsSent,
    record_claims_sent,
)
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.workspace import Kind, Workspace

_MOST = 500
"""Claims that are printed and marked together."""


class ClaimListScreen(Protocol):
    """What the presenter asks of its view."""

    def show_tab(self, key: str) -> None: ...
    def show_filter(self, text: str) -> None: ...
    def show_counts(self, counts: Mapping[str, int]) -> None: ...
    def show_ids(self, ids: Sequence[int], select: int | None) -> None: ...
    def show_order(self, key: str, *, descending: bool) -> None: ...
    def show_empty(self, words: str) -> None: ...
    def show_totals(self, words: str, billed: str) -> None: ...
    def show_print(self, words: str, why: str) -> None: ...
    def show_sent(self, words: str, why: str) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def clear_error(self) -> None: ...
    def ask_how_sent(self, what: str) -> None: ...
    def say(self, words: str) -> None: ...
    def picked_ids(self) -> tuple[int, ...]: ...


class ClaimBeside(Protocol):
    """The panel with one claim."""

    def show_nothing(self) -> None: ...
    def show_claim(self, claim: ClaimDetails) -> None: ...
    def show_picture(self, pdf: bytes) -> None: ...
    def say_picture(self, words: str) -> None: ...


@dataclass(frozen=True, slots=True)
class _Found:
    ids: Sequence[int]
    totals: ClaimTotals
    counts: Sequence[StateCount]
    ready: Sequence[int]


class ClaimListPresenter(ListPresenter[_Found]):
    """Presents the list of claims."""

    follows = frozenset({Kind.CLAIM, Kind.LEDGER, Kind.PATIENT, Kind.COVERAGE, Kind.DOCUMENT})

    def __init__(self, desk: Desk, view: ClaimListScreen, panel: ClaimBeside) -> None:
        super().__init__(desk)
        self._view, self._panel = view, panel
        self._claim: ClaimDetails | None = None
        self._ready: Sequence[int] = ()
        self._picked: Sequence[ClaimToPrint] = ()
        self._marking = False
        self._printing = PrintClaims(desk, self._on_refused, view.say, self._on_busy)

    def open(self, place: Place) -> None:
        """Show the part of the list that a place asks for."""
        self._begin(self._view, place, place.shown if place.shown in LIST_PARTS else "")

    def open_claim(self, claim_id: int | None) -> None:
        """Open a claim of the list."""
        if claim_id is not None:
            self._desk.go(Place("claims", "claim", claim_id))

    def open_paper(self, document_id: int) -> None:
        """Open an issued form."""
        papers = self._claim.papers if self._claim is not None else ()
        is_red = any(p.document_id == document_id and p.kind == "claim_form" for p in papers)
        self._desk.preview(
            PreviewRequest("1 claim", (document_id,), form="cms1500" if is_red else "plain")
        )

    # --- The claim beside the list -------------------------------------------------------------

    def choose(self, claim_id: int | None) -> None:
        """The focus rests on another claim."""
        if claim_id is None:
            self._claim = None
            self._panel.show_nothing()
            self._desk.show_patient_at("claims", "", None)
            return
        self._desk.jobs.read(
            partial(claim_details, self._desk.ws, claim_id),
            self._on_details,
            self._on_refused,
            slot=f"claim {id(self)}",
        )

    def _on_details(self, claim: ClaimDetails) -> None:
        before, self._claim = self._claim, claim
        self._desk.show_patient_at("claims", "", claim.patient_id)
        self._panel.show_claim(claim)
        same = before is not None and before.claim_id == claim.claim_id
        if same and before is not None and before.version == claim.version:
            return  # each look at the form is on record: one is enough
        self._panel.say_picture("")
        self._desk.jobs.read(
            partial(claim_picture, self._desk.ws, claim.claim_id),
            self._panel.show_picture,
            lambda error: self._panel.say_picture(error.what),
            slot=f"picture of claim {id(self)}",
        )

    # --- Printing and marking ------------------------------------------------------------------

    def pick(self, claim_ids: Sequence[int]) -> None:
        """Other claims are chosen: several of them narrow what is printed and marked."""
        if len(claim_ids) < 2:
            self._picked = ()
            self._show_acts()
            return
        self._desk.jobs.read(
            partial(_ready_of, self._desk.ws, tuple(claim_ids)),
            self._on_picked,
            self._on_refused,
            slot=f"picked {id(self)}",
        )

    def print_ready(self) -> None:
        """Print the chosen claims that are ready, or all that are ready."""
        if self._wanted_ids():
            self._view.clear_error()
            self._desk.jobs.read(
                partial(_ready_of, self._desk.ws, tuple(self._wanted_ids())),
                self._start,
                self._on_refused,
            )

    def ask_how_sent(self) -> None:
        """Ask how the chosen claims, or the one with the focus, went out."""
        count = len(self._to_mark())
        if count and not self._marking:
            self._view.ask_how_sent(f"{count:,} claim{'' if count == 1 else 's'}")

    def mark_sent(self, how: HowSent) -> None:
        """Mark them as sent."""
        ids = self._to_mark()
        if not ids or self._marking:
            return
        self._marking = True
        self._view.clear_error()
        self._show_acts()
        ws = self._desk.ws
        told = RecordClaimsSent(key=secrets.token_hex(16), claim_ids=tuple(ids), how=how)
        self._desk.jobs.write(
            lambda _job: record_claims_sent(ws, told),
            partial(self._on_marked, how),
            self._on_refused,
        )

    def _start(self, claims: Sequence[ClaimToPrint]) -> None:
        self._printing.start(claims, output="form", marks_sent=True)

    def _wanted_ids(self) -> Sequence[int]:
        if len(self._view.picked_ids()) > 1:
            return [claim.claim_id for claim in self._picked]
        return self._ready[:_MOST]

    def _to_mark(self) -> Sequence[int]:
        picked = self._view.picked_ids()
        if len(picked) > 1:
            return [claim.claim_id for claim in self._picked]
        return [claim_id for claim_id in picked if claim_id in set(self._ready)]

    def _on_picked(self, ready: Sequence[ClaimToPrint]) -> None:
        self._picked = ready
        self._show_acts()

    def _on_marked(self, how: HowSent, result: ClaimsSent) -> None:
        self._marking = False
        count = len(result.claim_ids)
        self._desk.tell(f"{count} claim{'' if count == 1 else 's'} marked as sent by {how}")
        self._desk.act(result)

    def _on_refused(self, error: UserError) -> None:
        self._marking = False
        self._view.show_error(error)
        self._show_acts()

    def _on_busy(self, busy: bool) -> None:
        del busy
        self._show_acts()

    def _show_acts(self) -> None:
        several = len(self._view.picked_ids()) > 1
        count = len(self._wanted_ids())
        why = ""
        if self._printing.is_busy:
            why = "The forms are being made."
        elif not count:
            why = (
                "None of the chosen claims is ready." if several else "No claim is ready to print."
            )
        words = (
            f"Print {count:,} {'chosen' if several else 'ready'}..." if count else "Print ready..."
        )
        self._view.show_print(words, why)
        marked = len(self._to_mark())
        why = "Something is being marked." if self._marking else ""
        if not marked:
            why = "Only a claim that is ready can be marked as sent."
        self._view.show_sent(f"&Mark {marked:,} sent..." if marked > 1 else "&Mark sent...", why)

    # --- The rows ------------------------------------------------------------------------------

    def _show_refusal(self, error: UserError) -> None:
        self._view.show_error(error)

    def _question(self, query: ListQuery) -> Callable[[], _Found]:
        return partial(_find, self._desk.ws, query)

    def _show(self, found: _Found) -> None:
        view, query = self._view, self._query
        self._ready = found.ready
        view.show_counts({told.state: told.claims for told in found.counts})
        view.show_order(query.sort, descending=query.descending)
        view.show_ids(found.ids, self._selected())
        words = "No claims in this state."
        if query.text:
            words = f"No claim here fits “{query.text}”. Look in another state, or type less."
        view.show_empty("" if found.ids else words)
        if not found.ids:
            self.choose(None)
        count = found.totals.claims
        state = LIST_PARTS.get(query.shown, "open").lower()
        all_of = "All " if count != 1 else ""
        view.show_totals(
            f"{all_of}{count:,} {state} claim{'' if count == 1 else 's'}",
            money(found.totals.billed_cents),
        )
        self._show_acts()

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        super()._on_changed(kinds)
        if kinds & self.follows and self._claim is not None:
            self._desk.jobs.read(
                partial(claim_details, self._desk.ws, self._claim.claim_id),
                self._on_details,
                self._on_refused,
                slot=f"claim {id(self)}",
            )


def _find(ws: Workspace, query: ListQuery) -> _Found:
    ready = replace(query, shown="ready")
    return _Found(
        claim_ids(ws, query),
        claim_totals(ws, query),
        claim_counts(ws, query.text),
        claim_ids(ws, ready),
    )


def _ready_of(ws: Workspace, ids: tuple[int, ...]) -> tuple[ClaimToPrint, ...]:
    """Those of the claims that are ready, in their order."""
    return tuple(
        ClaimToPrint(row.claim_id, row.number)
        for row in claim_rows(ws, ids)
        if row.state == "ready"
    )
