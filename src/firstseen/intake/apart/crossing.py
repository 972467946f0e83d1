"""How what a reader found crosses from its worker to the program: JSON by the fields of the model, checked on arrival.

The raw record of an item goes beside it as bytes. Contents stay where they are: a file of the source is named, anything
else is numbered, and asked for by its number.
"""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Final, Union, cast, get_args, get_origin, get_type_hints

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


@cache
def _parts(kind: Any) -> tuple[str, ...] | None:
    """The names of the fields of a kind of the model, None for any other kind."""
    if kind in _NAMES or (is_dataclass(kind) and kind.__module__.startswith("firstseen.model.")):
        return tuple(field.name for field in fields(kind))
    return None


def _plain(value: Any, placed: Callable[[Content], Json]) -> Any:
    if value is None or type(value) is str:
        return value
    if isinstance(value, Enum):
        return value.value
    parts = _parts(cast(Hashable, type(value)))
    if parts is not None:
        told = {}
        for name in parts:
            inner = getattr(value, name)
            if name == "content":
                told[name] = None if inner is None else placed(inner)
            elif not isinstance(inner, bytes):
                told[name] = _plain(inner, placed)
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
    found: Found = _check_of(kind)(untrusted.get("found"), record, content_of)
    return found


_Place = Callable[[object], Content]
_Check = Callable[[object, bytes, _Place], Any]
"""Gives a value as the model has it; raises `NonsenseError`."""


@cache
def _check_of(kind: type) -> _Check:
    """How an object of the model is made of what arrived. Worked out once for each kind: an item has many parts."""
    parts: dict[str, _Check | None] = {}
    record = None
    for name, hint in get_type_hints(kind).items():
        if hint is bytes:
            record = name
        else:
            parts[name] = None if name == "content" else _check(hint, f"{kind.__name__}.{name}")

    def check(value: object, untrusted: bytes, content_of: _Place) -> Any:
        if not isinstance(value, dict):
            raise NonsenseError(f"a {kind.__name__} is no object")
        if any(name not in parts and name != record for name in value):
            raise NonsenseError(f"a {kind.__name__} has a field that it does not have")
        given: dict[str, Any] = {} if record is None else {record: untrusted}
        for name, part in parts.items():
            inner = value.get(name)
            if part is not None:
                given[name] = part(inner, untrusted, content_of)
            else:
                given[name] = None if inner is None else content_of(inner)
        return kind(**given)

    return check


def _check(hint: Any, where: str) -> _Check:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        (some,) = (one for one in get_args(hint) if one is not type(None))
        return _check_optional(_check(some, where))
    if origin is tuple:
        return _check_list(_check(get_args(hint)[0], where), where)
    if origin is not None and issubclass(origin, Mapping):
        return _check_mapping(_check(get_args(hint)[1], where), where)
    if is_dataclass(hint):
        return _check_of(hint)  # type: ignore[arg-type]
    return _check_plain(hint, where)


def _check_optional(some: _Check) -> _Check:
    return lambda value, record, content_of: None if value is None else some(value, record, content_of)


def _check_list(one: _Check, where: str) -> _Check:
    def check(value: object, record: bytes, content_of: _Place) -> Any:
        if not isinstance(value, list):
            raise _wrong(where)
        return tuple(one(inner, record, content_of) for inner in value)

    return check


def _check_mapping(one: _Check, where: str) -> _Check:
    def check(value: object, record: bytes, content_of: _Place) -> Any:
        if not isinstance(value, dict):
            raise _wrong(where)
        return {_text(key): one(inner, record, content_of) for key, inner in value.items()}

    return check


def _check_plain(hint: Any, where: str) -> _Check:
    def check(value: object, record: bytes, content_of: _Place) -> Any:
        if isinstance(value, str):
            if hint is str:
                return _text(value)
            if isinstance(hint, type) and issubclass(hint, Enum):
                return _member(hint, value, where)
        elif (hint is bool and isinstance(value, bool)) or _is_number(hint, value):
            return value
        raise _wrong(where)

    return check


def _wrong(where: str) -> NonsenseError:
    return NonsenseError(f"{where} is not what it should be")


def _is_number(hint: type, value: object) -> bool:
    if hint is int:
        return type(value) is int and -_LONGEST <= value < _LONGEST
    return hint is float and isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _member(hint: type[Enum], value: str, where: str) -> Enum:
    try:
        return hint(value)
    except ValueError as error:
        raise _wrong(where) from error


def _text(value: str) -> str:
    """The same; half of a pair of surrogates, which no text may hold, becomes a question mark."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace").decode()
    return value
