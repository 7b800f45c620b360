"""The ledger as a careful person would keep it on paper: plain numbers, written from the rules.

It shares no line with the product, so that the state machine can hold the one against the other.
Everything is in cents. Rule numbers are those of the billing rules.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

WRITTEN_OFF = {"45", "131", "144", "253"}
"""CO reasons that are contractual (R61); any other CO reason is a denial."""

ASKS_FOR_COVERAGE = {"26", "27", "31"}

Adjustment = tuple[str, str, int]
"""Group, reason, cents."""


@dataclass
class Line:
    """One charge line: what was paid, written off, and who owes the rest."""

    id: int
    charge: int
    insurer_paid: int = 0
    written_off: int = 0
    insurance_open: int = 0
    patient_open: int = 0
    left_to_patient: int = 0  # what insurers said is the patient's (PR)
    money: dict[int, int] = field(default_factory=dict)  # patients' payments on the line

    @property
    def room(self) -> int:
        return self.charge - self.insurer_paid - self.written_off

    @property
    def patient_paid(self) -> int:
        return sum(self.money.values())


@dataclass
class Visit:
    """One visit; ``plans`` are (coverage, payer, capitated) in the order of billing."""

    id: int
    patient: int
    day: dt.date
    plans: tuple[tuple[int, int, bool], ...]
    lines: list[Line]
    held: bool = False
    answered: bool = False
    invoiced: bool = False

    @property
    def billable(self) -> bool:
        """Nothing is pending at an insurer and nothing is disputed (R70, R79)."""
        waits = bool(self.plans) and not self.answered
        return not self.held and not waits and all(not line.insurance_open for line in self.lines)


@dataclass
class Payment:
    """One payment of a patient; ``left`` is the credit that is not on any line."""

    id: int
    patient: int
    purpose: str
    day: dt.date
    visit: int | None
    left: int
    voided: bool = False
    stood: set[int] = field(default_factory=set)  # visits whose lines it was ever on

    def belongs_to(self, visit: Visit) -> bool:
        """Taken for the visit, or a copay of its day that names none (R66b)."""
        if self.visit is not None:
            return self.visit == visit.id and self.patient == visit.patient
        same_day = self.purpose == "copay" and self.day == visit.day
        return same_day and self.patient == visit.patient


class NaiveLedger:
    """All visits and payments of a practice."""

    def __init__(self) -> None:
        self.guarantors: dict[int, int] = {}  # by patient
        self.visits: dict[int, Visit] = {}
        self.payments: dict[int, Payment] = {}
        self.overpaid: dict[int, int] = {}  # insurers' typed credit, by patient (R66a)
        self.checks: dict[int, int] = {}  # what no claim explained, by insurer's payment
        self.asked: dict[int, dt.date] = {}  # last statement, by guarantor

    # --- What happens -----------------------------------------------------------------------------

    def charge(self, visit: Visit) -> None:
        self.visits[visit.id] = visit
        for line in visit.lines:
            if visit.plans:
                line.insurance_open = line.charge
            else:
                line.patient_open = line.charge
        self.settle(visit)

    def pay(self, payment: Payment, told: Iterable[tuple[int, int]] = ()) -> None:
        """Take a payment; ``told`` are (line, cents) that the payer chose."""
        self.payments[payment.id] = payment
        if payment.purpose == "copay" or payment.visit is not None:
            for visit in self._in_order():
                named = payment.visit in (None, visit.id)
                if payment.belongs_to(visit) and named:
                    self.settle(visit)
        if told:
            by_id = {line.id: (visit, line) for visit, line in self.open_lines(payment.patient)}
            for line_id, cents in told:
                self._put(payment, *by_id[line_id], cents)
        elif payment.purpose == "account":
            self._put_oldest_first(payment)

    def use_credit(self, guarantor: int, today: dt.date) -> int:
        """Put an account's credits to its oldest balances; returns what was put (R74)."""
        used = 0
        for _, payment in sorted(self.payments.items()):
            waits = payment.purpose == "copay" and payment.visit is None and payment.day == today
            if self.guarantors[payment.patient] == guarantor and not waits:
                before = payment.left
                self._put_oldest_first(payment)
                used += before - payment.left
        return used

    def _put_oldest_first(self, payment: Payment) -> None:
        for visit, line in self.open_lines(payment.patient):
            self._put(payment, visit, line, min(payment.left, line.patient_open))

    def answer(self, visit: Visit, rank: int, told: list[tuple[int, list[Adjustment]]]) -> int:
        """An insurer's answer to all lines; returns what was written off."""
        visit.answered = True
        *_, capitated = visit.plans[rank - 1]
        last = rank == len(visit.plans)
        written_off = 0
        for line, (paid, reasons) in zip(visit.lines, told, strict=True):
            responsibility = sum(cents for group, _, cents in reasons if group == "PR")
            contractual = 0
            for group, reason, cents in reasons:
                agreed = reason in WRITTEN_OFF or (reason == "24" and capitated)
                if group == "CO" and agreed:
                    contractual += cents
                elif group == "PR" and reason not in ASKS_FOR_COVERAGE:
                    line.left_to_patient += cents if last else 0
                elif (group, reason) != ("OA", "23"):
                    visit.held = True
            off = min(contractual, max(0, line.room - paid - responsibility))  # R61c
            taken = min(paid, line.room - off)
            line.written_off += off
            line.insurer_paid += taken
            line.insurance_open -= off + taken
            self.overpaid[visit.patient] = self.overpaid.get(visit.patient, 0) + paid - taken
            written_off += off
        self.settle(visit)
        return written_off

    def void(self, payment: Payment) -> None:
        for visit in self.visits.values():
            for line in visit.lines:
                line.patient_open += line.money.pop(payment.id, 0)
        payment.left, payment.voided = 0, True
        for visit_id in sorted(payment.stood):
            self.settle(self.visits[visit_id])

    def settle(self, visit: Visit) -> None:
        """Put patients' money and the patient's part where they belong (R61, R66)."""
        before = [line.patient_open + line.patient_paid for line in visit.lines]
        own = [p for p in self.payments.values() if p.belongs_to(visit)]
        for line in visit.lines:
            for payment in own:
                payment.left += line.money.pop(payment.id, 0)
            for payment_id in sorted(line.money, reverse=True):  # what no longer fits comes off
                off = min(max(0, line.patient_paid - line.room), line.money[payment_id])
                line.money[payment_id] -= off
                self.payments[payment_id].left += off
        for answered in (True, False):
            for line in visit.lines:
                asked = line.left_to_patient if visit.plans and answered else line.room
                for payment in own:
                    fits = min(asked, line.room) - line.patient_paid
                    cents = max(0, min(payment.left, fits))
                    line.money[payment.id] = line.money.get(payment.id, 0) + cents
                    payment.left -= cents
                    if cents:
                        payment.stood.add(visit.id)
        for line, part_before in zip(visit.lines, before, strict=True):
            asked = line.left_to_patient if visit.plans else line.room
            part = min(line.room, max(asked, line.patient_paid))
            line.insurance_open -= part - part_before
            line.patient_open = part - line.patient_paid

    def _put(self, payment: Payment, visit: Visit, line: Line, cents: int) -> None:
        line.money[payment.id] = line.money.get(payment.id, 0) + cents
        line.patient_open -= cents
        payment.left -= cents
        if cents:
            payment.stood.add(visit.id)

    # --- What stands ------------------------------------------------------------------------------

    def open_lines(self, patient: int) -> list[tuple[Visit, Line]]:
        """Lines of the guarantor's patients with something open for them, oldest first."""
        found = [
            (visit, line)
            for visit in self.of_guarantor(self.guarantors[patient])
            for line in visit.lines
            if line.patient_open
        ]
        return sorted(found, key=lambda pair: (pair[0].day, pair[1].id))

    def of_guarantor(self, guarantor: int) -> list[Visit]:
        return [v for v in self._in_order() if self.guarantors[v.patient] == guarantor]

    def due(self, guarantor: int) -> int:
        """What a statement may ask: billable patient parts less all credit (R70)."""
        owed = sum(
            line.patient_open
            for visit in self.of_guarantor(guarantor)
            if visit.billable
            for line in visit.lines
        )
        credit = sum(
            p.left for p in self.payments.values() if self.guarantors[p.patient] == guarantor
        )
        return owed - credit

    def state(self, patient: int | None = None) -> tuple[int, ...]:
        """The seven figures of one patient, or of all: charges to credit, as the scenarios."""
        lines = [
            line for v in self.visits.values() if patient in (None, v.patient) for line in v.lines
        ]
        left = sum(p.left for p in self.payments.values() if patient in (None, p.patient))
        over = sum(cents for who, cents in self.overpaid.items() if patient in (None, who))
        over += sum(self.checks.values()) if patient is None else 0
        return (
            sum(line.charge for line in lines),
            sum(line.insurer_paid for line in lines) + over,
            sum(line.patient_paid for line in lines) + left,
            sum(line.written_off for line in lines),
            sum(line.insurance_open for line in lines),
            sum(line.patient_open for line in lines),
            left + over,
        )

    def lines(self) -> Iterator[Line]:
        for visit in self._in_order():
            yield from visit.lines

    def _in_order(self) -> list[Visit]:
        return [self.visits[visit_id] for visit_id in sorted(self.visits)]
