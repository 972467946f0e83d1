"""Records with fields of shapes that no exporter writes: what reading must survive."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

__all__ = ["ANY_JSON", "changed"]

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)


def _paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    here = [at] if at else []
    if isinstance(value, dict):
        return here + [path for name in value for path in _paths(value[name], (*at, name))]
    if isinstance(value, list):
        return here + [path for place, inner in enumerate(value) for path in _paths(inner, (*at, place))]
    return here


@st.composite
def changed(draw: st.DrawFn, whole: list[dict[str, Any]]) -> dict[str, Any]:
    """One of the records with up to three of its values, at any depth, replaced by any other."""
    record: dict[str, Any] = json.loads(json.dumps(draw(st.sampled_from(whole))))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(_paths(record)))
        holder: Any = record
        for step in way:
            holder = holder[step]
        holder[last] = draw(ANY_JSON)
    return record
