"""Printing claims: the forms are issued in a job, the preview opens, "sent" waits for a yes."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.progress import Cancelled, JobControl
from desktop_biller.ui.desk import Desk, PreviewRequest
from desktop_biller.workflow.claims.make import PrintClaim, print_claim
from desktop_biller.workflow.claims.send import RecordClaimsSent, record_claims_sent
from desktop_biller.workflow.workspace import Kind, Workspace

Output = Literal["form", "copy"]


@dataclass(frozen=True, slots=True)
class ClaimToPrint:
    """A claim and its number, for the words of what goes wrong."""

    claim_id: int
    number: str


@dataclass(frozen=True, slots=True)
class ClaimsIssued:
    """The forms of those claims that could be printed, and why others could not."""

    claim_ids: tuple[int, ...]
    document_ids: tuple[int, ...]
    refusals: tuple[str, ...]
    changed: frozenset[Kind] = frozenset({Kind.DOCUMENT})


class PrintClaims:
    """Prints claims for a screen.

    Args:
        desk: its surroundings.
        failed: shows a refusal.
        said: shows what was left out.
        busy: hears True while forms are made, then False.
    """

    def __init__(
        self,
        desk: Desk,
        failed: Callable[[UserError], None],
        said: Callable[[str], None],
        busy: Callable[[bool], None],
    ) -> None:
        self._desk, self._failed, self._said, self._busy = desk, failed, said, busy
        self.is_busy = False

    def start(self, claims: Sequence[ClaimToPrint], *, output: Output, marks_sent: bool) -> None:
        """Make the forms, one after the other; a claim that can't be printed blocks none.

        Args:
            claims: in the order in which they print.
            output: ``form`` for the red form, ``copy`` drawn on plain paper.
            marks_sent: ask afterwards whether they printed, and mark them as sent.
        """
        if self.is_busy or not claims:
            return
        self._turn(busy=True)
        ws, told = self._desk.ws, tuple(claims)
        key = secrets.token_hex(8)
        self._desk.jobs.write(
            lambda job: issue_forms(ws, told, output, key, job),
            lambda issued: self._on_issued(issued, output, marks_sent=marks_sent),
            self._on_failed,
            title=f"Making {len(told)} claim form{'' if len(told) == 1 else 's'}",
            stopped=self._on_stopped,
        )

    def _on_issued(self, issued: ClaimsIssued, output: Output, *, marks_sent: bool) -> None:
        self._turn(busy=False)
        self._desk.act(issued)
        if issued.refusals:
            count = len(issued.claim_ids) + len(issued.refusals)
            told = " ".join(issued.refusals[:3])
            more = len(issued.refusals) - 3
            rest = f" And {more} more." if more > 0 else ""
            self._said(f"{len(issued.claim_ids)} of {count} can print. {told}{rest}")
        if not issued.claim_ids:
            return
        count = len(issued.claim_ids)
        asks = "Did the claim print?" if count == 1 else f"Did all {count} claims print?"
        self._desk.preview(
            PreviewRequest(
                title=f"{count} claim{'' if count == 1 else 's'}",
                document_ids=issued.document_ids,
                form="cms1500" if output == "form" else "plain",
                question=asks if marks_sent else "",
                yes="Yes, mark sent",
                no="No, keep ready",
                confirmed=lambda: self.mark_sent(issued.claim_ids),
            )
        )

    def mark_sent(self, claim_ids: tuple[int, ...]) -> None:
        """They printed: mark them as sent on paper."""
        ws = self._desk.ws
        told = RecordClaimsSent(key=secrets.token_hex(16), claim_ids=claim_ids, how="paper")
        self._desk.jobs.write(
            lambda _job: record_claims_sent(ws, told), self._on_sent, self._failed
        )

    def _on_sent(self, result: object) -> None:
        count = len(getattr(result, "claim_ids", ()))
        self._desk.tell(f"{count} claim{'' if count == 1 else 's'} marked as sent on paper")
        self._desk.act(result)

    def _on_failed(self, error: UserError) -> None:
        self._turn(busy=False)
        self._failed(error)

    def _on_stopped(self, words: str) -> None:
        self._turn(busy=False)
        self._said(words)

    def _turn(self, *, busy: bool) -> None:
        self.is_busy = busy
        self._busy(busy)


def issue_forms(
    ws: Workspace, claims: Sequence[ClaimToPrint], output: Output, key: str, job: JobControl
) -> ClaimsIssued:
    """Issue the form of each claim; each in its own transaction.

    Raises:
        Cancelled: the user stopped it; the words say how many forms were made.
        UserError: the only claim can't be printed.
    """
    done: list[int] = []
    papers: list[int] = []
    refusals: list[str] = []
    for number, claim in enumerate(claims):
        try:
            job.step(number, len(claims), f"claim {claim.number}")
        except Cancelled:
            said = f"{number} of {len(claims)} forms were made. Nothing was printed or marked."
            raise Cancelled(said) from None
        try:
            command = PrintClaim(
                key=f"{key}-{claim.claim_id}", claim_id=claim.claim_id, output=output
            )
            printed = print_claim(ws, command)
        except UserError as error:
            if len(claims) == 1:
                raise
            refusals.append(f"Claim {claim.number}: {error.what}")
            continue
        done.append(claim.claim_id)
        papers.append(printed.paper.document_id)
    return ClaimsIssued(tuple(done), tuple(papers), tuple(refusals))
