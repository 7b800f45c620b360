"""The chip of a claim's state, the same wherever a claim is named."""

from desktop_biller.ui.kit.chip import ChipSpec, Hue

_LOOKS: dict[str, tuple[Hue, str]] = {
    "draft": ("grey", "draft"),
    "held": ("amber", "held"),
    "ready": ("blue", "good"),
    "sent": ("grey", "send"),
    "accepted": ("green", "good"),
    "rejected": ("red", "bad"),
    "paid": ("green", "check"),
    "denied": ("red", "blocked"),
    "appealed": ("blue", "restore"),
    "closed": ("grey", "check"),
}


def claim_chip(state: str, words: str) -> ChipSpec:
    """A claim's chip.

    Args:
        state: one of the claim's states.
        words: its word; ``Printed`` for a claim that went out on paper.
    """
    hue, icon = _LOOKS.get(state, ("grey", "claims"))
    return ChipSpec(words, hue, "print" if state == "sent" and words == "Printed" else icon)
