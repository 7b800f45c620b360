"""How amounts stand on the screens, written without Qt."""

from desktop_biller.foundation.money import format_cents


def money(cents: int) -> str:
    """``1,234.50``; below zero with a true minus sign, as wide as a plus."""
    return format_cents(cents).replace("-", "−")


def blank_nil(cents: int | None) -> str:
    """The amount; blank for nothing and for nil, where a zero would only be noise."""
    return money(cents) if cents else ""
