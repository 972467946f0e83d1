"""How what a reader found crosses from its worker to the program: JSON by the fields of the model, checked on arrival.

The raw record of an item goes beside it as bytes. Contents stay where they are: a file of the source is named, anything
else is numbered, and asked for by its number.
"""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from firstseen.intake.source import Found
from firstseen.model.items import Content, Item, Noticed, Refusal, SourceRead
from firstseen.sandbox.answer import Json, NonsenseError

__all__ = ["arrived", "departing"]

_KINDS: Final[dict[str, type]] = {"item": Item, "refusal": Refusal, "source": SourceRead, "noticed": Noticed}
_NAMES: Final = {kind: name for name, kind in _KINDS.items()}
_LONGEST: Final = 2**63


def departing(found: Found, placed: Callable[[Content], Json]) -> tuple[Json, bytes]:
    """(header, raw record) of what was found; `placed` says where a content can be had."""
    record = found.record if isinstance(found, Item) else b""
    return {"kind": _NAMES[type(found)], "found": _plain(found, placed)}, record


def _plain(value: Any, placed: Callable[[Content], Json]) -> Any:
    if isinstance(value, Enum):
        return value.value
    if type(value) in _NAMES or (is_dataclass(value) and type(value).__module__.startswith("firstseen.model.")):
        told = {}
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name == "content":
                told[field.name] = None if inner is None else placed(inner)
            elif not isinstance(inner, bytes):
                told[field.name] = _plain(inner, placed)
        return told
    if isinstance(value, Mapping):
        return {key: _plain(inner, placed) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner, placed) for inner in value]
    return value


def arrived(untrusted: Json, record: bytes, content_of: Callable[[object], Content]) -> Found:
    """What was found, from a worker that is not trusted; raises `NonsenseError` for what cannot be right.

    `content_of` makes a content of its place, and raises `NonsenseError` too.
    """
    kind = _KINDS.get(str(untrusted.get("kind")))
    if kind is None:
        raise NonsenseError("it found something of an unknown kind")
    found: Found = _made(kind, untrusted.get("found"), record, content_of)
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _made(kind: type, value: object, record: bytes, content_of: Callable[[object], Content]) -> Any:
    if not isinstance(value, dict):
        raise NonsenseError(f"a {kind.__name__} is no object")
    given: dict[str, Any] = {}
    for name, hint in _hints(kind).items():
        if hint is bytes:
            given[name] = record
        elif name == "content":
            given[name] = None if value.get(name) is None else content_of(value[name])
        else:
            given[name] = _checked(hint, value.get(name), f"{kind.__name__}.{name}", record, content_of)
    if any(name not in given for name in value):
        raise NonsenseError(f"a {kind.__name__} has a field that it does not have")
    return kind(**given)


def _checked(hint: Any, value: object, where: str, record: bytes, content_of: Callable[[object], Content]) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in get_args(hint):
            return None
        (hint,) = (one for one in get_args(hint) if one is not type(None))
        return _checked(hint, value, where, record, content_of)
    if origin is tuple and isinstance(value, list):
        return tuple(_checked(get_args(hint)[0], inner, where, record, content_of) for inner in value)
    if origin is not None and issubclass(origin, Mapping) and isinstance(value, dict):
        inner = get_args(hint)[1]
        return {_text(key): _checked(inner, one, where, record, content_of) for key, one in value.items()}
    if isinstance(hint, type):
        if is_dataclass(hint):
            return _made(hint, value, record, content_of)
        if (hint is bool and isinstance(value, bool)) or _is_number(hint, value):
            return value
        if isinstance(value, str) and issubclass(hint, Enum):
            return _member(hint, value, where)
        if isinstance(value, str) and hint is str:
            return _text(value)
    raise NonsenseError(f"{where} is not what it should be")


def _is_number(hint: type, value: object) -> bool:
    if hint is int:
        return type(value) is int and -_LONGEST <= value < _LONGEST
    return hint is float and isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _member(hint: type[Enum], value: str, where: str) -> Enum:
    try:
        return hint(value)
    except ValueError as error:
        raise NonsenseError(f"{where} is not what it should be") from error


def _text(value: str) -> str:
    """The same; half of a pair of surrogates, which no text may hold, becomes a question mark."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace").decode()
    return value
