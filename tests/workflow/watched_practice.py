"""Commands that go to a practice file and to the naive ledger beside it."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_biller.security.permissions import Actor
from tests.office import ADDRESS
from tests.workflow.naive_ledger import Adjustment, Line, Payment, Visit
from tests.workflow.practice_beside import FIRST_DAY, PracticeBeside

__all__ = ["FIRST_DAY", "WatchedPractice", "payer_of"]

Answer = tuple[Visit, int, list[tuple[int, list[Adjustment]]]]
"""A visit, the rank of the plan that answers, and per line what is paid and the reasons."""

MINIMUM = 500


class WatchedPractice(PracticeBeside):
    """Each command is carried out twice, and what it should be refused for is foreseen."""

    def __init__(self, template: Path, key: bytes, actor: Actor) -> None:
        super().__init__(template, key, actor)
        self.plans: dict[int, tuple[tuple[int, int, bool], ...]] = {}  # by patient
        self.claims: dict[tuple[int, int], int] = {}  # by visit and rank
        self.answered: set[int] = set()

    def register(self, payers: tuple[int, ...], relative: int | None = None) -> int:
        found = self.do(
            "register_patient",
            name={"last": "Delgado", "first": "Rosa"},
            birth_date="1968-04-12",
            sex="F",
            address=ADDRESS,
            not_a_duplicate=True,
            guarantor_id=self.book.guarantors.get(relative or 0),
        )
        patient: int = found.patient_id
        self.book.guarantors[patient] = found.guarantor_id
        coverages = []
        for rank, payer in enumerate(payers, start=1):
            kept = self.do(
                "record_coverage",
                patient_id=patient,
                payer_id=payer,
                rank=rank,
                member_id="XQ1",
                effective_from="2025-01-01",
            )
            coverages.append((kept.coverage_id, payer, payer == 3))
        self.plans[patient] = tuple(coverages)
        return patient

    def visit(
        self, patient: int, charges: list[int], day: dt.date, *, self_pay: bool = False
    ) -> Visit:
        kept = self.do("record_visit", **_visit(patient, charges, day), self_pay=self_pay)
        lines = [Line(i, cents) for i, cents in zip(kept.line_ids, charges, strict=True)]
        plans = () if self_pay else self.plans[patient]
        visit = Visit(kept.encounter_id, patient, day, plans, lines)
        self.book.charge(visit)
        return visit

    def pay(
        self,
        patient: int,
        cents: int,
        purpose: str,
        visit: int | None = None,
        told: Sequence[tuple[int, int]] = (),
    ) -> Payment:
        taken = self.do(
            "take_patient_payment",
            patient_id=patient,
            cents=cents,
            purpose=purpose,
            method="check" if purpose == "account" else "cash",
            encounter_id=visit,
            allocations=[{"line_id": line, "cents": part} for line, part in told],
        )
        payment = Payment(taken.payment_id, patient, purpose, self.today, visit, cents)
        self.book.pay(payment, told)
        assert (taken.applied_cents, taken.unapplied_cents) == (cents - payment.left, payment.left)
        return payment

    def use_credit(self, patient: int) -> None:
        guarantor = self.book.guarantors[patient]
        used = self.book.use_credit(guarantor, self.today)
        if used:
            assert self.do("apply_credit", guarantor_id=guarantor).applied_cents == used
        else:
            self.refused("apply_credit", "no credit", guarantor_id=guarantor)

    def void(self, payment: Payment) -> None:
        values = {"payment_id": payment.id, "reason": "Typed twice"}
        if payment.voided:  # R67a, X27
            self.refused("void_patient_payment", "already reversed", **values)
        else:
            self.do("void_patient_payment", **values)
            self.book.void(payment)

    def claim(self, visit: Visit, rank: int) -> None:
        values = {"encounter_id": visit.id, "coverage_id": visit.plans[rank - 1][0]}
        if (visit.id, rank) in self.claims:
            self.refused("make_claim", "already has a claim", **values)
        else:
            self.claims[visit.id, rank] = self.do("make_claim", **values).claim_id

    def may_answer(self, visit: Visit, rank: int) -> bool:
        """The second payer is asked once the first has answered (R65g)."""
        if rank == 1 or visit.answered:
            return True
        values = {"encounter_id": visit.id, "coverage_id": visit.plans[rank - 1][0]}
        self.refused("make_claim", "has not answered", **values)
        return False

    def answer(self, answers: Sequence[Answer], rest: int) -> None:
        """One check of one payer for one or more claims."""
        answers = [told for told in answers if self.may_answer(*told[:2])]
        if not answers:
            return
        ids, claims = [], []
        for visit, rank, told in answers:
            if (visit.id, rank) not in self.claims:
                self.claim(visit, rank)
            ids.append(self.claims[visit.id, rank])
            lines = [_typed(number, line) for number, line in enumerate(told, 1)]
            claims.append({"claim_id": ids[-1], "lines": lines})
        check = {
            "payer_id": payer_of(answers[0]),
            "cents": sum(paid for *_, told in answers for paid, _ in told) + rest,
            "reference": f"CHK{len(self.done)}",
            "dated": self.today.isoformat(),
            "leave_unapplied": True,
            "claims": claims,
        }
        if self.answered.intersection(ids) or len(set(ids)) < len(ids):
            self.refused("post_remittance", "already answered", **check)
            return
        posted = self.do("post_remittance", **check)
        written_off = sum(self.book.answer(*answer) for answer in answers)
        self.book.checks[posted.payment_id] = rest
        self.answered.update(ids)
        assert (posted.written_off_cents, posted.unapplied_cents) == (written_off, rest)

    def statement(self, patient: int, *, small: bool, soon: bool) -> None:
        guarantor = self.book.guarantors[patient]
        values = {"guarantor_id": guarantor, "even_if_small": small, "even_if_recent": soon}
        due, last = self.book.due(guarantor), self.book.asked.get(guarantor)
        if due <= 0:
            self.refused("issue_statement", "Nothing is due", **values)
        elif due < MINIMUM and not small:
            self.refused("issue_statement", "below your minimum", **values)
        elif last and (self.today - last).days < 28 and not soon:
            self.refused("issue_statement", "The last statement", **values)
        else:
            assert self.do("issue_statement", **values).amount_due_cents == due
            self.book.asked[guarantor] = max(self.today, last or self.today)

    def invoice(self, visit: Visit) -> None:
        if visit.invoiced:
            self.refused("issue_invoice", "already on invoice", encounter_ids=[visit.id])
        else:
            issued = self.do("issue_invoice", encounter_ids=[visit.id])
            assert issued.balance_cents == sum(line.patient_open for line in visit.lines)
            visit.invoiced = True

    def close_day(self, day: dt.date) -> None:
        if self.closed and day <= max(self.closed):
            self.refused("close_day", "already closed", day=day.isoformat())
        else:
            self.closed[day] = self.do("close_day", day=day.isoformat()).digest

    def refuse_to_post(self, patient: int, cents: int) -> None:
        """Nothing is posted on a closed day (R82)."""
        self.refused("record_visit", "books are closed", **_visit(patient, [cents], self.today))
        pay = {"patient_id": patient, "cents": cents, "purpose": "copay", "method": "cash"}
        self.refused("take_patient_payment", "books are closed", **pay)


def payer_of(answer: Answer) -> int:
    """Who answers."""
    visit, rank, _ = answer
    return visit.plans[rank - 1][1]


def _typed(number: int, told: tuple[int, list[Adjustment]]) -> dict[str, Any]:
    paid, reasons = told
    return {
        "line": number,
        "paid_cents": paid,
        "adjustments": [{"group": g, "reason": r, "cents": c} for g, r, c in reasons],
    }


def _visit(patient: int, charges: list[int], day: dt.date) -> dict[str, Any]:
    lines = [{"code": "G0439", "charge_cents": cents, "pointers": [1]} for cents in charges]
    return {
        "patient_id": patient,
        "provider_id": 1,
        "service_date": day.isoformat(),
        "diagnoses": ["E11.9"],
        "lines": lines,
    }
