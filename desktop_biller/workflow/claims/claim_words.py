"""A claim's state, and what is to be done next, in the words of the screens: pure."""

STATE_WORDS = {
    "draft": "Draft",
    "held": "Held",
    "ready": "Ready",
    "sent": "Sent",
    "accepted": "Accepted",
    "rejected": "Rejected",
    "paid": "Paid",
    "denied": "Denied",
    "appealed": "Appealed",
    "closed": "Closed",
}
"""In the order in which a claim may pass through them, which is that of the tabs."""

LIST_PARTS = {**STATE_WORDS, "no_answer": "No answer"}
"""The parts of the list: the states, and the claims that nobody answered in time."""

DONE_STATES = ("paid", "closed")
"""Nobody waits for these."""

ANSWER_DAYS = 30
"""Payers answer within them; after that somebody calls."""

_NEXT = {
    "draft": "Finish the claim",
    "held": "Fix or release",
    "ready": "Print or send",
    "sent": "Wait for answer",
    "accepted": "Wait for payment",
    "rejected": "Fix and send",
    "paid": "Nothing to do",
    "denied": "Work in Follow-up",
    "appealed": "Work in Follow-up",
    "closed": "Nothing to do",
}
_SENTENCES = {
    "draft": "Finish the claim; it is not checked yet.",
    "held": "The claim is held. Fix what holds it, or release it.",
    "ready": "Print the claim or send it, then mark it as sent.",
    "sent": "Wait for the answer of {payer}. It was sent {waited}.",
    "accepted": "{payer} took the claim in {waited}. Wait for the payment.",
    "rejected": "The claim never reached the payer. Fix what was wrong and send it again.",
    "paid": "Nothing is left to do.",
    "denied": "{payer} denied the claim {waited}. Work it in Follow-up.",
    "appealed": "An appeal was made {waited}. Its date is kept in Follow-up.",
    "closed": "Nothing is left to do.",
}
_WAITING = ("sent", "accepted")


def chip_words(state: str, *, on_paper: bool) -> str:
    """The chip of a row: the state, and ``Printed`` for a claim that went out on paper."""
    return "Printed" if state == "sent" and on_paper else STATE_WORDS[state]


def next_action(state: str, days: int) -> str:
    """What to do next, in a few words.

    Args:
        state: the claim's.
        days: since it came into that state.
    """
    if state in _WAITING and days > ANSWER_DAYS:
        return "Call the payer"
    return _NEXT[state]


def next_sentence(state: str, days: int, payer: str) -> str:
    """The same as a sentence or two, for the claim in full."""
    waited = "today" if days == 0 else f"{days} day{'' if days == 1 else 's'} ago"
    if state in _WAITING and days > ANSWER_DAYS:
        return f"{payer} has not answered for {days} days. Call and ask where the claim stands."
    return _SENTENCES[state].format(payer=payer, waited=waited)
