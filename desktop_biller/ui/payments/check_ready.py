"""Whether a typed check may be posted, and how it stands in words: pure."""

from dataclasses import dataclass
from typing import Literal

from desktop_biller.foundation.errors import RefusedError
from desktop_biller.foundation.money import dollars
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.payments.typed_check import CheckHead, RowKey, TypedCheck
from desktop_biller.workflow.payments.remittance import RemittancePosted


@dataclass(frozen=True, slots=True)
class Tile:
    """What is left to post, as the tile beside the head shows it."""

    hue: Literal["grey", "amber", "green", "red"]
    title: str
    more: str
    amount: str


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Why the check can't be posted, and the cell to look at, where it is one."""

    error: RefusedError
    key: RowKey | None = None
    column: str = ""


def tile_of(head: CheckHead, check: TypedCheck) -> Tile:
    """Amber while something is left, green once all is posted, red where it is too much."""
    posted = check.paid_cents
    more = f"posted {money(posted)}"
    if head.cents is None:
        return Tile("grey", "Left to post", more, "")
    left = money(head.cents - posted)
    if posted > head.cents:
        return Tile("red", "Too much posted", more, left)
    if posted == head.cents and check.touched():
        return Tile("green", "All posted", more, left)
    return Tile("amber", "Left to post", more, left)


def blank_field(head: CheckHead) -> tuple[str, str] | None:
    """The first field over the grid that is blank, with words for it."""
    needed = (
        ("payer", head.payer_id, "Choose whose check this is."),
        ("reference", head.reference or None, "Type the number on the check."),
        ("dated", head.dated, "Type the date on the check."),
        ("cents", head.cents, "Type the amount; 0 for none."),
    )
    return next(((name, words) for name, value, words in needed if value is None), None)


def in_the_way(head: CheckHead, check: TypedCheck) -> InTheWay | None:
    """What stands against posting, the first thing of it; None where nothing does.

    A rest that the claims don't take is no hindrance: the user may leave it unapplied.
    """
    if not check.touched():
        return InTheWay(
            RefusedError(
                "No claim of this check has an amount yet.",
                effect="Nothing was posted.",
                remedy="Find a claim by its name and press Space, or type what was paid.",
            )
        )
    wrong = check.standing_in_the_way()
    if wrong:
        return _claim_in_the_way(check, len(wrong))
    over = check.paid_cents - (head.cents or 0)
    if over > 0:
        return InTheWay(
            RefusedError(
                f"The claims were paid {dollars(over)} more than this check holds.",
                effect="Nothing was posted.",
                remedy="Compare the amounts with the paper.",
                field="cents",
            )
        )
    return None


def to_look_at(check: TypedCheck) -> int:
    """How many claims are not simply good."""
    told = (check.result(claim).claim.outcome for claim in check.touched())
    return sum(outcome not in ("", "good") for outcome in told)


def posted_words(head: CheckHead, posted: RemittancePosted) -> str:
    """What was done, in one sentence."""
    words = (
        f"Check {head.reference} posted: {dollars(posted.paid_cents)} paid,"
        f" {dollars(posted.written_off_cents)} written off"
    )
    if posted.unapplied_cents:
        words += f", {dollars(posted.unapplied_cents)} unapplied"
    left = posted.work_items
    return f"{words}; {left} line{'' if left == 1 else 's'} to follow up." if left else f"{words}."


def _claim_in_the_way(check: TypedCheck, count: int) -> InTheWay:
    first = check.standing_in_the_way()[0]
    told = check.result(first).claim
    numbers = [line.number for line in first.lines]
    at = numbers.index(told.line) if told.line and len(first.lines) > 1 else -1
    many = f"{count} claims are" if count > 1 else "One claim is"
    why = (
        "was answered before"
        if first.answered_on
        else f"has {money(told.left_cents)} left"
        if told.left_cents
        else "has lines that don't add up"
    )
    return InTheWay(
        RefusedError(
            f"{many} not right yet: {first.patient}, {first.number}, {why}.",
            effect="Nothing was posted.",
            remedy="Compare it with the paper, or take it out with Ctrl+Delete.",
        ),
        RowKey(first.claim_id, at),
        told.column or "paid",
    )
