"""Where each card of Today leads."""

from desktop_biller.ui.desk import Place

BACKUP = "backup"
"""Key of the card that tells of the backup."""

PLACES = {
    "visits_not_billed": Place("visits", shown="not_billed"),
    "claims_ready": Place("claims", shown="ready"),
    "claims_rejected": Place("claims", shown="rejected"),
    "denied": Place("claims", shown="denied"),
    "no_answer": Place("claims", shown="no_answer"),
    "filing_due": Place("visits", shown="filing_due"),
    "follow_ups_due": Place("followup"),
    "unapplied_credits": Place("payments", shown="unapplied"),
    "copays_missed": Place("visits", shown="today"),
    "statements_due": Place("statements"),
    BACKUP: Place("setup", shown="backups"),
}
"""By the card's key."""
