"""Kinds of insurers as people call them, and what each means on paper and in files."""

from dataclasses import dataclass
from typing import Literal

from desktop_biller.foundation.terms import Program


@dataclass(frozen=True, slots=True)
class PayerKind:
    """One kind of insurer.

    Attributes:
        program: box 1 of the claim form.
        filing_indicator: SBR09 of the claim file.
        preset: its habits on paper.
    """

    words: str
    program: Program
    filing_indicator: str
    preset: Literal["usual", "medicare"] = "usual"


PAYER_KINDS: dict[str, PayerKind] = {
    "commercial": PayerKind("Commercial plan", "group", "CI"),
    "blue": PayerKind("Blue Cross Blue Shield plan", "group", "BL"),
    "hmo": PayerKind("HMO", "group", "HM"),
    "medicare": PayerKind("Medicare Part B", "medicare", "MB", "medicare"),
    "advantage": PayerKind("Medicare Advantage plan", "medicare", "16"),
    "medicaid": PayerKind("Medicaid", "medicaid", "MC"),
    "tricare": PayerKind("TRICARE", "tricare", "CH"),
    "champva": PayerKind("CHAMPVA", "champva", "VA"),
    "feca": PayerKind("Federal employees' compensation (FECA)", "feca", "OF"),
    "workers": PayerKind("Workers' compensation", "other", "WC"),
    "auto": PayerKind("Auto insurance", "other", "AM"),
    "other": PayerKind("Other", "other", "ZZ"),
}


def kind_of(program: str, filing_indicator: str) -> str:
    """The kind of a payer that is there already."""
    both = (program, filing_indicator)
    for name, kind in PAYER_KINDS.items():
        if both == (kind.program, kind.filing_indicator):
            return name
    return next((n for n, kind in PAYER_KINDS.items() if kind.program == program), "other")
