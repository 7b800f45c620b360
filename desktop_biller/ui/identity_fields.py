"""Lines for the numbers of a practice and its providers: tax ID and taxonomy code."""

from desktop_biller.foundation import identifiers
from desktop_biller.foundation.errors import InputError
from desktop_biller.ui.kit.text_field import TextField


class TaxIdField(TextField):
    """A tax ID of nine digits, shown as ``12-3456789``."""

    def __init__(self) -> None:
        super().__init__(read_tax_id, longest=14)


class TaxonomyField(TextField):
    """A provider taxonomy code, in capitals."""

    def __init__(self) -> None:
        super().__init__(read_taxonomy, longest=14)


def read_tax_id(text: str) -> str:
    """Nine digits as ``12-3456789``, or as an SSN where typed so; blank stays blank (R03a).

    Raises:
        InputError: it has not nine digits.
    """
    typed = text.strip()
    if typed and not identifiers.is_tax_id(typed):
        raise InputError("A tax ID has 9 digits.", remedy="Type it as 12-3456789.")
    return typed if typed.count("-") == 2 else identifiers.format_ein(typed)


def read_taxonomy(text: str) -> str:
    """Ten characters ending in X, in capitals; blank stays blank (R02).

    Raises:
        InputError: it is none.
    """
    typed = text.strip().upper()
    if typed and not identifiers.is_taxonomy(typed):
        raise InputError(
            "A taxonomy code has 10 characters and ends in X.", remedy="Type it as 207Q00000X."
        )
    return typed
