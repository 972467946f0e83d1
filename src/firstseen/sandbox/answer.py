"""What comes back from a worker: numbers, text and arrays, checked before anything believes them. Never pickle."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Answer", "ArrayPlan", "Json", "NonsenseError", "header_of", "parse_json", "plan_arrays"]

Json = dict[str, Any]

ALLOWED_DTYPES: Final = frozenset(
    {"uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float32", "float64"}
)
"""Kinds of number an array may hold: each has a fixed size and no bit pattern that runs code or breaks a reader."""

MAX_ARRAYS: Final = 64
MAX_DIMENSIONS: Final = 4
MAX_NAME_CHARACTERS: Final = 64


class NonsenseError(ValueError):
    """A worker answered something that cannot be right. The message says what, for people."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a task gives back: `values` can be written as JSON, `arrays` hold numbers of a plain kind."""

    values: Json = field(default_factory=dict)
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArrayPlan:
    """An array that is announced: its bytes follow, little end first, rows after each other."""

    name: str
    dtype: str
    shape: tuple[int, ...]

    @property
    def bytes(self) -> int:
        """Size in bytes."""
        return math.prod(self.shape) * np.dtype(self.dtype).itemsize


def header_of(answer: Answer) -> Json:
    """The announcement of an answer, for its header; raises `NonsenseError` for arrays that may not cross."""
    arrays = []
    for name, array in answer.arrays.items():
        if array.dtype.name not in ALLOWED_DTYPES or not array.dtype.isnative:
            raise NonsenseError(f"the array {name} holds {array.dtype.name}, which may not leave a worker")
        arrays.append({"name": name, "dtype": array.dtype.name, "shape": list(array.shape)})
    return {"values": answer.values, "arrays": arrays}


def _refuse_constant(text: str) -> float:
    raise NonsenseError(f"{text} is no number")


def parse_json(untrusted: bytes) -> Json:
    """An object of JSON; raises `NonsenseError` for anything else, NaN and Infinity among it."""
    try:
        parsed = json.loads(untrusted, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise NonsenseError("the header is nested too deeply") from error
    except ValueError as error:
        raise NonsenseError("the header is no JSON") from error
    if not isinstance(parsed, dict):
        raise NonsenseError("the header is no JSON object")
    return parsed


def plan_arrays(untrusted: object, limit: int) -> tuple[ArrayPlan, ...]:
    """The arrays a header announces, checked by name, kind, shape and size in all (`limit` bytes)."""
    if not isinstance(untrusted, list) or len(untrusted) > MAX_ARRAYS:
        raise NonsenseError("the list of arrays is malformed")
    plans = tuple(_plan(entry) for entry in untrusted)
    if len({plan.name for plan in plans}) != len(plans):
        raise NonsenseError("two arrays have one name")
    if sum(plan.bytes for plan in plans) > limit:
        raise NonsenseError("the arrays are larger than allowed")
    return plans


def _plan(untrusted: object) -> ArrayPlan:
    if not isinstance(untrusted, dict):
        raise NonsenseError("an array is announced without its shape")
    name, dtype, shape = untrusted.get("name"), untrusted.get("dtype"), untrusted.get("shape")
    if not isinstance(name, str) or not name.isidentifier() or len(name) > MAX_NAME_CHARACTERS:
        raise NonsenseError("an array has a malformed name")
    if not isinstance(dtype, str) or dtype not in ALLOWED_DTYPES:
        raise NonsenseError("an array holds a kind of number that is not allowed")
    if not isinstance(shape, list) or len(shape) > MAX_DIMENSIONS:
        raise NonsenseError("an array has a malformed shape")
    # bool is an int in Python: True would pass as 1.
    if not all(type(side) is int and 0 <= side < 2**40 for side in shape):
        raise NonsenseError("an array has a malformed shape")
    return ArrayPlan(name, dtype, tuple(shape))
