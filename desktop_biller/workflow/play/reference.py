"""The reference of scripts, written from the commands' own types, so that it can't be stale."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from desktop_biller.workflow.play.player import UPKEEP
from desktop_biller.workflow.play.script import ExpectedState, Script, StartWith, Step
from desktop_biller.workflow.steps import all_use_cases

_HEAD = """# Scripted days: the format of `desktop-biller play`

This page is generated from the commands' own types (`desktop-biller play --reference`).

A script is a JSON file. It makes a new practice, carries out its steps one by one with the same
functions that the windows will use, and prints after each step how the account stands. Amounts
are whole cents, dates are `2026-03-02`. A value that begins with `$` is a result of an earlier
step: `"$rosa.patient_id"`, `"$visit.line_ids.0"`.

```json
{
  "title": "A copay at the desk",
  "practice": {"name": "Cedar Hollow Family Medicine"},
  "steps": [
    {"on": "2026-03-02", "do": "register_patient", "as": "rosa",
     "with": {"name": {"last": "Delgado", "first": "Rosa"}, "birth_date": "1968-04-12",
              "sex": "F", "address": {"line1": "418 Juniper Lane", "city": "Springfield",
                                      "state": "OH", "zip_code": "45503"}}},
    {"on": "2026-03-02", "at": "08:05", "do": "take_patient_payment", "save": true,
     "with": {"patient_id": "$rosa.patient_id", "cents": 3000, "purpose": "copay",
              "method": "cash"},
     "show": "$rosa.patient_id", "expect": {"patient_paid": 3000, "credit": 3000}}
  ]
}
```
"""


def play_reference() -> str:
    """The whole page as Markdown."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield _HEAD
    for kind, title in (
        (Script, "The script"),
        (StartWith, "practice"),
        (Step, "One of the steps"),
        (ExpectedState, "expect"),
    ):
        yield f"## {title}\n"
        yield f"{_words(kind)}\n"
        yield from _table(kind)
    yield "## The steps\n"
    yield (
        f"Besides the workflow functions below: {', '.join(f'`{name}`' for name in UPKEEP)}, "
        "all without fields. `verify_practice` is refused where it finds something.\n"
    )
    shared: dict[str, Mapping[str, Any]] = {}
    for name, case in all_use_cases().items():
        yield f"### `{name}`\n"
        yield f"{_words(case.run)} {_words(case.command)}\n"
        yield from _table(case.command, shared)
        results = (
            ", ".join(
                f"`{field.name}`"
                for field in msgspec.structs.fields(case.result)
                if field.name != "changed"
            )
            if issubclass(case.result, msgspec.Struct)
            else ", ".join(
                f"`{name}`" for name in case.result.__dataclass_fields__ if name != "changed"
            )
        )
        yield f"Returns {results}.\n"
    yield "## Parts that several steps share\n"
    for name, schema in sorted(shared.items()):
        yield f"### {name}\n"
        yield f"{str(schema.get('description', '')).splitlines()[0]}\n"
        yield from _rows(schema)


def _words(thing: object) -> str:
    lines = " ".join((thing.__doc__ or "").split("\n\n")[0].split())
    return lines if lines.endswith(".") else f"{lines}."


def _table(kind: type[Any], shared: dict[str, Mapping[str, Any]] | None = None) -> Iterator[str]:
    (reference,), components = msgspec.json.schema_components([kind])
    own = reference["$ref"].rsplit("/", 1)[-1]
    for name, schema in components.items():
        if name != own and shared is not None:
            shared[name] = schema
    yield from _rows(components[own])


def _rows(schema: Mapping[str, Any]) -> Iterator[str]:
    required = set(schema.get("required", ()))
    yield "| Field | Value | Left out |"
    yield "|---|---|---|"
    for name, part in schema["properties"].items():
        default = "must be given" if name in required else _default(part.get("default"))
        described = part.get("description", "")
        yield f"| `{name}` | {_value(part)}{'. ' if described else ''}{described} | {default} |"
    yield ""


def _default(value: object) -> str:
    if value in (None, "", [], {}):
        return "nothing"
    return f"`{msgspec.json.encode(value).decode()}`"


def _value(part: Mapping[str, Any]) -> str:
    if "$ref" in part:
        return str(part["$ref"]).rsplit("/", 1)[-1]
    if "enum" in part:
        return " or ".join(f"`{value or '(blank)'}`" for value in part["enum"])
    if "anyOf" in part:
        return " or ".join(_value(p) for p in part["anyOf"] if p.get("type") != "null")
    if part.get("type") == "array":
        return f"list of {_value(part.get('items', {}))}"
    words = {"integer": "whole number", "boolean": "true or false", "object": "object"}
    text = str(words.get(part.get("type", ""), part.get("format", "text")))
    return text + _limits(part)


def _limits(part: Mapping[str, Any]) -> str:
    if "maxLength" in part:
        return f", at most {part['maxLength']} characters"
    if "pattern" in part:
        pattern = part["pattern"].replace("|", "\\|")  # else it would end the table's cell
        return f" like `{pattern}`"
    low, high = part.get("minimum", part.get("exclusiveMinimum")), part.get("maximum")
    return f", {low} to {high}" if low is not None and high is not None and high < 10**6 else ""
