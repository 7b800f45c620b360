"""Taking the journal out of the practice file: told to the audit trail each time (promise 38)."""

from desktop_biller.reports.journal import LedgerRow, ledger_rows
from desktop_biller.security import audit
from desktop_biller.security.permissions import Permission, require
from desktop_biller.workflow.workspace import Workspace


def export_ledger(ws: Workspace) -> list[LedgerRow]:
    """The whole journal, posting by posting, with account and claim numbers but no name."""
    require(ws.actor, Permission.READ_BOOKS)
    with ws.db.writing() as session:
        audit.record(session, at=ws.clock.now(), user_name=ws.actor.name, event="ledger.exported")
        return list(ledger_rows(session))
