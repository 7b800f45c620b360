"""A patient's account: rows, running balance, open items; they always come to the same figures."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_biller.foundation.errors import PermissionDeniedError, RefusedError
from desktop_biller.workflow.patients.account import PatientAccount, patient_account
from desktop_biller.workflow.patients.record import patient_header
from desktop_biller.workflow.payments.credit import ApplyCredit, apply_credit
from desktop_biller.workflow.payments.patient_payment import PaymentTaken
from tests.office import Office, command


def day(words: str) -> dt.date:
    return dt.date.fromisoformat(words)


def account(office: Office, patient_id: int) -> PatientAccount:
    """The account, proved: last balance = open items = the strip = the journal's own sums."""
    told = patient_account(office.ws, patient_id)
    state = office.state(patient_id)
    strip = patient_header(office.ws, patient_id)
    assert told.balance_cents == sum(item.cents for item in told.open_items)
    assert (told.rows[-1].balance_cents if told.rows else 0) == told.balance_cents
    assert told.balance_cents == strip.balance_cents
    assert sum(told.patient_by_age) == told.patient_cents
    figures = (state.patient_open, state.insurance_open, state.credit)
    assert (told.patient_cents, told.insurance_cents, told.credit_cents) == figures
    assert (strip.patient_cents, strip.insurance_cents, strip.credit_cents) == figures
    assert sum(claim.cents for claim in told.waiting) <= told.insurance_cents
    return told


def rows(told: PatientAccount) -> list[tuple[str, str, int | None, int | None, int]]:
    """Each row as the screen shows it: words, chip, charge, paid or adjusted, balance."""
    return [
        (
            row.words,
            row.belongs_to.label if row.belongs_to else "",
            row.charge_cents,
            row.paid_or_adjusted_cents,
            row.balance_cents,
        )
        for row in told.rows
    ]


def test_an_account_tells_the_whole_way_of_a_visit(office: Office) -> None:
    registered = office.insured_patient()
    patient = registered.patient_id
    visit = office.visit(patient, ("G0101", 7500), ("G0168", 17000))
    claim = office.claim(visit)
    office.on(day("2026-03-16"))
    office.remit(claim.claim_id, (5000, "CO-45 800, PR-3 1700"), (5000, "CO-45 10000, PR-2 2000"))
    office.on(day("2026-03-17"))
    statement = office.statement(registered.guarantor_id)
    office.on(day("2026-03-30"))
    paid = office.pay(patient, 1700, "account", method="check", reference="412")
    told = account(office, patient)
    number = f"Claim {claim.number}"
    assert rows(told) == [
        ("G0101 Office visit", number, 7500, None, 7500),
        ("G0168 Wound closure", number, 17000, None, 24500),
        ("Blue Harbor Health paid", "Check 88123", None, -10000, 14500),
        ("Contract write-off", "Check 88123", None, -10800, 3700),
        ("Statement sent, 37.00 due", f"Stmt {statement.paper.number}", None, None, 3700),
        ("Patient payment, check 412", f"Receipt {paid.receipt.number}", None, -1700, 2000),
    ]
    assert [row.date for row in told.rows] == [
        *[day("2026-03-02")] * 2,
        *[day("2026-03-16")] * 2,
        day("2026-03-17"),
        day("2026-03-30"),
    ]
    (left,) = told.open_items
    assert (left.code, left.owed_by, left.cents) == ("G0168", "patient", 2000)
    assert [row.is_open for row in told.rows] == [False, True, True, True, False, False]
    assert told.patient_by_age == (2000, 0, 0, 0, 0)
    assert told.owed_since == day("2026-03-16")
    assert (told.last_payment_on, told.last_payment_cents) == (day("2026-03-30"), 1700)
    assert told.waiting == ()


