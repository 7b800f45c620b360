"""The invented people and amounts of the sample pages, as builders for the tests of papers."""

import datetime as dt
from dataclasses import replace
from typing import Any

from desktop_biller.facts.papers import (
    DaySheetCheck,
    DaySheetFacts,
    DaySheetLine,
    DaySheetPeriod,
    DaySheetRow,
    InvoiceDeduction,
    InvoiceFacts,
    InvoiceLine,
    Letterhead,
    PendingItem,
    ReceiptFacts,
    ReceiptLine,
    StatementFacts,
    StatementItem,
    StatementPatient,
)
from desktop_biller.facts.people import Address

LETTERHEAD = Letterhead(
    name="Cedar Hollow Family Medicine",
    address=Address("1200 Cedar Hollow Road", "Suite 4", "Springfield", "OH", "45502"),
    phone="9375550142",
    hours="Monday to Friday, 8 am to 4:30 pm",
    tax_id="12-3456789",
    npi="1999999984",
    website="chfm.example/pay",
    remit_lines=(
        "Cedar Hollow Family Medicine",
        "Patient Payments",
        "PO Box 4410",
        "Springfield, OH 45501",
    ),
    returned_check_fee_cents=2500,
    is_sample=True,
)
JUNIPER_LANE = Address("418 Juniper Lane", "Apt 2B", "Springfield", "OH", "45503-1127")
DEDUCTIBLE = "Deductible: your part comes first"
FRIENDLY = "Thank you for your visit. Your insurance has answered, and this part is yours to pay."
COINSURANCE = "Coinsurance: your share, 20%"


def make_item(  # noqa: PLR0917 - a row as it reads on the page
    day: str,
    words: str,
    charge: int,
    insurance: int,
    discount: int,
    paid: int,
    reason: str,
) -> StatementItem:
    """A service whose last column follows from the others; amounts in cents."""
    owed = charge - insurance - discount - paid
    date = dt.date.fromisoformat(day)
    return StatementItem(date, words, charge, insurance, discount, paid, owed, reason)


def family() -> tuple[StatementPatient, ...]:
    """Three patients with eleven services, as sample pages 1 and 2 show them."""
    rosa = (
        make_item(
            "2026-03-02", "Office visit", 18500, 9840, 5660, 3000, "Copay: the fee for each visit"
        ),
        make_item("2026-03-02", "Blood draw", 1500, 0, 617, 0, DEDUCTIBLE),
        make_item("2025-12-15", "Health class, 30 minutes", 9500, 4244, 4195, 1061, COINSURANCE),
        make_item("2025-12-15", "Vitamin B12 shot", 1200, 0, 0, 939, "Not covered by your plan"),
    )
    mateo = (
        make_item("2026-02-20", "Flu vaccine", 3800, 2560, 1240, 0, "Paid in full"),
        make_item("2026-02-20", "Giving the flu vaccine", 4000, 2288, 1712, 0, "Paid in full"),
        make_item("2026-01-12", "Wrist brace", 7500, 3586, 2200, 0, DEDUCTIBLE),
        make_item("2026-01-12", "Breathing treatment", 6000, 2536, 2830, 0, COINSURANCE),
    )
    ines = (
        make_item("2026-02-24", "New patient visit", 29000, 12835, 12956, 0, COINSURANCE),
        make_item("2026-02-24", "Wound closure", 6000, 2536, 2830, 0, COINSURANCE),
        make_item("2026-02-24", "Lab test", 3200, 0, 1395, 0, DEDUCTIBLE),
    )
    return (
        StatementPatient("Rosa Delgado", "Elena Park, MD", rosa),
        StatementPatient("Mateo Delgado", "Elena Park, MD", mateo),
        StatementPatient("Ines Delgado", "Samuel Obi, NP", ines),
    )


PENDING = (
    PendingItem(
        dt.date(2026, 3, 5),
        "Mateo: Wound closure",
        17000,
        "Sent to Blue Harbor Health on 03/06/2026. No answer yet.",
    ),
    PendingItem(
        dt.date(2026, 3, 9),
        "Ines: Care plan visit",
        11000,
        "Blue Harbor asks if you have other insurance. Please call them.",
    ),
)


def make_statement(**over: Any) -> StatementFacts:
    """The family statement of the sample pages."""
    facts = StatementFacts(
        letterhead=LETTERHEAD,
        number="S-2026-00091",
        statement_date=dt.date(2026, 3, 17),
        due_date=dt.date(2026, 4, 7),
        account="10482",
        guarantor_name="Rosa M Delgado",
        guarantor_address=JUNIPER_LANE,
        message=FRIENDLY,
        previous_cents=4609,
        new_charges_cents=66000,
        insurance_paid_cents=30059,
        discount_cents=26410,
        patient_paid_cents=5000,
        amount_due_cents=9140,
        patients=family(),
        pending=PENDING,
        aging_cents=(6531, 2348, 261, 0, 0),
    )
    return replace(facts, **over)


