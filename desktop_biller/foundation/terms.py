"""Closed lists of the trade's words, typed once for tables, facts and commands alike."""

from typing import Literal

Sex = Literal["M", "F", "U"]
"""Box 3, DMG03; U prints no X."""

Relationship = Literal["self", "spouse", "child", "other"]
"""The patient's to the insured: box 6, SBR02 and PAT01."""

Program = Literal["medicare", "medicaid", "tricare", "champva", "group", "feca", "other"]
"""Box 1."""

Rank = Literal[1, 2, 3]
"""Which payer is billed first, second, third: SBR01 P, S, T."""

ProviderQualifier = Literal["DN", "DK", "DQ"]
"""Box 17: referring, ordering, supervising."""

NdcUnit = Literal["UN", "ML", "GR", "ME", "F2"]
"""CTP05."""

TaxIdKind = Literal["EIN", "SSN"]
"""Box 25."""