def test_a_chip_names_what_it_opens(office: Office) -> None:
    patient = office.insured_patient().patient_id
    claim = office.claim(office.visit(patient, ("G0101", 7500)))
    posted = office.remit(claim.claim_id, (5800, "PR-3 1700"))
    paid = office.pay(patient, 1700, "account")
    chips = [row.belongs_to for row in account(office, patient).rows]
    assert [(chip.kind, chip.row_id, chip.state) for chip in chips if chip] == [
        ("claim", claim.claim_id, "paid"),
        ("check", posted.payment_id, ""),
        ("receipt", paid.receipt.document_id, ""),
    ]


def test_a_voided_payment_stays_and_its_reversal_stands_on_its_own_day(office: Office) -> None:
    patient = office.patient().patient_id
    office.visit(patient, ("G0101", 15000))
    paid = office.pay(patient, 4000, "account", method="card", reference="4821")
    office.on(day("2026-03-05"))
    office.void(paid)
    told = account(office, patient)
    receipt = f"Receipt {paid.receipt.number}"
    assert rows(told)[1:] == [
        ("Patient payment, card ending 4821", receipt, None, -4000, 11000),
        ("Reversal: Patient payment, card ending 4821", receipt, None, 4000, 15000),
    ]
    last = told.rows[-1]
    assert (last.date, last.is_reversal, last.note) == (day("2026-03-05"), True, "Typed twice")
    assert told.last_payment_on is None


def test_unapplied_money_is_an_open_item_below_zero(office: Office) -> None:
    patient = office.patient().patient_id
    paid = office.pay(patient, 2500, "prepayment")
    told = account(office, patient)
    (credit,) = told.open_items
    assert (credit.owed_by, credit.cents, credit.words) == ("credit", -2500, "Prepayment, cash")
    assert credit.payment_id == paid.payment_id
    assert told.rows[0].is_open
    assert told.balance_cents == -2500


def test_what_an_insurer_paid_too_much_is_its_credit_in_the_row_of_its_check(
    office: Office,
) -> None:
    other = office.payer("Second Shore", payer_id="SS002")
    patient = office.insured_patient().patient_id
    second = office.coverage(patient, rank=2, payer_id=other)
    visit = office.visit(patient, ("G0101", 10000))
    office.remit(office.claim(visit).claim_id, (10000, ""))
    follow = office.claim(visit, coverage_id=second)
    office.remit(follow.claim_id, (10000, ""), payer_id=other)
    told = account(office, patient)
    assert [row.paid_or_adjusted_cents for row in told.rows] == [None, -10000, -10000]
    assert told.rows[-1].words == "Second Shore paid"
    (credit,) = told.open_items
    assert (credit.owed_by, credit.payer, credit.cents) == ("credit", "Second Shore", -10000)


def test_a_denial_is_told_though_it_moved_nothing(office: Office) -> None:
    patient = office.insured_patient().patient_id
    claim = office.claim(office.visit(patient, ("G0101", 10000)))
    office.on(day("2026-03-20"))
    office.remit(claim.claim_id, (0, "CO-97 10000"))
    told = account(office, patient)
    assert rows(told)[-1] == (
        *("Blue Harbor Health answered, nothing paid", "Check 88123"),
        *(None, None, 10000),
    )
    (waiting,) = told.waiting
    assert (waiting.number, waiting.state, waiting.cents) == (claim.number, "denied", 10000)


def test_a_payment_on_a_relatives_line_is_told_on_both_accounts(office: Office) -> None:
    parent = office.patient(name={"last": "Delgado", "first": "Rosa"})
    child = office.patient(
        name={"last": "Delgado", "first": "Mateo"}, guarantor_id=parent.guarantor_id
    )
    office.visit(child.patient_id, ("P9612", 1500))
    office.pay(parent.patient_id, 1500, "account")
    assert rows(account(office, child.patient_id))[-1] == (
        *("Patient payment, cash, from Rosa Delgado", "Receipt R-2026-00001"),
        *(None, -1500, 0),
    )
    assert [row[0] for row in rows(account(office, parent.patient_id))] == [
        "Patient payment, cash",
        "Credit used for a relative",
    ]