def make_small_statement(
    patients: tuple[StatementPatient, ...] | None = None,
    **over: Any,
) -> StatementFacts:
    """A statement of ``patients`` (one service by default) whose sums follow from them."""
    if patients is None:
        item = make_item("2026-03-09", "Office visit", 20000, 8856, 7144, 0, DEDUCTIBLE)
        patients = (StatementPatient("Harold Whitcombe", "Elena Park, MD", (item,)),)
    items = [item for patient in patients for item in patient.items]
    owed = sum(item.owed_cents for item in items)
    facts = make_statement(
        patients=patients,
        pending=(),
        previous_cents=0,
        new_charges_cents=sum(item.charge_cents for item in items),
        insurance_paid_cents=sum(item.insurance_paid_cents for item in items),
        discount_cents=sum(item.discount_cents for item in items),
        patient_paid_cents=sum(item.patient_paid_cents for item in items),
        amount_due_cents=owed - over.get("credit_cents", 0),
        aging_cents=(owed, 0, 0, 0, 0),
    )
    return replace(facts, **over)


def many_items(count: int) -> tuple[StatementItem, ...]:
    """``count`` services told apart by their amounts and words."""
    return tuple(
        make_item(
            f"2026-0{1 + n % 3}-{1 + n % 28:02d}",
            f"Service {n}",
            10000 + n,
            3000,
            1500,
            n,
            COINSURANCE,
        )
        for n in range(1, count + 1)
    )


def make_invoice(**over: Any) -> InvoiceFacts:
    """The self-pay invoice of the sample page: 600.00 - 150.00 - 90.00 = 360.00."""
    services = (
        ("First wellness visit", 29000),
        ("Prostate exam", 4500),
        ("PSA blood test", 4200),
        ("Giving the flu vaccine", 4000),
        ("Flu vaccine", 3800),
        ("Screening questions", 3500),
        ("Care plan visit", 11000),
    )
    day = dt.date(2026, 4, 20)
    facts = InvoiceFacts(
        letterhead=LETTERHEAD,
        number="2026-00318",
        invoice_date=day,
        due_date=dt.date(2026, 5, 20),
        terms="Terms: 30 days",
        account="10655",
        patient="Daniel Okafor",
        provider="Elena Park, MD",
        provider_npi="1999999984",
        bill_to_name="Daniel Okafor",
        bill_to_address=Address("905 Marigold Court", "", "Springfield", "OH", "45504"),
        lines=tuple(InvoiceLine(day, words, 1, fee, fee) for words, fee in services),
        deductions=(
            InvoiceDeduction("Self-pay discount, 25%", 15000),
            InvoiceDeduction("Paid 04/20/2026, card ending 4821", 9000),
        ),
        balance_cents=36000,
    )
    return replace(facts, **over)


def make_receipt(**over: Any) -> ReceiptFacts:
    """The receipt of the sample page: 360.00 - 60.00 = 300.00."""
    facts = ReceiptFacts(
        letterhead=LETTERHEAD,
        number="R-2026-00547",
        received_at=dt.datetime(2026, 5, 20, 14, 14),  # noqa: DTZ001 - local time of the practice
        amount_cents=6000,
        method="Card ending 4821",
        method_detail="Approval 07315Z",
        payer="Daniel Okafor",
        patient="Daniel Okafor",
        account="10655",
        received_by="T. Nguyen",
        lines=(ReceiptLine("Payment plan, payment 1 of 6, for care on 04/20/2026", 6000),),
        owed_before_cents=36000,
        owed_after_cents=30000,
        next_payment="$60.00 on 06/20/2026",
    )
    return replace(facts, **over)


_DAY = dt.date(2026, 6, 30)


def make_row(
    time: str,
    patient: str,
    account: str,
    provider: str,
    entry: str,
    **over: Any,
) -> DaySheetRow:
    """An entry of June 30; amounts default to nil."""
    row = DaySheetRow(
        time=dt.datetime.combine(_DAY, dt.time.fromisoformat(time)),
        patient=patient,
        account=account,
        provider=provider,
        service_date=_DAY,
        entry=entry,
        charge_cents=0,
        payment_cents=0,
        adjustment_cents=0,
        refund_cents=0,
        user="TN",
    )
    return replace(row, **over)


