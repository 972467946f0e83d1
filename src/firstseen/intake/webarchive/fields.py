"""Named fields, as WARC headers and HTTP headers write them (`Name: value`, names in any case)."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["Fields", "parse_fields"]


class Fields:
    """Fields in their order; `get` gives the first of a name."""

    __slots__ = ("_values", "pairs")

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self.pairs = tuple(pairs)
        self._values = {name.lower(): value for name, value in reversed(self.pairs)}

    def get(self, name: str) -> str | None:
        """The value of the first field of this name (given in lower case), None if there is none or it is empty."""
        return self._values.get(name) or None


def parse_fields(block: bytes) -> Fields:
    """The fields of a header block; lines without a colon are passed over, folded lines are joined."""
    pairs: list[tuple[str, str]] = []
    text = block.decode("utf-8", "backslashreplace").replace("\r\n", "\n").replace("\r", "\n")
    for line in text.split("\n"):
        if line[:1] in (" ", "\t") and pairs:
            name, value = pairs[-1]
            pairs[-1] = (name, f"{value} {line.strip()}"[: 1 << 16])
            continue
        name, colon, value = line.partition(":")
        if colon and (name := name.strip()):
            pairs.append((name, value.strip()))
    return Fields(pairs)
