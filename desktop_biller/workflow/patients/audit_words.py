"""What the audit trail's events are called where a person reads them."""

_WORDS = {
    "authorization.recorded": "Authorization recorded",
    "case.recorded": "Accident or injury recorded",
    "claim.made": "Claim made",
    "claim.printed": "Claim form printed",
    "claim.sent": "Claim marked as sent",
    "claims.sent": "Claims marked as sent",
    "clock.set_back": "The computer's clock was set back",
    "coverage.changed": "Insurance changed",
    "coverage.recorded": "Insurance recorded",
    "credit.applied": "Credit applied",
    "eligibility.recorded": "Eligibility checked",
    "invoice.issued": "Invoice made",
    "note.finished": "Note done",
    "note.written": "Note written",
    "paper.saved": "Document saved outside the program",
    "patient.changed": "Details changed",
    "patient.registered": "Registered",
    "patient.viewed": "Record opened",
    "payment.taken": "Payment taken",
    "payment.voided": "Payment voided",
    "remittance.posted": "Insurance payment posted",
    "statement.issued": "Statement made",
    "visit.recorded": "Visit recorded",
}


def event_words(event: str) -> str:
    """``Record opened`` for ``patient.viewed``; an event without its own words as it is."""
    return _WORDS.get(event) or event.replace(".", " ").replace("_", " ").capitalize()
