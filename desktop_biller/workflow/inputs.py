"""Pieces that several commands are made of, with their checks (R01-R05)."""

from typing import Annotated

from msgspec import Meta

from desktop_biller.documents.fonts import MissingLetterError, check_text
from desktop_biller.foundation import codec, identifiers
from desktop_biller.foundation.errors import InputError

_NAME_PARTS = (
    ("last", "The last name"),
    ("first", "The first name"),
    ("middle", "The middle name"),
    ("suffix", "The suffix"),
)
Line = Annotated[str, Meta(max_length=80)]
PlaceOfService = Annotated[str, Meta(pattern="^[0-9]{2}$")]
ServiceCode = Annotated[str, Meta(max_length=5)]


def printable(text: str, what: str, field: str) -> str:
    """A text as papers print it: composed, one blank between words.

    Args:
        text: as typed.
        what: begins the sentence of a refusal ("The first name").
        field: of the command.

    Raises:
        InputError: the typeface of the papers lacks one of its characters.
    """
    try:
        return check_text(text, where=what)
    except MissingLetterError as error:
        raise InputError(
            f"{what} has the character {error.character}, which the papers can't print.",
            remedy="Use letters of the Latin, Greek or Cyrillic alphabet.",
            field=field,
        ) from error


class AddressInput(codec.Strict, frozen=True, kw_only=True):
    """A US address as typed."""

    line1: Line
    line2: Line = ""
    city: Annotated[str, Meta(max_length=40)]
    state: Annotated[str, Meta(max_length=2)]
    zip_code: Annotated[str, Meta(max_length=10)]

    def columns(self, prefix: str = "") -> dict[str, str]:
        """Values for the columns of an address.

        Raises:
            InputError: the state or the ZIP code is none (R05a).
        """
        state = self.state.strip().upper()
        if not identifiers.is_state(state):
            raise InputError(
                f"“{self.state}” is not a state.",
                remedy="Use the two-letter postal code, such as OH.",
                field=f"{prefix}state",
            )
        if not identifiers.is_zip(self.zip_code.strip()):
            raise InputError(
                f"“{self.zip_code}” is not a ZIP code.",
                remedy="Use 5 digits, or 9 as on an envelope.",
                field=f"{prefix}zip_code",
            )
        return {
            f"{prefix}line1": printable(self.line1, "The address", f"{prefix}line1"),
            f"{prefix}line2": printable(self.line2, "The address", f"{prefix}line2"),
            f"{prefix}city": printable(self.city, "The city", f"{prefix}city"),
            f"{prefix}state": state,
            f"{prefix}zip_code": self.zip_code.strip(),
        }


class NameInput(codec.Strict, frozen=True, kw_only=True):
    """A person's name as typed."""

    last: Annotated[str, Meta(min_length=1, max_length=60)]
    first: Annotated[str, Meta(min_length=1, max_length=40)]
    middle: Annotated[str, Meta(max_length=40)] = ""
    suffix: Annotated[str, Meta(max_length=10)] = ""

    def columns(self) -> dict[str, str]:
        """Values for the columns of a name.

        Raises:
            InputError: nothing but blanks is left of the last or first name.
        """
        values = {part: printable(getattr(self, part), words, part) for part, words in _NAME_PARTS}
        if not values["last"] or not values["first"]:
            raise InputError(
                "A person needs a last and a first name.",
                remedy="Type both.",
                field="name",
            )
        return values


def required_npi(npi: str, whose: str, field: str = "npi") -> str:
    """The NPI without blanks.

    Raises:
        InputError: it is not an NPI, or its check digit is wrong (R01).
    """
    number = npi.strip()
    if not identifiers.is_npi(number):
        ten = len(number) == 10 and number.isdigit()
        raise InputError(
            f"NPI {npi} of {whose} has a wrong check digit: a digit is mistyped or two are swapped."
            if ten
            else f"“{npi}” of {whose} is not an NPI: it needs 10 digits.",
            effect="Nothing was saved.",
            remedy="Compare it with the NPPES registry or the provider's letter.",
            field=field,
        )
    return number


def optional_phone(phone: str, field: str = "phone") -> str:
    """The phone number as typed, or blank.

    Raises:
        InputError: it does not hold ten digits.
    """
    if phone.strip() and not identifiers.is_phone(phone):
        raise InputError(
            f"“{phone}” is not a phone number.",
            remedy="Use ten digits, such as (937) 555-0142.",
            field=field,
        )
    return identifiers.digits(phone)


def optional_email(email: str) -> str:
    """The email address as typed, or blank.

    Raises:
        InputError: it is none.
    """
    typed = email.strip()
    if typed and not identifiers.is_email(typed):
        raise InputError(
            f"“{typed}” is not an email address.",
            remedy="Type it as ana@example.com, or leave it blank.",
            field="email",
        )
    return typed


def taxonomy(code: str, whose: str) -> str:
    """The taxonomy code in capitals, or blank.

    Raises:
        InputError: it has not 10 characters ending in X (R02).
    """
    value = code.strip().upper()
    if value and not identifiers.is_taxonomy(value):
        raise InputError(
            f"Taxonomy code {code} of {whose} must have 10 characters and end in X.",
            remedy="Look it up in the provider's NPPES record.",
            field="taxonomy",
        )
    return value


def tax_id(number: str) -> str:
    """Nine digits without dashes.

    Raises:
        InputError: it is no tax ID (R03a).
    """
    if not identifiers.is_tax_id(number.strip()):
        raise InputError(
            f"“{number}” is not a tax ID: it needs 9 digits.",
            remedy="Type it as on the IRS letter, such as 12-3456789.",
            field="tax_id",
        )
    return identifiers.digits(number)
