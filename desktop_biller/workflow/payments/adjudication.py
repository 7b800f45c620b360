"""What an insurer's answer does to one line: pure arithmetic (R61).

The charge splits into what the insurer paid, what is written off, what the next payer or the
patient owes, and what stays open because it was denied or is disputed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_biller.workflow.payments.remittance_input import AdjustmentInput

CONTRACTUAL = {
    "45": "contractual",
    "131": "contractual",
    "253": "sequestration",
    "144": "incentive",
}
"""CO reasons that are written off; any other CO reason is a denial and moves no money."""

_CAPITATION = "24"
_COVERAGE_QUESTIONS = frozenset({"26", "27", "31"})
"""PR reasons that ask first whether another payer is responsible."""


@dataclass(frozen=True, slots=True)
class LineBefore:
    """A line before this answer, in cents."""

    charge: int
    insurer_paid: int
    written_off: int


@dataclass(frozen=True, slots=True)
class PostedAdjustment:
    """An adjustment with what was done with it; ``cents`` is what was posted, after the cap."""

    told: AdjustmentInput
    posted_as: str
    cents: int
    kind: str = ""


@dataclass(slots=True)
class LineOutcome:
    """What to post on the line, in cents, and what is left to do.

    Attributes:
        paid: what the insurer paid and the line can take; ``overpaid`` is the rest.
        next_payer: what the next payer in order is asked for.
        todo: (kind, adjustment, cents) of each work item that opens.
        cut: what the insurer wrote off and the line could not hold (R61c); it is not posted.
    """

    paid: int = 0
    overpaid: int = 0
    next_payer: int = 0
    adjustments: list[PostedAdjustment] = field(default_factory=list)
    todo: list[tuple[str, AdjustmentInput, int]] = field(default_factory=list)
    cut: int = 0

    @property
    def patient(self) -> int:
        """What this answer leaves to the patient."""
        return sum(a.cents for a in self.adjustments if a.posted_as == "patient")

    @property
    def work_items(self) -> int:
        """How many things this answer leaves to do."""
        return len(self.todo) + bool(self.overpaid) + bool(self.cut)

    @property
    def written_off(self) -> int:
        """The sum of the posted write-offs."""
        return sum(a.cents for a in self.adjustments if a.posted_as == "write_off")


def adjudicate(
    before: LineBefore,
    paid: int,
    adjustments: Sequence[AdjustmentInput],
    *,
    has_next_payer: bool,
    capitated: bool,
) -> LineOutcome:
    """Split a line by an insurer's answer.

    Args:
        before: the line as it stands.
        paid: cents the insurer says it paid.
        adjustments: every reason it gives, with its sign.
        has_next_payer: another plan is on file for the date of service.
        capitated: the plan pays by the head, so that CO-24 is a write-off (R61).
    """
    outcome = LineOutcome()
    # Below zero (a payer takes responsibility back) it makes no room for more than the line holds.
    responsibility = max(0, sum(a.cents for a in adjustments if a.group == "PR"))
    room = max(0, before.charge - before.insurer_paid - before.written_off - paid - responsibility)
    raw = sum(a.cents for a in adjustments if _write_off_kind(a, capitated=capitated))
    cut = outcome.cut = max(0, raw - room)  # what would drive the line below zero
    # The last reasons told lose first, so that the first, usually the contractual one, stands.
    cuts: dict[int, int] = {}
    for index in reversed(range(len(adjustments))):
        told = adjustments[index]
        if cut and told.cents > 0 and _write_off_kind(told, capitated=capitated):
            cuts[index] = min(cut, told.cents)
            cut -= cuts[index]
    for index, told in enumerate(adjustments):
        _place(
            outcome,
            told,
            cuts.get(index, 0),
            has_next_payer=has_next_payer,
            capitated=capitated,
        )
    can_take = max(0, before.charge - before.insurer_paid - before.written_off)
    can_take -= outcome.written_off
    outcome.paid = min(paid, can_take)
    outcome.overpaid = paid - outcome.paid
    return outcome


def _place(
    outcome: LineOutcome,
    told: AdjustmentInput,
    cut: int,
    *,
    has_next_payer: bool,
    capitated: bool,
) -> None:
    kind = _write_off_kind(told, capitated=capitated)
    if kind:
        posted = PostedAdjustment(told, "write_off", told.cents - cut, kind)
    elif told.group == "PR" and told.reason in _COVERAGE_QUESTIONS:
        posted = PostedAdjustment(told, "review", 0)
        outcome.todo.append(("coverage", told, told.cents))
    elif told.group == "PR" and has_next_payer:
        posted = PostedAdjustment(told, "next_payer", told.cents)
        outcome.next_payer += told.cents
    elif told.group == "PR":
        posted = PostedAdjustment(told, "patient", told.cents)
    elif told.group == "OA":
        posted = PostedAdjustment(told, "information", 0)
        if told.reason != "23":
            outcome.todo.append(("review", told, told.cents))
    elif told.group == "CO":
        posted = PostedAdjustment(told, "denial", 0)
        outcome.todo.append(("denial", told, told.cents))
    else:
        posted = PostedAdjustment(told, "review", 0)
        outcome.todo.append(("review", told, told.cents))
    outcome.adjustments.append(posted)


def _write_off_kind(told: AdjustmentInput, *, capitated: bool) -> str:
    if told.group != "CO":
        return ""
    if told.reason == _CAPITATION:
        return "capitation" if capitated else ""
    return CONTRACTUAL.get(told.reason, "")
