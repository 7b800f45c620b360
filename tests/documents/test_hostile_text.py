"""Every text field of every paper takes every hostile text: as typed, cut with "…", or refused."""

import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from desktop_biller.documents.day_sheet import render_day_sheet
from desktop_biller.documents.fonts import register_fonts
from desktop_biller.documents.invoice import render_invoice
from desktop_biller.documents.receipt import render_receipt
from desktop_biller.documents.statement import render_statement
from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.text import clean
from tests.documents.paper_reading import all_text
from tests.documents.paper_samples import make_day_sheet, make_invoice, make_receipt, make_statement

PAYLOADS = (
    "Johnson <b>",
    "O'Brien <unknown> Jr",
    "R&D <3",
    "<br/>",
    "<seq/>",
    "<font color=white>x",
    '<img src="/etc/passwd"/>',
    '<img src="http://example.invalid/x.png"/>',
    "<para><a href='x'>y</a>",
    "</para>",
    "<!-- x -->",
    "<![CDATA[x]]>",
    "&lt;b&gt;",
    "&#65;&nbsp;",
    "&amp;amp;",
    'say "hi"',
    "it's",
    "“quoted” ‘text’",
    "back\\slash \\n",
    "(paren",
    "paren)",
    "% comment",
    "{brace} {0} %s",
    "$100.00",
    "[x] /Name << >>",
    "endstream endobj",
    "Łukasz Żółć",
    "Nguyễn Thị Ánh",
    "Nguye\u0302\u0303n",
    "Zoë Çelik Ðóra",
    "Иван Ωμέγα",
    "עברית",
    "العربية",
    "日本語",
    "😀 smile",
    "a\x00b\x07c",
    "line\nbreak\ttab",
    "\u202eevil\u202c",
    "soft\u00adhyphen zero\u200bwidth",
    "no\u00a0break",
    "   blanks   inside   ",
    "x" * 10_000,
    "word " * 2_000,
)

RENDERERS: dict[str, tuple[Callable[[Any], bytes], Callable[[], Any]]] = {
    "statement": (render_statement, make_statement),
    "invoice": (render_invoice, lambda: make_invoice(third_party=True, reference="PO 1")),
    "receipt": (render_receipt, make_receipt),
    "day sheet": (render_day_sheet, lambda: make_day_sheet(closed_by="Dana")),
}

UNPRINTED = {
    # Numbers under which papers are kept, and fields another paper of the practice prints.
    "statement": {"number", "letterhead.tax_id", "letterhead.npi"},
    "invoice": {"patient", "letterhead.npi", "letterhead.hours"},
    "receipt": {
        "letterhead.npi",
        "letterhead.hours",
        "letterhead.tax_id",
        "letterhead.website",
        "letterhead.remit_lines.0",
    },
    "day sheet": {
        f"letterhead.{name}"
        for name in (
            "address.line1",
            "address.line2",
            "address.city",
            "address.state",
            "address.zip_code",
            "phone",
            "hours",
            "tax_id",
            "npi",
            "website",
            "remit_lines.0",
        )
    },
}


def _places(facts: Any, path: str = "") -> Iterator[str]:
    """Dotted paths of all texts; of a tuple only the first part, its siblings are alike."""
    for field in fields(facts):
        value = getattr(facts, field.name)
        if isinstance(value, tuple) and value:
            if isinstance(value[0], str):
                yield f"{path}{field.name}.0"
            elif is_dataclass(value[0]):
                yield from _places(value[0], f"{path}{field.name}.0.")
        elif isinstance(value, str):
            yield f"{path}{field.name}"
        elif is_dataclass(value):
            yield from _places(value, f"{path}{field.name}.")


def _with(facts: Any, path: list[str], text: str) -> Any:
    """``facts`` with ``text`` at ``path``."""
    if not path:
        return text
    name, *rest = path
    if isinstance(facts, tuple):
        place = int(name)
        return (*facts[:place], _with(facts[place], rest, text), *facts[place + 1 :])
    return replace(facts, **{name: _with(getattr(facts, name), rest, text)})


CASES = [(paper, place) for paper, (_, make) in RENDERERS.items() for place in _places(make())]

_watching: list[str] = []
_seen: list[str] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and (event == "open" or event.startswith("socket.")):
        _seen.append(f"{event} {arguments[:1]}")


sys.addaudithook(_watch)
"""A hook can't be removed again; it does nothing outside ``quiet``."""


@pytest.fixture
def quiet() -> Iterator[None]:
    """Fails the test if a file is opened or a socket made meanwhile."""
    register_fonts()
    for render, make in RENDERERS.values():
        all_text(render(make()))  # modules that are imported on first use open their files here
    _seen.clear()
    _watching.append("now")
    try:
        yield
    finally:
        _watching.clear()
    assert _seen == []


def test_the_guard_notices_files_and_sockets() -> None:
    _seen.clear()
    _watching.append("now")
    try:
        with open(__file__, encoding="utf-8"):  # noqa: PTH123 - the guard must see this
            pass
        socket.socket().close()
    finally:
        _watching.clear()
    assert any(event.startswith("open") for event in _seen)
    assert any(event.startswith("socket.") for event in _seen)


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(("paper", "place"), CASES)
def test_hostile_text_prints_as_typed_or_is_refused_by_name(paper: str, place: str) -> None:
    render, make = RENDERERS[paper]
    refusals: list[UserError] = []
    for payload in PAYLOADS:
        facts = _with(make(), place.split("."), payload)
        try:
            pdf = render(facts)
        except UserError as error:
            refusals.append(error)
            continue
        if place not in UNPRINTED[paper]:
            typed, printed = payload, all_text(pdf)
            if place.endswith("zip_code"):
                # An address leaves out the hyphens of a ZIP code and sets its own.
                typed, printed = typed.replace("-", ""), printed.replace("-", "")
            assert _is_printed(typed, printed), (payload[:60], place)
    assert all("Nothing was printed." in str(error) and error.remedy for error in refusals)


def _is_printed(typed: str, text: str) -> bool:
    """Whether the text, whole, wrapped or cut with "…", is on the paper."""
    wanted = "".join(clean(typed).split())
    printed = "".join(text.split())
    # Window addresses are in capitals without commas; the website stands without its scheme.
    capitals = wanted.upper().replace(",", "")
    if wanted in printed or capitals in printed:
        return True
    beginnings = (wanted[:length] + "…" for length in range(len(wanted), 0, -1))
    return any(beginning in printed for beginning in beginnings)


@pytest.mark.parametrize("letter", ["日", "ع", "😀"])
@pytest.mark.parametrize(("paper", "place"), CASES)
def test_a_letter_outside_the_face_names_paper_and_field(
    paper: str, place: str, letter: str
) -> None:
    render, make = RENDERERS[paper]
    with pytest.raises(UserError) as caught:
        render(_with(make(), place.split("."), f"Ana {letter}"))
    message = str(caught.value)
    assert letter in message
    last = [part for part in place.split(".") if not part.isdigit()][-1]
    assert last.replace("_", " ") in message
