"""Making many statements, one transaction each: one that can't be made holds up no other."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from desktop_biller.foundation.errors import PermissionDeniedError, StorageError, UserError
from desktop_biller.foundation.progress import Cancelled, JobControl
from desktop_biller.security.permissions import Permission, require
from desktop_biller.workflow.papers import Paper
from desktop_biller.workflow.statements.billing import IssueStatement, issue_statement
from desktop_biller.workflow.statements.due import CYCLE_DAYS
from desktop_biller.workflow.statements.due_list import (
    USUAL_RULES,
    DueRules,
    statement_due_rows,
)
from desktop_biller.workflow.workspace import Kind, Workspace


@dataclass(frozen=True, slots=True)
class NotMade:
    """A statement that was not made, and why, in whole sentences."""

    guarantor_id: int
    words: str


@dataclass(frozen=True, slots=True)
class StatementsMade:
    """What became of a batch. Cents."""

    papers: tuple[Paper, ...]
    amount_due_cents: int
    not_made: tuple[NotMade, ...]
    changed: frozenset[Kind] = frozenset({Kind.DOCUMENT})


def issue_statements(
    ws: Workspace,
    guarantor_ids: Sequence[int],
    job: JobControl,
    rules: DueRules = USUAL_RULES,
) -> StatementsMade:
    """Make the statements of some accounts, as the due list showed them.

    Args:
        ws: the open practice.
        guarantor_ids: whose; one that is named twice is meant once.
        job: told after each; may stop the batch.
        rules: those of the list, where they are not the practice's own.

    Raises:
        Cancelled: the user stopped it; its result says how many were made and are still due.
        StorageError: the disk or the file failed; what was made before stands.
    """
    require(ws.actor, Permission.BILL_PATIENTS)
    wanted = list(dict.fromkeys(guarantor_ids))
    papers: list[Paper] = []
    not_made: list[NotMade] = []
    cents = 0
    for done, guarantor_id in enumerate(wanted):
        try:
            job.step(done, len(wanted), f"{done} of {len(wanted)} statements")
        except Cancelled as error:
            raise Cancelled(_stopped(len(papers), len(wanted), len(not_made))) from error
        row = next(iter(statement_due_rows(ws, (guarantor_id,), rules)), None)
        if row is not None and not row.is_due:
            not_made.append(NotMade(guarantor_id, f"{row.held}. {row.remedy}"))
            continue
        told = IssueStatement(
            guarantor_id=guarantor_id,
            even_if_small=rules.minimum_cents is not None,
            even_if_recent=rules.days < CYCLE_DAYS,
        )
        try:
            issued = issue_statement(ws, told)
        except (StorageError, PermissionDeniedError):
            raise
        except UserError as error:
            not_made.append(NotMade(guarantor_id, str(error)))
            continue
        papers.append(issued.paper)
        cents += issued.amount_due_cents
    with suppress(Cancelled):  # nothing is left to be stopped
        job.step(len(wanted), len(wanted), f"{len(papers)} statements made")
    return StatementsMade(tuple(papers), cents, tuple(not_made))


def _stopped(made: int, total: int, not_made: int) -> str:
    left = total - made - not_made
    words = f"{made} of {total} made; {left} still due."
    return f"{words} {not_made} could not be made." if not_made else words
