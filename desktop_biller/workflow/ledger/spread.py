"""Where the money that belongs to a visit stands on its lines: pure arithmetic.

A payment taken for a visit belongs to the visit (R66b). It fills the patient's parts in line
order first, then what insurers have not answered yet (there it stands as expected patient share),
and only what is left after both is a credit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineRoom:
    """How much of a line patients' money may fill, in cents.

    Attributes:
        due: the part the insurers have left to the patient.
        room: all that insurers' payments and write-offs leave, ``due`` included.
        fixed: money of other payments (not the visit's own) that stands on the line.
    """

    due: int
    room: int
    fixed: int


def spread(
    lines: Sequence[LineRoom], money: Mapping[int, int]
) -> tuple[list[dict[int, int]], dict[int, int]]:
    """Spread each payment over the lines.

    Args:
        lines: the visit's lines in order.
        money: cents of each of the visit's payments, by payment id, in order.

    Returns:
        For each line the cents of each payment that stand on it, and what is left of each.
    """
    placed: list[dict[int, int]] = [{} for _ in lines]
    left = dict(money)
    limits = [min(line.due, line.room) - line.fixed for line in lines]
    _fill(placed, left, limits)
    limits = [line.room - line.fixed for line in lines]
    _fill(placed, left, limits)
    return placed, left


def _fill(placed: list[dict[int, int]], left: dict[int, int], limits: Sequence[int]) -> None:
    for on_line, limit in zip(placed, limits, strict=True):
        space = limit - sum(on_line.values())
        for payment_id, available in left.items():
            part = min(space, available)
            if part > 0:
                on_line[payment_id] = on_line.get(payment_id, 0) + part
                left[payment_id] = available - part
                space -= part


def patient_part(due: int, room: int, paid: int) -> int:
    """The part of a line that stands on the patient's side, in cents.

    What the insurers left to the patient, or what patients already paid if that is more (a copay
    before the insurer's answer), but never more than insurers and write-offs leave.
    """
    return max(min(max(due, paid), room), 0)