def test_a_charge_that_was_entered_later_names_its_date_of_service(office: Office) -> None:
    patient = office.patient().patient_id
    office.visit(patient, ("G0101", 7500), service_date="2026-02-20")
    (row,) = account(office, patient).rows
    assert (row.date, row.service_date) == (day("2026-03-02"), day("2026-02-20"))
    assert row.words == "G0101 Office visit, 02/20/2026"


@pytest.mark.parametrize(
    ("later", "ages"),
    [
        ("2026-04-01", (15000, 0, 0, 0, 0)),
        ("2026-04-02", (0, 15000, 0, 0, 0)),
        ("2026-05-02", (0, 0, 15000, 0, 0)),
        ("2026-06-01", (0, 0, 0, 15000, 0)),
        ("2026-07-01", (0, 0, 0, 0, 15000)),
    ],
)
def test_the_patients_part_is_as_old_as_it_is_the_patients(
    later: str, ages: tuple[int, ...], office: Office
) -> None:
    patient = office.patient().patient_id
    office.visit(patient, ("G0101", 15000))
    office.on(day(later))
    assert account(office, patient).patient_by_age == ages


def test_insurance_items_name_payer_and_claim(office: Office) -> None:
    patient = office.insured_patient().patient_id
    claim = office.claim(office.visit(patient, ("G0101", 10000)))
    told = account(office, patient)
    (item,) = told.open_items
    assert (item.owed_by, item.payer, item.claim_id) == (
        *("insurance", "Blue Harbor Health"),
        claim.claim_id,
    )
    assert told.waiting[0].sent_on is None


def test_an_empty_account_has_no_rows(office: Office) -> None:
    told = account(office, office.patient().patient_id)
    assert (told.rows, told.open_items, told.owed_since) == ((), (), None)


def test_an_unknown_patient_is_refused_in_words(office: Office) -> None:
    with office.refusing("There is no patient number 99"):
        patient_account(office.ws, 99)


def test_a_provider_may_not_read_the_account(office: Office) -> None:
    patient = office.patient().patient_id
    with office.acting_as("provider"), pytest.raises(PermissionDeniedError):
        patient_account(office.ws, patient)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["visit", "copay", "account", "ahead", "answer", "void", "use"]),
        st.integers(0, 3),
        st.integers(1, 30_000),
    ),
    min_size=2,
    max_size=12,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_was_posted_balance_and_open_items_agree(
    steps: list[tuple[str, int, int]], office: Office
) -> None:
    """The same office for all examples: each has people of its own."""
    parent = office.insured_patient(not_a_duplicate=True)
    child = office.insured_patient(guarantor_id=parent.guarantor_id, not_a_duplicate=True)
    people = [parent.patient_id, child.patient_id]
    claims: list[tuple[int, int]] = []
    payments: list[PaymentTaken] = []
    for number, (what, who, cents) in enumerate(steps):
        patient = people[who % 2]
        office.on(office.clock.today() + dt.timedelta(days=who))
        if what == "visit":
            claims.append((office.claim(office.visit(patient, ("G0101", cents))).claim_id, cents))
        elif what == "answer" and claims:
            claim, charge = claims.pop(who % len(claims))  # an insurer answers once
            paid, discount = min(cents, charge), (charge - min(cents, charge)) // 2
            left = charge - paid - discount
            told = f"CO-45 {discount}, PR-1 {left}"
            office.remit(claim, (paid, told), reference=f"{office.people}-{number}")
        elif what == "void" and payments:
            office.void(payments.pop())
        elif what == "use":
            with suppress(RefusedError):  # nothing to use
                apply_credit(office.ws, command(ApplyCredit, guarantor_id=parent.guarantor_id))
        elif what in ("copay", "account", "ahead"):
            purpose = "prepayment" if what == "ahead" else what
            payments.append(office.pay(patient, cents, purpose))
    for patient in people:
        account(office, patient)
