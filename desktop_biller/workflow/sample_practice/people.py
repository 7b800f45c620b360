"""Invented patients: names of many origins, addresses in one invented town."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

_LAST = """
Abernathy Boone Castellano Duong Eriksen Fontaine Grabowski Haddad Ibarra Jensen Kowalczyk Lindqvist
Mbeki Nguyễn O'Brien Pereira Quiñones Rosenthal Söderberg Tanaka Underhill Vasquez Whitaker Ximénez
Yilmaz Zielińska Adeyemi Bianchi Chowdhury Delacroix
"""
_FEMALE = "Lena Gia Amélie Noor Ruth Ines Sofia Minh Łucja Zoë Carmen Hana Ngozi Priya Greta"
_MALE = "Curtis Paul Łukasz Luis Mateo André Kofi Björn Emre Tomás Arjun Walter Dmitri José Ian"
_STREETS = """
Juniper Lane|Marigold Court|Sycamore Street|Old Mill Road|Harbor View Drive|Foxglove Way|
Quarry Hill Road|Larkspur Avenue
"""
_TOWNS = (
    ("Springfield", "45503"),
    ("Enon", "45323"),
    ("Urbana", "43078"),
    ("Yellow Springs", "45387"),
)


def invented_people(chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    """Fields of ``RegisterPatient`` for ``count`` people, no two of one name and birth date."""
    last = _LAST.split()
    streets = [street.strip() for street in _STREETS.split("|")]
    for number in range(count):
        sex = chance.choice("FM")
        first = chance.choice((_FEMALE if sex == "F" else _MALE).split())
        town, zip_code = chance.choice(_TOWNS)
        yield {
            "name": {
                "last": last[number % len(last)],
                "first": first,
                "middle": chance.choice("ABCDEJKLMRST") if chance.random() < 0.5 else "",
            },
            "birth_date": (dt.date(1938, 1, 5) + dt.timedelta(days=number * 487)).isoformat(),
            "sex": sex,
            "address": {
                "line1": f"{chance.randint(12, 980)} {chance.choice(streets)}",
                "city": town,
                "state": "OH",
                "zip_code": zip_code,
            },
            "phone": f"(937) 555-01{number % 100:02d}",
        }
