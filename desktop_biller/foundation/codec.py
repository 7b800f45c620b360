"""Frozen values to JSON and back, strictly typed.

Facts and results are frozen dataclasses; what comes in from outside is a ``Strict`` structure,
which refuses fields it does not know.
"""

import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, TypeVar

import msgspec

from desktop_biller.foundation.errors import InputError

T = TypeVar("T")


class Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what comes in from outside (commands, scripts): an unknown field is an error."""


def to_json(value: object) -> bytes:
    """Canonical JSON: keys in field order, dates as ISO text, no blanks."""
    return msgspec.json.encode(value, order="deterministic")


def to_builtins(value: object) -> Any:  # noqa: ANN401 -- JSON has no narrower type
    """Dicts, lists, text (paths too), whole numbers, booleans and None."""
    return msgspec.to_builtins(value, enc_hook=_path_as_text)


def _path_as_text(value: object) -> str:
    if isinstance(value, PurePath):
        return str(value)
    msg = f"{type(value).__name__} has no plain form"
    raise NotImplementedError(msg)


def from_json(kind: type[T], data: bytes | str) -> T:
    """The dataclass ``kind`` read from JSON.

    Raises:
        InputError: the text is no JSON or does not fit the type; the words name the place.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise _refused(error) from error


def from_builtins(kind: type[T], value: Mapping[str, Any]) -> T:
    """The dataclass ``kind`` made from plain dicts and lists.

    Raises:
        InputError: something does not fit the type; the words name the place.
    """
    try:
        return msgspec.convert(value, type=kind)
    except msgspec.ValidationError as error:
        raise _refused(error) from error


def json_schema(kind: type[Any]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a type, from its own annotations."""
    return msgspec.json.schema(kind)


def digest(value: object) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(to_json(value)).hexdigest()


def _refused(error: Exception) -> InputError:
    return InputError(
        f"The data can't be read: {error}.",
        remedy="Correct that place and try again.",
    )