def day_rows() -> tuple[DaySheetRow, ...]:
    """The sixteen entries of the sample page."""
    return (
        make_row("08:05", "Abernathy, Lena", "10713", "EP", "Copay, cash", payment_cents=4000),
        make_row(
            "08:41",
            "Abernathy, Lena",
            "10713",
            "EP",
            "G0438 First wellness visit",
            charge_cents=29000,
        ),
        make_row(
            "09:10",
            "Boone, Curtis",
            "10344",
            "EP",
            "G0439 Yearly wellness visit",
            charge_cents=22500,
        ),
        make_row(
            "09:12",
            "Boone, Curtis",
            "10344",
            "EP",
            "G0108 Diabetes lesson, 2 units",
            charge_cents=19000,
        ),
        make_row(
            "10:26", "Castellano, Gia", "10688", "SO", "G0168 Wound closure", charge_cents=17000
        ),
        make_row(
            "10:31", "Castellano, Gia", "10688", "SO", "Check 2211, patient", payment_cents=8500
        ),
        make_row(
            "11:15",
            "Duong, Minh Anh",
            "10560",
            "SO",
            "G0439 Yearly wellness visit",
            charge_cents=22500,
        ),
        make_row(
            "11:17", "Duong, Minh Anh", "10560", "SO", "G0506 Care plan visit", charge_cents=11000
        ),
        make_row(
            "11:20", "Duong, Minh Anh", "10560", "SO", "Check 0540, patient", payment_cents=8500
        ),
        make_row(
            "13:34", "Eriksen, Paul", "10129", "EP", "G2211 Complex visit add-on", charge_cents=3000
        ),
        make_row("13:36", "Eriksen, Paul", "10129", "EP", "Card ending 7730", payment_cents=12000),
        make_row(
            "15:02",
            "Fontaine, Amélie",
            "10477",
            "EP",
            "Blue Harbor, EFT 88213",
            payment_cents=24010,
            adjustment_cents=11990,
        ),
        make_row(
            "15:02",
            "Grabowski, Łukasz",
            "10391",
            "SO",
            "Blue Harbor, EFT 88213",
            payment_cents=19825,
            adjustment_cents=8475,
        ),
        make_row(
            "15:03", "Haddad, Noor", "10502", "EP", "Blue Harbor, EFT 88213", payment_cents=17200
        ),
        make_row(
            "16:15",
            "Ibarra, Luis",
            "10215",
            "SO",
            "Small balance written off",
            adjustment_cents=1000,
            service_date=None,
        ),
        make_row("16:40", "Jensen, Ruth", "10066", "EP", "Refund, check 1187", refund_cents=1785),
    )


def make_day_sheet(**over: Any) -> DaySheetFacts:
    """The day sheet of the sample page: 18,400.00 grows to 18,502.85."""
    facts = DaySheetFacts(
        letterhead=LETTERHEAD,
        day=_DAY,
        printed_at=dt.datetime.combine(_DAY, dt.time(17, 42)),
        printed_by="T. Nguyen",
        rows=day_rows(),
        start_cents=1840000,
        end_cents=1850285,
        receivable=(
            DaySheetLine("Start of day", 1840000),
            DaySheetLine("+ Charges", 124000),
            DaySheetLine("− Payments", 94035),
            DaySheetLine("− Adjustments", 21465),
            DaySheetLine("+ Refunds", 1785),
            DaySheetLine("End of day", 1850285, total=True),
        ),
        money_in=(
            DaySheetLine("Cash", 4000),
            DaySheetLine("Checks, 2", 17000),
            DaySheetLine("Bank deposit slip", 21000, total=True),
            DaySheetLine("Card batch 0630", 12000),
            DaySheetLine("Insurance EFT 88213", 61035),
            DaySheetLine("All payments", 94035, total=True),
        ),
        by_provider=(
            DaySheetLine("Charges, E. Park", 73500),
            DaySheetLine("Charges, S. Obi", 50500),
            DaySheetLine("All charges", 124000, total=True),
            DaySheetLine("Payments, E. Park", 57210),
            DaySheetLine("Payments, S. Obi", 36825),
            DaySheetLine("All payments", 94035, total=True),
        ),
        checks=(
            DaySheetCheck("Visits seen", "5"),
            DaySheetCheck("Visits not billed", "0"),
            DaySheetCheck("Not yet posted", "0.00"),
            DaySheetCheck("Credit not used", "250.00"),
            DaySheetCheck("Voided entries", "0"),
            DaySheetCheck("Audit", "7f3a 91c2 d05e"),
        ),
        periods=(
            DaySheetPeriod("June", 2148000, 1790520, 431055, 4285),
            DaySheetPeriod("This year", 12861400, 10437790, 2711845, 31210),
        ),
    )
    return replace(facts, **over)
