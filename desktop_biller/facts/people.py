"""Names and addresses as facts carry them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name as typed by the office (not yet in any form's spelling)."""

    last: str
    first: str
    middle: str = ""
    suffix: str = ""

    @property
    def natural(self) -> str:
        """``Rosa M Delgado Jr``."""
        return " ".join(p for p in (self.first, self.middle, self.last, self.suffix) if p)

    @property
    def filed(self) -> str:
        """``Delgado, Rosa M``, as lists are sorted."""
        given = " ".join(p for p in (self.first, self.middle) if p)
        family = " ".join(p for p in (self.last, self.suffix) if p)
        return f"{family}, {given}" if given else family


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address in the United States; ``zip_code`` is 5 or 9 digits, hyphen optional."""

    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""

    @property
    def is_complete(self) -> bool:
        """True where street, city, state and ZIP are all there."""
        return all((self.line1, self.city, self.state, self.zip_code))

    @property
    def city_line(self) -> str:
        """``Springfield, OH 45503-1127``."""
        number = self.zip_code.replace("-", "")
        shown = f"{number[:5]}-{number[5:]}" if len(number) == 9 else number
        return f"{self.city}, {self.state} {shown}".strip(", ")

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of an address label, without blank ones."""
        street = " ".join(p for p in (self.line1, self.line2) if p)
        return tuple(line for line in (street, self.city_line) if line)
